//! Files of the Android app that Gradle does not read: the manifest, shrinking rules, the push SDK's own configuration.

use serde_json::{Map, Value};

use super::escape::{xml, xml_comment};
use super::{Kind, Picked, Sheet, Snippet, each, hash};
use crate::project::{Item, application};
use crate::text::Text;

const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";

impl Sheet<'_> {
    pub(super) fn permissions(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Permission(name) => Some((*name, false)),
            Item::OwnPermission(name) => Some((*name, true)),
            _ => None,
        })?;
        let lines =
            |names: &[(&str, bool)]| names.iter().flat_map(|(name, is_own)| permission(name, *is_own)).collect();
        Some(Snippet {
            file: MANIFEST.into(),
            where_to_paste: Text::new("in <manifest>, before <application>", "在 <manifest> 里、<application> 之前"),
            kind: Kind::Manifest,
            dsl: None,
            text: picked.text("    ", xml_comment, lines),
            vendors: picked.vendors,
        })
    }

    /// The class that the app names; its source is a file of its own.
    pub(super) fn application_name(&self) -> Option<Snippet> {
        let picked = self.application()?;
        let name = application::NAME;
        Some(Snippet {
            file: MANIFEST.into(),
            where_to_paste: Text::new(
                "an attribute of <application>, in the place of the android:name that is there; a class of the app's own that is named there stays, and extends the plugin's",
                "<application> 的属性，替换已有的 android:name；已有自己的 Application 类时保留它，改为继承插件的类",
            ),
            kind: Kind::Manifest,
            dsl: None,
            vendors: picked.vendors,
            text: format!("        android:name=\"{name}\"\n"),
        })
    }

    pub(super) fn application_class(&self) -> Option<Snippet> {
        let picked = self.application()?;
        let base = picked.groups.iter().flat_map(|(_, bases)| bases).next()?;
        let namespace = self.target.namespace.or(self.target.package_name).unwrap_or("YOUR_APPLICATION_ID");
        Some(Snippet {
            file: application::path("android/app", namespace).into(),
            where_to_paste: Text::new(
                "a new file beside MainActivity; its package is the `namespace` of android/app",
                "MainActivity 旁边的新文件；package 与 android/app 的 `namespace` 一致",
            ),
            kind: Kind::Manifest,
            dsl: None,
            vendors: picked.vendors,
            text: application::source(namespace, base),
        })
    }

    fn application(&self) -> Option<Picked<'_, &'static str>> {
        self.pick(|item| match item {
            Item::ApplicationClass(base) => Some(*base),
            _ => None,
        })
    }

    pub(super) fn meta_data(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::MetaData { name, value } => Some((*name, self.shown(value))),
            _ => None,
        })?;
        let line = |(name, value): &(&str, &str)| {
            format!("<meta-data android:name=\"{}\" android:value=\"{}\" />", xml(name), xml(value))
        };
        Some(Snippet {
            file: MANIFEST.into(),
            where_to_paste: Text::new("in <application>, before </application>", "在 </application> 之前"),
            kind: Kind::Manifest,
            dsl: None,
            text: picked.text("        ", xml_comment, each(line)),
            vendors: picked.vendors,
        })
    }

    pub(super) fn proguard(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Proguard(lines) => *lines,
            _ => &[],
        })?;
        Some(Snippet {
            file: "android/app/proguard-rules.pro".into(),
            where_to_paste: Text::new(
                "anywhere; Flutter reads this file in every build that shrinks",
                "任意位置；Flutter 在压缩代码的构建里会自动读取这个文件",
            ),
            kind: Kind::Proguard,
            dsl: None,
            text: picked.text("", hash, each(|line: &&&str| (**line).to_owned())),
            vendors: picked.vendors,
        })
    }

    /// JSON has no comments: which vendor a key belongs to is plain from its name.
    pub(super) fn tim_push(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::TimPush { key, value } => Some((*key, self.shown(value))),
            _ => None,
        })?;
        let pairs = picked.groups.iter().flat_map(|(_, pairs)| pairs);
        let keys: Map<String, Value> = pairs.map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
        let package_name = self.target.package_name.unwrap_or("YOUR_APPLICATION_ID").to_owned();
        let mut document = Map::new();
        document.insert("version".to_owned(), "1.0.1".into());
        document.insert(package_name, keys.into());
        Some(Snippet {
            file: "android/app/src/main/assets/timpush-configs.json".into(),
            where_to_paste: Text::new(
                "the whole file, or the keys into the file downloaded from the IM console",
                "整个文件；已从 IM 控制台下载过的，把这些键合并进去",
            ),
            kind: Kind::TimPush,
            dsl: None,
            vendors: picked.vendors,
            text: format!("{:#}\n", Value::Object(document)),
        })
    }
}

/// A permission that is asked for; one of the app's own is declared first.
fn permission(name: &str, is_own: bool) -> Vec<String> {
    let name = xml(name);
    let declared = format!("<permission android:name=\"{name}\" android:protectionLevel=\"signature\" />");
    let used = format!("<uses-permission android:name=\"{name}\" />");
    if is_own { vec![declared, used] } else { vec![used] }
}
