//! The text of a push.toml, from the declared fields: push.example.toml, and what `pushctl init` writes.
//!
//! A commented-out key is `#key = value` and a remark is `# words`, so that taking away one `#` activates a key.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{APP_FIELDS, DEVICE_FIELDS, Field, Kind, MESSAGE_FIELDS};
use crate::text::{Lang, Phrase};
use crate::vendors::{VENDORS, Vendor};

/// Values by table and key: what is known of a push.toml that is about to be written. Devices are `devices.NAME`.
#[derive(Clone, Default)]
pub struct Draft(BTreeMap<(String, String), String>);

impl Draft {
    /// Sets a key. The value is text; how TOML writes it follows from the field.
    pub fn set(&mut self, table: &str, key: &str, value: impl Into<String>) {
        self.0.insert((table.to_owned(), key.to_owned()), value.into());
    }

    /// Takes a key away.
    pub fn remove(&mut self, table: &str, key: &str) {
        self.0.remove(&(table.to_owned(), key.to_owned()));
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, table: &str, key: &str) -> Option<&str> {
        self.0.get(&(table.to_owned(), key.to_owned())).map(String::as_str)
    }

    /// Table, key and value of everything that is set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().map(|((table, key), value)| (table.as_str(), key.as_str(), value.as_str()))
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The variable that a secret is read from unless the user says otherwise: `VIVO_APP_SECRET`.
#[must_use]
pub fn variable(table: &str, field: &Field) -> String {
    format!("{table}_{}", field.key).to_uppercase()
}

/// The text of push.example.toml: every key of this version, remarks in both languages. It can be used as it stands
/// with `--emulator`.
#[must_use]
pub fn example() -> String {
    let mut draft = Draft::default();
    for field in APP_FIELDS.iter().filter(|field| matches!(field.key, "package_name" | "bundle_id")) {
        draft.set("app", field.key, field.example);
    }
    for field in MESSAGE_FIELDS {
        draft.set("message", field.key, field.example);
    }
    for vendor in VENDORS {
        for field in vendor.fields.iter().filter(|field| field.required) {
            let value = match field.kind {
                Kind::Secret => format!("${{{}}}", variable(vendor.key, field)),
                _ => field.example.to_owned(),
            };
            draft.set(vendor.key, field.key, value);
        }
    }
    for vendor in VENDORS {
        let table = format!("devices.{}", vendor.example_device.name);
        draft.set(&table, "vendor", vendor.key);
        draft.set(&table, vendor.addressee.key(), vendor.example_device.address);
    }
    let mut page = Page::new(&[Lang::En, Lang::Zh], &draft);
    page.is_example = true;
    page.remark(EXAMPLE);
    page.push_toml(VENDORS);
    page.devices();
    page.tables_without_fields();
    page.text
}

/// The text of a push.toml with these vendors and values. Every other key is there as a comment.
#[must_use]
pub fn push_toml(vendors: &[&'static Vendor], draft: &Draft, lang: Lang) -> String {
    let langs = [lang];
    let mut page = Page::new(&langs, draft);
    page.remark(COMMITTED);
    page.push_toml(vendors);
    page.text
}

/// The text of a push.local.toml with these values: secrets and one's own phones.
#[must_use]
pub fn push_local_toml(draft: &Draft, lang: Lang) -> String {
    let langs = [lang];
    let mut page = Page::new(&langs, draft);
    page.remark(LOCAL);
    for vendor in VENDORS {
        let keys: Vec<_> = draft.iter().filter(|(table, ..)| *table == vendor.key).collect();
        if keys.is_empty() {
            continue;
        }
        page.header(vendor.key);
        for (_, key, value) in keys {
            page.line(&format!("{key} = {}", quoted(value)));
        }
    }
    page.devices();
    page.text
}

/// The text of a table that a push.toml does not have yet, as [`push_toml`] writes it.
#[cfg(feature = "cli")]
#[must_use]
pub(super) fn new_table(name: &str, draft: &Draft, lang: Lang) -> String {
    let langs = [lang];
    let mut page = Page::new(&langs, draft);
    match name {
        "app" => page.table(name, APP_FIELDS),
        "message" => page.table(name, MESSAGE_FIELDS),
        name => VENDORS.iter().filter(|vendor| vendor.key == name).for_each(|vendor| page.vendor(vendor)),
    }
    page.text
}

/// The text of a table with nothing but these keys, as a push.local.toml has it.
#[cfg(feature = "cli")]
#[must_use]
pub(super) fn bare_table(name: &str, fields: &[Field], draft: &Draft) -> String {
    let langs = [];
    let mut page = Page::new(&langs, draft);
    page.header(name);
    for (_, key, value) in draft.iter().filter(|(table, ..)| *table == name) {
        let field = fields.iter().find(|field| field.key == key);
        let value = field.map_or_else(|| quoted(value), |field| literal(field, value));
        page.line(&format!("{key} = {value}"));
    }
    page.text
}

const EXAMPLE: Phrase = Phrase::new(
    "Every key of push.toml that this version of pushctl knows. `pushctl init` writes yours.\n\
     Secrets and your own phones belong in push.local.toml, which git ignores; it has the same tables.",
    "当前版本的 pushctl 认识的全部键。自己的文件用 `pushctl init` 生成。\n\
     密钥和自己的测试机写在 push.local.toml 里（git 忽略它），表和键相同。",
);
const COMMITTED: Phrase = Phrase::new(
    "Read by pushctl. Commit this file; secrets and your own phones belong in push.local.toml.",
    "由 pushctl 读取。这个文件提交到 git；密钥和自己的测试机写在 push.local.toml 里。",
);
const LOCAL: Phrase = Phrase::new(
    "Secrets and your own phones. Laid over push.toml key by key; do not commit this file.",
    "密钥和自己的测试机。逐键覆盖 push.toml；不要提交这个文件。",
);

/// A file as it grows.
struct Page<'a> {
    text: String,
    langs: &'a [Lang],
    draft: &'a Draft,
    is_example: bool,
}

impl<'a> Page<'a> {
    fn new(langs: &'a [Lang], draft: &'a Draft) -> Self {
        Self { text: String::new(), langs, draft, is_example: false }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn remark(&mut self, words: Phrase) {
        for lang in self.langs {
            for line in words.get(*lang).lines() {
                self.line(&format!("# {line}"));
            }
        }
    }

    fn header(&mut self, name: &str) {
        let _ = write!(self.text, "\n[{name}]\n");
    }

    /// The tables that are committed.
    fn push_toml(&mut self, vendors: &[&'static Vendor]) {
        self.table("app", APP_FIELDS);
        self.table("message", MESSAGE_FIELDS);
        for vendor in vendors {
            self.vendor(vendor);
        }
    }

    fn vendor(&mut self, vendor: &'static Vendor) {
        let _ = write!(self.text, "\n# {}: {}", vendor.name.get(self.langs[0]), vendor.console);
        self.table(vendor.key, vendor.fields);
    }

    fn table(&mut self, name: &str, fields: &'static [Field]) {
        self.header(name);
        let (asked, optional): (Vec<&Field>, Vec<&Field>) =
            fields.iter().partition(|field| field.required || self.draft.get(name, field.key).is_some());
        let mut found = Phrase::new("", "");
        for field in asked {
            // Keys from one page of a console stand beside each other; the page is named once.
            self.describe(field, (field.found != found).then_some(field.found));
            found = field.found;
            self.key(name, field);
        }
        for field in optional {
            self.describe(field, Some(field.found));
            self.key(name, field);
        }
    }

    /// What a key is and where its value stands, one line per language each.
    fn describe(&mut self, field: &Field, found: Option<Phrase>) {
        for lang in self.langs {
            let name = match (field.push_app_info, lang) {
                (Some(name), Lang::En) => format!(" (PushAppInfo {name})"),
                (Some(name), Lang::Zh) => format!("（PushAppInfo {name}）"),
                (None, _) => String::new(),
            };
            self.line(&format!("# {}{name}", field.doc.get(*lang)));
            if let Some(found) = found.filter(|found| !found.is_empty()) {
                self.line(&format!("#   -> {}", found.get(*lang)));
            }
        }
    }

    /// `key = value`, or commented out with its example where the draft has no value. A secret without a value may
    /// stand in push.local.toml.
    fn key(&mut self, table: &str, field: &Field) {
        let key = field.key;
        let line = match self.draft.get(table, key) {
            Some(value) => format!("{key} = {}", literal(field, value)),
            None if field.kind == Kind::Secret => format!("#{key} = \"${{{}}}\"", variable(table, field)),
            None if field.kind == Kind::Map => format!("#{key} = {{ key = \"value\" }}"),
            // An example of a required key would only be taken for a value; it says nothing beside the remark.
            None if field.required && !self.is_example => format!("#{key} = \"\""),
            None => format!("#{key} = {}", literal(field, field.example)),
        };
        let file = field.file_key().and_then(|key| Some((self.draft.get(table, &key)?.to_owned(), key)));
        let line = file.map_or(line, |(path, key)| format!("{key} = {}", quoted(&path)));
        // Scanners for committed secrets go by a key's name and its value's entropy.
        let mark = if self.is_example && field.kind == Kind::Id && field.example.len() > 20 && !line.starts_with('#') {
            " # gitleaks:allow"
        } else {
            ""
        };
        self.line(&format!("{line}{mark}"));
    }

    /// The phones of the draft.
    fn devices(&mut self) {
        let mut tables: Vec<&str> =
            self.draft.iter().map(|(table, ..)| table).filter(|table| table.starts_with("devices.")).collect();
        tables.dedup();
        for (at, table) in tables.into_iter().enumerate() {
            self.header(table);
            for field in DEVICE_FIELDS {
                let value = self.draft.get(table, field.key);
                // One of many devices explains them all.
                if self.is_example && at == 0 {
                    self.describe(field, None);
                    self.key(table, field);
                } else if let Some(value) = value {
                    self.line(&format!("{} = {}", field.key, literal(field, value)));
                }
            }
        }
    }

    /// Tables whose keys are free.
    fn tables_without_fields(&mut self) {
        for (words, lines) in FREE_TABLES {
            self.text.push('\n');
            self.remark(*words);
            for line in *lines {
                self.line(&format!("#{line}"));
            }
        }
    }
}

/// What each free table is for, and an example of it.
const FREE_TABLES: &[(Phrase, &[&str])] = &[
    (
        Phrase::new(
            "Requests of a vendor sent to this machine, such as to `pushctl emulator`",
            "把某个厂商的请求改发到本机，例如 `pushctl emulator`",
        ),
        &["[endpoints]", "vivo = \"http://127.0.0.1:8790\""],
    ),
    (
        Phrase::new("A proxy per vendor, or \"direct\"", "各厂商使用的代理，或 \"direct\""),
        &["[proxies]", "vivo = \"direct\""],
    ),
    (
        Phrase::new(
            "A rule's level everywhere: off, note, warning, error",
            "规则的级别，处处生效：off、note、warning、error",
        ),
        &["[rules]", "\"vivo/app-key-format\" = \"off\""],
    ),
    (
        Phrase::new("Laid over the base, key by key, by `--profile prod`", "用 `--profile prod` 逐键盖在上面的配置上"),
        &["[profiles.prod.app]", "package_name = \"com.example.imdemo.prod\""],
    ),
];

/// A value as TOML writes it.
pub(super) fn literal(field: &Field, value: &str) -> String {
    match field.kind {
        Kind::Integer { .. } | Kind::Flag if !value.contains("${") => value.trim().to_owned(),
        _ => quoted(value),
    }
}

pub(super) fn quoted(value: &str) -> String {
    toml::Value::from(value).to_string()
}

/// Whether a value belongs in push.local.toml: a literal secret, or a phone of one's own.
#[must_use]
pub fn is_local(table: &str, field: &Field, value: &str) -> bool {
    table.starts_with("devices.") || (field.kind == Kind::Secret && !value.contains("${"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, Environment, Options, Source};
    use crate::report::Findings;

    /// What is wrong with a push.toml when the emulator makes up what is unset.
    fn mistakes(text: &str) -> Vec<String> {
        let options =
            Options { file: None, folder: ".".into(), profile: None, environment: Environment::new(|_| None) };
        let source = Source::new("push.toml", "push.toml", text.to_owned());
        let mut config = config::assemble(source, None, &options).expect("TOML");
        config.be_lenient(crate::config::Leniency::MadeUp);
        let mut findings = config.structure();
        let app = config.app(&mut findings);
        findings.append(config.message(&mut Findings::default()).lint(|_| true));
        for vendor in VENDORS {
            let values = config.values(vendor, &mut findings);
            findings.append(values.lint(|_| true));
            (vendor.lint)(&values, &app, &mut findings);
        }
        let _ = config.devices(&mut findings);
        let _ = config.endpoints(&mut findings);
        let _ = config.proxies(&mut findings);
        let _ = config.levels(&mut findings);
        findings
            .iter()
            .filter(|finding| finding.severity > crate::report::Severity::Note)
            .map(|finding| format!("{} {}", finding.rule.id, finding.message.get(Lang::En)))
            .collect()
    }

    #[test]
    fn the_example_can_be_used_as_it_stands() {
        assert_eq!(mistakes(&example()), Vec::<String>::new());
    }

    #[test]
    fn every_commented_key_of_the_example_can_be_activated() {
        let active = |line: &str| match line.strip_prefix('#') {
            Some(key) if !key.is_empty() && !key.starts_with(' ') => key.to_owned(),
            _ => line.to_owned(),
        };
        let all = example().lines().map(active).collect::<Vec<_>>().join("\n");
        for vendor in VENDORS {
            for field in vendor.fields {
                assert!(all.contains(&format!("\n{} = ", field.key)), "{}", field.key);
            }
        }
        assert_eq!(mistakes(&all), Vec::<String>::new());
    }

    #[test]
    fn every_value_survives_being_written() {
        for value in ["plain", "with \"quotes\"", "back\\slash", "两行\nof text", "'''", "${A:-\"b\"}"] {
            let mut draft = Draft::default();
            draft.set("message", "body", value);
            let text = push_toml(VENDORS, &draft, Lang::Zh);
            let table: toml::Table = toml::from_str(&text).expect("TOML");
            assert_eq!(table["message"]["body"].as_str(), Some(value), "{text}");
        }
    }

    #[test]
    fn literal_secrets_and_phones_are_local() {
        let vendor = VENDORS[0];
        let secret = vendor.fields.iter().find(|field| field.kind == Kind::Secret).expect("a secret");
        assert!(is_local(vendor.key, secret, "s3cret"));
        assert!(!is_local(vendor.key, secret, "${VIVO_APP_SECRET}"));
        assert!(is_local("devices.x", &DEVICE_FIELDS[0], "vivo"));
        assert!(!is_local("app", &APP_FIELDS[0], "com.example"));
    }
}
