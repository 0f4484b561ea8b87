//! What a vendor requires of an app's own tree, as data.

use crate::report::Rule;
use crate::text::Text;

/// The generation of Tencent's push plugin, which decides where ids stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// `tim_ui_kit_push_plugin` (G1): ids in Dart and the manifest.
    Classic,
    /// `tencent_chat_push_for_china` (G2): the same without FCM. Its classes may have other names than those of G1.
    China,
    /// `tencent_cloud_chat_push` (G3): ids in `timpush-configs.json` and gradle placeholders.
    TimPush,
}

impl Generation {
    /// Those with `PushAppInfo`.
    pub const CLASSIC: &'static [Self] = &[Self::Classic, Self::China];

    /// Every generation.
    pub const ALL: &'static [Self] = &[Self::Classic, Self::China, Self::TimPush];
}

/// When an app runs a piece of Dart code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// In `main`, before the plugin's object is made.
    Start,
    /// After the login to Tencent IM; with the classic plugins `init` comes before it.
    LoggedIn,
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
    /// AndroidManifest.xml: `<permission>` of the app's own with protection level `signature`, and its
    /// `<uses-permission>`. The name begins with `${applicationId}`.
    OwnPermission(&'static str),
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
    /// A Gradle plugin: made known in settings.gradle (or as a `classpath`), applied in android/app.
    GradlePlugin {
        /// Its id.
        id: &'static str,
        /// Group and name of its module.
        module: &'static str,
        /// Its version.
        version: &'static str,
    },
    /// settings.gradle (or the root build.gradle): a Maven repository, for plugins and for dependencies.
    MavenRepository(&'static str),
    /// A file that is downloaded from a console.
    File {
        /// Its path, from the project's folder.
        path: &'static str,
        /// Where it is downloaded, and what has to be right in it.
        origin: Text,
    },
    /// The entitlements of the iOS app: a key with a text.
    Entitlement {
        /// The key.
        key: &'static str,
        /// Its value in debug builds.
        debug: &'static str,
        /// Its value in release builds.
        release: &'static str,
    },
    /// Info.plist: a key.
    Plist {
        /// The key.
        key: &'static str,
        /// Its value, as the plist's XML.
        xml: &'static str,
    },
    /// AppDelegate: lines of `application(_:didFinishLaunchingWithOptions:)`, before the plugins are registered; and
    /// what belongs outside of it.
    Delegate {
        /// What is imported.
        imports: &'static [&'static str],
        /// Swift lines in that method.
        swift: &'static [&'static str],
        /// The same in Objective-C.
        objc: &'static [&'static str],
        /// Swift lines outside of that method, such as a protocol's methods.
        members: &'static [&'static str],
    },
    /// Podfile lines.
    Podfile(&'static [&'static str]),
    /// proguard-rules.pro.
    Proguard(&'static [&'static str]),
    /// A named argument of Dart's `PushAppInfo(...)`.
    Dart {
        /// The argument.
        argument: &'static str,
        /// Its value; numbers are written without quotes.
        value: Shown,
    },
    /// Dart code that the app runs once, such as making a notification channel.
    DartCode {
        /// When.
        moment: Moment,
        /// Whole lines.
        code: String,
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

impl Item {
    /// Whether it stands in the Android app.
    #[must_use]
    pub const fn is_of_android(&self) -> bool {
        matches!(
            self,
            Self::Permission(_)
                | Self::OwnPermission(_)
                | Self::MetaData { .. }
                | Self::Placeholder { .. }
                | Self::Implementation { .. }
                | Self::GradlePlugin { .. }
                | Self::MavenRepository(_)
                | Self::Proguard(_)
                | Self::TimPush { .. }
        )
    }

    /// The value in it that comes from push.toml, if it has one.
    #[must_use]
    pub const fn value(&self) -> Option<&Shown> {
        match self {
            Self::MetaData { value, .. }
            | Self::Placeholder { value, .. }
            | Self::Dart { value, .. }
            | Self::TimPush { value, .. } => Some(value),
            _ => None,
        }
    }
}
