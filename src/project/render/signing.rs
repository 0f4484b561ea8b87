//! The key that signs the app: what Gradle needs to use it in every build, and how its fingerprint gets into the
//! consoles that ask for it. No password stands in a Gradle file.

use super::{Dsl, Kind, Sheet, Snippet};
use crate::project::Item;
use crate::text::{Lang, Text};

/// What Gradle reads the key's place and passwords from; the names are those of Flutter's guide to deployment.
const KEY_PROPERTIES: &str = "storeFile=/PATH/TO/release.jks\n\
     storePassword=STORE_PASSWORD\n\
     keyAlias=KEY_ALIAS\n\
     keyPassword=KEY_PASSWORD\n";

const GROOVY: &str = r#"def keyProperties = new Properties()
def keyPropertiesFile = rootProject.file("key.properties")
if (keyPropertiesFile.exists()) {
    keyPropertiesFile.withInputStream { keyProperties.load(it) }
}

android {
    signingConfigs {
        release {
            storeFile = keyProperties["storeFile"] ? file(keyProperties["storeFile"]) : null
            storePassword = keyProperties["storePassword"]
            keyAlias = keyProperties["keyAlias"]
            keyPassword = keyProperties["keyPassword"]
        }
    }
    buildTypes {
        debug { signingConfig = signingConfigs.release }
        release { signingConfig = signingConfigs.release }
    }
}
"#;

const KOTLIN: &str = r#"import java.util.Properties

val keyProperties = Properties()
val keyPropertiesFile = rootProject.file("key.properties")
if (keyPropertiesFile.exists()) {
    keyPropertiesFile.inputStream().use { keyProperties.load(it) }
}

android {
    signingConfigs {
        create("release") {
            storeFile = keyProperties.getProperty("storeFile")?.let { file(it) }
            storePassword = keyProperties.getProperty("storePassword")
            keyAlias = keyProperties.getProperty("keyAlias")
            keyPassword = keyProperties.getProperty("keyPassword")
        }
    }
    buildTypes {
        debug { signingConfig = signingConfigs.getByName("release") }
        release { signingConfig = signingConfigs.getByName("release") }
    }
}
"#;

/// Prints a certificate's fingerprints; asks for the password.
const OF_RELEASE_KEY: &str = "keytool -list -v -keystore /PATH/TO/release.jks -alias KEY_ALIAS";

/// The same for the key that Android's tools make on each machine. Its name and password are the same everywhere.
const OF_DEBUG_KEY: &str =
    "keytool -list -v -keystore ~/.android/debug.keystore -alias androiddebugkey -storepass android";

impl Sheet<'_> {
    /// Every build type is signed with the registered key.
    pub(super) fn signing(&self, dsl: Dsl) -> Option<Snippet> {
        let (text, where_to_paste) = match dsl {
            Dsl::Groovy => (
                GROOVY,
                Text::new(
                    "at the end of the file; where it reads key.properties already, the two lines of buildTypes alone",
                    "文件末尾；已经读取 key.properties 的，只放 buildTypes 里的两行",
                ),
            ),
            Dsl::Kotlin => (
                KOTLIN,
                Text::new(
                    "at the end of the file, the import in its first line; where it reads key.properties already, the two lines of buildTypes alone",
                    "文件末尾，import 放到第一行；已经读取 key.properties 的，只放 buildTypes 里的两行",
                ),
            ),
        };
        Some(Snippet {
            file: dsl.app_file().into(),
            where_to_paste,
            kind: Kind::Gradle,
            dsl: Some(dsl),
            vendors: self.signature_vendors()?,
            text: text.to_owned(),
        })
    }

    /// Holds passwords, and is no file for git.
    pub(super) fn key_properties(&self) -> Option<Snippet> {
        let vendors = self.signature_vendors().filter(|_| !self.target.dsls.is_empty())?;
        Some(Snippet {
            file: "android/key.properties".into(),
            where_to_paste: Text::new(
                "a new file on every machine that builds, never in git: android/.gitignore has to name it, as Flutter's template does; storeFile starts at android/app unless it is absolute",
                "每台构建机器上的新文件，不能提交到 git：android/.gitignore 里要有它（Flutter 模板已经写了）；storeFile 用绝对路径，或相对 android/app",
            ),
            kind: Kind::Gradle,
            dsl: None,
            vendors,
            text: KEY_PROPERTIES.to_owned(),
        })
    }

    /// The vendors that look at an app's signature; `None` where none of them is wanted.
    fn signature_vendors(&self) -> Option<Vec<&'static str>> {
        self.pick(|item| matches!(item, Item::SignedDebug).then_some(()))?;
        // The rule that debug builds are signed belongs to no vendor, that of the fingerprint does.
        let registered = self.pick(|item| matches!(item, Item::Fingerprint { .. }).then_some(()));
        Some(registered.map(|picked| picked.vendors).unwrap_or_default())
    }

    /// How to get the fingerprint, and where each vendor wants it.
    pub(super) fn fingerprint(&self) -> Option<Snippet> {
        let lang = self.target.lang;
        let picked = self.pick(|item| match item {
            Item::Fingerprint { place } => Some(place.get(lang)),
            _ => None,
        })?;
        let (release, debug) = match lang {
            Lang::En => {
                ("SHA-256 of the release key", "SHA-256 of Android's own debug key, where debug builds have it")
            }
            Lang::Zh => ("发布签名的 SHA-256", "系统默认调试签名的 SHA-256（debug 包用它时）"),
        };
        let places = picked.groups.iter().flat_map(|(name, places)| places.iter().map(move |place| (*name, *place)));
        let entries = [(release, OF_RELEASE_KEY), (debug, OF_DEBUG_KEY)].into_iter().chain(places);
        Some(Snippet {
            file: "signing-fingerprint.txt".into(),
            where_to_paste: Text::new(
                "to be run in a shell, and what it prints behind SHA256 entered in the consoles; `pushctl gen-manifest --keystore FILE` prints it too",
                "在终端里运行，把 SHA256 后面的指纹填到控制台；也可以用 `pushctl gen-manifest --keystore FILE` 查看",
            ),
            kind: Kind::Console,
            dsl: None,
            text: entries.fold(String::new(), |text, (what, line)| text + what + ":\n" + line + "\n"),
            vendors: picked.vendors,
        })
    }
}
