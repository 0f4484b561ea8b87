//! `pushctl emulator`, and the emulator of the global flag `--emulator`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::Duration;

use serde_json::json;

use super::exit::Stop;
use super::run::{Run, variable};
use pushctl::config::{Config, Environment, Field, Kind, Side};
use pushctl::emulator::{Emulator, Entry, Observer, Options, Scenario, World};
use pushctl::http::Endpoint;
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, json as document, layout};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::VENDORS;

/// The vendors' servers, not an Android emulator
///
/// They answer as the vendors' documents say, and tell in words why a request is refused. Point your push server at
/// the address printed first, or let pushctl start your tests with `PUSHCTL_EMULATOR_URL` set.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Listen there; default 127.0.0.1:8790, with CMD a free port
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,

    /// Speak https, with a certificate made for this run
    #[arg(long)]
    tls: bool,

    /// Where --tls writes the certificate of its authority, for clients to trust
    #[arg(long, value_name = "FILE", default_value = "pushctl-emulator-ca.pem", requires = "tls")]
    ca_out: PathBuf,

    /// Credentials, phones, quotas and faults; what it does not state comes from push.toml
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// Run this with `PUSHCTL_EMULATOR_URL` set, and end with it
    #[arg(last = true, value_name = "CMD")]
    command: Vec<OsString>,
}

/// What a scenario may hold, shown below the long help. A test reads it.
const AFTER_HELP: &str = "\
A scenario states what push.toml does not:

  [credentials.vivo]             # the keys of push.toml
  app_id = \"105000001\"

  [[token]]
  vendor = \"vivo\"
  pattern = \"v2-old*\"            # or: token = \"...\"
  state = \"dead\"                 # ok, not-test, unregistered, dead, foreign, muted

  [quota]
  vivo = 3                       # pushes before \"over quota\"

  [[fault]]
  vendor = \"vivo\"
  path = \"/message/*\"            # optional
  kind = \"slow\"                  # slow, status, rate-limit, cut-off, html,
                                 # content-type, reset, large, redirect, answer
  delay = \"3s\"                   # slow; status = 503 (status, html, answer);
                                 # retry_after = 2 (rate-limit); body = '{...}' (answer)
  times = 2                      # then right again; default: always
  above = 50                     # only requests above 50 in any second; default: all

An unknown token that ends in one of the vendor's codes is answered with that code.
";

/// Where it listens unless told otherwise.
const USUAL: &str = "127.0.0.1:8790";

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let world = world(run, args.scenario.as_deref(), run.config_if_any()?.as_ref())?;
    let usual = if args.command.is_empty() { USUAL } else { "127.0.0.1:0" };
    let written = args.listen.as_deref().unwrap_or(usual);
    let options =
        Options { listen: address(written)?, tls: args.tls, observer: Some(observer(run)), ..Options::default() };
    let listen = options.listen;
    let emulator = Emulator::start(&world, options).map_err(|error| not_started(written, &error))?;
    let ca = emulator.ca_pem().map(|pem| write_ca(&args.ca_out, pem)).transpose()?;
    introduce(run, &emulator, &world, listen)?;
    let code = match args.command.split_first() {
        Some((program, arguments)) => {
            let mut command = Command::new(program);
            command.args(arguments).env("PUSHCTL_EMULATOR_URL", emulator.url());
            if let Some(path) = &ca {
                command.env("PUSHCTL_EMULATOR_CA", path);
            }
            Some(accompany(run, command, &program.to_string_lossy())?)
        }
        None => {
            super::wait::block_on(told_to_end())??;
            None
        }
    };
    conclude(run, &emulator, code)
}

/// The world of a scenario file, completed from push.toml. Secrets in it are made known to the redactor.
fn world(run: &Run, scenario: Option<&Path>, config: Option<&Config>) -> Result<World, Stop> {
    let scenario = match scenario {
        Some(path) => Scenario::load(path, &Run::folder(), &Environment::new(variable))?,
        None => Scenario::default(),
    };
    let world = World::from(config, scenario);
    for vendor in VENDORS {
        for field in vendor.fields.iter().filter(|field| field.kind == Kind::Secret) {
            let known = world.credentials.get(vendor.key).and_then(|keys| keys.get(field.key));
            if let Some(credential) = known.filter(|credential| !credential.made_up) {
                run.redactor.learn(&credential.value);
            }
        }
    }
    Ok(world)
}

/// `127.0.0.1:8790`, `localhost:8790`, `:8790` or `8790`.
fn address(written: &str) -> Result<SocketAddr, Stop> {
    let full = match written.strip_prefix(':').unwrap_or(written) {
        port if port.bytes().all(|byte| byte.is_ascii_digit()) => format!("127.0.0.1:{port}"),
        _ => written.to_owned(),
    };
    full.to_socket_addrs().ok().and_then(|mut addresses| addresses.next()).ok_or_else(|| {
        let message = text!("--listen {written}: no address", "--listen {written}：不是地址");
        Stop::new(message, text!("write --listen {USUAL}", "写成 --listen {USUAL}"))
    })
}

fn not_started(written: &str, error: &std::io::Error) -> Stop {
    let message = match error.kind() {
        ErrorKind::AddrInUse => text!("{written} is in use", "{written} 已被占用"),
        ErrorKind::PermissionDenied => text!("{written} may not be listened on", "没有权限监听 {written}"),
        _ => text!("cannot listen on {written}: {error}", "无法监听 {written}：{error}"),
    };
    Stop::new(message, Text::new("--listen 127.0.0.1:0 takes a free port", "--listen 127.0.0.1:0 会选用空闲端口"))
}

fn write_ca(path: &Path, pem: &str) -> Result<PathBuf, Stop> {
    let shown = path.display().to_string();
    std::fs::write(path, pem).map_err(|error| {
        let message = text!("cannot write {shown}: {error}", "无法写入 {shown}：{error}");
        Stop::new(message, Text::new("name another file with --ca-out", "用 --ca-out 指定别的文件"))
    })?;
    Ok(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// The address first, so that a script need not look for it; everything said to people goes to standard error.
fn introduce(run: &Run, emulator: &Emulator, world: &World, listen: SocketAddr) -> Result<(), Stop> {
    let terminal = &run.terminal;
    terminal.remark(
        terminal.say(&Text::new(
            "the vendors' servers, not an Android emulator",
            "厂商推送服务器的模拟，不是 Android 模拟器",
        )),
    );
    match run.format() {
        // Every line of ndjson is an object.
        Format::Ndjson => terminal.line(&json!({ "url": emulator.url() }).to_string())?,
        // One document, at the end.
        Format::Json => terminal.remark(emulator.url()),
        _ => terminal.line(emulator.url())?,
    }
    if !listen.ip().is_loopback() {
        let warning = Text::new(
            "warning: other machines can reach it; it holds your credentials to compare with",
            "警告：别的机器也能访问；它拿你的密钥来比对",
        );
        terminal.complain(terminal.say(&warning));
    }
    for line in credentials(world) {
        terminal.remark(terminal.say(&line));
    }
    Ok(())
}

/// What the emulated vendors believe. Made-up values are no secrets and are shown to be copied; others only by name.
fn credentials(world: &World) -> Vec<Text> {
    let mut lines = Vec::new();
    for (vendor, keys) in &world.credentials {
        let fields = VENDORS.iter().filter(|known| known.key == *vendor).flat_map(|known| known.fields);
        let needed = |field: &&&Field| field.required && field.side != Side::App;
        let (mut made_up, mut stated) = (Vec::new(), Vec::new());
        for field in fields.filter(|field| needed(&field)) {
            match keys.get(field.key) {
                Some(credential) if credential.made_up => {
                    made_up.push(format!("{} {}", field.key, credential.value.expose()));
                }
                Some(_) => stated.push(field.key),
                None => {}
            }
        }
        if !made_up.is_empty() {
            let list = made_up.join(" · ");
            lines.push(text!("{vendor}  {list}  (made up)", "{vendor}  {list}（编造的）"));
        }
        if !stated.is_empty() {
            let list = stated.join(", ");
            lines.push(text!("{vendor}  {list} from your files", "{vendor}  {list} 来自你的文件"));
        }
    }
    for token in world.tokens.iter().filter(|token| token.made_up) {
        let (vendor, token) = (token.vendor, &token.pattern);
        lines.push(text!("{vendor}  test device {token}  (made up)", "{vendor}  测试设备 {token}（编造的）"));
    }
    lines
}

/// Prints each request as it arrives.
fn observer(run: &Run) -> Observer {
    let mut terminal = Terminal::new(run.terminal.lang, run.terminal.width, run.redactor.clone());
    terminal.color = run.terminal.color;
    let format = run.format();
    Box::new(move |entry| {
        // A reader that went away is no reason to stop answering.
        let _ = match format {
            Format::Json => Ok(()),
            Format::Ndjson => terminal.line(&json!(entry).to_string()),
            _ => terminal.line(&line(entry, &terminal)),
        };
    })
}

/// `POST /message/auth   vivo   10207  timestamp … has 10 digits: seconds; vivo wants milliseconds`
fn line(entry: &Entry, terminal: &Terminal) -> String {
    let color = match (entry.accepted, entry.fault) {
        (_, Some(_)) => Color::Yellow,
        (true, None) => Color::Green,
        (false, None) => Color::Red,
    };
    let status = || entry.status.map_or_else(|| "-".to_owned(), |status| format!("HTTP {status}"));
    let code = layout::pad(&entry.code.clone().unwrap_or_else(status), 6);
    let request = layout::pad(&format!("{} {}", entry.method, entry.path), 20);
    let vendor = layout::pad(entry.vendor.unwrap_or("-"), 6);
    let fault = entry.fault.filter(|_| entry.code.is_some()).map(|fault| format!("[{fault}]"));
    let title = entry.title.as_ref().map(|title| format!("「{}」", title.chars().take(20).collect::<String>()));
    let said = Some(terminal.say(&entry.remark).to_owned()).filter(|said| !said.is_empty());
    let rest = [fault, said, entry.target.clone(), title].into_iter().flatten().collect::<Vec<_>>().join("   ");
    format!("{request}   {vendor} {} {rest}", terminal.paint(color, &code))
}

/// How long a command that was told to end may take.
const GRACE: Duration = Duration::from_secs(3);

/// Runs a command to its end; its exit code.
fn accompany(_run: &Run, mut command: Command, name: &str) -> Result<u8, Stop> {
    let mut child = command.spawn().map_err(|error| {
        let message = match error.kind() {
            ErrorKind::NotFound => text!("there is no command `{name}`", "没有 `{name}` 这个命令"),
            _ => text!("cannot run `{name}`: {error}", "无法运行 `{name}`：{error}"),
        };
        Stop::new(message, Text::new("behind -- stands a program and its arguments", "-- 后面写程序和它的参数"))
    })?;
    let status = super::wait::block_on(async {
        tokio::select! {
            status = ended(&mut child) => return status,
            told = told_to_end() => told?,
        }
        // A terminal has told the command too; whoever told only us meant both.
        if let Ok(status) = tokio::time::timeout(GRACE, ended(&mut child)).await {
            return status;
        }
        child.kill()?;
        child.wait()
    })??;
    Ok(exit_code(status))
}

async fn ended(child: &mut Child) -> std::io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Waits for Ctrl-C, or for the signal by which services are stopped.
#[cfg(unix)]
async fn told_to_end() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        told = tokio::signal::ctrl_c() => told,
        _ = terminate.recv() => Ok(()),
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
async fn told_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// The exit code as a shell gives it: 128 and the signal for a command that was killed.
fn exit_code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return u8::try_from(128 + signal).unwrap_or(u8::MAX);
        }
    }
    status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}

/// The command's exit code; 1 if it is 0 although requests were refused. Without a command: 0.
fn conclude(run: &Run, emulator: &Emulator, code: Option<u8>) -> Result<Verdict, Stop> {
    let (arrived, refused) = emulator.journal().counts();
    let verdict = match code {
        Some(_) if refused > 0 => Verdict::Problem,
        _ => Verdict::Ok,
    };
    if run.format() == Format::Json {
        let mut report = run.report().with("url", json!(emulator.url()));
        report.emulated = true;
        report.members.insert("requests".to_owned(), json!(emulator.journal().entries()));
        let mut document = document::document(&report, run.terminal.lang);
        document["verdict"] = json!(verdict);
        run.terminal.line(&format!("{document:#}"))?;
    }
    if refused > 0 {
        let text = text!("{refused} of {arrived} requests were refused", "{arrived} 个请求中有 {refused} 个被拒绝");
        let error = Text::new("error: ", "错误：");
        let error = run.terminal.paint_stderr(Color::Red, run.terminal.say(&error));
        run.terminal.complain(&format!("{error}{}", run.terminal.say(&text)));
    }
    match code {
        Some(code @ 1..) => Err(Stop::Code(code)),
        _ => Ok(verdict),
    }
}

impl Run {
    /// Starts the emulator of `--emulator` and sends every vendor's requests to it.
    pub(super) fn start_emulator(
        &self,
        config: Option<&Config>,
        endpoints: &mut BTreeMap<&'static str, Endpoint>,
    ) -> Result<Option<Emulator>, Stop> {
        let Some(written) = &self.globals.emulator else { return Ok(None) };
        let scenario = Some(Path::new(written)).filter(|path| !path.as_os_str().is_empty());
        let world = world(self, scenario, config)?;
        let emulator =
            Emulator::start(&world, Options::default()).map_err(|error| not_started("127.0.0.1:0", &error))?;
        let endpoint = Endpoint::parse(emulator.url()).map_err(|reason| Stop::new(reason, Text::new("", "")))?;
        endpoints.extend(VENDORS.iter().map(|vendor| (vendor.key, endpoint.clone())));
        Ok(Some(emulator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scenario_of_the_help_can_be_used() {
        let text: String = AFTER_HELP
            .lines()
            .filter(|line| line.starts_with("  "))
            .fold(String::new(), |text, line| text + line + "\n");
        let source = pushctl::config::Source::new("help", "help", text);
        let scenario = Scenario::parse(&source, &Environment::new(|_| None)).expect("a right scenario");
        assert_eq!((scenario.tokens.len(), scenario.quota.len(), scenario.faults.len()), (1, 1, 1));
        for word in pushctl::emulator::TokenState::ALL.map(|(word, _)| word) {
            assert!(AFTER_HELP.contains(word), "{word}");
        }
    }

    #[test]
    fn an_address_may_be_a_port_alone() {
        for written in ["8790", ":8790", "127.0.0.1:8790"] {
            assert_eq!(address(written).expect("an address").to_string(), "127.0.0.1:8790", "{written}");
        }
        for bad in ["127.0.0.1", "x", "99999", "127.0.0.1:x"] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
