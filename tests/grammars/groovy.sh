#!/usr/bin/env bash
# Parses Gradle files with Groovy's own parser, up to the syntax tree; nothing of them is run or resolved.
# usage: groovy.sh FILE...    prints OK or FAILED per file; exit code 1 if one failed
set -euo pipefail

if [ $# -eq 0 ]; then
    echo "usage: $0 FILE..." >&2
    exit 2
fi
command -v groovy >/dev/null || { echo "groovy is not installed" >&2; exit 2; }

groovy -e '
import org.codehaus.groovy.control.CompilationFailedException
import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.Phases

def failed = false
args.each { name ->
    def unit = new CompilationUnit()
    unit.addSource(name, new File(name).getText("UTF-8"))
    try {
        unit.compile(Phases.CONVERSION)
        println "OK      $name"
    } catch (CompilationFailedException error) {
        failed = true
        println "FAILED  $name"
        println error.message.readLines().findAll { it.trim() }.collect { "        $it" }.join("\n")
    }
}
System.exit(failed ? 1 : 0)
' "$@"
