//! Requirements written down as text to paste, in the syntax of the file that each of them stands in.

mod gradle;
mod ios;

use serde_json::{Map, Value};

use super::{Generation, Item, Requirement, Shown};
use crate::secret::MASK;
use crate::text::{Lang, Text};
use crate::vendors;

/// A language of Gradle files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dsl {
    /// `build.gradle`.
    Groovy,
    /// `build.gradle.kts`.
    Kotlin,
}

impl Dsl {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Groovy, Self::Kotlin];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Groovy => "groovy",
            Self::Kotlin => "kotlin",
        }
    }

    /// The Gradle file of the app, from the project's folder.
    #[must_use]
    pub const fn app_file(self) -> &'static str {
        match self {
            Self::Groovy => "android/app/build.gradle",
            Self::Kotlin => "android/app/build.gradle.kts",
        }
    }
}

/// What a snippet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// AndroidManifest.xml.
    Manifest,
    /// The Gradle file of the app.
    Gradle,
    /// settings.gradle.
    Settings,
    /// Info.plist.
    Plist,
    /// The entitlements of the iOS app.
    Entitlements,
    /// The AppDelegate.
    Delegate,
    /// The Podfile.
    Podfile,
    /// proguard-rules.pro.
    Proguard,
    /// Dart code.
    Dart,
    /// timpush-configs.json.
    TimPush,
    /// A setting of the IM console.
    Console,
}

impl Kind {
    /// The names of all kinds, as on the command line.
    pub const NAMES: [&'static str; 11] = [
        "manifest",
        "gradle",
        "settings",
        "plist",
        "entitlements",
        "delegate",
        "podfile",
        "proguard",
        "dart",
        "timpush",
        "console",
    ];

    /// Its name on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Gradle => "gradle",
            Self::Settings => "settings",
            Self::Plist => "plist",
            Self::Entitlements => "entitlements",
            Self::Delegate => "delegate",
            Self::Podfile => "podfile",
            Self::Proguard => "proguard",
            Self::Dart => "dart",
            Self::TimPush => "timpush",
            Self::Console => "console",
        }
    }
}

/// For whom snippets are written.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The plugin, by its name in pubspec.yaml.
    pub plugin: &'a str,
    /// Its generation.
    pub generation: Generation,
    /// Its version, where pubspec.lock tells it.
    pub version: Option<&'a str>,
    /// The languages of Gradle files: one, or both where nobody knows which.
    pub dsls: &'a [Dsl],
    /// The language of comments.
    pub lang: Lang,
    /// The Android applicationId.
    pub package_name: Option<&'a str>,
    /// Whether secrets are written out: into files, never onto a screen.
    pub reveal: bool,
}

/// Text for one place of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The file, from the project's folder.
    pub file: &'static str,
    /// The place in it.
    pub where_to_paste: Text,
    /// What it is for.
    pub kind: Kind,
    /// The language, where there are two.
    pub dsl: Option<Dsl>,
    /// The vendors that need it.
    pub vendors: Vec<&'static str>,
    /// The text, ending in a newline.
    pub text: String,
}

/// What has to be written where, in the order in which a person opens the files.
#[must_use]
pub fn render(requirements: &[Requirement], target: &Target<'_>) -> Vec<Snippet> {
    let wanted = requirements.iter().filter(|one| one.generations.contains(&target.generation)).collect();
    let sheet = Sheet { wanted, target };
    let mut snippets: Vec<Snippet> = sheet.permissions().into_iter().chain(sheet.meta_data()).collect();
    for dsl in target.dsls.iter().copied() {
        snippets.extend([sheet.placeholders(dsl), sheet.dependencies(dsl), sheet.plugins(dsl)].into_iter().flatten());
        snippets.extend([sheet.root(dsl), sheet.settings(dsl)].into_iter().flatten());
    }
    snippets.extend(sheet.proguard());
    snippets.extend(sheet.tim_push());
    snippets.extend(sheet.ios());
    snippets.extend([sheet.dart(), sheet.dart_code(), sheet.console(), sheet.downloads()].into_iter().flatten());
    snippets
}

const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";

struct Sheet<'a> {
    wanted: Vec<&'a Requirement>,
    target: &'a Target<'a>,
}

/// The items of one section: those under the same comment together.
struct Picked<'a, T> {
    groups: Vec<(&'a str, Vec<T>)>,
    vendors: Vec<&'static str>,
}

impl<T> Picked<'_, T> {
    /// One comment for each group, then the group's own lines, all behind `indent`.
    fn text(&self, indent: &str, comment: impl Fn(&str) -> String, lines: impl Fn(&[T]) -> Vec<String>) -> String {
        let written = self.groups.iter().flat_map(|(word, items)| std::iter::once(comment(word)).chain(lines(items)));
        written.fold(String::new(), |text, line| text + indent + &line + "\n")
    }
}

fn each<T>(write: impl Fn(&T) -> String) -> impl Fn(&[T]) -> Vec<String> {
    move |items| items.iter().map(&write).collect()
}

fn slashes(comment: &str) -> String {
    format!("// {comment}")
}

impl<'a> Sheet<'a> {
    /// The items that `of` takes; `None` if there are none.
    fn pick<T>(&self, of: impl Fn(&'a Item) -> Option<T>) -> Option<Picked<'a, T>> {
        let mut picked = Picked { groups: Vec::new(), vendors: Vec::new() };
        for requirement in &self.wanted {
            let Some(item) = of(&requirement.item) else { continue };
            let comment = requirement.comment.get(self.target.lang);
            match picked.groups.last_mut() {
                Some((last, items)) if *last == comment => items.push(item),
                _ => picked.groups.push((comment, vec![item])),
            }
            let vendor = vendor_of(requirement).filter(|vendor| !picked.vendors.contains(vendor));
            picked.vendors.extend(vendor);
        }
        (!picked.groups.is_empty()).then_some(picked)
    }

    fn shown(&self, value: &'a Shown) -> &'a str {
        match value {
            Shown::Value(value) => value,
            Shown::Placeholder(placeholder) => placeholder,
            Shown::Secret(secret) if self.target.reveal => secret,
            Shown::Secret(_) => MASK,
        }
    }

    fn permissions(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Permission(name) => Some((*name, false)),
            Item::OwnPermission(name) => Some((*name, true)),
            _ => None,
        })?;
        let lines =
            |names: &[(&str, bool)]| names.iter().flat_map(|(name, is_own)| permission(name, *is_own)).collect();
        Some(Snippet {
            file: MANIFEST,
            where_to_paste: Text::new("in <manifest>, before <application>", "在 <manifest> 里、<application> 之前"),
            kind: Kind::Manifest,
            dsl: None,
            text: picked.text("    ", xml_comment, lines),
            vendors: picked.vendors,
        })
    }

    fn meta_data(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::MetaData { name, value } => Some((*name, self.shown(value))),
            _ => None,
        })?;
        let line = |(name, value): &(&str, &str)| {
            format!("<meta-data android:name=\"{}\" android:value=\"{}\" />", xml(name), xml(value))
        };
        Some(Snippet {
            file: MANIFEST,
            where_to_paste: Text::new("in <application>, before </application>", "在 </application> 之前"),
            kind: Kind::Manifest,
            dsl: None,
            text: picked.text("        ", xml_comment, each(line)),
            vendors: picked.vendors,
        })
    }

    fn proguard(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Proguard(lines) => Some(*lines),
            _ => None,
        })?;
        let lines = |rules: &[&[&str]]| rules.iter().copied().flatten().map(|line| (*line).to_owned()).collect();
        Some(Snippet {
            file: "android/app/proguard-rules.pro",
            where_to_paste: Text::new(
                "anywhere; proguardFiles of the release build names this file",
                "任意位置；release 构建的 proguardFiles 要列出这个文件",
            ),
            kind: Kind::Proguard,
            dsl: None,
            text: picked.text("", |comment| format!("# {comment}"), lines),
            vendors: picked.vendors,
        })
    }

    /// JSON has no comments: which vendor a key belongs to is plain from its name.
    fn tim_push(&self) -> Option<Snippet> {
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
            file: "android/app/src/main/assets/timpush-configs.json",
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

    fn dart(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Dart { argument, value } => Some((*argument, value)),
            _ => None,
        })?;
        let line = |(argument, value): &(&str, &'a Shown)| self.argument(argument, value);
        let lines = picked.text("  ", slashes, each(line));
        let plugin = self.target.plugin;
        Some(Snippet {
            file: "lib/push_config.dart",
            where_to_paste: Text::new(
                "a new file, or the inner lines into the PushAppInfo that the app has already",
                "新文件；App 里已有 PushAppInfo 时，把里面几行放进去",
            ),
            kind: Kind::Dart,
            dsl: None,
            vendors: picked.vendors,
            text: format!(
                "import 'package:{plugin}/model/appInfo.dart';\n\n\
                 final PushAppInfo appInfo = PushAppInfo(\n{lines});\n"
            ),
        })
    }

    /// The certificate ids (`…_buz_id`) are the only numbers of `PushAppInfo`; ids of vendors are strings even where
    /// they have digits only. What is not known yet is 0, so that the code still compiles.
    fn argument(&self, argument: &str, value: &'a Shown) -> String {
        let text = self.shown(value);
        if !argument.ends_with("_buz_id") {
            return format!("{argument}: '{}',", dart(text));
        }
        match text.parse::<u32>() {
            Ok(number) => format!("{argument}: {number},"),
            Err(_) => format!("{argument}: 0, // {}", text.replace(['\n', '\r'], " ")),
        }
    }

    fn dart_code(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::DartCode(code) => Some(code.as_str()),
            _ => None,
        })?;
        let lines = |codes: &[&str]| codes.iter().flat_map(|code| code.lines()).map(str::to_owned).collect();
        Some(Snippet {
            file: "lib/main.dart",
            where_to_paste: Text::new("after the push plugin was initialised", "推送插件初始化之后"),
            kind: Kind::Dart,
            dsl: None,
            text: picked.text("    ", slashes, lines),
            vendors: picked.vendors,
        })
    }

    /// Files that nobody can generate.
    fn downloads(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::File { path, origin } => Some((*path, origin.get(self.target.lang))),
            _ => None,
        })?;
        let entries = picked.groups.iter().flat_map(|(_, entries)| entries);
        Some(Snippet {
            file: "downloads.txt",
            where_to_paste: Text::new("files to download", "需要下载的文件"),
            kind: Kind::Console,
            dsl: None,
            text: entries.fold(String::new(), |text, (path, origin)| text + path + ":\n" + origin + "\n"),
            vendors: picked.vendors,
        })
    }

    fn console(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Console { setting, value } => Some((setting.get(self.target.lang), value.get(self.target.lang))),
            _ => None,
        })?;
        let entries = picked.groups.iter().flat_map(|(_, entries)| entries);
        Some(Snippet {
            file: "tencent-im-console.txt",
            where_to_paste: Text::new(
                "no file: to be entered at console.cloud.tencent.com/im",
                "不是文件：在 console.cloud.tencent.com/im 里填写",
            ),
            kind: Kind::Console,
            dsl: None,
            text: entries.fold(String::new(), |text, (setting, value)| text + setting + ":\n" + value + "\n"),
            vendors: picked.vendors,
        })
    }
}

/// The vendor whose rule it is; rules of `android/` belong to none.
fn vendor_of(requirement: &Requirement) -> Option<&'static str> {
    requirement.rule.id.split_once('/').and_then(|(vendor, _)| vendors::find(vendor)).map(|vendor| vendor.key)
}

/// A permission that is asked for; one of the app's own is declared first.
fn permission(name: &str, is_own: bool) -> Vec<String> {
    let name = xml(name);
    let declared = format!("<permission android:name=\"{name}\" android:protectionLevel=\"signature\" />");
    let used = format!("<uses-permission android:name=\"{name}\" />");
    if is_own { vec![declared, used] } else { vec![used] }
}

fn xml_comment(comment: &str) -> String {
    format!("<!-- {} -->", comment.replace("--", "- -"))
}

/// For an XML attribute in double quotes.
fn xml(text: &str) -> String {
    escaped(text, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        '\t' => Some("&#9;"),
        _ => None,
    })
}

/// For a string in double quotes, in Groovy and in Kotlin: there `$` begins an expression.
fn gradle(text: &str) -> String {
    escaped(text, |character| if character == '"' { Some("\\\"") } else { backslashed(character) })
}

/// For a string in single quotes, in Dart.
fn dart(text: &str) -> String {
    escaped(text, |character| if character == '\'' { Some("\\'") } else { backslashed(character) })
}

fn backslashed(character: char) -> Option<&'static str> {
    match character {
        '\\' => Some("\\\\"),
        '$' => Some("\\$"),
        '\n' => Some("\\n"),
        '\r' => Some("\\r"),
        '\t' => Some("\\t"),
        _ => None,
    }
}

fn escaped(text: &str, escape: impl Fn(char) -> Option<&'static str>) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut done, character| {
        match escape(character) {
            Some(escape) => done.push_str(escape),
            None => done.push(character),
        }
        done
    })
}

#[cfg(test)]
mod tests;
