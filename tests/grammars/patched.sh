#!/usr/bin/env bash
# Gradle files in Groovy as `gen-manifest` patches and prints them, in a folder to be read by another parser.
# usage: patched.sh FOLDER    the folder is made; FOLDER/*/android/**/*.gradle and FOLDER/*/snippets/** are the result
set -euo pipefail

if [ $# -ne 1 ] || [ -e "$1" ]; then
    echo "usage: $0 FOLDER, which is not there yet" >&2
    exit 2
fi
root=$(cd "$(dirname "$0")/../.." && pwd)
projects=$root/tests/fixtures/projects
cargo build --quiet --manifest-path "$root/Cargo.toml"
pushctl=${CARGO_TARGET_DIR:-$root/target}/debug/pushctl

for template in legacy groovy-plugins; do
    for generation in g1 g3; do
        folder=$1/$template-$generation
        mkdir -p "$folder"
        cp -R "$projects/$template/bare/." "$projects/push.toml" "$folder"
        cp "$projects/$template/$generation"/pubspec.* "$folder"
        (cd "$folder" && "$pushctl" --quiet gen-manifest --apply --yes >/dev/null)
        for lang in en zh; do
            (cd "$folder" && "$pushctl" --quiet --lang "$lang" gen-manifest --dsl groovy --out "snippets/$lang" >/dev/null)
        done
    done
done
