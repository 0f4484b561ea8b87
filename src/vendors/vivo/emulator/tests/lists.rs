//! What takes or answers many ids at once.

use super::*;

#[test]
fn a_saved_message_goes_to_two_to_a_thousand_phones() {
    let mut server = Server::new();
    let saved = server.post("/message/saveListPayload", &message(&[("regId", "")]));
    result(&saved, 0);
    let task = body(&saved)["taskId"].to_string();
    let ids = |count: usize| format!("[{}]", vec![format!("\"{PHONE}\""); count].join(","));
    let list = |changes: &[(&str, &str)]| {
        let own = [("taskId", task.clone()), ("requestId", "\"r\"".to_owned()), ("regIds", ids(2))];
        write(&own, changes)
    };
    for (changes, code) in [
        (vec![], 0),
        (vec![("regIds", ids(1))], 10153),
        (vec![("regIds", ids(1000))], 0),
        (vec![("regIds", ids(1001))], 10153),
        (vec![("regIds", "[]".to_owned())], 10150),
        (vec![("regIds", String::new()), ("aliases", ids(1))], 10154),
        (vec![("taskId", String::new())], 10151),
        (vec![("taskId", "\"1\"".to_owned())], 10151),
        (vec![("requestId", String::new())], 10352),
    ] {
        let changes: Vec<(&str, &str)> = changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        result(&server.post("/message/pushToList", &list(&changes)), code);
    }
    let mixed = format!("[\"{PHONE}\",\"v2-gone1\",\"{UNKNOWN}\"]");
    let answer = server.post("/message/pushToList", &list(&[("regIds", &mixed)]));
    assert_eq!(
        body(&answer)["invalidUsers"].to_string(),
        format!("[{{\"status\":2,\"userid\":\"v2-gone1\"}},{{\"status\":1,\"userid\":\"{UNKNOWN}\"}}]")
    );
}

#[test]
fn statistics_of_the_tasks_it_gave() {
    let mut server = Server::new();
    let task = body(&server.send(&[]))["taskId"].as_str().expect("text").to_owned();
    let answer = server.get(&format!("/report/getStatistics?taskIds={task},1"));
    result(&answer, 0);
    let body = body(&answer);
    assert_eq!(body["statistics"].as_array().map(Vec::len), Some(1));
    assert_eq!((&body["statistics"][0]["taskId"], &body["statistics"][0]["send"]), (&json!(task), &json!(1)));
    let ids = |count: usize| vec!["1"; count].join("%2C");
    result(&server.get(&format!("/report/getStatistics?taskIds={}", ids(100))), 0);
    result(&server.get(&format!("/report/getStatistics?taskIds={}", ids(101))), 10471);
    for none in ["", "?taskIds=", "?taskIds=,"] {
        result(&server.get(&format!("/report/getStatistics{none}")), 10473);
    }
}

#[test]
fn a_check_lists_only_what_is_not_valid() {
    let mut server = Server::new();
    let ids = format!("[\"{PHONE}\",\"v2-real1\",\"v2-gone1\",\"v2-foreign1\",\"{UNKNOWN}\"]");
    let answer = server.post("/invalidUser/check", &format!("{{\"userType\":1,\"userIds\":{ids}}}"));
    result(&answer, 0);
    assert_eq!(
        body(&answer)["invalidUsers"].to_string(),
        format!(
            "[{{\"status\":2,\"userid\":\"v2-gone1\"}},{{\"status\":1,\"userid\":\"v2-foreign1\"}},\
             {{\"status\":1,\"userid\":\"{UNKNOWN}\"}}]"
        )
    );
    result(&server.post("/invalidUser/check", "{\"userType\":3,\"userIds\":[\"x\"]}"), 10616);
    result(&server.post("/invalidUser/check", "{\"userType\":1}"), 10609);
}
