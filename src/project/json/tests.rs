//! Files as the vendors' consoles give them out.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::project::edit::edited;
use crate::text::Lang;

const AGCONNECT: &str = r#"{
	"agcgw":{
		"backurl":"connect-drcn.hispace.hicloud.com",
		"url":"connect-drcn.dbankcloud.cn"
	},
	"client":{
		"cp_id":"890000000000000001",
		"product_id":"100000000000000001",
		"client_id":"100000000000000002",
		"app_id":"105000001",
		"package_name":"com.example.imdemo"
	},
	"app_info":{
		"app_id":"105000001",
		"package_name":"com.example.imdemo"
	},
	"configuration_version":"3.0",
	"appInfos":[
		{
			"package_name":"com.example.imdemo",
			"client":{
				"app_id":"105000001"
			},
			"app_info":{
				"package_name":"com.example.imdemo",
				"app_id":"105000001"
			}
		}
	]
}"#;

const GOOGLE: &str = r#"{
  "project_info": {
    "project_number": "100000000001",
    "project_id": "example-imdemo",
    "storage_bucket": "example-imdemo.appspot.com"
  },
  "client": [
    {
      "client_info": {
        "mobilesdk_app_id": "1:100000000001:android:0000000000000001",
        "android_client_info": {
          "package_name": "com.example.imdemo"
        }
      },
      "oauth_client": [],
      "services": { "appinvite_service": { "other_platform_oauth_client": [] } }
    },
    {
      "client_info": {
        "mobilesdk_app_id": "1:100000000001:android:0000000000000002",
        "android_client_info": {
          "package_name": "com.example.imdemo.dev"
        }
      },
      "oauth_client": []
    }
  ],
  "configuration_version": "1"
}
"#;

const TIMPUSH: &str = r#"{
    "version": "1.0.1",
    "com.example.imdemo": {
        "manifestPlaceholders": {
            "VIVO_APPKEY": "",
            "VIVO_APPID": "",
            "HONOR_APPID": ""
        },
        "huaweiPushBussinessId": "30001",
        "huaweiBadgeClassName": "",
        "xiaomiPushAppId": "105000002"
    },
    "": {
        "oppoPushBussinessId": "30004"
    }
}"#;

fn text_at<'a>(json: &'a Json, path: &[&str]) -> Option<&'a str> {
    match &json.get(path)?.kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}

/// Sets a value, and asserts that it is there afterwards and that a second time changes nothing.
fn set(text: &str, path: &[&str], value: &str) -> String {
    let done = edited(text, &Json::read(text).unwrap().set(path, value).unwrap());
    let again = Json::read(&done).unwrap();
    assert_eq!(text_at(&again, path), Some(value), "{done}");
    assert_eq!(again.set(path, value).unwrap(), [], "{done}");
    done
}

fn refused(text: &str) -> (usize, String) {
    let malformed = Json::read(text).unwrap_err();
    (malformed.at, malformed.reason.get(Lang::En).to_owned())
}

#[test]
fn downloaded_files_are_read() {
    let agconnect = Json::read(AGCONNECT).unwrap();
    assert_eq!(text_at(&agconnect, &["client", "package_name"]), Some("com.example.imdemo"));
    assert_eq!(agconnect.get(&["client", "api_key"]), None);
    assert_eq!(agconnect.get(&["configuration_version", "x"]), None);

    let google = Json::read(GOOGLE).unwrap();
    let name = |client: &Node| client.get(&["client_info", "android_client_info", "package_name"])?.as_stated();
    let names: Vec<_> = google.get(&["client"]).unwrap().items().iter().filter_map(name).collect();
    let values: Vec<_> = names.iter().map(|name| name.value.as_deref().unwrap()).collect();
    assert_eq!(values, ["com.example.imdemo", "com.example.imdemo.dev"]);
    assert_eq!(&GOOGLE[names[1].span.clone()], "\"com.example.imdemo.dev\"");
    assert_eq!(&GOOGLE[names[1].inner.clone()], "com.example.imdemo.dev");

    let timpush = Json::read(TIMPUSH).unwrap();
    let keys: Vec<_> = timpush.root().members().iter().map(|(key, _)| key.value.as_deref().unwrap()).collect();
    assert_eq!(keys, ["version", "com.example.imdemo", ""]);
    assert_eq!(text_at(&timpush, &["", "oppoPushBussinessId"]), Some("30004"));

    let mcs = "\u{feff}{\"developer_id\":\"100000001\",\"app_id\":\"104000001\",\"package_name\":\"com.example.imdemo\",\"version\":1}\r\n";
    let mcs = Json::read(mcs).unwrap();
    assert_eq!(text_at(&mcs, &["app_id"]), Some("104000001"));
    assert_eq!(mcs.get(&["version"]).unwrap().kind, Kind::Number("1".to_owned()));
    assert_eq!(mcs.root().span.start, 3);
}

#[test]
fn every_kind_of_value_keeps_its_place() {
    let text = r#"{"a": [true, false, null, -1.5e+3, 0], "b": "", "c": {}}"#;
    let json = Json::read(text).unwrap();
    let items = json.get(&["a"]).unwrap().items();
    let stated: Vec<_> = items.iter().map(|item| item.as_stated().and_then(|stated| stated.value)).collect();
    let expected =
        ["true", "false", "", "-1.5e+3", "0"].map(|value| Some(value.to_owned()).filter(|value| !value.is_empty()));
    assert_eq!(stated, expected);
    let written: Vec<_> = items.iter().map(|item| &text[item.span.clone()]).collect();
    assert_eq!(written, ["true", "false", "null", "-1.5e+3", "0"]);
    assert_eq!(json.get(&["b"]).unwrap().as_stated().unwrap().value.as_deref(), Some(""));
    assert_eq!(json.get(&["c"]).unwrap().as_stated(), None);
    assert_eq!(json.get(&[]), Some(json.root()));
    assert_eq!(Json::read(" 1 ").unwrap().root().span, 1..2);
}

#[test]
fn escapes_mean_what_they_say() {
    for (written, meant) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u4e2d文\uD83D\ude00😀""#, "中文😀😀"),
        (r#""\uD83D""#, "\u{fffd}"),
        (r#""\uDE00\uD83D\u0041""#, "\u{fffd}\u{fffd}A"),
    ] {
        assert_eq!(Json::read(written).unwrap().root().kind, Kind::Text(meant.to_owned()), "{written}");
    }
}

#[test]
fn the_last_of_equal_keys_counts_and_is_told() {
    let text = r#"{"a": 1, "b": {"a": 2, "\u0061": 3}, "a": "4"}"#;
    let json = Json::read(text).unwrap();
    assert_eq!(text_at(&json, &["a"]), Some("4"));
    assert_eq!(json.get(&["b", "a"]).unwrap().kind, Kind::Number("3".to_owned()));
    let written: Vec<_> = json.duplicates().iter().map(|key| &text[key.span.clone()]).collect();
    assert_eq!(written, [r#""\u0061""#, r#""a""#]);
    assert_eq!(set(text, &["a"], "5"), text.replace(r#""4""#, r#""5""#));
    assert_eq!(Json::read(GOOGLE).unwrap().duplicates(), []);
}

#[test]
fn what_is_no_json_is_refused_with_a_reason() {
    for (text, at, reason) in [
        ("", 0, "the file is empty"),
        ("\n", 0, "the file is empty"),
        ("\u{feff} \r\n", 3, "the file is empty"),
        (r#"{"a": 1,}"#, 7, "JSON has no comma after the last value"),
        ("[1,\n]", 2, "JSON has no comma after the last value"),
        ("{\n  // a\n}", 4, "JSON has no comments"),
        ("{\"a\": 1 /* b */}", 8, "JSON has no comments"),
        ("{} # a", 3, "JSON has no comments"),
        (r#"{"a": 1 "b": 2}"#, 8, "between two values there has to be a comma"),
        (r#"{"a" 1}"#, 5, "after a key there has to be a `:`"),
        ("{a: 1}", 1, "a key has to stand in double quotes"),
        (r#"{"a": b}"#, 6, "a text has to stand in double quotes"),
        ("{'a': 1}", 1, "JSON knows double quotes only"),
        (r#"{"a": "b}"#, 6, "a string is not closed"),
        ("{\"a\": \"b\n\"}", 6, "a string is not closed"),
        ("\"a\tb\"", 2, "a control character in a string has to be escaped"),
        (r#""\x""#, 1, "JSON does not know this escape"),
        (r#""\u+123""#, 1, "JSON does not know this escape"),
        (r#""\u12"#, 1, "JSON does not know this escape"),
        ("01", 0, "this is not how JSON writes a number"),
        ("-", 0, "this is not how JSON writes a number"),
        ("1.", 0, "this is not how JSON writes a number"),
        ("1e", 0, "this is not how JSON writes a number"),
        ("0x10", 0, "this is not how JSON writes a number"),
        (".5", 0, "`.` has no place here"),
        ("{} {}", 3, "`{` has no place here"),
        ("{]", 1, "`]` has no place here"),
        ("{\"a\": 1, \u{ff0c}}", 9, "`\u{ff0c}` has no place here"),
        (r#"{"a": "#, 6, "the file ends in the middle of a value"),
        ("[", 1, "the file ends in the middle of a value"),
        ("<!DOCTYPE html>", 0, "`<` has no place here"),
    ] {
        assert_eq!(refused(text), (at, reason.to_owned()), "{text}");
    }
    assert_eq!(refused(&"[".repeat(100_000)), (200, "it is nested too deeply".to_owned()));
    Json::read(&format!("{}{}", "[".repeat(200), "]".repeat(200))).unwrap();
}

#[test]
fn values_are_replaced_in_place() {
    let done = set(TIMPUSH, &["com.example.imdemo", "manifestPlaceholders", "VIVO_APPID"], "105000003");
    assert_eq!(done, TIMPUSH.replace(r#""VIVO_APPID": """#, r#""VIVO_APPID": "105000003""#));
    assert_eq!(set(r#"{"a" : 1}"#, &["a"], "1"), r#"{"a" : "1"}"#);
    assert_eq!(set(r#"{"a":null,"b":true}"#, &["b"], "\"中\n"), r#"{"a":null,"b":"\"中\n"}"#);
    assert_eq!(set(r#"{"a":"\u0062"}"#, &["a"], "b"), r#"{"a":"\u0062"}"#);
}

#[test]
fn new_keys_are_the_last_of_their_object() {
    let path = ["com.example.imdemo", "xiaomiPushAppKey"];
    let (before, line) = (r#""xiaomiPushAppId": "105000002""#, "\n        \"xiaomiPushAppKey\": \"k\"");
    let expected = |text: &str| text.replace(before, &format!("{before},{line}"));
    assert_eq!(set(TIMPUSH, &path, "k"), expected(TIMPUSH));
    let windows = format!("\u{feff}{}\r\n", TIMPUSH.replace('\n', "\r\n"));
    let expected_windows = expected(TIMPUSH).replace('\n', "\r\n");
    assert_eq!(set(&windows, &path, "k"), format!("\u{feff}{expected_windows}\r\n"));

    let tabs = set(AGCONNECT, &["client", "api_key"], "k");
    let last = "\"package_name\":\"com.example.imdemo\"\n\t},\n\t\"app_info\"";
    let longer = "\"package_name\":\"com.example.imdemo\",\n\t\t\"api_key\":\"k\"\n\t},\n\t\"app_info\"";
    assert_eq!(tabs, AGCONNECT.replace(last, longer));
}

#[test]
fn new_keys_fit_into_every_layout() {
    for (before, path, after) in [
        ("{}", &["a"][..], "{\n  \"a\": \"v\"\n}"),
        ("{\r\n}\r\n", &["a"], "{\r\n  \"a\": \"v\"\r\n}\r\n"),
        ("{ }\n", &["a", "b"], "{\n  \"a\": {\n    \"b\": \"v\"\n  }\n}\n"),
        ("{\n\t\"a\": {}\n}", &["a", "b"], "{\n\t\"a\": {\n\t\t\"b\": \"v\"\n\t}\n}"),
        ("{\n    \"a\": 1\n}", &["b", "c"], "{\n    \"a\": 1,\n    \"b\": {\n        \"c\": \"v\"\n    }\n}"),
        (r#"{"a":1,"b":2}"#, &["c"], r#"{"a":1,"b":2,"c":"v"}"#),
        (r#"{ "a": 1 }"#, &["c"], r#"{ "a": 1, "c": "v" }"#),
        (r#"{"a":{}}"#, &["a", "b"], r#"{"a":{"b":"v"}}"#),
        (r#"{"a":{}}"#, &["c", "b"], r#"{"a":{},"c":{"b":"v"}}"#),
        ("{\n  \"a\": { \"b\": 1 }\n}", &["a", "c"], "{\n  \"a\": { \"b\": 1, \"c\": \"v\" }\n}"),
        ("{\n  \"a\": 1, \"b\": 2\n}", &["c"], "{\n  \"a\": 1, \"b\": 2, \"c\": \"v\"\n}"),
        ("{\n  \"a\":\n    1\n}", &["c"], "{\n  \"a\":\n    1,\n  \"c\": \"v\"\n}"),
        ("{\n  \"a\": [1, {\"x\": 2}]\n}", &["\"键\""], "{\n  \"a\": [1, {\"x\": 2}],\n  \"\\\"键\\\"\": \"v\"\n}"),
    ] {
        assert_eq!(set(before, path, "v"), after);
    }
}

#[test]
fn what_is_in_the_way_is_left_alone() {
    for (text, path, at) in [
        (r#"{"a": "b"}"#, &["a", "b"][..], 6),
        (r#"{"a": {"b": {}}}"#, &["a", "b"], 12),
        (r#"{"a": [1]}"#, &["a"], 6),
        ("[]", &["a"], 0),
        (" {}", &[], 1),
    ] {
        assert_eq!(Json::read(text).unwrap().set(path, "v").unwrap_err().at, Some(at), "{text}");
    }
}

#[test]
fn long_files_take_no_time() {
    let start = Instant::now();
    let entries: Vec<String> = (0..60_000).map(|at| format!("  \"key{at}\": \"\\u4e2d\"")).collect();
    let text = format!("{{\n{}\n}}", entries.join(",\n"));
    let json = Json::read(&text).unwrap();
    assert_eq!(json.root().members().len(), 60_000);
    assert_eq!(json.set(&["new"], "v").unwrap().len(), 1);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

/// Reads a text, and asserts that places are valid and that a value can be set.
fn ask_everything(text: &str) {
    let Ok(json) = Json::read(text) else { return };
    serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}')).ok();
    let mut nodes = vec![json.root()];
    while let Some(node) = nodes.pop() {
        assert!(text.get(node.span.clone()).is_some());
        if let Some(stated) = node.as_stated() {
            assert!(text.get(stated.inner).is_some());
        }
        nodes.extend(node.items());
        nodes.extend(node.members().iter().map(|(_, value)| value));
    }
    for path in [&["new"][..], &["client", "new"], &["com.example.imdemo", "manifestPlaceholders", "VIVO_APPID"]] {
        if json.set(path, "v").is_ok() {
            set(text, path, "v");
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    for sample in [AGCONNECT, GOOGLE, TIMPUSH] {
        for (at, _) in sample.char_indices() {
            ask_everything(&sample[..at]);
            for damage in ["\"", "{", "}", "[", "]", ",", ":", "\\", "\n", "中", "{}"] {
                ask_everything(&format!("{}{damage}{}", &sample[..at], &sample[at..]));
            }
        }
    }
}

proptest! {
    #[test]
    fn it_reads_what_serde_reads(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\", "\\u0041", "1", "-", "0", ".5", "e1", "true", "null", " ",
            "\n", "中", "\t", "{\"a\":", "[1,", "\u{feff}",
        ]),
        0..12,
    )) {
        let text = pieces.concat();
        ask_everything(&text);
        let mark = text.starts_with('\u{feff}');
        let serde = serde_json::from_str::<serde_json::Value>(if mark { &text[3..] } else { &text });
        prop_assert_eq!(Json::read(&text).is_ok(), serde.is_ok(), "{}", text);
    }

    #[test]
    fn any_string_can_be_set(text in any::<String>()) {
        set("{\n  \"a\": \"\"\n}", &["a"], &text);
        set("{}", &[&text], &text);
    }
}
