//! One vendor's line of `check`: its three verdicts, and what they come to in words.

use super::project;
use pushctl::check::Section;
use pushctl::config::{Missing, Reading, Side};
use pushctl::outcome::{Class, Outcome, Verdict};
use pushctl::secret::shown;
use pushctl::text;
use pushctl::text::{Lang, Text};
use serde_json::{Value, json};

/// What became of one vendor's credentials.
pub(super) enum Credentials {
    /// They were tried.
    Tried(Outcome),
    /// They were not: keys are missing, or values are wrong already.
    NotTried(Text),
}

/// Who answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// The vendors themselves.
    Vendors,
    /// An emulator inside the process.
    Emulator,
    /// A server on this machine, which is no vendor.
    ThisMachine,
    /// Nobody, as the user wished.
    Nobody,
}

/// One line of the table.
pub(super) struct Row<'a> {
    pub(super) section: &'a Section,
    pub(super) credentials: Credentials,
    /// What is wrong with its part of the project; `None`: not looked at.
    pub(super) project: Option<project::Count>,
}

impl Row<'_> {
    /// What the vendor said of its credentials, if it was asked.
    pub(super) fn outcome(&self) -> Option<&Outcome> {
        match &self.credentials {
            Credentials::Tried(outcome) => Some(outcome),
            Credentials::NotTried(_) => None,
        }
    }

    /// Nothing is wrong, and the credentials were taken.
    pub(super) fn is_ready(&self) -> bool {
        self.is_accepted() && self.problems().is_empty()
    }

    /// What the vendor's yes does not prove, behind the vendor's name.
    pub(super) fn not_judged(&self) -> Option<Text> {
        let vendor = self.section.vendor;
        let words = vendor.capability.not_judged.as_ref().filter(|_| self.is_accepted())?;
        let behind = |lang, colon: &str| {
            let (name, words) = (vendor.name.get(lang), words.get(lang));
            if words.starts_with(name) { words.to_owned() } else { format!("{name}{colon}{words}") }
        };
        Some(Text::owned(behind(Lang::En, ": "), behind(Lang::Zh, "：")))
    }

    /// What the vendor's code has to say of a yes to these credentials, and what to do about it.
    pub(super) fn caveat(&self) -> Option<Text> {
        let (words, remedy) = self.outcome().filter(|_| self.is_accepted())?.failure.as_ref()?;
        let of = |lang, colon: &str, stop: &str| {
            format!("{}{colon}{}{stop}{}", self.section.vendor.name.get(lang), words.get(lang), remedy.get(lang))
        };
        Some(Text::owned(of(Lang::En, ": ", "; "), of(Lang::Zh, "：", "；")))
    }

    /// `✓`, `✗`, `?`; `None`: not looked at.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        if !self.problems().is_empty() {
            return Some(Verdict::Problem);
        }
        self.outcome().map(Outcome::verdict)
    }

    /// What this channel is good for, in one sentence without its name.
    pub(super) fn readiness(&self, asked: Asked) -> Text {
        let problems = self.problems();
        if !problems.is_empty() {
            return joined(&[Text::new("not ready", "还不能用")], &problems);
        }
        let mut words = vec![match &self.credentials {
            Credentials::Tried(outcome) if outcome.class == Class::Accepted => taken_by(asked),
            Credentials::Tried(outcome) => {
                let label = outcome.class.label();
                return joined(&[Text::new("not known", "还不知道")], &[label]);
            }
            Credentials::NotTried(reason) => self.not_tried(reason, asked),
        }];
        words.extend(self.app_side());
        if self.is_accepted() {
            if self.project.is_none() {
                words.push(Text::new("the project was not looked at", "没有检查工程"));
            }
            words.push(self.production());
        }
        listed(&words, "; ", "；")
    }

    fn is_accepted(&self) -> bool {
        self.outcome().is_some_and(|outcome| outcome.class == Class::Accepted)
    }

    /// What is wrong, a word and a number each.
    fn problems(&self) -> Vec<Text> {
        let mut problems = Vec::new();
        if let count @ 1.. = self.section.errors {
            problems.push(text!("values ({count})", "填写 {count} 处"));
        }
        if self.outcome().is_some_and(|outcome| outcome.verdict() == Verdict::Problem) {
            problems.push(Text::new("credentials", "密钥"));
        }
        if let Some(project::Count { errors: count @ 1.., .. }) = self.project {
            problems.push(text!("project ({count})", "工程 {count} 处"));
        }
        problems
    }

    fn not_tried(&self, reason: &Text, asked: Asked) -> Text {
        let missing = self.section.missing_for_credentials();
        if !missing.is_empty() {
            let named = |lang| missing.iter().map(|key| self.named(key, lang)).collect::<Vec<_>>();
            return Text::owned(
                format!("no mistakes; a test push still needs {}", named(Lang::En).join(", ")),
                format!("没有错误；发测试推送还缺 {}", named(Lang::Zh).join("、")),
            );
        }
        if asked == Asked::Nobody {
            return Text::new("no mistakes, as far as can be told offline", "离线能看的没有错误");
        }
        let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
        text!("no mistakes; credentials: {en}", "没有错误；密钥：{zh}")
    }

    /// A missing key, with the variable that it is read from.
    fn named(&self, key: &str, lang: Lang) -> String {
        let Reading::Unset { variable, .. } = self.section.values.get(key) else { return key.to_owned() };
        // Nobody knows what was pasted between the braces.
        let variable = shown(&variable);
        match lang {
            Lang::En => format!("{key} (${{{variable}}} is not set)"),
            Lang::Zh => format!("{key}（${{{variable}}} 没有设置）"),
        }
    }

    /// The app's side where nothing of it is there, which is no mistake.
    fn app_side(&self) -> Option<Text> {
        let Missing::All(missing) = self.section.values.missing(Side::App) else { return None };
        let keys = missing.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
        Some(text!("the app's side is not filled in: {keys}", "App 端没有填写：{keys}"))
    }

    /// How far it is from a test push to one for the users of a published app.
    fn production(&self) -> Text {
        let production = (self.section.vendor.production)(&self.section.values);
        let of = |words: &Text| (words.get(Lang::En).to_owned(), words.get(Lang::Zh).to_owned());
        if let Some((en, zh)) = production.lacks.as_ref().map(of) {
            return text!("not yet for production: {en}", "正式推送还不行：{zh}");
        }
        match production.beside.as_ref().map(of) {
            Some((en, zh)) => text!("production also needs {en}", "正式推送还需要{zh}"),
            None => Text::new("production needs nothing more", "正式推送没有别的条件"),
        }
    }

    /// The row for `--format json`.
    pub(super) fn json(&self, asked: Asked) -> Value {
        let of = |errors: usize, warnings: usize| match (errors, warnings) {
            (0, 0) => "ok",
            (0, _) => "warning",
            _ => "problem",
        };
        let mut row = json!({
            "vendor": self.section.vendor.key,
            "values": of(self.section.errors, self.section.warnings),
            "credentials": self.outcome().map(|outcome| outcome.class),
            "project": self.project.map(|count| of(count.errors, count.warnings)),
            "summary": self.readiness(asked).get(Lang::En),
        });
        if let (Some(text), Some(fields)) = (self.not_judged(), row.as_object_mut()) {
            fields.insert("not_judged".to_owned(), text.get(Lang::En).into());
        }
        row
    }
}

/// Only a vendor's own yes makes a channel ready.
fn taken_by(asked: Asked) -> Text {
    match asked {
        Asked::Vendors | Asked::Nobody => Text::new("ready for test pushes", "可以发测试推送"),
        Asked::Emulator => Text::new("taken by the emulator", "模拟器接受"),
        Asked::ThisMachine => Text::new("taken by the server on this machine", "本机的服务器接受"),
    }
}

fn joined(head: &[Text], parts: &[Text]) -> Text {
    let (head, parts) = (listed(head, "", ""), listed(parts, ", ", "、"));
    let (en, zh) = (head.get(Lang::En), head.get(Lang::Zh));
    Text::owned(format!("{en}: {}", parts.get(Lang::En)), format!("{zh}：{}", parts.get(Lang::Zh)))
}

fn listed(parts: &[Text], en: &str, zh: &str) -> Text {
    let of = |lang, between: &str| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>().join(between);
    Text::owned(of(Lang::En, en), of(Lang::Zh, zh))
}

#[cfg(test)]
mod tests {
    use pushctl::check::{self, Offline};
    use pushctl::config::{self, Environment, Options, Source};
    use pushctl::outcome::Operation;

    use super::*;

    const VIVO: &str =
        "[vivo]\nbuz_id = \"40567\"\napp_id = \"105000042\"\napp_key = \"c3b2a19087f6e5d4c3b2a19087f6e5d4\"\n";
    const SECRET: &str = "app_secret = \"11111111-2222-4333-8444-555555555556\"\n";
    const RIGHT: project::Count = project::Count { errors: 0, warnings: 0 };

    fn offline(text: &str) -> Offline {
        let text = format!("[app]\npackage_name = \"com.acme.chat\"\n{text}");
        let environment = Environment::new(|_| None);
        let options = Options { file: None, folder: ".".into(), profile: None, environment };
        let source = Source::new("push.toml", "push.toml", text);
        let config = config::assemble(source, None, &options).expect("TOML");
        check::offline(&config, &config.vendors(), |vendor, findings| config.values(vendor, findings))
    }

    /// The sentence on the one vendor of a push.toml, in English.
    fn sentence(text: &str, class: Option<Class>, project: Option<project::Count>, asked: Asked) -> String {
        let offline = offline(text);
        let section = &offline.sections[0];
        let credentials = match class {
            Some(class) => Credentials::Tried(Outcome::new(section.vendor.key, Operation::Authenticate, class)),
            None => Credentials::NotTried(Text::new("not asked", "没有询问")),
        };
        Row { section, credentials, project }.readiness(asked).get(Lang::En).to_owned()
    }

    #[test]
    fn a_channel_is_ready_by_the_vendor_s_own_yes_only() {
        let whole = format!("{VIVO}{SECRET}");
        let said = |asked| sentence(&whole, Some(Class::Accepted), Some(RIGHT), asked);
        let lacks = "not yet for production: no category (operational, 2 a day per phone)";
        assert_eq!(said(Asked::Vendors), format!("ready for test pushes; {lacks}"));
        for asked in [Asked::Emulator, Asked::ThisMachine] {
            assert!(!said(asked).contains("ready") && said(asked).contains(lacks), "{}", said(asked));
        }
        let with_category = format!("{whole}category = \"IM\"\n");
        assert_eq!(
            sentence(&with_category, Some(Class::Accepted), None, Asked::Vendors),
            "ready for test pushes; the project was not looked at; production also needs the app in vivo's store"
        );
    }

    #[test]
    fn what_is_wrong_is_named_and_counted() {
        let whole = format!("{VIVO}{SECRET}").replace("105000042", "12a");
        let broken = project::Count { errors: 2, warnings: 0 };
        assert_eq!(
            sentence(&whole, Some(Class::Credentials), Some(broken), Asked::Vendors),
            "not ready: values (1), credentials, project (2)"
        );
    }

    #[test]
    fn what_is_missing_or_was_not_asked_is_neither_right_nor_wrong() {
        let of = |text: &str, class, asked| sentence(text, class, Some(RIGHT), asked);
        assert_eq!(of(VIVO, None, Asked::Vendors), "no mistakes; a test push still needs app_secret");
        let unset = format!("{VIVO}app_secret = \"${{VIVO_APP_SECRET}}\"\n");
        assert!(of(&unset, None, Asked::Vendors).ends_with("app_secret (${VIVO_APP_SECRET} is not set)"));
        let whole = format!("{VIVO}{SECRET}");
        assert_eq!(of(&whole, None, Asked::Nobody), "no mistakes, as far as can be told offline");
        assert!(of(&whole, Some(Class::Network), Asked::Vendors).starts_with("not known: "));
        let server_only = whole.replace("buz_id = \"40567\"\n", "");
        let said = of(&server_only, Some(Class::Accepted), Asked::Vendors);
        assert!(said.contains("the app's side is not filled in: buz_id"), "{said}");
    }

    #[test]
    fn apple_s_sandbox_is_no_production() {
        let of = |environment: &str| {
            let offline = offline(&format!("[apple]\nbuz_id = \"40571\"\nenvironment = \"{environment}\"\n"));
            (offline.sections[0].vendor.production)(&offline.sections[0].values).lacks.is_some()
        };
        assert!(of("sandbox") && !of("production"));
    }
}
