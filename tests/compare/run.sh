#!/usr/bin/env bash
# Compares requests with those of other people's client libraries. See README.md beside this file.
set -euo pipefail
cd "$(dirname "$0")/../.."

dir=target/compare
mkdir -p "$dir"
cargo build --quiet
[ -d "$dir/venv" ] || python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'firebase-admin==7.7.0' 'hpa==1.0.0' 'six==1.17.0' 'tls-sig-api-v2==1.1'
npm install --silent --no-audit --no-fund --prefix "$dir" '@parse/node-apn@8.1.0' 'push-xiaomi@0.1.6' 'tls-sig-api-v2@1.0.2'
exec "$dir/venv/bin/python" tests/compare/compare.py target/debug/pushctl "$dir" "$@"
