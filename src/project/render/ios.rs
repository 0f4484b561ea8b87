//! Files of the iOS app.

use super::escape::xml_comment;
use super::{Kind, Sheet, Snippet, each, hash, slashes};
use crate::project::Item;
use crate::text::Text;

/// The build configurations that have entitlements of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Build {
    Debug,
    Release,
}

type Lines = &'static [&'static str];

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
            file: "ios/Runner/Info.plist",
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
            file,
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
            Item::Delegate { imports, swift, members, .. } => Some((*imports, *swift, *members)),
            _ => None,
        })?;
        let all = |part: fn(&(Lines, Lines, Lines)) -> Lines| -> Vec<&str> {
            picked.groups.iter().flat_map(|(_, items)| items).flat_map(part).copied().collect()
        };
        let in_launch = Text::new(
            "in application(_:didFinishLaunchingWithOptions:), before plugins are registered and before `super`",
            "写在 application(_:didFinishLaunchingWithOptions:) 里，注册插件之前、调用 super 之前",
        );
        let in_class = Text::new("in the class, beside its other methods", "写在类里，与其它方法并列");
        let mut text: String = picked.groups.iter().map(|(comment, _)| slashes(comment) + "\n").collect();
        text = all(|(imports, ..)| imports).iter().fold(text, |text, name| text + "import " + name + "\n");
        for (place, lines, indent) in
            [(in_launch, all(|(_, swift, _)| swift), "    "), (in_class, all(|(.., own)| own), "  ")]
        {
            if !lines.is_empty() {
                text = text + &slashes(place.get(self.target.lang)) + "\n";
                text = lines.iter().fold(text, |text, line| text + indent + line + "\n");
            }
        }
        Some(Snippet {
            file: "ios/Runner/AppDelegate.swift",
            where_to_paste: Text::new(
                "imports at the top, everything else where the comments say",
                "import 放在文件开头，其余位置见注释",
            ),
            kind: Kind::Delegate,
            dsl: None,
            vendors: picked.vendors,
            text,
        })
    }

    fn delegate_in_objc(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Delegate { objc, .. } => *objc,
            _ => &[],
        })?;
        Some(Snippet {
            file: "ios/Runner/AppDelegate.m",
            where_to_paste: Text::new(
                "only where the app has this file: in application:didFinishLaunchingWithOptions:, before GeneratedPluginRegistrant",
                "仅当工程里是这个文件时：写在 application:didFinishLaunchingWithOptions: 里，GeneratedPluginRegistrant 之前",
            ),
            kind: Kind::Delegate,
            dsl: None,
            text: picked.text("  ", slashes, each(|line: &&&str| (**line).to_owned())),
            vendors: picked.vendors,
        })
    }

    fn podfile(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Podfile(lines) => *lines,
            _ => &[],
        })?;
        Some(Snippet {
            file: "ios/Podfile",
            where_to_paste: Text::new("in place of the lines that begin alike", "替换开头相同的行"),
            kind: Kind::Podfile,
            dsl: None,
            text: picked.text("", hash, each(|line: &&&str| (**line).to_owned())),
            vendors: picked.vendors,
        })
    }
}
