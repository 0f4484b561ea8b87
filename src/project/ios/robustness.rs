//! Whatever a file holds: nothing panics, spans are valid, edits do what they say and settle, large files are quick.

use std::ops::Range;
use std::time::{Duration, Instant};

use super::samples::{CLASSIC, ENTITLEMENTS, GROWN, INFO_PLIST, OBJECTIVE_C, PBXPROJ, PODFILE, REGISTRANT, SCENE};
use super::{Delegate, DelegateLine, Language, Plist, Podfile, XcodeProject};
use crate::project::edit::{CannotEdit, Edit, Malformed, edited};

const ROUNDS: usize = 600;

/// What files break on.
const PIECES: &[&str] = &[
    "",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{feff}",
    "中",
    "\"",
    "'",
    "\"\"\"",
    "\\",
    "\\(",
    "#\"",
    "/*",
    "*/",
    "//",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "=",
    ";",
    ",",
    ":",
    ".",
    "@",
    "^",
    "#if A\n",
    "#endif\n",
    "if ",
    "else ",
    "do ",
    "end\n",
    "return ",
    "self",
    "super.",
    "func ",
    "class A: B {",
    "import A",
    "@implementation A",
    "@end",
    "- (void)a:(B)c",
    "<dict>",
    "</dict>",
    "<dict/>",
    "<key>a</key>",
    "<true/>",
    "<array/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&amp;",
    "&a;",
    "$(A)",
    "name = Runner;",
    "target 'Runner' do\n",
    "platform :ios, '9'\n",
    "# platform :ios, '13.0'\n",
    "use_frameworks!\n",
    "__END__\n",
    "=begin\n",
    "UNUserNotificationCenter.current().delegate = self\n",
    "GeneratedPluginRegistrant.register(with: self)\n",
    "let center = UNUserNotificationCenter.current()\n",
    "center.delegate = self\n",
    "[UNUserNotificationCenter currentNotificationCenter].delegate = self;",
    "[super application:a];",
];

/// Numbers that are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn boundary(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
    }

    fn mutated(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..=self.below(3) {
            let (one, other) = (self.boundary(&text), self.boundary(&text));
            let range = one.min(other)..one.max(other);
            match self.below(5) {
                0 => text.truncate(one),
                1 => text.replace_range(range, ""),
                2 => {
                    let piece = text[range].to_owned();
                    text.insert_str(one, &piece);
                }
                _ => text.insert_str(one, PIECES[self.below(PIECES.len())]),
            }
        }
        text
    }
}

fn valid(text: &str, span: &Range<usize>) {
    assert!(span.start <= span.end && text.get(span.clone()).is_some(), "{span:?} in {text:?}");
}

/// Edits are made, the text is read again, and the same wish then is fulfilled.
fn settles(text: &str, wish: impl Fn(&str) -> Option<Result<Vec<Edit>, CannotEdit>>) {
    match wish(text) {
        Some(Ok(edits)) if !edits.is_empty() => {
            for edit in &edits {
                valid(text, &edit.span);
            }
            let done = edited(text, &edits);
            assert_eq!(wish(&done), Some(Ok(vec![])), "{text}\n-----\n{done}");
        }
        Some(Err(refused)) => assert!(refused.at.is_none_or(|at| text.is_char_boundary(at))),
        Some(Ok(_)) | None => {}
    }
}

fn each_mutation(samples: &[&str], check: impl Fn(&str)) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for sample in samples {
        for windows in [false, true] {
            let sample = if windows { sample.replace('\n', "\r\n") } else { (*sample).to_owned() };
            check(&sample);
            (0..ROUNDS).for_each(|_| check(&numbers.mutated(&sample)));
        }
    }
}

fn malformed_at<T>(text: &str, read: Result<T, Malformed>) -> Option<T> {
    read.inspect_err(|malformed| assert!(text.is_char_boundary(malformed.at), "{malformed:?}")).ok()
}

#[test]
fn lists_survive_anything() {
    each_mutation(&[INFO_PLIST, ENTITLEMENTS], |text| {
        let Some(plist) = malformed_at(text, Plist::read(text)) else { return };
        for key in plist.keys() {
            let value = plist.get(key).unwrap();
            valid(text, &value.span);
            valid(text, &value.key_span);
        }
        plist.duplicates().iter().for_each(|(_, span)| valid(text, span));
        settles(text, |text| Some(Plist::read(text).ok()?.set("aps-environment", "<string>a</string>")));
        settles(text, |text| Some(Plist::read(text).ok()?.set("LSRequiresIPhoneOS", "<false/>")));
        settles(text, |text| Some(Plist::read(text).ok()?.set("Version", "<array>\n\t<integer>1</integer>\n</array>")));
        settles(text, |text| Some(Plist::read(text).ok()?.add_to_array("UIBackgroundModes", "remote-notification")));
        settles(text, |text| Some(Plist::read(text).ok()?.rename_key("Version", "new")));
    });
}

#[test]
fn projects_survive_anything() {
    each_mutation(&[PBXPROJ], |text| {
        let Some(project) = malformed_at(text, XcodeProject::read(text)) else { return };
        for configuration in project.targets().iter().flat_map(|target| &target.configurations) {
            valid(text, &configuration.span);
            if let Some(setting) = configuration.setting("PRODUCT_BUNDLE_IDENTIFIER") {
                valid(text, &setting.stated.span);
                valid(text, &setting.stated.inner);
            }
        }
        for configuration in ["Debug", "Release-prod", "Profile"] {
            for key in ["CODE_SIGN_ENTITLEMENTS", "ZZZ"] {
                settles(text, |text| {
                    Some(XcodeProject::read(text).ok()?.set_build_setting("Runner", configuration, key, "a-b"))
                });
            }
        }
    });
}

fn delegate_survives(text: &str, language: Language) {
    let Some(delegate) = malformed_at(text, Delegate::read(text, language)) else { return };
    delegate.imports().iter().for_each(|import| valid(text, &import.span));
    delegate.plugin_registrations().iter().for_each(|span| valid(text, span));
    for method in delegate.class().map_or(&[][..], |class| class.methods.as_slice()) {
        assert_eq!(&text[method.span.clone()], method.name);
    }
    if let DelegateLine::TooLate(span) = delegate.sets_notification_delegate() {
        valid(text, &span);
    }
    settles(text, |text| Some(Delegate::read(text, language).ok()?.add_notification_delegate()));
    settles(text, |text| Some(Delegate::read(text, language).ok()?.add_import("TIMPush")));
    settles(text, |text| Some(Delegate::read(text, language).ok()?.add_conformance("NewDelegate")));
    settles(text, |text| {
        Some(Delegate::read(text, language).ok()?.add_members(&["func businessId() -> Int32 {", "  1", "}"]))
    });
}

#[test]
fn delegates_survive_anything() {
    each_mutation(&[CLASSIC, REGISTRANT, SCENE, GROWN], |text| delegate_survives(text, Language::Swift));
    each_mutation(&[OBJECTIVE_C], |text| delegate_survives(text, Language::ObjectiveC));
    each_mutation(&[OBJECTIVE_C], |text| delegate_survives(text, Language::Swift));
    each_mutation(&[CLASSIC], |text| delegate_survives(text, Language::ObjectiveC));
}

#[test]
fn podfiles_survive_anything() {
    each_mutation(&[PODFILE], |text| {
        let podfile = Podfile::read(text);
        podfile.use_frameworks().iter().for_each(|span| valid(text, span));
        if let Some(stated) = podfile.platform() {
            valid(text, &stated.span);
            valid(text, &stated.inner);
        }
        settles(text, |text| Some(Podfile::read(text).set_platform("14.0")));
        settles(text, |text| Some(Podfile::read(text).add_use_frameworks()));
    });
}

/// Much of what is worst to read. The bound is for a slow machine without optimisation.
#[test]
fn large_files_are_read_quickly() {
    let fill = |piece: &str| piece.repeat((1 << 18) / piece.len());
    let quickly = |piece: &str, read: &dyn Fn(&str)| {
        let text = fill(piece);
        let start = Instant::now();
        read(&text);
        read(&format!("{CLASSIC}{text}"));
        assert!(start.elapsed() < Duration::from_secs(5), "{piece:?}: {:?}", start.elapsed());
    };
    for piece in [
        "{",
        "(",
        "[{(",
        "<",
        "/*",
        "#",
        "#\"",
        "\"\\(",
        "class a ",
        "class a : ",
        "class a<",
        "func a",
        "func a(b<c) {}\n",
        "import a;",
        "@implementation A ",
        "@interface A <B, ",
        "- (a)b:",
        "#if A\n",
        "center.delegate = self\n",
        "if a {} ",
        "extension A: B {}\n",
    ] {
        quickly(piece, &|text| drop(Delegate::read(text, Language::Swift)));
        quickly(piece, &|text| drop(Delegate::read(text, Language::ObjectiveC)));
    }
    for piece in ["<a>", "<key>a</key><true/>", "<!--", "<", "{a=", "(", "{a=1;};", "a", "\"\\", "// \n", "/* */"] {
        quickly(piece, &|text| drop(Plist::read(text)));
        quickly(piece, &|text| drop(Plist::read(&format!("<plist><dict>{text}</dict></plist>"))));
        quickly(piece, &|text| drop(XcodeProject::read(text)));
        quickly(piece, &|text| drop(XcodeProject::read(&format!("{{objects={{{text}}};rootObject=a;}}"))));
    }
    for piece in
        ["target 'A' do\n platform :ios, '1'\n", "do ", "'", "# platform :ios\n", "end ", "use_frameworks!\n", "if a\n"]
    {
        quickly(piece, &|text| drop(Podfile::read(text)));
    }
    let body = fill("UNUserNotificationCenter.current().delegate = self\n    a { b }\n    ");
    let late = CLASSIC.replace("    return super", &format!("    {body}return super"));
    let start = Instant::now();
    assert!(!Delegate::read(&late, Language::Swift).unwrap().add_notification_delegate().unwrap().is_empty());
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
