use proptest::prelude::*;

use super::*;
use crate::text::Lang;
use crate::tokens::Source;

type Parts<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// The layout of a list and every line of it but the header.
fn read(list: &str) -> (Layout, Vec<Result<Entry<'static>, Skip>>) {
    let source = Source::spooled(list.as_bytes()).unwrap();
    let layout = Layout::find(&mut source.lines()).unwrap();
    let mut lines = source.lines();
    let mut entries = Vec::new();
    while let Some(line) = lines.next_line().unwrap() {
        if layout.header() != Some(line.number) {
            let entry = line.bytes.map_err(Skip::from).and_then(|bytes| layout.entry(bytes));
            entries.push(entry.map(|entry| Entry {
                token: entry.token.into_owned().into(),
                vendor: entry.vendor.map(|vendor| vendor.into_owned().into()),
                reference: entry.reference.map(|reference| reference.into_owned().into()),
            }));
        }
    }
    (layout, entries)
}

fn assert_reads(list: &str, expected: &[Result<Parts<'_>, Skip>]) {
    let (_, entries) = read(list);
    let entries: Vec<Result<Parts<'_>, Skip>> = entries
        .iter()
        .map(|entry| match entry {
            Ok(entry) => Ok((entry.token.as_ref(), entry.vendor.as_deref(), entry.reference.as_deref())),
            Err(skip) => Err(*skip),
        })
        .collect();
    assert_eq!(entries, expected, "{list}");
}

fn columns(separator: char, lines: &[&str]) -> String {
    lines.iter().map(|line| line.replace('|', &separator.to_string()) + "\r\n").collect()
}

#[test]
fn one_token_a_line() {
    assert_reads(
        "aa11\n\n  bb22\t\r\ncc 33\ncc\u{0}33\nd:e_f-g,h;i",
        &[
            Ok(("aa11", None, None)),
            Err(Skip::Empty),
            Ok(("bb22", None, None)),
            Err(Skip::BlankInside),
            Err(Skip::BlankInside),
            Ok(("d:e_f-g,h;i", None, None)),
        ],
    );
    assert_reads("", &[]);
    assert_reads("\n \n", &[Err(Skip::Empty), Err(Skip::Empty)]);
}

#[test]
fn columns_by_every_separator() {
    for separator in [',', ';', '\t'] {
        let list = columns(
            separator,
            &[
                "id|ref|token|vendor",
                "1|81734|aa11|vivo",
                "2| x y | bb22 |",
                "|||",
                "3|4",
                "5|6|cc33",
                "7||dd44|huawei|more",
            ],
        );
        assert_reads(
            &list,
            &[
                Ok(("aa11", Some("vivo"), Some("81734"))),
                Ok(("bb22", None, Some("x y"))),
                Err(if separator == '\t' { Skip::Empty } else { Skip::NoToken }),
                Err(Skip::TooFewColumns),
                Ok(("cc33", None, Some("6"))),
                Ok(("dd44", Some("huawei"), None)),
            ],
        );
        assert_eq!(read(&list).0.header(), Some(1));
    }
}

#[test]
fn header_in_any_case_quoted_or_late() {
    for header in
        ["Token,VENDOR,Ref", "\"TOKEN\",\"vendor\",\"ref\"", " token , Vendor,ref ", "\u{feff}token,vendor,ref"]
    {
        assert_reads(&format!("{header}\naa11,vivo,7\n"), &[Ok(("aa11", Some("vivo"), Some("7")))]);
    }
    let (layout, entries) = read("\n  \ntoken\naa11\n");
    assert_eq!(layout.header(), Some(3));
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[2].as_ref().unwrap().token, "aa11");
}

#[test]
fn without_a_column_token_there_is_no_header() {
    for first in ["vendor,ref", "tokens", "\"token", "{\"token\":\"token\"}", "token_id,ref"] {
        assert_eq!(read(&format!("{first}\ntoken\n")).0, Layout::Plain, "{first}");
    }
    let source = Source::spooled(&b"\xff\xfftoken\ntoken\n"[1..]).unwrap();
    assert_eq!(Layout::find(&mut source.lines()).unwrap(), Layout::Plain);
}

#[test]
fn quoted_cells() {
    assert_reads(
        "ref;token\n\
         \"a;b\";\"aa11\"\n\
         \" say \"\"hi\"\" \" ; \"bb22\" \n\
         5\" screen;cc33\n\
         \"\"\"\";dd44\n\
         \"\";ee55\n\
         \"not closed;ff66\n\
         \"closed\"?;ff66\n\
         7;\"gg77\";\"not of interest\n\
         8;\" hh88 \"\n",
        &[
            Ok(("aa11", None, Some("a;b"))),
            Ok(("bb22", None, Some(" say \"hi\" "))),
            Ok(("cc33", None, Some("5\" screen"))),
            Ok(("dd44", None, Some("\""))),
            Ok(("ee55", None, None)),
            Err(Skip::UnclosedQuote),
            Err(Skip::TextBehindQuote),
            Ok(("gg77", None, Some("7"))),
            Ok(("hh88", None, Some("8"))),
        ],
    );
}

/// vivo's tokens are numbers of 23 digits, a database's key may have twenty: neither fits a machine's number.
#[test]
fn ndjson() {
    assert_reads(
        r#"{"token":"aa11"}
  {"vendor":"vivo","token":" bb22 ","ref":81734,"more":{"token":[1]}}
{"token":"cc\u00333","vendor":null,"ref":"\u53f7 \"1\""}
{"token":12345678901234567890123,"ref":-98765432109876543210.50}
{"token":"","ref":"x"}
{"token":null}
{"ref":1}
{"token":"dd44","ref":true}
{"token":["dd44"]}
{"token":"dd44"
{"token":"dd44"} {"token":"ee55"}
{"token":"dd44","token":"ee55"}
{token:"dd44"}
{"token":"dd44","ref":"\ud800"}
{"token":"ff 66"}
gg77"#,
        &[
            Ok(("aa11", None, None)),
            Ok(("bb22", Some("vivo"), Some("81734"))),
            Ok(("cc33", None, Some("号 \"1\""))),
            Ok(("12345678901234567890123", None, Some("-98765432109876543210.50"))),
            Err(Skip::NoToken),
            Err(Skip::NoToken),
            Err(Skip::NoToken),
            Err(Skip::NotText),
            Err(Skip::NotText),
            Err(Skip::NotJson),
            Err(Skip::NotJson),
            Err(Skip::NotJson),
            Err(Skip::NotJson),
            Err(Skip::NotJson),
            Err(Skip::BlankInside),
            Ok(("gg77", None, None)),
        ],
    );
}

#[test]
fn ndjson_below_a_header() {
    assert_reads(
        "ref,token\n1,aa11\n{\"token\":\"bb22\",\"ref\":2}\n",
        &[Ok(("aa11", None, Some("1"))), Ok(("bb22", None, Some("2")))],
    );
}

#[test]
fn bytes_that_are_no_line() {
    let layout = Layout::Plain;
    assert_eq!(layout.entry(b"aa\xff11"), Err(Skip::NotUtf8));
    // GBK, as older Chinese Windows programs write it.
    assert_eq!(layout.entry(b"\xc4\xe3\xba\xc3"), Err(Skip::NotUtf8));
    let long = format!("aa11\n{}\nbb22\n", "x".repeat(1 << 20));
    assert_reads(&long, &[Ok(("aa11", None, None)), Err(Skip::TooLong), Ok(("bb22", None, None))]);
}

#[test]
fn what_stands_in_the_line_is_borrowed() {
    let (layout, _) = read("token,vendor,ref\n");
    for line in ["aa11, vivo ,x", "\"aa11\",vivo,\"x\"", r#"{"token":"aa11","vendor":"vivo","ref":5}"#] {
        let entry = layout.entry(line.as_bytes()).unwrap();
        for word in [Some(entry.token), entry.vendor, entry.reference] {
            assert!(matches!(word, Some(Cow::Borrowed(_))), "{line}");
        }
    }
}

#[test]
fn reasons_speak_both_languages() {
    let skips = [
        Skip::Empty,
        Skip::TooLong,
        Skip::NotUtf8,
        Skip::NotJson,
        Skip::NotText,
        Skip::NoToken,
        Skip::BlankInside,
        Skip::TooFewColumns,
        Skip::UnclosedQuote,
        Skip::TextBehindQuote,
    ];
    for skip in skips {
        assert!(skip.phrase().get(Lang::En).is_ascii());
        assert!(!skip.phrase().get(Lang::Zh).is_ascii());
    }
}

proptest! {
    /// What is written as RFC 4180 says comes back as it was.
    #[test]
    fn cells_come_back(
        cells in prop::collection::vec("[a-z\u{4f60} ,;\t\"{]{0,8}", 1..6),
        separator in prop::sample::select(vec![',', ';', '\t']),
        gap in prop::sample::select(vec!["", " "]),
    ) {
        let quoted: Vec<String> = cells.iter().map(|cell| format!("{gap}\"{}\"{gap}", cell.replace('"', "\"\""))).collect();
        let line = quoted.join(&separator.to_string());
        let read: Vec<Cow<'_, str>> = Cells::of(&line, separator).collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(read, cells);
    }

    #[test]
    fn bare_cells_come_back(cells in prop::collection::vec("[a-z\u{4f60}{:-]{0,8}", 1..6)) {
        let line = cells.join(" ,\t");
        let read: Vec<Cow<'_, str>> = Cells::of(&line, ',').collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(read, cells);
    }

    #[test]
    fn objects_come_back(token in "[!-~\u{4f60}]{1,20}", reference in "\\PC{1,20}") {
        let line = serde_json::json!({ "token": token, "ref": reference }).to_string();
        let entry = Layout::Plain.entry(line.as_bytes()).unwrap();
        prop_assert_eq!(entry.token, token);
        prop_assert_eq!(entry.reference.as_deref(), Some(reference.as_str()));
    }

    /// Whatever a line holds: an entry that can be asked about, or a reason, in every layout.
    #[test]
    fn any_line_is_an_entry_or_has_a_reason(
        line in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..80),
            "[{}\":,;\t \\\\a-c\u{e9}\u{85}]{0,40}".prop_map(String::into_bytes),
            "\\{\"(token|ref|x)\":[\"0-9\\\\u\\[\\]{}a-f]{0,9}\\}".prop_map(String::into_bytes),
        ],
        header in prop::sample::select(vec!["", "token", "a,ref,token", "vendor;token", "x\ttoken\tref"]),
    ) {
        let source = Source::spooled(header.as_bytes()).unwrap();
        let layout = Layout::find(&mut source.lines()).unwrap();
        if let Ok(entry) = layout.entry(&line) {
            prop_assert!(!entry.token.is_empty());
            prop_assert!(!entry.token.contains(char::is_whitespace));
            prop_assert_ne!(entry.vendor.as_deref(), Some(""));
            prop_assert_ne!(entry.reference.as_deref(), Some(""));
        }
    }
}
