//! Values as their files have them, before it is known what they are worth.

use super::facts::Fact;
use super::{Blank, Found, Import, Remark, Unread};
use crate::config::{Place, is_template_text};
use crate::text;

/// A place of a fact, and what stands there.
pub(super) struct Hit<'a> {
    /// The fact.
    pub(super) fact: &'a Fact,
    /// What the file calls it.
    pub(super) name: String,
    /// The value; `Err`: the expression that stands for it.
    pub(super) value: Result<String, String>,
    /// What it was read from within its file.
    pub(super) origin: &'static str,
    /// Where it stands.
    pub(super) place: Place,
}

/// Sorts hits of one file or project into values, gaps and what cannot be read. Two values of a vendor that stand in
/// each other's place are put right.
pub(super) fn sorted(hits: Vec<Hit<'_>>) -> Import {
    let mut import = Import::default();
    let mut filled = Vec::new();
    for hit in hits {
        let (table, field) = (hit.fact.table, hit.fact.field);
        match &hit.value {
            Err(expression) => {
                let (name, expression, place) = (hit.name.clone(), expression.clone(), hit.place.clone());
                import.unread.push(Unread { table, field, name, expression, place });
            }
            Ok(value) if is_blank(value) => {
                import.blanks.push(Blank { table, field, name: hit.name.clone(), place: hit.place.clone() });
            }
            Ok(_) => filled.push(hit),
        }
    }
    swap_back(&mut filled, &mut import.remarks);
    for hit in filled {
        let Ok(value) = hit.value else { continue };
        if hit.fact.likeness.is_some_and(|likeness| !(likeness.can_be)(value.trim())) {
            let (name, key) = (hit.name, format!("{}.{}", hit.fact.table, hit.fact.field.key));
            let text =
                text!("{name} holds something else than {key}: not taken over", "{name} 里填的不是 {key}：没有导入");
            import.remarks.push(Remark { place: hit.place, text });
            continue;
        }
        let (table, field) = (hit.fact.table, hit.fact.field);
        let (value, origin, place) = (value.trim().to_owned(), hit.origin, hit.place);
        import.found.push(Found { table, field, value, origin, place });
    }
    import
}

/// What every template writes in the place of a value.
pub(super) fn is_blank(value: &str) -> bool {
    matches!(value.trim(), "" | "0") || is_template_text(value.trim())
}

fn swap_back(hits: &mut [Hit<'_>], remarks: &mut Vec<Remark>) {
    for first in 0..hits.len() {
        let Some(second) = (first + 1..hits.len()).find(|second| are_swapped(&hits[first], &hits[*second])) else {
            continue;
        };
        let (left, right) = hits.split_at_mut(second);
        let (one, other) = (&mut left[first], &mut right[0]);
        std::mem::swap(&mut one.value, &mut other.value);
        std::mem::swap(&mut one.place, &mut other.place);
        let (a, b) = (&one.name, &other.name);
        let text = text!(
            "the values of {a} and {b} are swapped: right in push.toml, not yet in the project",
            "{a} 和 {b} 两个值写反了：push.toml 里已放对，工程还没改"
        );
        remarks.push(Remark { place: other.place.clone(), text });
    }
}

/// Whether each value can be the other one's and not its own.
fn are_swapped(one: &Hit<'_>, other: &Hit<'_>) -> bool {
    let (Some(first), Some(second)) = (one.fact.likeness, other.fact.likeness) else { return false };
    let (Ok(a), Ok(b)) = (&one.value, &other.value) else { return false };
    let is_pair = one.fact.table == other.fact.table && one.fact.field.key != other.fact.field.key;
    let fits = |likeness: crate::project::Likeness, value: &str| (likeness.can_be)(value.trim());
    is_pair && !fits(first, a) && !fits(second, b) && fits(first, b) && fits(second, a)
}
