"""Measures and prints a Markdown table: `measure.py PUSHCTL FOLDER [COUNT...]`. Every figure is the median of `RUNS` runs."""

import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import time

program, folder, *counts = sys.argv[1:]
program, folder = os.path.abspath(program), os.path.abspath(folder)
here = os.path.dirname(os.path.abspath(__file__))
counts = [int(count) for count in counts] or [10_000, 100_000, 1_000_000]
RUNS = int(os.environ.get("RUNS", "3"))
SHAPES = os.environ.get("SHAPES", "apple google vivo huawei").split()
# What takes long is measured with short lists: what it needs per token does not change with their length.
LONGEST_OF_THE_SLOW = 10_000
HTTP2 = ("apple", "google")
# As many calls at once as pushctl makes of its own accord.
CONCURRENCY = {"apple": "100", "google": "100", "vivo": "4", "huawei": "50"}
TOKENS = {
    "apple": lambda number: f"{number:064x}",
    "google": lambda number: f"cAbCdEfGhIjKlMnOpQrStU:APA91b{number:0134d}",
    "vivo": lambda number: f"v2-{number:048d}",
    "huawei": lambda number: f"IQAAAA{number:0124d}",
}
CONFIG = """[app]
package_name = "com.acme.chat"
bundle_id = "com.acme.chat"
[apple]
team_id = "ABCDE12345"
key_id = "ABCDE67890"
key_file = "apple.p8"
[google]
service_account_file = "google.json"
[vivo]
app_id = "105000042"
app_key = "c3b2a19087f6e5d4c3b2a19087f6e5d4"
app_secret = "11111111-2222-4333-8444-555555555556"
[huawei]
app_id = "103987654"
app_secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde0"
"""
EC = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
CA, CERTIFICATE, KEY = (f"{folder}/{name}" for name in ("ca.pem", "server.pem", "server.key"))
HOSTS = ["localhost", "api.development.push.apple.com"]


def openssl(*arguments):
    return subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def write(name, text):
    with open(f"{folder}/{name}", "w") as file:
        file.write(text)
    os.chmod(f"{folder}/{name}", 0o600)


def make_keys():
    """Keys and certificates of this run, worth nothing anywhere else."""
    write("apple.p8", openssl("genpkey", "-algorithm", *EC).decode())
    rsa = openssl("genpkey", "-algorithm", "rsa", "-pkeyopt", "rsa_keygen_bits:2048").decode().replace("\n", "\\n")
    account = '"type": "service_account", "project_id": "acme-chat", "private_key_id": "0123456789abcdef0123456789abcdef01234567"'
    account += ', "client_email": "push@acme-chat.iam.gserviceaccount.com", "token_uri": "https://oauth2.googleapis.com/token"'
    write("google.json", f'{{{account}, "private_key": "{rsa}"}}')
    new = ["req", "-newkey", *EC, "-nodes"]
    openssl(*new, "-x509", "-days", "30", "-subj", "/CN=compare", "-keyout", f"{folder}/ca.key", "-out", CA)
    names = "subjectAltName=" + ",".join(f"DNS:{host}" for host in HOSTS)
    openssl(*new, "-subj", "/CN=localhost", "-addext", names, "-keyout", KEY, "-out", f"{folder}/server.csr")
    signed = ["-CA", CA, "-CAkey", f"{folder}/ca.key", "-days", "30", "-copy_extensions", "copy", "-out", CERTIFICATE]
    openssl("x509", "-req", "-in", f"{folder}/server.csr", *signed)


def prepare():
    write("push.toml", CONFIG)
    if not os.path.exists(CERTIFICATE):
        make_keys()
    write("hosts", "".join(f"127.0.0.1 {host}\n" for host in HOSTS))
    for shape in SHAPES:
        for count in counts:
            path = f"{folder}/{shape}-{count}.txt"
            if not os.path.exists(path):
                with open(path, "w") as file:
                    file.writelines(TOKENS[shape](number) + "\n" for number in range(count))


def run(command):
    """Seconds of one run. A command that measures itself prints how many tokens there were, and the seconds."""
    for path in (f"{folder}/out.ndjson", f"{folder}/out.ndjson.resume"):
        if os.path.exists(path):
            os.remove(path)
    started = time.monotonic()
    child = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    seconds = time.monotonic() - started
    if child.returncode:
        sys.exit(f"{command}: exit {child.returncode}\n{child.stdout}{child.stderr}")
    own = child.stdout.split()
    return float(own[1]) if len(own) == 2 else seconds


def measured(command):
    """Seconds and resident megabytes, medians."""
    wrapped = command
    if command[0] != "unshare":
        wrapped = ["/usr/bin/time", "-f", "%M", "-o", f"{folder}/rss", *command]
    seconds, megabytes = [], []
    for _ in range(RUNS):
        seconds.append(run(wrapped))
        megabytes.append(int(open(f"{folder}/rss").read().split()[-1]) / 1024)
    return statistics.median(seconds), statistics.median(megabytes)


def a2(tokens):
    """a2 asks Apple's host on port 443 and nothing else: a machine of its own, in which we are that."""
    script = f"""ip link set lo up && mount --bind {folder}/hosts /etc/hosts
        {folder}/build/release/server {CERTIFICATE} {KEY} 443 >{folder}/listening & server=$!
        until [ -s {folder}/listening ]; do sleep 0.01; done
        CA={CA} /usr/bin/time -f %M -o {folder}/rss {folder}/build/release/a2 apple.p8 {tokens} {CONCURRENCY['apple']}
        status=$?; kill $server; exit $status"""
    return ["unshare", "--map-root-user", "--net", "--mount", "sh", "-c", f"rm -f {folder}/listening; {script}"]


def has_namespaces():
    command = ["unshare", "--map-root-user", "--net", "--mount", "ip", "link"]
    return bool(shutil.which("unshare")) and not subprocess.run(command, capture_output=True).returncode


def commands(shape, count, url):
    tokens = f"{folder}/{shape}-{count}.txt"
    own = [program, "status", "token", "--vendor", shape, "--from", tokens, "--out", "out.ndjson", "-q", "--yes"]
    own += ["--rate", "100000", "--endpoint", f"{shape}={url}", "--ca-file", CA]
    own += ["--probe"] if shape == "apple" else []
    bare = [f"{folder}/build/release/bare", shape, url, CA, tokens, CONCURRENCY[shape]]
    yield "reqwest, nothing written", bare
    yield "pushctl", own
    yield "pushctl --no-dedupe", [*own, "--no-dedupe"]
    yield "reqwest, the same results written", [*bare, "out.ndjson"]
    if shape == "apple" and count <= LONGEST_OF_THE_SLOW and has_namespaces():
        yield "the crate a2, nothing written", a2(tokens)
    if count <= LONGEST_OF_THE_SLOW:
        rest = [shape, url, CA, tokens, CONCURRENCY[shape]]
        library = "httpx" if shape in HTTP2 else "aiohttp"
        if importlib.util.find_spec(library):
            yield f"Python, {library}", [sys.executable, f"{here}/loop.py", *rest]
        if shutil.which("node") and (shape in HTTP2 or os.path.exists(f"{folder}/node_modules/undici")):
            yield "Node, node:http2" if shape in HTTP2 else "Node, undici", ["node", f"{here}/loop.mjs", *rest]
    if shape in HTTP2 and shutil.which("h2load"):
        target = {"apple": f"/3/device/{TOKENS['apple'](1)}", "google": "/v1/projects/acme-chat/messages:send"}[shape]
        yield "h2load, one request", ["h2load", "-n", str(count), "-c", "1", "-m", CONCURRENCY[shape], f"{url}{target}"]


def wrk(url):
    """Requests a second of wrk, which counts time and no requests."""
    if not shutil.which("wrk"):
        return
    target = f"{url}/v1/103987654/token:query"
    output = subprocess.run(["wrk", "-t1", f"-c{CONCURRENCY['huawei']}", "-d5s", target], capture_output=True, text=True).stdout
    rate = next(float(line.split()[1]) for line in output.splitlines() if line.startswith("Requests/sec:"))
    print(f"| huawei | | wrk, one request | {rate:,.0f} | | {1e6 / rate:.2f} | |", flush=True)


def main():
    prepare()
    os.environ["MODULES"] = folder
    server = subprocess.Popen([f"{folder}/build/release/server", CERTIFICATE, KEY], stdout=subprocess.PIPE, text=True)
    plain, sealed = server.stdout.readline().split()
    print("| shape | tokens | who | tokens/s | pushctl beside it | µs/token | MB |\n|---|---:|---|---:|---:|---:|---:|")
    try:
        for shape in SHAPES:
            for count in counts:
                rows = []
                for name, command in commands(shape, count, sealed if shape in HTTP2 else plain):
                    rows.append((name, *measured(command)))
                own = next(seconds for name, seconds, _ in rows if name == "pushctl")
                for name, seconds, megabytes in rows:
                    print(
                        f"| {shape} | {count:,} | {name} | {count / seconds:,.0f} | {seconds / own:.2f} "
                        f"| {seconds / count * 1e6:.2f} | {megabytes:.1f} |",
                        flush=True,
                    )
        if "huawei" in SHAPES:
            wrk(plain)
    finally:
        server.kill()


main()
