#!/usr/bin/env bash
# Whole processes: start-up beside an empty program, and one send beside curl making the same two calls.
# Needs hyperfine, curl and md5sum. Prints ratios; absolute times are this machine's.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --release --quiet
pushctl=$PWD/target/release/pushctl
work=$(mktemp -d)
trap 'kill "${emulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

echo 'fn main() {}' >"$work/empty.rs"
rustc -O -o "$work/empty" "$work/empty.rs"
cp push.example.toml "$work/push.toml"
cd "$work"
export VIVO_APP_SECRET=11111111-2222-3333-4444-555555555555

echo "== start-up"
hyperfine --shell=none --warmup 20 --runs 300 --export-csv start.csv \
    "$work/empty" "$pushctl --version" "$pushctl explain vivo 10302" "$pushctl explain 10302" "$pushctl check --offline" "$pushctl --emulator check" "$pushctl --emulator send-test -d all" -i >/dev/null 2>&1
awk -F, 'NR == 2 { base = $4 } NR > 1 { printf "%-60s median %6.2f ms   over an empty process %+5.2f ms\n", $1, $4 * 1000, ($4 - base) * 1000 }' start.csv

echo "== one send: sign, auth, send"
"$pushctl" emulator --listen 127.0.0.1:18790 >emulator.log 2>&1 &
emulator=$!
for _ in $(seq 50); do curl -s -o /dev/null http://127.0.0.1:18790/ && break; sleep 0.1; done
cat >curl.sh <<'SH'
url=http://127.0.0.1:18790
ts=$(date +%s%3N)
key=0123456789abcdef0123456789abcdef
sign=$(printf %s "105000001$key$ts$VIVO_APP_SECRET" | md5sum | cut -d' ' -f1)
token=$(curl -s -H 'content-type: application/json' -d "{\"appId\":105000001,\"appKey\":\"$key\",\"timestamp\":$ts,\"sign\":\"$sign\"}" $url/message/auth | sed 's/.*"authToken":"\([^"]*\)".*/\1/')
curl -s -H 'content-type: application/json' -H "authToken: $token" -d '{"regId":"v2-EXAMPLE0000000000000000000000000000000000000000000001","notifyType":4,"title":"新消息提醒","content":"您有一条新消息","skipType":1,"requestId":"1","pushMode":1}' $url/message/send
SH
hyperfine --shell=none --warmup 5 --runs 100 --export-csv send.csv \
    "$pushctl send-test -d my-vivo --endpoint vivo=http://127.0.0.1:18790" "sh curl.sh" >/dev/null 2>&1
awk -F, 'NR == 2 { ours = $4 } NR == 3 { printf "pushctl %.1f ms, curl twice %.1f ms, ratio %.2f\n", ours * 1000, $4 * 1000, ours / $4 }' send.csv
