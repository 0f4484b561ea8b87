//! Changes: what they look like, byte for byte, in the style of each file.

use super::{ALIGNED, DEBUG, FULL, OLD_TEMPLATE, ONE_LINE, TEMPLATE, UNUSUAL, added, change, read};
use crate::project::edit::{CannotEdit, Edit, edited};
use crate::project::manifest::{AttributeName, Manifest, attribute_text};
use crate::text::Lang;

const NOTIFY: &str = "android.permission.POST_NOTIFICATIONS";
const EXPORTED: AttributeName = AttributeName::Android("exported");

fn with_permission(text: &str) -> String {
    change(text, |manifest| manifest.add_permission(NOTIFY))
}

fn with_own_permission(text: &str) -> String {
    change(text, |manifest| manifest.add_own_permission("${applicationId}.permission.MIPUSH_RECEIVE"))
}

fn with_meta_data(text: &str) -> String {
    change(text, |manifest| manifest.set_meta_data("com.vivo.push.app_id", "105000001"))
}

fn with_component_attribute(text: &str, index: usize, name: AttributeName, value: &str) -> String {
    change(text, |manifest| manifest.set_attribute(&manifest.components()[index].tag_span, name, value))
}

fn refused(result: Result<Vec<Edit>, CannotEdit>) -> String {
    let refusal = result.expect_err("no change");
    assert!(!refusal.reason.get(Lang::Zh).is_empty());
    refusal.reason.get(Lang::En).to_owned()
}

#[test]
fn a_permission_goes_before_the_application() {
    let line = "    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\"/>\n";
    let done = with_permission(TEMPLATE);
    assert_eq!(added(TEMPLATE, &done), line);
    assert!(done.contains(&format!("{line}    <application\n")));
    let windows = TEMPLATE.replace('\n', "\r\n");
    assert_eq!(with_permission(&windows), done.replace('\n', "\r\n"));
    // The application's three blanks are the only ones right under `<manifest>`.
    assert_eq!(added(OLD_TEMPLATE, &with_permission(OLD_TEMPLATE)), line[1..].to_owned());
}

#[test]
fn a_permission_goes_after_the_others() {
    let last = "<uses-permission android:name=\"com.heytap.mcs.permission.RECIEVE_MCS_MESSAGE\"/>\n";
    let line = "    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\"/>\n";
    assert_eq!(with_permission(FULL), FULL.replace(last, &format!("{last}{line}")));
    let done = with_permission(DEBUG);
    assert!(done.ends_with(
        "INTERNET\"/>\n    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\"/>\n</manifest>\n"
    ));
}

#[test]
fn a_comment_behind_a_permission_stays_with_it() {
    let text = DEBUG.replace("INTERNET\"/>", "INTERNET\"/> <!-- 网络 --> ");
    assert!(
        with_permission(&text).contains("<!-- 网络 --> \n    <uses-permission android:name=\"android.permission.POST")
    );
    let text = DEBUG.replace("INTERNET\"/>", "INTERNET\"/> <!-- 网\n 络 -->");
    let done = with_permission(&text);
    assert!(done.contains(
        "INTERNET\"/>\n    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\"/>\n    <!-- 网\n"
    ));
}

#[test]
fn a_permission_is_written_like_its_neighbour() {
    let done = with_permission(ALIGNED);
    assert_eq!(
        added(ALIGNED, &done),
        concat!("  <uses-permission\n", "      android:name=\"android.permission.POST_NOTIFICATIONS\"\n", "  />\n",)
    );
    let done = with_permission(UNUSUAL);
    assert_eq!(added(UNUSUAL, &done), "\t<uses-permission a:name='android.permission.POST_NOTIFICATIONS'/>\n");
}

#[test]
fn lines_that_are_shared_are_parted() {
    assert!(with_permission(ONE_LINE).contains(concat!(
        "INTERNET\"/>\n",
        "    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\"/>\n",
        "    <application android:name=\"a.B\">",
    )));
    let text = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\"> <application/></manifest>";
    assert!(with_permission(text).ends_with(concat!(
        "android\">\n",
        "    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\"/>\n",
        "    <application/></manifest>",
    )));
}

#[test]
fn a_manifest_with_nothing_in_it_is_opened() {
    let text = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\" />\n";
    assert_eq!(
        with_permission(text),
        concat!(
            "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n",
            "    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\" />\n",
            "</manifest>\n",
        )
    );
}

#[test]
fn permissions_added_together_stand_in_order() {
    for text in [TEMPLATE, FULL, DEBUG, UNUSUAL, ALIGNED] {
        let manifest = read(text);
        let mut edits = manifest.add_permission("com.example.A").expect("a change");
        edits.extend(manifest.add_permission("com.example.B").expect("a change"));
        let done = edited(text, &edits);
        let (first, second) = (done.find("com.example.A"), done.find("com.example.B"));
        assert!(first < second, "{done}");
        let one_by_one = change(text, |manifest| manifest.add_permission("com.example.A"));
        assert_eq!(done, change(&one_by_one, |manifest| manifest.add_permission("com.example.B")));
    }
}

#[test]
fn a_permission_that_is_there_or_taken_away_is_not_added() {
    let manifest = read(FULL);
    assert_eq!(manifest.add_permission("com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE"), Ok(Vec::new()));
    // The one with a blank at its end is another one.
    assert_eq!(
        manifest.add_permission("com.huawei.android.launcher.permission.CHANGE_BADGE").map(|edits| edits.len()),
        Ok(1)
    );
    let reason = refused(manifest.add_permission("android.permission.READ_PHONE_STATE"));
    assert!(reason.contains("takes `android.permission.READ_PHONE_STATE` away"), "{reason}");
    assert!(refused(manifest.add_permission("a\0")).contains("control character"));
    let reason = refused(read("<manifest><application/></manifest>").add_permission(NOTIFY));
    assert!(reason.contains("no prefix is declared"), "{reason}");
}

#[test]
fn an_own_permission_is_declared_and_asked_for() {
    let declared = "    <permission android:name=\"${applicationId}.permission.MIPUSH_RECEIVE\" android:protectionLevel=\"signature\"/>\n";
    let used = "    <uses-permission android:name=\"${applicationId}.permission.MIPUSH_RECEIVE\"/>\n";
    assert_eq!(added(TEMPLATE, &with_own_permission(TEMPLATE)), format!("{declared}{used}"));
    let only_used = TEMPLATE.replace("    <application", &format!("{used}    <application"));
    assert_eq!(added(&only_used, &with_own_permission(&only_used)), declared);
    let only_declared = TEMPLATE.replace("    <application", &format!("{declared}    <application"));
    let done = with_own_permission(&only_declared);
    assert!(done.contains(&format!("{declared}{used}    <application")));
    let windows = TEMPLATE.replace('\n', "\r\n");
    assert_eq!(with_own_permission(&windows), with_own_permission(TEMPLATE).replace('\n', "\r\n"));
}

#[test]
fn meta_data_is_written_like_the_others() {
    let done = with_meta_data(TEMPLATE);
    assert_eq!(
        added(TEMPLATE, &done),
        concat!(
            "        <meta-data\n",
            "            android:name=\"com.vivo.push.app_id\"\n",
            "            android:value=\"105000001\" />\n",
        )
    );
    assert!(done.contains("105000001\" />\n    </application>\n"));
    assert_eq!(with_meta_data(&TEMPLATE.replace('\n', "\r\n")), done.replace('\n', "\r\n"));
    let text = ALIGNED.replace("    <![CDATA[ <meta-data android:name=\"no\"/> ]]>\n", "");
    assert_eq!(
        added(&text, &with_meta_data(&text)),
        concat!(
            "    <meta-data android:name=\"com.vivo.push.app_id\"\n",
            "               android:value=\"105000001\"/>\n",
        )
    );
}

#[test]
fn meta_data_opens_an_application_that_closes_itself() {
    assert_eq!(
        with_meta_data(UNUSUAL),
        UNUSUAL.replace(
            "Application'/>",
            concat!(
                "Application'>\n",
                "\t\t<meta-data a:name='com.vivo.push.app_id' a:value='105000001'/>\n",
                "\t</application>",
            )
        )
    );
    let text = UNUSUAL.replace("'/>", "'\n\t/>");
    assert!(with_meta_data(&text).contains("Application'\n\t>\n\t\t<meta-data"));
    let done = with_meta_data(ONE_LINE);
    assert!(
        done.ends_with(concat!(
            "<activity android:name=\".C\"/>\n",
            "    <meta-data android:name=\"com.vivo.push.app_id\" android:value=\"105000001\"/>\n",
            "</application></manifest>",
        )),
        "{done}"
    );
}

#[test]
fn meta_data_is_set_in_place() {
    let done = with_meta_data(FULL);
    assert_eq!(done, FULL.replace("${VIVO_APPID}", "105000001"));
    let done = change(FULL, |manifest| manifest.set_meta_data("com.vivo.push.api_key", "a\"b'&<c>"));
    assert!(done.contains("android:value=\"a&quot;b&apos;&amp;&lt;c&gt;\" />"));
    assert_eq!(read(&done).meta_data()[0].value.as_ref().and_then(|stated| stated.value.as_deref()), Some("a\"b'&<c>"));
    let empty = FULL.replace("'com.vivo.push.app_id' android:value='${VIVO_APPID}'", "'com.vivo.push.app_id'");
    assert!(with_meta_data(&empty).contains("tools:replace='android:value' android:value='105000001' />"));
}

#[test]
fn meta_data_that_cannot_be_set() {
    let reason = refused(read(DEBUG).set_meta_data("a", "b"));
    assert_eq!(reason, "the manifest has no `<application>`");
    let icon = "com.google.firebase.messaging.default_notification_icon";
    assert!(refused(read(FULL).set_meta_data(icon, "b")).contains("comes from a resource"));
    let removed = FULL.replace("tools:replace='android:value'", "tools:node='remove'");
    assert!(refused(read(&removed).set_meta_data("com.vivo.push.app_id", "b")).contains("away on purpose"));
}

#[test]
fn an_attribute_is_added_in_the_style_of_its_tag() {
    let done = with_component_attribute(OLD_TEMPLATE, 0, EXPORTED, "true");
    assert_eq!(
        done,
        OLD_TEMPLATE.replace("@style/LaunchTheme\"", "@style/LaunchTheme\"\n            android:exported=\"true\"")
    );
    let done = with_component_attribute(FULL, 1, EXPORTED, "true");
    assert_eq!(done, FULL.replace("ClickActivity\"", "ClickActivity\" android:exported=\"true\""));
    let done = with_component_attribute(FULL, 2, EXPORTED, "false");
    assert_eq!(
        done,
        FULL.replace(
            "tools:node=\"remove\"/>\n        <provider",
            "tools:node=\"remove\" android:exported=\"false\"/>\n        <provider"
        )
    );
    let windows = OLD_TEMPLATE.replace('\n', "\r\n");
    let done = with_component_attribute(&windows, 0, EXPORTED, "true");
    assert!(done.contains("LaunchTheme\"\r\n            android:exported=\"true\">\r\n"));
}

#[test]
fn an_attribute_is_set_in_place() {
    let done = with_component_attribute(TEMPLATE, 0, EXPORTED, "false");
    assert_eq!(done, TEMPLATE.replace("exported=\"true\"", "exported=\"false\""));
    let name = |manifest: &Manifest| {
        let tag = manifest.application().expect("an application").tag_span.clone();
        manifest.set_attribute(&tag, AttributeName::Android("name"), ".DemoApplication")
    };
    assert_eq!(change(UNUSUAL, name), UNUSUAL.replace("io.flutter.app.FlutterApplication", ".DemoApplication"));
    assert!(change(OLD_TEMPLATE, name).contains("ic_launcher\"\n        android:name=\".DemoApplication\">"));
    assert!(
        change("<manifest xmlns:android='http://schemas.android.com/apk/res/android'><application/></manifest>", name)
            .contains("<application android:name=\".DemoApplication\"/>")
    );
}

#[test]
fn the_tools_prefix_is_declared_only_where_it_is_needed() {
    let node = AttributeName::Tools("node");
    let done = with_component_attribute(TEMPLATE, 0, node, "replace");
    assert!(done.starts_with("<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\" xmlns:tools=\"http://schemas.android.com/tools\">\n"));
    assert!(done.contains("adjustResize\"\n            tools:node=\"replace\">"));
    assert!(with_component_attribute(OLD_TEMPLATE, 0, node, "replace").starts_with(concat!(
        "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\"\n",
        "    xmlns:tools=\"http://schemas.android.com/tools\"\n",
        "    package=\"com.example.imdemo\">\n",
    )));
    let done = with_component_attribute(FULL, 1, node, "replace");
    assert_eq!(done, FULL.replace("ClickActivity\"", "ClickActivity\" tools:node=\"replace\""));
    assert_eq!(read(FULL).ensure_tools_namespace(), Ok(Vec::new()));
    let other = TEMPLATE.replace("<manifest", "<manifest xmlns:tools=\"urn:other\"");
    assert!(refused(read(&other).ensure_tools_namespace()).contains("another namespace"));
    let renamed = FULL.replace("tools:", "t:").replace("xmlns:tools", "xmlns:t");
    assert!(with_component_attribute(&renamed, 0, node, "merge").contains("t:node=\"merge\""));
}

#[test]
fn an_attribute_is_removed_with_its_line() {
    let package =
        |manifest: &Manifest| manifest.remove_attribute(&manifest.tag_span(), AttributeName::Plain("package"));
    assert_eq!(change(OLD_TEMPLATE, package), OLD_TEMPLATE.replace("\n    package=\"com.example.imdemo\"", ""));
    let cleartext = |manifest: &Manifest| {
        let tag = manifest.application().expect("an application").tag_span.clone();
        manifest.remove_attribute(&tag, AttributeName::Android("usesCleartextTraffic"))
    };
    assert_eq!(change(FULL, cleartext), FULL.replace("        android:usesCleartextTraffic=\"true\"\n", ""));
    assert!(refused(read(FULL).remove_attribute(&(3..9), EXPORTED)).contains("no element"));
}

#[test]
fn an_element_is_removed_with_its_line() {
    let manifest = read(FULL);
    let without = |span| edited(FULL, &manifest.remove_element(span).expect("a change"));
    let permissions = manifest.permissions();
    assert_eq!(without(&permissions[1].span), {
        FULL.replace(
            "    <uses-permission android:name=\"android.permission.READ_PHONE_STATE\" tools:node=\"remove\" />\n",
            "",
        )
    });
    assert_eq!(without(&permissions[0].span), {
        FULL.replace("<uses-permission android:name=\"android.permission.INTERNET\" /> <!-- 网络", "<!-- 网络")
    });
    assert_eq!(without(&permissions[4].span), {
        FULL.replace("<uses-permission android:name=\"com.huawei.android.launcher.permission.CHANGE_BADGE \"/>", "")
    });
    assert_eq!(without(&permissions[5].span), {
        FULL.replace("<uses-permission-sdk-23 android:name=\"com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE\"/>", "")
    });
    assert!(!without(&manifest.components()[0].span).contains("<activity android:name=\".MainActivity\""));
    let windows = DEBUG.replace('\n', "\r\n");
    let manifest = read(&windows);
    let done = edited(&windows, &manifest.remove_element(&manifest.permissions()[0].span).expect("a change"));
    assert!(done.ends_with("-->\r\n</manifest>\r\n"));
    assert!(refused(manifest.remove_element(&(0..windows.len()))).contains("no element"));
}

#[test]
fn a_name_is_mended_by_replacing_what_is_between_its_quotes() {
    let manifest = read(FULL);
    let name = &manifest.permissions()[4].name;
    let mended = name.value.as_deref().map(|name| attribute_text(name.trim())).expect("a name");
    let done = edited(FULL, &[Edit::replace(name.inner.clone(), mended)]);
    assert_eq!(done, FULL.replace("CHANGE_BADGE \"", "CHANGE_BADGE\""));
}

#[test]
fn a_byte_order_mark_stays_first() {
    let text = format!("\u{feff}{TEMPLATE}");
    assert_eq!(with_permission(&text), format!("\u{feff}{}", with_permission(TEMPLATE)));
    assert_eq!(with_meta_data(&text), format!("\u{feff}{}", with_meta_data(TEMPLATE)));
}
