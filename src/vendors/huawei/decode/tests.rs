use serde_json::json;

use super::super::{VENDOR, service_account, sign};
use super::*;
use crate::config::{Environment, Options, Source, assemble};
use crate::emulator::made_up;
use crate::jwt::PrivateKey;
use crate::report::Findings;
use crate::text::Lang;

/// 2023-11-14T22:13:20Z, the vector's time.
const NOW: u64 = 1_700_000_000;

fn account() -> ServiceAccount {
    ServiceAccount::parse(&service_account::made_up()).expect("an account")
}

/// The values of a push.toml whose service account is the made-up one.
fn with_account<T>(look: impl FnOnce(&Values) -> T) -> T {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("account.json"), service_account::made_up()).expect("a file");
    let text = "[huawei]\nservice_account_file = \"account.json\"\n".to_owned();
    let source = Source::new("push.toml", folder.path().join("push.toml"), text);
    let environment = Environment::new(|_| None);
    let options = Options { file: None, folder: folder.path().into(), profile: None, environment };
    let config = assemble(source, None, &options).expect("TOML");
    look(&config.values(&VENDOR, &mut Findings::default()))
}

fn clock(seconds: u64) -> Clock {
    Clock::fixed(seconds * 1000)
}

fn words(decoded: &Decoded) -> String {
    decoded.remarks.iter().map(|remark| remark.get(Lang::En)).collect::<Vec<_>>().join("; ")
}

#[test]
fn our_own_jwt_is_right() {
    let token = sign::jwt(&account(), NOW);
    let decoded = with_account(|values| decode(token.expose(), Some(values), &clock(NOW))).expect("a JWT");
    assert_eq!((decoded.kind, decoded.signature), ("JWT", Signature::Right));
    assert!(decoded.remarks.is_empty(), "{}", words(&decoded));
    let part = |key: &str| decoded.parts.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str());
    assert_eq!((part("iss"), part("exp"), part("alg")), (Some("101234567"), Some("1700003600"), Some("PS256")));
}

#[test]
fn what_is_wrong_with_a_jwt_is_named() {
    let other = PrivateKey::from_pem(made_up::rsa_key_pem(1).as_bytes()).expect("a key");
    let account = account();
    let claims = |change: Value| {
        let mut claims = sign::claims(&account, NOW);
        claims.as_object_mut().expect("an object").extend(change.as_object().cloned().unwrap_or_default());
        claims
    };
    let of = |algorithm, key, claims: &Value| {
        let token = jwt::sign(algorithm, key, &sign::header(&account), claims).expect("an RSA key");
        with_account(|values| decode(&token, Some(values), &clock(NOW))).expect("a JWT")
    };
    let own = &*account.key;
    for (decoded, signature, word) in [
        (of(Algorithm::Rs256, own, &claims(json!({}))), Signature::Wrong, "RS256"),
        (of(Algorithm::Ps256, &other, &claims(json!({}))), Signature::Wrong, ""),
        (of(Algorithm::Ps256, own, &claims(json!({"exp": NOW}))), Signature::Right, "expired 0 s ago"),
        (of(Algorithm::Ps256, own, &claims(json!({"exp": NOW + 86_401}))), Signature::Right, "80300036"),
        (of(Algorithm::Ps256, own, &claims(json!({"iat": NOW * 1000}))), Signature::Right, "milliseconds"),
        (of(Algorithm::Ps256, own, &claims(json!({"iss": "1"}))), Signature::Right, "sub_account"),
        (of(Algorithm::Ps256, own, &claims(json!({"aud": "https://example.com"}))), Signature::Right, "aud is not"),
        (of(Algorithm::Ps256, own, &claims(json!({"iat": NOW + 120}))), Signature::Right, "in the future"),
    ] {
        assert_eq!(decoded.signature, signature, "{word}");
        assert!(words(&decoded).contains(word), "{word}: {}", words(&decoded));
    }
}

#[test]
fn without_a_key_nothing_is_judged_and_other_tokens_are_not_ours() {
    let token = sign::jwt(&account(), NOW);
    assert_eq!(decode(token.expose(), None, &clock(NOW)).map(|decoded| decoded.signature), Some(Signature::NotJudged));
    let claims = json!({"iss": "x@y.iam.gserviceaccount.com", "aud": "https://oauth2.googleapis.com/token"});
    let google = jwt::sign(Algorithm::Rs256, &account().key, &json!({}), &claims).expect("an RSA key");
    assert!(decode(&google, None, &clock(NOW)).is_none());
    assert!(decode("abc", None, &clock(NOW)).is_none());
}
