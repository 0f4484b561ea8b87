//! The message of `send-test`: flags, else `[message]` and the vendor's table, else real Chinese text.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::cli::exit::Stop;
use crate::cli::globals::duration;
use crate::cli::run::Run;
use pushctl::config::{self, Config, Kind, Side};
use pushctl::context::Clock;
use pushctl::message::{Click, Message, Mode, Priority};
use pushctl::report::Findings;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::Vendor;

/// What the push says.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Message")]
pub(crate) struct MessageArgs {
    /// First line
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Second line, where the vendor has one
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    subtitle: Option<String>,
    /// The text
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// Handed to the app: a JSON object, KEY=VALUE, or @FILE
    #[arg(long, value_name = "JSON|KEY=VALUE|@FILE")]
    ext: Option<String>,
    /// Android notification channel
    #[arg(long, value_name = "ID")]
    channel_id: Option<String>,
    /// Message class, the vendor's word
    #[arg(long, value_name = "WORD")]
    category: Option<String>,
    /// Number on the app's icon
    #[arg(long, value_name = "N")]
    badge: Option<u32>,
    /// Sound file, or `default`
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    sound: Option<String>,
    /// How long the vendor keeps it for a phone that is off
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    ttl: Option<Duration>,
    /// What a tap does: im, open, activity:NAME, intent:URI, url:URL
    #[arg(long, value_name = "ACTION", value_parser = click)]
    click: Option<Click>,
    /// How urgent it is
    #[arg(long, value_name = "LEVEL", value_enum)]
    priority: Option<Level>,
    /// Replaces an earlier notification of the same key
    #[arg(long, value_name = "KEY", hide_short_help = true)]
    collapse_key: Option<String>,
    /// URL of a picture
    #[arg(long, value_name = "URL", hide_short_help = true)]
    image: Option<String>,
    /// What only one vendor can say; repeatable
    #[arg(long, value_name = "VENDOR.KEY=VALUE")]
    set: Vec<String>,
}

/// How urgent a push is.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Level {
    /// At once
    High,
    /// When it suits the phone
    Normal,
}

impl MessageArgs {
    /// The message for one vendor.
    pub(crate) fn build(
        &self,
        run: &Run,
        config: &Config,
        vendor: &'static Vendor,
        mode: Mode,
        clock: &Clock,
    ) -> Result<Message, Stop> {
        let mut findings = Findings::default();
        let written = config.message(&mut findings);
        let values = run.values(config, vendor, &mut findings);
        findings.append(written.lint(|_| true));
        let mut places = BTreeMap::new();
        let mut text = |key: &'static str, flag: Option<&String>| match (flag, written.text(key)) {
            (Some(flag), _) => Some(flag.clone()),
            (None, Some(given)) => {
                places.extend(given.place.clone().map(|place| (key.to_owned(), place)));
                Some(given.as_str().to_owned())
            }
            (None, None) => None,
        };
        let title = text("title", self.title.as_ref()).unwrap_or_else(|| "新消息提醒".to_owned());
        let body =
            text("body", self.body.as_ref()).unwrap_or_else(|| format!("您有一条新消息 {}", clock.beijing_time()));
        let ext = text("ext", None);
        let mut extension = self.extension(vendor)?;
        for field in vendor.fields.iter().filter(|field| field.side == Side::Message) {
            for (key, value) in message_values(field.key, field.kind, &values) {
                if let Some(place) = values.place_of(field.key) {
                    places.entry(field.key.to_owned()).or_insert_with(|| place.clone());
                }
                extension.entry(key).or_insert(value);
            }
        }
        if findings.has_errors() {
            return Err(findings.into());
        }
        Ok(Message {
            title,
            subtitle: self.subtitle.clone(),
            body,
            ext: Some(self.ext(ext.as_deref())?),
            channel_id: self.channel_id.clone(),
            category: self.category.clone(),
            badge: self.badge,
            sound: self.sound.clone(),
            ttl: self.ttl,
            click: self.click.clone().unwrap_or_default(),
            priority: self.priority.map(|level| match level {
                Level::High => Priority::High,
                Level::Normal => Priority::Normal,
            }),
            collapse_key: self.collapse_key.clone(),
            image: self.image.clone(),
            mode,
            extension,
            places,
        })
    }

    /// `--set VENDOR.KEY=VALUE` for this vendor, and a word on every one that is wrong.
    fn extension(&self, vendor: &'static Vendor) -> Result<BTreeMap<String, String>, Stop> {
        let mut extension = BTreeMap::new();
        for written in &self.set {
            let parts = written.split_once('=').and_then(|(name, value)| Some((name.split_once('.')?, value)));
            let Some(((name, key), value)) = parts else {
                let message = text!("--set {written}: not VENDOR.KEY=VALUE", "--set {written}：不是 厂商.键=值");
                return Err(Stop::new(
                    message,
                    Text::new("such as --set vivo.notify_type=2", "例如 --set vivo.notify_type=2"),
                ));
            };
            if crate::cli::run::vendor(name)?.key == vendor.key {
                check_option(vendor, key, value)?;
                extension.insert(key.to_owned(), value.to_owned());
            }
        }
        Ok(extension)
    }

    /// `ext` as JSON text. The app decodes it, and OPPO drops a push whose ext is no JSON object.
    fn ext(&self, written: Option<&str>) -> Result<String, Stop> {
        let hint = || {
            Text::new(
                r#"such as --ext '{"conversationID":"c2c_alice"}' or --ext conversationID=c2c_alice"#,
                r#"例如 --ext '{"conversationID":"c2c_alice"}' 或 --ext conversationID=c2c_alice"#,
            )
        };
        let Some(text) = &self.ext else {
            return object(written.unwrap_or(r#"{"conversationID":"c2c_administrator"}"#))
                .map_err(|reason| Stop::new(text!("[message] ext: {reason}", "[message] ext：{reason}"), hint()));
        };
        let text = match text.strip_prefix('@') {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| Stop::new(text!("--ext @{path}: {error}", "--ext @{path}：{error}"), hint()))?,
            None => text.clone(),
        };
        if let Some((key, value)) = text.split_once('=').filter(|_| !text.trim_start().starts_with(['{', '[', '"'])) {
            return Ok(serde_json::json!({ key: value }).to_string());
        }
        object(&text).map_err(|reason| Stop::new(text!("--ext: {reason}", "--ext：{reason}"), hint()))
    }
}

fn object(text: &str) -> Result<String, String> {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(_)) => Ok(text.trim().to_owned()),
        Ok(_) => Err("JSON, but not an object".to_owned()),
        Err(error) => Err(format!("not a JSON object ({error})")),
    }
}

/// The values of one option as the message carries them.
fn message_values(key: &str, kind: Kind, values: &config::Values) -> Vec<(String, String)> {
    if kind == Kind::Map {
        return values.map(key).into_iter().map(|(inner, value)| (format!("{key}.{inner}"), value)).collect();
    }
    values.text(key).map(|given| (key.to_owned(), given.as_str().to_owned())).into_iter().collect()
}

fn check_option(vendor: &'static Vendor, key: &str, value: &str) -> Result<(), Stop> {
    let options = || vendor.fields.iter().filter(|field| field.side == Side::Message);
    let name = key.split_once('.').map_or(key, |(name, _)| name);
    let vendor_key = vendor.key;
    let Some(field) = options().find(|field| field.key == name) else {
        let message = text!("{vendor_key} has no option `{key}`", "{vendor_key} 没有 `{key}` 这个选项");
        let known = options().map(|field| field.key).collect::<Vec<_>>().join(", ");
        let nearest = config::nearest(name, options().map(|field| field.key));
        let hint = match nearest {
            Some(nearest) => config::did_you_mean(nearest),
            None => text!("options are: {known}", "可用的选项：{known}"),
        };
        return Err(Stop::new(message, hint));
    };
    let expected = match field.kind {
        Kind::Map if key == name => Err(text!("{vendor_key}.{key}.NAME=VALUE", "{vendor_key}.{key}.名字=值")),
        Kind::Map => Ok(()),
        kind => kind.accepts(value),
    };
    expected.map_err(|expected| {
        let message = text!("--set {vendor_key}.{key}={value} cannot be", "--set {vendor_key}.{key}={value} 不对");
        Stop::new(message, expected)
    })
}

/// Reads `im`, `open`, `activity:NAME`, `intent:URI`, `url:URL`.
fn click(text: &str) -> Result<Click, String> {
    match text.split_once(':') {
        None if text == "im" => Ok(Click::Im),
        None if text == "open" => Ok(Click::Open),
        Some(("activity", name)) if !name.is_empty() => Ok(Click::Activity(name.to_owned())),
        Some(("intent", uri)) if !uri.is_empty() => Ok(Click::Intent(uri.to_owned())),
        Some(("url", url)) if !url.is_empty() => Ok(Click::Url(url.to_owned())),
        _ => Err("write im, open, activity:NAME, intent:URI or url:URL".to_owned()),
    }
}
