//! The file in which a user states the world: `pushctl emulator --scenario FILE`, `--emulator=FILE`.
//!
//! Every mistake is a finding with its place, all at once; nothing is guessed.

mod reader;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use toml::de::DeTable;

use self::reader::{Item, Reader, Section};
use super::{Above, Credential, Fault, FaultKind, KeyFile, TokenRule, TokenState};
use crate::config::{Environment, Kind, Source};
use crate::report::{Finding, Findings, Rule, Severity};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors;

/// The rules of this module.
pub static RULES: &[&Rule] = &[&SCENARIO];

/// A scenario that cannot be used.
static SCENARIO: Rule = Rule {
    id: "config/scenario",
    severity: Severity::Error,
    title: Text::new("the emulator's scenario file is right", "模拟器的场景文件正确"),
    cause: Text::new(
        "the emulator answers by it; a part that is not understood would be a test of something else",
        "模拟器按它回答；有看不懂的部分，测的就不是想测的东西",
    ),
    remedy: Text::new(
        "it may hold [credentials.VENDOR], [[token]], [quota], [[fault]]",
        "可以写 [credentials.厂商]、[[token]]、[quota]、[[fault]]",
    ),
    link: None,
};

/// What a scenario states; what it does not is completed by [`World::from`](super::World::from).
#[derive(Debug, Default)]
pub struct Scenario {
    /// By vendor, keys of its table in push.toml.
    pub credentials: BTreeMap<&'static str, BTreeMap<&'static str, Credential>>,
    /// By vendor and key, files that are keys.
    pub key_files: BTreeMap<(&'static str, &'static str), KeyFile>,
    /// Tokens and patterns, the first match holds.
    pub tokens: Vec<TokenRule>,
    /// By vendor, how many pushes it takes.
    pub quota: BTreeMap<&'static str, u64>,
    /// What goes wrong on the way.
    pub faults: Vec<Fault>,
}

/// The tables of a scenario.
const TABLES: &[&str] = &["credentials", "token", "quota", "fault"];

impl Scenario {
    /// Reads a scenario file. File names are shown relative to `folder`.
    pub fn load(path: &Path, folder: &Path, environment: &Environment) -> Result<Self, Findings> {
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
        let text = std::fs::read_to_string(folder.join(path)).map_err(|error| {
            let message = text!("scenario {name} cannot be read: {error}", "读不到场景文件 {name}：{error}");
            let remedy = Text::new("check the path", "请检查路径");
            std::iter::once(Finding::new(&SCENARIO, message).remedy(remedy)).collect::<Findings>()
        })?;
        Self::parse(&Source::new(name, folder.join(path), text), environment)
    }

    /// Reads the text of a scenario.
    pub fn parse(source: &Arc<Source>, environment: &Environment) -> Result<Self, Findings> {
        let text = source.text();
        let offset = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let (document, errors) = DeTable::parse_recoverable(&text[offset..]);
        let mut reader = Reader::new(source, offset, environment);
        if errors.is_empty() {
            let mut scenario = Self::default();
            let root = Section::root(document.get_ref(), document.span());
            scenario.read(&root, &mut reader);
            return reader.done(scenario);
        }
        // In a file that does not parse nobody knows where a secret ends.
        source.hide(&values_of_lines(text));
        for error in &errors {
            let words = error.message();
            let message = text!("not valid TOML: {words}", "TOML 语法错误：{words}");
            reader.wrong(error.span().unwrap_or(0..0), message, None);
        }
        reader.done(Self::default())
    }

    fn read(&mut self, root: &Section<'_>, reader: &mut Reader<'_>) {
        root.known_keys(TABLES, reader);
        for item in root.tables_in("credentials", reader) {
            self.read_credentials(&item, reader);
        }
        for item in root.array("token", reader) {
            self.read_token(&item, reader);
        }
        if let Some(quota) = root.table("quota", reader) {
            self.read_quota(&quota, reader);
        }
        for item in root.array("fault", reader) {
            self.read_fault(&item, reader);
        }
    }

    fn read_credentials(&mut self, section: &Section<'_>, reader: &mut Reader<'_>) {
        let Some(vendor) = reader.vendor(section.name, section.span.clone()) else { return };
        let Some(vendor) = vendors::find(vendor) else { return };
        let fields = || vendor.fields.iter().filter(|field| field.side != crate::config::Side::Message);
        let names: Vec<&str> = fields().map(|field| field.key).collect();
        let mut own = BTreeMap::new();
        for item in section.items() {
            let Some(field) = fields().find(|field| field.is_written(item.name)) else {
                reader.hide(&item);
                reader.unknown_key(section.title, &item, &names);
                continue;
            };
            if field.kind == Kind::Secret {
                reader.hide(&item);
            }
            if field.kind == Kind::KeyFile {
                if let Some(contents) = reader.file(&item) {
                    let file = KeyFile { contents: Secret::new(contents), made_up: false };
                    self.key_files.insert((vendor.key, field.key), file);
                }
                continue;
            }
            let is_file = field.file_key().as_deref() == Some(item.name);
            let value = if is_file { reader.file(&item) } else { reader.id(&item) };
            if let Some(value) = value {
                let value = Secret::new(value.trim());
                own.insert(field.key, Credential { value, made_up: false });
            }
        }
        self.credentials.insert(vendor.key, own);
    }

    fn read_token(&mut self, section: &Section<'_>, reader: &mut Reader<'_>) {
        section.known_keys(&["vendor", "token", "pattern", "state"], reader);
        let vendor = section.vendor(reader);
        for key in ["token", "pattern"] {
            if let Some(item) = section.item(key) {
                reader.hide(&item);
            }
        }
        let token = section.text("token", reader);
        let pattern = section.text("pattern", reader);
        let states = TokenState::ALL.map(|(name, _)| name);
        let state = section.required("state", reader).and_then(|item| reader.word(&item, &states));
        let state = TokenState::ALL.into_iter().find(|(name, _)| Some(*name) == state).map(|(_, state)| state);
        let pattern = match (token, pattern) {
            (Some(one), None) | (None, Some(one)) => one,
            (both, _) => {
                if both.is_some() || !(section.has("token") || section.has("pattern")) {
                    let message =
                        Text::new("[[token]] wants either token or pattern", "[[token]] 要写 token 或 pattern，二选一");
                    reader.wrong(section.span.clone(), message, None);
                }
                return;
            }
        };
        if let (Some(vendor), Some(state)) = (vendor, state) {
            self.tokens.push(TokenRule { vendor, pattern, state, made_up: false });
        }
    }

    fn read_quota(&mut self, section: &Section<'_>, reader: &mut Reader<'_>) {
        for item in section.items() {
            let vendor = reader.vendor(item.name, item.key_span.clone());
            let pushes = reader.number(&item, 0..=u64::from(u32::MAX));
            if let (Some(vendor), Some(pushes)) = (vendor, pushes) {
                self.quota.insert(vendor, pushes);
            }
        }
    }

    fn read_fault(&mut self, section: &Section<'_>, reader: &mut Reader<'_>) {
        section.known_keys(FAULT, reader);
        let vendor = section.vendor(reader);
        let path = section.text("path", reader);
        let left = section.item("times").map(|item| reader.number(&item, 1..=u64::from(u32::MAX)));
        let above = section.item("above").map(|item| reader.number(&item, 0..=1_000_000));
        let kind = read_kind(section, reader);
        let path_given = section.has("path");
        if let (Some(vendor), Some(kind), left, true) = (vendor, kind, left, !path_given || path.is_some()) {
            if left == Some(None) || above == Some(None) {
                return;
            }
            let above = above.flatten().map(|calls| Above::new(usize::try_from(calls).unwrap_or(usize::MAX)));
            self.faults.push(Fault { vendor, path, kind, left: left.flatten(), above });
        }
    }
}

/// The keys of `[[fault]]`.
const FAULT: &[&str] = &["vendor", "path", "kind", "delay", "status", "retry_after", "body", "times", "above"];

/// The words of `kind`, and which of the other keys each takes.
const KINDS: [(&str, &[&str]); 10] = [
    ("slow", &["delay"]),
    ("status", &["status"]),
    ("rate-limit", &["retry_after"]),
    ("cut-off", &[]),
    ("html", &["status"]),
    ("content-type", &[]),
    ("reset", &[]),
    ("large", &[]),
    ("redirect", &[]),
    ("answer", &["status", "body"]),
];

fn read_kind(section: &Section<'_>, reader: &mut Reader<'_>) -> Option<FaultKind> {
    let words = KINDS.map(|(name, _)| name);
    let item = section.required("kind", reader)?;
    let kind = reader.word(&item, &words)?;
    let own = KINDS.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, keys)| *keys);
    for key in ["delay", "status", "retry_after", "body"] {
        if let Some(item) = section.item(key).filter(|_| !own.contains(&key)) {
            let message = text!("kind = \"{kind}\" takes no `{key}`", "kind = \"{kind}\" 不能带 `{key}`");
            reader.wrong(item.key_span, message, None);
        }
    }
    let delay = |reader: &mut Reader<'_>| section.item("delay").map_or(Some(SLOW), |item| reader.duration(&item));
    let status = |reader: &mut Reader<'_>, usual: u16, allowed| {
        let Some(item) = section.item("status") else { return Some(usual) };
        reader.number(&item, allowed).and_then(|status| u16::try_from(status).ok())
    };
    match kind {
        "slow" => delay(reader).map(FaultKind::Slow),
        "status" => status(reader, 503, 400..=599).map(FaultKind::Status),
        "html" => status(reader, 502, 200..=599).map(FaultKind::Html),
        "rate-limit" => {
            let seconds = section.item("retry_after").map_or(Some(1), |item| reader.number(&item, 0..=86_400));
            seconds.map(FaultKind::RateLimit)
        }
        "cut-off" => Some(FaultKind::CutOff),
        "content-type" => Some(FaultKind::ContentType),
        "reset" => Some(FaultKind::Reset),
        "redirect" => Some(FaultKind::Redirect),
        "answer" => {
            let body = section.required("body", reader).and_then(|item| reader.text(&item));
            let status = status(reader, 200, 200..=599);
            status.zip(body).map(|(status, body)| FaultKind::Answer(status, body.into()))
        }
        _ => Some(FaultKind::Large),
    }
}

/// How slow `kind = "slow"` is unless `delay` says otherwise.
const SLOW: Duration = Duration::from_secs(3);

/// Everything behind the first `=` of each line.
fn values_of_lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(at) = line.find('=').filter(|_| !line.trim_start().starts_with(['#', '['])) {
            spans.push(start + at + 1..start + line.trim_end().len().max(at + 1));
        }
        start += line.len();
    }
    spans
}

impl Reader<'_> {
    /// `10s`, `500ms`, `2m`; a bare number is seconds.
    fn duration(&mut self, item: &Item<'_>) -> Option<Duration> {
        let written = self.id(item)?;
        let written = written.trim();
        let split = written.find(|character: char| !character.is_ascii_digit() && character != '.');
        let (number, unit) = written.split_at(split.unwrap_or(written.len()));
        let scale = match unit {
            "" | "s" => 1.0,
            "ms" => 0.001,
            "m" => 60.0,
            _ => f64::NAN,
        };
        let seconds = number.parse::<f64>().ok().map(|number| number * scale);
        let delay = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let delay = delay.filter(|delay| *delay <= Duration::from_secs(3600));
        if delay.is_none() {
            let message =
                Text::new("delay is such as \"3s\", \"500ms\", \"2m\"", "delay 写成 \"3s\"、\"500ms\"、\"2m\"");
            self.wrong(item.span.clone(), message, None);
        }
        delay
    }
}
