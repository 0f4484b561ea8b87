//! What the vendors call the options of a message, for `send-test --help`.
//!
//! Nothing is listed here: a push with the option is composed for every vendor, and one without it, and what differs
//! between the two requests is its name. What a vendor cannot say makes no difference.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::{Arg, Command};

use pushctl::config::{App, Given, Values};
use pushctl::context::{Clock, Context};
use pushctl::device::DeviceToken;
use pushctl::http::{self, Call, HeaderValue, Http, Settings};
use pushctl::message::{Click, Message, Priority};
use pushctl::secret::Redactor;
use pushctl::text;
use pushctl::text::Lang;
use pushctl::vendors::{Addressee, VENDORS, VendorClient};
use serde_json::Value;

/// An option, and how a push gets it.
struct Probe {
    /// The id of its argument.
    option: &'static str,
    /// Gives it to a push.
    set: fn(&mut Message),
    /// What of its value a request shows: other places that change with it are not its name.
    value: &'static str,
}

const fn probe(option: &'static str, value: &'static str, set: fn(&mut Message)) -> Probe {
    Probe { option, set, value }
}

static PROBES: &[Probe] = &[
    probe("title", "other", |message| message.title = String::from("other")),
    probe("subtitle", "other", |message| message.subtitle = Some("other".to_owned())),
    probe("body", "other", |message| message.body = String::from("other")),
    probe("ext", "other", |message| message.ext = Some(r#"{"key":"other"}"#.to_owned())),
    probe("channel_id", "other", |message| message.channel_id = Some("other".to_owned())),
    // A vendor takes only its own words; these are of the largest lists.
    probe("category", "ORDER", |message| message.category = Some("ORDER".to_owned())),
    probe("category", "EXPRESS", |message| message.category = Some("EXPRESS".to_owned())),
    probe("badge", "7", |message| message.badge = Some(7)),
    probe("sound", "other", |message| message.sound = Some("other".to_owned())),
    probe("ttl", "72", |message| message.ttl = Some(Duration::from_secs(7200))),
    probe("click", "Other", |message| message.click = Click::Activity("com.example.Other".to_owned())),
    probe("priority", "", |message| message.priority = Some(Priority::High)),
    probe("priority", "", |message| message.priority = Some(Priority::Normal)),
    probe("collapse_key", "7", |message| message.collapse_key = Some("7".to_owned())),
    probe("image", "other", |message| message.image = Some("https://example.com/other.png".to_owned())),
];

/// A vendor's name for an option, as a path into its request.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    vendor: &'static str,
    path: String,
}

/// `send-test` with the vendors' names in the long text of each option.
pub(crate) fn shown(program: Command, lang: Lang) -> Command {
    let names = names();
    program.mut_subcommand("send-test", |command| command.mut_args(|argument| with_names(argument, &names, lang)))
}

fn with_names(argument: Arg, names: &BTreeMap<&'static str, Vec<Name>>, lang: Lang) -> Arg {
    let id = argument.get_id().as_str();
    let differs = |name: &&Name| name.path.rsplit('.').next().is_some_and(|last| !last.eq_ignore_ascii_case(id));
    let own: Vec<String> = names.get(id).into_iter().flatten().filter(differs).map(Name::to_string).collect();
    let Some(help) = argument.get_long_help().or(argument.get_help()).filter(|_| !own.is_empty()) else {
        return argument;
    };
    let own = own.join(", ");
    let told = text!("The vendors call it: {own}", "各厂商的写法：{own}");
    let help = format!("{help}\n\n{}", told.get(lang));
    argument.long_help(help)
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.vendor, self.path)
    }
}

/// The names of every option, by the id of its argument, in the vendors' order.
fn names() -> BTreeMap<&'static str, Vec<Name>> {
    http::install_crypto();
    let http = Http::new(Settings::default(), Redactor::default());
    let context = Context::new(http, Clock::fixed(1_700_000_000_000), Redactor::default());
    let mut names: BTreeMap<&'static str, Vec<Name>> = BTreeMap::new();
    for vendor in VENDORS {
        let values = Values::empty(vendor.key, vendor.fields).made_up();
        let address = match vendor.addressee {
            Addressee::Token => DeviceToken::parse(vendor.example_device.address),
            Addressee::User => DeviceToken::user(vendor.example_device.address),
        };
        let (Ok(client), Some(token)) = ((vendor.client)(&values, &app()), address) else { continue };
        let request = |message: &Message| facts(&context, client.as_ref(), message, &token);
        let (plain, again) = (request(&usual()), request(&usual()));
        for probe in PROBES {
            let mut message = usual();
            (probe.set)(&mut message);
            let own = names.entry(probe.option).or_default();
            if own.iter().any(|name| name.vendor == vendor.key) {
                continue;
            }
            let changed = request(&message).into_iter().filter(|(path, value)| {
                // What two equal pushes do not share is an id or a time.
                plain.get(path) == again.get(path) && plain.get(path) != Some(value)
            });
            own.extend(best(changed, probe.value).map(|path| Name { vendor: vendor.key, path }));
        }
    }
    names
}

/// Of the places that an option changed, the one that shows its value, rather than a switch, the shortest.
fn best(changed: impl Iterator<Item = (String, String)>, value: &str) -> Option<String> {
    let is_switch = |shown: &str| matches!(shown, "true" | "false" | "0" | "1");
    let best = changed.min_by_key(|(path, shown)| (!shown.contains(value), is_switch(shown), path.len()));
    // Where `ext` is taken as an object of its own, its key is the user's.
    best.map(|(path, _)| path.strip_suffix(".key").map_or(path.clone(), str::to_owned))
}

/// An app of which all is known.
fn app() -> App {
    App {
        package_name: Some(Given::new("com.example.imdemo")),
        bundle_id: Some(Given::new("com.example.imdemo")),
        launcher_activity: Some(Given::new("com.example.imdemo.MainActivity")),
        ..App::default()
    }
}

/// A push with nothing but what every push has.
fn usual() -> Message {
    Message {
        title: "title".to_owned(),
        body: "body".to_owned(),
        ext: Some(r#"{"key":"0"}"#.to_owned()),
        ..Message::default()
    }
}

/// Every value of a push's requests by its path.
fn facts(
    context: &Context,
    client: &dyn VendorClient,
    message: &Message,
    token: &DeviceToken,
) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    for call in client.compose(context, message, token).calls {
        let headers = call.headers.iter().filter_map(|(name, value)| match value {
            HeaderValue::Plain(value) => Some(((*name).to_owned(), value.clone().into_owned())),
            _ => None,
        });
        facts.extend(headers);
        body_facts(&call, &mut facts);
    }
    facts
}

fn body_facts(call: &Call, facts: &mut BTreeMap<String, String>) {
    let Some(body) = &call.body else { return };
    match serde_json::from_str(body) {
        Ok(json) => flatten("", &json, facts),
        Err(_) => {
            for (name, value) in form_urlencoded::parse(body.as_bytes()) {
                flatten(&name, &nested(&value), facts);
            }
        }
    }
}

/// A text that is a JSON object, as one.
fn nested(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(object @ Value::Object(_)) => object,
        _ => Value::String(text.to_owned()),
    }
}

fn flatten(path: &str, value: &Value, facts: &mut BTreeMap<String, String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(name, value)| flatten(&below(name), value, facts)),
        Value::Array(items) => items.iter().for_each(|item| flatten(path, item, facts)),
        other => {
            facts.insert(path.to_owned(), other.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn names_are_those_of_the_vendors_documents() {
        let names = names();
        let name = |option: &str, vendor: &str| {
            let own = names.get(option).into_iter().flatten().find(|name| name.vendor == vendor);
            own.map(|name| name.path.as_str())
        };
        assert_eq!(name("title", "apple"), Some("aps.alert.title"));
        assert_eq!(name("ttl", "apple"), Some("apns-expiration"));
        assert_eq!(name("ttl", "vivo"), Some("timeToLive"));
        assert_eq!(name("ttl", "oppo"), Some("message.notification.off_line_ttl"));
        assert_eq!(name("body", "xiaomi"), Some("description"));
        assert_eq!(name("body", "meizu"), Some("messageJson.noticeBarInfo.content"));
        assert_eq!(name("category", "vivo"), Some("category"));
        assert_eq!(name("collapse_key", "google"), Some("message.android.collapse_key"));
        assert_eq!(name("ttl", "meizu"), Some("messageJson.pushTimeInfo.validTime"));
        assert_eq!(name("ext", "xiaomi"), Some("payload"));
        assert_eq!(name("subtitle", "vivo"), None, "vivo has no second line");
    }

    #[test]
    fn every_option_of_a_message_is_probed() {
        let command = Cli::command();
        let command = command.find_subcommand("send-test").expect("the command");
        let options: Vec<&str> = command
            .get_arguments()
            .filter(|argument| argument.get_help_heading() == Some("Message"))
            .map(|argument| argument.get_id().as_str())
            .filter(|id| *id != "set")
            .collect();
        let mut probed: Vec<&str> = PROBES.iter().map(|probe| probe.option).collect();
        probed.dedup();
        assert_eq!(probed, options);
    }

    #[test]
    fn help_says_them_where_they_differ() {
        for (lang, words) in [(Lang::En, "The vendors call it: "), (Lang::Zh, "各厂商的写法：")] {
            let command = shown(Cli::command(), lang);
            let command = command.find_subcommand("send-test").expect("the command");
            let long = |id: &str| {
                let argument = command.get_arguments().find(|argument| argument.get_id() == id).expect("the option");
                argument.get_long_help().map(ToString::to_string).unwrap_or_default()
            };
            assert!(long("ttl").contains(&format!("{words}apple apns-expiration, ")), "{}", long("ttl"));
            assert!(!long("title").contains(words), "title is title everywhere");
            assert_eq!(long("live"), "");
        }
    }
}
