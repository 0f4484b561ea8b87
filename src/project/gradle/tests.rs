//! What the reader and the edits do with files of the shapes that there really are.

mod edits;
mod facts;
mod placeholders;
mod robustness;

use super::Build;
use crate::project::Dsl;
use crate::project::edit::Stated;

fn groovy(text: &str) -> Build {
    Build::read(text, Dsl::Groovy).unwrap()
}

fn kotlin(text: &str) -> Build {
    Build::read(text, Dsl::Kotlin).unwrap()
}

/// The values; `?` where there is an expression.
fn values(stated: &[Stated]) -> Vec<&str> {
    stated.iter().map(|stated| stated.value.as_deref().unwrap_or("?")).collect()
}
