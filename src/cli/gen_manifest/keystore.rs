//! The certificates in a keystore, beside the one that push.toml names. keytool reads the keystore; its password goes
//! there through the environment and nowhere else.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::{Args, app, vendors};
use crate::cli::exit::Stop;
use crate::cli::project;
use crate::cli::prompt;
use crate::cli::run::{Run, variable};
use pushctl::config::{App, Config, Values};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, diagnostics};
use pushctl::project::certificate::{self, Cause, Certificate, Refusal, Sha256};
use pushctl::project::tree::Tree;
use pushctl::project::{Item, Requirement};
use pushctl::report::{Finding, Findings, Report, Severity};
use pushctl::secret::{Redactor, Secret};
use pushctl::text;
use pushctl::text::Text;
use serde_json::{Value, json};

/// Where keytool finds the password, and where a person may put it who is not to be asked.
const PASSWORD: &str = "PUSHCTL_KEYSTORE_PASSWORD";

pub(super) fn run(run: &Run, args: &Args, keystore: &Path, config: Option<&Config>) -> Result<Verdict, Stop> {
    let app = app(run, config)?;
    let requirements = requirements(run, config, &app)?;
    let certificates = certificates(run, keystore, args.keystore_alias.as_deref())?;
    let expected = app.signing_sha256.as_ref().and_then(|given| certificate::fingerprints(given.as_str()));
    let mut report = run.report();
    report.deny_warnings = args.deny_warnings;
    if let Some(expected) = &expected {
        let stranger = certificate::stranger(&keystore.display().to_string(), &certificates, expected);
        report.findings.extend(stranger.map(|finding| finding.at_value(app.signing_sha256.as_ref())));
    }
    report.findings.extend(unregistered(args, &app, &requirements, &certificates)?);
    let levels = config.map(|config| config.levels(&mut Findings::default())).unwrap_or_default();
    report.switched_off = report.findings.apply_levels(&levels);
    let lines: Vec<Value> = certificates.iter().map(certificate_json).collect();
    if run.format() == Format::Ndjson {
        lines.iter().try_for_each(|line| run.terminal.line(&line.to_string()))?;
    }
    let report = report.with("certificates", lines.into());
    let page =
        Page { keystore, certificates: &certificates, expected: expected.as_deref(), requirements: &requirements };
    run.finish(&report, |terminal| page.show(terminal, &report))
}

/// What the vendors require, for all that no keystore is needed to know: which consoles want a fingerprint, and which
/// files name one.
fn requirements(run: &Run, config: Option<&Config>, app: &App) -> Result<Vec<Requirement>, Stop> {
    let vendors = vendors(run, config)?.into_iter();
    Ok(vendors.flat_map(|vendor| (vendor.requirements)(&Values::empty(vendor.key, vendor.fields), app)).collect())
}

fn unregistered(
    args: &Args,
    app: &App,
    requirements: &[Requirement],
    certificates: &[Certificate],
) -> Result<Vec<Finding>, Stop> {
    let Some(project) = project::find(args.project.as_deref(), app)? else { return Ok(Vec::new()) };
    let tree = Tree::open(&project.folder).map_err(anyhow::Error::from)?;
    Ok(certificate::unregistered(&tree, requirements, certificates))
}

fn certificate_json(certificate: &Certificate) -> Value {
    json!({
        "alias": certificate.alias,
        "sha256": certificate.sha256.to_string(),
        "sha1": certificate.sha1.map(|sha1| sha1.to_string()),
    })
}

/// What is shown to people.
struct Page<'a> {
    keystore: &'a Path,
    certificates: &'a [Certificate],
    /// The fingerprints of push.toml.
    expected: Option<&'a [Sha256]>,
    requirements: &'a [Requirement],
}

impl Page<'_> {
    fn show(&self, terminal: &Terminal, report: &Report) -> Result<(), Stop> {
        terminal.line(&terminal.paint(Color::Bold, &self.keystore.display().to_string()))?;
        for certificate in self.certificates {
            terminal.line(&self.entry(terminal, certificate))?;
        }
        let (notes, worse): (Vec<_>, Vec<_>) =
            report.findings.iter().partition(|finding| finding.severity == Severity::Note);
        if !worse.is_empty() {
            terminal.line("")?;
            terminal.line(&diagnostics(worse, terminal, terminal.color))?;
        }
        if terminal.quiet {
            return Ok(());
        }
        for note in notes {
            terminal.line("")?;
            terminal.line(&crate::cli::check::note_line(terminal, note))?;
        }
        if self.expected.is_none() { self.show_where_to_enter(terminal) } else { Ok(()) }
    }

    fn entry(&self, terminal: &Terminal, certificate: &Certificate) -> String {
        let is_expected = self.expected.is_some_and(|expected| expected.contains(&certificate.sha256));
        let mark = Text::new("  the one of `[app] signing_sha256`", "  与 `[app] signing_sha256` 一致");
        let mark = if is_expected { terminal.paint(Color::Green, terminal.say(&mark)) } else { String::new() };
        let sha1 = certificate.sha1.map(|sha1| format!("\n    SHA-1    {sha1}")).unwrap_or_default();
        format!("  {}{mark}\n    SHA-256  {}{sha1}", certificate.alias, certificate.sha256)
    }

    /// For whoever has not told push.toml yet, and maybe no console either.
    fn show_where_to_enter(&self, terminal: &Terminal) -> Result<(), Stop> {
        let heading = Text::new(
            "the SHA-256 of the certificate that signs the app belongs into:",
            "给 App 签名的那张证书，把它的 SHA-256 填到：",
        );
        terminal.line("")?;
        terminal.line(terminal.say(&heading))?;
        for requirement in self.requirements {
            if let Item::Fingerprint { place } = &requirement.item {
                let (name, place) = (terminal.say(&requirement.comment), terminal.say(place));
                terminal.line(terminal.say(&text!("  {name}: {place}", "  {name}：{place}")))?;
            }
        }
        let own = Text::new(
            "  push.toml: `[app] signing_sha256`; this command compares it then",
            "  push.toml：`[app] signing_sha256`，以后由这个命令比对",
        );
        Ok(terminal.line(terminal.say(&own))?)
    }
}

/// The certificates of a keystore that can sign an app. There is at least one.
fn certificates(run: &Run, keystore: &Path, alias: Option<&str>) -> Result<Vec<Certificate>, Stop> {
    let file = keystore.display().to_string();
    if !keystore.is_file() {
        let message = text!("there is no file {file}", "没有 {file} 这个文件");
        let hint = Text::new(
            "name the keystore that `storeFile` of android/key.properties names; Android's debug key is in ~/.android/debug.keystore",
            "指定 android/key.properties 里 `storeFile` 指向的 keystore；系统默认的调试签名在 ~/.android/debug.keystore",
        );
        return Err(Stop::new(message, hint));
    }
    let password = password(run, &file)?;
    let output = keytool(keystore, alias, &password)?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        // It says why on standard output; only what keeps Java from starting goes to the other one.
        return Err(refused(&file, &certificate::refusal(&format!("{printed}\n{errors}")), &password));
    }
    let certificates = certificate::listed(&printed);
    if certificates.is_empty() {
        let message = text!("{file} holds no key that signs an app", "{file} 里没有可以给 App 签名的密钥");
        let hint = Text::new(
            "`keytool -list -v -keystore FILE` shows what it holds",
            "`keytool -list -v -keystore FILE` 可以查看内容",
        );
        return Err(Stop::new(message, hint));
    }
    Ok(certificates)
}

/// The password: from the environment, else from a person. keytool would show it as it is typed, because its output
/// goes to this program and not to the terminal.
fn password(run: &Run, file: &str) -> Result<Secret, Stop> {
    if let Some(password) = variable(PASSWORD) {
        return Ok(Secret::new(password));
    }
    if !run.terminal.is_interactive() {
        let message = text!(
            "the password of {file} is needed, and nobody can be asked here",
            "需要 {file} 的密码，这里没有人可以回答"
        );
        let hint = text!(
            "put it into the variable {PASSWORD}; that of Android's debug keystore is `android`",
            "把密码放进环境变量 {PASSWORD}；系统默认调试签名的密码是 `android`",
            PASSWORD = PASSWORD
        );
        return Err(Stop::new(message, hint));
    }
    let question = text!("password of {file}", "{file} 的密码");
    let password = dialoguer::Password::new().with_prompt(run.terminal.say(&question));
    let not_done = Text::new("the keystore was not read", "没有读取 keystore");
    Ok(Secret::new(prompt::ask(&run.terminal, &not_done, || password.interact())?))
}

/// Runs keytool, in English so that it can be read.
fn keytool(keystore: &Path, alias: Option<&str>, password: &Secret) -> Result<Output, Stop> {
    let in_java_home = variable("JAVA_HOME").map(|home| Path::new(&home).join("bin").join("keytool"));
    for program in std::iter::once(PathBuf::from("keytool")).chain(in_java_home) {
        let mut keytool = Command::new(&program);
        keytool.args(["-J-Duser.language=en", "-J-Dfile.encoding=UTF-8", "-J-Dstdout.encoding=UTF-8"]);
        keytool.args(["-list", "-v", "-storepass:env", PASSWORD, "-keystore"]).arg(keystore);
        if let Some(alias) = alias {
            keytool.args(["-alias", alias]);
        }
        match keytool.env(PASSWORD, password.expose()).stdin(Stdio::null()).output() {
            Ok(output) => return Ok(output),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                let program = program.display();
                let message = text!("{program} does not start: {error}", "{program} 无法启动：{error}");
                return Err(Stop::new(message, java()));
            }
        }
    }
    let message = Text::new("keytool is not there, on PATH or in JAVA_HOME", "在 PATH 和 JAVA_HOME 里都找不到 keytool");
    Err(Stop::new(message, java()))
}

fn java() -> Text {
    Text::new(
        "every JDK has it, Android Studio in its folder jbr/bin: add that folder to PATH, or set JAVA_HOME to the folder above bin",
        "JDK 都带有 keytool，Android Studio 的在它的 jbr/bin 目录里：把该目录加到 PATH，或把 JAVA_HOME 设为 bin 的上级目录",
    )
}

/// Why a keystore was not read. keytool quotes no password; should it ever, it is masked.
fn refused(file: &str, refusal: &Refusal, password: &Secret) -> Stop {
    let redactor = Redactor::default();
    redactor.learn(password);
    let words = redactor.redact(&refusal.words);
    let message = match refusal.cause {
        Cause::Password => text!("the password of {file} is wrong: {words}", "{file} 的密码不对：{words}"),
        Cause::Alias => text!("{file} has no such alias: {words}", "{file} 里没有这个别名：{words}"),
        Cause::Format => text!("keytool cannot read {file}: {words}", "keytool 无法读取 {file}：{words}"),
    };
    let hint = match refusal.cause {
        Cause::Password => text!(
            "it is `storePassword` of android/key.properties, and goes into the variable {PASSWORD} where nobody is asked; that of Android's debug keystore is `android`",
            "即 android/key.properties 里的 `storePassword`；不能交互输入时放进环境变量 {PASSWORD}；系统默认调试签名的密码是 `android`",
            PASSWORD = PASSWORD
        ),
        Cause::Alias => {
            Text::new("without --keystore-alias every one is listed", "去掉 --keystore-alias 会列出全部别名")
        }
        Cause::Format => Text::new(
            "it has to be a keystore in the form JKS or PKCS12; one made by a newer JDK may need the keytool of that JDK",
            "需要 JKS 或 PKCS12 格式的 keystore；由更新的 JDK 生成的，可能要用那个 JDK 的 keytool",
        ),
    };
    Stop::new(message, hint)
}
