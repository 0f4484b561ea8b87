//! Why a text is no manifest, in words for a developer who has just pasted a line into it.
//!
//! The XML library says *what* it expected; here stands what the person did. A quick look over the whole text comes
//! first: it finds where something was left open, which the library does not tell, and refuses texts that no person
//! wrote and that would keep the library busy for minutes.

use roxmltree::{Error, ExpandedName, TextPos};

use crate::project::edit::Malformed;
use crate::text;
use crate::text::Text;

/// How deep elements may stand in one another. Real manifests have six levels.
const DEEPEST: usize = 200;
/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 500;
/// Declarations of namespaces in a file.
const MOST_NAMESPACES: usize = 200;

/// What a glance over a text finds.
pub(super) struct Outline {
    /// Where the elements begin that are open at the end, innermost last.
    open: Vec<usize>,
    /// Where the piece of markup begins that has no end.
    unfinished: Option<usize>,
}

/// What one piece of markup is.
enum Markup {
    Opening { attributes: usize },
    Closing,
    Other,
}

impl Outline {
    /// Looks over a text that need not be well-formed.
    pub(super) fn of(text: &str) -> Result<Self, Malformed> {
        if let Some((at, _)) = text.match_indices("xmlns").nth(MOST_NAMESPACES) {
            return Err(Malformed { reason: too_large(), at });
        }
        let mut outline = Self { open: Vec::new(), unfinished: None };
        let mut at = 0;
        while let Some(found) = text[at..].find('<') {
            let start = at + found;
            let Some((markup, length)) = markup(&text[start..]) else {
                outline.unfinished = Some(start);
                break;
            };
            at = start + length;
            match markup {
                Markup::Opening { attributes } if attributes > MOST_ATTRIBUTES => {
                    return Err(Malformed { reason: too_large(), at: start });
                }
                Markup::Opening { .. } if !text[..at].ends_with("/>") => outline.open.push(start),
                Markup::Closing => _ = outline.open.pop(),
                Markup::Opening { .. } | Markup::Other => {}
            }
            if outline.open.len() > DEEPEST {
                let reason =
                    text!("more than {most} elements inside one another", "元素嵌套超过 {most} 层", most = DEEPEST);
                return Err(Malformed { reason, at: start });
            }
        }
        Ok(outline)
    }
}

/// The piece of markup that a text begins with, and its length; `None` if it does not end.
fn markup(text: &str) -> Option<(Markup, usize)> {
    let until =
        |begin: &str, end: &str| Some((Markup::Other, text[begin.len()..].find(end)? + begin.len() + end.len()));
    for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")] {
        if text.starts_with(begin) {
            return until(begin, end);
        }
    }
    if text.starts_with("</") {
        return Some((Markup::Closing, text.find('>')? + 1));
    }
    let (mut attributes, mut quote) = (0, None);
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (_, b'<') => return None,
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                attributes += 1;
            }
            (None, b'>') => return Some((Markup::Opening { attributes }, at + 1)),
            _ => {}
        }
    }
    None
}

/// Why an element is not the root of a manifest.
pub(super) fn not_a_manifest(root: ExpandedName) -> Option<Text> {
    match (root.name(), root.namespace()) {
        ("manifest", None) => None,
        ("manifest", Some(namespace)) => Some(text!(
            "`<manifest>` is in the namespace `{namespace}`, but must be in none",
            "`<manifest>` 处于命名空间 `{namespace}` 中，它不应带命名空间",
            namespace = namespace
        )),
        (root, _) => Some(text!(
            "the root element is `<{root}>`, not `<manifest>`",
            "根元素是 `<{root}>`，不是 `<manifest>`",
            root = root
        )),
    }
}

/// What the library did not like.
pub(super) fn describe(text: &str, outline: &Outline, error: &Error) -> Malformed {
    let at = byte_of(text, error.pos());
    if let Some(malformed) = comment_in_tag(text, at, error) {
        return malformed;
    }
    let ended =
        at == text.len() || matches!(error, Error::UnexpectedEndOfStream | Error::UnclosedRootNode | Error::NoRootNode);
    match (ended, outline.unfinished, outline.open.last()) {
        (true, Some(start), _) => Malformed { reason: unfinished(&text[start..]), at: start },
        (true, None, Some(&start)) => Malformed { reason: not_closed(&text[start..]), at: start },
        _ => match error {
            Error::DtdDetected => Malformed {
                reason: Text::new("a DOCTYPE, which a manifest cannot have", "清单文件里不能有 DOCTYPE"),
                at: text.find("<!DOCTYPE").unwrap_or_default(),
            },
            _ => Malformed { reason: reason(error, &found(text, at)), at },
        },
    }
}

/// The mistake of guides that mark a new attribute by a comment: `android:x="true" // added`.
fn comment_in_tag(text: &str, at: usize, error: &Error) -> Option<Malformed> {
    let slash = at.saturating_sub(1);
    let begins = |at: usize, comment: &'static str| {
        text.get(at..).is_some_and(|rest| rest.starts_with(comment)).then_some((at, comment))
    };
    let (at, comment) = match error {
        Error::InvalidChar(b'>', b'/', _) => begins(slash, "//")?,
        Error::InvalidChar(b'>', b'*', _) => begins(slash, "/*")?,
        Error::InvalidName(_) | Error::InvalidChar2(..) => begins(at, "<!--")?,
        _ => return None,
    };
    let reason = text!(
        "a comment `{comment}` inside a tag: XML has comments only between elements, written `<!-- … -->`",
        "标签内部有注释 `{comment}`：XML 注释只能写在元素之间，形式为 `<!-- … -->`",
        comment = comment
    );
    Some(Malformed { reason, at })
}

/// A piece of markup without an end.
fn unfinished(markup: &str) -> Text {
    if markup.starts_with("<!--") {
        return Text::new("the comment is not closed by `-->`", "注释没有用 `-->` 结束");
    }
    if markup.starts_with("<![CDATA[") {
        return Text::new("the CDATA section is not closed by `]]>`", "CDATA 没有用 `]]>` 结束");
    }
    text!(
        "the tag `<{name}` is not closed: a quote or `>` is missing",
        "标签 `<{name}` 没有结束：缺少引号或 `>`",
        name = name_of(markup)
    )
}

/// An element without an end tag.
fn not_closed(element: &str) -> Text {
    text!(
        "`<{name}>` is not closed by `</{name}>`",
        "`<{name}>` 没有对应的结束标签 `</{name}>`",
        name = name_of(element)
    )
}

/// The name in a tag, however it goes on; shortened if it is no real one.
fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/', '!', '?']).chars();
    name.take_while(|sign| !sign.is_whitespace() && !"/><=\"'".contains(*sign)).take(40).collect()
}

fn reason(error: &Error, found: &str) -> Text {
    match error {
        Error::UnknownNamespace(prefix, _) => text!(
            "the prefix `{prefix}:` is not declared: `xmlns:{prefix}` is missing on `<manifest>`",
            "前缀 `{prefix}:` 未声明：`<manifest>` 上缺少 `xmlns:{prefix}`",
            prefix = prefix
        ),
        Error::UnexpectedCloseTag(expected, actual, _) => text!(
            "`</{actual}>` where `</{expected}>` is expected",
            "此处应为 `</{expected}>`，实际是 `</{actual}>`",
            expected = expected,
            actual = actual
        ),
        Error::UnknownEntityReference(..) | Error::MalformedEntityReference(_) => {
            Text::new("`&` alone: in XML it is written `&amp;`", "单独的 `&`：在 XML 中应写成 `&amp;`")
        }
        Error::DuplicatedAttribute(name, _) => {
            text!("the attribute `{name}` stands twice in one tag", "同一标签中属性 `{name}` 重复", name = name)
        }
        Error::DuplicatedNamespace(name, _) => {
            text!("`xmlns:{name}` stands twice in one tag", "同一标签中 `xmlns:{name}` 重复", name = name)
        }
        Error::InvalidComment(_) => Text::new("`--` inside a comment", "注释内部不能出现 `--`"),
        Error::UnexpectedDeclaration(_) => {
            Text::new("`<?xml … ?>` is not at the very beginning of the file", "`<?xml … ?>` 必须位于文件最开头")
        }
        Error::NoRootNode => Text::new("there is no element in it", "文件中没有任何元素"),
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => too_large(),
        Error::NonXmlChar(..) => {
            Text::new("a control character, which XML does not allow", "含有 XML 不允许的控制字符")
        }
        Error::InvalidChar(b'"' | b'\'', b'<', _) => Text::new(
            "`<` inside the value of an attribute: a closing quote is missing before it",
            "属性值中出现 `<`：它前面缺少结束引号",
        ),
        _ => other_reason(error, found),
    }
}

/// The slips that are best told by what was expected.
fn other_reason(error: &Error, found: &str) -> Text {
    let expected = match error {
        Error::InvalidChar(expected, ..) => format!("`{}`", char::from(*expected)),
        Error::InvalidString(expected, _) => format!("`{expected}`"),
        Error::InvalidChar2("a quote", ..) => {
            return text!("a quote expected instead of {found}", "此处应为引号，实际是 {found}", found = found);
        }
        Error::InvalidChar2("a whitespace", ..) => {
            return text!(
                "a blank expected instead of {found}: perhaps a quote is missing before it",
                "此处应为空格，实际是 {found}：前面可能缺少引号",
                found = found
            );
        }
        Error::InvalidName(_) => {
            return text!("a name expected instead of {found}", "此处应为名称，实际是 {found}", found = found);
        }
        _ => return text!("{found} where XML allows none", "此处不允许出现 {found}", found = found),
    };
    text!(
        "{expected} expected instead of {found}",
        "此处应为 {expected}，实际是 {found}",
        expected = expected,
        found = found
    )
}

fn too_large() -> Text {
    Text::new(
        "far more elements, attributes or namespaces than a manifest has",
        "元素、属性或命名空间数量远超正常清单文件",
    )
}

/// The character at a place, to be shown.
fn found(text: &str, at: usize) -> String {
    let Some(sign) = text[at..].chars().next() else { return "EOF".to_owned() };
    format!("`{}`", sign.escape_debug())
}

/// The byte of a line and column, both counted from 1, columns in characters.
fn byte_of(text: &str, place: TextPos) -> usize {
    let above = (place.row as usize).saturating_sub(1);
    let start = match above {
        0 => 0,
        _ => text.match_indices('\n').nth(above - 1).map_or(text.len(), |(at, _)| at + 1),
    };
    let column = (place.col as usize).saturating_sub(1);
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}
