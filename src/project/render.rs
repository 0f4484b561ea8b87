//! Requirements written down as text to paste, in the syntax of the file that each of them stands in.

mod android;
mod console;
mod dart;
pub(super) mod escape;
mod gradle;
mod ios;
mod signing;

use std::borrow::Cow;
use std::path::Path;

use self::escape::xml_comment;
use super::{Generation, Item, Moment, Requirement, Shown};
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
    /// All kinds, in the order in which a person opens the files.
    pub const ALL: [Self; 11] = [
        Self::Manifest,
        Self::Gradle,
        Self::Settings,
        Self::Plist,
        Self::Entitlements,
        Self::Delegate,
        Self::Podfile,
        Self::Proguard,
        Self::Dart,
        Self::TimPush,
        Self::Console,
    ];

    /// The kind of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

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
    /// The package of the app's own classes. Most often it is the applicationId, which stands in where it is not known.
    pub namespace: Option<&'a str>,
    /// Whether secrets are written out: into files, never onto a screen.
    pub reveal: bool,
}

/// Text for one place of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The file, from the project's folder. Of [`Kind::Console`], which no file of a project holds: a name for notes.
    pub file: Cow<'static, str>,
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

impl Snippet {
    /// The text with its place in a comment above it, for a file that is read without this program's headings. JSON
    /// takes no comment, and a file that is written whole needs none.
    #[must_use]
    pub fn with_place(&self, lang: Lang) -> String {
        let place = self.where_to_paste.get(lang);
        let name = Path::new(self.file.as_ref());
        let comment = match name.extension().and_then(|extension| extension.to_str()) {
            Some("xml" | "plist") => xml_comment(place),
            Some("gradle" | "kts" | "swift" | "m" | "dart") => slashes(place),
            Some("pro" | "properties") => hash(place),
            None if self.kind == Kind::Podfile => hash(place),
            _ => return self.text.clone(),
        };
        format!("{comment}\n{}", self.text)
    }
}

/// What has to be written where, in the order in which a person opens the files.
#[must_use]
pub fn render(requirements: &[Requirement], target: &Target<'_>) -> Vec<Snippet> {
    let is_wanted =
        |one: &&Requirement| one.generations.contains(&target.generation) && one.when.is_shown(target.version);
    let wanted = requirements.iter().filter(is_wanted).collect();
    let sheet = Sheet { wanted, target };
    let manifest = [sheet.permissions(), sheet.application_name(), sheet.meta_data(), sheet.application_class()];
    let mut snippets: Vec<Snippet> = manifest.into_iter().flatten().collect();
    for dsl in target.dsls.iter().copied() {
        // Its Kotlin begins with an import, which is valid at the top of a file only.
        let app = [sheet.signing(dsl), sheet.placeholders(dsl), sheet.dependencies(dsl), sheet.plugins(dsl)];
        snippets.extend(app.into_iter().flatten());
        snippets.extend([sheet.root(dsl), sheet.settings(dsl)].into_iter().flatten());
    }
    snippets.extend(sheet.key_properties());
    snippets.extend(sheet.proguard());
    snippets.extend(sheet.tim_push());
    snippets.extend(sheet.ios());
    let code = [Moment::Start, Moment::LoggedIn].map(|moment| sheet.dart_code(moment));
    snippets.extend(sheet.dart().into_iter().chain(code.into_iter().flatten()));
    snippets.extend([sheet.fingerprint(), sheet.console(), sheet.downloads()].into_iter().flatten());
    snippets
}

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

fn hash(comment: &str) -> String {
    format!("# {comment}")
}

impl<'a> Sheet<'a> {
    /// The items that `of` takes, each once even where several vendors need it; `None` if there are none.
    fn pick<T: PartialEq, I: IntoIterator<Item = T>>(&self, of: impl Fn(&'a Item) -> I) -> Option<Picked<'a, T>> {
        let mut picked: Picked<'a, T> = Picked { groups: Vec::new(), vendors: Vec::new() };
        for requirement in &self.wanted {
            let comment = requirement.comment.get(self.target.lang);
            for item in of(&requirement.item) {
                let vendor = vendors::of_rule(requirement.rule.id).map(|vendor| vendor.key);
                let vendor = vendor.filter(|vendor| !picked.vendors.contains(vendor));
                picked.vendors.extend(vendor);
                if picked.groups.iter().any(|(_, items)| items.contains(&item)) {
                    continue;
                }
                match picked.groups.last_mut() {
                    Some((last, items)) if *last == comment => items.push(item),
                    _ => picked.groups.push((comment, vec![item])),
                }
            }
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
}

/// An argument of `PushAppInfo`. The certificate ids (`…_buz_id`) are its only numbers; ids of vendors are strings even
/// where they have digits only. What is not known yet is 0, so that the code still compiles.
pub(super) fn dart_argument(argument: &str, text: &str) -> String {
    if !argument.ends_with("_buz_id") {
        return format!("{argument}: '{}',", escape::dart(text));
    }
    match text.parse::<u32>() {
        Ok(number) => format!("{argument}: {number},"),
        Err(_) => format!("{argument}: 0, // {}", text.replace(['\n', '\r'], " ")),
    }
}

#[cfg(test)]
mod tests;
