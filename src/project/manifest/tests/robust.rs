//! Nothing panics, whatever is cut, doubled or put in; every place is valid; every change can be read again.

use proptest::prelude::*;

use super::{ALL, FULL, ONE_LINE, TEMPLATE, read};
use crate::project::edit::{CannotEdit, Edit, Stated, edited};
use crate::project::manifest::{AttributeName, Manifest};

/// Reads a text that may be anything, and if it is a manifest makes every change.
fn try_all(text: &str) {
    match Manifest::read(text) {
        Err(malformed) => assert!(text.is_char_boundary(malformed.at), "{malformed:?}"),
        Ok(manifest) => {
            check_places(&manifest);
            check_changes(&manifest);
        }
    }
}

fn check_places(manifest: &Manifest) {
    let text = manifest.text();
    let check = |stated: &Stated| {
        let (span, inner) = (&text[stated.span.clone()], &text[stated.inner.clone()]);
        assert!(span.starts_with(['"', '\'']) && span[1..span.len() - 1] == *inner, "{span}");
    };
    for permission in manifest.permissions() {
        check(&permission.name);
        assert!(text[permission.span.clone()].starts_with("<uses-permission"));
    }
    for meta in manifest.meta_data().iter().chain(manifest.misplaced_meta_data().iter().map(|meta| &meta.found)) {
        meta.value.iter().chain(&meta.resource).chain([&meta.name]).for_each(check);
        assert!(text[meta.tag_span.clone()].ends_with('>'));
    }
    for component in manifest.components() {
        check(&component.name);
        assert!(text[component.span.clone()].starts_with(&text[component.tag_span.clone()]));
    }
    for variable in manifest.variables() {
        assert_eq!(text[variable.span.clone()], format!("${{{}}}", variable.name));
    }
    manifest.unprefixed_names().iter().for_each(|name| check(&name.value));
}

fn check_changes(manifest: &Manifest) {
    let name = "com.example.\"<新>&'.permission";
    check_change(manifest, |manifest| manifest.add_permission(name));
    check_change(manifest, |manifest| manifest.add_own_permission(name));
    check_change(manifest, |manifest| manifest.add_own_permission("com.example.imdemo.permission.MIPUSH_RECEIVE"));
    check_change(manifest, |manifest| manifest.set_meta_data(name, "\t1 \n"));
    check_change(manifest, |manifest| manifest.set_meta_data("flutterEmbedding", "3"));
    check_change(manifest, Manifest::ensure_tools_namespace);
    check_change(manifest, |manifest| {
        manifest.set_attribute(&manifest.tag_span(), AttributeName::Tools("ignore"), "a")
    });
    for index in 0..manifest.components().len() {
        let tag = |manifest: &Manifest| manifest.components()[index].tag_span.clone();
        check_change(manifest, |manifest| {
            manifest.set_attribute(&tag(manifest), AttributeName::Android("exported"), "x")
        });
        check_change(manifest, |manifest| manifest.set_attribute(&tag(manifest), AttributeName::Tools("node"), "x"));
        check_change(manifest, |manifest| {
            manifest.remove_attribute(&tag(manifest), AttributeName::Android("exported"))
        });
    }
    let spans = manifest.permissions().iter().map(|permission| &permission.span);
    for span in spans.chain(manifest.components().iter().map(|component| &component.span)) {
        let edits = manifest.remove_element(span).expect("an element");
        let done = read(&edited(manifest.text(), &edits));
        let count = |manifest: &Manifest| manifest.permissions().len() + manifest.components().len();
        assert_eq!(count(&done) + 1, count(manifest));
    }
}

/// A change that was made is there: asking for it again gives nothing.
fn check_change(manifest: &Manifest, change: impl Fn(&Manifest) -> Result<Vec<Edit>, CannotEdit>) {
    let Ok(edits) = change(manifest) else { return };
    let done = edited(manifest.text(), &edits);
    assert_eq!(change(&read(&done)), Ok(Vec::new()), "{done}");
}

#[test]
fn every_sample_in_every_form() {
    for sample in ALL {
        for text in
            [sample.to_owned(), sample.replace('\n', "\r\n"), format!("\u{feff}{sample}"), sample.replace('\n', " ")]
        {
            read(&text);
            try_all(&text);
        }
    }
}

#[test]
fn every_beginning_of_a_sample() {
    for sample in [FULL, TEMPLATE] {
        for (end, _) in sample.char_indices() {
            try_all(&sample[..end]);
        }
    }
}

#[test]
fn a_large_manifest_is_read_at_once() {
    let activity = &FULL[FULL.find("<activity").expect("one")..FULL.find("<service").expect("one")];
    let large = FULL.replace("<service", &format!("{}<service", activity.repeat(2_000)));
    assert!(large.len() > 1_000_000);
    let start = std::time::Instant::now();
    let manifest = read(&large);
    assert_eq!(manifest.components().len(), 4_004);
    let edits = manifest.set_meta_data("com.vivo.push.api_key", "k").expect("a change");
    assert_eq!(edits.len(), 1);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn a_long_line_is_changed_at_once() {
    let element = "<uses-permission android:name=\"android.permission.INTERNET\"/>";
    let text = ONE_LINE.replace(element, &element.repeat(15_000));
    let start = std::time::Instant::now();
    check_change(&read(&text), |manifest| manifest.add_permission("com.example.permission"));
    check_change(&read(&text), |manifest| manifest.set_meta_data("a", "b"));
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

proptest! {
    #[test]
    fn pieces_cut_and_put_in(
        sample in 0..ALL.len(),
        cuts in proptest::collection::vec((0usize..6_000, 0usize..40, 0usize..16), 1..4),
    ) {
        const PIECES: [&str; 16] = [
            "", "<", ">", "/>", "\"", "'", "&", "<!--", "-->", "//", "\r\n", "一", "<a/>", "</application>", "${", "xmlns:a=''",
        ];
        let mut text = ALL[sample].to_owned();
        for (at, length, piece) in cuts {
            let from = boundary(&text, at % (text.len() + 1));
            let to = boundary(&text, from + length);
            text.replace_range(from..to, PIECES[piece]);
        }
        try_all(&text);
    }

    #[test]
    fn any_text(text in "\\PC{0,60}|[<>/='\"a-c:&;! -]{0,60}") {
        try_all(&text);
        try_all(&format!("<manifest>{text}</manifest>"));
        try_all(&format!("<manifest xmlns:android='http://schemas.android.com/apk/res/android' {text}><application {text}/></manifest>"));
    }
}
