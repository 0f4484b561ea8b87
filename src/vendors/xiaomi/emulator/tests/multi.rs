//! Many messages in one request.

use super::*;

/// An item as the official SDK writes it: extras without `extra.`, the payload not encoded inside the JSON.
fn item(target: &str, channel: &str) -> String {
    format!(
        r#"{{"target":"{target}","message":{{"title":"t","description":"d","payload":"{{}}","pass_through":0,"notify_type":1,"notify_id":1,"restricted_package_name":"com.example.app","time_to_live":3600000,"extra":{{{channel}"notify_effect":"1"}}}}}}"#
    )
}

fn many(server: &mut Server, path: &str, items: &[String]) -> RawAnswer {
    let json = format!("[{}]", items.join(","));
    // Every byte that is not a letter or digit, escaped by hand.
    let encoded: String = json.bytes().fold(String::new(), |text, byte| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => text + &char::from(byte).to_string(),
        _ => text + &format!("%{byte:02X}"),
    });
    server.post(path, &format!("messages={encoded}&time_to_send=0"))
}

const REG_IDS: &str = "/v2/multi_messages/regids";
const A: &str = r#""channel_id":"a","#;

#[test]
fn each_message_has_its_target() {
    let mut server = Server::new();
    let answer = many(&mut server, REG_IDS, &[item(PHONE, A), item("bbbbdead", A), item("ccccsecond", A)]);
    code(&answer, 0);
    assert_eq!(body(&answer)["data"]["bad_regids"], "bbbbdead");
    assert_eq!(body(&answer)["info"], "Received push messages for 3 REGID");
    code(&many(&mut server, REG_IDS, &[item("bbbbdead", A)]), 20301);
    code(&many(&mut server, "/v2/multi_messages/aliases", &[item("aliassecond", A)]), 0);
}

/// As the vendor's limits document shows it: `no_channel:2 a:3`, and not 200001.
#[test]
fn what_is_over_the_quota_is_counted_by_channel() {
    let mut server = Server::of(|world| world.quota = [("xiaomi", 1)].into());
    let mut items = vec![item(PHONE, A)];
    items.extend([item("ccccsecond", ""), item("ddddsecond", "")]);
    items.extend([item("ccccsecond", A), item("ddddsecond", A), item("eeeesecond", A)]);
    let answer = many(&mut server, REG_IDS, &items);
    code(&answer, 0);
    assert_eq!(body(&answer)["data"]["channel_exceed_quota"], "a:3 no_channel:2");
}

#[test]
fn what_cannot_be_read_is_refused_and_named() {
    let mut server = Server::new();
    for (written, expected, word) in [
        ("", 10016, "messages is missing"),
        ("x", 10017, "no JSON array"),
        ("%7B%7D", 10017, "no JSON array"),
        ("[]", 10017, "0 items"),
        ("[%7B%22target%22:%22a%22%7D]", 10016, "messages[0] has no target or no message"),
        ("[%7B%22target%22:%22a%22,%22message%22:%7B%7D%7D]", 65011, "messages[0]: title"),
    ] {
        let answer = server.post(REG_IDS, &format!("messages={written}&time_to_send=0"));
        code(&answer, expected);
        assert!(remark(&answer).contains(word), "{written}: {}", remark(&answer));
    }
    let items = |count: usize| vec![item("ccccsecond", A); count];
    code(&many(&mut server, REG_IDS, &items(1000)), 0);
    code(&many(&mut server, REG_IDS, &items(1001)), 10017);
}

#[test]
fn a_prefix_inside_the_json_is_named() {
    let answer = many(&mut Server::new(), REG_IDS, &[item(PHONE, r#""extra.channel_id":"a","#)]);
    code(&answer, 0);
    assert!(remark(&answer).contains("`extra.extra.channel_id`: it is `extra.channel_id`"), "{}", remark(&answer));
}
