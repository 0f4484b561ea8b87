//! What a vendor answered, in pushctl's words and in its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::{Lang, Text};

/// What an answer means. Exactly one per answer, for every vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The vendor took the request. It does not say that anything was shown.
    Accepted,
    /// Ids, keys, secrets or the sign made from them are wrong.
    Credentials,
    /// The credentials are right, but this app may not do this (yet).
    Permission,
    /// The device token is malformed, unknown or dead.
    TokenInvalid,
    /// The device token is of another app, project or environment.
    TokenMismatch,
    /// Something in the message is not allowed.
    Payload,
    /// A daily limit is used up.
    Quota,
    /// Too many calls at once; later it may work.
    RateLimited,
    /// The vendor failed and says so (HTTP 5xx).
    Transient,
    /// No answer: the name did not resolve, nobody listened, TLS failed, time ran out.
    Network,
    /// An answer that is not the vendor's: HTML of a gateway, cut-off JSON, a wrong type.
    Protocol,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::Credentials,
        Self::Permission,
        Self::TokenInvalid,
        Self::TokenMismatch,
        Self::Payload,
        Self::Quota,
        Self::RateLimited,
        Self::Transient,
        Self::Network,
        Self::Protocol,
    ];

    /// What a report makes of it: refused for a reason we can name, or nothing known.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Accepted => Verdict::Ok,
            Self::Credentials
            | Self::Permission
            | Self::TokenInvalid
            | Self::TokenMismatch
            | Self::Payload
            | Self::Quota => Verdict::Problem,
            Self::RateLimited | Self::Transient | Self::Network | Self::Protocol => Verdict::Undetermined,
        }
    }

    /// The name used in JSON, errors.toml and texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Credentials => "credentials",
            Self::Permission => "permission",
            Self::TokenInvalid => "token-invalid",
            Self::TokenMismatch => "token-mismatch",
            Self::Payload => "payload",
            Self::Quota => "quota",
            Self::RateLimited => "rate-limited",
            Self::Transient => "transient",
            Self::Network => "network",
            Self::Protocol => "protocol",
        }
    }

    /// The same for people.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Accepted => Text::new("accepted", "已接收"),
            Self::Credentials => Text::new("credentials refused", "密钥被拒绝"),
            Self::Permission => Text::new("not permitted", "没有权限"),
            Self::TokenInvalid => Text::new("device token invalid", "token 无效"),
            Self::TokenMismatch => Text::new("device token of another app", "token 不属于这个应用"),
            Self::Payload => Text::new("message refused", "消息内容被拒绝"),
            Self::Quota => Text::new("over quota", "超出配额"),
            Self::RateLimited => Text::new("too many requests", "调用过于频繁"),
            Self::Transient => Text::new("vendor failure", "厂商服务出错"),
            Self::Network => Text::new("no answer", "没有得到回答"),
            Self::Protocol => Text::new("not an answer of the vendor", "不是厂商的回答"),
        }
    }
}

/// The result of a whole run; a problem outweighs undetermined outweighs ok.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Exit code 0.
    Ok,
    /// Could not be found out. Exit code 3.
    Undetermined,
    /// Something is wrong. Exit code 1.
    Problem,
    /// The command line or the files could not be used at all. Exit code 2.
    Unusable,
}

/// What was asked of the vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// Proves credentials without sending anything.
    Authenticate,
    /// Sends a push.
    Send,
    /// Asks whether a device token is alive.
    TokenStatus,
    /// Asks what became of a message.
    MessageStatus,
    /// Has the vendor look at a push without sending it.
    Validate,
    /// Asks about a user.
    UserStatus,
}

impl Operation {
    /// The operation for people.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Authenticate => Text::new("authenticate", "鉴权"),
            Self::Send => Text::new("send", "发送"),
            Self::TokenStatus => Text::new("token", "查询 token"),
            Self::MessageStatus => Text::new("message", "查询消息"),
            Self::Validate => Text::new("validate", "校验"),
            Self::UserStatus => Text::new("user", "查询用户"),
        }
    }
}

/// The state of a device token, and with it what to do with the row in one's own database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Keep.
    Alive,
    /// Keep; notifications are switched off on the phone.
    Muted,
    /// Delete. Only for codes that an official source calls dead.
    Dead,
    /// Of another app, project or environment: delete nothing, mend push.toml.
    Foreign,
    /// A refusal whose meaning is ambiguous or not officially documented.
    Suspect,
    /// Could not be determined.
    Unknown,
}

impl State {
    /// The name used in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Muted => "muted",
            Self::Dead => "dead",
            Self::Foreign => "foreign",
            Self::Suspect => "suspect",
            Self::Unknown => "unknown",
        }
    }

    /// What a report makes of a token of this state, about which there was an answer of a class.
    #[must_use]
    pub fn verdict(self, class: Class) -> Verdict {
        match self {
            Self::Alive | Self::Muted => Verdict::Ok,
            Self::Dead | Self::Foreign => Verdict::Problem,
            Self::Suspect => Verdict::Undetermined,
            Self::Unknown => class.verdict().max(Verdict::Undetermined),
        }
    }

    /// What to do with the token.
    #[must_use]
    pub const fn advice(self) -> Text {
        match self {
            Self::Alive => Text::new("keep", "保留"),
            Self::Muted => Text::new("keep: notifications are switched off", "保留：通知被关闭"),
            Self::Dead => Text::new("delete", "删除"),
            Self::Foreign => Text::new("delete nothing, mend push.toml", "不要删除，先改 push.toml"),
            Self::Suspect => Text::new("keep, look closer", "保留，进一步确认"),
            Self::Unknown => Text::new("ask again later", "稍后再查"),
        }
    }
}

/// One number that a vendor reports about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Stable name, used in JSON.
    pub key: &'static str,
    /// The name for people.
    pub label: Text,
    /// The vendor's number.
    pub value: i64,
}

/// One thing that a vendor told beside code and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Stable name, used in JSON.
    pub key: &'static str,
    /// The name for people.
    pub label: Text,
    /// What the vendor told.
    pub value: String,
}

/// One answer of a vendor. The vendor's own code and text are always kept beside our class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The vendor asked.
    pub vendor: &'static str,
    /// What it was asked.
    pub operation: Operation,
    /// The device: its name in push.toml, or the masked token.
    pub target: Option<String>,
    /// What the answer means.
    pub class: Class,
    /// For token queries.
    pub state: Option<State>,
    /// Where in the vendor's answer the code stood (`result`, `invalidUser.status`), which is also the scope in which
    /// the vendor's errors.toml lists it.
    pub scope: &'static str,
    /// The vendor's code, as it came.
    pub code: Option<String>,
    /// The vendor's words, as they came.
    pub text: Option<String>,
    /// Ids the vendor gave: `task_id`, ...
    pub ids: BTreeMap<&'static str, String>,
    /// Numbers the vendor gave.
    pub figures: Vec<Figure>,
    /// What else the vendor told.
    pub facts: Vec<Fact>,
    /// Why there is no answer, and what to do about it, in our words.
    pub failure: Option<(Text, Text)>,
    /// The answer's beginning, kept where we could not make sense of it.
    pub raw: Option<String>,
    /// Whether the vendor provably processed nothing: asking again repeats nothing.
    pub unprocessed: bool,
}

impl Outcome {
    /// An outcome with nothing but its class; the vendor's words are added by the `with_` functions.
    #[must_use]
    pub fn new(vendor: &'static str, operation: Operation, class: Class) -> Self {
        Self {
            vendor,
            operation,
            target: None,
            class,
            state: None,
            scope: "",
            code: None,
            text: None,
            ids: BTreeMap::new(),
            figures: Vec::new(),
            facts: Vec::new(),
            failure: None,
            raw: None,
            unprocessed: false,
        }
    }

    /// What a report makes of it. A token's state says more than its class: a dead one is a problem, of a suspect one
    /// nobody can tell.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.state.map_or(self.class.verdict(), |state| state.verdict(self.class))
    }

    /// What was asked, and of which device: `credentials`, `token my-vivo`. The same in every language.
    #[must_use]
    pub fn asked(&self) -> String {
        let label = self.operation.label();
        let asked = match self.operation {
            // What is proven is called after its object, not after the request.
            Operation::Authenticate => "credentials",
            _ => label.get(Lang::En),
        };
        match &self.target {
            Some(target) => format!("{asked} {target}"),
            None => asked.to_owned(),
        }
    }

    /// With the vendor's code, and where in the answer it stood.
    #[must_use]
    pub fn with_code(mut self, scope: &'static str, code: impl Into<String>) -> Self {
        self.scope = scope;
        self.code = Some(code.into());
        self
    }

    /// With the vendor's words. Empty words are absent words.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into()).filter(|text| !text.is_empty());
        self
    }

    /// With an id the vendor gave.
    #[must_use]
    pub fn with_id(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.ids.insert(key, value.into());
        self
    }

    /// With something else that the vendor told.
    #[must_use]
    pub fn with_fact(mut self, key: &'static str, label: Text, value: impl Into<String>) -> Self {
        self.facts.push(Fact { key, label, value: value.into() });
        self
    }

    /// With the state of the token asked about.
    #[must_use]
    pub fn with_state(mut self, state: State) -> Self {
        self.state = Some(state);
        self
    }

    /// With the name or masked token of the device.
    #[must_use]
    pub fn with_target(mut self, target: impl Into<String>) -> Self {
        self.target = Some(target.into());
        self
    }
}
