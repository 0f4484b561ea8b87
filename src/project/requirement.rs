//! What a vendor requires of an app's own tree, as data.

use crate::report::Rule;
use crate::text::Text;

/// The generation of Tencent's push plugin, which decides where ids stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// `tim_ui_kit_push_plugin` (G1) and `tencent_chat_push_for_china` (G2): ids in Dart and the manifest.
    Classic,
    /// `tencent_cloud_chat_push` (G3): ids in `timpush-configs.json` and gradle placeholders.
    TimPush,
}

/// A value as it may be shown in a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// From push.toml, and built into the app anyway.
    Value(String),
    /// Not in push.toml: what to put there.
    Placeholder(&'static str),
    /// Built into the app but secret: `***` on a screen.
    Secret(String),
}

/// One thing that must be in a project.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// The generations it holds for.
    pub generations: &'static [Generation],
    /// The thing.
    pub item: Item,
    /// A comment for the snippet.
    pub comment: Text,
}

/// The thing itself; each kind has one file in which it stands.
#[derive(Debug, Clone)]
pub enum Item {
    /// AndroidManifest.xml: `<uses-permission android:name>`.
    Permission(&'static str),
    /// AndroidManifest.xml: `<meta-data>` in `<application>`.
    MetaData {
        /// `android:name`.
        name: &'static str,
        /// `android:value`.
        value: Shown,
    },
    /// android/app/build.gradle: an entry of `manifestPlaceholders`.
    Placeholder {
        /// The key.
        key: &'static str,
        /// The value.
        value: Shown,
    },
    /// android/app/build.gradle: `implementation "GROUP:NAME:VERSION"`.
    Implementation {
        /// Group and name.
        module: &'static str,
    },
    /// proguard-rules.pro.
    Proguard(&'static [&'static str]),
    /// A named argument of Dart's `PushAppInfo(...)`.
    Dart {
        /// The argument.
        argument: &'static str,
        /// Its value; numbers are written without quotes.
        value: Shown,
    },
    /// A key of timpush-configs.json.
    TimPush {
        /// The key.
        key: &'static str,
        /// The value.
        value: Shown,
    },
    /// A setting in the Tencent IM console, which no file holds.
    Console {
        /// The setting as the console names it.
        setting: Text,
        /// What to enter.
        value: Text,
    },
}
