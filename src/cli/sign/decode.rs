//! `sign --decode`: what a `UserSig` or JWT says, and whether it is signed as it should be.

use std::io::Read;

use serde_json::{Map, Value, json};

use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::{self, Run};
use pushctl::config::Values;
use pushctl::context::Clock;
use pushctl::outcome::Verdict;
use pushctl::output::{Format, Terminal, layout};
use pushctl::report::Findings;
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::vendors::{Decoded, Signature, VENDORS, Vendor};

/// More than any credential has.
const LONGEST: u64 = 64 * 1024;

pub(super) fn run(run: &Run, name: Option<&str>, value: &str) -> Result<Verdict, Stop> {
    let value = if value == "-" { from_stdin()? } else { value.to_owned() };
    let value = bare(&value);
    let named = name.map(run::vendor).transpose()?;
    let config = run.config_if_any()?;
    let clock = Clock::system();
    let read = |vendor: &'static Vendor| {
        let decode = vendor.decode?;
        let values: Option<Values> = config
            .as_ref()
            .filter(|config| config.has(vendor))
            .map(|config| run.values(config, vendor, &mut Findings::default()));
        decode(value, values.as_ref(), &clock).map(|decoded| (vendor, decoded))
    };
    let found = match named {
        Some(vendor) => read(vendor),
        None => VENDORS.iter().copied().find_map(read),
    };
    let Some((vendor, decoded)) = found else { return Err(none(run, named)) };
    show(run, vendor, &decoded, clock.millis())
}

fn from_stdin() -> Result<String, Stop> {
    let mut text = String::new();
    std::io::stdin().lock().take(LONGEST).read_to_string(&mut text).map_err(anyhow::Error::from)?;
    Ok(text)
}

/// A value as it is pasted out of a header or a URL.
fn bare(value: &str) -> &str {
    let value = value.trim();
    let bearer = value.get(..7).filter(|word| word.eq_ignore_ascii_case("bearer "));
    let value = bearer.map_or(value, |word| value[word.len()..].trim_start());
    value.strip_prefix("usersig=").unwrap_or(value)
}

fn none(run: &Run, named: Option<&'static Vendor>) -> Stop {
    let hint = Text::new(
        "it takes a UserSig, or a JWT in three parts with dots between them",
        "可以解码 UserSig，或由两个点分成三段的 JWT",
    );
    match named {
        Some(vendor) => {
            let name = run.terminal.say(&vendor.name).to_owned();
            Stop::new(text!("this is no credential of {name}", "这不是 {name} 的凭据"), hint)
        }
        None => Stop::new(Text::new("this is neither a UserSig nor a JWT", "这既不是 UserSig 也不是 JWT"), hint),
    }
}

fn show(run: &Run, vendor: &Vendor, decoded: &Decoded, now: u64) -> Result<Verdict, Stop> {
    let is_expired = decoded.expires.is_some_and(|end| end <= now / 1000);
    let verdict = match decoded.signature {
        Signature::Wrong => Verdict::Problem,
        _ if is_expired => Verdict::Problem,
        Signature::Right | Signature::NotJudged => Verdict::Ok,
    };
    if run.format() == Format::Table {
        return table(&run.terminal, vendor, decoded).map(|()| verdict);
    }
    let parts: Map<String, Value> =
        decoded.parts.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    let signature = match decoded.signature {
        Signature::Right => Some(true),
        Signature::Wrong => Some(false),
        Signature::NotJudged => None,
    };
    let member = json!({
        "vendor": vendor.key,
        "kind": decoded.kind,
        "parts": parts,
        "signature_is_right": signature,
        "expires": decoded.expires,
        "is_expired": is_expired,
        "remarks": decoded.remarks.iter().map(|remark| remark.get(Lang::En)).collect::<Vec<_>>(),
    });
    let mut report = run.report().with("credential", member);
    report.found = verdict;
    run.finish(&report, |_| Ok(()))
}

fn table(terminal: &Terminal, vendor: &Vendor, decoded: &Decoded) -> Result<(), Stop> {
    terminal.line(&format!("{}  {}", terminal.say(&vendor.name), decoded.kind))?;
    let signature = match decoded.signature {
        Signature::Right => Text::new("✓ made with the key of push.toml", "✓ 是用 push.toml 里的密钥签的"),
        Signature::Wrong => Text::new("✗ not made with the key of push.toml", "✗ 不是用 push.toml 里的密钥签的"),
        Signature::NotJudged => {
            Text::new("? push.toml holds no key to judge it by", "? push.toml 里没有可以验证它的密钥")
        }
    };
    let label = terminal.say(&Text::new("signature", "签名")).to_owned();
    // Whoever made the credential chose what stands in it.
    let parts: Vec<(&str, String)> =
        decoded.parts.iter().map(|(name, value)| (name.as_str(), answer::clean(value))).collect();
    let rows: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .chain([(label.as_str(), terminal.say(&signature))])
        .collect();
    let columns = rows.iter().map(|(name, _)| layout::width(name)).max().unwrap_or(0) + 2;
    for (name, value) in rows {
        let line = layout::hang(&format!("  {name}"), columns + 2, value, terminal.width);
        terminal.line(&answer::paint_marks(terminal, &line))?;
    }
    for remark in &decoded.remarks {
        terminal.line(&layout::hang("  !", 4, &answer::clean(terminal.say(remark)), terminal.width))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_taken_as_it_is_pasted() {
        for pasted in ["abc", " abc\n", "Bearer abc", "bearer  abc", "usersig=abc"] {
            assert_eq!(bare(pasted), "abc", "{pasted}");
        }
        assert_eq!(bare("密钥密钥密钥"), "密钥密钥密钥");
    }
}
