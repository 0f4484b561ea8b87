use super::*;

fn refused_when(changes: &[(&str, &str)], status: u16, reason: &str, words: &str) {
    refused_with(&Server::new().with(changes), status, reason, words);
}

fn remarked_when(changes: &[(&str, &str)], words: &str) {
    let answer = Server::new().with(changes);
    accepted(&answer);
    assert!(remark(&answer).contains(words), "{changes:?}: {}", remark(&answer));
}

#[test]
fn a_topic_is_the_bundle_id() {
    refused_when(&[("apns-topic", "")], 400, "MissingTopic", "no header");
    refused_when(&[("apns-topic", "com.acme.*")], 400, "BadTopic", "no bundle id");
    refused_when(&[("apns-topic", "DEF123GHIJ.com.acme.chat")], 400, "TopicDisallowed", "Team ID in front");
    refused_when(&[("apns-topic", "com.Acme.chat")], 400, "TopicDisallowed", "upper and lower case");
    refused_when(&[("apns-topic", "com.acme.chatt")], 400, "TopicDisallowed", "not com.acme.chat of push.toml");
    // Nobody said which app: any will do.
    let mut server = Server::of(|world| world.bundle_id = None);
    accepted(&server.with(&[("apns-topic", "com.any.app")]));
}

#[test]
fn each_push_type_has_its_topic() {
    for (word, suffix) in [
        ("alert", ""),
        ("background", ""),
        ("voip", ".voip"),
        ("complication", ".complication"),
        ("fileprovider", ".pushkit.fileprovider"),
        ("location", ".location-query"),
        ("liveactivity", ".push-type.liveactivity"),
        ("pushtotalk", ".voip-ptt"),
        ("widgets", ".push-type.widgets"),
        ("controls", ".push-type.controls"),
    ] {
        let topic = format!("com.acme.chat{suffix}");
        let changes = [("apns-push-type", word), ("apns-topic", topic.as_str()), ("apns-priority", "5")];
        accepted(&Server::new().with(&changes));
        if !suffix.is_empty() {
            refused_when(&[("apns-push-type", word)], 400, "DeviceTokenNotForTopic", suffix);
            refused_when(&[("apns-topic", topic.as_str())], 400, "DeviceTokenNotForTopic", word);
        }
    }
    refused_when(&[("apns-push-type", "Alert")], 400, "InvalidPushType", "written `alert`");
    refused_when(&[("apns-push-type", "banner")], 400, "InvalidPushType", "no push type");
    remarked_when(&[("apns-push-type", "")], "delay or drop");
}

#[test]
fn priorities_are_three_numbers_and_10_is_not_for_background() {
    for good in ["10", "5", "1", ""] {
        accepted(&Server::new().with(&[("apns-priority", good)]));
    }
    refused_when(&[("apns-priority", "high")], 400, "BadPriority", "high");
    refused_when(&[("apns-priority", "0")], 400, "BadPriority", "10, 5 or 1");
    refused_when(&[("apns-push-type", "background")], 400, "BadPriority", "background");
    remarked_when(&[("apns-push-type", "background"), ("apns-priority", "")], "the default 10 is wrong");
}

#[test]
fn a_collapse_id_has_64_bytes() {
    accepted(&Server::new().with(&[("apns-collapse-id", &"x".repeat(64))]));
    refused_when(&[("apns-collapse-id", &"x".repeat(65))], 400, "BadCollapseId", "65 bytes");
}

#[test]
fn an_id_is_a_uuid() {
    refused_when(&[("apns-id", "123e4567e89b12d3a45642665544000a")], 400, "BadMessageId", "8-4-4-4-12");
    remarked_when(&[("apns-id", "123E4567-E89B-12D3-A456-42665544000A")], "lower case");
}

#[test]
fn an_expiration_is_a_time_in_seconds() {
    for good in ["0", "1735693200"] {
        assert_eq!(remark(&Server::new().with(&[("apns-expiration", good)])), "");
    }
    refused_when(&[("apns-expiration", "tomorrow")], 400, "BadExpirationDate", "no whole number");
    refused_when(&[("apns-expiration", "1.5")], 400, "BadExpirationDate", "no whole number");
    remarked_when(&[("apns-expiration", "3600")], "a duration");
    remarked_when(&[("apns-expiration", "1735693200000")], "milliseconds");
}

#[test]
fn a_header_comes_once() {
    let mut server = Server::new();
    let authorization = format!("bearer {}", signed(&json!({ "iss": TEAM_ID, "iat": NOW / 1000 })));
    let headers = [
        ("authorization", authorization.as_str()),
        ("apns-topic", "com.acme.chat"),
        ("apns-priority", "10"),
        ("apns-priority", "5"),
    ];
    let answer = server.ask("POST", &format!("/3/device/{PHONE}"), &headers, BODY);
    refused_with(&answer, 400, "DuplicateHeaders", "apns-priority");
}
