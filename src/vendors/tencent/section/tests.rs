use super::*;
use crate::vendors::tencent::fields::FIELDS;

const KEY: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const USER_SIG: &str = "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwgWlxRnJJTnxiSm5mXlQBcUp2YkFBZkpSlaGJgYQYAiRSa0oyCxKVbKyMANKQIRKMnOBAobmZuZGRqZmMNHizHSg4eZhvkWlxWUleV5mTsVJWSnJSaVFRaXmxhWGTplZuYkunhGGqfmVrhGOOZ62SrUA4mo1Lg__";

fn one(lint: impl Fn(&Given, &mut Findings), value: &str) -> Vec<&'static str> {
    let mut findings = Findings::default();
    lint(&Given::new(value), &mut findings);
    for finding in &findings {
        let shown = format!("{:?}", finding.message);
        assert!(value.len() < 8 || !shown.contains(value), "{shown} quotes the value");
    }
    findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn an_sdk_app_id_has_8_to_10_digits() {
    for good in ["20000001", "140000001", "1400000001", " 1600000002 "] {
        assert!(one(lint_sdk_app_id, good).is_empty(), "{good}");
    }
    for bad in ["1400000", "14000000011", "0400000001", "140000000l", KEY, "１４０００００００１"] {
        assert_eq!(one(lint_sdk_app_id, bad), ["tencent/sdk-app-id-format"], "{bad}");
    }
    assert_eq!(one(lint_sdk_app_id, "AKIDaaaabbbbccccddddeeeeffff00001111"), ["tencent/cloud-api-key"]);
}

#[test]
fn a_secret_key_is_64_lower_case_hex_digits() {
    assert!(one(lint_secret_key, KEY).is_empty());
    for odd in [&KEY[1..], &format!("{KEY}0"), &KEY.to_uppercase(), "zz", "aAaAbBbBcCcCdDdDeEeEfFfFgGgGhHhH"] {
        assert_eq!(one(lint_secret_key, odd), ["tencent/secret-key-format"], "{odd}");
    }
    assert_eq!(one(lint_secret_key, USER_SIG), ["tencent/secret-is-usersig"]);
    let mut findings = Findings::default();
    lint_secret_key(&Given::new("1400123456"), &mut findings);
    let swapped = findings.iter().next().expect("a finding");
    assert_eq!((swapped.rule.id, swapped.severity), ("tencent/secret-key-format", Severity::Error));
    assert!(swapped.message.get(text::Lang::En).contains("holds an SDKAppID"));
    assert_eq!(one(lint_secret_key, "AKIDaaaabbbbccccddddeeeeffff00001111"), ["tencent/cloud-api-key"]);
}

#[test]
fn an_admin_is_an_account_and_not_the_app() {
    let lint = |admin: &str| {
        let mut findings = Findings::default();
        lint_admin(&Given::new(admin), Some(&Given::new("1400000001")), &mut findings);
        findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    assert!(lint("administrator").is_empty());
    assert!(lint(&"a".repeat(32)).is_empty());
    assert_eq!(lint(&"a".repeat(33)), ["tencent/admin-format"]);
    assert_eq!(lint("1400000001"), ["tencent/admin-format"]);
    assert_eq!(lint("AKIDaaaabbbbccccddddeeeeffff00001111"), ["tencent/cloud-api-key"]);
}

#[test]
fn a_user_id_has_at_most_32_bytes() {
    assert!(lint_user(&"a".repeat(32)).is_none());
    assert!(lint_user(&"a".repeat(33)).is_some());
    assert!(lint_user(&"用".repeat(10)).is_none());
    assert!(lint_user(&"用".repeat(11)).is_some());
}

/// The hosts of the vendor's list, written out once more.
#[test]
fn every_region_has_its_host() {
    let hosts = [
        ("china", "console.tim.qq.com"),
        ("singapore", "adminapisgp.im.qcloud.com"),
        ("seoul", "adminapikr.im.qcloud.com"),
        ("tokyo", "adminapijpn.im.qcloud.com"),
        ("frankfurt", "adminapiger.im.qcloud.com"),
        ("silicon-valley", "adminapiusa.im.qcloud.com"),
        ("jakarta", "adminapiidn.im.qcloud.com"),
        ("mumbai", "adminapiind.im.qcloud.com"),
    ];
    let field = FIELDS.iter().find(|field| field.key == "region").expect("a field");
    for (word, host) in hosts {
        assert_eq!(Region::find(word).map(Region::host), Some(host));
        assert_eq!(field.kind.accepts(word), Ok(()));
    }
    assert_eq!(Region::ALL.len(), hosts.len());
    assert_eq!(Region::find("beijing"), None);
}

#[test]
fn what_is_not_set_has_a_default() {
    let values = Values::empty("tencent", FIELDS).made_up();
    let credentials = Credentials::read(&values).expect("complete");
    assert_eq!((credentials.sdk_app_id, credentials.admin.as_str()), (1_400_000_001, "administrator"));
    assert_eq!(credentials.region, Region::China);
    assert!(Credentials::read(&Values::empty("tencent", FIELDS)).is_none());
}
