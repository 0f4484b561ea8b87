use super::*;
use crate::config::{Environment, Options, Source, assemble};
use crate::project::Shown;
use crate::vendors::xiaomi::fields::FIELDS;

fn of(generation: Generation) -> Vec<Requirement> {
    let values = Values::empty("xiaomi", FIELDS).made_up();
    let all = requirements(&values, &App::default());
    all.into_iter().filter(|requirement| requirement.generations.contains(&generation)).collect()
}

fn values(requirements: &[Requirement]) -> Vec<(&'static str, String)> {
    let value = |shown: &Shown| match shown {
        Shown::Value(value) => value.clone(),
        other => panic!("{other:?}"),
    };
    let named = requirements.iter().filter_map(|requirement| match &requirement.item {
        Item::Dart { argument, value: shown } => Some((*argument, value(shown))),
        Item::TimPush { key, value: shown } => Some((*key, value(shown))),
        _ => None,
    });
    named.collect()
}

/// PushAppInfo's and timpush-configs.json's own spellings, "Bussiness" included.
#[test]
fn the_app_holds_app_id_app_key_and_certificate_id() {
    let [id, key, certificate] = ["2882303761517000001", "5123456789012", "34563"].map(str::to_owned);
    assert_eq!(
        values(&of(Generation::Classic)),
        [("mi_buz_id", certificate.clone()), ("mi_app_id", id.clone()), ("mi_app_key", key.clone())]
    );
    assert_eq!(
        values(&of(Generation::TimPush)),
        [("xiaomiPushBussinessId", certificate), ("xiaomiPushAppId", id), ("xiaomiPushAppKey", key)]
    );
}

/// The secret is a server's: no requirement may carry it into an app.
#[test]
fn the_secret_is_in_no_requirement() {
    for generation in [Generation::Classic, Generation::TimPush] {
        assert!(!format!("{:?}", of(generation)).contains("AAECAwQFBgcICQoLDA0ODw"));
    }
}

#[test]
fn each_generation_has_its_own_items() {
    let rules = |generation| {
        let mut ids: Vec<&str> = of(generation).iter().map(|requirement| requirement.rule.id).collect();
        ids.dedup();
        ids
    };
    assert_eq!(rules(Generation::Classic), ["xiaomi/perm-declare", "xiaomi/proguard", "xiaomi/keys", "xiaomi/console"]);
    assert_eq!(rules(Generation::TimPush), ["xiaomi/implementation", "xiaomi/keys", "xiaomi/console"]);
}

/// Tencent's guide, "some vendors need a channel, such as OPPO and Xiaomi"; without an id there is none to make.
#[test]
fn a_channel_of_push_toml_is_made_by_the_app() {
    let code = |values: &Values| {
        requirements(values, &App::default()).into_iter().find_map(|requirement| match requirement.item {
            Item::DartCode { code, .. } => Some(code),
            _ => None,
        })
    };
    let of = |table: &str| {
        let source = Source::new("push.toml", "push.toml", format!("[xiaomi]\n{table}\n"));
        let environment = Environment::new(|_| None);
        let options = Options { file: None, folder: ".".into(), profile: None, environment };
        let config = assemble(source, None, &options).expect("TOML");
        config.values(&super::super::VENDOR, &mut crate::report::Findings::default())
    };
    assert_eq!(code(&of("")), None);
    let call = code(&of("channel_id = \"130001\"")).expect("a call");
    assert!(call.starts_with("cPush.createNotificationChannel(channelId: \"130001\","), "{call}");
}
