//! `pushctl sign`: the one header value that a request needs. The only command that prints a credential.

mod decode;

use super::answer;
use super::exit::Stop;
use super::run::Run;
use pushctl::context::Clock;
use pushctl::outcome::{Class, Verdict};
use pushctl::output::{Format, json, layout};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{Credential, Vendor, VendorClient};
use serde_json::json;

/// Print the one header value that a request needs, for use in a curl
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The vendor
    #[arg(value_name = "VENDOR", required_unless_present = "decode")]
    name: Option<String>,
    /// Show how the sign comes about, secrets as ***; asks nobody
    #[arg(long)]
    explain: bool,
    /// Sign for this time, in milliseconds since 1970; with --explain
    #[arg(long, value_name = "MILLIS", requires = "explain")]
    at: Option<u64>,
    /// Sign this text: for vendors whose sign belongs to one request
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["explain", "decode"])]
    text: Option<String>,
    /// Decode a `UserSig` or JWT and verify it with the key of push.toml; `-` reads it from standard input
    #[arg(long, value_name = "VALUE", conflicts_with = "explain", allow_hyphen_values = true)]
    decode: Option<String>,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    if let Some(value) = &args.decode {
        return decode::run(run, args.name.as_deref(), value);
    }
    let vendor = super::run::vendor(args.name.as_deref().unwrap_or_default())?;
    let config = run.config()?;
    let client = run.client(&config, vendor)?;
    if let Some(text) = &args.text {
        return sign_text(run, vendor, client.as_ref(), text);
    }
    if args.explain {
        let millis = args.at.unwrap_or_else(|| Clock::system().millis());
        return explain(run, vendor, client.as_ref(), millis);
    }
    let (context, _emulator) = run.context(Some(&config))?;
    match run.wait_for(client.credential(&context))? {
        Ok(credential) => print(run, vendor, &credential),
        Err(refused) => {
            let outcome = refused.unwrap_or_else(|error| error.outcome());
            if let (Some((why, instead)), Class::Payload) = (&outcome.failure, outcome.class) {
                // Nobody was asked: there is no such value.
                return Err(Stop::new(why.clone(), instead.clone()));
            }
            let mut report = run.report();
            report.outcomes.push(outcome.clone());
            if run.format() == Format::Table {
                // Standard output stays empty: a script captures it.
                let label = outcome.class.label();
                let (name, label) = (run.terminal.say(&vendor.name), run.terminal.say(&label));
                run.terminal.complain(&format!("✗ {name}: {label}\n{}", answer::details(&run.terminal, &outcome)));
                return Ok(report.verdict());
            }
            run.finish(&report, |_| Ok(()))
        }
    }
}

fn sign_text(run: &Run, vendor: &Vendor, client: &dyn VendorClient, text: &str) -> Result<Verdict, Stop> {
    let Some(value) = client.sign_text(text) else {
        let name = run.terminal.say(&vendor.name).to_owned();
        let message = text!("a request of {name} has no sign of its own", "{name} 的请求没有各自的签名");
        return Err(Stop::new(message, Text::new("leave out --text", "去掉 --text")));
    };
    print(run, vendor, &Credential { kind: "sign", header: "", value, lifetime: None })
}

fn print(run: &Run, vendor: &Vendor, credential: &Credential) -> Result<Verdict, Stop> {
    let value = credential.value.expose();
    run.remark_emulated();
    if run.format() == Format::Table {
        run.terminal.raw_line(value)?;
        return Ok(Verdict::Ok);
    }
    let member = json!({
        "vendor": vendor.key,
        "kind": credential.kind,
        "header": Some(credential.header).filter(|header| !header.is_empty()),
        "value": value,
        "expires_in": credential.lifetime.map(|lifetime| lifetime.as_secs()),
    });
    let report = run.report().with("credential", member);
    run.terminal.raw_line(&format!("{:#}", json::document(&report, run.terminal.lang)))?;
    Ok(Verdict::Ok)
}

fn explain(run: &Run, vendor: &Vendor, client: &dyn VendorClient, millis: u64) -> Result<Verdict, Stop> {
    let name = run.terminal.say(&vendor.name).to_owned();
    let Some(parts) = client.explain_sign(millis) else {
        let key = vendor.key;
        let hint = text!("what its requests carry: pushctl sign {key}", "它的请求带的凭据：pushctl sign {key}");
        return Err(Stop::new(
            text!("{name} signs nothing with these credentials", "{name} 用这组密钥不需要签名"),
            hint,
        ));
    };
    let base = parts.parts.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(" + ");
    let function = parts.function;
    let sign = parts.sign.expose();
    if run.format() == Format::Table {
        let text = format!("{base} -> {function}");
        run.terminal.line(&layout::wrap(&text, run.terminal.width).join("\n"))?;
        run.terminal.raw_line(&format!("sign  {sign}"))?;
        return Ok(Verdict::Ok);
    }
    let named: serde_json::Map<String, serde_json::Value> =
        parts.parts.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    let member = json!({ "vendor": vendor.key, "kind": "sign", "function": function, "parts": named, "value": sign });
    let report = run.report().with("credential", member);
    run.terminal.raw_line(&format!("{:#}", json::document(&report, run.terminal.lang)))?;
    Ok(Verdict::Ok)
}
