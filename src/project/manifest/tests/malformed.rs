//! Texts that are no manifests: where it shows, and in which words.

use super::{DEBUG, FULL, TEMPLATE};
use crate::project::manifest::Manifest;
use crate::text::Lang;

/// The reason in English, and the text from the place on.
fn malformed(text: &str) -> (String, &str) {
    let malformed = Manifest::read(text).expect_err("no manifest");
    assert!(!malformed.reason.get(Lang::Zh).is_empty());
    (malformed.reason.get(Lang::En).to_owned(), &text[malformed.at..])
}

#[track_caller]
fn assert_malformed(text: &str, reason: &str, place: &str) {
    let (found, rest) = malformed(text);
    assert!(found.contains(reason), "{found}");
    assert!(rest.starts_with(place), "{found} at {rest}");
}

#[test]
fn a_comment_inside_a_tag_is_recognized() {
    let label = "android:label=\"imdemo\"";
    for (comment, sign) in
        [(" // 增加本行", "//"), ("// 增加本行", "//"), (" /* new */", "/*"), (" <!-- 新 -->", "<!--")]
    {
        let text = TEMPLATE.replace(label, &format!("{label}{comment}"));
        assert_malformed(&text, &format!("a comment `{sign}` inside a tag"), comment.trim());
    }
    let text = TEMPLATE.replace(label, &format!("// it's new\n        {label}"));
    assert_malformed(&format!("\u{feff}{text}"), "a comment `//` inside a tag", "// it's new");
    let error = Manifest::read(&text).expect_err("no manifest");
    assert_eq!(error.reason.get(Lang::Zh), "标签内部有注释 `//`：XML 注释只能写在元素之间，形式为 `<!-- … -->`");
}

#[test]
fn what_is_not_closed_is_named() {
    let cut = |end: &str| &FULL[..FULL.find(end).expect("a place")];
    assert_malformed(cut("</application>"), "`<application>` is not closed", "<application\n");
    assert_malformed(cut("</manifest>"), "`<manifest>` is not closed", "<manifest ");
    assert_malformed(cut(" 基础"), "the comment is not closed", "<!--");
    assert_malformed(cut(" android:showWhenLocked"), "the tag `<activity` is not closed", "<activity ");
    assert_malformed("<manifest", "the tag `<manifest` is not closed", "<manifest");
    assert_malformed(&TEMPLATE.replace("</activity>", ""), "`</application>` where `</activity>` is expected", "</app");
}

#[test]
fn quotes_are_told_of() {
    assert_malformed(&DEBUG.replace("INTERNET\"", "INTERNET"), "quote is missing", "</manifest>");
    let text = TEMPLATE.replace("\"imdemo\"", "\"imdemo");
    assert_malformed(&text, "perhaps a quote is missing before it", "${applicationName}\"");
    assert_malformed(&TEMPLATE.replace("\"imdemo\"", "imdemo"), "a quote expected instead of `i`", "imdemo");
    assert_malformed(&TEMPLATE.replace("\"imdemo\"", "“imdemo”"), "a quote expected instead of `“`", "“imdemo”");
}

#[test]
fn the_usual_slips_have_words_of_their_own() {
    let permission = "<uses-permission android:name";
    assert_malformed(
        &DEBUG.replace(permission, "<uses-permission tools:node=\"remove\" android:name"),
        "the prefix `tools:` is not declared: `xmlns:tools` is missing",
        "tools:node",
    );
    assert_malformed(
        &DEBUG.replace("INTERNET\"", "INTERNET\" android:name=\"a\""),
        "the attribute `name` stands twice",
        "android:name=\"a\"",
    );
    assert_malformed(&TEMPLATE.replace("\"imdemo\"", "\"IM & Push\""), "`&` alone", "& Push");
    assert_malformed(&TEMPLATE.replace("\"imdemo\"", "\"&nbsp;\""), "`&` alone", "&nbsp;");
    assert_malformed(&DEBUG.replace("The INTERNET", "-- INTERNET"), "`--` inside a comment", "<!--");
    assert_malformed(&FULL.replacen('<', "\n<", 1), "not at the very beginning", "<?xml");
    assert_malformed(&DEBUG.replace("INTERNET", "\u{1}"), "control character", "\u{1}");
    assert_malformed(&format!("{DEBUG}<manifest/>"), "where XML allows none", "<manifest/>");
    assert_malformed(&DEBUG.replace("android:name=", "android:name"), "`=` expected", "\"android.permission");
}

#[test]
fn what_is_no_manifest_at_all() {
    assert_malformed("", "no element", "");
    assert_malformed("\u{feff}\n", "no element", "");
    assert_malformed("{\"a\": 1}", "where XML allows none", "{");
    assert_malformed("<resources><string name=\"a\">b</string></resources>", "is `<resources>`", "<resources>");
    assert_malformed("<manifest xmlns=\"urn:x\"/>", "is in the namespace `urn:x`", "<manifest");
    let doctype = "<!DOCTYPE manifest [<!ENTITY a \"b\">]>\n";
    assert_malformed(&format!("<?xml version=\"1.0\"?>\n{doctype}{DEBUG}"), "a DOCTYPE", "<!DOCTYPE");
}

#[test]
fn what_nobody_wrote_is_refused_quickly() {
    let start = std::time::Instant::now();
    let deep = format!("<manifest>{}", "<a>".repeat(300_000));
    assert_malformed(&deep, "more than 200 elements inside one another", "<a>");
    let namespaces: Vec<_> = (0..20_000).map(|number| format!("<a xmlns:a{number}='urn:{number}'>")).collect();
    assert_malformed(&format!("<manifest>{}", namespaces.concat()), "far more", "xmlns");
    let attributes: Vec<_> = (0..80_000).map(|number| format!(" a{number}=''")).collect();
    assert_malformed(&format!("<manifest><a{}/></manifest>", attributes.concat()), "far more", "<a a0");
    assert_malformed(&format!("<manifest>{}</manifest>", "<a/>".repeat(250_000)), "far more", "");
    assert_malformed(&"<".repeat(1_000_000), "", "");
    assert_malformed(&"<!--".repeat(250_000), "the comment is not closed", "<!--");
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
