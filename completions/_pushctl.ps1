
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'pushctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'pushctl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'pushctl' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make push.toml and push.local.toml, asking for what is needed')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check push.toml, every value in it, the credentials and the Flutter project')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check push.toml, every value in it, the credentials and the Flutter project')
            [CompletionResult]::new('gen-manifest', 'gen-manifest', [CompletionResultType]::ParameterValue, 'Print what the project''s files need, verify it, put it in')
            [CompletionResult]::new('send-test', 'send-test', [CompletionResultType]::ParameterValue, 'Send a test push to one device, or to several of one''s own')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Ask a vendor about device tokens and messages; alone: about all named devices')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a code, a rule, a whole answer, a vendor, or why no push arrives; offline')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Print the one header value that a request needs, for use in a curl')
            [CompletionResult]::new('emulator', 'emulator', [CompletionResultType]::ParameterValue, 'The vendors'' servers, not an Android emulator')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the man page, or write one per command')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of push.toml, for editors')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'pushctl;init' {
            [CompletionResult]::new('--package-name', '--package-name', [CompletionResultType]::ParameterName, 'Android applicationId')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a key, such as `vivo.app_id=105000042`; repeatable, wins over what is imported')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read values from a Flutter project, Dart code, a console''s JSON, a service account or a .p8; repeatable')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace push.toml and push.local.toml if they are there')
            [CompletionResult]::new('--update', '--update', [CompletionResultType]::ParameterName, 'Add to the push.toml that is there, after showing the diff; comments and order stay')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;check' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Follow one phone in the order in which a push travels')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'Follow one phone in the order in which a push travels')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'The Flutter project; default: `[app] project`')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no vendor')
            [CompletionResult]::new('--deny-warnings', '--deny-warnings', [CompletionResultType]::ParameterName, 'A warning is a problem too')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;doctor' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Follow one phone in the order in which a push travels')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'Follow one phone in the order in which a push travels')
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'The Flutter project; default: `[app] project`')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no vendor')
            [CompletionResult]::new('--deny-warnings', '--deny-warnings', [CompletionResultType]::ParameterName, 'A warning is a problem too')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;gen-manifest' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'The Flutter project; default: `[app] project`, else the one that this folder lies in')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only what stands in this kind of file')
            [CompletionResult]::new('--plugin', '--plugin', [CompletionResultType]::ParameterName, 'The push plugin; default: the one in pubspec.yaml, else `[app] plugin`')
            [CompletionResult]::new('--dsl', '--dsl', [CompletionResultType]::ParameterName, 'The language of the Gradle files; default: that of the project, else both')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the snippets to files in this folder; files that are there are not changed')
            [CompletionResult]::new('--keystore', '--keystore', [CompletionResultType]::ParameterName, 'Print the fingerprints of this keystore''s certificates, and compare them with `[app] signing_sha256`; asks for the password, or takes it from `PUSHCTL_KEYSTORE_PASSWORD`')
            [CompletionResult]::new('--keystore-alias', '--keystore-alias', [CompletionResultType]::ParameterName, 'Only this entry of the keystore')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Verify that all of it is there and right')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Print what --apply would change, as a patch that `git apply` takes')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Change the project''s files: shows the patch and asks')
            [CompletionResult]::new('--deny-warnings', '--deny-warnings', [CompletionResultType]::ParameterName, 'A warning is a problem too')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;send-test' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'A device of push.toml; repeatable, or `all`')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'A device of push.toml; repeatable, or `all`')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'A device token; exactly one vendor')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'An IM user instead of a phone: a chat message through Tencent IM; asks first')
            [CompletionResult]::new('--print', '--print', [CompletionResultType]::ParameterName, 'Print the requests instead of sending them; needs no network')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Ask the vendor what became of it, for DURATION')
            [CompletionResult]::new('--title', '--title', [CompletionResultType]::ParameterName, 'First line')
            [CompletionResult]::new('--subtitle', '--subtitle', [CompletionResultType]::ParameterName, 'Second line, where the vendor has one')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'The text')
            [CompletionResult]::new('--ext', '--ext', [CompletionResultType]::ParameterName, 'Handed to the app: a JSON object, KEY=VALUE, or @FILE')
            [CompletionResult]::new('--channel-id', '--channel-id', [CompletionResultType]::ParameterName, 'Android notification channel')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'Message class, the vendor''s word')
            [CompletionResult]::new('--badge', '--badge', [CompletionResultType]::ParameterName, 'Number on the app''s icon')
            [CompletionResult]::new('--sound', '--sound', [CompletionResultType]::ParameterName, 'Sound file, or `default`')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long the vendor keeps it for a phone that is off')
            [CompletionResult]::new('--click', '--click', [CompletionResultType]::ParameterName, 'What a tap does: im, open, activity:NAME, intent:URI, url:URL')
            [CompletionResult]::new('--priority', '--priority', [CompletionResultType]::ParameterName, 'How urgent it is')
            [CompletionResult]::new('--collapse-key', '--collapse-key', [CompletionResultType]::ParameterName, 'Replaces an earlier notification of the same key')
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'URL of a picture')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'What only one vendor can say; repeatable')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Leave the vendor''s test mode; asks first')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Do everything but the push')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;status' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Is a device token alive, of this app, of this environment?')
            [CompletionResult]::new('message', 'message', [CompletionResultType]::ParameterValue, 'What became of a message?')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Is a user online, and what does IM know about pushing to this user?')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'pushctl;status;token' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'A device of push.toml; repeatable, or `all`')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'A device of push.toml; repeatable, or `all`')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write one JSON object a line to FILE')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Read tokens from FILE, one a line, or CSV/TSV with a header, or NDJSON; `-` is stdin')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most N calls a second to each vendor; default: the vendor''s own limit')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'At most N calls to each vendor at once; default: by vendor')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--probe', '--probe', [CompletionResultType]::ParameterName, 'Permit what reaches a phone or uses a quota; asks first')
            [CompletionResult]::new('--show-tokens', '--show-tokens', [CompletionResultType]::ParameterName, 'Print tokens whole')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on where an interrupted run with the same --out stopped')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Go on even if none of the first 100 answers is `alive`')
            [CompletionResult]::new('--no-dedupe', '--no-dedupe', [CompletionResultType]::ParameterName, 'Ask about a token as often as it stands in the list')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;status;message' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;status;user' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;status;help' {
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Is a device token alive, of this app, of this environment?')
            [CompletionResult]::new('message', 'message', [CompletionResultType]::ParameterValue, 'What became of a message?')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Is a user online, and what does IM know about pushing to this user?')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'pushctl;status;help;token' {
            break
        }
        'pushctl;status;help;message' {
            break
        }
        'pushctl;status;help;user' {
            break
        }
        'pushctl;status;help;help' {
            break
        }
        'pushctl;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;sign' {
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Sign for this time, in milliseconds since 1970; with --explain')
            [CompletionResult]::new('--text', '--text', [CompletionResultType]::ParameterName, 'Sign this text: for vendors whose sign belongs to one request')
            [CompletionResult]::new('--decode', '--decode', [CompletionResultType]::ParameterName, 'Decode a `UserSig` or JWT and verify it with the key of push.toml; `-` reads it from standard input')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Show how the sign comes about, secrets as ***; asks nobody')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;emulator' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Listen there; default 127.0.0.1:8790, with CMD a free port')
            [CompletionResult]::new('--ca-out', '--ca-out', [CompletionResultType]::ParameterName, 'Where --tls writes the certificate of its authority, for clients to trust')
            [CompletionResult]::new('--scenario', '--scenario', [CompletionResultType]::ParameterName, 'Credentials, phones, quotas and faults; what it does not state comes from push.toml')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--tls', '--tls', [CompletionResultType]::ParameterName, 'Speak https, with a certificate made for this run')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;completions' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;man' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the pages of all commands into this folder')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;schema' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of push.toml of this folder or one above it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Lay `[profiles.NAME]` of push.toml over the base')
            [CompletionResult]::new('--vendor', '--vendor', [CompletionResultType]::ParameterName, 'Only these vendors; default: every vendor in push.toml')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the result')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file; repeatable')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'Language of messages; default: the locale''s')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the CA certificates in this file too')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Send a vendor''s requests to another host; repeatable')
            [CompletionResult]::new('--emulator', '--emulator', [CompletionResultType]::ParameterName, 'Ask an emulator inside this process instead of the vendors')
            [CompletionResult]::new('--example', '--example', [CompletionResultType]::ParameterName, 'Print push.example.toml instead: every key with remarks')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Print every exchange with a vendor to stderr, without secrets')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print no remarks, only the result')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes')
            [CompletionResult]::new('--exit-zero', '--exit-zero', [CompletionResultType]::ParameterName, 'Exit with 0 where it would be 1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pushctl;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make push.toml and push.local.toml, asking for what is needed')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check push.toml, every value in it, the credentials and the Flutter project')
            [CompletionResult]::new('gen-manifest', 'gen-manifest', [CompletionResultType]::ParameterValue, 'Print what the project''s files need, verify it, put it in')
            [CompletionResult]::new('send-test', 'send-test', [CompletionResultType]::ParameterValue, 'Send a test push to one device, or to several of one''s own')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Ask a vendor about device tokens and messages; alone: about all named devices')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a code, a rule, a whole answer, a vendor, or why no push arrives; offline')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Print the one header value that a request needs, for use in a curl')
            [CompletionResult]::new('emulator', 'emulator', [CompletionResultType]::ParameterValue, 'The vendors'' servers, not an Android emulator')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the man page, or write one per command')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of push.toml, for editors')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'pushctl;help;init' {
            break
        }
        'pushctl;help;check' {
            break
        }
        'pushctl;help;gen-manifest' {
            break
        }
        'pushctl;help;send-test' {
            break
        }
        'pushctl;help;status' {
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Is a device token alive, of this app, of this environment?')
            [CompletionResult]::new('message', 'message', [CompletionResultType]::ParameterValue, 'What became of a message?')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Is a user online, and what does IM know about pushing to this user?')
            break
        }
        'pushctl;help;status;token' {
            break
        }
        'pushctl;help;status;message' {
            break
        }
        'pushctl;help;status;user' {
            break
        }
        'pushctl;help;explain' {
            break
        }
        'pushctl;help;sign' {
            break
        }
        'pushctl;help;emulator' {
            break
        }
        'pushctl;help;completions' {
            break
        }
        'pushctl;help;man' {
            break
        }
        'pushctl;help;schema' {
            break
        }
        'pushctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
