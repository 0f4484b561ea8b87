//! What a value of a manifest comes to once Gradle has put in its placeholders, and which class a short name means.
//!
//! Where placeholders get their values, the caller knows: `manifestPlaceholders` of the build files, and the
//! application id.

use std::ops::Range;

use crate::project::edit::Stated;

/// What a placeholder is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placeholder {
    /// This text.
    Value(String),
    /// An expression of a build file, of which nobody here knows what it gives.
    Expression,
}

impl From<&Stated> for Placeholder {
    fn from(stated: &Stated) -> Self {
        stated.value.clone().map_or(Self::Expression, Self::Value)
    }
}

/// A value after its placeholders were put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expanded {
    /// The whole value.
    Known(String),
    /// Nobody sets this placeholder: the build fails.
    Unset(String),
    /// A placeholder has a value, but not one that can be read.
    NotKnown,
}

/// Puts the placeholders `${name}` into a value, once: what `lookup` gives is not looked at again.
#[must_use]
pub fn expand(value: &str, lookup: impl Fn(&str) -> Option<Placeholder>) -> Expanded {
    let (mut expanded, mut at, mut is_known) = (String::with_capacity(value.len()), 0, true);
    for (name, span) in placeholders(value) {
        expanded.push_str(&value[at..span.start]);
        at = span.end;
        match lookup(name) {
            None => return Expanded::Unset(name.to_owned()),
            Some(Placeholder::Value(text)) => expanded.push_str(&text),
            Some(Placeholder::Expression) => is_known = false,
        }
    }
    if is_known { Expanded::Known(expanded + &value[at..]) } else { Expanded::NotKnown }
}

/// The full name of a class that a manifest may write short: `.MainActivity` or `MainActivity`.
///
/// `package` is the namespace of the module, or the manifest's own `package` where that still counts.
#[must_use]
pub fn resolve_class(name: &str, package: &str) -> String {
    match name.find('.') {
        Some(0) => format!("{package}{name}"),
        Some(_) => name.to_owned(),
        None => format!("{package}.{name}"),
    }
}

/// Every `${name}` of a value with its place in it.
pub(super) fn placeholders(value: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let ends = value.match_indices('}').map(|(end, _)| end);
    let starts = ends.scan(0, move |from, end| {
        let part = *from..end;
        *from = end + 1;
        Some(part)
    });
    starts.filter_map(|part| {
        let start = part.start + value[part.clone()].rfind("${")?;
        Some((&value[start + 2..part.end], start..part.end + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(name: &str) -> Option<Placeholder> {
        match name {
            "applicationId" => Some(Placeholder::Value("com.example.imdemo".to_owned())),
            "VIVO_APPID" => Some(Placeholder::Value("${applicationId}".to_owned())),
            "HONOR_APPID" => Some(Placeholder::Expression),
            _ => None,
        }
    }

    fn known(value: &str) -> Expanded {
        Expanded::Known(value.to_owned())
    }

    #[test]
    fn placeholders_are_put_in() {
        let expanded = expand("${applicationId}.permission.MIPUSH_RECEIVE", lookup);
        assert_eq!(expanded, known("com.example.imdemo.permission.MIPUSH_RECEIVE"));
        assert_eq!(expand("a ${applicationId}/${applicationId} 二", lookup), {
            known("a com.example.imdemo/com.example.imdemo 二")
        });
        assert_eq!(expand("@string/app_name", lookup), known("@string/app_name"));
        assert_eq!(expand("", lookup), known(""));
    }

    #[test]
    fn what_a_placeholder_gives_is_not_expanded_again() {
        assert_eq!(expand("${VIVO_APPID}", lookup), known("${applicationId}"));
    }

    #[test]
    fn a_placeholder_that_nobody_sets_is_named() {
        assert_eq!(expand("${替换成您的包名}", lookup), Expanded::Unset("替换成您的包名".to_owned()));
        assert_eq!(expand("${HONOR_APPID}${vivo_APPID}", lookup), Expanded::Unset("vivo_APPID".to_owned()));
        assert_eq!(expand("${APPLICATIONID}", lookup), Expanded::Unset("APPLICATIONID".to_owned()));
    }

    #[test]
    fn an_expression_is_not_known() {
        assert_eq!(expand("${applicationId}${HONOR_APPID}", lookup), Expanded::NotKnown);
        let stated = Stated { value: None, span: 0..1, inner: 0..1 };
        assert_eq!(Placeholder::from(&stated), Placeholder::Expression);
    }

    #[test]
    fn what_is_no_placeholder_stays() {
        for value in ["$applicationId", "${applicationId", "{applicationId}", "$ {applicationId}", "}", "${"] {
            assert_eq!(expand(value, lookup), known(value), "{value}");
        }
        assert_eq!(expand("${a ${applicationId}}", lookup), known("${a com.example.imdemo}"));
    }

    #[test]
    fn many_braces_are_read_in_one_go() {
        let value = "${".repeat(500_000);
        assert_eq!(expand(&value, lookup), known(&value));
        assert_eq!(expand(&(value.clone() + "applicationId}"), lookup), {
            known(&(value[..value.len() - 2].to_owned() + "com.example.imdemo"))
        });
    }

    #[test]
    fn short_class_names_are_in_the_package() {
        let full = |name| resolve_class(name, "com.example.imdemo");
        assert_eq!(full(".MainActivity"), "com.example.imdemo.MainActivity");
        assert_eq!(full(".push.Receiver"), "com.example.imdemo.push.Receiver");
        assert_eq!(full("MainActivity"), "com.example.imdemo.MainActivity");
        assert_eq!(full("io.flutter.app.FlutterApplication"), "io.flutter.app.FlutterApplication");
    }
}
