//! Who gets a push, and what Xiaomi says of phones that cannot get it.

use serde_json::{Map, Value};

use super::form::Form;
use super::message::{self, Push};
use super::report::Sent;
use super::{Refusal, Xiaomi, refuse, slips};
use crate::emulator::read::{joined, quoted};
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::text;
use crate::text::Text;

/// What happens to a push to one target.
enum Arrival {
    /// It gets there.
    Arrives,
    /// Accepted, and nothing shows.
    Silent(Text),
    /// No target of this app.
    Invalid(Text),
    /// The answer is this code.
    Refused(&'static str, Text),
}

/// What became of the targets of one request.
#[derive(Default)]
pub(super) struct Tally {
    resolved: u64,
    delivered: u64,
    invalid: Vec<String>,
    remarks: Vec<Text>,
}

/// The field that holds targets, the first letter of message ids, and the word in `info`.
pub(super) type Kind = (&'static str, char, &'static str);

const REG_ID: Kind = ("registration_id", 's', "REGID");
const ALIAS: Kind = ("alias", 'a', "ALIAS");
const ACCOUNT: Kind = ("user_account", 'u', "USER_ACCOUNT");

/// Of which kind the targets of a path are.
pub(super) fn kind(path: &str) -> Kind {
    match path.rsplit('/').next() {
        Some("alias" | "aliases") => ALIAS,
        Some("user_account" | "user_accounts") => ACCOUNT,
        _ => REG_ID,
    }
}

impl Xiaomi {
    /// `/v2`, `/v3` and `/v4/message/…`: one message to up to 1000 targets, one answer for all of them.
    pub(super) fn send(&mut self, path: &str, form: &Form, now: u64) -> Result<RawAnswer, Refusal> {
        let kind = kind(path);
        let targets = message::targets(form, kind.0)?;
        self.own_package(path, form)?;
        let push = message::read(form)?;
        if let Some(limit) = self.used_up() {
            let acked = self.delivered;
            return Err(Refusal {
                code: "200001",
                reason: Some(format!("exceed quota, quota: {limit}, have acked: {acked}")),
                remark: text!("the scenario's quota of {limit} is used up", "场景里的额度 {limit} 已用完"),
            });
        }
        let (day, mut tally) = (self.day(), Tally::default());
        for target in &targets {
            match self.deliver(target, kind, push, &mut tally) {
                Err(refusal) if targets.len() == 1 => return Err(refusal),
                Err(refusal) => tally.refuse(target, refusal.remark),
                Ok(()) => {}
            }
        }
        self.answer_for(kind, targets.len(), day, push.time_to_live, now, tally)
    }

    /// One message to one target. `Err`: the target asks for a code.
    pub(super) fn deliver(&mut self, target: &str, kind: Kind, push: Push, tally: &mut Tally) -> Result<(), Refusal> {
        match self.arrival(target, kind.0) {
            Arrival::Refused(code, remark) => return refuse(code, remark),
            Arrival::Invalid(remark) => tally.refuse(target, remark),
            Arrival::Silent(remark) => {
                tally.resolved += 1;
                tally.remarks.push(remark);
            }
            Arrival::Arrives => {
                tally.resolved += 1;
                match self.on_default_channel(target, push) {
                    Some(remark) => tally.remarks.push(remark),
                    None => {
                        tally.delivered += 1;
                        self.delivered += 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// The one answer for all targets. One wrong id of several does not refuse the request.
    pub(super) fn answer_for(
        &mut self,
        (_, letter, word): Kind,
        count: usize,
        rest: Map<String, Value>,
        time_to_live: u64,
        now: u64,
        mut tally: Tally,
    ) -> Result<RawAnswer, Refusal> {
        tally.remarks.dedup();
        let Tally { resolved, delivered, invalid, remarks } = tally;
        if resolved == 0 && !invalid.is_empty() {
            return refuse("20301", joined(remarks));
        }
        let mut data = Map::new();
        let id = self.keep(letter, Sent { resolved, delivered, time_to_live, created: now });
        data.insert("id".to_owned(), id.into());
        data.extend(rest);
        if !invalid.is_empty() {
            data.insert("bad_regids".to_owned(), invalid.join(",").into());
        }
        let info = format!("Received push messages for {count} {word}");
        Ok(self.accepted(Some(&info), Value::from(data), joined(remarks)))
    }

    /// The package of the app, one of several by comma. One public client sends none; whether Xiaomi takes that is not
    /// known.
    pub(super) fn own_package(&self, path: &str, form: &Form) -> Result<(), Refusal> {
        let Some(written) = form.text("restricted_package_name") else {
            form.say(Text::new(
                "no restricted_package_name; the documents demand it",
                "没有 restricted_package_name；文档要求必填",
            ));
            return Ok(());
        };
        let packages: Vec<&str> = written.split(',').map(str::trim).collect();
        if packages.len() > 1 && path.starts_with("/v2/") {
            form.say(Text::new("several packages are for /v3 only", "只有 /v3 可以写多个包名"));
        }
        match self.world.package_name.as_deref() {
            Some(own) if !packages.contains(&own) => {
                let written = quoted(written);
                refuse(
                    "22022",
                    text!(
                        "restricted_package_name {written} is not the package of this app, {own}",
                        "restricted_package_name {written} 不是这个应用的包名 {own}"
                    ),
                )
            }
            _ => Ok(()),
        }
    }

    fn arrival(&self, target: &str, name: &str) -> Arrival {
        match self.world.state("xiaomi", target) {
            // There are no test devices: every phone gets every push.
            Some(TokenState::Ok | TokenState::NotTest) => Arrival::Arrives,
            Some(TokenState::Muted) => Arrival::Silent(Text::new(
                "notifications are off: accepted, not delivered",
                "通知已关闭：接收了，但没有送达",
            )),
            Some(TokenState::Dead) => Arrival::Invalid(Text::new("the app is gone from the phone", "手机上已卸载应用")),
            Some(TokenState::Foreign) => Arrival::Invalid(Text::new("registered by another app", "由别的应用注册")),
            Some(TokenState::Unregistered) => {
                Arrival::Invalid(Text::new("not registered with this app", "没有在这个应用注册"))
            }
            None => self.unknown(target, name),
        }
    }

    /// A target that nobody stated: it may ask for a code by ending in it. A whole regId ends in digits by chance.
    fn unknown(&self, target: &str, name: &str) -> Arrival {
        let is_whole = name == "registration_id" && slips::is_whole(target);
        if let Some(entry) = code_in(&super::super::VENDOR, target).filter(|_| !is_whole) {
            let code = entry.code.as_str();
            return Arrival::Refused(code, text!("the target ends in {code}", "目标以 {code} 结尾"));
        }
        if name != "registration_id" {
            return Arrival::Invalid(text!("nobody has this {name}", "没有手机设置过这个 {name}"));
        }
        Arrival::Invalid(slips::of_reg_id(target, |mended| self.world.state("xiaomi", mended).is_some()))
    }

    /// Without a channel a phone gets one message a day. The others are accepted and vanish.
    fn on_default_channel(&mut self, target: &str, push: Push) -> Option<Text> {
        if push.has_channel || self.without_channel.insert(target.to_owned()) {
            return None;
        }
        Some(Text::new(
            "the phone had its one message of the day without a channel: accepted, not delivered",
            "这台手机当天不带通道的一条已经用完：接收了，但没有送达",
        ))
    }

    /// The quota, if it is used up. Delivered messages count, not requests.
    pub(super) fn used_up(&self) -> Option<u64> {
        self.world.quota.get("xiaomi").copied().filter(|limit| self.delivered >= *limit)
    }

    /// A message id: three letters, the first by the kind of target, digits, two letters.
    fn keep(&mut self, letter: char, sent: Sent) -> String {
        let id = format!("{letter}dm{:017}pc", 70_000_000 + self.sent.len());
        self.sent.insert(id.clone(), sent);
        id
    }
}

impl Tally {
    /// A target that is none of the app's.
    pub(super) fn refuse(&mut self, target: &str, remark: Text) {
        self.invalid.push(target.to_owned());
        self.remarks.push(remark);
    }

    /// A word on the request as a whole.
    pub(super) fn say(&mut self, remark: Text) {
        self.remarks.push(remark);
    }
}
