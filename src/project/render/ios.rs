//! Files of the iOS app.

use super::escape::xml_comment;
use super::{Kind, Sheet, Snippet, each, hash, slashes};
use crate::project::{Item, NOTIFICATION_DELEGATE_OBJC, NOTIFICATION_DELEGATE_SWIFT};
use crate::text::Text;

/// The build configurations that have entitlements of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Build {
    Debug,
    Release,
}

impl Sheet<'_> {
    /// Every file of the iOS app, in the order in which a person opens them.
    pub(super) fn ios(&self) -> Vec<Snippet> {
        let entitlements = [Build::Debug, Build::Release].map(|build| self.entitlements(build));
        let delegates = [self.delegate_in_swift(), self.delegate_in_objc()];
        [self.plist()].into_iter().chain(entitlements).chain(delegates).chain([self.podfile()]).flatten().collect()
    }

    fn plist(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Plist { key, xml } => Some((*key, *xml)),
            _ => None,
        })?;
        let lines = |pairs: &[(&str, &str)]| {
            pairs.iter().flat_map(|(key, xml)| [format!("<key>{key}</key>"), (*xml).to_owned()]).collect()
        };
        Some(Snippet {
            file: "ios/Runner/Info.plist".into(),
            where_to_paste: Text::new(
                "in the outermost <dict>; of a key that is there already, what is inside its value",
                "放进最外层的 <dict>；已有的键，只把值里面的内容合并进去",
            ),
            kind: Kind::Plist,
            dsl: None,
            text: picked.text("\t", xml_comment, lines),
            vendors: picked.vendors,
        })
    }

    fn entitlements(&self, build: Build) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Entitlement { key, debug, release } => {
                Some((*key, if build == Build::Debug { *debug } else { *release }))
            }
            _ => None,
        })?;
        let lines = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .flat_map(|(key, value)| [format!("<key>{key}</key>"), format!("<string>{value}</string>")])
                .collect()
        };
        let lines = picked.text("\t", xml_comment, lines);
        let (file, where_to_paste) = match build {
            Build::Debug => (
                "ios/Runner/Runner.entitlements",
                Text::new(
                    "the whole file; CODE_SIGN_ENTITLEMENTS of Debug and Profile names it",
                    "整个文件；Debug、Profile 的 CODE_SIGN_ENTITLEMENTS 指向它",
                ),
            ),
            Build::Release => (
                "ios/Runner/RunnerRelease.entitlements",
                Text::new(
                    "the whole file; CODE_SIGN_ENTITLEMENTS of Release names it",
                    "整个文件；Release 的 CODE_SIGN_ENTITLEMENTS 指向它",
                ),
            ),
        };
        Some(Snippet {
            file: file.into(),
            where_to_paste,
            kind: Kind::Entitlements,
            dsl: None,
            vendors: picked.vendors,
            text: format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
                 \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
                 <plist version=\"1.0\">\n<dict>\n{lines}</dict>\n</plist>\n"
            ),
        })
    }

    fn delegate_in_swift(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::NotificationDelegate | Item::DelegateProtocol { .. } => Some(ByIdentity(item)),
            _ => None,
        })?;
        let items = || picked.groups.iter().flat_map(|(_, items)| items).map(|item| item.0);
        let comments: String = picked.groups.iter().map(|(comment, _)| slashes(comment) + "\n").collect();
        let imports = items().flat_map(|item| match item {
            Item::DelegateProtocol { imports, .. } => *imports,
            _ => &["UserNotifications"],
        });
        let text = imports.fold(comments, |text, name| text + "import " + name + "\n");
        let is_set = items().any(|item| matches!(item, Item::NotificationDelegate));
        let launch = if is_set { &[NOTIFICATION_DELEGATE_SWIFT][..] } else { &[] };
        let methods: Vec<&str> = items()
            .filter_map(|item| if let Item::DelegateProtocol { methods, .. } = item { Some(*methods) } else { None })
            .flatten()
            .flat_map(|method| method.swift.iter().copied())
            .collect();
        let in_launch = Text::new(
            "in application(_:didFinishLaunchingWithOptions:), before plugins are registered and before `super`",
            "写在 application(_:didFinishLaunchingWithOptions:) 里，注册插件之前、调用 super 之前",
        );
        let in_class = Text::new("in the class, beside its other methods", "写在类里，与其它方法并列");
        let text = self.part(text, &in_launch, launch, "    ");
        Some(Snippet {
            file: "ios/Runner/AppDelegate.swift".into(),
            where_to_paste: Text::new(
                "imports at the top, everything else where the comments say",
                "import 放在文件开头，其余位置见注释",
            ),
            kind: Kind::Delegate,
            dsl: None,
            text: self.part(text, &in_class, &methods, "  "),
            vendors: picked.vendors,
        })
    }

    /// Lines behind a comment that says where they belong; nothing where there are none.
    fn part(&self, text: String, place: &Text, lines: &[&str], indent: &str) -> String {
        if lines.is_empty() {
            return text;
        }
        let text = text + &slashes(place.get(self.target.lang)) + "\n";
        lines.iter().fold(text, |text, line| text + indent + line + "\n")
    }

    fn delegate_in_objc(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::NotificationDelegate => Some(NOTIFICATION_DELEGATE_OBJC),
            _ => None,
        })?;
        Some(Snippet {
            file: "ios/Runner/AppDelegate.m".into(),
            where_to_paste: Text::new(
                "only where the app has this file: in application:didFinishLaunchingWithOptions:, before GeneratedPluginRegistrant",
                "仅当工程里是这个文件时：写在 application:didFinishLaunchingWithOptions: 里，GeneratedPluginRegistrant 之前",
            ),
            kind: Kind::Delegate,
            dsl: None,
            text: picked.text("  ", slashes, each(|line: &&str| (*line).to_owned())),
            vendors: picked.vendors,
        })
    }

    fn podfile(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::PodPlatform { usual, .. } => Some(format!("platform :ios, '{usual}'")),
            Item::UseFrameworks => Some("use_frameworks!".to_owned()),
            _ => None,
        })?;
        Some(Snippet {
            file: "ios/Podfile".into(),
            where_to_paste: Text::new("in place of the lines that begin alike", "替换开头相同的行"),
            kind: Kind::Podfile,
            dsl: None,
            text: picked.text("", hash, each(String::clone)),
            vendors: picked.vendors,
        })
    }
}

/// An item, equal to itself alone.
#[derive(Clone, Copy)]
struct ByIdentity<'a>(&'a Item);

impl PartialEq for ByIdentity<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
