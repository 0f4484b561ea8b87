use super::*;

#[test]
fn the_demo_has_one_call_with_named_arguments() {
    let library = read(DEMO);
    let call = only_call(&library, "PushAppInfo");
    assert_eq!(&DEMO[call.name_span.clone()], "PushAppInfo");
    assert!(DEMO[call.span.clone()].starts_with("PushAppInfo(\n") && DEMO[call.span.clone()].ends_with("  )"));
    let names: Vec<_> = call.arguments.iter().filter_map(|argument| argument.name.as_deref()).collect();
    assert_eq!(
        names,
        ["hw_buz_id", "mi_buz_id", "mi_app_id", "mi_app_key", "mz_buz_id", "oppo_app_key", "apple_buz_id"]
    );
    let huawei = argument(&call, "hw_buz_id");
    assert_eq!(huawei.expression, "PushConfig.HWPushBuzID");
    assert_eq!(huawei.value.value, None);
    assert_eq!(&DEMO[huawei.span.clone()], "hw_buz_id: PushConfig.HWPushBuzID");
    let oppo = argument(&call, "oppo_app_key");
    assert_eq!(oppo.value.value.as_deref(), Some("key PushAppInfo("));
    assert_eq!(&DEMO[oppo.value.span.clone()], "\"key PushAppInfo(\"");
    assert_eq!(&DEMO[oppo.value.inner.clone()], "key PushAppInfo(");
}

#[test]
fn carriage_returns_change_nothing() {
    let windows = DEMO.replace('\n', "\r\n");
    let values = |text: &str| {
        let arguments = only_call(&read(text), "PushAppInfo").arguments;
        arguments.into_iter().map(|argument| (argument.name, argument.expression)).collect::<Vec<_>>()
    };
    assert_eq!(values(&windows), values(DEMO));
    assert_eq!(values(&format!("\u{feff}{windows}")), values(DEMO));
}

#[test]
fn every_notation_of_a_call_counts() {
    for text in [
        "final a = PushAppInfo(hw_buz_id: 1);",
        "const a = const PushAppInfo(hw_buz_id: 1,);",
        "var a = new PushAppInfo( hw_buz_id : 1 );",
        "PushAppInfo a = push.PushAppInfo(hw_buz_id: 1);",
        "static final PushAppInfo appInfo = PushAppInfo(hw_buz_id: 1);",
        "PushAppInfo get a => PushAppInfo(hw_buz_id: 1);",
        "PushAppInfo make() { return PushAppInfo(hw_buz_id: 1); }",
        "class A { A() : info = PushAppInfo(hw_buz_id: 1) { start(); } final PushAppInfo info; }",
        "class A { A({this.info = const PushAppInfo(hw_buz_id: 1)}); }",
        "void main() async { await push.init(appInfo: PushAppInfo(hw_buz_id: 1)); }",
        "final a = [if (b) PushAppInfo(hw_buz_id: 1) else null];",
        "enum E { a, b }\nmixin M on A { final a = PushAppInfo(hw_buz_id: 1); }",
    ] {
        let library = read(text);
        let call = only_call(&library, "PushAppInfo");
        assert_eq!(argument(&call, "hw_buz_id").value.value.as_deref(), Some("1"), "{text}");
    }
}

#[test]
fn declarations_comments_and_strings_are_no_calls() {
    for text in [
        "class PushAppInfo { int? hw_buz_id; PushAppInfo({this.hw_buz_id}); }",
        "class PushAppInfo { const PushAppInfo({this.hw_buz_id}) : assert(true); final int? hw_buz_id; }",
        "class PushAppInfo { PushAppInfo(this.a) { b(); } factory PushAppInfo.of(Map m) => make(m); }",
        "class PushAppInfo { PushAppInfo(int b) : a = b { c(); } PushAppInfo(int d); }",
        "class PushAppInfo { PushAppInfo(int b) : a = {1}, c = b; PushAppInfo(int d); }",
        "abstract class A { @override Future<void> PushAppInfo({int? a}); bool operator ==(Object o) { return true; } \
         void operator []=(int i, int j) {} void PushAppInfo(); }",
        "void PushAppInfo({String? a}) async {}",
        "void main() { Future<void> PushAppInfo(int a) async { b(); } void PushAppInfo(int a) => b; }",
        "extension E on A { void PushAppInfo() {} }",
        "extension type PushAppInfo(int id) {}",
        "final a = switch (b) { PushAppInfo(hw_buz_id: 1) => 2, _ => 3 };",
        "// PushAppInfo(hw_buz_id: 1)\n/// PushAppInfo(\n/* PushAppInfo( /* nested */ PushAppInfo( */",
        "final a = 'PushAppInfo(', b = \"it's PushAppInfo(\", c = r'\\'; final d = '''\n' PushAppInfo(\n''';",
        "final a = '${f('PushAppInfo(')} PushAppInfo(';",
        "import 'PushAppInfo.dart' show PushAppInfo;",
        "final PushAppInfo? a = null; final b = PushAppInfo.fromJson({}); final c = MyPushAppInfo();",
    ] {
        assert_eq!(read(text).calls("PushAppInfo"), [], "{text}");
    }
}

#[test]
fn methods_are_found_by_their_last_name() {
    let text = r#"
class ChannelPush {
  static final TimUiKitPushPlugin cPush = TimUiKitPushPlugin(isUseGoogleFCM: true);
  static Future<void> createNotificationChannel({required String channelId}) async {
    cPush.createNotificationChannel(
        channelId: "new_message", channelName: '消息' "推送", channelDescription: "推送新聊天消息");
  }
}
void main() async {
  await Firebase.initializeApp(options: DefaultFirebaseOptions.currentPlatform);
  ChannelPush.cPush?..createNotificationChannel(channelId: 'b')..init(handle<String, int>(1), x: <String, int>{});
}
"#;
    let library = read(text);
    let channels = library.calls("createNotificationChannel");
    let ids: Vec<_> = channels.iter().map(|call| argument(call, "channelId").value.value.clone().unwrap()).collect();
    assert_eq!(ids, ["new_message", "b"]);
    let joined = &argument(&channels[0], "channelName").value;
    assert_eq!(joined.value.as_deref(), Some("消息推送"));
    assert_eq!((&text[joined.span.clone()], &joined.inner), ("'消息' \"推送\"", &joined.span));
    let firebase = only_call(&library, "initializeApp");
    assert_eq!(firebase.arguments[0].expression, "DefaultFirebaseOptions.currentPlatform");
    assert_eq!(
        argument(&only_call(&library, "TimUiKitPushPlugin"), "isUseGoogleFCM").value.value.as_deref(),
        Some("true")
    );
    let arguments = only_call(&library, "init").arguments;
    let arguments: Vec<_> = arguments.iter().map(|one| (one.name.as_deref(), one.expression.as_str())).collect();
    assert_eq!(arguments, [(None, "handle<String, int>(1)"), (Some("x"), "<String, int>{}")]);
}

#[test]
fn a_value_left_out_has_a_place() {
    let text = "final a = PushAppInfo(\n  hw_buz_id: , // 华为证书ID\n  mi_app_id:,\n);";
    let call = only_call(&read(text), "PushAppInfo");
    let huawei = argument(&call, "hw_buz_id");
    assert_eq!((huawei.value.value.as_deref(), huawei.expression.as_str()), (None, ""));
    assert!(text[huawei.value.span.start..].starts_with(", //"));
    assert!(text[argument(&call, "mi_app_id").value.span.start..].starts_with(",\n"));
}

#[test]
fn literals_mean_what_dart_makes_of_them() {
    for (written, meant) in [
        ("0", "0"),
        ("-1", "-1"),
        ("- 12", "-12"),
        ("0x10", "16"),
        ("1_000", "1000"),
        ("30_001", "30001"),
        ("007", "7"),
        ("1.50", "1.50"),
        ("1e3", "1e3"),
        ("''", ""),
        ("\"\"", ""),
        ("r'a\\n$b'", "a\\n$b"),
        ("'it\\'s \\$ \\\\ \\n \\x41 \\u4e2d \\u{1F600} \\uD83D\\uDE00 \\q'", "it's $ \\ \n A 中 😀 😀 q"),
        ("'''a'b'''", "a'b"),
        ("\"\"\"\n  a\r\n\"b\"c\"\"\"", "  a\n\"b\"c"),
        ("'''  \nx'''", "x"),
        ("''''''", ""),
        ("'a' \"b\"\n  r'c'", "abc"),
        ("'$'", "$"),
        ("'5 $ 6'", "5 $ 6"),
        ("true", "true"),
    ] {
        assert_eq!(value(written).as_deref(), Some(meant), "{written}");
    }
    for computed in [
        "'$a'",
        "'${a}'",
        "'x' + 'y'",
        "a",
        "a.b",
        "int.parse('1')",
        "null",
        "1 + 2",
        "[1]",
        "'\\u12'",
        "'a'.trim()",
        "--1",
    ] {
        assert_eq!(value(computed), None, "{computed}");
    }
}

#[test]
fn assignments_to_fields_are_found() {
    let text = "void f() { a.hw_buz_id = 1; b = PushAppInfo()..hw_buz_id = 2..mi_app_id = 'x'; if (a.hw_buz_id == 3) {} \
                a.hw_buz_id => 4; c(() => a?.hw_buz_id = PushConfig.a, 5); hw_buz_id = 6; }";
    let found: Vec<_> = read(text).assignments("hw_buz_id").into_iter().map(|one| one.expression).collect();
    assert_eq!(found, ["1", "2", "PushConfig.a"]);
    let found = &read(text).assignments("mi_app_id")[0];
    assert_eq!((found.value.value.as_deref(), found.name.as_deref()), (Some("x"), Some("mi_app_id")));
    assert_eq!(&text[found.span.clone()], "mi_app_id = 'x'");
}

#[test]
fn what_is_not_closed_is_malformed_where_it_begins() {
    for (text, at) in [
        ("var a = 'b;\n", 8),
        ("var a = 'b\\", 8),
        ("var a = '''b'';", 8),
        ("var a = '${b(';", 8),
        ("a /* b /* */", 2),
        ("f(a", 1),
        ("f(a]", 3),
        ("}", 0),
        ("\u{feff}{(", 4),
        ("'a' '${'", 4),
    ] {
        assert_eq!(Library::read(text).map_err(|malformed| malformed.at).err(), Some(at), "{text}");
    }
    for fine in ["", "\n", "\u{feff}", "#!/usr/bin/env dart\nmain() {}", "// '", "，", "a\r// (\rb"] {
        Library::read(fine).unwrap();
    }
}

#[test]
fn mentions_finds_words_anywhere() {
    assert!(mentions(b"a PPushAppInfo(", "PushAppInfo"));
    assert!(mentions(b"PushAppInfo", "PushAppInfo"));
    assert!(mentions(&[0xff, b'a', b'b'], "ab"));
    assert!(!mentions(b"PushAppInf", "PushAppInfo"));
    assert!(!mentions(b"", "a"));
    assert!(mentions(b"", ""));
}
