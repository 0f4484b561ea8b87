//! How texts are written inside the strings of each syntax.

pub(in crate::project) fn xml_comment(comment: &str) -> String {
    format!("<!-- {} -->", comment.replace("--", "- -"))
}

/// For an XML attribute in double quotes.
pub(in crate::project) fn xml(text: &str) -> String {
    escaped(text, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        '\t' => Some("&#9;"),
        _ => None,
    })
}

/// For a string in double quotes, in Groovy and in Kotlin: there `$` begins an expression.
pub(in crate::project) fn gradle(text: &str) -> String {
    escaped(text, |character| if character == '"' { Some("\\\"") } else { backslashed(character) })
}

/// For a string in single quotes, in Dart.
pub(in crate::project) fn dart(text: &str) -> String {
    escaped(text, |character| if character == '\'' { Some("\\'") } else { backslashed(character) })
}

fn backslashed(character: char) -> Option<&'static str> {
    match character {
        '\\' => Some("\\\\"),
        '$' => Some("\\$"),
        '\n' => Some("\\n"),
        '\r' => Some("\\r"),
        '\t' => Some("\\t"),
        _ => None,
    }
}

fn escaped(text: &str, escape: impl Fn(char) -> Option<&'static str>) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut done, character| {
        match escape(character) {
            Some(escape) => done.push_str(escape),
            None => done.push(character),
        }
        done
    })
}
