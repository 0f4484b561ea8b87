"""Measures and prints a Markdown table: `measure.py PUSHCTL FOLDER [COUNT...]`. Every figure is the median of three runs."""

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
CONCURRENCY = "100"
RUNS = int(os.environ.get("RUNS", "3"))
TOKENS = {
    "apple": lambda number: f"{number:064x}",
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
[vivo]
app_id = "105000042"
app_key = "c3b2a19087f6e5d4c3b2a19087f6e5d4"
app_secret = "11111111-2222-4333-8444-555555555556"
[huawei]
app_id = "103987654"
app_secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde0"
"""


def prepare():
    with open(f"{folder}/push.toml", "w") as file:
        file.write(CONFIG)
    key = f"{folder}/apple.p8"
    if not os.path.exists(key):
        curve = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
        subprocess.run(["openssl", "genpkey", *curve, "-out", key], check=True, stderr=subprocess.DEVNULL)
    os.chmod(key, 0o600)
    for shape, token in TOKENS.items():
        for count in counts:
            path = f"{folder}/{shape}-{count}.txt"
            if not os.path.exists(path):
                with open(path, "w") as file:
                    file.writelines(token(number) + "\n" for number in range(count))


def run(command):
    """Seconds and megabytes of one run."""
    out = f"{folder}/out.ndjson"
    for path in (out, out + ".resume"):
        if os.path.exists(path):
            os.remove(path)
    started = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = child.communicate()
    # communicate() has waited already; what the child used is in the difference of two looks at all children.
    seconds = time.monotonic() - started
    if child.returncode not in (0,):
        sys.exit(f"{command}: exit {child.returncode}\n{output.decode()}{errors.decode()}")
    return seconds


def measured(command):
    """Seconds and resident megabytes, medians."""
    wrapped = ["/usr/bin/time", "-f", "%M", "-o", f"{folder}/rss", *command]
    seconds, megabytes = [], []
    for _ in range(RUNS):
        seconds.append(run(wrapped))
        megabytes.append(int(open(f"{folder}/rss").read().split()[-1]) / 1024)
    return statistics.median(seconds), statistics.median(megabytes)


def commands(shape, count, url):
    tokens = f"{folder}/{shape}-{count}.txt"
    own = [program, "status", "token", "--vendor", shape, "--from", tokens, "--out", "out.ndjson", "-q", "--yes"]
    own += ["--rate", "100000", "--concurrency", CONCURRENCY, "--endpoint", f"{shape}={url}"]
    own += ["--probe"] if shape == "apple" else []
    bare = [f"{folder}/build/release/bare", shape, url, tokens, CONCURRENCY]
    yield "pushctl", own
    yield "pushctl --no-dedupe", [*own, "--no-dedupe"]
    yield "reqwest, nothing written", bare
    yield "reqwest, a line written per token", [*bare, "out.ndjson"]
    if count <= 100_000:
        yield "Python", [sys.executable, f"{here}/loop.py", shape, url, tokens, CONCURRENCY]
        yield "Node", ["node", f"{here}/loop.mjs", shape, url, tokens, CONCURRENCY]
    if shape == "apple" and shutil.which("h2load"):
        yield "h2load", ["h2load", "-n", str(count), "-c", "1", "-m", CONCURRENCY, f"{url}/3/device/{TOKENS['apple'](1)}"]


def main():
    prepare()
    os.environ["MODULES"] = folder
    server = subprocess.Popen([f"{folder}/build/release/server"], stdout=subprocess.PIPE, text=True)
    url = "http://" + server.stdout.readline().strip()
    print("| shape | tokens | who | tokens/s | pushctl beside it | µs/token | MB |\n|---|---:|---|---:|---:|---:|---:|")
    try:
        for shape in TOKENS:
            for count in counts:
                own = None
                for name, command in commands(shape, count, url):
                    seconds, megabytes = measured(command)
                    own = own or seconds
                    print(
                        f"| {shape} | {count:,} | {name} | {count / seconds:,.0f} | {seconds / own:.2f} "
                        f"| {seconds / count * 1e6:.2f} | {megabytes:.1f} |",
                        flush=True,
                    )
    finally:
        server.kill()


main()
