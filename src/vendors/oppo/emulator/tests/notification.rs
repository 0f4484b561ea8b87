//! The fields of a notification: what is missing, what breaks a limit, what is only odd.

use super::*;

#[test]
fn what_surrounds_a_notification_is_looked_at() {
    let mut server = Server::new();
    let notification = notification(&[]);
    let target = format!("\"target_type\":2,\"target_value\":\"{PHONE}\"");
    for (text, expected, word) in [
        (format!("{{\"target_value\":\"{PHONE}\",\"notification\":{notification}}}"), 40, "target_type is missing"),
        (format!("{{\"target_type\":2,\"notification\":{notification}}}"), 40, "target_value is missing"),
        (format!("{{{target}}}"), 40, "notification is missing"),
        (format!("{{{target},\"title\":\"a\",\"content\":\"b\"}}"), 40, "belong into an object"),
        (format!("{{{target},\"notification\":\"text\"}}"), 41, "notification is a string, not an object"),
        (
            format!("{{\"targetType\":2,\"targetValue\":\"{PHONE}\",\"notification\":{notification}}}"),
            40,
            "OPPO does not read `targetType`: it is `target_type`",
        ),
        (message(PHONE, &[]).replace("\"target_type\":2", "\"target_type\":1"), 41, "target_type 1 is all users"),
        (message(PHONE, &[]).replace("\"target_type\":2", "\"target_type\":9"), 41, "target_type is 9"),
        (message(&format!("{PHONE};{PHONE}"), &[]), 41, "several ids"),
        ("[]".to_owned(), 41, "message is an array, not an object"),
        ("{\"target_type\":2,}".to_owned(), 41, "message is not JSON"),
    ] {
        let answer = server.unicast(&text);
        code(&answer, expected);
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
    }
    let quoted = message(PHONE, &[]).replace("\"target_type\":2", "\"target_type\":\"2\"");
    code(&server.unicast(&quoted), 0);
    let answer = server.post(SEND, &format!("target_type=2&target_value={PHONE}&title=a&content=b"));
    code(&answer, 40);
    assert!(remark(&answer).contains("one field `message` that holds JSON text"), "{}", remark(&answer));
}

#[test]
fn limits_hold_at_n_and_break_at_one_more() {
    let mut server = Server::new();
    for (field, character, most) in [
        ("title", '题', 50),
        ("sub_title", '副', 10),
        ("content", '文', 200),
        ("call_back_url", 'u', 200),
        ("call_back_parameter", 'p', 100),
        ("action_parameters", 'a', 4000),
    ] {
        code(&server.send(&[(field, &long(character, most))]), 0);
        let answer = server.send(&[(field, &long(character, most + 1))]);
        code(&answer, 41);
        assert!(remark(&answer).contains(&format!("{most} at most")), "{}", remark(&answer));
    }
    for (style, most) in [("1", 200), ("2", 128), ("3", 50)] {
        code(&server.send(&[("style", style), ("content", &long('文', most))]), 0);
        code(&server.send(&[("style", style), ("content", &long('文', most + 1))]), 41);
    }
}

#[test]
fn what_a_tap_opens_is_needed_and_limited() {
    let mut server = Server::new();
    for (kind, key, most) in [
        ("1", "click_action_activity", 500),
        ("4", "click_action_activity", 500),
        ("2", "click_action_url", 2000),
        ("5", "click_action_url", 2000),
    ] {
        code(&server.send(&[("click_action_type", kind)]), 40);
        code(&server.send(&[("click_action_type", kind), (key, &long('a', most))]), 0);
        code(&server.send(&[("click_action_type", kind), (key, &long('a', most + 1))]), 41);
    }
    code(&server.send(&[("click_action_type", "3")]), 41);
    code(&server.send(&[("click_action_type", "")]), 0);
}

#[test]
fn missing_and_wrong_values_have_their_codes() {
    let mut server = Server::new();
    for (field, value, expected) in [
        ("title", "", 40),
        ("title", "null", 40),
        ("title", "\" \"", 40),
        ("title", "1", 41),
        ("content", "", 40),
        ("style", "5", 41),
        ("style", "\"two\"", 41),
        ("network_type", "2", 41),
        ("network_type", "1", 0),
        ("off_line_ttl", "-1", 41),
        ("off_line_ttl", "864000", 0),
        ("show_ttl", "172801", 41),
        ("notify_id", "2147483647", 0),
        ("notify_id", "2147483648", 41),
        ("show_time_type", "1", 40),
        ("show_time_type", "2", 41),
        ("action_parameters", "{\"ext\":\"x\"}", 41),
        ("private_content_parameters", "\"text\"", 41),
        ("private_content_parameters", "\"{}\"", 0),
        ("private_content_parameters", "{}", 0),
    ] {
        code(&server.send(&[(field, value)]), expected);
    }
    let window = [("show_time_type", "1"), ("show_start_time", "2")];
    code(&server.send(&[window[0], window[1], ("show_end_time", "3")]), 0);
    code(&server.send(&[window[0], window[1], ("show_end_time", "2")]), 41);
}

#[test]
fn classes_templates_and_levels_have_their_codes() {
    let mut server = Server::new();
    let answer = server.send(&[("category", "\"im\"")]);
    code(&answer, 67);
    assert_eq!(remark(&answer), "category im must be in capitals");
    code(&server.send(&[("category", "\"GAMES\"")]), 67);
    for communication in ["IM", "ACCOUNT", "DEVICE_REMINDER", "ORDER", "TODO", "SUBSCRIPTION"] {
        let category = format!("\"{communication}\"");
        code(&server.send(&[("category", &category)]), 54);
        let answer = server.send(&[("category", &category), ("private_msg_template_id", "\"1\"")]);
        code(&answer, 0);
        assert!(remark(&answer).contains("communication and service"));
    }
    for content in ["NEWS", "CONTENT", "MARKETING", "SOCIAL"] {
        code(&server.send(&[("category", &format!("\"{content}\""))]), 0);
    }
    let answer = server.send(&[("notify_level", "2")]);
    code(&answer, 67);
    assert_eq!(body(&answer)["message"], "Private classify channel notify_level invalid");
    assert_eq!(remark(&answer), "notify_level without category");
    for (level, expected) in [("1", 0), ("2", 0), ("16", 0), ("3", 67)] {
        code(&server.send(&[("category", "\"NEWS\""), ("notify_level", level)]), expected);
    }
}

#[test]
fn what_is_accepted_but_odd_gets_a_word() {
    let mut server = Server::new();
    for (field, value, word) in [
        ("action_parameters", "\"c2c_alice\"", "the phone will show NOTHING"),
        ("action_parameters", "\"[1]\"", "the phone will show NOTHING"),
        (
            "action_parameters",
            "\"{\\\"ext\\\":{}}\"",
            "action_parameters.ext is an object; Tencent's plugin reads strings",
        ),
        ("channel_id", "", "no channel_id"),
        ("content", &long('文', 51), "newer documents allow 50"),
        ("off_line_ttl", "864001", "cuts it to 864000"),
        ("show_ttl", "43201", "newer documents allow 43200"),
        ("clickActionType", "0", "`clickActionType`: it is `click_action_type`"),
        ("channel_name", "\"x\"", "OPPO does not read `channel_name`"),
        ("notify_id", "\"7\"", "notify_id is a string"),
        ("off_line", "1", "off_line should be true or false"),
        ("style", "3", "for messages to all users only"),
        ("fix_speed", "true", "fix_speed is for messages to all users only"),
        ("call_back_parameter", &long('p', 51), "older documents allow 50"),
    ] {
        let answer = server.send(&[(field, value)]);
        code(&answer, 0);
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
    }
}

/// A mistake of the vendor's own example for single pushes.
#[test]
fn a_required_field_in_camel_case_is_missing_and_named() {
    let mut server = Server::new();
    let answer = server.send(&[("title", ""), ("Title", "\"a\"")]);
    code(&answer, 40);
    assert_eq!(remark(&answer), "OPPO does not read `Title`: it is `title`");
    let answer = server.send(&[("click_action_type", "1"), ("clickActionActivity", "\"a\"")]);
    code(&answer, 40);
    assert_eq!(remark(&answer), "OPPO does not read `clickActionActivity`: it is `click_action_activity`");
}
