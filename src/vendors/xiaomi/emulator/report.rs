//! What may be asked: the quota of the day, what became of messages, the counts of days.

use serde_json::{Map, Value, json};

use super::{Refusal, STATUS, Xiaomi, refuse};
use crate::emulator::{RawAnswer, read};
use crate::text;
use crate::text::Text;

/// What became of one message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    pub(super) resolved: u64,
    pub(super) delivered: u64,
    /// In milliseconds.
    pub(super) time_to_live: u64,
    /// In milliseconds since 1970.
    pub(super) created: u64,
}

/// The quota of an app with 50000 devices on the default channel, as in the documents' example.
const DAY_QUOTA: u64 = 50_000;

impl Xiaomi {
    /// `GET /v1/trace/quota/get`, once a second. The fields of its answer are written down nowhere; these are those of
    /// a send.
    pub(super) fn quota(&mut self, now: u64) -> Result<RawAnswer, Refusal> {
        if self.asked.is_some_and(|asked| now.abs_diff(asked) < 1000) {
            return refuse("10039", Text::new("the quota may be asked for once a second", "额度每秒只能查询一次"));
        }
        self.asked = Some(now);
        let remark = Text::new("the AppSecret is right", "AppSecret 正确");
        Ok(self.accepted(None, Value::from(self.day()), remark))
    }

    /// `day_quota` and `day_acked`, as texts.
    pub(super) fn day(&self) -> Map<String, Value> {
        let quota = self.world.quota.get("xiaomi").copied().unwrap_or(DAY_QUOTA);
        let text = |number: u64| Value::from(number.to_string());
        [("day_quota".to_owned(), text(quota)), ("day_acked".to_owned(), text(self.delivered))].into_iter().collect()
    }

    /// `GET /v1/trace/message/status?msg_id=…` for one message; with `begin_time` and `end_time`, in milliseconds, for
    /// all in between, also under the plural path. Job keys are not kept here.
    pub(super) fn status(&self, query: Option<&str>) -> Result<RawAnswer, Refusal> {
        let query = read::query(query);
        let value = |name: &str| {
            query.iter().find(|(own, value)| own == name && !value.trim().is_empty()).map(|(_, value)| value.trim())
        };
        if let Some(id) = value("msg_id") {
            let Some(sent) = self.sent.get(id) else {
                return refuse("65028", Text::new("msg_id is none that a send gave", "msg_id 不是发送时返回的"));
            };
            let remark = Text::new("one message", "一条消息");
            return Ok(self.accepted(None, json!({ "data": row(id, sent) }), remark));
        }
        let (Some(begin), Some(end)) = (value("begin_time"), value("end_time")) else {
            let remark = if value("job_key").is_some() {
                Text::new("job_key: this emulator keeps messages by msg_id only", "job_key：模拟器只按 msg_id 保存")
            } else if value("id").is_some() {
                text!("`id`: {STATUS} reads `msg_id`", "`id`：{STATUS} 读的是 `msg_id`")
            } else {
                Text::new("neither msg_id nor begin_time and end_time", "没有 msg_id，也没有 begin_time 和 end_time")
            };
            return refuse(if value("job_key").is_some() { "65028" } else { "10016" }, remark);
        };
        let (Ok(begin), Ok(end)) = (begin.parse::<u64>(), end.parse::<u64>()) else {
            return refuse(
                "10017",
                Text::new(
                    "begin_time and end_time are milliseconds since 1970",
                    "begin_time 和 end_time 是 1970 年以来的毫秒",
                ),
            );
        };
        let between = self.sent.iter().filter(|(_, sent)| (begin..=end).contains(&sent.created));
        let rows: Vec<Value> = between.map(|(id, sent)| row(id, sent)).collect();
        let count = rows.len();
        let remark = if rows.is_empty() && end < 100_000_000_000 {
            Text::new(
                "begin_time and end_time look like seconds; they are milliseconds",
                "begin_time 和 end_time 像是秒；应当是毫秒",
            )
        } else {
            text!("{count} messages", "{count} 条消息")
        };
        Ok(self.accepted(None, json!({ "data": rows }), remark))
    }

    /// `GET /v1/stats/message/counters`: one row for all that was sent, under the first day asked for.
    pub(super) fn counters(&self, query: Option<&str>) -> Result<RawAnswer, Refusal> {
        let query = read::query(query);
        let value = |name: &str| query.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim());
        for name in ["start_date", "end_date"] {
            let right =
                value(name).is_some_and(|date| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()));
            if !right {
                return refuse("10017", text!("{name} is a day as yyyyMMdd", "{name} 应当是 yyyyMMdd 形式的日期"));
            }
        }
        let package = value("restricted_package_name").unwrap_or_default();
        if package.is_empty() {
            return refuse("10016", Text::new("restricted_package_name is missing", "缺少 restricted_package_name"));
        }
        if self.world.package_name.as_deref().is_some_and(|own| own != package) {
            return refuse(
                "22022",
                Text::new(
                    "restricted_package_name is not the package of this app",
                    "restricted_package_name 不是这个应用的包名",
                ),
            );
        }
        let total = |count: fn(&Sent) -> u64| self.sent.values().map(count).sum::<u64>();
        let resolved = total(|sent| sent.resolved);
        let row = json!({
            "date": value("start_date"), "received": total(|sent| sent.delivered), "click": 0,
            "single_recipients": resolved, "regid_recipients": resolved, "alias_recipients": 0,
            "useraccount_recipients": 0,
        });
        let remark = Text::new("all that this emulator saw, as one day", "模拟器收到的全部消息，算作一天");
        Ok(self.accepted(None, json!({ "data": [row] }), remark))
    }
}

fn row(id: &str, sent: &Sent) -> Value {
    let rate = (100 * sent.delivered).checked_div(sent.resolved).unwrap_or_default();
    json!({
        "id": id, "create_timestamp": sent.created, "time_to_live": sent.time_to_live.to_string(),
        "resolved": sent.resolved, "delivered": sent.delivered, "delivery_rate": format!("{rate}.00%"),
        "click": 0, "click_rate": "0.00%",
    })
}
