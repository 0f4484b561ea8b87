#!/usr/bin/env bash
# The schema of push.toml by taplo, the hooks by pre-commit, the workflows by their schemas. Needs npm, python3 and the
# package registries; see README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools=$PWD/target/compare/schema
mkdir -p "$tools"
npm install --silent --no-audit --no-fund --prefix "$tools" @taplo/cli@0.7.0
[ -d "$tools/venv" ] || python3 -m venv "$tools/venv"
"$tools/venv/bin/pip" install --quiet pre-commit check-jsonschema
taplo() { "$tools/node_modules/.bin/taplo" "$@"; }
check() { "$tools/venv/bin/check-jsonschema" "$@"; }

printf '[vivo]\napp_ld = "1"\n[devices.x]\nvendor = "vvo"\n' >"$tools/mistakes.toml"
for lang in en zh; do
    cargo run -q -- --lang "$lang" schema >"$tools/$lang.json"
    taplo check --schema "file://$tools/$lang.json" push.example.toml
    if taplo check --schema "file://$tools/$lang.json" "$tools/mistakes.toml" 2>/dev/null; then
        echo "taplo accepts mistakes" >&2
        exit 1
    fi
done
check --check-metaschema "$tools/en.json" "$tools/zh.json"

"$tools/venv/bin/pre-commit" validate-manifest .pre-commit-hooks.yaml
for document in docs/ci.md docs/ci.zh.md; do
    awk -v to="$tools/block" '/^```yaml$/ { count++; inside = 1; next } /^```$/ { inside = 0 }
        inside { print > (to count ".yml") }' "$document"
    check --builtin-schema vendor.github-workflows "$tools/block1.yml"
    check --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$tools/block2.yml"
    "$tools/venv/bin/pre-commit" validate-config "$tools/block3.yml"
done
check --builtin-schema vendor.github-workflows .github/workflows/release.yml
