//! The flags that every command knows. Each has a `PUSHCTL_*` twin.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::FalseyValueParser;
use clap::{Args, ValueEnum};

use pushctl::output::Format;
use pushctl::text::Lang;

/// The global flags.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Globals {
    /// Read FILE instead of push.toml of this folder or one above it
    #[arg(long, global = true, value_name = "FILE", env = "PUSHCTL_CONFIG", hide_env = true)]
    pub(crate) config: Option<PathBuf>,

    /// Lay `[profiles.NAME]` of push.toml over the base
    #[arg(long, global = true, value_name = "NAME", env = "PUSHCTL_PROFILE", hide_env = true)]
    pub(crate) profile: Option<String>,

    /// Only these vendors; default: every vendor in push.toml
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',', env = "PUSHCTL_VENDOR", hide_env = true)]
    pub(crate) vendor: Vec<String>,

    /// How to print the result
    #[arg(long, global = true, value_name = "FORMAT", value_enum, env = "PUSHCTL_FORMAT", hide_env = true)]
    pub(crate) format: Option<FormatName>,

    /// Also write a report to a file; repeatable
    #[arg(
        long,
        global = true,
        value_name = "FORMAT=FILE",
        env = "PUSHCTL_REPORT",
        hide_env = true,
        hide_short_help = true
    )]
    pub(crate) report: Vec<String>,

    /// Language of messages; default: the locale's
    #[arg(long, global = true, value_name = "LANG", value_enum, env = "PUSHCTL_LANG", hide_env = true)]
    pub(crate) lang: Option<LangName>,

    /// Print every exchange with a vendor to stderr, without secrets
    #[arg(short, long, global = true, env = "PUSHCTL_VERBOSE", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(crate) verbose: bool,

    /// Print no remarks, only the result
    #[arg(short, long, global = true, env = "PUSHCTL_QUIET", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(crate) quiet: bool,

    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        env = "PUSHCTL_COLOR",
        hide_env = true,
        hide_short_help = true
    )]
    pub(crate) color: Option<When>,

    /// Limit per request, such as 10s, 500ms, 1m; a bare number is seconds
    #[arg(long, global = true, value_name = "DURATION", value_parser = duration, env = "PUSHCTL_TIMEOUT", hide_env = true, hide_short_help = true)]
    pub(crate) timeout: Option<Duration>,

    /// Answer every question with yes
    #[arg(long, global = true, env = "PUSHCTL_YES", hide_env = true, value_parser = FalseyValueParser::new())]
    pub(crate) yes: bool,

    /// Trust the CA certificates in this file too
    #[arg(long, global = true, value_name = "PEM", env = "PUSHCTL_CA_FILE", hide_env = true, hide_short_help = true)]
    pub(crate) ca_file: Option<PathBuf>,

    /// Send a vendor's requests to another host; repeatable
    #[arg(
        long,
        global = true,
        value_name = "VENDOR=URL",
        env = "PUSHCTL_ENDPOINT",
        hide_env = true,
        hide_short_help = true
    )]
    pub(crate) endpoint: Vec<String>,

    /// Ask an emulator inside this process instead of the vendors
    #[arg(
        long,
        global = true,
        value_name = "SCENARIO",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        env = "PUSHCTL_EMULATOR",
        hide_env = true
    )]
    pub(crate) emulator: Option<String>,

    /// Exit with 0 where it would be 1
    #[arg(long, global = true, env = "PUSHCTL_EXIT_ZERO", hide_env = true, value_parser = FalseyValueParser::new(), hide_short_help = true)]
    pub(crate) exit_zero: bool,
}

/// A language's name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LangName {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Self {
        match name {
            LangName::En => Self::En,
            LangName::Zh => Self::Zh,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A format's name: derived from [`Format::ALL`], so that there is one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FormatName(pub(crate) Format);

impl ValueEnum for FormatName {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [FormatName; Format::ALL.len()] = {
            let mut all = [FormatName(Format::Table); Format::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = FormatName(Format::ALL[at].1);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let (name, _) = Format::ALL.iter().find(|(_, format)| *format == self.0)?;
        Some(clap::builder::PossibleValue::new(*name))
    }
}

/// Reads `10`, `10s`, `500ms`, `2m`, `1h`, `1d`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let split = text.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number: f64 = number.parse().map_err(|_| "write 10s, 500ms, 2m, 1h or 1d".to_owned())?;
    let seconds = match unit.trim() {
        "" | "s" => number,
        "ms" => number / 1000.0,
        "m" => number * 60.0,
        "h" => number * 3600.0,
        "d" => number * 86_400.0,
        _ => return Err("write 10s, 500ms, 2m, 1h or 1d".to_owned()),
    };
    Duration::try_from_secs_f64(seconds).map_err(|_| "that is too long".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(duration("10"), Ok(Duration::from_secs(10)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(duration("1d"), Ok(Duration::from_secs(86_400)));
        for bad in ["", "x", "10 parsecs", "-1", "1e999d", "s"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
