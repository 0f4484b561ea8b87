use super::*;
use std::time::{Duration, Instant};

use proptest::prelude::*;

/// Everything that can be asked of a file.
fn ask_everything(text: &str) {
    let Ok(library) = Library::read(text) else { return };
    for constant in library.constants() {
        assert_eq!(text[constant.value.span.clone()], constant.expression);
        assert!(text.get(constant.value.inner.clone()).is_some());
    }
    for name in ["PushAppInfo", "f", "a"] {
        for one in library.assignments(name) {
            assert!(text.get(one.span.clone()).is_some());
        }
        for call in library.calls(name) {
            assert_eq!(&text[call.name_span.clone()], name);
            ask_call(text, &library, &call);
        }
    }
}

fn ask_call(text: &str, library: &Library, call: &Call) {
    let libraries = [library.clone()];
    let constants = Constants::of(&libraries);
    for argument in &call.arguments {
        assert!(call.span.start < argument.span.start && argument.span.end < call.span.end);
        assert_eq!(text[argument.value.span.clone()], argument.expression);
        let _ = constants.resolve(0, &argument.value);
    }
    let Ok(edits) = library.set_argument(call, "new_buz_id", Literal::Text("a'\"$")) else { return };
    let done = edited(text, &edits);
    let again = Library::read(&done).unwrap();
    let name = &text[call.name_span.clone()];
    let same = again.calls(name).into_iter().find(|other| other.name_span == call.name_span);
    let same = same.unwrap();
    assert_eq!(argument(&same, "new_buz_id").value.value.as_deref(), Some("a'\"$"), "{done}");
}

#[test]
fn beginnings_of_files_are_read_or_refused() {
    for (at, _) in DEMO.char_indices() {
        ask_everything(&DEMO[..at]);
        ask_everything(&DEMO[at..]);
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let damage = [
        "'", "\"", "'''", "(", ")", "{", "}", "/*", "*/", "//", "${", "\\", "r'", "<", ">", "?", ":", ",", "=", ";",
        "中",
    ];
    for (at, _) in DEMO.char_indices().step_by(3) {
        for damage in damage {
            ask_everything(&format!("{}{damage}{}", &DEMO[..at], &DEMO[at..]));
        }
    }
}

#[test]
fn long_and_deep_files_take_no_time() {
    let start = Instant::now();
    let pieces = [
        "PushAppInfo(",
        "PushAppInfo(a:1,",
        "f(a)",
        "{",
        "'${",
        "<",
        "< a ",
        "a ? ",
        "a.",
        "class A {",
        "a = ",
        "/*",
        "'",
        "f(a: '\\u{",
        "static const a = 1;",
        "extension ",
        "PushAppInfo ",
    ];
    for piece in pieces {
        let text = piece.repeat(300_000 / piece.len());
        if let Ok(library) = Library::read(&text) {
            let _ = (library.calls("f"), library.calls("PushAppInfo"), library.constants(), library.assignments("a"));
        }
    }
    let nested = format!("{}{}", "PushAppInfo(a: ".repeat(200), ")".repeat(200));
    let library = read(&format!("final i = {nested};"));
    assert_eq!(library.calls("PushAppInfo").len(), 200);
    assert_eq!(Library::read(&"(".repeat(300)).unwrap_err().at, 256);
    let strings = format!("final i = {}{};", "'${".repeat(50_000), "}'".repeat(50_000));
    assert_eq!(read(&strings).constants()[0].value.value, None);
    let many = "const a = PushAppInfo(x: 1, y: 'b');\n".repeat(20_000);
    assert_eq!(read(&many).calls("PushAppInfo").len(), 20_000);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// Code whose brackets, strings and comments are closed, but which need not make any other sense.
fn closed_code() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec![
        "PushAppInfo",
        "PushAppInfo(a: b, )",
        "a",
        "b:",
        ",",
        ";",
        "=",
        "=>",
        "?",
        ":",
        ".",
        "..",
        "<",
        ">",
        "\n",
        "\r\n",
        "  ",
        " ",
        "1",
        "'s'",
        "\"\"",
        "'''\n'''",
        "r'$'",
        "'${f('a')}'",
        "/* ( */",
        "// '\n",
        "中",
        " class A ",
        " static ",
        " const ",
        " final ",
        " get ",
        " new ",
        " mixin ",
        " extension ",
        " import ",
        " as ",
        " async ",
        "-",
        "null",
        " int ",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(5, 80, 10, |inner| {
        let brackets = vec![("(", ")"), ("PushAppInfo(", ")"), ("{", "}"), ("[", "]"), ("", "")];
        let inside = proptest::collection::vec(inner, 0..10);
        let join = |((open, close), inside): ((&str, &str), Vec<String>)| format!("{open}{}{close}", inside.concat());
        (proptest::sample::select(brackets), inside).prop_map(join)
    })
}

proptest! {
    #[test]
    fn closed_code_is_read(code in closed_code()) {
        ask_everything(&code);
        if !code.contains(['\'', '"', '/', '.']) {
            prop_assert!(Library::read(&code).is_ok());
        }
    }

    #[test]
    fn any_code_is_read_or_refused(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "PushAppInfo", "(", ")", "{", "}", "[", "]", "'", "\"", "'''", "r'", "$", "${", "a", "b:", ",", ";", "=",
                "=>", "?", ":", ".", "..", "<", ">", "//", "/*", "*/", "\n", "\r\n", " ", "class ", "static ", "const ",
                "final ", "0x1f", "-", "1_0", "\\", "\\u{41}", "中", "get ", "new ", "mixin ", "as ", "import ",
            ]),
            0..60,
        )
    ) {
        ask_everything(&pieces.concat());
        ask_everything(&format!("f(PushAppInfo(a: {}));", pieces.concat()));
    }

    #[test]
    fn any_string_comes_back_as_it_was_written(text in any::<String>()) {
        for call in ["f(PushAppInfo(x: ''));", "f(PushAppInfo(x: \"\"));", "f(PushAppInfo(x: r''));", "f(PushAppInfo(x: ''''''));"] {
            let library = read(call);
            let edits = library.set_argument(&only_call(&library, "PushAppInfo"), "x", Literal::Text(&text)).unwrap();
            let done = read(&edited(call, &edits));
            let value = argument(&only_call(&done, "PushAppInfo"), "x").value.value.clone();
            prop_assert_eq!(value, Some(text.clone()));
        }
    }
}
