use super::*;

fn resolved(texts: &[&str], argument_name: &str) -> Option<Resolved> {
    let libraries: Vec<Library> = texts.iter().map(|text| read(text)).collect();
    let constants = Constants::of(&libraries);
    let call = only_call(&libraries[0], "PushAppInfo");
    constants.resolve(0, &argument(&call, argument_name).value)
}

/// The values that an argument may have, each with its file.
fn values(texts: &[&str], argument: &str) -> Vec<(usize, String)> {
    let found = match resolved(texts, argument) {
        None => Vec::new(),
        Some(Resolved::One(found)) => vec![found],
        Some(Resolved::Either(found)) => found,
    };
    for found in &found {
        assert!(texts[found.file].get(found.stated.span.clone()).is_some());
    }
    found.into_iter().map(|found| (found.file, found.stated.value.unwrap())).collect()
}

fn one(value: &str) -> Vec<(usize, String)> {
    vec![(0, value.to_owned())]
}

#[test]
fn constants_are_those_that_can_be_named() {
    let text = r"
import 'a.dart' as b;
const x = 1;
final String y = 'a' 'b';
int z = 0, w = 5;
late String later;
String? maybe = null;
const List<int> many = [1, 2];
typedef F = void Function();
String get lazy => 'l';
int compute() => 3;
abstract final class Config {
  Config() : own = 1;
  factory Config.other() = Other;
  static const int id = 0x10;
  static late final String key = String.fromEnvironment('KEY');
  static String get name => 'n';
  static String full() => 'f';
  final own = 2;
  static var empty = ;
}
extension Strings on String { static const e = 'e'; }
";
    let found = read(text).constants();
    let found: Vec<_> =
        found.iter().map(|one| (one.name.as_str(), one.value.value.as_deref(), one.expression.as_str())).collect();
    assert_eq!(
        found,
        [
            ("x", Some("1"), "1"),
            ("y", Some("ab"), "'a' 'b'"),
            ("z", Some("0"), "0"),
            ("w", Some("5"), "5"),
            ("maybe", None, "null"),
            ("many", None, "[1, 2]"),
            ("lazy", Some("l"), "'l'"),
            ("Config.id", Some("16"), "0x10"),
            ("Config.key", None, "String.fromEnvironment('KEY')"),
            ("Config.name", Some("n"), "'n'"),
            ("Config.empty", None, ""),
            ("Strings.e", Some("e"), "'e'"),
        ]
    );
}

#[test]
fn the_demo_resolves_within_its_class() {
    assert_eq!(values(&[DEMO], "hw_buz_id"), one("0"));
    assert_eq!(values(&[DEMO], "mi_buz_id"), one("30002"));
    assert_eq!(values(&[DEMO], "mi_app_id"), one("105000002"));
    assert_eq!(values(&[DEMO], "mi_app_key"), one(""));
    assert_eq!(values(&[DEMO], "mz_buz_id"), one("30003"));
    assert_eq!(values(&[DEMO], "oppo_app_key"), one("key PushAppInfo("));
    assert!(matches!(resolved(&[DEMO], "apple_buz_id"), Some(Resolved::Either(found)) if found.len() == 2));
    assert_eq!(values(&[DEMO], "apple_buz_id"), [(0, "30010".to_owned()), (0, "30011".to_owned())]);
}

#[test]
fn constants_of_other_files_are_found() {
    let keys = "class Keys { static const xiaomi = 'k'; }\nconst top = 7;\nconst chained = top;";
    let call = |value: &str| format!("import 'keys.dart' as keys;\nfinal a = PushAppInfo(x: {value});");
    for (expression, value) in [
        ("Keys.xiaomi", "k"),
        ("keys.Keys.xiaomi", "k"),
        ("top", "7"),
        ("keys.top", "7"),
        ("chained", "7"),
        ("(chained)", "7"),
    ] {
        assert_eq!(values(&[&call(expression), keys], "x"), [(1, value.to_owned())], "{expression}");
    }
    for unknown in ["other.top", "Keys.none", "other.Keys.xiaomi", "Keys().xiaomi", "Keys.xiaomi.length", "none", ""] {
        assert_eq!(resolved(&[&call(unknown), keys], "x"), None, "{unknown}");
    }
}

#[test]
fn ambiguous_names_are_not_guessed() {
    let call = "final a = PushAppInfo(x: id, y: Keys.id);";
    let (first, second) =
        ("const id = 1; class Keys { static const id = 3; }", "const id = 2; class Keys { static const id = 4; }");
    assert_eq!(resolved(&[call, first, second], "x"), None);
    assert_eq!(resolved(&[call, first, second], "y"), None);
    assert_eq!(values(&[call, first, first], "x"), [(1, "1".to_owned())]);
    let own = format!("{call} const id = 9; class Keys {{ static const id = 8; }}");
    assert_eq!(values(&[&own, first, second], "x"), one("9"));
    assert_eq!(values(&[&own, first, second], "y"), one("8"));
    let without = format!("{call} class Keys {{}}");
    assert_eq!(resolved(&[&without, first], "y"), None);
}

#[test]
fn the_nearest_declaration_counts() {
    let text = "const id = 1;
class Dev { static const id = 2; static final info = PushAppInfo(x: id); }
class Prod { static const id = 3; }";
    assert_eq!(values(&[text], "x"), one("2"));
    let field = "const id = 1; class A { final id = 2; void f() { g(PushAppInfo(x: id)); } }";
    assert_eq!(values(&[field], "x"), one("2"));
    for local in [
        "const id = 1; void f() { final id = load(); g(PushAppInfo(x: id)); }",
        "const id = 1; void f(int id) => g(PushAppInfo(x: id));",
        "const id = 1; void f(int? id) { g(PushAppInfo(x: id)); }",
        "const id = 1; void f() { for (final id in ids) { g(PushAppInfo(x: id)); } }",
    ] {
        assert_eq!(resolved(&[local], "x"), None, "{local}");
    }
    let not_local = "const id = 1; void f() { return g(id, a ? id : 2, PushAppInfo(x: id)); }";
    assert_eq!(values(&[not_local], "x"), one("1"));
}

#[test]
fn conditions_give_both_values() {
    for (expression, expected) in [
        ("kDebugMode ? 1 : 2", &["1", "2"][..]),
        ("(!kReleaseMode) ? a : PushConfig.b", &["3", "4"]),
        ("x == 1 ? (y ? 5 : 6) : a", &["5", "6", "3"]),
        ("x ? y ? 5 : 6 : 7", &["5", "6", "7"]),
    ] {
        let text =
            format!("const a = 3; class PushConfig {{ static const b = 4; }} final i = PushAppInfo(x: {expression});");
        let found: Vec<_> = values(&[&text], "x").into_iter().map(|(_, value)| value).collect();
        assert_eq!(found, expected, "{expression}");
    }
    assert_eq!(resolved(&["final i = PushAppInfo(x: a ? 1 : load());"], "x"), None);
}

#[test]
fn variables_that_are_set_later_are_not_known() {
    assert_eq!(values(&["int id = 1; final i = PushAppInfo(x: id);"], "x"), one("1"));
    assert_eq!(resolved(&["int id = 1; final i = PushAppInfo(x: id); void f() { id = 2; }"], "x"), None);
    let class = "class A { static String id = ''; } final i = PushAppInfo(x: A.id);";
    assert_eq!(resolved(&[class, "void f() async { A.id = await load(); }"], "x"), None);
    assert_eq!(values(&[class, "void f() { final id = 3; }"], "x"), one(""));
}

#[test]
fn circles_and_long_chains_end() {
    assert_eq!(resolved(&["const a = b; const b = a; final i = PushAppInfo(x: a);"], "x"), None);
    let links: Vec<String> = (0..500).map(|at| format!("const a{at} = c ? a{} : a{};", at + 1, at + 1)).collect();
    let chain = format!("final i = PushAppInfo(x: a0); {}", links.concat());
    assert_eq!(resolved(&[&chain], "x"), None);
}

#[test]
fn a_found_literal_is_set_where_it_stands() {
    let keys = "class Keys {\n  static const int hw = 0; // 华为\n  static const mi = \"\";\n}\n";
    let libraries = [read("final a = PushAppInfo(hw_buz_id: Keys.hw, mi_app_id: Keys.mi);"), read(keys)];
    let constants = Constants::of(&libraries);
    let call = only_call(&libraries[0], "PushAppInfo");
    let mut edits = Vec::new();
    for (name, value) in [("hw_buz_id", Literal::Number(30001)), ("mi_app_id", Literal::Text("105000002"))] {
        let stated = &argument(&call, name).value;
        assert_eq!(libraries[0].set_argument(&call, name, value).unwrap_err().at, Some(stated.span.start));
        let Some(Resolved::One(found)) = constants.resolve(0, stated) else { panic!("{name}") };
        edits.extend(libraries[found.file].set_value(&found.stated, value).unwrap());
    }
    let expected = "class Keys {\n  static const int hw = 30001; // 华为\n  static const mi = \"105000002\";\n}\n";
    assert_eq!(edited(keys, &edits), expected);
}
