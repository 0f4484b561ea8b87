//! What a report has to say, one remark at a time: findings, refusals and missing answers of vendors, and why a run
//! could not be done. The formats for other programs differ in how they write a remark, not in what one is.

use std::collections::HashMap;

use super::{Name, View};
use crate::config::{Place, rules};
use crate::encoding;
use crate::outcome::{Operation, Outcome, Verdict};
use crate::report::{Finding, Report, Severity};
use crate::text::{Lang, Text};

/// One remark, in the words of one language and without secrets.
#[derive(Debug)]
pub(super) struct Remark {
    /// Where it comes from.
    pub(super) origin: Origin,
    /// What kind of thing is wrong.
    pub(super) rule: Described,
    /// How much it weighs here.
    pub(super) severity: Severity,
    /// The vendor concerned.
    pub(super) vendor: Option<&'static str>,
    /// What was looked at, if it has a name that does not depend on what came of it.
    pub(super) asked: Option<String>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do here; may be empty.
    pub(super) remedy: String,
    /// Where it stands.
    pub(super) spot: Option<Spot>,
    /// Places that belong to it, each with a word on why.
    pub(super) related: Vec<(Spot, String)>,
    /// The same as long as it is the same remark, also when lines are added above it.
    pub(super) fingerprint: String,
}

/// Where a remark comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The files or the command line.
    Finding,
    /// A finding that only says what was not looked at.
    NotSet,
    /// A vendor that said no.
    Refused,
    /// A vendor that could not be asked.
    Undetermined,
    /// A run that could not be done.
    Stopped,
}

/// What is common to all remarks of one id.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) cause: String,
    pub(super) remedy: String,
    pub(super) link: Option<&'static str>,
    /// The command that says more.
    pub(super) page: String,
    pub(super) severity: Severity,
}

/// A stretch of one line of a file.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) name: Name,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// The column behind its last character.
    pub(super) end_column: usize,
}

/// Everything that `report` has to say, what weighs most first: some readers show only the first few.
pub(super) fn remarks(report: &Report, view: &View<'_>) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = report.findings.iter().map(|finding| from_finding(finding, view)).collect();
    remarks.extend(report.outcomes.iter().filter_map(|outcome| from_outcome(outcome, view)));
    remarks.extend(report.stopped.iter().map(|(message, hint)| from_stop(message, hint, view)));
    number(&mut remarks, view);
    remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
    remarks
}

impl Remark {
    /// The message, and what to do about it: one line.
    pub(super) fn sentence(&self, lang: Lang) -> String {
        if self.remedy.is_empty() {
            return self.message.clone();
        }
        let is_ended = self.message.ends_with(['.', '!', '?', '。', '！', '？']);
        let (stop, label) = match lang {
            Lang::En => (if is_ended { " " } else { ". " }, "Fix: "),
            Lang::Zh => (if is_ended { "" } else { "。" }, "改法："),
        };
        format!("{}{stop}{label}{}", self.message, self.remedy)
    }

    /// Place, cause, remedy, and where to read on, a line each.
    pub(super) fn explanation(&self, lang: Lang) -> String {
        let mut lines: Vec<String> =
            self.spot.iter().map(|spot| format!("{}:{}:{}", spot.name.path, spot.line, spot.column)).collect();
        lines.extend(self.rule.lines(&self.remedy, lang));
        lines.join("\n")
    }
}

impl Described {
    /// Cause, the usual remedy, and where to read on, a line each; the title where nothing of that is known.
    pub(super) fn explanation(&self, lang: Lang) -> Vec<String> {
        let lines = self.lines(&self.remedy, lang);
        if lines.is_empty() { vec![self.title.clone()] } else { lines }
    }

    fn lines(&self, remedy: &str, lang: Lang) -> Vec<String> {
        let labels = match lang {
            Lang::En => ["cause: ", "help: ", "details: ", "link: "],
            Lang::Zh => ["原因：", "改法：", "详细：", "链接："],
        };
        let texts = [&self.cause, remedy, &self.page, self.link.unwrap_or_default()];
        let lines = labels.iter().zip(texts).filter(|(_, text)| !text.is_empty());
        lines.map(|(label, text)| format!("{label}{text}")).collect()
    }
}

fn from_finding(finding: &Finding, view: &View<'_>) -> Remark {
    let rule = finding.rule;
    let not_set = rule.id == rules::NOT_SET.id && finding.severity == Severity::Note;
    Remark {
        origin: if not_set { Origin::NotSet } else { Origin::Finding },
        rule: Described {
            id: rule.id.to_owned(),
            title: view.say(&rule.title),
            cause: view.say(&rule.cause),
            remedy: view.say(&rule.remedy),
            link: rule.link,
            page: format!("pushctl explain {}", rule.id),
            severity: rule.severity,
        },
        severity: finding.severity,
        vendor: finding.vendor,
        asked: None,
        message: view.say(&finding.message),
        remedy: view.say(&finding.remedy),
        spot: finding.place.as_ref().map(|place| spot(place, view)),
        related: finding.related.iter().map(|(place, label)| (spot(place, view), view.say(label))).collect(),
        fingerprint: finding.place.as_ref().map(|place| line(place, view)).unwrap_or_default(),
    }
}

/// A vendor's yes needs no remark.
fn from_outcome(outcome: &Outcome, view: &View<'_>) -> Option<Remark> {
    let (origin, severity) = match outcome.verdict() {
        Verdict::Ok => return None,
        Verdict::Undetermined => (Origin::Undetermined, Severity::Warning),
        Verdict::Problem | Verdict::Unusable => (Origin::Refused, Severity::Error),
    };
    let words = (view.explain)(outcome);
    let (meaning, said) = (view.say(&words.meaning), words.said.as_deref().map(|said| view.clean(said)));
    let (cause, remedy) = (view.say(&words.cause), view.say(&words.remedy));
    let detail = said.unwrap_or_else(|| cause.clone());
    let subject = subject(outcome, view);
    let message = match view.lang {
        Lang::En if detail.is_empty() => format!("{subject}: {meaning}"),
        Lang::En => format!("{subject}: {meaning} ({detail})"),
        Lang::Zh if detail.is_empty() => format!("{subject}：{meaning}"),
        Lang::Zh => format!("{subject}：{meaning}（{detail}）"),
    };
    let asked = view.clean(&outcome.asked());
    Some(Remark {
        origin,
        rule: Described {
            id: format!("{}/{}", outcome.vendor, outcome.class.name()),
            title: meaning,
            cause,
            remedy: remedy.clone(),
            link: None,
            page: words.page.unwrap_or_default(),
            severity,
        },
        severity,
        vendor: Some(outcome.vendor),
        fingerprint: asked.clone(),
        asked: Some(asked),
        message,
        remedy,
        spot: None,
        related: Vec::new(),
    })
}

/// Who was asked what. Of credentials the meaning speaks already.
fn subject(outcome: &Outcome, view: &View<'_>) -> String {
    let operation = match outcome.operation {
        Operation::Authenticate => String::new(),
        operation => view.say(&operation.label()),
    };
    let target = view.clean(outcome.target.as_deref().unwrap_or_default());
    let parts = [outcome.vendor, &operation, &target];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn from_stop(message: &Text, hint: &Text, view: &View<'_>) -> Remark {
    let (message, remedy) = (view.say(message), view.say(hint));
    Remark {
        origin: Origin::Stopped,
        rule: Described {
            id: "pushctl/unusable".to_owned(),
            title: view.say(&Text::new("the command can be done", "命令可以执行")),
            cause: String::new(),
            remedy: remedy.clone(),
            link: None,
            page: String::new(),
            severity: Severity::Error,
        },
        severity: Severity::Error,
        vendor: None,
        asked: None,
        message,
        remedy,
        spot: None,
        related: Vec::new(),
        fingerprint: String::new(),
    }
}

fn spot(place: &Place, view: &View<'_>) -> Spot {
    let span = place.first_line();
    let (line, column) = place.source.line_column(span.start);
    let characters = place.source.text()[span].chars().count();
    Spot { name: view.names.of(&place.source), line, column, end_column: column + characters }
}

/// The line that a place begins on, without blanks around it. How long a hidden value is says nothing about it.
fn line(place: &Place, view: &View<'_>) -> String {
    let line = view.clean(place.source.masked_line(place.span.start));
    let mut line: Vec<char> = line.trim().chars().collect();
    line.dedup_by(|one, other| *one == '*' && *other == '*');
    line.into_iter().collect()
}

/// Turns what each remark is about into its fingerprint: rule, file, the line's text, and the how manieth it is of that
/// kind. Neither a line's number nor the words of a message are part of it.
fn number(remarks: &mut [Remark], view: &View<'_>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for remark in remarks {
        let file = remark.spot.as_ref().map_or_else(|| view.names.config().path, |spot| spot.name.path.clone());
        let vendor = remark.vendor.unwrap_or_default();
        let subject = [remark.rule.id.as_str(), &file, vendor, &remark.fingerprint].join("\0");
        let count = seen.entry(subject.clone()).or_default();
        remark.fingerprint = encoding::hex(&encoding::sha256(format!("{subject}\0{count}").as_bytes()));
        *count += 1;
    }
}
