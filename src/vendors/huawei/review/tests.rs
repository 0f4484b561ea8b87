use std::time::Duration;

use super::*;

fn credentials() -> Credentials {
    Credentials {
        client_id: "102345678".to_owned(),
        app_secret: Some(crate::secret::Secret::new("0123")),
        project_id: None,
        service_account: None,
    }
}

fn own() -> Own {
    Own { package_name: Some("com.acme.chat".to_owned()), launcher_activity: None }
}

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

fn with(pairs: &[(&str, &str)]) -> Message {
    let extension = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Message { extension, ..message() }
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    review(&credentials(), &own(), message).iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

#[test]
fn a_usual_message_passes() {
    assert!(reviewed(&message()).is_empty());
}

#[test]
fn an_empty_notification_is_refused_and_a_data_message_needs_no_text() {
    let empty = Message { title: " ".to_owned(), ..message() };
    assert_eq!(reviewed(&empty), [("huawei/text", Severity::Error)]);
    let data = Message { title: String::new(), body: String::new(), ..with(&[("data_only", "true")]) };
    assert_eq!(reviewed(&data), [("huawei/not-expressible", Severity::Note)], "what it drops is told");
}

#[test]
fn the_body_has_4096_bytes_without_its_token() {
    let of = |count: usize| {
        let fill = Message { body: "x".repeat(count), ..message() };
        (body::size(Api::V1, &own(), &fill), reviewed(&fill))
    };
    let empty = of(1).0 - 1;
    assert_eq!(of(4096 - empty), (4096, vec![]));
    assert_eq!(of(4097 - empty), (4097, vec![("huawei/size", Severity::Error)]));
}

#[test]
fn the_ttl_ends_after_15_days() {
    let ttl = |seconds| reviewed(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() });
    assert!(ttl(1).is_empty() && ttl(1_296_000).is_empty());
    assert_eq!(ttl(1_296_001), [("huawei/ttl", Severity::Error)]);
    assert_eq!(ttl(0), [("huawei/ttl", Severity::Warning)]);
}

#[test]
fn a_badge_is_0_to_99_and_names_the_activity() {
    let badge = |badge, class| {
        let own = Own { launcher_activity: class, ..own() };
        let findings = review(&credentials(), &own, &Message { badge: Some(badge), ..message() });
        findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    let class = || Some("com.acme.chat.MainActivity".to_owned());
    assert!(badge(0, class()).is_empty() && badge(99, class()).is_empty());
    assert_eq!(badge(100, class()), ["huawei/badge"]);
    assert_eq!(badge(1, None), ["huawei/badge-class"]);
}

#[test]
fn links_need_https_and_an_activity_its_package() {
    let click = |click| reviewed(&Message { click, ..message() });
    assert!(click(Click::Url("https://a.b/".to_owned())).is_empty());
    assert_eq!(click(Click::Url("http://a.b/".to_owned())), [("huawei/click", Severity::Error)]);
    assert!(click(Click::Activity("com.acme.chat.Page".to_owned())).is_empty());
    assert_eq!(click(Click::Intent("app://page".to_owned())), [("huawei/click", Severity::Warning)]);
    let nameless = review(
        &credentials(),
        &Own::default(),
        &Message { click: Click::Activity("com.acme.chat.Page".to_owned()), ..message() },
    );
    assert_eq!(nameless.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["huawei/click"]);
    let image = Message { image: Some("http://a.b/c.png".to_owned()), ..message() };
    assert_eq!(reviewed(&image), [("huawei/image", Severity::Error)]);
}

#[test]
fn a_sound_is_a_file_of_the_app() {
    let sound = |sound: &str| reviewed(&Message { sound: Some(sound.to_owned()), ..message() });
    assert!(sound("default").is_empty() && sound("/raw/shake").is_empty());
    assert_eq!(sound("shake.mp3"), [("huawei/sound", Severity::Warning)]);
}

#[test]
fn styles_need_their_texts() {
    assert_eq!(reviewed(&with(&[("style", "1")])), [("huawei/style", Severity::Error); 2]);
    assert!(reviewed(&with(&[("style", "1"), ("big_title", "t"), ("big_body", "b")])).is_empty());
    let lines = |count: usize, width: usize| {
        let text = vec!["x".repeat(width); count].join("\n");
        // Five lines of 1024 do not fit into the body; only the rule on styles is asked for.
        let mut rules = reviewed(&with(&[("style", "3"), ("inbox_content", &text)]));
        rules.retain(|(rule, _)| *rule == "huawei/style");
        rules.len()
    };
    assert_eq!((lines(1, 1024), lines(1, 1025), lines(5, 9), lines(6, 9), lines(0, 0)), (0, 1, 0, 1, 1));
}

#[test]
fn what_needs_a_right_is_a_warning() {
    assert_eq!(reviewed(&with(&[("importance", "HIGH")])), [("huawei/right", Severity::Warning)]);
    assert_eq!(reviewed(&with(&[("urgency", "HIGH")])), [("huawei/right", Severity::Warning)]);
    let high = Message { priority: Some(Priority::High), ..message() };
    assert_eq!(reviewed(&high), [("huawei/right", Severity::Warning)]);
    assert!(reviewed(&with(&[("importance", "LOW")])).is_empty());
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in [
        ("collapse_key", "101"),
        ("collapse_key", "-2"),
        ("badge_add", "0"),
        ("importance", "MAX"),
        ("foreground_show", "yes"),
        ("color", "red"),
        ("style", "2"),
        ("api", "v4"),
    ] {
        let found = reviewed(&with(&[(key, value)]));
        assert!(found.contains(&("huawei/option", Severity::Error)), "{key} {value}: {found:?}");
    }
    let long = |key: &'static str, count: usize| reviewed(&with(&[(key, &"x".repeat(count))]));
    assert!(long("profile_id", 64).is_empty());
    assert_eq!(long("profile_id", 65), [("huawei/option", Severity::Error)]);
    assert!(long("bi_tag", 64).is_empty());
    assert_eq!(long("bi_tag", 65), [("huawei/option", Severity::Warning)]);
}

#[test]
fn an_interface_without_its_credentials_is_an_error() {
    assert_eq!(reviewed(&with(&[("api", "v2")])), [("huawei/api", Severity::Error)]);
    assert_eq!(reviewed(&with(&[("api", "v3")])), [("huawei/api", Severity::Error)]);
    let project = Credentials { project_id: Some("736430079244000000".to_owned()), ..credentials() };
    assert!(review(&project, &own(), &with(&[("api", "v2")])).is_empty());
}

#[test]
fn what_an_interface_has_no_field_for_is_a_note() {
    let subtitle = Message { subtitle: Some("x".to_owned()), ..message() };
    assert_eq!(reviewed(&subtitle), [("huawei/not-expressible", Severity::Note)]);
    assert_eq!(reviewed(&with(&[("app_message_id", "m")])), [("huawei/not-expressible", Severity::Note)]);
    let next = Message {
        channel_id: Some("im".to_owned()),
        collapse_key: Some("k".to_owned()),
        priority: Some(Priority::Normal),
        click: Click::Activity("A".to_owned()),
        ..with(&[("api", "v3"), ("tag", "t"), ("group", "g"), ("importance", "HIGH")])
    };
    let mut notes = reviewed(&next);
    notes.retain(|(rule, _)| *rule == "huawei/not-expressible");
    assert_eq!(notes.len(), 7);
    let link = Message { click: Click::Url("https://a.b/".to_owned()), ..with(&[("api", "v3")]) };
    assert!(reviewed(&link).contains(&("huawei/not-expressible", Severity::Note)));
}
