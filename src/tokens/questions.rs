//! From lines to questions: which vendor's token a line holds, or why it holds none that could be asked about.

use std::io;

use super::lines::{Lines, RawLine};
use super::record::{Layout, Unreadable};
use super::source::Source;
use crate::config::Given;
use crate::device::DeviceToken;
use crate::report::Severity;
use crate::text;
use crate::text::Text;
use crate::vendors::{self, VENDORS, Vendor};

/// How a list is read.
#[derive(Debug, Clone)]
pub struct Plan {
    layout: Layout,
    /// The line that names the cells.
    header: Option<u64>,
    whose: Whose,
}

/// Whose tokens are asked about.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    /// These vendors'; none: any vendor's.
    pub named: Vec<&'static Vendor>,
    /// Whose a token is where its line names no vendor.
    pub usual: Option<&'static Vendor>,
}

/// A token that can be asked about.
#[derive(Debug)]
pub struct Found {
    /// The token.
    pub token: DeviceToken,
    /// The caller's own reference.
    pub reference: Option<String>,
}

/// What a line comes to.
#[derive(Debug)]
pub enum Judged {
    /// A question to a vendor.
    Question(&'static Vendor, Found),
    /// Nothing that could be asked.
    Skipped(Skipped),
}

/// Why a line is passed over.
#[derive(Debug)]
pub struct Skipped {
    /// The vendor, where it is known.
    pub vendor: Option<&'static Vendor>,
    /// The caller's own reference, where it could be read.
    pub reference: Option<String>,
    /// The reason. Holds nothing of the line: nobody knows what stands there.
    pub reason: Text,
}

impl From<Unreadable> for Skipped {
    fn from(reason: Unreadable) -> Self {
        Self { vendor: None, reference: None, reason: reason.text() }
    }
}

impl Plan {
    /// How a source is read, by its first line that holds anything.
    pub fn of(source: &Source, whose: Whose) -> io::Result<Self> {
        let mut lines = source.lines();
        while let Some(RawLine { number, bytes }) = lines.next_line()? {
            let first = bytes.map(String::from_utf8_lossy).unwrap_or_default();
            if !first.trim().is_empty() {
                let (layout, is_header) = Layout::of(&first);
                return Ok(Self { layout, header: is_header.then_some(number), whose });
            }
        }
        Ok(Self { layout: Layout::Plain, header: None, whose })
    }

    /// What a line comes to. `None`: it names the cells.
    #[must_use]
    pub fn judge(&self, line: &RawLine<'_>) -> Option<Judged> {
        if self.header == Some(line.number) {
            return None;
        }
        let judged = match line.bytes {
            Some(bytes) => self.question(bytes),
            None => Err(Unreadable::TooLong.into()),
        };
        Some(judged.map_or_else(Judged::Skipped, |(vendor, found)| Judged::Question(vendor, found)))
    }

    fn question(&self, bytes: &[u8]) -> Result<(&'static Vendor, Found), Skipped> {
        let entry = self.layout.entry(bytes)?;
        let reference = entry.reference.map(|reference| clean(&reference));
        let vendor = match &entry.vendor {
            Some(name) => vendors::find(name),
            None => self.whose.usual,
        };
        let skipped = |reason| Skipped { vendor, reference: reference.clone(), reason };
        let Some(vendor) = vendor else {
            return Err(skipped(if entry.vendor.is_some() {
                Text::new("an unknown vendor", "不认识的厂商")
            } else {
                Text::new("no vendor (--vendor NAME)", "没有写厂商（--vendor 厂商）")
            }));
        };
        if !self.whose.named.is_empty() && !self.whose.named.iter().any(|other| other.key == vendor.key) {
            return Err(skipped(Text::new("of a vendor that --vendor leaves out", "--vendor 没有包括这个厂商")));
        }
        let Some(token) = DeviceToken::parse(&entry.token) else {
            return Err(skipped(Text::new("blanks inside the token", "token 里有空白")));
        };
        match remark(vendor, token.as_str()) {
            Some(Severity::Error) => {
                let key = vendor.key;
                Err(skipped(text!("not the shape of a token of {key}", "不是 {key} 的 token 的样子")))
            }
            Some(_) if is_of_another(vendor, token.as_str()) => {
                Err(skipped(Text::new("the shape of another vendor's token", "这是别家 token 的样子")))
            }
            _ => Ok((vendor, Found { token, reference })),
        }
    }
}

/// How bad a vendor's own rule finds a token.
fn remark(vendor: &Vendor, token: &str) -> Option<Severity> {
    (vendor.lint_token)(&Given::new(token)).map(|finding| finding.severity)
}

/// Whether a token, odd for this vendor, is right for another one that is particular about its tokens: one that would
/// find any other text of this length odd.
fn is_of_another(vendor: &Vendor, token: &str) -> bool {
    let any = "z".repeat(token.len());
    let fits = |other: &Vendor| remark(other, token).is_none() && remark(other, &any).is_some();
    VENDORS.iter().any(|other| other.key != vendor.key && fits(other))
}

/// A reference without characters that would move a cursor.
fn clean(reference: &str) -> String {
    reference.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// The questions of a list, from its beginning.
#[derive(Debug)]
pub struct Questions<'a> {
    plan: &'a Plan,
    lines: Lines,
}

impl<'a> Questions<'a> {
    /// Those of a source.
    #[must_use]
    pub fn open(source: &Source, plan: &'a Plan) -> Self {
        Self { plan, lines: source.lines() }
    }

    /// The next line, whatever it comes to, with its number.
    pub fn next_line(&mut self) -> io::Result<Option<(u64, Judged)>> {
        while let Some(line) = self.lines.next_line()? {
            let number = line.number;
            if let Some(judged) = self.plan.judge(&line) {
                return Ok(Some((number, judged)));
            }
        }
        Ok(None)
    }

    /// The next line: its number, and the question that it holds for this vendor. The outer `None`: there are no more.
    pub fn next_of(&mut self, vendor: &Vendor) -> io::Result<Option<(u64, Option<Found>)>> {
        let Some((number, judged)) = self.next_line()? else { return Ok(None) };
        Ok(Some(match judged {
            Judged::Question(own, found) if own.key == vendor.key => (number, Some(found)),
            _ => (number, None),
        }))
    }

    /// The number of the line that was read last.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.lines.number()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    const VIVO: &str = "v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c";

    /// Number and vendor of each line, or why it is passed over.
    fn judged(text: &[u8], named: &[&str]) -> Vec<(u64, String)> {
        let source = Source::spooled(text).expect("a temporary file");
        let named: Vec<&Vendor> = named.iter().map(|name| vendors::find(name).expect("a vendor")).collect();
        let usual = if let [vendor] = named.as_slice() { Some(*vendor) } else { None };
        let plan = Plan::of(&source, Whose { named, usual }).expect("read");
        let mut questions = Questions::open(&source, &plan);
        let mut all = Vec::new();
        while let Some((number, judged)) = questions.next_line().expect("read") {
            all.push((
                number,
                match judged {
                    Judged::Question(vendor, found) => {
                        format!("{} {:?}", vendor.key, found.reference.unwrap_or_default())
                    }
                    Judged::Skipped(skipped) => skipped.reason.get(Lang::En).to_owned(),
                },
            ));
        }
        all
    }

    #[test]
    fn a_header_is_no_line_of_the_list() {
        let text = format!("\n\u{20}\nref,token\n81734,{VIVO}\n");
        let lines = judged(text.as_bytes(), &["vivo"]);
        let (empty, question) = ("an empty line".to_owned(), "vivo \"81734\"".to_owned());
        assert_eq!(lines, [(1, empty.clone()), (2, empty), (4, question)]);
    }

    #[test]
    fn lines_name_their_vendor_or_the_only_one_is_meant() {
        let text = format!(
            "{{\"token\":\"{VIVO}\",\"vendor\":\"vivo\"}}\n{VIVO}\n{{\"token\":\"{VIVO}\",\"vendor\":\"nokia\"}}\n"
        );
        let of =
            |named: &[&str]| judged(text.as_bytes(), named).into_iter().map(|(_, words)| words).collect::<Vec<_>>();
        assert_eq!(of(&[]), ["vivo \"\"", "no vendor (--vendor NAME)", "an unknown vendor"]);
        assert_eq!(of(&["vivo"]), ["vivo \"\"", "vivo \"\"", "an unknown vendor"]);
        let left_out = "of a vendor that --vendor leaves out";
        assert_eq!(of(&["apple", "huawei"]), [left_out, "no vendor (--vendor NAME)", "an unknown vendor"]);
    }

    #[test]
    fn a_token_of_another_vendor_is_told_by_its_shape() {
        let particular =
            ["apple", "google", "oppo", "vivo", "meizu"].map(|name| vendors::find(name).expect("a vendor"));
        for vendor in particular {
            for other in particular.iter().filter(|other| other.key != vendor.key) {
                let lines = judged(other.example_device.address.as_bytes(), &[vendor.key]);
                let (words, key) = (&lines[0].1, vendor.key);
                let expected =
                    [format!("not the shape of a token of {key}"), "the shape of another vendor's token".to_owned()];
                assert!(expected.contains(words), "{} as {key}: {words}", other.key);
            }
        }
        // Odd, but of nobody else: the vendor knows best.
        assert_eq!(judged(b"v3-of-a-later-kind-1234567890\n", &["vivo"])[0].1, "vivo \"\"");
    }

    /// Whatever was pasted there, no reason repeats it.
    #[test]
    fn reasons_hold_nothing_of_the_line() {
        let lines: &[u8] =
            b"\"s3cret-value\" x\ns3cret value\n{\"token\":\"s3cret\",\"vendor\":\"s3cret\"}\n{s3cret\ns3cret\xff\n";
        for (_, words) in judged(lines, &["vivo"]) {
            assert!(!words.contains("s3cret"), "{words}");
        }
    }
}
