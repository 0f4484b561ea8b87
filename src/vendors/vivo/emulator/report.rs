//! `GET /report/getStatistics?taskIds=a,b,c`: what became of messages.

use serde_json::{Value, json};

use super::{Refusal, Vivo, accepted, refuse};
use crate::emulator::RawAnswer;
use crate::text;
use crate::text::Text;

/// How many ids one call takes.
const LARGEST: usize = 100;

impl Vivo {
    /// Ids that this server did not give are left out of the answer.
    pub(super) fn statistics(&mut self, query: Option<&str>) -> Result<RawAnswer, Refusal> {
        let ids = task_ids(query.unwrap_or_default());
        let count = ids.len();
        if ids.is_empty() {
            return refuse("10473", Text::new("no taskIds", "没有 taskIds"));
        }
        if count > LARGEST {
            return refuse(
                "10471",
                text!("{count} taskIds, {LARGEST} at most", "{count} 个 taskId，最多 {LARGEST} 个"),
            );
        }
        let statistics: Vec<Value> = ids
            .iter()
            .filter_map(|id| self.tasks.get(id).map(|task| (id, task)))
            .map(|(id, task)| {
                json!({ "taskId": id, "target": task.sent, "valid": task.received, "send": task.sent,
                        "receive": task.received, "display": task.received, "click": 0 })
            })
            .collect();
        let known = statistics.len();
        let remark = text!("{known} of {count} taskIds known", "{count} 个 taskId 中有 {known} 个");
        Ok(accepted(json!({ "statistics": statistics }), remark))
    }
}

/// The ids of `taskIds=`; the vendor's SDK puts the commas as they are, other clients encode them.
fn task_ids(query: &str) -> Vec<String> {
    let list = query.split('&').find_map(|pair| pair.strip_prefix("taskIds=")).unwrap_or_default();
    let list = list.replace("%2C", ",").replace("%2c", ",");
    list.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
