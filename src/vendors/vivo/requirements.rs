//! What a Flutter project must hold for vivo.

use crate::config::{App, Values};
use crate::project::Requirement;
use crate::report::{Rule, Severity};
use crate::text::Text;

const EMPTY: Text = Text::new("", "");

pub(super) static META: Rule = rule("vivo/meta");
pub(super) static PLACEHOLDER: Rule = rule("vivo/placeholder");
pub(super) static BADGE_PERMISSION: Rule = rule("vivo/badge-perm");
pub(super) static IMPLEMENTATION: Rule = rule("vivo/implementation");
pub(super) static PROGUARD: Rule = rule("vivo/proguard");
pub(super) static KEYS: Rule = rule("vivo/keys");
pub(super) static CONSOLE: Rule = rule("vivo/console");

const fn rule(id: &'static str) -> Rule {
    Rule { id, severity: Severity::Error, title: EMPTY, cause: EMPTY, remedy: EMPTY, link: None }
}

pub(super) fn requirements(_values: &Values, _app: &App) -> Vec<Requirement> {
    Vec::new()
}
