//! Who gets a message: phones by pushId or alias, and what Meizu says of those that cannot get it.

use serde_json::{Map, Value};

use super::message::{self, Push};
use super::{Count, Form, Meizu, Refusal, pushed, refuse};
use crate::emulator::read::joined;
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::outcome::Class;
use crate::text;
use crate::text::Text;
use crate::vendors::meizu::VENDOR;
use crate::vendors::meizu::day::Day;

/// How many phones one call takes; 1000 before 2023-08.
const LARGEST: usize = 100;
/// How many messages of an app a phone gets in a minute before they are folded (520).
const A_MINUTE: usize = 5;
/// The scope of the codes in `value`.
const VALUE: &str = "value";

/// What happens to a push to one phone.
pub(super) enum Fate {
    /// It gets there.
    Arrives,
    /// `value` names it under this code.
    Fails(&'static str, Text),
    /// The whole request is refused with this code.
    Refused(&'static str, Text),
}

impl Meizu {
    /// `POST …/varnished/pushByPushId` and `…/pushByAlias`.
    pub(super) fn push(&mut self, form: &Form, key: &'static str, now: u64) -> Result<RawAnswer, Refusal> {
        let targets = targets(form, key)?;
        let push = message::read(form.required("messageJson")?)?;
        packages(form)?;
        self.deliver(&targets, key, &push, now)
    }

    fn deliver(&mut self, targets: &[&str], key: &str, push: &Push, now: u64) -> Result<RawAnswer, Refusal> {
        let (mut failed, mut arrived) = (Map::new(), 0_u64);
        let mut remarks = Vec::new();
        let single = targets.len() == 1;
        for target in targets {
            match self.with_quota(self.fate(target, key, single), push) {
                Fate::Arrives => {
                    arrived += 1;
                    self.delivered += 1;
                    remarks.extend(self.folded(target, now));
                }
                Fate::Fails(code, why) => {
                    add(&mut failed, code, target);
                    remarks.extend(single.then_some(why));
                }
                Fate::Refused(code, remark) => return refuse(code, remark),
            }
        }
        let count = Count { target: u64::try_from(targets.len()).unwrap_or(u64::MAX), accepted: arrived };
        self.days.entry(Day::in_beijing(now)).or_default().add(count);
        let remark = joined(summary(push, count).into_iter().chain(remarks).chain(push.remarks.iter().cloned()));
        let code = failed.keys().next().filter(|_| arrived == 0).cloned();
        let answer = pushed(&self.message_id(now), &failed.into(), remark);
        Ok(match code {
            // Nobody got anything.
            Some(code) => answer.refused().code(VALUE, code),
            None => answer,
        })
    }

    /// A scenario's quota counts what arrives. It ends public messages for a phone, private ones for the app.
    fn with_quota(&self, fate: Fate, push: &Push) -> Fate {
        let limit = self.world.quota.get("meizu").filter(|limit| self.delivered >= **limit);
        match (fate, limit) {
            (Fate::Arrives, Some(limit)) => {
                let remark = text!("the scenario's quota of {limit} is used up", "场景里的额度 {limit} 已用完");
                if push.private { Fate::Refused("110019", remark) } else { Fate::Fails("110011", remark) }
            }
            (fate, _) => fate,
        }
    }

    /// A word on what Meizu would fold. It is not refused: tests are quicker than people, and their number is no mistake.
    fn folded(&mut self, target: &str, now: u64) -> Option<Text> {
        let recent = self.recent.entry(target.to_owned()).or_default();
        recent.retain(|time| now.saturating_sub(*time) < 60_000);
        recent.push(now);
        let count = recent.len();
        (count > A_MINUTE).then(|| {
            text!(
                "{count} messages to this phone within a minute: Meizu folds more than {A_MINUTE} (520)",
                "一分钟内给这台手机发了 {count} 条：魅族会折叠超过 {A_MINUTE} 条的部分（520）"
            )
        })
    }

    /// What happens to a push to `target`, and why. `single`: nobody else is addressed, so that a target may ask for a
    /// code of the whole request.
    fn fate(&self, target: &str, key: &str, single: bool) -> Fate {
        let state = self.world.state("meizu", target);
        if key == "alias" {
            return match state {
                Some(TokenState::Ok | TokenState::NotTest) => Fate::Arrives,
                _ => Fate::Fails("110005", Text::new("nobody subscribed to this alias", "没有人订阅这个 alias")),
            };
        }
        match state {
            // Meizu knows no test devices.
            Some(TokenState::Ok | TokenState::NotTest) => Fate::Arrives,
            Some(TokenState::Muted) => {
                Fate::Fails("110010", Text::new("its switch for messages is off", "它的消息开关已关闭"))
            }
            Some(TokenState::Dead) => {
                Fate::Fails("110002", Text::new("the app is gone from the phone", "手机上已卸载应用"))
            }
            Some(TokenState::Unregistered) => Fate::Fails("110002", not_registered()),
            Some(TokenState::Foreign) => {
                Fate::Fails("110003", Text::new("registered by another app", "由别的应用注册"))
            }
            None => unknown(target, single),
        }
    }
}

impl Count {
    fn add(&mut self, other: Self) {
        self.target += other.target;
        self.accepted += other.accepted;
    }
}

/// What a push was, and how many phones got it.
fn summary(push: &Push, count: Count) -> [Text; 2] {
    let class = if push.private {
        Text::new("private message (私信)", "私信")
    } else {
        Text::new("public message (公信)", "公信")
    };
    let Count { target, accepted } = count;
    let phones = if target == 1 {
        Text::new("", "")
    } else {
        text!("{accepted} of {target} phones", "{target} 台手机中的 {accepted} 台")
    };
    [class, phones]
}

fn add(failed: &mut Map<String, Value>, code: &str, target: &str) {
    let ids = failed.entry(code).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(ids) = ids {
        ids.push(target.into());
    }
}

/// A pushId that nobody stated: it may ask for a code by ending in it.
fn unknown(target: &str, single: bool) -> Fate {
    if let Some(entry) = code_in(&VENDOR, target).filter(|_| single) {
        let code = entry.code.as_str();
        return Fate::Refused(code, text!("the pushId ends in {code}", "pushId 以 {code} 结尾"));
    }
    let of_targets = VENDOR.codes.entries().iter().filter(|entry| entry.scope == VALUE);
    let refusals = of_targets.filter(|entry| entry.class != Class::Accepted && target.ends_with(&entry.code));
    if let Some(entry) = refusals.max_by_key(|entry| entry.code.len()) {
        let code = entry.code.as_str();
        return Fate::Fails(code, text!("the pushId ends in {code}", "pushId 以 {code} 结尾"));
    }
    if is_push_id(target) {
        return Fate::Fails("110002", not_registered());
    }
    let remark = Text::new(
        "no pushId: not 3 capital letters or digits and then hex digits in lower case",
        "不是 pushId：应当是 3 位大写字母或数字，后面是小写十六进制",
    );
    Fate::Fails("110003", remark)
}

pub(super) fn not_registered() -> Text {
    Text::new("not registered with this app", "没有在这个应用注册")
}

/// 3 capital letters or digits and 30 to 80 hex digits, or 32 hex digits alone.
pub(super) fn is_push_id(text: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let capital = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    let bytes = text.as_bytes();
    let classic = (33..=83).contains(&bytes.len())
        && bytes[..3].iter().all(|byte| capital(*byte))
        && bytes[3..].iter().all(|byte| hex(*byte));
    classic || (bytes.len() == 32 && bytes.iter().all(|byte| hex(*byte)))
}

/// The phones of a request, 1 to 100 by comma.
fn targets<'a>(form: &'a Form, key: &str) -> Result<Vec<&'a str>, Refusal> {
    let targets: Vec<&str> = form.required(key)?.split(',').map(str::trim).collect();
    let count = targets.len();
    if count > LARGEST {
        return refuse("1005", text!("{key} has {count}, {LARGEST} at most", "{key} 有 {count} 个，最多 {LARGEST} 个"));
    }
    if targets.iter().any(|target| target.is_empty()) {
        return refuse("1005", text!("{key} has an empty one", "{key} 里有空的一项"));
    }
    let longest = targets.iter().map(|target| target.chars().count()).max().unwrap_or_default();
    if key == "alias" && longest > 60 {
        return refuse(
            "1005",
            text!("an alias has {longest} characters, 60 at most", "alias 有 {longest} 个字符，最多 60 个"),
        );
    }
    Ok(targets)
}

/// `restrictedPackageNames`, for apps with several packages.
fn packages(form: &Form) -> Result<(), Refusal> {
    let count = form.get("restrictedPackageNames").map_or(0, |names| names.split(',').count());
    if count > 50 {
        return refuse(
            "1005",
            text!("restrictedPackageNames has {count}, 50 at most", "restrictedPackageNames 有 {count} 个，最多 50 个"),
        );
    }
    Ok(())
}
