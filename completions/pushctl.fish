# Completion of pushctl for fish. What can stand at the cursor is asked of the program itself, which knows the devices
# and profiles of push.toml.
function __pushctl_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -e words[1]
    set -l answer (pushctl __complete fish $words "$current" 2>/dev/null)
    set -l flag (string match -r '^-[^=]*=' -- "$current")
    switch "$answer[1]"
        case ':files'
            for path in (__fish_complete_path (string replace -r '^-[^=]*=' '' -- "$current"))
                echo "$flag$path"
            end
        case ':folders'
            for path in (__fish_complete_directories (string replace -r '^-[^=]*=' '' -- "$current"))
                echo "$flag$path"
            end
        case '*'
            printf '%s\n' $answer
    end
end

complete -c pushctl -e
complete -c pushctl -f -k -a '(__pushctl_complete)'
