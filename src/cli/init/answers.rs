//! What is known of a push.toml that is about to be written, and whether it would pass `check`.

use std::path::Path;
use std::rc::Rc;

use super::there::There;
use crate::cli::exit::Stop;
use crate::cli::run::{self, Run};
use pushctl::config::amend::{Form, amended};
use pushctl::config::template::{self, Draft};
use pushctl::config::{self, APP_FIELDS, DEVICE_FIELDS, Environment, Field, Kind, MESSAGE_FIELDS, Options, Source};
use pushctl::import::Found;
use pushctl::report::{Finding, Findings, Severity};
use pushctl::secret::Secret;
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::vendors::{VENDORS, Vendor};

/// The answers so far.
#[derive(Clone)]
pub(super) struct Answers {
    /// The vendors that get a table.
    pub(super) vendors: Vec<&'static Vendor>,
    /// The values, secrets and phones included.
    pub(super) draft: Draft,
    /// Whether some of the values come from files.
    pub(super) is_imported: bool,
    /// The files that are added to.
    pub(super) there: Option<Rc<There>>,
}

/// An answer that is missing.
pub(super) enum Blank {
    /// No vendor was named.
    Vendors,
    /// A key of a table.
    Key(&'static str, &'static Field),
}

impl Blank {
    /// The flag that gives the answer.
    pub(super) fn flag(&self) -> String {
        match self {
            Self::Vendors => {
                format!("--vendor {}", VENDORS.iter().map(|vendor| vendor.key).collect::<Vec<_>>().join(","))
            }
            Self::Key("app", field) if field.key == "package_name" => format!("--package-name {}", field.example),
            Self::Key(table, field) if field.kind == Kind::Secret => {
                format!("--set {table}.{}='${{{}}}'", field.key, template::variable(table, field))
            }
            Self::Key(table, field) => format!("--set {table}.{}=…", field.key),
        }
    }

    /// The key, as `--set` spells it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Vendors => "vendor".to_owned(),
            Self::Key(table, field) => format!("{table}.{}", field.key),
        }
    }
}

impl Answers {
    /// The answers that the flags give.
    pub(super) fn of(
        run: &Run,
        package_name: Option<&str>,
        set: &[String],
        there: Option<There>,
    ) -> Result<Self, Stop> {
        let there = there.map(Rc::new);
        let mut answers = Self { vendors: run.named_vendors()?, draft: Draft::default(), is_imported: false, there };
        for written in set {
            answers.set(run, written)?;
        }
        if let Some(name) = package_name {
            answers.draft.set("app", "package_name", name.trim());
        }
        answers.name_vendors_of_phones();
        Ok(answers)
    }

    /// `TABLE.KEY=VALUE`; `devices.NAME.KEY=VALUE` for a phone.
    fn set(&mut self, run: &Run, written: &str) -> Result<(), Stop> {
        let hint = || Text::new("write --set vivo.app_id=105000042", "写成 --set vivo.app_id=105000042");
        let unusable = || Stop::new(Text::new("`--set` wants TABLE.KEY=VALUE", "`--set` 要写成 表.键=值"), hint());
        let (name, value) = written.split_once('=').ok_or_else(unusable)?;
        let (table, key) = name.trim().rsplit_once('.').ok_or_else(unusable)?;
        let (table, fields) = self.table(table)?;
        let field = fields.iter().find(|field| field.is_written(key)).ok_or_else(|| no_key(&table, key, fields))?;
        let is_file = field.file_key().as_deref() == Some(key);
        if field.kind == Kind::Secret && !is_file && !value.contains("${") {
            run.redactor.learn(&Secret::new(value));
            let (key, variable) = (field.key, template::variable(&table, field));
            let warning = text!(
                "warning: {table}.{key} now stands in your shell's history; '${{{variable}}}' would not",
                "警告：{table}.{key} 会留在 shell 的历史记录里；写成 '${{{variable}}}' 就不会"
            );
            run.terminal.complain(run.terminal.say(&warning));
        }
        self.draft.set(&table, if is_file { key } else { field.key }, value.trim());
        Ok(())
    }

    /// A table by its name: its one spelling and its keys. A vendor that is named here gets its table.
    fn table(&mut self, name: &str) -> Result<(String, &'static [Field]), Stop> {
        match name {
            "app" => Ok((name.to_owned(), APP_FIELDS)),
            "message" => Ok((name.to_owned(), MESSAGE_FIELDS)),
            device if device.strip_prefix("devices.").is_some_and(is_bare_key) => Ok((name.to_owned(), DEVICE_FIELDS)),
            name => {
                let vendor = run::vendor(name)?;
                if !self.vendors.iter().any(|other| other.key == vendor.key) {
                    self.vendors.push(vendor);
                }
                Ok((vendor.key.to_owned(), vendor.fields))
            }
        }
    }

    /// Where there is one vendor, phones need not name it.
    fn name_vendors_of_phones(&mut self) {
        let [vendor] = self.vendors.as_slice() else { return };
        for table in self.phones() {
            if self.draft.get(&table, "vendor").is_none() {
                self.draft.set(&table, "vendor", vendor.key);
            }
        }
    }

    fn phones(&self) -> Vec<String> {
        let mut tables: Vec<String> = self.draft.iter().map(|(table, ..)| table.to_owned()).collect();
        tables.retain(|table| table.starts_with("devices."));
        tables.dedup();
        tables
    }

    /// Whether a vendor has a phone.
    pub(super) fn has_phone(&self, vendor: &Vendor) -> bool {
        let is_there = self.there.as_ref().is_some_and(|there| there.has_phone(vendor));
        is_there || self.phones().iter().any(|table| self.draft.get(table, "vendor") == Some(vendor.key))
    }

    /// Whether a key has a value, in either of its forms.
    pub(super) fn is_set(&self, table: &str, field: &Field) -> bool {
        let is_answered = |key: &str| self.draft.get(table, key).is_some_and(|value| !value.is_empty());
        is_answered(field.key)
            || field.file_key().is_some_and(|key| is_answered(&key))
            || self.there.as_ref().is_some_and(|there| there.is_set(table, field.key))
    }

    /// The value of a key of `[app]`.
    pub(super) fn of_app(&self, key: &str) -> Option<String> {
        let there = || Some(self.there.as_ref()?.given("app", key)?.as_str().to_owned());
        self.draft.get("app", key).map(str::to_owned).or_else(there)
    }

    /// Takes a value over that was read from a file. Its vendor gets a table.
    pub(super) fn take(&mut self, found: &Found) {
        self.draft.set(found.table, found.field.key, found.value.as_str());
        self.is_imported = true;
        self.name(found.table);
    }

    /// A vendor gets its table; all stand in their usual order unless the user named them in another one.
    fn name(&mut self, table: &str) {
        if let Some(vendor) = VENDORS.iter().find(|vendor| vendor.key == table)
            && !self.vendors.iter().any(|other| other.key == table)
        {
            let place = |vendor: &Vendor| VENDORS.iter().position(|other| other.key == vendor.key);
            let at = self.vendors.iter().position(|other| place(other) > place(vendor)).unwrap_or(self.vendors.len());
            self.vendors.insert(at, vendor);
        }
    }

    /// What is needed and not known.
    pub(super) fn blanks(&self) -> Vec<Blank> {
        let mut blanks = Vec::new();
        if self.vendors.is_empty() {
            blanks.push(Blank::Vendors);
        }
        // Before the vendors are known, what most of them need.
        let needs = |key| {
            self.vendors.is_empty() && key == "package_name"
                || self.vendors.iter().any(|vendor| vendor.app_keys.contains(&key))
        };
        let of_app = APP_FIELDS.iter().filter(|field| needs(field.key)).map(|field| ("app", field));
        let required = self.vendors.iter().flat_map(|vendor| {
            vendor.fields.iter().filter(|field| field.required).map(move |field| (vendor.key, field))
        });
        let is_blank = |(table, field): &(&'static str, &'static Field)| {
            let fields = config::fields_of(table);
            let other = field.unless.and_then(|key| fields.iter().find(|other| other.key == key));
            !other.is_some_and(|other| self.is_set(table, other)) && !self.is_set(table, field)
        };
        blanks.extend(of_app.chain(required).filter(is_blank).map(|(table, field)| Blank::Key(table, field)));
        blanks
    }

    /// What stands in push.toml. Secrets that lie in push.local.toml are named there by their variables, so that CI,
    /// which has no such file, knows where to take them from.
    pub(super) fn committed(&self) -> Draft {
        let mut committed = self.part(false);
        for (table, key, _) in self.local().iter().filter(|(table, ..)| !table.starts_with("devices.")) {
            let is_there = self.there.as_ref().is_some_and(|there| there.is_set(table, key));
            let field = config::fields_of(table).iter().find(|field| field.key == key);
            if let (Some(field), false) = (field, is_there) {
                committed.set(table, key, format!("${{{}}}", template::variable(table, field)));
            }
        }
        committed
    }

    /// What stands in push.local.toml.
    pub(super) fn local(&self) -> Draft {
        self.part(true)
    }

    fn part(&self, is_local: bool) -> Draft {
        let mut part = Draft::default();
        for (table, key, value) in self.draft.iter() {
            let field = config::fields_of(table).iter().find(|field| field.key == key);
            // What stands in the local file wins, so that its place is there.
            let stands_there = self.there.as_ref().is_some_and(|there| there.is_in_local(table, key));
            let belongs = stands_there || field.is_some_and(|field| template::is_local(table, field, value));
            if belongs == is_local {
                part.set(table, key, value);
            }
        }
        part
    }

    /// The environment variables that secrets are read from, here and elsewhere.
    pub(super) fn variables(&self) -> Vec<String> {
        variables_in(&self.draft)
    }

    /// Those that only a machine without this push.local.toml needs.
    pub(super) fn variables_of_ci(&self) -> Vec<String> {
        let here = self.variables();
        variables_in(&self.committed()).into_iter().filter(|name| !here.contains(name)).collect()
    }

    /// The text of push.toml, and that of push.local.toml where there is anything to say. `Err`: the files that are
    /// there cannot be added to.
    pub(super) fn texts(&self, lang: Lang) -> Result<(String, Option<String>), Text> {
        let (committed, local) = (self.committed(), self.local());
        let new_local = || (!local.is_empty()).then(|| template::push_local_toml(&local, lang));
        let Some(there) = &self.there else {
            return Ok((template::push_toml(&self.vendors, &committed, lang), new_local()));
        };
        let tables: Vec<&str> = self.vendors.iter().map(|vendor| vendor.key).collect();
        let base = amended(there.base().text(), &committed, &tables, Form::Committed, lang)?;
        let local = match there.local() {
            Some(source) => Some(amended(source.text(), &local, &[], Form::Local, lang)?),
            None => new_local(),
        };
        Ok((base, local))
    }

    /// What `check` would say of these values, notes left out. Neither what it says of a file already is repeated, nor
    /// what it only says because a key of `[app]` is still to come.
    pub(super) fn judge(&self, path: &Path, lang: Lang) -> Findings {
        if self.there.is_some() && self.draft.is_empty() {
            return Findings::default();
        }
        let findings = self.judge_all(path, lang);
        if findings.is_empty() {
            return findings;
        }
        let is_in = |others: &Findings, own: &Finding| {
            others.iter().any(|other| other.rule.id == own.rule.id && other.message == own.message)
        };
        let complete = self.with_examples_of_app().judge_all(path, lang);
        let before = Self { draft: Draft::default(), ..self.clone() };
        let before = if self.there.is_some() { before.judge_all(path, lang) } else { Findings::default() };
        findings.into_iter().filter(|own| is_in(&complete, own) && !is_in(&before, own)).collect()
    }

    /// The same, as if `[app]` were complete.
    fn with_examples_of_app(&self) -> Self {
        let mut complete = self.clone();
        for blank in self.blanks() {
            if let Blank::Key(table @ "app", field) = blank {
                complete.draft.set(table, field.key, field.example);
            }
        }
        complete
    }

    fn judge_all(&self, path: &Path, lang: Lang) -> Findings {
        let options = Options {
            file: None,
            folder: path.parent().unwrap_or(Path::new(".")).to_owned(),
            profile: None,
            environment: Environment::new(run::variable),
        };
        let (base, local) = self.texts(lang).unwrap_or_default();
        let base = source(path, base, lang);
        let local = source(&config::local_path(path), local.unwrap_or_default(), lang);
        let config = match config::assemble(base, Some(local), &options) {
            Ok(config) => config,
            Err(findings) => return findings,
        };
        let mut findings = config.structure();
        let app = config.app(&mut findings);
        findings.append(config.app_values(&mut Findings::default()).lint(|_| true));
        findings.append(config.message(&mut Findings::default()).lint(|_| true));
        for vendor in &self.vendors {
            let values = config.values(vendor, &mut findings);
            findings.append(values.lint(|_| true));
            (vendor.lint)(&values, &app, &mut findings);
        }
        let _ = config.devices(&mut findings);
        // An app's own value may be the one that we made up as an example.
        let weighed = |finding: Finding| {
            let may_be_own = self.is_imported && finding.rule.id == config::rules::PLACEHOLDER.id;
            if may_be_own { finding.severity(Severity::Warning) } else { finding }
        };
        findings.into_iter().map(weighed).filter(|finding| finding.severity > Severity::Note).collect()
    }
}

fn variables_in(draft: &Draft) -> Vec<String> {
    let name = |value: &str| Some(value.strip_prefix("${")?.strip_suffix('}')?.split(":-").next()?.to_owned());
    let mut names: Vec<String> = draft.iter().filter_map(|(_, _, value)| name(value)).collect();
    names.dedup();
    names
}

/// A text under the name of the file that it is to become.
fn source(path: &Path, text: String, lang: Lang) -> std::sync::Arc<Source> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let name = text!("{file} (not written)", "{file}（没有写入）");
    Source::new(name.get(lang), path, text)
}

/// Whether TOML takes the name of a phone without quotes.
fn is_bare_key(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn no_key(table: &str, key: &str, fields: &'static [Field]) -> Stop {
    let message = text!("[{table}] has no key `{key}`", "[{table}] 没有 `{key}` 这个键");
    let hint = match config::nearest(key, fields.iter().map(|field| field.key)) {
        Some(nearest) => config::did_you_mean(nearest),
        None => {
            let known = fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
            text!("its keys are: {known}", "可用的键：{known}")
        }
    };
    Stop::new(message, hint)
}
