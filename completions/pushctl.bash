# Completion of pushctl for bash. What can stand at the cursor is asked of the program itself, which knows the devices
# and profiles of push.toml; with `-o default`, readline completes file names where nothing else is to be completed.
_pushctl() {
    local answer line
    COMPREPLY=()
    answer=$(pushctl __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
    case $answer in
        :files) return ;;
        :folders)
            compopt +o bashdefault +o default -o dirnames 2>/dev/null
            return
            ;;
    esac
    # bash 3.2 has no compopt, and offers files too.
    compopt +o bashdefault +o default 2>/dev/null
    while IFS= read -r line; do
        [[ -n $line ]] || continue
        [[ $line == *= ]] && compopt -o nospace 2>/dev/null
        # Between quotes that are open already nothing needs more of them.
        [[ ${COMP_WORDS[COMP_CWORD]} != [\"\']* && $line == *[[:space:]\'\"\\\$\`\&\;\|\<\>\(\)\*\?\!]* ]] && printf -v line '%q' "$line"
        COMPREPLY+=("$line")
    done <<<"$answer"
}
complete -o bashdefault -o default -F _pushctl pushctl
