//! Names with wildcards, and whether one says all that another says.

/// Whether a list of names lets through everything that `narrow` names. As in `ProGuard`, the first name of a list that
/// fits decides, and one with `!` decides against.
pub(super) fn list_covers(list: &[String], narrow: &str) -> bool {
    for name in list {
        if let Some(except) = name.strip_prefix('!') {
            if may_overlap(except, narrow) {
                return false;
            }
        } else if covers(name, narrow) {
            return true;
        }
    }
    false
}

/// Whether every name that `narrow` stands for is one that `wide` stands for: `com.vivo.**` covers `com.vivo.push.**`.
pub(super) fn covers(wide: &str, narrow: &str) -> bool {
    let (wide, narrow) = (parts(wide), parts(narrow));
    // What a beginning of `wide` can have used up of `narrow`: `reached[n]` stands for its first n parts.
    let mut reached = vec![false; narrow.len() + 1];
    reached[0] = true;
    for part in wide {
        let mut next = vec![false; narrow.len() + 1];
        for used in 0..=narrow.len() {
            if part.repeats() {
                next[used] |= reached[used] || (used > 0 && next[used - 1] && part.takes(narrow[used - 1]));
            } else if used > 0 {
                next[used] = reached[used - 1] && part.takes(narrow[used - 1]);
            }
        }
        if !next.contains(&true) {
            return false;
        }
        reached = next;
    }
    reached[narrow.len()]
}

/// Whether a name could be meant by both: not if they differ before their first wildcards.
fn may_overlap(one: &str, other: &str) -> bool {
    let fixed = |name: &str| name.find(['*', '?']).unwrap_or(name.len());
    let (fixed_one, fixed_other) = (&one[..fixed(one)], &other[..fixed(other)]);
    let both_end = fixed_one == one && fixed_other == other;
    if both_end { one == other } else { fixed_one.starts_with(fixed_other) || fixed_other.starts_with(fixed_one) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Plain(char),
    /// `?`: one character, but no dot.
    One,
    /// `*`: any number of them.
    Some,
    /// `**`: dots as well.
    All,
}

impl Part {
    fn repeats(self) -> bool {
        matches!(self, Self::Some | Self::All)
    }

    /// Whether a part of a narrower name fits into this one.
    fn takes(self, narrow: Self) -> bool {
        match self {
            Self::Plain(_) => self == narrow,
            Self::One => matches!(narrow, Self::One) || matches!(narrow, Self::Plain(letter) if letter != '.'),
            Self::Some => {
                matches!(narrow, Self::One | Self::Some) || matches!(narrow, Self::Plain(letter) if letter != '.')
            }
            Self::All => true,
        }
    }
}

fn parts(name: &str) -> Vec<Part> {
    // A lone `*` has always meant every class of every package.
    if name == "*" {
        return vec![Part::All];
    }
    let mut parts: Vec<Part> = Vec::new();
    for letter in name.chars() {
        match (letter, parts.last_mut()) {
            ('*', Some(last @ (Part::Some | Part::All))) => *last = Part::All,
            ('*', _) => parts.push(Part::Some),
            ('?', _) => parts.push(Part::One),
            _ => parts.push(Part::Plain(letter)),
        }
    }
    parts
}
