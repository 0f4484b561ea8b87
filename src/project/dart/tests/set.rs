use super::*;

/// Sets an argument of the only call, and asserts that a second time changes nothing.
fn set(text: &str, name: &str, value: Literal<'_>) -> String {
    let library = read(text);
    let edits = library.set_argument(&only_call(&library, "PushAppInfo"), name, value).unwrap();
    let done = edited(text, &edits);
    let again = read(&done);
    assert_eq!(again.set_argument(&only_call(&again, "PushAppInfo"), name, value).unwrap(), [], "{done}");
    let call = only_call(&again, "PushAppInfo");
    let expected = match value {
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => text.to_owned(),
    };
    assert_eq!(argument(&call, name).value.value.as_deref(), Some(expected.as_str()), "{done}");
    done
}

#[test]
fn literals_are_replaced_in_their_own_quotes() {
    for (before, value, after) in [
        ("0", Literal::Number(30001), "30001"),
        ("-1", Literal::Number(2), "2"),
        ("0x10", Literal::Number(16), "0x10"),
        ("\"\"", Literal::Text("105000002"), "\"105000002\""),
        ("''", Literal::Text("it's $5\\"), "'it\\'s \\$5\\\\'"),
        ("r''", Literal::Text("a$b"), "r'a$b'"),
        ("r''", Literal::Text("a'b"), "'a\\'b'"),
        ("'''\n'''", Literal::Text("a"), "'''a'''"),
        ("'a' 'b'", Literal::Text("c"), "'c'"),
        ("\"a\" \"b\"", Literal::Text("ab"), "\"a\" \"b\""),
        ("105000002", Literal::Text("105000002"), "'105000002'"),
        ("'30001'", Literal::Number(30001), "30001"),
        ("null", Literal::Text("a"), "'a'"),
        ("", Literal::Number(1), "1"),
    ] {
        let text = |value: &str| format!("final a = PushAppInfo(x: {value}, /* 中 */);\r\n");
        assert_eq!(set(&text(before), "x", value), text(after));
    }
    assert_eq!(set("f() => g(PushAppInfo(x:));", "x", Literal::Number(1)), "f() => g(PushAppInfo(x:1));");
}

#[test]
fn expressions_are_left_alone() {
    let library = read("final a = PushAppInfo(x: PushConfig.x, y: '$z');");
    let call = only_call(&library, "PushAppInfo");
    for name in ["x", "y"] {
        let refused = library.set_argument(&call, name, Literal::Number(1)).unwrap_err();
        assert_eq!(refused.at, Some(argument(&call, name).value.span.start));
    }
}

#[test]
fn a_new_argument_is_written_as_the_others_are() {
    let number = Literal::Number(30001);
    for (before, after) in [
        ("PushAppInfo()", "PushAppInfo(x: 30001)"),
        ("PushAppInfo( /* 无 */ )", "PushAppInfo( /* 无 */ x: 30001)"),
        ("PushAppInfo(\n)", "PushAppInfo(\n  x: 30001,\n)"),
        ("PushAppInfo(\n  // a: 1,\n)", "PushAppInfo(\n  // a: 1,\n  x: 30001,\n)"),
        ("PushAppInfo(a: 1)", "PushAppInfo(a: 1, x: 30001)"),
        ("PushAppInfo(a: 1,)", "PushAppInfo(a: 1, x: 30001,)"),
        ("PushAppInfo(\n    a: 1, b: 2)", "PushAppInfo(\n    a: 1, b: 2, x: 30001)"),
        ("PushAppInfo(\n\ta: 1,\n\tb: 2,\n)", "PushAppInfo(\n\ta: 1,\n\tb: 2,\n\tx: 30001,\n)"),
        ("PushAppInfo(\n    a: 1,\n    b: 2\n)", "PushAppInfo(\n    a: 1,\n    b: 2,\n    x: 30001\n)"),
        ("PushAppInfo(\n    a: 1,\n    b: 2)", "PushAppInfo(\n    a: 1,\n    b: 2,\n    x: 30001)"),
        ("PushAppInfo(\n  a: 1, // 甲\n)", "PushAppInfo(\n  a: 1, // 甲\n  x: 30001,\n)"),
        ("PushAppInfo(\n  a: 1 // 甲)\n)", "PushAppInfo(\n  a: 1, // 甲)\n  x: 30001\n)"),
        ("PushAppInfo(\n  a: 1, /* 甲\n乙 */\n\n)", "PushAppInfo(\n  a: 1, /* 甲\n乙 */\n  x: 30001,\n\n)"),
        ("PushAppInfo(\n  a: 1,\n  // b: 2,\n)", "PushAppInfo(\n  a: 1,\n  x: 30001,\n  // b: 2,\n)"),
        ("PushAppInfo(\n  a: f(\n    1,\n  ),\n)", "PushAppInfo(\n  a: f(\n    1,\n  ),\n  x: 30001,\n)"),
    ] {
        let text = |call: &str| format!("final info = {call};\n");
        assert_eq!(set(&text(before), "x", number), text(after));
        let windows = |call: &str| text(call).replace('\n', "\r\n");
        assert_eq!(set(&windows(before), "x", number), windows(after));
    }
}

#[test]
fn a_new_string_takes_the_quotes_of_its_neighbours() {
    let text = |last: &str| format!("import 'a.dart';\nfinal i = PushAppInfo(a: \"b\"{last});");
    assert_eq!(set(&text(""), "x", Literal::Text("y\"")), text(", x: \"y\\\"\""));
    assert_eq!(set("f(PushAppInfo(a: 1));", "x", Literal::Text("y")), "f(PushAppInfo(a: 1, x: 'y'));");
}

#[test]
fn the_demo_gets_a_new_channel_with_one_line() {
    let done = set(DEMO, "honor_buz_id", Literal::Number(30009));
    let line = "    apple_buz_id: PushConfig.APPLEPushBuzID, // Apple证书ID\n";
    assert_eq!(done, DEMO.replace(line, &format!("{line}    honor_buz_id: 30009,\n")));
}
