//! Questions: what was pushed on some days, and whether a pushId takes messages.

use serde_json::{Value, json};

use super::audience::{is_push_id, not_registered};
use super::{Count, Form, Meizu, Refusal, refuse, told};
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::text;
use crate::text::Text;
use crate::vendors::meizu::VENDOR;
use crate::vendors::meizu::day::Day;

/// How many days one question about days may span.
const LONGEST: i64 = 30;

impl Meizu {
    /// `…/statistics/dailyPushStatics`: counters by day, the newest first. A day without pushes has no row: the real
    /// answer to empty statistics was not seen.
    pub(super) fn daily(&mut self, form: &Form, now: u64) -> Result<RawAnswer, Refusal> {
        let [start, end] = [day(form, "startTime")?, day(form, "endTime")?];
        if end < start {
            return refuse("500", Text::new("endTime is before startTime", "endTime 早于 startTime"));
        }
        let days = start.until(end) + 1;
        if days > LONGEST {
            return refuse("500", text!("{days} days, {LONGEST} at most", "跨 {days} 天，最多 {LONGEST} 天"));
        }
        if start > Day::in_beijing(now) {
            return refuse("500", Text::new("startTime is in the future", "startTime 在未来"));
        }
        let rows: Vec<Value> = self.days.range(start..=end).rev().map(|(day, count)| row(*day, *count)).collect();
        let pushes = rows.len();
        Ok(told(&rows.into(), text!("{pushes} days with pushes", "{pushes} 天有推送")))
    }

    /// `…/message/getRegisterSwitch`. Sends nothing.
    pub(super) fn switch(&mut self, form: &Form) -> Result<RawAnswer, Refusal> {
        let id = form.required("pushId")?.trim();
        let bar = match self.world.state("meizu", id) {
            Some(TokenState::Ok | TokenState::NotTest) => 1,
            Some(TokenState::Muted) => 0,
            Some(TokenState::Dead) => {
                return refuse("110002", Text::new("the app is gone from the phone", "手机上已卸载应用"));
            }
            Some(TokenState::Unregistered) => return refuse("110002", not_registered()),
            Some(TokenState::Foreign) => {
                return refuse("110003", Text::new("registered by another app", "由别的应用注册"));
            }
            None => return unknown(id),
        };
        let remark = if bar == 1 {
            Text::new("registered, notifications on", "已注册，通知已打开")
        } else {
            Text::new("registered, notifications off", "已注册，通知已关闭")
        };
        Ok(told(&json!({ "barTypeSwitch": bar, "directTypeSwitch": bar, "pushId": id }), remark))
    }
}

/// `…/statistics/getTaskStatistics`. No task was ever made here; what is asked for is mostly the `msgId` of a push.
pub(super) fn task(form: &Form) -> Result<RawAnswer, Refusal> {
    form.required("taskId")?;
    let remark = Text::new(
        "this emulator has no tasks; the msgId of a push is no taskId",
        "模拟器没有任务；推送的 msgId 不是 taskId",
    );
    refuse("110032", remark)
}

/// A pushId that nobody stated: it may ask for a code by ending in it.
fn unknown(id: &str) -> Result<RawAnswer, Refusal> {
    if let Some(entry) = code_in(&VENDOR, id) {
        let code = entry.code.as_str();
        return refuse(code, text!("the pushId ends in {code}", "pushId 以 {code} 结尾"));
    }
    if is_push_id(id) {
        return refuse("110002", not_registered());
    }
    refuse("110003", Text::new("this has not the shape of a pushId", "这不是 pushId 的写法"))
}

fn day(form: &Form, name: &str) -> Result<Day, Refusal> {
    let written = form.required(name)?.trim();
    match Day::parse(written) {
        Some(day) => Ok(day),
        None if written.contains('-') => {
            refuse("1005", text!("{name} is yyyyMMdd, without hyphens", "{name} 的写法是 yyyyMMdd，没有连字符"))
        }
        None => refuse("1005", text!("{name} is no day in the form yyyyMMdd", "{name} 不是 yyyyMMdd 写法的日期")),
    }
}

fn row(day: Day, count: Count) -> Value {
    let Count { target, accepted } = count;
    json!({ "date": day.dashed(), "targetNo": target, "validNo": accepted, "pushedNo": accepted, "acceptNo": accepted,
            "displayNo": accepted, "clickNo": 0 })
}
