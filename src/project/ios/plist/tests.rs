use super::super::samples::{ENTITLEMENTS, INFO_PLIST};
use super::*;
use crate::project::edit::edited;
use crate::text::Lang;

fn set(text: &str, key: &str, xml: &str) -> String {
    let done = edited(text, &Plist::read(text).unwrap().set(key, xml).unwrap());
    assert_eq!(Plist::read(&done).unwrap().set(key, xml).unwrap(), [], "not settled");
    done
}

fn add(text: &str, key: &str, member: &str) -> String {
    let done = edited(text, &Plist::read(text).unwrap().add_to_array(key, member).unwrap());
    assert_eq!(Plist::read(&done).unwrap().add_to_array(key, member).unwrap(), [], "not settled");
    done
}

#[test]
fn values_are_read_with_their_kind_and_place() {
    let plist = Plist::read(INFO_PLIST).unwrap();
    let kind = |key: &str| plist.get(key).map(|value| value.kind.clone());
    assert_eq!(kind("LSRequiresIPhoneOS"), Some(Kind::Bool(true)));
    assert_eq!(kind("flutter_apns.disable_firebase_core"), Some(Kind::Bool(false)));
    assert_eq!(kind("CFBundleDisplayName"), Some(Kind::Text("Demo & 演示".to_owned())));
    assert_eq!(kind("CFBundleIdentifier"), Some(Kind::Text("$(PRODUCT_BUNDLE_IDENTIFIER)".to_owned())));
    assert_eq!(kind("Version"), Some(Kind::Integer));
    assert_eq!(kind("UIApplicationSceneManifest"), Some(Kind::Dict));
    assert_eq!(kind("UIApplicationSupportsMultipleScenes"), None);
    assert_eq!(plist.keys().count(), 9);
    let value = plist.get("flutter_apns.disable_firebase_core").unwrap();
    assert_eq!(&INFO_PLIST[value.span.clone()], "<false/>");
    assert_eq!(&INFO_PLIST[value.key_span.clone()], "<key>flutter_apns.disable_firebase_core</key>");
    let Some(Kind::Array(modes)) = kind("UIBackgroundModes") else { panic!() };
    assert_eq!(modes[0].value.as_deref(), Some("fetch"));
    assert_eq!(&INFO_PLIST[modes[0].inner.clone()], "fetch");
}

#[test]
fn spans_count_from_the_byte_order_mark_on() {
    let text = format!("\u{feff}{INFO_PLIST}");
    let plist = Plist::read(&text).unwrap();
    assert_eq!(&text[plist.get("LSRequiresIPhoneOS").unwrap().span.clone()], "<true/>");
    assert!(set(&text, "a", "<true/>").starts_with("\u{feff}<?xml"));
}

#[test]
fn a_member_with_a_build_setting_has_no_known_value() {
    let text = new_plist(&[("keychain-access-groups", "<array><string>$(AppIdentifierPrefix)a</string></array>")]);
    let plist = Plist::read(&text).unwrap();
    let Kind::Array(members) = &plist.get("keychain-access-groups").unwrap().kind else { panic!() };
    assert_eq!(members[0].value, None);
}

#[test]
fn a_value_is_replaced_and_a_new_key_comes_last() {
    let flag = "flutter_apns.disable_firebase_core";
    let expected = INFO_PLIST.replace(&format!("{flag}</key>\n\t<false/>"), &format!("{flag}</key>\n\t<true/>"));
    assert_eq!(set(INFO_PLIST, flag, "<true/>"), expected);
    assert_eq!(set(INFO_PLIST, flag, "<false/>"), INFO_PLIST);
    assert_eq!(
        set(INFO_PLIST, "aps-environment", "<string>development</string>"),
        INFO_PLIST.replace(
            "\t<string>LaunchScreen</string>\n",
            "\t<string>LaunchScreen</string>\n\t<key>aps-environment</key>\n\t<string>development</string>\n"
        )
    );
}

#[test]
fn the_files_own_newlines_and_indentation_are_kept() {
    let text = INFO_PLIST.replace('\t', "  ").replace('\n', "\r\n");
    let done = set(&text, "a", "<array>\n<string>b</string>\n</array>");
    assert!(
        done.ends_with("  <key>a</key>\r\n  <array>\r\n  <string>b</string>\r\n  </array>\r\n</dict>\r\n</plist>\r\n")
    );
    assert!(
        add(&text, "UIBackgroundModes", "remote-notification")
            .contains("    <string>fetch</string>\r\n    <string>remote-notification</string>\r\n  </array>\r\n")
    );
}

#[test]
fn an_empty_dictionary_is_filled_however_it_is_written() {
    let expected = new_plist(&[("aps-environment", "<string>production</string>")]);
    for empty in ["<dict/>", "<dict />", "<dict></dict>", "<dict>\n</dict>"] {
        let text = ENTITLEMENTS.replace("<dict/>", empty);
        assert_eq!(set(&text, "aps-environment", "<string>production</string>"), expected, "{empty}");
    }
}

#[test]
fn a_dictionary_on_one_line_is_filled_too() {
    let text = "<plist><dict><key>a</key><true/></dict></plist>";
    assert_eq!(
        set(text, "b", "<false/>"),
        "<plist><dict><key>a</key><true/>\n\t<key>b</key>\n\t<false/>\n</dict></plist>"
    );
}

#[test]
fn strings_are_added_to_arrays_however_they_are_written() {
    let key = "UIBackgroundModes";
    let whole = "<array>\n\t\t<string>fetch</string>\n\t</array>";
    for (written, expected) in [
        (whole, "<array>\n\t\t<string>fetch</string>\n\t\t<string>a&amp;b</string>\n\t</array>"),
        ("<array/>", "<array>\n\t\t<string>a&amp;b</string>\n\t</array>"),
        ("<array></array>", "<array>\n\t\t<string>a&amp;b</string>\n\t</array>"),
        ("<array>\n\t</array>", "<array>\n\t\t<string>a&amp;b</string>\n\t</array>"),
        ("<array><string>c</string></array>", "<array><string>c</string>\n\t\t<string>a&amp;b</string>\n\t</array>"),
    ] {
        assert_eq!(add(&INFO_PLIST.replace(whole, written), key, "a&b"), INFO_PLIST.replace(whole, expected));
    }
    let expected = "\t<key>new</key>\n\t<array>\n\t\t<string>$(A)</string>\n\t</array>\n</dict>\n</plist>\n";
    assert!(add(INFO_PLIST, "new", "$(A)").ends_with(expected));
    assert!(Plist::read(INFO_PLIST).unwrap().add_to_array("LSRequiresIPhoneOS", "a").is_err());
}

#[test]
fn a_key_is_renamed_once() {
    let text = new_plist(&[("com.apple.developer.aps-environment", "<string>production</string>")]);
    let rename =
        |text: &str| Plist::read(text).unwrap().rename_key("com.apple.developer.aps-environment", "aps-environment");
    let done = edited(&text, &rename(&text).unwrap());
    assert_eq!(done, new_plist(&[("aps-environment", "<string>production</string>")]));
    assert_eq!(rename(&done), Ok(vec![]));
    assert!(rename(&set(&text, "aps-environment", "<true/>")).is_err());
    assert!(rename(ENTITLEMENTS).is_err());
}

#[test]
fn a_repeated_key_is_reported_and_not_changed() {
    let text = new_plist(&[("a", "<true/>"), ("b", "<true/>"), ("a", "<false/>")]);
    let plist = Plist::read(&text).unwrap();
    assert_eq!(plist.get("a").unwrap().kind, Kind::Bool(true));
    let duplicates = plist.duplicates();
    assert_eq!(duplicates.iter().map(|(key, _)| *key).collect::<Vec<_>>(), ["a"]);
    assert_eq!(duplicates[0].1.start, text.rfind("<key>a").unwrap());
    let refused = plist.set("a", "<true/>").unwrap_err();
    assert_eq!(refused.reason.get(Lang::En), "the key `a` is there twice");
    assert_eq!(refused.at, Some(duplicates[0].1.start));
}

#[test]
fn what_is_no_list_is_malformed_where_it_shows() {
    for (text, at) in [
        ("", 0),
        ("bplist00\u{1}", 0),
        ("\n<plist>\n<dict>\n  <key>中</kex>\n</dict></plist>", 26),
        ("<dict></dict>", 0),
        ("<plist><array/></plist>", 0),
        ("<plist><dict><true/></dict></plist>", 13),
        ("<plist><dict><key>a</key></dict></plist>", 13),
        ("<plist><dict><key>a</key><key>b</key></dict></plist>", 13),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><plist><dict/></plist>", 13),
    ] {
        assert_eq!(Plist::read(text).unwrap_err().at, at, "{text}");
    }
}

#[test]
fn only_one_element_can_be_a_value() {
    let plist = Plist::read(ENTITLEMENTS).unwrap();
    assert!(plist.set("a", "<true/><key>b</key><true/>").is_err());
    assert!(plist.set("a", "<string>").is_err());
}

#[test]
fn a_binary_list_is_told_by_its_first_bytes() {
    assert!(is_binary(b"bplist00\xd1\x01"));
    assert!(!is_binary(INFO_PLIST.as_bytes()));
}

#[test]
fn a_new_file_is_as_apple_writes_one() {
    assert_eq!(
        new_plist(&[("aps-environment", "<string>development</string>")]),
        ENTITLEMENTS
            .replace("<dict/>", "<dict>\n\t<key>aps-environment</key>\n\t<string>development</string>\n</dict>")
    );
}
