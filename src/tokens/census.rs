//! The first look at a list: whose tokens it holds and how many, so that what cannot be asked is known before anything
//! is asked, and what another list would be told from this one by.

use super::questions::{Question, Questions, Why};
use super::{Different, Fingerprint, Plan, Source, Unread};
use crate::text::Text;
use crate::vendors::Vendor;

/// So many lines are named as examples of a reason.
const EXAMPLES: usize = 3;

/// What a list holds.
#[derive(Debug, Default)]
pub struct Census {
    /// What tells it from others.
    pub fingerprint: Fingerprint,
    /// The number of its last line.
    pub last: u64,
    /// How many of its lines want a result: all but a header.
    pub lines: u64,
    /// The vendors that can be asked, in the order in which they turn up.
    pub vendors: Vec<Share>,
    /// The lines that ask nothing, by reason, in the order in which they turn up.
    pub skipped: Vec<SkippedLines>,
}

/// What a list asks of one vendor.
#[derive(Debug)]
pub struct Share {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// How many lines ask about a token.
    pub tokens: u64,
    /// How many of these tokens are not the same.
    pub different: Different,
}

/// The lines that ask nothing for one reason.
#[derive(Debug)]
pub struct SkippedLines {
    /// The reason.
    pub reason: Text,
    /// How many.
    pub count: u64,
    /// The first few of them.
    pub first: Vec<u64>,
}

impl Census {
    /// Reads a list to its end, twice at the same time.
    pub fn take(source: &Source, plan: &Plan) -> Result<Self, Unread> {
        std::thread::scope(|scope| {
            let fingerprint = scope.spawn(|| source.fingerprint());
            let mut census = Self::default();
            let mut questions = Questions::open(source, plan)?;
            while let Some((line, asks)) = questions.next_line()? {
                census.lines += 1;
                match asks {
                    Ok(question) => census.count(&question),
                    Err(skipped) => census.skip(line, &skipped.why),
                }
            }
            census.last = questions.number();
            let fingerprint = fingerprint.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            census.fingerprint = fingerprint.map_err(|source| Unread { line: 0, source })?;
            Ok(census)
        })
    }

    /// How many tokens can be asked about.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.vendors.iter().map(|share| share.tokens).sum()
    }

    /// How many lines ask nothing.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skipped.iter().map(|group| group.count).sum()
    }

    fn count(&mut self, question: &Question<'_>) {
        let vendor = question.vendor;
        let at = self.vendors.iter().position(|share| share.vendor.key == vendor.key).unwrap_or_else(|| {
            self.vendors.push(Share { vendor, tokens: 0, different: Different::default() });
            self.vendors.len() - 1
        });
        self.vendors[at].tokens += 1;
        self.vendors[at].different.add(question.token());
    }

    fn skip(&mut self, line: u64, why: &Why) {
        let reason = why.kind();
        match self.skipped.iter_mut().find(|group| group.reason == reason) {
            Some(group) => {
                group.count += 1;
                if group.first.len() < EXAMPLES {
                    group.first.push(line);
                }
            }
            None => self.skipped.push(SkippedLines { reason, count: 1, first: vec![line] }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use crate::vendors;

    #[test]
    fn lines_are_counted_by_vendor_and_by_reason() {
        let token = "v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c";
        let list = format!("token,vendor\n{token},vivo\n\nx,nokia\n{token},vivo\n\n\n\n{token},nokia\n");
        let source = Source::spooled(list.as_bytes()).unwrap();
        let census = Census::take(&source, &Plan::default()).unwrap();
        assert_eq!((census.last, census.lines, census.tokens(), census.skipped()), (9, 8, 2, 6));
        let shares = census.vendors.iter().map(|share| (share.vendor.key, share.tokens, share.different.about()));
        assert_eq!(shares.collect::<Vec<_>>(), [("vivo", 2, 1)]);
        let groups: Vec<(&str, u64, &[u64])> = census
            .skipped
            .iter()
            .map(|group| (group.reason.get(Lang::En), group.count, group.first.as_slice()))
            .collect();
        assert_eq!(groups, [("empty line", 4, &[3, 6, 7][..]), ("no such vendor", 2, &[4, 9])]);
    }

    #[test]
    fn a_list_without_lines_has_none() {
        let source = Source::spooled(&b""[..]).unwrap();
        let plan = Plan { fallback: vendors::find("vivo"), wanted: Vec::new() };
        let census = Census::take(&source, &plan).unwrap();
        assert_eq!((census.last, census.lines, census.tokens(), census.skipped()), (0, 0, 0, 0));
    }
}
