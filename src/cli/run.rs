//! One run of the program: its flags, its terminal, and the way from flags to Config to a vendor's client.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::exit::Stop;
use super::globals::{Globals, When};
use super::prompt;
use super::reports::{Judges, ReportFile};
use super::target::Target;
use pushctl::config::{self, Config, Environment, Given, Kind, Leniency, Options, Values};
use pushctl::context::{Clock, Context};
use pushctl::emulator::Emulator;
use pushctl::http::{self, Endpoint, Http, Settings};
use pushctl::outcome::{Outcome, Verdict};
use pushctl::output::{Color, EMULATED, Format, Terminal, json};
use pushctl::report::{Findings, Report};
use pushctl::secret::Redactor;
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::vendors::{self, Vendor, VendorClient};

/// What every command gets.
#[derive(Debug)]
pub(crate) struct Run {
    /// The global flags.
    pub(crate) globals: Globals,
    /// The command, as it is typed.
    pub(crate) command: &'static str,
    /// Where output goes.
    pub(crate) terminal: Terminal,
    /// Every value that must not be shown.
    pub(crate) redactor: Redactor,
    /// What `--report` asks for.
    pub(super) reports: Vec<ReportFile>,
}

/// The arguments of the process.
#[expect(clippy::disallowed_methods, reason = "the one home of the process's arguments")]
pub(crate) fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The value of a long flag, in a command line that clap did not take.
pub(crate) fn value_of(arguments: &[OsString], flag: &str) -> Option<String> {
    arguments.iter().enumerate().find_map(|(at, argument)| match argument.to_str()?.strip_prefix(flag)? {
        "" => arguments.get(at + 1)?.to_str().map(str::to_owned),
        value => value.strip_prefix('=').map(str::to_owned),
    })
}

/// A variable of the process's environment, unless it is empty.
#[expect(clippy::disallowed_methods, reason = "the one home of the process's environment")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl Run {
    /// A run with these flags; with it, why it cannot go on.
    pub(crate) fn new(
        globals: Globals,
        command: &'static str,
        judges: Judges,
        lang: Lang,
    ) -> Result<Self, (Self, Stop)> {
        let mut run = Self::with(globals, command, lang);
        let checked =
            run.open_reports(judges).and_then(|()| run.named_vendors()).and_then(|_| run.named_endpoints().map(drop));
        match checked {
            Ok(()) => Ok(run),
            Err(stop) => Err((run, stop)),
        }
    }

    fn with(globals: Globals, command: &'static str, lang: Lang) -> Self {
        let redactor = Redactor::default();
        let mut terminal = Terminal::new(lang, columns(), redactor.clone());
        terminal.color = wants_color(globals.color, std::io::stdout().is_terminal());
        terminal.stderr_color = wants_color(globals.color, std::io::stderr().is_terminal());
        terminal.quiet = globals.quiet;
        Self { globals, command, terminal, redactor, reports: Vec::new() }
    }

    /// A run whose command line could not be parsed: only language, colour and format are known.
    pub(crate) fn bare(lang: Lang, arguments: &[OsString]) -> Self {
        let mut globals = Globals::default();
        let named = |flag: &str, variable_name: &str| value_of(arguments, flag).or_else(|| variable(variable_name));
        if named("--format", "PUSHCTL_FORMAT").as_deref() == Some("json") {
            globals.format = Some(super::globals::FormatName(Format::Json));
        }
        globals.color = named("--color", "PUSHCTL_COLOR").and_then(|when| When::from_str(&when, false).ok());
        Self::with(globals, "", lang)
    }

    /// The format asked for.
    pub(crate) fn format(&self) -> Format {
        self.globals.format.map_or(Format::Table, |name| name.0)
    }

    /// The folder the program was started in.
    pub(crate) fn folder() -> PathBuf {
        std::env::current_dir().unwrap_or_default()
    }

    /// push.toml. It has to be there.
    pub(crate) fn config(&self) -> Result<Config, Stop> {
        let mut config = config::load(&self.options())?;
        if self.is_emulated() {
            config.be_lenient(Leniency::MadeUp);
        } else if self.is_redirected_to_this_machine(&config) {
            config.be_lenient(Leniency::Examples);
        }
        Ok(config)
    }

    /// Where push.toml is looked for.
    pub(super) fn options(&self) -> Options {
        Options {
            file: self.globals.config.clone(),
            folder: Self::folder(),
            profile: self.globals.profile.clone(),
            environment: Environment::new(variable),
        }
    }

    /// Whether any vendor's requests go to a server on this machine.
    fn is_redirected_to_this_machine(&self, config: &Config) -> bool {
        let loopback = |url: &str| Endpoint::parse(url).is_ok_and(|endpoint| endpoint.is_loopback());
        let by_flag =
            self.globals.endpoint.iter().filter_map(|written| written.split_once('=')).any(|(_, url)| loopback(url));
        by_flag || !config.endpoints(&mut Findings::default()).is_empty()
    }

    /// push.toml, for commands that work without one too. A file that is named or broken is not passed over.
    pub(crate) fn config_if_any(&self) -> Result<Option<Config>, Stop> {
        match self.config() {
            Ok(config) => Ok(Some(config)),
            Err(Stop::Files(findings))
                if self.globals.config.is_none()
                    && self.globals.profile.is_none()
                    && findings.iter().all(|finding| finding.rule.id == config::rules::NOT_FOUND.id) =>
            {
                Ok(None)
            }
            Err(stop) => Err(stop),
        }
    }

    /// The vendors named by `--vendor`, in that order; empty if none was named.
    pub(crate) fn named_vendors(&self) -> Result<Vec<&'static Vendor>, Stop> {
        let mut named: Vec<&'static Vendor> = Vec::new();
        for name in &self.globals.vendor {
            let vendor = vendor(name)?;
            if !named.iter().any(|other| other.key == vendor.key) {
                named.push(vendor);
            }
        }
        Ok(named)
    }

    /// The vendors a command is about: those named, else all of push.toml in its order.
    pub(crate) fn vendors(&self, config: &Config) -> Result<Vec<&'static Vendor>, Stop> {
        let named = self.named_vendors()?;
        Ok(if named.is_empty() { config.vendors() } else { named })
    }

    /// A vendor's table, with every secret in it made known to the redactor.
    pub(crate) fn values(&self, config: &Config, vendor: &'static Vendor, findings: &mut Findings) -> Values {
        let values = config.values(vendor, findings);
        for field in vendor.fields.iter().filter(|field| field.kind == Kind::Secret) {
            if let Some(secret) = values.text(field.key) {
                self.redactor.learn(&secret.secret());
            }
        }
        values
    }

    /// A vendor's client. Whatever keeps it from being made is a mistake of the files: exit code 2.
    pub(crate) fn client(&self, config: &Config, vendor: &'static Vendor) -> Result<Box<dyn VendorClient>, Stop> {
        self.client_in(config, vendor, None)
    }

    /// The client for one device. A device may be of another environment than its vendor's table says.
    pub(crate) fn client_of(&self, config: &Config, target: &Target) -> Result<Box<dyn VendorClient>, Stop> {
        self.client_in(config, target.vendor, target.environment.as_ref())
    }

    fn client_in(
        &self,
        config: &Config,
        vendor: &'static Vendor,
        environment: Option<&Given>,
    ) -> Result<Box<dyn VendorClient>, Stop> {
        let mut findings = Findings::default();
        let mut values = self.values(config, vendor, &mut findings);
        if let Some(environment) = environment {
            values = values.with("environment", environment);
        }
        let app = config.app(&mut findings);
        findings.append(values.lint(|field| field.side != config::Side::App));
        (vendor.lint)(&values, &app, &mut findings);
        findings =
            findings.into_iter().filter(|finding| finding.severity == pushctl::report::Severity::Error).collect();
        let key = vendor.key;
        match (vendor.client)(&values, &app) {
            Ok(client) if findings.is_empty() => Ok(client),
            Ok(_) => Err(findings.into()),
            Err(missing) => {
                if findings.is_empty() {
                    findings.append(values.lint(|field| missing.iter().any(|other| other.key == field.key)));
                    findings.push(values.lacks(key, &missing));
                }
                Err(findings.into())
            }
        }
    }

    /// The network and what else a vendor call needs. Starts the emulator if one was asked for.
    pub(crate) fn context(&self, config: Option<&Config>) -> Result<(Context, Option<Emulator>), Stop> {
        self.context_at(http::Pace::default(), config)
    }

    /// The same with another way of repeating what was not answered.
    pub(crate) fn context_at(
        &self,
        pace: http::Pace,
        config: Option<&Config>,
    ) -> Result<(Context, Option<Emulator>), Stop> {
        let mut settings = Settings { timeout: self.globals.timeout.unwrap_or_default(), pace, ..Settings::default() };
        if let Some(path) = &self.globals.ca_file {
            let shown = path.display().to_string();
            let hint = || Text::new("name a PEM file that you may read", "请指定一个可以读取的 PEM 文件");
            let pem = std::fs::read(path).map_err(|error| {
                Stop::new(text!("--ca-file {shown}: {error}", "--ca-file {shown}：{error}"), hint())
            })?;
            if !http::holds_certificate(&pem) {
                let message = text!(
                    "--ca-file {shown} holds no certificate in PEM form",
                    "--ca-file {shown} 里没有 PEM 格式的证书"
                );
                return Err(Stop::new(message, hint()));
            }
            settings.ca = Some(pem);
        }
        let mut findings = Findings::default();
        if let Some(config) = config {
            for redirect in config.endpoints(&mut findings) {
                if let Ok(endpoint) = Endpoint::parse(redirect.target.as_str()) {
                    settings.endpoints.insert(redirect.vendor, endpoint);
                }
            }
            for redirect in config.proxies(&mut findings) {
                let target = redirect.target.as_str();
                settings.proxies.insert(redirect.vendor, (target != "direct").then(|| target.to_owned()));
            }
        }
        if findings.has_errors() {
            return Err(findings.into());
        }
        settings.endpoints.extend(self.endpoints()?);
        let emulator = self.start_emulator(config, &mut settings.endpoints)?;
        if emulator.is_some() {
            // A proxy would be asked to reach its own loopback.
            settings.proxies.clear();
        }
        let http = Http::new(settings, self.redactor.clone());
        Ok((Context::new(self.observe(http), Clock::system(), self.redactor.clone()), emulator))
    }

    /// The endpoints of `--endpoint`, with a warning for each that is not this machine.
    fn endpoints(&self) -> Result<BTreeMap<&'static str, Endpoint>, Stop> {
        let endpoints = self.named_endpoints()?;
        for (key, endpoint) in endpoints.iter().filter(|(_, endpoint)| !endpoint.is_loopback()) {
            let host = endpoint.host();
            let warning = text!(
                "warning: requests of {key}, with your credentials, go to {host}",
                "警告：{key} 的请求连同密钥会发往 {host}"
            );
            self.terminal.complain(self.terminal.say(&warning));
        }
        Ok(endpoints.into_iter().collect())
    }

    /// The vendors and addresses of `--endpoint`, in that order.
    fn named_endpoints(&self) -> Result<Vec<(&'static str, Endpoint)>, Stop> {
        let read = |written: &String| {
            let hint = || {
                Text::new("write --endpoint vivo=http://127.0.0.1:8790", "写成 --endpoint vivo=http://127.0.0.1:8790")
            };
            let (name, url) = written.split_once('=').ok_or_else(|| {
                Stop::new(Text::new("`--endpoint` wants VENDOR=URL", "`--endpoint` 要写成 厂商=URL"), hint())
            })?;
            let vendor = vendor(name)?;
            let endpoint = Endpoint::parse(url).map_err(|reason| Stop::new(reason, hint()))?;
            Ok((vendor.key, endpoint))
        };
        self.globals.endpoint.iter().map(read).collect()
    }

    fn observe(&self, http: Http) -> Http {
        if !self.globals.verbose {
            return http;
        }
        let redactor = self.redactor.clone();
        let terminal = Terminal::new(self.terminal.lang, self.terminal.width, redactor);
        http.observed(Box::new(move |exchange| terminal.complain(&exchange.to_string())))
    }

    /// Whether an emulator answers in place of the vendors.
    pub(crate) fn is_emulated(&self) -> bool {
        self.globals.emulator.is_some()
    }

    /// An empty report of this run.
    pub(crate) fn report(&self) -> Report {
        let mut report = Report::new(self.command);
        report.profile.clone_from(&self.globals.profile);
        report.emulated = self.is_emulated();
        report
    }

    /// Prints a report: as JSON, or as `table` has it. Says so where no vendor was asked. Writes the reports of
    /// `--report`.
    pub(crate) fn finish(
        &self,
        report: &Report,
        table: impl Fn(&Terminal) -> Result<(), Stop>,
    ) -> Result<Verdict, Stop> {
        let table = |terminal: &Terminal| {
            table(terminal)?;
            if report.emulated {
                terminal.line(&terminal.paint(Color::Yellow, terminal.say(&EMULATED)))?;
            }
            Ok(())
        };
        // First of all: a reader of standard output may go away.
        let written = self.write_reports(report, table);
        match self.format() {
            Format::Table => table(&self.terminal)?,
            Format::Ndjson => report.outcomes.iter().try_for_each(|outcome| self.ndjson(outcome))?,
            _ => self.print_document(report)?,
        }
        self.close(report, &written);
        if report.left > 0 {
            super::answer::interrupted(&self.terminal, report.left);
        }
        Ok(if written.is_complete() { report.verdict() } else { Verdict::Unusable })
    }

    /// Prints an outcome as a line of ndjson. Each line says for itself that no vendor was asked.
    pub(crate) fn ndjson(&self, outcome: &Outcome) -> Result<(), Stop> {
        let mut line = json::outcome(outcome);
        if let (true, Some(fields)) = (self.is_emulated(), line.as_object_mut()) {
            fields.insert("emulated".to_owned(), true.into());
        }
        Ok(self.terminal.line(&line.to_string())?)
    }

    /// Says on standard error that no vendor was asked, where standard output is for a script.
    pub(crate) fn remark_emulated(&self) {
        if self.is_emulated() {
            self.terminal.remark(self.terminal.say(&EMULATED));
        }
    }

    /// Asks a person before something is sent; without one, `--yes` is needed.
    pub(crate) fn ask(&self, question: &Text) -> Result<(), Stop> {
        self.ask_or(question, Text::new("nothing was sent", "什么也没有发送"))
    }

    /// Asks a person before files are changed.
    pub(crate) fn confirm(&self, question: &Text) -> Result<(), Stop> {
        self.ask_or(question, Text::new("nothing was changed", "什么也没有改动"))
    }

    fn ask_or(&self, question: &Text, nothing: Text) -> Result<(), Stop> {
        if self.globals.yes {
            return Ok(());
        }
        let question = self.terminal.say(question);
        if !self.terminal.is_interactive() {
            let hint = Text::new("nobody can be asked here: add --yes", "这里没有人可以回答：加上 --yes");
            return Err(Stop::new(Text::same(question), hint));
        }
        let confirm = dialoguer::Confirm::new().with_prompt(question).default(false);
        let is_agreed = prompt::ask(&self.terminal, &nothing, || confirm.interact())?;
        if is_agreed { Ok(()) } else { Err(Stop::new(nothing, Text::new("", ""))) }
    }

    /// A command of this program that reads the same files and asks the same hosts, for a shell.
    pub(crate) fn again(&self, command: &str) -> String {
        let mut words = vec!["pushctl".to_owned()];
        if let Some(config) = &self.globals.config {
            words.push(format!("--config {}", word(&config.display().to_string())));
        }
        if let Some(profile) = &self.globals.profile {
            words.push(format!("--profile {}", word(profile)));
        }
        if let Some(pem) = &self.globals.ca_file {
            words.push(format!("--ca-file {}", word(&pem.display().to_string())));
        }
        words.extend(self.globals.endpoint.iter().map(|endpoint| format!("--endpoint {}", word(endpoint))));
        words.push(command.to_owned());
        words.join(" ")
    }

    /// The same, about the same vendors and project.
    pub(crate) fn again_about(&self, command: &str, project: Option<&Path>) -> String {
        let project = project.map(|folder| format!(" --project {}", word(&folder.display().to_string())));
        self.again(&[&self.of_vendors(command), project.as_deref().unwrap_or_default()].concat())
    }

    /// A command about the same vendors.
    pub(crate) fn of_vendors(&self, command: &str) -> String {
        match self.globals.vendor.as_slice() {
            [] => command.to_owned(),
            names => format!("{command} --vendor {}", word(&names.join(","))),
        }
    }
}

/// The vendor of that name, or what to write instead.
pub(crate) fn vendor(name: &str) -> Result<&'static Vendor, Stop> {
    if let Some(vendor) = vendors::find(name) {
        return Ok(vendor);
    }
    let message = text!("there is no vendor `{name}`", "没有 `{name}` 这个厂商");
    let hint = match config::nearest(name, vendors::names()) {
        Some(nearest) => config::did_you_mean(nearest),
        None => {
            let known = vendors::names().collect::<Vec<_>>().join(", ");
            text!("vendors are: {known}", "可用的厂商：{known}")
        }
    };
    Err(Stop::new(message, hint))
}

/// A word of a command that is shown: quoted only where a shell would take it apart.
pub(crate) fn word(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./,:=@%+".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) { text.to_owned() } else { http::quoted(text) }
}

/// Columns of the terminal; `COLUMNS` wins, as it does for clap.
fn columns() -> usize {
    let named = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let measured = || {
        let out = dialoguer::console::Term::stdout();
        out.size_checked().map(|(_, columns)| usize::from(columns))
    };
    named.or_else(measured).unwrap_or(100)
}

/// `--color`, `NO_COLOR`, `CLICOLOR_FORCE`, a terminal: in this order.
fn wants_color(when: Option<When>, is_terminal: bool) -> bool {
    match when {
        Some(When::Always) => true,
        Some(When::Never) => false,
        _ if variable("NO_COLOR").is_some() => false,
        _ if variable("CLICOLOR_FORCE").is_some_and(|force| force != "0") => true,
        _ => is_terminal && variable("TERM").as_deref() != Some("dumb"),
    }
}
