//! The first pass over a list, before anything is asked: whose tokens are in it, and which lines hold none.

use std::collections::BTreeMap;
use std::io;

use super::questions::{Judged, Plan, Questions};
use super::source::{Fingerprint, Source};
use crate::text::Text;
use crate::vendors::{VENDORS, Vendor};

/// Of each reason so many lines are named.
const NAMED: usize = 5;

/// What is in a list.
#[derive(Debug)]
pub struct Census {
    /// What identifies it.
    pub fingerprint: Fingerprint,
    /// How many lines want a result.
    pub lines: u64,
    /// The number of the last one.
    pub last: u64,
    /// How many lines hold a token of a vendor, in the usual order of vendors.
    pub vendors: Vec<(&'static Vendor, u64)>,
    /// The lines that are passed over, by reason.
    pub skipped: Vec<SkippedLines>,
}

/// Lines that are passed over for one reason.
#[derive(Debug)]
pub struct SkippedLines {
    /// The reason.
    pub reason: Text,
    /// How many.
    pub count: u64,
    /// The first of them.
    pub first: Vec<u64>,
}

/// Why a list cannot be read to its end.
#[derive(Debug)]
pub struct Broken {
    /// The last line that could be read.
    pub behind: u64,
    /// What the system, or the unpacking, says.
    pub error: io::Error,
}

impl Census {
    /// Reads a list once, from its beginning to its end.
    pub fn take(source: &Source, plan: &Plan) -> Result<Self, Broken> {
        let mut questions = Questions::open(source, plan);
        let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
        let mut census = Self {
            fingerprint: source.fingerprint().map_err(|error| Broken { behind: 0, error })?,
            lines: 0,
            last: 0,
            vendors: Vec::new(),
            skipped: Vec::new(),
        };
        loop {
            let line = questions.next_line().map_err(|error| Broken { behind: questions.number(), error })?;
            let Some((number, judged)) = line else { break };
            census.lines += 1;
            census.last = number;
            match judged {
                Judged::Question(vendor, _) => *counts.entry(vendor.key).or_default() += 1,
                Judged::Skipped(skipped) => census.skip(number, skipped.reason),
            }
        }
        let count = |vendor: &&'static Vendor| counts.get(vendor.key).map(|count| (*vendor, *count));
        census.vendors = VENDORS.iter().filter_map(count).collect();
        Ok(census)
    }

    /// How many lines are passed over.
    #[must_use]
    pub fn skipped_lines(&self) -> u64 {
        self.skipped.iter().map(|skipped| skipped.count).sum()
    }

    fn skip(&mut self, number: u64, reason: Text) {
        let at = self.skipped.iter().position(|skipped| skipped.reason == reason);
        let at = at.unwrap_or_else(|| {
            self.skipped.push(SkippedLines { reason, count: 0, first: Vec::new() });
            self.skipped.len() - 1
        });
        let skipped = &mut self.skipped[at];
        skipped.count += 1;
        if skipped.first.len() < NAMED {
            skipped.first.push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use crate::tokens::questions::Whose;
    use crate::vendors;

    #[test]
    fn whose_tokens_and_which_lines_hold_none() {
        let vivo = "v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c";
        let text = format!(
            "token,vendor\n{vivo},vivo\n\nCN_00112233445566778899aabbccddeeff,oppo\n{vivo},\n{}{vivo},vivo\n",
            "\n".repeat(6)
        );
        let source = Source::spooled(text.as_bytes()).expect("a temporary file");
        let plan = Plan::of(&source, Whose::default()).expect("read");
        let census = Census::take(&source, &plan).expect("read");
        assert_eq!((census.lines, census.last), (11, 12));
        assert_eq!(census.fingerprint.size, text.len() as u64);
        let counts: Vec<(&str, u64)> = census.vendors.iter().map(|(vendor, count)| (vendor.key, *count)).collect();
        let of = |name| vendors::find(name).map_or("", |vendor| vendor.key);
        assert_eq!(counts, [(of("oppo"), 1), (of("vivo"), 2)]);
        assert_eq!(census.skipped_lines(), 8);
        assert_eq!(census.skipped[0].reason.get(Lang::En), "an empty line");
        assert_eq!((census.skipped[0].count, census.skipped[0].first.as_slice()), (7, &[3, 6, 7, 8, 9][..]));
    }

    #[test]
    fn a_packed_list_that_ends_too_early_is_told_by_its_line() {
        let mut bytes = vec![0x1f, 0x8b];
        bytes.extend_from_slice(b"no gzip at all");
        let source = Source::spooled(bytes.as_slice()).expect("a temporary file");
        assert!(Plan::of(&source, Whose::default()).is_err());
    }
}
