use super::harness::Folder;

#[test]
fn no_push_toml() {
    Folder::empty().run(&["check"]).exits(2).says(&["no push.toml in", "pushctl init", "--config FILE"]);
    Folder::empty().run(&["check", "--config", "x.toml"]).exits(2).says(&["x.toml does not exist"]);
    let json = Folder::empty().run(&["check", "--format", "json"]).exits(2).json();
    assert_eq!((&json["verdict"], &json["schema"]), (&"unusable".into(), &"pushctl/1".into()));
    assert_eq!(json["findings"][0]["rule"], "config/not-found");
}

#[test]
fn an_unreadable_push_toml() {
    let folder = Folder::empty().file("push.toml/x", "");
    folder.run(&["check", "--config", "push.toml"]).exits(2).says(&["config/unreadable", "cannot be read"]);
}

#[test]
fn invalid_utf_8() {
    let folder = Folder::empty().bytes("push.toml", b"[vivo]\napp_id = \"1\"\n# \xb2\xe2\xca\xd4\n");
    folder.run(&["check"]).exits(2).says(&["config/utf8", "push.toml:3:3", "iconv"]);
}

#[test]
fn every_syntax_error_at_once_without_the_secret_on_its_line() {
    let folder = Folder::with("[vivo]\napp_secret = \"s3cr3t-of-mine\napp_id = 1 2\n[vivo]\n");
    let ran =
        folder.run(&["check"]).exits(2).says(&["push.toml:2:", "push.toml:3:", "push.toml:4:2", "is there twice"]);
    ran.keeps(&["s3cr3t-of-mine"]);
}

#[test]
fn unknown_names_get_the_nearest_real_one() {
    let folder = Folder::usual();
    folder.run(&["check", "--vendor", "vvo"]).exits(2).says(&["there is no vendor `vvo`", "did you mean `vivo`?"]);
    folder.run(&["check", "--vendor", "nokia"]).exits(2).says(&["there is no vendor `nokia`", "apple"]);
    folder
        .run(&["send-test", "-d", "my-vvo"])
        .exits(2)
        .says(&["there is no device `my-vvo`", "did you mean `my-vivo`?"]);
    folder.run(&["chek"]).exits(2).says(&["check"]);
}

#[test]
fn a_proxy_is_a_url_or_direct() {
    let with = |proxy: &str| Folder::with(&format!("{}\n[proxies]\nvivo = \"{proxy}\"\n", super::harness::push_toml()));
    with("direct").run(&["check", "--offline"]).exits(0);
    with("socks5://127.0.0.1:1080").run(&["check", "--offline"]).exits(0);
    with("nonsense").run(&["check", "--offline"]).exits(1).says(&["config/proxy", "push.toml:15:8"]);
    with("nonsense").run(&["send-test"]).exits(2).says(&["config/proxy"]);
    let ran = with("http://127.0.0.1:1").run(&["check"]).exits(3);
    ran.says(&["cannot connect to api-push.vivo.com.cn"]);
}

#[test]
fn endpoints_have_rules_too() {
    let folder = Folder::usual();
    for (endpoint, words) in [
        ("vivo", "VENDOR=URL"),
        ("vivo=http://127.0.0.1:1/path", "no path"),
        ("vivo=http://10.0.0.1", "plain http"),
        ("vivo=nonsense", "not a URL"),
    ] {
        folder.run(&["check", "--endpoint", endpoint]).exits(2).says(&[words]);
    }
}
