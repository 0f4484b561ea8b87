use std::collections::BTreeMap;

use super::*;

fn message() -> Message {
    Message {
        title: "新消息提醒".to_owned(),
        body: "您有一条新消息".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_alice"}"#.to_owned()),
        ..Message::default()
    }
}

fn with(set: &[(&str, &str)]) -> Message {
    let extension: BTreeMap<String, String> =
        set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Message { extension, ..message() }
}

fn aps(message: &Message) -> Value {
    payload(message, 1_735_689_600)["aps"].clone()
}

/// The shape of apns.md: alert as a dictionary, ext as a string beside `aps`.
#[test]
fn a_notification_for_the_plugin() {
    let message = Message { badge: Some(1), ..message() };
    assert_eq!(
        payload(&message, 0).to_string(),
        r#"{"aps":{"alert":{"title":"新消息提醒","body":"您有一条新消息"},"badge":1,"sound":"default"},"ext":"{\"conversationID\":\"c2c_alice\"}"}"#
    );
}

#[test]
fn tencent_s_names_of_sounds_mean_what_im_means() {
    let of = |name: Option<&str>| aps(&Message { sound: name.map(str::to_owned), ..message() }).get("sound").cloned();
    assert_eq!(of(None), Some(json!("default")));
    assert_eq!(of(Some("default")), Some(json!("default")));
    assert_eq!(of(Some("kIOSOfflinePushDefaultSound")), Some(json!("default")));
    assert_eq!(of(Some("push.no_sound")), None);
    assert_eq!(of(Some("kIOSOfflinePushNoSound")), None);
    assert_eq!(of(Some("dingdong.aiff")), Some(json!("dingdong.aiff")));
}

#[test]
fn every_option_has_its_key() {
    let message = Message {
        subtitle: Some("来自小张".to_owned()),
        image: Some("https://example.com/a.png".to_owned()),
        ..with(&[
            ("thread_id", "chat-alice"),
            ("apns_category", "MESSAGE"),
            ("interruption_level", "time-sensitive"),
            ("relevance_score", "0.5"),
            ("content_available", "true"),
            ("target_content_id", "chat"),
            ("filter_criteria", "work"),
            ("title_loc_key", "NEW_MESSAGE"),
            ("title_loc_args", r#"["Alice"]"#),
            ("subtitle_loc_key", "IN_GROUP"),
            ("subtitle_loc_args", r#"["Team"]"#),
            ("loc_key", "MESSAGE_BODY"),
            ("loc_args", r#"["Alice","3"]"#),
            ("launch_image", "Default"),
            ("data.order", "42"),
        ])
    };
    assert_eq!(
        payload(&message, 0),
        json!({
            "aps": {
                "alert": {
                    "title": "新消息提醒",
                    "subtitle": "来自小张",
                    "body": "您有一条新消息",
                    "title-loc-key": "NEW_MESSAGE",
                    "title-loc-args": ["Alice"],
                    "subtitle-loc-key": "IN_GROUP",
                    "subtitle-loc-args": ["Team"],
                    "loc-key": "MESSAGE_BODY",
                    "loc-args": ["Alice", "3"],
                    "launch-image": "Default",
                },
                "sound": "default",
                "category": "MESSAGE",
                "mutable-content": 1,
                "content-available": 1,
                "thread-id": "chat-alice",
                "interruption-level": "time-sensitive",
                "target-content-id": "chat",
                "filter-criteria": "work",
                "relevance-score": 0.5,
            },
            "ext": r#"{"conversationID":"c2c_alice"}"#,
            "image": "https://example.com/a.png",
            "order": "42",
        })
    );
}

#[test]
fn a_critical_sound_is_a_dictionary() {
    let sound = |set: &[(&str, &str)]| aps(&with(set))["sound"].clone();
    assert_eq!(
        sound(&[("critical", "true"), ("volume", "0.8")]),
        json!({ "critical": 1, "name": "default", "volume": 0.8 })
    );
    assert_eq!(sound(&[("critical", "true")]), json!({ "critical": 1, "name": "default" }));
    assert_eq!(sound(&[("critical", "false")]), json!("default"));
}

#[test]
fn mutable_content_is_written_only_when_it_is_meant() {
    assert_eq!(aps(&message()).get("mutable-content"), None);
    assert_eq!(aps(&with(&[("mutable_content", "true")]))["mutable-content"], json!(1));
    let image =
        Message { image: Some("https://example.com/a.png".to_owned()), ..with(&[("mutable_content", "false")]) };
    assert_eq!(aps(&image).get("mutable-content"), None);
}

#[test]
fn a_background_push_shows_nothing() {
    let message = Message { badge: Some(3), subtitle: Some("x".to_owned()), ..with(&[("push_type", "background")]) };
    assert_eq!(
        payload(&message, 0),
        json!({ "aps": { "content-available": 1 }, "ext": r#"{"conversationID":"c2c_alice"}"# })
    );
}

#[test]
fn a_live_activity_has_its_time_and_state() {
    let message = with(&[
        ("push_type", "liveactivity"),
        ("event", "end"),
        ("content_state", r#"{"eta":5}"#),
        ("stale_date", "1790000000"),
        ("dismissal_date", "1790003600"),
        ("attributes_type", "DeliveryAttributes"),
        ("attributes", r#"{"order":"1"}"#),
    ]);
    let aps = aps(&message);
    for (key, value) in [
        ("timestamp", json!(1_735_689_600)),
        ("event", json!("end")),
        ("content-state", json!({ "eta": 5 })),
        ("stale-date", json!(1_790_000_000)),
        ("dismissal-date", json!(1_790_003_600)),
        ("attributes-type", json!("DeliveryAttributes")),
        ("attributes", json!({ "order": "1" })),
    ] {
        assert_eq!(aps.get(key), Some(&value), "{key}");
    }
    assert_eq!(aps["alert"]["title"], json!("新消息提醒"));
}

#[test]
fn a_subtitle_key_finds_its_dictionary() {
    let message = Message { title: String::new(), ..with(&[("subtitle_loc_key", "IN_GROUP")]) };
    assert_eq!(aps(&message)["alert"], json!({ "body": "您有一条新消息", "subtitle-loc-key": "IN_GROUP" }));
}
