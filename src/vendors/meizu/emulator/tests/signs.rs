//! Which app, and what is wrong with a sign.

use super::*;

const PAIRS: [(&str, &str); 3] = [("pushIds", PHONE), ("messageJson", MESSAGE), ("appId", "123456")];

fn with_sign(sign: &str) -> RawAnswer {
    Server::new().post(BY_PUSH_ID, &body_of(&PAIRS, &encoded(sign)))
}

/// The wrong variants of vector A, as the vendor's file has computed them.
#[test]
fn the_wrong_variants_of_the_vector_are_named() {
    let json = concat!(
        r#"{"noticeBarInfo":{"noticeMsgType":1,"title":"测试","content":"hi & bye"},"#,
        r#""clickTypeInfo":{"clickType":0,"parameters":{"ext":"{\"a\":1}"}}}"#
    );
    let pairs = [("appId", "123456"), ("pushIds", PHONE), ("messageJson", json)];
    for (sign, word) in
        [("0a589b353892758e8b4e7383b88dbb19", "urlencoded"), ("ce19f27d95df1c6b38da198c040a45a2", "joined with \"&\"")]
    {
        let answer = Server::new().post(BY_PUSH_ID, &body_of(&pairs, sign));
        code(&answer, "1006");
        assert!(remark(&answer).contains(word), "{}", remark(&answer));
    }
}

#[test]
fn what_is_wrong_with_a_sign_is_named() {
    let base = base_of(&PAIRS);
    let right = md5sum(&format!("{base}{SECRET}"));
    let of = |text: &str| md5sum(text);
    let join = |pairs: &[(&str, &str)], separator: &str| {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(separator)
    };
    let mut sorted = PAIRS;
    sorted.sort_unstable();
    let blanked = r#"{"noticeBarInfo": {"noticeMsgType": 0, "title": "订单提醒", "content": "您的订单已发货"}}"#;
    let escaped = r#"{"noticeBarInfo": {"noticeMsgType": 0, "title": "\u8ba2\u5355\u63d0\u9192", "content": "\u60a8\u7684\u8ba2\u5355\u5df2\u53d1\u8d27"}}"#;
    for (sign, word) in [
        (right.to_uppercase(), "UPPER"),
        (format!(" {right} "), "blanks around it"),
        (right[8..24].to_owned(), "short md5"),
        (String::new(), "sign is empty"),
        (of(&base), "without the AppSecret"),
        (of(&format!("{base}{KEY}")), "AppKey in place of the AppSecret"),
        (of(&format!("{SECRET}{base}")), "before the parameters"),
        (of(&format!("{SECRET}{base}{SECRET}")), "both sides"),
        (of(&format!("{base}&appSecret={SECRET}")), "stands before the AppSecret"),
        (of(&format!("{base}{SECRET}\n")), "around the AppSecret"),
        (of(&right), "md5 of the md5"),
        (of(&format!("{}{SECRET}", join(&PAIRS, ""))), "not sorted"),
        (of(&format!("{}{SECRET}", join(&sorted, "&"))), "joined with \"&\""),
        (of(&format!("{}&{SECRET}", join(&sorted, "&"))), "joined with \"&\""),
        (of(&format!("{}{SECRET}", sorted.map(|(_, value)| value).concat())), "without names"),
        (of(&format!("{}{SECRET}", sorted.map(|(name, value)| format!("{name}{value}")).concat())), "no `=`"),
        (
            of(&format!("{}{SECRET}", sorted.map(|(name, value)| format!("{name}={}", encoded(value))).concat())),
            "urlencoded",
        ),
        (of(&format!("{}{SECRET}", base.replace(MESSAGE, blanked))), "another spelling of messageJson"),
        (of(&format!("{}{SECRET}", base.replace(MESSAGE, escaped))), "another spelling of messageJson"),
        (of(&format!("appId=123456pushIds={PHONE}{SECRET}")), "without the parameter messageJson"),
        (of(&format!("{base}sign={SECRET}")), "parameter sign itself"),
        (of(&base.replace("messageJson", &format!("appSecret={SECRET}messageJson"))), "sorted among the parameters"),
        (of("anything"), "this app's AppSecret"),
        ("0".repeat(40), "SHA-1"),
        ("0".repeat(64), "SHA-256"),
        ("1B2M2Y8AsgTpgAmY7PhCfg==".to_owned(), "Base64"),
        ("xyz".to_owned(), "3 characters"),
    ] {
        let answer = with_sign(&sign);
        code(&answer, "1006");
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
        assert!(!answer.accepted && !answer.body.contains(SECRET));
        // A right sign must not be told to whoever does not know the secret.
        assert!(!remark(&answer).contains(&right));
    }
    code(&with_sign(&right), "200");
}

#[test]
fn a_sign_that_is_not_there_is_named() {
    let body = format!("appId=123456&pushIds={PHONE}&messageJson={}", encoded(MESSAGE));
    let answer = Server::new().post(BY_PUSH_ID, &body);
    code(&answer, "1006");
    assert_eq!(remark(&answer), "there is no parameter sign");
}

/// Optional parameters too, where they are sent.
#[test]
fn every_parameter_is_signed() {
    let mut server = Server::new();
    let pairs = [
        ("appId", "123456"),
        ("pushIds", PHONE),
        ("messageJson", MESSAGE),
        ("restrictedPackageNames", "com.example.app"),
    ];
    code(&server.signed(BY_PUSH_ID, &pairs), "200");
    let forgot = md5sum(&format!("{}{SECRET}", base_of(&pairs[..3])));
    let answer = server.post(BY_PUSH_ID, &body_of(&pairs, &forgot));
    code(&answer, "1006");
    assert!(remark(&answer).contains("restrictedPackageNames"), "{}", remark(&answer));
    let packages = |count: usize| vec!["a"; count].join(",");
    for (count, expected) in [(50, "200"), (51, "1005")] {
        let names = packages(count);
        let pairs = [pairs[0], pairs[1], pairs[2], ("restrictedPackageNames", names.as_str())];
        code(&server.signed(BY_PUSH_ID, &pairs), expected);
    }
}

#[test]
fn the_app_is_looked_at_first() {
    let mut server = Server::new();
    for (id, expected, word) in [
        ("654321", "110000", "no app 654321"),
        (KEY, "110000", "holds the AppKey"),
        (SECRET, "110000", "holds the AppSecret"),
        (" 123456", "110000", "blanks around"),
        ("com.example.app", "110000", "not a number"),
        ("", "110004", "appId is empty"),
    ] {
        let answer = server.signed(BY_PUSH_ID, &[("appId", id), ("pushIds", PHONE), ("messageJson", MESSAGE)]);
        code(&answer, expected);
        assert!(remark(&answer).contains(word), "{}", remark(&answer));
    }
    code(&server.signed(BY_PUSH_ID, &[("pushIds", PHONE)]), "110004");
    code(&server.signed(BY_PUSH_ID, &[("appId", "123456"), ("messageJson", MESSAGE)]), "110004");
    code(&server.signed(BY_PUSH_ID, &[("appId", "123456"), ("pushIds", PHONE)]), "110004");
}

#[test]
fn a_body_that_is_no_form_is_named() {
    let mut server = Server::new();
    for (bytes, word) in [(&b"{\"appId\":123456}"[..], "the body is JSON"), (b"appId=\xff", "UTF-8")] {
        let answer = server.ask("POST", BY_PUSH_ID, &[("content-type", "application/json")], bytes);
        code(&answer, "1005");
        assert!(remark(&answer).contains(word), "{}", remark(&answer));
    }
    let right = body_of(&PAIRS, &md5sum(&format!("{}{SECRET}", base_of(&PAIRS))));
    let answer = server.ask("POST", BY_PUSH_ID, &[("content-type", "text/plain")], right.as_bytes());
    code(&answer, "200");
    assert!(remark(&answer).contains("Content-Type is text/plain"), "{}", remark(&answer));
}
