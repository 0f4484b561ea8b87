//! A push, as far as every vendor can say it, plus what only one of them can.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::config::Place;

/// What a tap on the notification does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Click {
    /// What the IM console holds for Tencent's plugin.
    #[default]
    Im,
    /// Opens the app.
    Open,
    /// Opens an activity by its class name.
    Activity(String),
    /// Opens an intent URI.
    Intent(String),
    /// Opens a web page.
    Url(String),
}

/// Who gets the push.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Only registered test devices, where the vendor has such a mode.
    #[default]
    Test,
    /// Any device; counts against quotas.
    Live,
}

/// How urgent a push is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// At once.
    High,
    /// When it suits the phone.
    Normal,
}

/// One push.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// First line.
    pub title: String,
    /// Second line, where the vendor has one.
    pub subtitle: Option<String>,
    /// The text.
    pub body: String,
    /// A JSON object as text, handed to the app.
    pub ext: Option<String>,
    /// Android notification channel.
    pub channel_id: Option<String>,
    /// Message class (消息分类), the vendor's word.
    pub category: Option<String>,
    /// Number on the app's icon.
    pub badge: Option<u32>,
    /// Sound file, or `default`.
    pub sound: Option<String>,
    /// How long the vendor keeps it for a phone that is off.
    pub ttl: Option<Duration>,
    /// What a tap does.
    pub click: Click,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Replaces an earlier notification of the same key.
    pub collapse_key: Option<String>,
    /// URL of a picture.
    pub image: Option<String>,
    /// Who gets it.
    pub mode: Mode,
    /// What only one vendor can say, by its key in push.toml. Maps are joined as `key.inner`.
    pub extension: BTreeMap<String, String>,
    /// Where values that came from push.toml stand.
    pub places: BTreeMap<String, Place>,
}

impl Message {
    /// An option that only this vendor has.
    #[must_use]
    pub fn option(&self, key: &str) -> Option<&str> {
        self.extension.get(key).map(String::as_str)
    }

    /// Such an option that is a whole number. Others are found by the vendor's review.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<i64> {
        self.option(key).and_then(|text| text.trim().parse().ok())
    }

    /// Such an option that is true or false.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.option(key).map(|text| text == "true")
    }

    /// The pairs of an option that is a map.
    pub fn map<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let inner = move |whole: &'a String| whole.strip_prefix(key)?.strip_prefix('.');
        self.extension.iter().filter_map(move |(whole, value)| Some((inner(whole)?, value.as_str())))
    }
}
