//! Asks for what is missing, one key at a time, on a terminal. Each answer is judged before the next question.

use std::path::Path;

use dialoguer::console::Term;
use dialoguer::{Input, MultiSelect, Password};

use super::answers::{Answers, Blank};
use super::new_findings;
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use pushctl::config::{DEVICE_FIELDS, Field, Kind, template};
use pushctl::output::{Color, diagnostics};
use pushctl::secret::Secret;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{VENDORS, Vendor};

/// Asks until nothing is missing that the user wants to fill in now.
pub(super) fn complete(run: &Run, answers: &mut Answers, path: &Path) -> Result<(), Stop> {
    let wizard = Wizard { run, path };
    let intro = Text::new("Enter alone leaves a value for later", "直接按回车可以留到以后再填");
    run.terminal.complain(run.terminal.say(&intro));
    if answers.vendors.is_empty() {
        answers.vendors = wizard.vendors()?;
    }
    for blank in answers.blanks() {
        if let Blank::Key(table, field) = blank {
            wizard.key(answers, table, field)?;
        }
    }
    for vendor in answers.vendors.clone() {
        if !answers.has_phone(vendor) {
            wizard.phone(answers, vendor)?;
        }
    }
    Ok(())
}

struct Wizard<'a> {
    run: &'a Run,
    path: &'a Path,
}

impl Wizard<'_> {
    fn vendors(&self) -> Result<Vec<&'static Vendor>, Stop> {
        let prompt = Text::new("Vendors (space chooses, Enter goes on)", "要配置哪些厂商（空格选择，回车继续）");
        let names: Vec<&str> = VENDORS.iter().map(|vendor| self.run.terminal.say(&vendor.name)).collect();
        let asked = MultiSelect::new()
            .with_prompt(self.run.terminal.say(&prompt))
            .items(&names)
            .defaults(&vec![true; names.len()])
            .interact();
        let chosen: Vec<_> = given_up(asked)?.into_iter().map(|at| VENDORS[at]).collect();
        if chosen.is_empty() {
            let message = Text::new("no vendor was chosen; nothing was written", "没有选择厂商，什么也没有写入");
            return Err(Stop::new(message, Text::new("", "")));
        }
        Ok(chosen)
    }

    /// One key: where it stands, what it is, the answer.
    fn key(&self, answers: &mut Answers, table: &str, field: &Field) -> Result<(), Stop> {
        let terminal = &self.run.terminal;
        let name = terminal.paint_stderr(Color::Bold, &format!("{table}.{}", field.key));
        terminal.complain(&format!("\n{name}  {}", field.found.get(terminal.lang)));
        let prompt = field.doc.get(terminal.lang);
        if field.kind != Kind::Secret {
            return self.until_right(answers, table, field.key, || given_up(input(prompt)));
        }
        let variable = template::variable(table, field);
        let hint = text!(
            "not shown while typed; Enter alone: read from ${{{variable}}}",
            "输入时不显示；直接按回车则从 ${{{variable}}} 读取"
        );
        terminal.complain(terminal.say(&hint));
        self.until_right(answers, table, field.key, || {
            let typed = given_up(Password::new().with_prompt(prompt).allow_empty_password(true).interact())?;
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
        let optional = Text::new("a phone to send tests to", "用来测试的手机");
        terminal.complain(&format!("\n{name}  {}", terminal.say(&optional)));
        let mut with_vendor = answers.clone();
        with_vendor.draft.set(&table, "vendor", vendor.key);
        let prompt = token.doc.get(terminal.lang);
        self.until_right(&mut with_vendor, &table, token.key, || given_up(input(prompt)))?;
        // Without a token there is no phone.
        if with_vendor.draft.get(&table, token.key).is_some() {
            *answers = with_vendor;
        }
        Ok(())
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

fn input(prompt: &str) -> dialoguer::Result<String> {
    Input::<String>::new().with_prompt(prompt).allow_empty(true).interact_text()
}

/// Ctrl-C, or a terminal that went away. Nothing has been written yet.
pub(super) fn given_up<T>(asked: dialoguer::Result<T>) -> Result<T, Stop> {
    asked.map_err(|_| {
        // A list hides it while it is shown.
        let _ = Term::stderr().show_cursor();
        Stop::new(Text::new("interrupted; nothing was written", "已中断，什么也没有写入"), Text::new("", ""))
    })
}
