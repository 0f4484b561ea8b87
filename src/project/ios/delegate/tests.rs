use super::super::samples::{CLASSIC, GROWN, OBJECTIVE_C, REGISTRANT, SCENE};
use super::*;
use crate::project::edit::edited;
use crate::text::Lang;

const LINE: &str = "UNUserNotificationCenter.current().delegate = self";
const OBJECTIVE_C_LINE: &str =
    "[UNUserNotificationCenter currentNotificationCenter].delegate = (id<UNUserNotificationCenterDelegate>)self;";

fn swift(text: &str) -> Delegate {
    Delegate::read(text, Language::Swift).unwrap()
}

fn objective_c(text: &str) -> Delegate {
    Delegate::read(text, Language::ObjectiveC).unwrap()
}

/// The text after the delegate line was asked for, once and again.
fn with_line(text: &str, language: Language) -> String {
    let done = edited(text, &Delegate::read(text, language).unwrap().add_notification_delegate().unwrap());
    let again = Delegate::read(&done, language).unwrap();
    assert_eq!(again.sets_notification_delegate(), DelegateLine::Before, "{done}");
    assert_eq!(again.add_notification_delegate().unwrap(), []);
    done
}

/// The classic template with more in its launch, before the plugins are registered.
fn launching(lines: &str) -> String {
    CLASSIC.replace("    GeneratedPlugin", &format!("    {lines}\n    GeneratedPlugin"))
}

#[test]
fn the_three_templates_are_read() {
    for (text, conformances) in [
        (CLASSIC, &["FlutterAppDelegate"][..]),
        (REGISTRANT, &["FlutterAppDelegate", "FlutterPluginRegistrant"]),
        (SCENE, &["FlutterAppDelegate", "FlutterImplicitEngineDelegate"]),
    ] {
        let delegate = swift(text);
        let class = delegate.class().unwrap();
        assert_eq!(class.name, "AppDelegate");
        assert_eq!(&text[class.span.clone()], "AppDelegate");
        assert_eq!(class.conformances, conformances);
        assert_eq!(
            delegate.imports().iter().map(|import| import.name.as_str()).collect::<Vec<_>>(),
            ["Flutter", "UIKit"]
        );
        assert!(delegate.has_method("application(_:didFinishLaunchingWithOptions:)"));
        assert_eq!(delegate.sets_notification_delegate(), DelegateLine::Missing);
        let launch = delegate.launch().unwrap();
        assert!(text[launch.super_call.clone().unwrap()].starts_with("super.application(application,"));
        assert_eq!(launch.registration.is_some(), text == CLASSIC);
        let registrations = delegate.plugin_registrations();
        assert_eq!(registrations.len(), 1);
        assert!(text[registrations[0].clone()].starts_with("GeneratedPluginRegistrant.register(with: "));
    }
    assert!(swift(REGISTRANT).has_method("register"));
    assert!(swift(SCENE).has_method("didInitializeImplicitFlutterEngine(_:)"));
}

#[test]
fn the_template_in_objective_c_is_read() {
    let delegate = objective_c(OBJECTIVE_C);
    let class = delegate.class().unwrap();
    assert_eq!(class.name, "AppDelegate");
    assert_eq!(class.methods[0].signature, "application:didFinishLaunchingWithOptions:");
    assert!(delegate.has_import("GeneratedPluginRegistrant"));
    assert!(delegate.has_import("AppDelegate.h"));
    let launch = delegate.launch().unwrap();
    assert_eq!(
        &OBJECTIVE_C[launch.registration.clone().unwrap()],
        "[GeneratedPluginRegistrant registerWithRegistry:self]"
    );
    assert!(OBJECTIVE_C[launch.super_call.clone().unwrap()].starts_with("[super application:application did"));
    assert_eq!(delegate.sets_notification_delegate(), DelegateLine::Missing);
}

#[test]
fn a_grown_delegate_is_read_with_its_extensions() {
    let delegate = swift(GROWN);
    assert_eq!(delegate.sets_notification_delegate(), DelegateLine::Before);
    assert!(delegate.conforms_to("TIMPushDelegate"));
    assert!(delegate.has_method("businessID") && delegate.has_method("onRemoteNotificationReceived(_:)"));
    assert!(!delegate.has_method("offlinePushCertificateID"));
    assert!(
        delegate.has_import("TIMPush")
            && delegate.has_import("FirebaseCore")
            && !delegate.has_import("FirebaseMessaging")
    );
    assert_eq!(delegate.plugin_registrations().len(), 2);
    let registration = delegate.launch().unwrap().registration.clone().unwrap();
    assert_eq!(registration.start, GROWN.rfind("GeneratedPluginRegistrant").unwrap());
}

#[test]
fn every_accepted_writing_of_the_line_counts() {
    for lines in [
        LINE,
        "UNUserNotificationCenter.current().delegate = self;",
        "UNUserNotificationCenter.current().delegate=self",
        "UNUserNotificationCenter\n      .current()\n      .delegate = self",
        "UNUserNotificationCenter.current().delegate = self as? UNUserNotificationCenterDelegate",
        "UNUserNotificationCenter.current().delegate = self as UNUserNotificationCenterDelegate",
        "UNUserNotificationCenter.current().delegate = (self as! UNUserNotificationCenterDelegate)",
        "if #available(iOS 10.0, *) {\n      UNUserNotificationCenter.current().delegate = self\n    }",
        "if #available(iOS 10.0, *) {\n    } else if a(for: b) {\n      UNUserNotificationCenter.current().delegate = self\n    }",
        "let center = UNUserNotificationCenter.current()\n    center.delegate = self",
        "let center: UNUserNotificationCenter = .current(); center.delegate = self",
        "#if DEBUG\n    UNUserNotificationCenter.current().delegate = self\n    #endif",
        "self.pushCenter.delegate = self",
        "setUpPush()",
        "self.setUpPush()",
    ] {
        let members = "  let pushCenter = UNUserNotificationCenter.current()\n  \
                       private func setUpPush() { UNUserNotificationCenter.current().delegate = self }\n}\n";
        let text = format!("{}{members}", launching(lines).strip_suffix("}\n").unwrap());
        assert_eq!(swift(&text).sets_notification_delegate(), DelegateLine::Before, "{lines}");
    }
}

#[test]
fn what_only_looks_like_the_line_does_not_count() {
    for lines in [
        "// UNUserNotificationCenter.current().delegate = self",
        "/* /* */ UNUserNotificationCenter.current().delegate = self */",
        "print(\"UNUserNotificationCenter.current().delegate = self\")",
        "UNUserNotificationCenter.current().delegate = nil",
        "UNUserNotificationCenter.current().delegate = self.handler",
        "if UNUserNotificationCenter.current().delegate == self {}",
        "DispatchQueue.main.async { UNUserNotificationCenter.current().delegate = self }",
        "foo(for: a, { UNUserNotificationCenter.current().delegate = self })",
        "func later() { UNUserNotificationCenter.current().delegate = self }",
        "defer { UNUserNotificationCenter.current().delegate = self }",
        "center.delegate = self",
        "Messaging.messaging().delegate = self",
    ] {
        assert_eq!(swift(&launching(lines)).sets_notification_delegate(), DelegateLine::Missing, "{lines}");
    }
}

#[test]
fn every_accepted_writing_in_objective_c_counts() {
    let with = |lines: &str| OBJECTIVE_C.replace("  [Generated", &format!("  {lines}\n  [Generated"));
    for lines in [
        OBJECTIVE_C_LINE,
        "[UNUserNotificationCenter currentNotificationCenter].delegate = (id<UNUserNotificationCenterDelegate>) self;",
        "[UNUserNotificationCenter currentNotificationCenter].delegate = self;",
        "UNUserNotificationCenter.currentNotificationCenter.delegate = self;",
        "[[UNUserNotificationCenter currentNotificationCenter] setDelegate:self];",
        "if (@available(iOS 10.0, *)) {\n    [UNUserNotificationCenter currentNotificationCenter].delegate = self;\n  }",
        "UNUserNotificationCenter *center = [UNUserNotificationCenter currentNotificationCenter];\n  center.delegate = self;",
        "UNUserNotificationCenter *center = [UNUserNotificationCenter currentNotificationCenter];\n  [center setDelegate:self];",
    ] {
        assert_eq!(objective_c(&with(lines)).sets_notification_delegate(), DelegateLine::Before, "{lines}");
    }
    for lines in [
        "// [UNUserNotificationCenter currentNotificationCenter].delegate = self;",
        "[UNUserNotificationCenter currentNotificationCenter].delegate = nil;",
        "dispatch_async(q, ^{\n    [UNUserNotificationCenter currentNotificationCenter].delegate = self;\n  });",
    ] {
        assert_eq!(objective_c(&with(lines)).sets_notification_delegate(), DelegateLine::Missing, "{lines}");
    }
}

#[test]
fn a_line_that_comes_too_late_is_found_and_moved() {
    let late = CLASSIC.replace("    return super", &format!("    {LINE}\n    return super"));
    let at = late.find(LINE).unwrap();
    assert_eq!(swift(&late).sets_notification_delegate(), DelegateLine::TooLate(at..at + LINE.len()));
    assert_eq!(with_line(&late, Language::Swift), launching(LINE));

    let late = OBJECTIVE_C
        .replace("  return [", "  [UNUserNotificationCenter currentNotificationCenter].delegate = self;\r\n  return [");
    let expected = OBJECTIVE_C.replace("  [Generated", &format!("  {OBJECTIVE_C_LINE}\n  [Generated"));
    assert_eq!(with_line(&late, Language::ObjectiveC), expected);

    let late = SCENE
        .replace("    return super", "    let done = super")
        .replace("launchOptions)\n  }\n\n", &format!("launchOptions)\n    {LINE} // 通知\n    return done\n  }}\n\n"));
    assert!(matches!(swift(&late).sets_notification_delegate(), DelegateLine::TooLate(_)));
    let expected = late.replace("    let done", &format!("    {LINE}\n    let done"));
    assert_eq!(with_line(&late, Language::Swift), expected);
}

#[test]
fn the_line_is_added_to_the_three_templates() {
    assert_eq!(with_line(CLASSIC, Language::Swift), launching(LINE));
    for text in [REGISTRANT, SCENE] {
        let expected = text.replace("    return super", &format!("    {LINE}\n    return super"));
        assert_eq!(with_line(text, Language::Swift), expected);
    }
    let expected = OBJECTIVE_C.replace("  [Generated", &format!("  {OBJECTIVE_C_LINE}\n  [Generated"));
    assert_eq!(with_line(OBJECTIVE_C, Language::ObjectiveC), expected);
    let windows = format!("\u{feff}{}", CLASSIC.replace('\n', "\r\n").replace("  ", "\t"));
    let expected = windows.replace("\t\tGenerated", &format!("\t\t{LINE}\r\n\t\tGenerated"));
    assert_eq!(with_line(&windows, Language::Swift), expected);
}

#[test]
fn the_line_goes_before_the_whole_statement_that_it_precedes() {
    let register = "    GeneratedPluginRegistrant.register(with: self)\n";
    for (lines, before) in [
        ("    if ready {\n      GeneratedPluginRegistrant.register(with: self)\n    }\n", "    if ready {"),
        ("    if a {\n    } else {\n      GeneratedPluginRegistrant.register(with: self)\n    }\n", "    if a {"),
        ("    #if DEBUG\n    GeneratedPluginRegistrant.register(with: self)\n    #endif\n", "    #if DEBUG"),
        ("    foo()\n    GeneratedPluginRegistrant\n      .register(with: self)\n", "    GeneratedPlugin"),
        ("    let a = b\n      && super.application(c)\n", "    let a = b"),
        ("    let a: B? = c\n    return a == nil &&\n      super.application(c)\n", "    return a =="),
    ] {
        let text = CLASSIC.replace(register, lines);
        let expected = text.replacen(before, &format!("    {LINE}\n{before}"), 1);
        assert_eq!(with_line(&text, Language::Swift), expected);
    }
    let text = OBJECTIVE_C.replace(
        "  [GeneratedPluginRegistrant registerWithRegistry:self];\n",
        "  if (a) {\n  }\n  else {\n    [GeneratedPluginRegistrant registerWithRegistry:self];\n  }\n",
    );
    let expected = text.replace("  if (a)", &format!("  {OBJECTIVE_C_LINE}\n  if (a)"));
    assert_eq!(with_line(&text, Language::ObjectiveC), expected);
}

#[test]
fn a_body_on_one_line_stays_on_one_line() {
    let text = "class A: FlutterAppDelegate { override func application(_ a: B, didFinishLaunchingWithOptions c: D) -> Bool \
                { return super.application(a, didFinishLaunchingWithOptions: c) } }";
    assert_eq!(with_line(text, Language::Swift), text.replace("return", &format!("{LINE}; return")));
    let text = "@implementation A\n- (BOOL)application:(B *)a didFinishLaunchingWithOptions:(C *)d \
                { return [super application:a didFinishLaunchingWithOptions:d]; }\n@end";
    assert_eq!(with_line(text, Language::ObjectiveC), text.replace("return", &format!("{OBJECTIVE_C_LINE} return")));
}

#[test]
fn where_the_line_cannot_go_is_said() {
    let refused = |text: &str| swift(text).add_notification_delegate().unwrap_err().reason.get(Lang::En).to_owned();
    let without = CLASSIC.replace("didFinishLaunchingWithOptions", "open");
    assert_eq!(refused(&without), "there is no method `didFinishLaunchingWithOptions`");
    let stranger = launching("UNUserNotificationCenter.current().delegate = NotificationHandler.shared");
    assert_eq!(refused(&stranger), "another object is made the delegate of the notification centre");
    let bare = CLASSIC
        .replace("    GeneratedPluginRegistrant.register(with: self)\n", "")
        .replace("return super.", "return other.");
    assert!(refused(&bare).contains("neither registers plugins"));
    let plain = CLASSIC.replace("FlutterAppDelegate", "UIResponder, UIApplicationDelegate");
    assert!(refused(&plain).contains("neither a `FlutterAppDelegate`"));
    let conforming =
        CLASSIC.replace("FlutterAppDelegate", "UIResponder, UIApplicationDelegate, UNUserNotificationCenterDelegate");
    with_line(&conforming, Language::Swift);
    assert!(swift("").add_notification_delegate().is_err());
}

#[test]
fn an_import_follows_the_last_one_that_is_unconditional() {
    let add = |text: &str, language| {
        let done = edited(text, &Delegate::read(text, language).unwrap().add_import("TIMPush").unwrap());
        assert_eq!(Delegate::read(&done, language).unwrap().add_import("TIMPush").unwrap(), []);
        done
    };
    assert_eq!(add(CLASSIC, Language::Swift), CLASSIC.replace("import UIKit\n", "import UIKit\nimport TIMPush\n"));
    assert_eq!(add(GROWN, Language::Swift), GROWN);
    let without = GROWN.replace("import TIMPush\n", "");
    assert_eq!(add(&without, Language::Swift), without.replace("import Flutter\n", "import Flutter\nimport TIMPush\n"));
    assert_eq!(add("import A // b\r\nclass C {}", Language::Swift), "import A // b\r\nimport TIMPush\r\nclass C {}");
    assert_eq!(add("import A /* b\n*/ class C {}", Language::Swift), "import A\nimport TIMPush /* b\n*/ class C {}");
    assert_eq!(add("// a\n\n@main class C {}\n", Language::Swift), "// a\n\nimport TIMPush\n\n@main class C {}\n");
    assert_eq!(add("// a", Language::Swift), "// a\nimport TIMPush\n\n");
    let import = "#import \"GeneratedPluginRegistrant.h\"\n";
    assert_eq!(
        add(OBJECTIVE_C, Language::ObjectiveC),
        OBJECTIVE_C.replace(import, &format!("{import}#import <TIMPush/TIMPush.h>\n"))
    );
    assert!(objective_c("@import TIMPush;").has_import("TIMPush"));
}

#[test]
fn a_protocol_is_added_behind_the_others() {
    let add = |text: &str| {
        let done = edited(text, &swift(text).add_conformance("TIMPushDelegate").unwrap());
        assert!(swift(&done).conforms_to("TIMPushDelegate"));
        assert_eq!(swift(&done).add_conformance("TIMPushDelegate").unwrap(), []);
        done
    };
    assert_eq!(add(CLASSIC), CLASSIC.replace(": FlutterAppDelegate {", ": FlutterAppDelegate, TIMPushDelegate {"));
    assert_eq!(add(GROWN), GROWN);
    let broken = SCENE
        .replace("FlutterAppDelegate, ", "FlutterAppDelegate,\n  ")
        .replace("EngineDelegate {", "EngineDelegate // a\n{");
    assert_eq!(add(&broken), broken.replace("EngineDelegate // a", "EngineDelegate, TIMPushDelegate // a"));
    let launch = "func application(_ a: B, didFinishLaunchingWithOptions c: D) {} ";
    assert_eq!(
        add(&format!("class A<T> where T: B {{ {launch}}}")),
        format!("class A<T>: TIMPushDelegate where T: B {{ {launch}}}")
    );
    assert!(objective_c(OBJECTIVE_C).add_conformance("TIMPushDelegate").is_err());
    let own = OBJECTIVE_C
        .replace("@implementation", "@interface AppDelegate () <A, TIMPushDelegate>\n@end\n\n@implementation");
    assert_eq!(objective_c(&own).add_conformance("TIMPushDelegate"), Ok(vec![]));
}

#[test]
fn members_come_last_in_the_class() {
    let lines =
        ["func businessID() -> Int32 {", "  return 105000001", "}", "", "func applicationGroupID() -> String { \"\" }"];
    let add = |text: &str| {
        let done = edited(text, &swift(text).add_members(&lines).unwrap());
        assert!(swift(&done).has_method("businessID()") && swift(&done).has_method("applicationGroupID"));
        assert_eq!(swift(&done).add_members(&lines).unwrap(), []);
        done
    };
    let members =
        "  func businessID() -> Int32 {\n    return 105000001\n  }\n\n  func applicationGroupID() -> String { \"\" }\n";
    assert_eq!(add(CLASSIC), format!("{}\n{members}}}\n", CLASSIC.strip_suffix("}\n").unwrap()));
    let one_line = "class A: FlutterAppDelegate {\n    func businessID() -> Int32 {\n        return 105000001\n    }\n\n    \
                    func applicationGroupID() -> String { \"\" }\n}";
    assert_eq!(add("class A: FlutterAppDelegate {}"), one_line);
    // Whatever the lines are indented by, it is the file's own unit that they get.
    let wide = lines.map(|line| line.replace("  return", "    return"));
    let wide: Vec<&str> = wide.iter().map(String::as_str).collect();
    let done = edited(CLASSIC, &swift(CLASSIC).add_members(&wide).unwrap());
    assert_eq!(done, format!("{}\n{members}}}\n", CLASSIC.strip_suffix("}\n").unwrap()));
    let spaced = CLASSIC.replace("  }\n}\n", "  }\n\n}\n").replace('\n', "\r\n");
    assert_eq!(
        add(&spaced),
        format!("{}{}}}\r\n", spaced.strip_suffix("}\r\n").unwrap(), members.replace('\n', "\r\n"))
    );
    assert!(swift(GROWN).add_members(&lines).is_err());
    assert!(swift(CLASSIC).add_members(&["func a() {"]).is_err());
    assert!(objective_c(OBJECTIVE_C).add_members(&lines).is_err());
    let variable = edited(CLASSIC, &swift(CLASSIC).add_members(&["var a = 1"]).unwrap());
    assert_eq!(swift(&variable).add_members(&["var a = 1"]), Ok(vec![]));
}

#[test]
fn brackets_that_do_not_pair_are_malformed() {
    for text in [&CLASSIC[..CLASSIC.len() - 2], "class A { ) }", "/* ", "\"", "class A {}}"] {
        assert!(Delegate::read(text, Language::Swift).is_err(), "{text}");
    }
    assert!(Delegate::read("@\"", Language::ObjectiveC).is_err());
}
