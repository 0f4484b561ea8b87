//! What the lines of a list ask: which vendor about which token, or why nothing can be asked.

use std::borrow::Cow;

use super::{Entry, Layout, Lines, Skip, Source, Unread};
use crate::device::DeviceToken;
use crate::report::Severity;
use crate::secret::shown;
use crate::text;
use crate::text::Text;
use crate::vendors::{self, Addressee, Vendor};

/// How lines find their vendor.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The vendor of lines that name none.
    pub fallback: Option<&'static Vendor>,
    /// The vendors to be asked; empty: all.
    pub wanted: Vec<&'static Vendor>,
}

/// A line that asks a vendor about a token.
#[derive(Debug)]
pub struct Question<'a> {
    /// Whose token it is.
    pub vendor: &'static Vendor,
    entry: Entry<'a>,
}

/// A token to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The token.
    pub token: DeviceToken,
    /// What the list calls it.
    pub reference: Option<String>,
}

/// A line that asks nothing.
#[derive(Debug)]
pub struct Skipped {
    /// Its vendor, where it is clear.
    pub vendor: Option<&'static Vendor>,
    /// What the list calls it, where it could be read.
    pub reference: Option<String>,
    /// Why.
    pub why: Why,
}

/// Why a line asks nothing.
#[derive(Debug)]
pub enum Why {
    /// It holds no token.
    Unreadable(Skip),
    /// It names no vendor, and nothing else does.
    NoVendor,
    /// It names a vendor that does not exist.
    UnknownVendor(String),
    /// Its vendor is not to be asked.
    NotWanted(&'static Vendor),
    /// Its token cannot be one of its vendor; what the vendor's rule says.
    Shape(&'static Vendor, Text),
}

impl Why {
    /// The reason, of this line.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::UnknownVendor(name) => {
                let name = shown(name);
                text!("there is no vendor `{name}`", "没有 `{name}` 这个厂商")
            }
            Self::Shape(_, text) => text.clone(),
            _ => self.kind(),
        }
    }

    /// The reason, of all lines like this one.
    #[must_use]
    pub fn kind(&self) -> Text {
        match self {
            Self::Unreadable(skip) => skip.phrase().into(),
            Self::NoVendor => Text::new("it does not say whose token it is", "没有写是哪个厂商的 token"),
            Self::UnknownVendor(_) => Text::new("no such vendor", "没有这个厂商"),
            Self::NotWanted(vendor) => {
                let key = vendor.key;
                text!("{key} is not among --vendor", "--vendor 里没有 {key}")
            }
            Self::Shape(vendor, _) => {
                let key = vendor.key;
                text!("not the shape of a token of {key}", "不是 {key} 的 token 格式")
            }
        }
    }
}

/// What a line asks, or why it asks nothing.
pub type Asks<'a> = Result<Question<'a>, Skipped>;

/// A line with its number.
type Numbered<T> = Option<(u64, T)>;

impl Question<'_> {
    /// The token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.entry.token
    }

    /// The same, to be kept.
    #[must_use]
    pub fn found(self) -> Found {
        let token = DeviceToken::whole(&self.entry.token, self.vendor.addressee == Addressee::User);
        Found { token, reference: self.entry.reference.map(Cow::into_owned) }
    }
}

/// The lines of a list, from the beginning.
pub struct Questions<'a> {
    lines: Lines,
    layout: Layout,
    plan: &'a Plan,
}

impl<'a> Questions<'a> {
    /// Begins to read a list.
    pub fn open(source: &Source, plan: &'a Plan) -> Result<Self, Unread> {
        let layout = Layout::find(&mut source.lines())?;
        Ok(Self { lines: source.lines(), layout, plan })
    }

    /// The number of the last line that was read.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.lines.number()
    }

    /// The next line that wants a result: a question to a vendor, or why it is none.
    pub fn next_line(&mut self) -> Result<Numbered<Asks<'_>>, Unread> {
        let Some((number, entry)) = next_entry(&mut self.lines, self.layout)? else { return Ok(None) };
        Ok(Some((number, self.plan.question(entry))))
    }

    /// The next line, and what it asks of one vendor. A line that asks nothing of it has nothing.
    pub fn next_of(&mut self, vendor: &'static Vendor) -> Result<Numbered<Option<Found>>, Unread> {
        let Some((number, entry)) = next_entry(&mut self.lines, self.layout)? else { return Ok(None) };
        // Most lines of a mixed list are another vendor's, and need no closer look.
        let own = entry.ok().filter(|entry| self.plan.vendor(entry).is_ok_and(|named| named.key == vendor.key));
        Ok(Some((number, own.and_then(|entry| self.plan.question(Ok(entry)).ok()).map(Question::found))))
    }
}

/// The next line but the header.
fn next_entry(lines: &mut Lines, layout: Layout) -> Result<Numbered<Result<Entry<'_>, Skip>>, Unread> {
    if layout.header() == Some(lines.number() + 1) {
        lines.next_line()?;
    }
    let Some(line) = lines.next_line()? else { return Ok(None) };
    Ok(Some((line.number, line.bytes.map_err(Skip::from).and_then(|bytes| layout.entry(bytes)))))
}

impl Plan {
    fn question<'a>(&self, entry: Result<Entry<'a>, Skip>) -> Asks<'a> {
        let entry = entry.map_err(|skip| Skipped { vendor: None, reference: None, why: Why::Unreadable(skip) })?;
        let skipped = |vendor, entry: Entry<'_>, why| {
            Err(Skipped { vendor, reference: entry.reference.map(Cow::into_owned), why })
        };
        let vendor = match self.vendor(&entry) {
            Ok(vendor) => vendor,
            Err(why) => return skipped(None, entry, why),
        };
        if !self.wanted.is_empty() && !self.wanted.iter().any(|wanted| wanted.key == vendor.key) {
            return skipped(Some(vendor), entry, Why::NotWanted(vendor));
        }
        match misfit(vendor, &entry.token) {
            Some(text) => skipped(Some(vendor), entry, Why::Shape(vendor, text)),
            None => Ok(Question { vendor, entry }),
        }
    }

    fn vendor(&self, entry: &Entry<'_>) -> Result<&'static Vendor, Why> {
        match &entry.vendor {
            Some(name) => vendors::find(name).ok_or_else(|| Why::UnknownVendor(name.to_string())),
            None => self.fallback.ok_or(Why::NoVendor),
        }
    }
}

/// Why it cannot be a token of this vendor. Most vendors' own rules only warn, since few document what their tokens look
/// like; then it has to look like another vendor's.
fn misfit(vendor: &'static Vendor, token: &str) -> Option<Text> {
    let finding = (vendor.lint_token)(token)?;
    if finding.severity == Severity::Error {
        return Some(finding.message);
    }
    let (own, other) = (vendor.key, looks_like(vendor, token)?.key);
    Some(text!("the shape of a token of {other}, not of {own}", "这是 {other} 的 token 格式，不是 {own} 的"))
}

/// The first other vendor whose rule takes the token, among those whose rule tells its tokens from `vendor`'s at all.
fn looks_like(vendor: &Vendor, token: &str) -> Option<&'static Vendor> {
    let takes =
        |other: &Vendor, token: &str| other.addressee == Addressee::Token && (other.lint_token)(token).is_none();
    let example = vendor.example_device.address;
    vendors::VENDORS
        .iter()
        .copied()
        .find(|other| other.key != vendor.key && takes(other, token) && !takes(other, example))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    const VIVO: &str = "v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c";

    fn read(list: &str, plan: &Plan) -> Vec<String> {
        let source = Source::spooled(list.as_bytes()).unwrap();
        let mut questions = Questions::open(&source, plan).unwrap();
        let mut seen = Vec::new();
        while let Some((number, line)) = questions.next_line().unwrap() {
            seen.push(match line {
                Ok(question) => {
                    let (vendor, found) = (question.vendor, question.found());
                    format!("{number} {} {} {:?}", vendor.key, &found.token.as_str()[..4], found.reference)
                }
                Err(skipped) => {
                    let vendor = skipped.vendor.map(|vendor| vendor.key);
                    format!("{number} {vendor:?} {:?} {}", skipped.reference, skipped.why.text().get(Lang::En))
                }
            });
        }
        seen
    }

    fn vendor(name: &str) -> &'static Vendor {
        vendors::find(name).unwrap()
    }

    #[test]
    fn every_line_is_a_question_or_has_a_reason() {
        let apple = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90";
        let list = format!(
            "ref,vendor,token\n1,vivo,{VIVO}\n2,apns,{apple}\n3,nokia,x\n4,,{VIVO}\n5,vivo,{apple}\n\n6,vivo\n7,google,{VIVO}\n"
        );
        let plan = Plan { fallback: None, wanted: vec![vendor("vivo"), vendor("apple")] };
        assert_eq!(
            read(&list, &plan),
            [
                "2 vivo v2-T Some(\"1\")",
                "3 apple a1b2 Some(\"2\")",
                "4 None Some(\"3\") there is no vendor `nokia`",
                "5 None Some(\"4\") it does not say whose token it is",
                "6 Some(\"vivo\") Some(\"5\") the shape of a token of apple, not of vivo",
                "7 None None empty line",
                "8 None None too few columns",
                "9 Some(\"google\") Some(\"7\") google is not among --vendor",
            ]
        );
    }

    #[test]
    fn one_vendor_s_lines_are_those_that_all_readers_see() {
        let list = format!("{{\"token\":\"{VIVO}\",\"vendor\":\"vivo\"}}\n{VIVO}\n{{\"token\":\"\"}}\n");
        let source = Source::spooled(list.as_bytes()).unwrap();
        let plan = Plan { fallback: Some(vendor("vivo")), wanted: Vec::new() };
        let of = |key: &str| {
            let mut questions = Questions::open(&source, &plan).unwrap();
            let next = || questions.next_of(vendor(key)).unwrap();
            std::iter::from_fn(next).map(|(line, found)| (line, found.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(of("vivo"), [(1, true), (2, true), (3, false)]);
        assert_eq!(of("apple"), [(1, false), (2, false), (3, false)]);
    }

    #[test]
    fn a_secret_in_the_wrong_column_is_not_repeated() {
        let why = Why::UnknownVendor("v2-0123456789abcdef0123456789abcdef".to_owned());
        assert_eq!(why.text().get(Lang::En), "there is no vendor `***`");
    }
}
