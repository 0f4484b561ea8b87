//! Gradle files: placeholders and dependencies of the app, plugins, repositories.
//!
//! Plugins of vendors come by `classpath`, in Groovy and in Kotlin: theirs are not on the plugin portal, and
//! Huawei's looks for the Android plugin in the root's `buildscript` and stops without it.
//! [hms-flutter-plugin #390, #398]

use super::escape::gradle;
use super::{Dsl, Kind, Sheet, Snippet, each, slashes};
use crate::project::Item;
use crate::text::Text;

impl Sheet<'_> {
    /// Never `manifestPlaceholders =`: that would throw away the `applicationName` which Flutter puts there.
    pub(super) fn placeholders(&self, dsl: Dsl) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Placeholder { key, value } => Some((*key, self.shown(value))),
            _ => None,
        })?;
        let groovy = |pairs: &[(&str, &str)]| {
            let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}: \"{}\"", gradle(value))).collect();
            vec![format!("manifestPlaceholders += [{}]", pairs.join(", "))]
        };
        let kotlin = |(key, value): &(&str, &str)| format!("manifestPlaceholders[\"{key}\"] = \"{}\"", gradle(value));
        let lines = match dsl {
            Dsl::Groovy => picked.text("        ", slashes, groovy),
            Dsl::Kotlin => picked.text("        ", slashes, each(kotlin)),
        };
        Some(Snippet {
            file: dsl.app_file().into(),
            where_to_paste: Text::new(
                "at the end, or the inner lines into android { defaultConfig { } }",
                "文件末尾，或把里面几行放进 android { defaultConfig { } }",
            ),
            kind: Kind::Gradle,
            dsl: Some(dsl),
            vendors: picked.vendors,
            text: format!("android {{\n    defaultConfig {{\n{lines}    }}\n}}\n"),
        })
    }

    pub(super) fn dependencies(&self, dsl: Dsl) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Implementation { module } => Some(*module),
            _ => None,
        })?;
        // What follows a plus counts releases of the plugin, not of the native libraries.
        let version = self.target.version.and_then(|version| version.split('+').next()).unwrap_or("VERSION");
        let line = |module: &&str| match dsl {
            Dsl::Groovy => format!("implementation \"{module}:{version}\""),
            Dsl::Kotlin => format!("implementation(\"{module}:{version}\")"),
        };
        let remark = match self.target.version {
            Some(_) => Text::new(
                "the version of tencent_cloud_chat_push in pubspec.lock",
                "与 pubspec.lock 里 tencent_cloud_chat_push 的版本一致",
            ),
            None => Text::new(
                "VERSION: the version of tencent_cloud_chat_push in pubspec.lock, without what follows a +",
                "VERSION：与 pubspec.lock 里 tencent_cloud_chat_push 的版本一致，去掉 + 及其后面的部分",
            ),
        };
        let remark = remark.get(self.target.lang);
        let lines = picked.text("    ", slashes, each(line));
        Some(Snippet {
            file: dsl.app_file().into(),
            where_to_paste: Text::new(
                "at the end, or the inner lines into dependencies { }",
                "文件末尾，或把里面几行放进 dependencies { }",
            ),
            kind: Kind::Gradle,
            dsl: Some(dsl),
            vendors: picked.vendors,
            text: format!("dependencies {{\n    // {remark}\n{lines}}}\n"),
        })
    }

    /// The plugins that the app's module applies, behind the Android plugin.
    pub(super) fn plugins(&self, dsl: Dsl) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::AppliedPlugin(plugin) => Some(plugin.id),
            _ => None,
        })?;
        let groovy = |id: &&str| format!("apply plugin: \"{id}\"");
        let kotlin = |id: &&str| format!("id(\"{id}\")");
        let (text, where_to_paste) = match dsl {
            Dsl::Groovy => (picked.text("", slashes, each(groovy)), Text::new("at the end of the file", "文件末尾")),
            Dsl::Kotlin => (
                format!("plugins {{\n{}}}\n", picked.text("    ", slashes, each(kotlin))),
                Text::new(
                    "the inner lines into plugins { } at the top, behind the Flutter plugin",
                    "把里面几行放进文件开头的 plugins { }，写在 Flutter 插件之后",
                ),
            ),
        };
        Some(Snippet {
            file: dsl.app_file().into(),
            where_to_paste,
            kind: Kind::Gradle,
            dsl: Some(dsl),
            vendors: picked.vendors,
            text,
        })
    }

    /// The root's build file: repositories for both, and the modules of the plugins.
    pub(super) fn root(&self, dsl: Dsl) -> Option<Snippet> {
        let repositories = self.pick(|item| match item {
            Item::MavenRepository { url, .. } => Some(*url),
            _ => None,
        });
        let modules = self.pick(|item| match item {
            Item::KnownPlugin(plugin) => Some((plugin.module, plugin.version)),
            _ => None,
        });
        let mut vendors = repositories.as_ref().map(|own| own.vendors.clone()).unwrap_or_default();
        let more = modules.iter().flat_map(|own| &own.vendors).copied();
        vendors.extend(more.filter(|vendor| !vendors.contains(vendor)).collect::<Vec<_>>());
        let maven = |indent: &str| {
            let line = |url: &&str| maven(dsl, url);
            repositories.as_ref().map(|picked| picked.text(indent, slashes, each(line))).unwrap_or_default()
        };
        let classpath = |(module, version): &(&str, &str)| classpath(dsl, &format!("{module}:{version}"));
        let android = Text::new(
            "the Android plugin too: leave the line that is here, else AGP_VERSION is the version that settings names",
            "Android 插件也要写：这里已有就不动，没有就把 AGP_VERSION 换成 settings 里的版本",
        );
        let build = modules.as_ref().map(|picked| {
            let (remark, android) =
                (android.get(self.target.lang), self::classpath(dsl, "com.android.tools.build:gradle:AGP_VERSION"));
            let modules = picked.text("        ", slashes, each(classpath));
            let dependencies =
                format!("    dependencies {{\n        // {remark}\n        {android}\n{modules}    }}\n");
            let repositories =
                format!("    repositories {{\n        google()\n        mavenCentral()\n{}    }}\n", maven("        "));
            format!("buildscript {{\n{repositories}{dependencies}}}\n")
        });
        let all = repositories.as_ref().map(|_| {
            format!(
                "allprojects {{\n    repositories {{\n        google()\n        mavenCentral()\n{}    }}\n}}\n",
                maven("        ")
            )
        });
        let text = [build, all].into_iter().flatten().collect::<String>();
        (!text.is_empty()).then(|| Snippet {
            file: match dsl {
                Dsl::Groovy => "android/build.gradle".into(),
                Dsl::Kotlin => "android/build.gradle.kts".into(),
            },
            where_to_paste: Text::new(
                "buildscript at the top of the file; the inner lines where these blocks are there already",
                "buildscript 放在文件开头；已有这些块时，只放里面几行",
            ),
            kind: Kind::Gradle,
            dsl: Some(dsl),
            vendors,
            text,
        })
    }

    /// settings.gradle: from where Gradle fetches plugins.
    pub(super) fn settings(&self, dsl: Dsl) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::MavenRepository { url, .. } => Some(*url),
            _ => None,
        })?;
        let lines = picked.text("        ", slashes, each(|url: &&str| maven(dsl, url)));
        Some(Snippet {
            file: match dsl {
                Dsl::Groovy => "android/settings.gradle".into(),
                Dsl::Kotlin => "android/settings.gradle.kts".into(),
            },
            where_to_paste: Text::new(
                "the inner lines into pluginManagement { repositories { } }, and into dependencyResolutionManagement's where it is there; a settings file with neither needs nothing",
                "把里面几行放进 pluginManagement { repositories { } }，有 dependencyResolutionManagement 的也放进它的 repositories；两者都没有的 settings 不用改",
            ),
            kind: Kind::Settings,
            dsl: Some(dsl),
            vendors: picked.vendors,
            text: format!("pluginManagement {{\n    repositories {{\n{lines}    }}\n}}\n"),
        })
    }
}

fn maven(dsl: Dsl, url: &str) -> String {
    match dsl {
        Dsl::Groovy => format!("maven {{ url \"{}\" }}", gradle(url)),
        Dsl::Kotlin => format!("maven {{ url = uri(\"{}\") }}", gradle(url)),
    }
}

fn classpath(dsl: Dsl, module: &str) -> String {
    match dsl {
        Dsl::Groovy => format!("classpath \"{module}\""),
        Dsl::Kotlin => format!("classpath(\"{module}\")"),
    }
}
