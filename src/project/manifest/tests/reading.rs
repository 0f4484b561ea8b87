//! What is read from well-formed manifests.

use super::{ALIGNED, DEBUG, FULL, OLD_TEMPLATE, TEMPLATE, UNUSUAL, read};
use crate::project::edit::Stated;
use crate::project::manifest::ComponentKind;

fn value(stated: &Stated) -> &str {
    stated.value.as_deref().expect("attributes have values")
}

fn optional(stated: Option<&Stated>) -> Option<&str> {
    stated.map(value)
}

#[test]
fn the_template_of_today() {
    let manifest = read(TEMPLATE);
    assert_eq!(manifest.package(), None);
    let application = manifest.application().expect("an application");
    assert_eq!(optional(application.name.as_ref()), Some("${applicationName}"));
    assert_eq!(optional(application.attribute("label")), Some("imdemo"));
    assert_eq!(application.uses_cleartext_traffic, None);
    assert!(TEMPLATE[application.span.clone()].ends_with("</application>"));
    assert!(TEMPLATE[application.tag_span.clone()].ends_with("ic_launcher\">"));

    let [activity] = manifest.components() else { panic!("one component") };
    assert_eq!((activity.kind, value(&activity.name)), (ComponentKind::Activity, ".MainActivity"));
    assert_eq!(optional(activity.exported.as_ref()), Some("true"));
    assert!(activity.has_intent_filter && activity.is_launcher);
    assert_eq!(optional(activity.attribute("taskAffinity")), Some(""));

    let [embedding] = manifest.meta_data() else { panic!("one meta-data") };
    assert_eq!((value(&embedding.name), optional(embedding.value.as_ref())), ("flutterEmbedding", Some("2")));
    let [theme] = manifest.misplaced_meta_data() else { panic!("one meta-data in the activity") };
    assert_eq!((value(&theme.found.name), theme.inside.as_str()), {
        ("io.flutter.embedding.android.NormalTheme", "activity")
    });
    assert_eq!(optional(theme.found.resource.as_ref()), Some("@style/NormalTheme"));
    assert_eq!(theme.found.value, None);
    assert!(manifest.permissions().is_empty() && manifest.unprefixed_names().is_empty());
    let place = manifest.uses_variable("applicationName").expect("the template uses it");
    assert_eq!(&TEMPLATE[place], "${applicationName}");
    assert_eq!(manifest.uses_variable("applicationname"), None);
}

#[test]
fn the_templates_without_less_usual_parts() {
    let manifest = read(OLD_TEMPLATE);
    assert_eq!(optional(manifest.package()), Some("com.example.imdemo"));
    assert_eq!(manifest.components()[0].exported, None);
    assert!(manifest.components()[0].has_intent_filter);
    let manifest = read(DEBUG);
    assert!(manifest.application().is_none());
    assert_eq!(value(&manifest.permissions()[0].name), "android.permission.INTERNET");
}

#[test]
fn permissions_with_their_particulars() {
    let manifest = read(FULL);
    let names: Vec<&str> = manifest.permissions().iter().map(|permission| value(&permission.name)).collect();
    assert_eq!(
        names,
        [
            "android.permission.INTERNET",
            "android.permission.READ_PHONE_STATE",
            "android.permission.WRITE_EXTERNAL_STORAGE",
            "com.example.imdemo.permission.MIPUSH_RECEIVE",
            "com.huawei.android.launcher.permission.CHANGE_BADGE ",
            "com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE",
            "com.heytap.mcs.permission.RECIEVE_MCS_MESSAGE",
        ]
    );
    assert_eq!(manifest.permissions()[1].tools_node.as_deref(), Some("remove"));
    assert_eq!(optional(manifest.permissions()[2].max_sdk.as_ref()), Some("28"));
    let badge = &manifest.permissions()[4];
    assert_eq!(&FULL[badge.name.inner.clone()], "com.huawei.android.launcher.permission.CHANGE_BADGE ");
    assert_eq!(&FULL[badge.name.span.clone()], "\"com.huawei.android.launcher.permission.CHANGE_BADGE \"");
    assert_eq!(&FULL[badge.span.clone()], {
        "<uses-permission android:name=\"com.huawei.android.launcher.permission.CHANGE_BADGE \"/>"
    });
    let [own] = manifest.declared_permissions() else { panic!("one declaration") };
    assert_eq!(value(&own.name), "com.example.imdemo.permission.MIPUSH_RECEIVE");
    assert_eq!(optional(own.protection_level.as_ref()), Some("signature"));
    let [vibrate] = manifest.misplaced_permissions() else { panic!("one permission in the application") };
    assert_eq!((value(&vibrate.found.name), vibrate.inside.as_str()), ("android.permission.VIBRATE", "application"));
}

#[test]
fn meta_data_where_it_belongs_and_elsewhere() {
    let manifest = read(FULL);
    let [key, id, icon] = manifest.meta_data() else { panic!("three") };
    assert_eq!((value(&key.name), optional(key.value.as_ref())), ("com.vivo.push.api_key", Some("")));
    assert_eq!((value(&id.name), optional(id.value.as_ref())), ("com.vivo.push.app_id", Some("${VIVO_APPID}")));
    assert_eq!(id.tools_replace.as_deref(), Some("android:value"));
    assert_eq!((icon.value.as_ref(), optional(icon.resource.as_ref())), (None, Some("@drawable/ic_push")));
    let misplaced: Vec<_> =
        manifest.misplaced_meta_data().iter().map(|meta| (value(&meta.found.name), &*meta.inside)).collect();
    assert_eq!(misplaced, [("com.vivo.push.app_id", "activity"), ("com.hihonor.push.app_id", "manifest")]);
}

#[test]
fn components_of_every_kind() {
    let manifest = read(FULL);
    let [main, click, service, provider] = manifest.components() else { panic!("four") };
    assert!(main.is_launcher && main.has_intent_filter);
    assert_eq!(optional(main.attribute("showWhenLocked")), Some("true"));
    assert_eq!(main.attribute("turnScreenOn"), None);
    assert!(click.has_intent_filter && !click.is_launcher && click.exported.is_none());
    assert_eq!((service.kind, service.tools_node.as_deref()), (ComponentKind::Service, Some("remove")));
    assert_eq!((provider.kind.element(), optional(provider.exported.as_ref())), ("provider", Some("false")));
    assert!(!service.has_intent_filter && !provider.is_launcher);
    assert_eq!(&FULL[click.tag_span.clone()], "<activity android:name=\"com.example.push.ClickActivity\">");
    assert!(FULL[click.span.clone()].ends_with("</activity>"));
}

#[test]
fn main_and_launcher_in_two_filters_are_no_launcher() {
    let text = TEMPLATE.replace(
        "LAUNCHER\"/>\n",
        "DEFAULT\"/>\n</intent-filter><intent-filter><category android:name=\"android.intent.category.LAUNCHER\"/>\n",
    );
    assert!(!read(&text).components()[0].is_launcher);
}

#[test]
fn an_attribute_without_prefix_is_found() {
    let manifest = read(FULL);
    let [provider] = manifest.unprefixed_names() else { panic!("one") };
    assert_eq!((&*provider.element, &*provider.attribute), ("provider", "name"));
    let text = DEBUG.replace("android:name", "name");
    let manifest = read(&text);
    assert!(manifest.permissions().is_empty());
    let [name] = manifest.unprefixed_names() else { panic!("one") };
    assert_eq!(value(&name.value), "android.permission.INTERNET");
    assert_eq!(&text[name.span.clone()], "name=\"android.permission.INTERNET\"");
}

#[test]
fn variables_in_the_order_of_the_file() {
    let manifest = read(FULL);
    let names: Vec<&str> = manifest.variables().iter().map(|variable| &*variable.name).collect();
    assert_eq!(names, ["applicationId", "applicationId", "VIVO_APPID"]);
    for variable in manifest.variables() {
        assert_eq!(FULL[variable.span.clone()], format!("${{{}}}", variable.name));
    }
}

#[test]
fn text_is_unescaped_and_spans_are_not() {
    let manifest = read(FULL);
    let label = manifest.application().and_then(|application| application.attribute("label")).expect("a label");
    assert_eq!((value(label), &FULL[label.inner.clone()]), ("IM & 推送", "IM &amp; 推送"));
}

#[test]
fn comments_and_cdata_hold_no_elements() {
    assert!(!read(FULL).permissions().iter().any(|permission| value(&permission.name).ends_with("CAMERA")));
    assert_eq!(read(ALIGNED).meta_data().len(), 1);
}

#[test]
fn the_prefix_is_the_files_own() {
    let manifest = read(UNUSUAL);
    let application = manifest.application().expect("an application");
    assert_eq!(optional(application.name.as_ref()), Some("io.flutter.app.FlutterApplication"));
    let other = UNUSUAL.replace("schemas.android.com/apk/res/android", "schemas.android.com/apk/android");
    assert_eq!(read(&other).application().and_then(|application| application.name.as_ref()), None);
}

#[test]
fn blanks_around_the_equals_sign_do_not_matter() {
    let text = DEBUG.replace("android:name=", &format!("android:name{}=\n  ", " ".repeat(400)));
    let manifest = read(&text);
    assert_eq!(&text[manifest.permissions()[0].name.span.clone()], "\"android.permission.INTERNET\"");
}

#[test]
fn a_byte_order_mark_counts_in_every_place() {
    for text in [format!("\u{feff}{FULL}"), format!("\u{feff}{TEMPLATE}").replace('\n', "\r\n")] {
        let manifest = read(&text);
        assert!(text[manifest.tag_span()].starts_with("<manifest"));
        let application = manifest.application().expect("an application");
        assert!(text[application.span.clone()].starts_with("<application"));
        assert_eq!(&text[application.name.as_ref().expect("a name").inner.clone()], {
            application.name.as_ref().map(value).expect("a name")
        });
    }
}

#[test]
fn an_element_without_a_name_says_nothing() {
    let text = DEBUG.replace(" android:name=\"android.permission.INTERNET\"", "");
    assert!(read(&text).permissions().is_empty());
}
