//! What a vendor requires of an app's own tree, as data.

use super::version;
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

impl Shown {
    /// The value, or what stands in its place. Not for a screen: secrets are not masked.
    #[must_use]
    pub fn plain(&self) -> &str {
        match self {
            Self::Value(value) | Self::Secret(value) => value,
            Self::Placeholder(placeholder) => placeholder,
        }
    }
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
    /// In which projects.
    pub when: When,
    /// What a value found there must look like at least.
    pub likeness: Option<Likeness>,
}

impl Requirement {
    /// Something that every project of these generations must hold.
    #[must_use]
    pub const fn new(rule: &'static Rule, generations: &'static [Generation], item: Item, comment: Text) -> Self {
        Self { rule, generations, item, comment, when: When::Always, likeness: None }
    }

    /// With a comment of its own.
    #[must_use]
    pub fn comment(self, comment: Text) -> Self {
        Self { comment, ..self }
    }

    /// In some projects only.
    #[must_use]
    pub fn when(self, when: When) -> Self {
        Self { when, ..self }
    }

    /// With a test of the values found.
    #[must_use]
    pub fn like(self, likeness: Likeness) -> Self {
        Self { likeness: Some(likeness), ..self }
    }
}

/// In which projects something is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In all.
    Always,
    /// Where a person wants it; a snippet says for what. Where it is, it has to be right.
    Optional,
    /// In none, and no snippet shows it; but where it is, it has to be right.
    IfThere,
    /// Where the project has an iOS app: for what stands in Dart code and is of use there only.
    Ios,
    /// Where pubspec.yaml has this package.
    Package(&'static str),
    /// From this version of the push plugin on. Where nobody knows the version, it is required.
    PluginSince(&'static str),
    /// Before this version of the push plugin; later on it is needless. Where nobody knows the version, too.
    PluginBefore(&'static str),
    /// Where the app's Dart code calls one of these functions.
    Calls(&'static [&'static str]),
    /// From this `targetSdk` on. Where nobody knows it, it is required.
    TargetSdk(u32),
}

impl When {
    /// Whether a snippet shows it, for a plugin of this version.
    #[must_use]
    pub fn is_shown(self, plugin_version: Option<&str>) -> bool {
        match self {
            Self::IfThere => false,
            Self::PluginSince(since) => plugin_version.is_none_or(|version| !version::is_before(version, since)),
            Self::PluginBefore(end) => plugin_version.is_none_or(|version| version::is_before(version, end)),
            Self::Always | Self::Optional | Self::Ios | Self::Package(_) | Self::Calls(_) | Self::TargetSdk(_) => true,
        }
    }
}

/// A test by which a value is recognised as another one of the same vendor, such as a key in the place of an id.
#[derive(Debug, Clone, Copy)]
pub struct Likeness {
    /// Whether it can be the value.
    pub can_be: fn(&str) -> bool,
    /// The rule that is violated where it cannot.
    pub rule: &'static Rule,
}

/// A Gradle plugin of a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradlePlugin {
    /// Its id.
    pub id: &'static str,
    /// Group and name of its module.
    pub module: &'static str,
    /// The version to write where there is none.
    pub version: &'static str,
    /// The oldest version that is known to work with an Android Gradle plugin of 4 or later.
    pub oldest: Option<&'static str>,
    /// Whether Gradle finds it by its id, in the plugin portal or Google's repository. Else only as a `classpath`.
    pub by_id: bool,
    /// Whether it looks for the Android plugin among the root's classpaths and stops without it.
    pub beside_android: bool,
}

/// What a value in a downloaded file must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// The app's Android applicationId.
    ApplicationId,
    /// A value of push.toml.
    Value(Shown),
    /// The SHA-1 fingerprint of the certificate that signs the app, which only its keystore tells.
    SigningCertificate,
}

/// A value in a downloaded JSON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonFact {
    /// The keys that lead to it; `*` stands for any element of an array, one of which has to hold it.
    pub path: &'static [&'static str],
    /// What it must be.
    pub expected: Expected,
    /// Whether it may be absent.
    pub optional: bool,
}

/// A call in Dart code by which it is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DartCall {
    /// The function's or class's name, without what stands before its dot.
    pub name: &'static str,
    /// A named argument and its value.
    pub argument: Option<(&'static str, Shown)>,
}

/// The thing itself; each kind has one file in which it stands.
#[derive(Debug, Clone)]
pub enum Item {
    /// AndroidManifest.xml: `<uses-permission android:name>`.
    Permission(&'static str),
    /// AndroidManifest.xml: a permission that should not be asked for.
    NoPermission(&'static str),
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
    /// AndroidManifest.xml: `<meta-data>` that is needless, and if it is there says the same as a JSON file.
    MetaDataLikeFile {
        /// `android:name`.
        name: &'static str,
        /// What may stand before the value, such as `appid=`.
        prefix: &'static str,
        /// The JSON file, from the project's folder.
        file: &'static str,
        /// The keys that lead to the value in it.
        path: &'static [&'static str],
    },
    /// AndroidManifest.xml: `android:name` of `<application>` is a class of the app's own that extends this one.
    ApplicationClass(&'static str),
    /// android/app/build.gradle: an entry of `manifestPlaceholders`.
    Placeholder {
        /// The key.
        key: &'static str,
        /// The value.
        value: Shown,
    },
    /// android/app/build.gradle: entries of `manifestPlaceholders` that nothing reads.
    NoPlaceholders(&'static [&'static str]),
    /// android/app/build.gradle: `implementation "GROUP:NAME:VERSION"`.
    Implementation {
        /// Group and name.
        module: &'static str,
    },
    /// android/app/build.gradle: a Gradle plugin that the app applies, behind the Android plugin.
    AppliedPlugin(GradlePlugin),
    /// settings.gradle or the root build.gradle: where Gradle gets a plugin from.
    KnownPlugin(GradlePlugin),
    /// android/app/build.gradle: debug builds are signed with the key that is registered with the vendor.
    SignedDebug,
    /// settings.gradle and the root build.gradle: a plugin that both name has one version.
    OneVersion(GradlePlugin),
    /// The root build.gradle, or settings.gradle: a Maven repository.
    MavenRepository {
        /// Its address.
        url: &'static str,
        /// Whether Gradle plugins come from it too, and not dependencies alone.
        of_plugins: bool,
    },
    /// A file that is downloaded from a console.
    File {
        /// Its path, from the project's folder.
        path: &'static str,
        /// Where it is downloaded, and what has to be right in it.
        origin: Text,
        /// What has to stand in it.
        holds: Vec<JsonFact>,
    },
    /// project.pbxproj: every build configuration of the app names an entitlements file.
    EntitlementsFile,
    /// The entitlements of the iOS app: a key with a text.
    Entitlement {
        /// The key.
        key: &'static str,
        /// Its value in debug builds.
        debug: &'static str,
        /// Its value in release builds.
        release: &'static str,
    },
    /// The entitlements of the iOS app: a key that has no effect there, and the one that is meant.
    NoEntitlement {
        /// The key that does nothing.
        key: &'static str,
        /// The key that is meant.
        instead: &'static str,
    },
    /// project.pbxproj: the bundle id of the app.
    BundleId(Shown),
    /// Info.plist: a key.
    Plist {
        /// The key.
        key: &'static str,
        /// Its value, as the plist's XML.
        xml: &'static str,
    },
    /// AppDelegate: it becomes the delegate of the notification centre before plugins are registered.
    NotificationDelegate,
    /// AppDelegate.swift: it conforms to a protocol of the push SDK.
    DelegateProtocol {
        /// What is imported.
        imports: &'static [&'static str],
        /// The protocol.
        protocol: &'static str,
        /// Its methods.
        methods: &'static [DelegateMethod],
    },
    /// Podfile: `platform :ios`.
    PodPlatform {
        /// What the plugin needs at least.
        at_least: &'static str,
        /// What to write.
        usual: &'static str,
    },
    /// Podfile: `use_frameworks!` in the target of the app.
    UseFrameworks,
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
        /// The call that shows that it is there. `None`: nothing can tell.
        call: Option<DartCall>,
    },
    /// pubspec.yaml: a package in a version that the push plugin can be resolved with.
    DartPackage {
        /// The package.
        name: &'static str,
        /// Versions of the push plugin, each with the lowest version of the package that it works with, in order.
        since: &'static [(&'static str, &'static str)],
    },
    /// A key of timpush-configs.json.
    TimPush {
        /// The key.
        key: &'static str,
        /// The value.
        value: Shown,
    },
    /// The console of a vendor that looks at an app's signature: it holds the SHA-256 fingerprint of the certificate.
    Fingerprint {
        /// Where it is entered.
        place: Text,
    },
    /// A setting in the Tencent IM console, which no file holds.
    Console {
        /// The setting as the console names it.
        setting: Text,
        /// What to enter.
        value: Text,
    },
}

/// The line of [`Item::NotificationDelegate`] in Swift.
pub const NOTIFICATION_DELEGATE_SWIFT: &str = "UNUserNotificationCenter.current().delegate = self";

/// The same in Objective-C.
pub const NOTIFICATION_DELEGATE_OBJC: &str =
    "[UNUserNotificationCenter currentNotificationCenter].delegate = (id<UNUserNotificationCenterDelegate>) self;";

/// A method of an AppDelegate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DelegateMethod {
    /// Its names: the one to write first, then those of older SDKs.
    pub names: &'static [&'static str],
    /// Whether the SDK does without it.
    pub optional: bool,
    /// The whole method in Swift.
    pub swift: &'static [&'static str],
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
                | Self::ApplicationClass(_)
                | Self::Placeholder { .. }
                | Self::Implementation { .. }
                | Self::AppliedPlugin(_)
                | Self::KnownPlugin(_)
                | Self::MavenRepository { .. }
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
            | Self::TimPush { value, .. }
            | Self::BundleId(value) => Some(value),
            _ => None,
        }
    }
}
