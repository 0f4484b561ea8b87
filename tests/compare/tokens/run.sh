#!/usr/bin/env bash
# Speed and memory of `status token --from` beside what a user would write instead. See README.md beside this file.
set -euo pipefail
cd "$(dirname "$0")/../../.."

dir=target/compare-tokens
mkdir -p "$dir"
cargo build --quiet --release
cargo build --quiet --release --manifest-path tests/compare/tokens/Cargo.toml --target-dir "$dir/build"
python=python3
if python3 -m venv "$dir/venv" &&
    "$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'aiohttp==3.*' 'httpx[http2]==0.28.*'; then
    python=$dir/venv/bin/python
else
    echo "without aiohttp and httpx" >&2
fi
npm install --silent --no-audit --no-fund --prefix "$dir" 'undici@7' || echo "without undici" >&2
exec "$python" tests/compare/tokens/measure.py target/release/pushctl "$dir" "$@"
