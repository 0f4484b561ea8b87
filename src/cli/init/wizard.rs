//! Asks for what is missing, one key at a time, on a terminal. Each answer is judged before the next question.

use std::path::Path;

use dialoguer::{Input, MultiSelect, Password, Select};

use super::answers::{Answers, Blank};
use super::{NOTHING_WRITTEN, new_findings};
use crate::cli::exit::Stop;
use crate::cli::prompt;
use crate::cli::run::Run;
use pushctl::config::{APP_FIELDS, DEVICE_FIELDS, Field, Kind, template};
use pushctl::output::{Color, diagnostics, layout};
use pushctl::secret::Secret;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{VENDORS, Vendor};

/// Asks until nothing is missing that the user wants to fill in now.
pub(super) fn complete(run: &Run, answers: &mut Answers, path: &Path) -> Result<(), Stop> {
    let wizard = Wizard { run, path };
    wizard.say("", &INTRO);
    if answers.vendors.is_empty() {
        answers.vendors = wizard.vendors()?;
    }
    wizard.plugin(answers)?;
    let blanks = answers.blanks();
    let count = blanks.len();
    for (at, blank) in blanks.iter().enumerate() {
        if let Blank::Key(table, field) = blank {
            wizard.key(answers, table, field, &format!("{}/{count}", at + 1))?;
        }
    }
    for vendor in wizard.vendors_with_phones(answers)? {
        wizard.phone(answers, vendor)?;
    }
    Ok(())
}

const INTRO: Text = Text::new(
    "Enter alone leaves a value for later. Secrets are not shown while typed; they go into push.local.toml, which only you may read and git ignores.",
    "直接按回车可以留到以后再填。密钥输入时不显示，写进只有你能读、git 忽略的 push.local.toml。",
);

struct Wizard<'a> {
    run: &'a Run,
    path: &'a Path,
}

impl Wizard<'_> {
    fn vendors(&self) -> Result<Vec<&'static Vendor>, Stop> {
        let prompt = Text::new("Vendors (space chooses, Enter goes on)", "要配置哪些厂商（空格选择，回车继续）");
        let chosen = self.chosen(&prompt, VENDORS, true)?;
        if chosen.is_empty() {
            let message = Text::new("no vendor was chosen; nothing was written", "没有选择厂商，什么也没有写入");
            return Err(Stop::new(message, Text::new("", "")));
        }
        Ok(chosen)
    }

    /// Which plugin the app has, unless its pubspec.yaml told.
    fn plugin(&self, answers: &mut Answers) -> Result<(), Stop> {
        let field = APP_FIELDS.iter().find(|field| field.key == "plugin");
        let Some(field) = field.filter(|field| !answers.is_set("app", field)) else { return Ok(()) };
        let Kind::Choice(plugins) = field.kind else { return Ok(()) };
        let terminal = &self.run.terminal;
        let later = Text::new("none of them, or later", "都不是，或以后再填");
        let items: Vec<&str> = plugins.iter().copied().chain([terminal.say(&later)]).collect();
        let prompt = Text::new("Push plugin of the app", "App 用的推送插件");
        let list = Select::new().with_prompt(terminal.say(&prompt)).items(&items).default(0);
        if let Some(plugin) = plugins.get(self.ask(|| list.interact())?) {
            answers.draft.set("app", field.key, *plugin);
        }
        Ok(())
    }

    /// Of which vendors there is a phone at hand. Nobody has one of each.
    fn vendors_with_phones(&self, answers: &Answers) -> Result<Vec<&'static Vendor>, Stop> {
        let without = answers.vendors.iter().copied().filter(|vendor| !answers.has_phone(vendor));
        let without: Vec<&'static Vendor> = without.collect();
        if without.is_empty() {
            return Ok(without);
        }
        self.run.terminal.complain("");
        let prompt =
            Text::new("Phones to send tests to (space chooses, Enter goes on)", "有哪些测试手机（空格选择，回车继续）");
        self.chosen(&prompt, &without, false)
    }

    fn chosen(&self, prompt: &Text, among: &[&'static Vendor], all: bool) -> Result<Vec<&'static Vendor>, Stop> {
        let names: Vec<&str> = among.iter().map(|vendor| self.run.terminal.say(&vendor.name)).collect();
        let list =
            MultiSelect::new()
                .with_prompt(self.run.terminal.say(prompt))
                .items(&names)
                .defaults(&vec![all; names.len()]);
        Ok(self.ask(|| list.interact())?.into_iter().map(|at| among[at]).collect())
    }

    /// One key: what it is, where it stands, the answer.
    fn key(&self, answers: &mut Answers, table: &str, field: &Field, count: &str) -> Result<(), Stop> {
        let terminal = &self.run.terminal;
        let name = terminal.paint_stderr(Color::Bold, &format!("{table}.{}", field.key));
        terminal.complain(&format!("\n{name}  {}", terminal.paint_stderr(Color::Grey, count)));
        self.say("  ", &field.doc.into());
        if !field.found.is_empty() {
            self.say("  → ", &field.found.into());
        }
        if field.kind != Kind::Secret {
            return self.until_right(answers, table, field.key, || self.input(field.key));
        }
        let variable = template::variable(table, field);
        let hint = text!("  Enter alone: read from ${{{variable}}}", "  直接按回车：从 ${{{variable}}} 读取");
        self.say("", &hint);
        self.until_right(answers, table, field.key, || {
            let password = Password::new().with_prompt(field.key).allow_empty_password(true);
            let typed = self.ask(|| password.interact())?;
            if typed.trim().is_empty() {
                return Ok(format!("${{{variable}}}"));
            }
            self.run.redactor.learn(&Secret::new(typed.trim()));
            Ok(typed)
        })
    }

    /// A test phone of a vendor, by its device token or its user.
    fn phone(&self, answers: &mut Answers, vendor: &'static Vendor) -> Result<(), Stop> {
        let terminal = &self.run.terminal;
        let table = format!("devices.my-{}", vendor.key);
        let key = vendor.addressee.key();
        let Some(token) = DEVICE_FIELDS.iter().find(|field| field.key == key) else { return Ok(()) };
        let name = terminal.paint_stderr(Color::Bold, &format!("{table}.{}", token.key));
        terminal.complain(&format!("\n{name}"));
        self.say("  ", &token.doc.into());
        let mut with_vendor = answers.clone();
        with_vendor.draft.set(&table, "vendor", vendor.key);
        self.until_right(&mut with_vendor, &table, token.key, || self.input(token.key))?;
        // Without a token there is no phone.
        if with_vendor.draft.get(&table, token.key).is_some() {
            *answers = with_vendor;
        }
        Ok(())
    }

    fn input(&self, prompt: &str) -> Result<String, Stop> {
        self.ask(|| Input::<String>::new().with_prompt(prompt).allow_empty(true).interact_text())
    }

    fn ask<T>(&self, question: impl FnOnce() -> dialoguer::Result<T>) -> Result<T, Stop> {
        prompt::ask(&self.run.terminal, &NOTHING_WRITTEN, question)
    }

    /// Words above a question, wrapped: a prompt that takes two lines would be drawn twice.
    fn say(&self, indent: &str, words: &Text) {
        let terminal = &self.run.terminal;
        let columns = layout::width(indent);
        let hung = layout::hang(indent, columns, terminal.say(words), terminal.width);
        hung.lines().for_each(|line| terminal.complain(line));
    }

    /// Asks again until the answer breaks no rule. An empty answer changes nothing.
    fn until_right(
        &self,
        answers: &mut Answers,
        table: &str,
        key: &str,
        mut ask: impl FnMut() -> Result<String, Stop>,
    ) -> Result<(), Stop> {
        let terminal = &self.run.terminal;
        let before = answers.judge(self.path, terminal.lang);
        loop {
            let answer = ask()?;
            let answer = answer.trim();
            if answer.is_empty() {
                return Ok(());
            }
            let mut candidate = answers.clone();
            candidate.draft.set(table, key, answer);
            let findings = new_findings(&before, candidate.judge(self.path, terminal.lang));
            if !findings.is_empty() {
                terminal.complain(&diagnostics(findings.iter(), terminal, terminal.stderr_color));
            }
            if !findings.has_errors() {
                *answers = candidate;
                return Ok(());
            }
        }
    }
}
