"""Sends one message with other people's libraries and with pushctl, and compares the requests field by field."""

import base64
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request

PUSHCTL, LIBRARIES = (os.path.abspath(path) for path in sys.argv[1:3])
HERE = os.path.dirname(os.path.abspath(__file__))
TITLE, BODY = "新消息提醒", "您有一条新消息"
EXT = '{"conversationID":"c2c_alice"}'
PACKAGE = "com.acme.chat"


class Recorder(http.server.BaseHTTPRequestHandler):
    """Keeps every request and hands it on to the emulator."""

    upstream = None
    seen = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.seen.append({"path": self.path, "headers": dict(self.headers.items()), "body": body.decode()})
        headers = {key: value for key, value in self.headers.items() if key.lower() not in ("host", "content-length")}
        request = urllib.request.Request(self.upstream + self.path, data=body or None, headers=headers, method=self.command)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        text = answer.read()
        self.send_response(answer.status)
        for key, value in answer.headers.items():
            if key.lower() not in ("content-length", "transfer-encoding", "date", "connection"):
                self.send_header(key, value)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST

    def log_message(self, *_):
        pass


def keys(folder):
    """Keys made for this run alone."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    def pem(key):
        form = serialization.PrivateFormat.PKCS8
        return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()

    (folder / "AuthKey_ABC123DEFG.p8").write_text(pem(ec.generate_private_key(ec.SECP256R1())))
    account = {
        "type": "service_account",
        "project_id": "acme-chat-42",
        "private_key_id": "0123456789abcdef0123456789abcdef01234567",
        "private_key": pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
        "client_email": "push@acme-chat-42.iam.gserviceaccount.com",
        "client_id": "100000000000000000042",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    (folder / "service-account.json").write_text(json.dumps(account, indent=2))
    for name in folder.iterdir():
        name.chmod(0o600)
    return account


def examples():
    """Made-up values of the right shape: the example of every key, by table."""
    text = subprocess.run([PUSHCTL, "schema", "--example"], capture_output=True, text=True, check=True).stdout
    import tomllib

    return tomllib.loads(text)


def push_toml(folder):
    """A push.toml for the vendors compared, and the phones in it."""
    known = examples()
    vendors = ("apple", "google", "huawei", "xiaomi", "tencent")
    tables = {vendor: dict(known[vendor]) for vendor in vendors}
    tables["apple"].update(key_file="AuthKey_ABC123DEFG.p8", key_id="ABC123DEFG")
    tables["google"].update(service_account_file="service-account.json")
    secrets = {"huawei": "app_secret", "xiaomi": "app_secret", "tencent": "secret_key"}
    made_up = {"huawei": "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
               "xiaomi": "Qk3mTx9ZpLw8Rv2Ns5Yh7A==",
               "tencent": "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"}
    for vendor, key in secrets.items():
        tables[vendor][key] = made_up[vendor]
    tables["app"] = {"package_name": PACKAGE, "bundle_id": PACKAGE}
    devices = {name: device for name, device in known["devices"].items() if device["vendor"] in vendors}
    lines = []
    for name, table in tables.items():
        lines.append(f"[{name}]")
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
    for name, device in devices.items():
        lines.append(f"[devices.{name}]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in device.items()]
    (folder / "push.toml").write_text("\n".join(lines) + "\n")
    (folder / "push.toml").chmod(0o600)
    return tables, {device["vendor"]: (name, device.get("token") or device.get("user")) for name, device in devices.items()}


def emulator(folder, *more):
    process = subprocess.Popen([PUSHCTL, "--config", str(folder / "push.toml"), "emulator", "--listen", "127.0.0.1:0", *more],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder)
    return process, process.stdout.readline().strip()


def pushctl(folder, *arguments, **environment):
    command = [PUSHCTL, "--config", str(folder / "push.toml"), "--lang", "en", "--yes", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env={**os.environ, **environment})


def fields(record):
    """A body as flat names and values, whatever form it has."""
    body = record["body"]
    if body.lstrip().startswith("{"):
        return dict(flat(json.loads(body)))
    return {key: value for key, value in urllib.parse.parse_qsl(body, keep_blank_values=True)}


def flat(value, name=""):
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and value:
        for at, inner in enumerate(value):
            yield from flat(inner, f"{name}[{at}]")
    else:
        yield name, json.dumps(value, ensure_ascii=False)


def show(title, library, own):
    print(f"\n== {title}")
    for name in sorted(set(library) | set(own)):
        one, other = library.get(name), own.get(name)
        mark = "same" if one == other else "only library" if other is None else "only pushctl" if one is None else "differs"
        words = one if one == other else f"{one}  |  {other}"
        print(f"  {mark:13} {name:45} {words}")


def sent_by_pushctl(folder, url, vendor, name, *more):
    Recorder.seen.clear()
    ran = pushctl(folder, "send-test", "-d", name, "--title", TITLE, "--body", BODY, "--ext", EXT,
                  "--endpoint", f"{vendor}={url}", *more)
    assert ran.returncode == 0, f"pushctl send-test for {vendor}:\n{ran.stdout}{ran.stderr}"
    return list(Recorder.seen)


def google(folder, url, tables, device, account):
    import firebase_admin
    from firebase_admin import credentials, messaging

    messaging._MessagingService.FCM_URL = url + "/v1/projects/{0}/messages:send"
    app = firebase_admin.initialize_app(credentials.Certificate({**account, "token_uri": url + "/token"}))
    Recorder.seen.clear()
    message = messaging.Message(notification=messaging.Notification(title=TITLE, body=BODY), data={"ext": EXT}, token=device[1])
    name = messaging.send(message, app=app)
    assert name.startswith("projects/"), name
    library = list(Recorder.seen)
    own = sent_by_pushctl(folder, url, "google", device[0])
    show("google: assertion", claims(library[0]), claims(own[0]))
    show("google: message", fields(library[-1]), fields(own[-1]))


def claims(record):
    """The header and claims of the assertion in an OAuth form."""
    parts = fields(record)["assertion"].split(".")[:2]
    return {name: value for part in parts for name, value in flat(json.loads(base64.urlsafe_b64decode(part + "===")))}


def huawei(folder, url, tables, device, _account):
    import hpa
    from hpa import messaging

    table = tables["huawei"]
    hpa.initialize_app(table["app_id"], table["app_secret"], token_server=url + "/oauth2/v3/token", push_open_url=url)
    click = messaging.AndroidClickAction(action_type=3)
    shown = messaging.AndroidNotification(title=TITLE, body=BODY, click_action=click)
    android = messaging.AndroidConfig(notification=shown, data=EXT)
    Recorder.seen.clear()
    answer = messaging.send_message(messaging.Message(android=android, token=[device[1]]))
    assert answer.code == "80000000", vars(answer)
    library = list(Recorder.seen)
    own = sent_by_pushctl(folder, url, "huawei", device[0], "--click", "open")
    show("huawei: token", fields(library[0]), fields(own[0]))
    show("huawei: message", fields(library[-1]), fields(own[-1]))


def node(folder, script, **environment):
    ran = subprocess.run(["node", os.path.join(HERE, "compare.mjs"), script], capture_output=True, text=True, cwd=folder,
                         env={**os.environ, "LIBRARIES": LIBRARIES, **environment})
    assert ran.returncode == 0, f"{script}:\n{ran.stdout}{ran.stderr}"
    return json.loads(ran.stdout)


def xiaomi(folder, url, tables, device, _account):
    Recorder.seen.clear()
    answer = node(folder, "xiaomi", URL=url, SECRET=tables["xiaomi"]["app_secret"], TOKEN=device[1], TITLE=TITLE, BODY=BODY,
                  PACKAGE=PACKAGE)
    assert answer["code"] == 0, answer
    library = list(Recorder.seen)
    own = sent_by_pushctl(folder, url, "xiaomi", device[0])
    show("xiaomi: message", fields(library[-1]), fields(own[-1]))


def tencent(folder, url, tables, device, _account):
    import TLSSigAPIv2

    table = tables["tencent"]
    admin = table.get("admin", "administrator")
    by_python = TLSSigAPIv2.TLSSigAPIv2(int(table["sdk_app_id"]), table["secret_key"]).gen_sig(admin)
    by_node = node(folder, "tencent", APP=str(table["sdk_app_id"]), SECRET=table["secret_key"], USER_ID=admin)["sig"]
    for name, sig in (("Python", by_python), ("Node", by_node)):
        ran = pushctl(folder, "sign", "--decode", sig, "--format", "json")
        decoded = json.loads(ran.stdout)["credential"]
        assert decoded["signature_is_right"] is True, (name, ran.stdout)
        query = urllib.parse.urlencode({"sdkappid": table["sdk_app_id"], "identifier": admin, "usersig": sig,
                                        "random": 1, "contenttype": "json"})
        body = json.dumps({"CheckItem": [{"UserID": admin}]}).encode()
        request = urllib.request.Request(f"{url}/v4/im_open_login_svc/account_check?{query}", data=body)
        answer = json.loads(urllib.request.urlopen(request).read())
        assert answer["ErrorCode"] == 0, (name, answer)
        print(f"\n== tencent: UserSig of {name}\n  " + json.dumps(decoded["parts"], ensure_ascii=False))


def apple(folder, tables, device):
    process, url = emulator(folder, "--tls", "--ca-out", str(folder / "ca.pem"))
    try:
        table = tables["apple"]
        answer = node(folder, "apple", URL=url, CA=str(folder / "ca.pem"), KEY=str(folder / "AuthKey_ABC123DEFG.p8"),
                      KEY_ID=table["key_id"], TEAM=table["team_id"], TOKEN=device[1], TITLE=TITLE, BODY=BODY, EXT=EXT,
                      TOPIC=PACKAGE)
        assert len(answer["sent"]) == 1 and not answer["failed"], answer
        ran = pushctl(folder, "send-test", "-d", device[0], "--title", TITLE, "--body", BODY, "--ext", EXT,
                      "--endpoint", f"apple={url}", "--ca-file", str(folder / "ca.pem"))
        assert ran.returncode == 0, ran.stdout + ran.stderr
        ran = pushctl(folder, "send-test", "-d", device[0], "--title", TITLE, "--body", BODY, "--ext", EXT, "--print", "request",
                      "--format", "json", "--emulator")
        head, _, body = json.loads(ran.stdout)["requests"][-1]["text"].partition("\n\n")
        headers = dict(line.split(": ", 1) for line in head.splitlines()[1:])
        show("apple: headers", {key: str(value) for key, value in answer["headers"].items()}, headers)
        show("apple: payload", fields({"body": answer["payload"]}), fields({"body": body}))
    finally:
        process.terminate()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        account = keys(folder)
        tables, devices = push_toml(folder)
        process, upstream = emulator(folder)
        Recorder.upstream = upstream
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            for compare in (google, huawei, xiaomi, tencent):
                compare(folder, url, tables, devices[compare.__name__], account)
            apple(folder, tables, devices["apple"])
        finally:
            process.terminate()
    print("\nevery library was accepted")


main()
