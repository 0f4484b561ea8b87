# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_pushctl_global_optspecs
    string join \n config= profile= vendor= format= report= lang= v/verbose q/quiet color= timeout= yes ca-file= endpoint= emulator= exit-zero h/help V/version
end

function __fish_pushctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_pushctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_pushctl_using_subcommand
    set -l cmd (__fish_pushctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c pushctl -n "__fish_pushctl_needs_command" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_needs_command" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_needs_command" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_needs_command" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_needs_command" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_needs_command" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_needs_command" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_needs_command" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_needs_command" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_needs_command" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_needs_command" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_needs_command" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_needs_command" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_needs_command" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_needs_command" -s V -l version -d 'Print version'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "init" -d 'Make push.toml and push.local.toml, asking for what is needed'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "check" -d 'Check push.toml, every value in it, the credentials and the Flutter project'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "doctor" -d 'Check push.toml, every value in it, the credentials and the Flutter project'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "gen-manifest" -d 'Print what the project\'s files need, verify it, put it in'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "send-test" -d 'Send a test push to one device, or to several of one\'s own'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "status" -d 'Ask a vendor about device tokens and messages; alone: about all named devices'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "explain" -d 'Explain a code, a rule, a whole answer, a vendor, or why no push arrives; offline'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "sign" -d 'Print the one header value that a request needs, for use in a curl'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "emulator" -d 'The vendors\' servers, not an Android emulator'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "man" -d 'Print the man page, or write one per command'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "schema" -d 'Print the JSON Schema of push.toml, for editors'
complete -c pushctl -n "__fish_pushctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l package-name -d 'Android applicationId' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l set -d 'Set a key, such as `vivo.app_id=105000042`; repeatable, wins over what is imported' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l from -d 'Read values from a Flutter project, Dart code, a console\'s JSON, a service account or a .p8; repeatable' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l force -d 'Replace push.toml and push.local.toml if they are there'
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l update -d 'Add to the push.toml that is there, after showing the diff; comments and order stay'
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -s d -l device -d 'Follow one phone in the order in which a push travels' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l project -d 'The Flutter project; default: `[app] project`' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l offline -d 'Ask no vendor'
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l deny-warnings -d 'A warning is a problem too'
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -s d -l device -d 'Follow one phone in the order in which a push travels' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l project -d 'The Flutter project; default: `[app] project`' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l offline -d 'Ask no vendor'
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l deny-warnings -d 'A warning is a problem too'
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l project -d 'The Flutter project; default: `[app] project`, else the one that this folder lies in' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l only -d 'Only what stands in this kind of file' -r -f -a "manifest\t''
gradle\t''
settings\t''
plist\t''
entitlements\t''
delegate\t''
podfile\t''
proguard\t''
dart\t''
timpush\t''
console\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l plugin -d 'The push plugin; default: the one in pubspec.yaml, else `[app] plugin`' -r -f -a "tencent_cloud_chat_push\t''
tencent_chat_push_for_china\t''
tim_ui_kit_push_plugin\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l dsl -d 'The language of the Gradle files; default: that of the project, else both' -r -f -a "groovy\t''
kotlin\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l out -d 'Write the snippets to files in this folder; files that are there are not changed' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l check -d 'Verify that all of it is there and right'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l diff -d 'Print what --apply would change, as a patch that `git apply` takes'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l apply -d 'Change the project\'s files: shows the patch and asks'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l deny-warnings -d 'A warning is a problem too'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand gen-manifest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -s d -l device -d 'A device of push.toml; repeatable, or `all`' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l token -d 'A device token; exactly one vendor' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l user -d 'A chat message to an IM user, through Tencent IM instead of the vendor; asks first. Repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l print -d 'Print the requests instead of sending them; needs no network' -r -f -a "request\t'As HTTP writes them'
curl\t'As curl commands for a shell'"
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l watch -d 'Ask the vendor what became of it, for DURATION' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l title -d 'First line' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l subtitle -d 'Second line, where the vendor has one' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l body -d 'The text' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l ext -d 'Handed to the app: a JSON object, KEY=VALUE, or @FILE' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l channel-id -d 'Android notification channel' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l category -d 'Message class, the vendor\'s word' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l badge -d 'Number on the app\'s icon' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l sound -d 'Sound file, or `default`' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l ttl -d 'How long the vendor keeps it for a phone that is off' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l click -d 'What a tap does: im, open, activity:NAME, intent:URI, url:URL' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l priority -d 'How urgent it is' -r -f -a "high\t'At once'
normal\t'When it suits the phone'"
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l collapse-key -d 'Replaces an earlier notification of the same key' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l image -d 'URL of a picture' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l set -d 'What only one vendor can say; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l live -d 'Leave the vendor\'s test mode; asks first'
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l dry-run -d 'Do everything but the push'
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand send-test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -f -a "token" -d 'Is a device token alive, of this app, of this environment?'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -f -a "message" -d 'What became of a message?'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -f -a "user" -d 'Is a user online, and what does IM know about pushing to this user?'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and not __fish_seen_subcommand_from token message user help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -s d -l device -d 'A device of push.toml; repeatable, or `all`' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l from -d 'Read tokens from FILE, one a line, or CSV/TSV with a header, or NDJSON; `-` is stdin' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l out -d 'Write one JSON object a line to FILE' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l resume -d 'Go on where an interrupted run stopped (comes with a later version)'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l probe -d 'Permit what reaches a phone or uses a quota; asks first'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l show-tokens -d 'Print tokens whole'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l keep-going -d 'Go on even if none of the first 100 answers is `alive`'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from message" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from user" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from help" -f -a "token" -d 'Is a device token alive, of this app, of this environment?'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from help" -f -a "message" -d 'What became of a message?'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from help" -f -a "user" -d 'Is a user online, and what does IM know about pushing to this user?'
complete -c pushctl -n "__fish_pushctl_using_subcommand status; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l at -d 'Sign for this time, in milliseconds since 1970; with --explain' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l text -d 'Sign this text: for vendors whose sign belongs to one request' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l decode -d 'Decode a `UserSig` or JWT and verify it with the key of push.toml; `-` reads it from standard input' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l explain -d 'Show how the sign comes about, secrets as ***; asks nobody'
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l listen -d 'Listen there; default 127.0.0.1:8790, with CMD a free port' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l ca-out -d 'Where --tls writes the certificate of its authority, for clients to trust' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l scenario -d 'Credentials, phones, quotas and faults; what it does not state comes from push.toml' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l tls -d 'Speak https, with a certificate made for this run'
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand emulator" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l out -d 'Write the pages of all commands into this folder' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l config -d 'Read FILE instead of push.toml of this folder or one above it' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l profile -d 'Lay `[profiles.NAME]` of push.toml over the base' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l vendor -d 'Only these vendors; default: every vendor in push.toml' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l format -d 'How to print the result' -r -f -a "table\t''
json\t''
ndjson\t''
github\t''
gitlab\t''
sarif\t''
junit\t''"
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l report -d 'Also write a report to a file; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l lang -d 'Language of all messages; default: the locale\'s' -r -f -a "en\t'English'
zh\t'Chinese'"
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l timeout -d 'Limit per request, such as 10s, 500ms, 1m; a bare number is seconds' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l ca-file -d 'Trust the CA certificates in this file too' -r -F
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l endpoint -d 'Send a vendor\'s requests to another host; repeatable' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l emulator -d 'Ask an emulator inside this process instead of the vendors' -r
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l example -d 'Print push.example.toml instead: every key with remarks'
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -s v -l verbose -d 'Print every exchange with a vendor to stderr, without secrets'
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -s q -l quiet -d 'Print no remarks, only the result'
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l yes -d 'Answer every question with yes'
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -l exit-zero -d 'Exit with 0 where it would be 1'
complete -c pushctl -n "__fish_pushctl_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "init" -d 'Make push.toml and push.local.toml, asking for what is needed'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "check" -d 'Check push.toml, every value in it, the credentials and the Flutter project'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "gen-manifest" -d 'Print what the project\'s files need, verify it, put it in'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "send-test" -d 'Send a test push to one device, or to several of one\'s own'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "status" -d 'Ask a vendor about device tokens and messages; alone: about all named devices'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "explain" -d 'Explain a code, a rule, a whole answer, a vendor, or why no push arrives; offline'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "sign" -d 'Print the one header value that a request needs, for use in a curl'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "emulator" -d 'The vendors\' servers, not an Android emulator'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "man" -d 'Print the man page, or write one per command'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "schema" -d 'Print the JSON Schema of push.toml, for editors'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and not __fish_seen_subcommand_from init check gen-manifest send-test status explain sign emulator completions man schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and __fish_seen_subcommand_from status" -f -a "token" -d 'Is a device token alive, of this app, of this environment?'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and __fish_seen_subcommand_from status" -f -a "message" -d 'What became of a message?'
complete -c pushctl -n "__fish_pushctl_using_subcommand help; and __fish_seen_subcommand_from status" -f -a "user" -d 'Is a user online, and what does IM know about pushing to this user?'
