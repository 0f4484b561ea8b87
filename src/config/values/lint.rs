//! What is wrong with the values of one table, whatever the vendor, and which side of it is incomplete.

use super::{Contents, Given, Reading, Values};
use crate::config::{Field, Kind, Leniency, Place, Side, did_you_mean, nearest, rules};
use crate::report::{Finding, Findings};
use crate::secret::shown;
use crate::text;
use crate::text::Text;

impl Values {
    /// Everything that keeps the keys accepted by `wanted` from being used, and what looks wrong whatever the vendor:
    /// placeholders, blanks. Unset variables are notes.
    #[must_use]
    pub fn lint(&self, wanted: impl Fn(&Field) -> bool) -> Findings {
        let mut findings = Findings::default();
        for field in self.fields.iter().filter(|field| wanted(field)) {
            let Some(cell) = self.cells.get(field.key) else { continue };
            match self.resolve(cell, field.key) {
                Err(finding) => findings.push(*finding),
                // What is made up is there after all.
                Ok(Reading::Unset { .. }) if self.leniency == Leniency::MadeUp && field.required => {}
                Ok(Reading::Unset { variable, place }) => findings.push(self.not_set(field, &variable, place)),
                Ok(Reading::Given(given)) => {
                    self.lint_value(field, &given, &mut findings);
                    if let (Kind::KeyFile, Contents::Unreadable(finding)) = (field.kind, self.contents(field.key)) {
                        findings.push(*finding);
                    }
                }
                Ok(_) => {}
            }
        }
        findings
    }

    /// Keys of one side that are missing, and whether any key that only this side uses is there. A reference to a
    /// variable that is not set is neither: `init` writes them before anything is filled in.
    #[must_use]
    pub fn missing(&self, side: Side) -> Missing {
        let counts = |field: &&Field| field.side == side || field.side == Side::Both;
        let required: Vec<&'static Field> =
            self.fields.iter().filter(counts).filter(|field| self.needs(field)).collect();
        let own = |field: &&Field| field.side == side && (field.required || self.is_alternative(field));
        let set = |field: &&&'static Field| self.is_set(field.key);
        let missing: Vec<&'static Field> = required.iter().filter(|field| !set(field)).copied().collect();
        if missing.is_empty() {
            Missing::Nothing
        } else if self.fields.iter().filter(own).any(|field| self.is_filled(field.key)) {
            Missing::Some(missing)
        } else {
            Missing::All(missing)
        }
    }

    /// The findings on both sides of a vendor: half-filled is an error, absent a note.
    #[must_use]
    pub fn lint_sides(&self, vendor: &'static str) -> Findings {
        let sides = [(Side::App, self.missing(Side::App)), (Side::Server, self.missing(Side::Server))];
        let shared_only = sides.iter().all(|(_, missing)| matches!(missing, Missing::All(_)))
            && self.fields.iter().any(|field| field.side == Side::Both && self.is_set(field.key));
        let lacks_shared = |missing: &[&'static Field]| missing.iter().any(|field| field.side == Side::Both);
        let mut findings = Findings::default();
        for (side, missing) in sides {
            match missing {
                Missing::Nothing => {}
                // Ids alone serve neither side; with some of them missing the table is half-filled for both.
                Missing::All(missing) if shared_only && lacks_shared(&missing) => {
                    if side == Side::App {
                        findings.push(self.half_filled(vendor, side, &missing));
                    }
                }
                Missing::Some(missing) => findings.push(self.half_filled(vendor, side, &missing)),
                Missing::All(missing) => findings.push(self.side_not_set(vendor, side, &missing)),
            }
        }
        findings
    }

    /// The finding that `missing` keys are needed for what a command is about to do.
    #[must_use]
    pub fn lacks(&self, vendor: &'static str, missing: &[&'static Field]) -> Finding {
        self.half_filled(vendor, Side::Server, missing)
    }

    /// The finding that keys of the app's side are missing.
    #[must_use]
    pub fn lacks_for_app(&self, vendor: &'static str, missing: &[&'static Field]) -> Finding {
        self.half_filled(vendor, Side::App, missing)
    }

    fn half_filled(&self, vendor: &'static str, side: Side, missing: &[&'static Field]) -> Finding {
        let name = self.name;
        let keys = keys(missing);
        let message = match side {
            Side::App => text!("[{name}] lacks {keys} for the app", "[{name}] 缺少 App 端需要的 {keys}"),
            _ => text!("[{name}] lacks {keys} for sending", "[{name}] 缺少发送需要的 {keys}"),
        };
        let finding = Finding::new(&rules::HALF_FILLED, message).of(vendor);
        let finding = match missing.iter().find(|field| !field.found.is_empty()) {
            Some(field) => {
                let (key, en, zh) = (field.key, field.found.get(text::Lang::En), field.found.get(text::Lang::Zh));
                finding.remedy(Text::owned(format!("{key} stands at: {en}"), format!("{key} 在：{zh}")))
            }
            None => finding,
        };
        match &self.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        }
    }

    fn side_not_set(&self, vendor: &'static str, side: Side, missing: &[&'static Field]) -> Finding {
        let name = self.name;
        let keys = keys(missing);
        let message = match side {
            Side::App => text!(
                "[{name}] {keys} not set: the app's side was not looked at",
                "[{name}] 没有 {keys}：没有检查 App 端"
            ),
            _ => text!("[{name}] {keys} not set: credentials were not looked at", "[{name}] 没有 {keys}：没有检查密钥"),
        };
        let finding = Finding::new(&rules::NOT_SET, message).of(vendor);
        match &self.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        }
    }

    fn not_set(&self, field: &Field, variable: &str, place: Place) -> Finding {
        let variable = shown(variable);
        let (table, key) = (self.name, field.key);
        let message = text!(
            "${{{variable}}} is not set, [{table}] {key} was not looked at",
            "${{{variable}}} 没有设置，[{table}] {key} 没有检查"
        );
        let remedy = text!(
            "export {variable}=…, or put the value into push.local.toml",
            "export {variable}=…，或把值写进 push.local.toml"
        );
        Finding::new(&rules::NOT_SET, message).remedy(remedy).at(place)
    }

    fn lint_value(&self, field: &Field, given: &Given, findings: &mut Findings) {
        let (table, key, text) = (self.name, field.key, given.as_str());
        let at = |finding: Finding| match &given.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        };
        if let Kind::Choice(words) = field.kind {
            if !words.contains(&text) {
                let near = nearest(text, words.iter().copied());
                let finding = Finding::new(
                    &rules::TYPE,
                    text!("[{table}] {key}: not one of the words it may hold", "[{table}] {key}：不是允许的取值"),
                );
                findings.push(at(finding.remedy(near.map_or_else(|| field.kind.expected(), did_you_mean))));
            }
            return;
        }
        if let (Kind::Fingerprints, Err(expected)) = (field.kind, field.kind.accepts(text)) {
            let message = text!("[{table}] {key}: not a SHA-256 fingerprint", "[{table}] {key}：不是 SHA-256 指纹");
            findings.push(at(Finding::new(&rules::TYPE, message).remedy(expected)));
        }
        let checked = matches!(field.kind, Kind::Id | Kind::Secret | Kind::Token);
        if checked && text.chars().any(char::is_whitespace) {
            let message = text!("[{table}] {key} holds a blank or a line break", "[{table}] {key} 里有空白或换行");
            findings.push(at(Finding::new(&rules::BLANKS, message)));
        }
        // A run against an emulator may well use the example file as it stands.
        if checked && self.leniency == Leniency::None && is_placeholder(text, field) {
            let message = text!("[{table}] {key} is still an example value", "[{table}] {key} 还是示例值");
            let found = field.found;
            let finding = Finding::new(&rules::PLACEHOLDER, message);
            findings.push(at(if found.is_empty() { finding } else { finding.remedy(found.into()) }));
        }
    }
}

/// How much of a side is missing.
#[derive(Debug)]
pub enum Missing {
    /// Every required key is there.
    Nothing,
    /// Some are there; these are not.
    Some(Vec<&'static Field>),
    /// No key that only this side uses is there; these are not.
    All(Vec<&'static Field>),
}

fn keys(fields: &[&'static Field]) -> String {
    fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ")
}

/// Words that guides and templates put where a value belongs, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "your",
    "xxxx",
    "todo",
    "changeme",
    "change-me",
    "填入",
    "替换",
    "您的",
    "你的",
    "placeholder",
    "example",
    "示例",
];

fn is_placeholder(text: &str, field: &Field) -> bool {
    (!field.example.is_empty() && text.trim() == field.example) || is_template_text(text)
}

/// Whether a text is what a guide or a template puts where a value belongs.
pub(crate) fn is_template_text(text: &str) -> bool {
    let lower = text.to_lowercase();
    PLACEHOLDERS.iter().any(|word| lower.contains(word)) || (text.starts_with('<') && text.ends_with('>'))
}
