//! What may be asked: quota, messages, counts.

use super::*;

#[test]
fn the_quota_may_be_asked_for_once_a_second() {
    let mut server = Server::new();
    let answer = server.get("/v1/trace/quota/get");
    code(&answer, 0);
    assert_eq!(answer.operation, Some(Operation::Authenticate));
    assert_eq!(body(&answer)["data"], json!({ "day_quota": "50000", "day_acked": "0" }));
    server.now += 999;
    code(&server.get("/v1/trace/quota/get"), 10039);
    server.now += 1;
    code(&server.get("/v1/trace/quota/get"), 0);
    code(&server.ask("POST", "/v1/trace/quota/get", &[], b""), 10021);
}

#[test]
fn a_message_is_found_by_its_id() {
    let mut server = Server::new();
    let id = body(&server.send(&[]))["data"]["id"].as_str().expect("an id").to_owned();
    let status = server.get(&format!("/v1/trace/message/status?msg_id={id}"));
    code(&status, 0);
    assert_eq!(
        body(&status)["data"]["data"],
        json!({
            "id": id, "create_timestamp": NOW, "time_to_live": "3600000", "resolved": 1, "delivered": 1,
            "delivery_rate": "100.00%", "click": 0, "click_rate": "0.00%",
        })
    );
    code(&server.get("/v1/trace/message/status?msg_id=sdm99999999999999999zz"), 65028);
    for (query, expected, word) in [
        ("", 10016, "neither msg_id"),
        ("?msg_id=", 10016, "neither msg_id"),
        ("?id=1", 10016, "reads `msg_id`"),
        ("?job_key=a", 65028, "by msg_id only"),
        ("?begin_time=a&end_time=b", 10017, "milliseconds"),
    ] {
        let answer = server.get(&format!("/v1/trace/message/status{query}"));
        code(&answer, expected);
        assert!(remark(&answer).contains(word), "{query}: {}", remark(&answer));
    }
}

/// The decompiled HTTP/2 SDK asks the singular path for a period, the recorded one the plural.
#[test]
fn a_period_is_in_milliseconds_under_either_path() {
    let mut server = Server::new();
    server.send(&[]);
    for path in ["/v1/trace/message/status", "/v1/trace/messages/status"] {
        let within = server.get(&format!("{path}?begin_time={NOW}&end_time={NOW}"));
        assert_eq!(body(&within)["data"]["data"].as_array().expect("a list").len(), 1);
        let seconds = server.get(&format!("{path}?begin_time={0}&end_time={0}", NOW / 1000));
        assert_eq!(body(&seconds)["data"]["data"], json!([]));
        assert!(remark(&seconds).contains("look like seconds"));
    }
}

#[test]
fn counts_are_of_days_and_of_the_own_package() {
    let mut server = Server::new();
    server.send(&[]);
    let path = "/v1/stats/message/counters?start_date=20261123&end_date=20261123&restricted_package_name=";
    let counters = server.get(&format!("{path}com.example.app"));
    code(&counters, 0);
    assert_eq!(body(&counters)["data"]["data"][0]["received"], 1);
    code(&server.get(&format!("{path}com.example.other")), 22022);
    code(&server.get(path), 10016);
    code(&server.get("/v1/stats/message/counters?start_date=2026-11-23&end_date=20261123"), 10017);
}
