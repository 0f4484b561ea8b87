//! `"${NAME}"` and `"${NAME:-default}"` in push.toml.

use std::sync::Arc;

/// Where variables come from: the process's environment in the program, a fixed list in tests.
#[derive(Clone)]
pub struct Environment(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

/// Why a text could not be expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unexpanded {
    /// The variable is not set and has no default.
    Unset(String),
    /// What stands between the braces is no variable name, or the brace is never closed.
    NoName(String),
}

impl Environment {
    /// An environment that asks `lookup`.
    #[must_use]
    pub fn new(lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(lookup))
    }

    /// Replaces every `${NAME}`; `$${` stands for a literal `${`. An empty variable takes the default, as in a shell.
    pub fn expand(&self, text: &str) -> Result<String, Unexpanded> {
        let mut expanded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            if rest[..at].ends_with('$') {
                expanded.push_str(&rest[..at - 1]);
                expanded.push_str("${");
                rest = &rest[at + 2..];
                continue;
            }
            expanded.push_str(&rest[..at]);
            let inside = &rest[at + 2..];
            let end = inside.find('}').ok_or_else(|| Unexpanded::NoName(inside.chars().take(40).collect()))?;
            expanded.push_str(&self.lookup(&inside[..end])?);
            rest = &inside[end + 1..];
        }
        expanded.push_str(rest);
        Ok(expanded)
    }

    fn lookup(&self, reference: &str) -> Result<String, Unexpanded> {
        let (name, default) = match reference.split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (reference, None),
        };
        if !is_name(name) {
            return Err(Unexpanded::NoName(name.to_owned()));
        }
        match (self.0(name), default) {
            (Some(value), None) => Ok(value),
            (Some(value), Some(_)) if !value.is_empty() => Ok(value),
            (_, Some(default)) => Ok(default.to_owned()),
            (None, None) => Err(Unexpanded::Unset(name.to_owned())),
        }
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Environment(..)")
    }
}

pub(super) fn is_name(text: &str) -> bool {
    text.bytes()
        .enumerate()
        .all(|(at, byte)| byte == b'_' || byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit()))
        && !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        Environment::new(|name| match name {
            "SET" => Some("value".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        })
    }

    #[test]
    fn variables_defaults_and_escapes() {
        let expand = |text| environment().expand(text);
        assert_eq!(expand("a ${SET} b"), Ok("a value b".to_owned()));
        assert_eq!(expand("${UNSET:-x y}"), Ok("x y".to_owned()));
        assert_eq!(expand("${EMPTY:-x}${EMPTY}"), Ok("x".to_owned()));
        assert_eq!(expand("$${SET}"), Ok("${SET}".to_owned()));
        assert_eq!(expand("${UNSET}"), Err(Unexpanded::Unset("UNSET".to_owned())));
    }

    #[test]
    fn what_is_no_name_is_an_error() {
        let expand = |text| environment().expand(text);
        assert_eq!(expand("${替换成您的包名}"), Err(Unexpanded::NoName("替换成您的包名".to_owned())));
        assert_eq!(expand("${1A}"), Err(Unexpanded::NoName("1A".to_owned())));
        assert_eq!(expand("${}"), Err(Unexpanded::NoName(String::new())));
        assert_eq!(expand("${OPEN"), Err(Unexpanded::NoName("OPEN".to_owned())));
    }
}
