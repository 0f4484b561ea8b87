//! Values of several places brought together: where they agree there is one, where they do not somebody has to decide.

use super::Found;
use crate::config::Field;

/// What is known of every key.
#[derive(Debug, Default)]
pub struct Merged {
    /// The keys on which all places agree, each at its first place.
    pub agreed: Vec<Found>,
    /// The others.
    pub conflicts: Vec<Conflict>,
}

/// A key with several values.
#[derive(Debug)]
pub struct Conflict {
    /// The table.
    pub table: &'static str,
    /// The key.
    pub field: &'static Field,
    /// Each value at its first place, in the order of the files.
    pub candidates: Vec<Found>,
}

/// Brings values together, in the order in which their keys first appear.
#[must_use]
pub fn merged(found: &[Found]) -> Merged {
    let mut keys: Vec<Conflict> = Vec::new();
    for one in found {
        let is_it = |key: &&mut Conflict| key.table == one.table && key.field.key == one.field.key;
        match keys.iter_mut().find(is_it) {
            Some(key) if key.candidates.iter().any(|own| own.value == one.value) => {}
            Some(key) => key.candidates.push(one.clone()),
            None => keys.push(Conflict { table: one.table, field: one.field, candidates: vec![one.clone()] }),
        }
    }
    let mut merged = Merged::default();
    for mut key in keys {
        if key.candidates.len() == 1 {
            merged.agreed.append(&mut key.candidates);
        } else {
            merged.conflicts.push(key);
        }
    }
    merged
}
