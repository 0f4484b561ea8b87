//! Which requirement a line belongs to, told by the requirement's own data.

use pushctl::project::{Expected, GradlePlugin, Item, JsonFact, NOTIFICATION_DELEGATE_SWIFT, Shown};

/// A line of a file, with what surrounds it.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) path: &'a str,
    pub(super) lines: &'a [&'a str],
    pub(super) at: usize,
}

impl Line<'_> {
    pub(super) fn text(&self) -> &str {
        self.lines[self.at]
    }

    pub(super) fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// A word in quotes of either kind.
    fn quotes(&self, word: &str) -> bool {
        self.has(&format!("\"{word}\"")) || self.has(&format!("'{word}'"))
    }

    pub(super) fn is_kind(&self, end: &str) -> bool {
        kind(self.path) == end
    }

    /// The file's name.
    fn file(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    fn is_in(&self, name: &str) -> bool {
        self.path == name || self.path.strip_suffix(".kts") == Some(name)
    }

    /// The lines that open the blocks around it, by their indentation; nearest first.
    fn around(&self) -> Vec<&str> {
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let mut depth = indentation(self.text());
        let mut around = Vec::new();
        for line in self.lines[..self.at].iter().rev().filter(|line| !line.trim().is_empty()) {
            if indentation(line) < depth {
                depth = indentation(line);
                around.push(line.trim());
            }
        }
        around
    }

    fn is_inside(&self, block: &str) -> bool {
        self.around().iter().any(|line| line.starts_with(block))
    }

    /// The XML tag that it is a part of.
    fn tag(&self) -> String {
        let start = (0..=self.at).rev().find(|at| self.lines[*at].trim_start().starts_with('<')).unwrap_or(self.at);
        let end = (start..self.lines.len()).find(|at| self.lines[*at].contains('>')).unwrap_or(self.at);
        if end < self.at { self.text().to_owned() } else { self.lines[start..=end].join("\n") }
    }

    /// Whether it is a key of a plist with its value on the next line.
    pub(super) fn is_plist_key(&self) -> bool {
        let line = self.text().trim();
        (self.is_kind("plist") || self.is_kind("entitlements"))
            && line.starts_with("<key>")
            && line.ends_with("</key>")
            && self.lines.get(self.at + 1).is_some_and(|value| !value.contains("<array>"))
    }

    /// The last line of the block that it opens, where no other one is inside. A method, unlike most of what is
    /// required, cannot be taken out by a single line.
    pub(super) fn block_end(&self) -> Option<usize> {
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let is_code = ["swift", "gradle", "kts"].iter().any(|end| self.is_kind(end));
        if !is_code || !self.text().trim_end().ends_with('{') {
            return None;
        }
        let mut below = self.lines.iter().enumerate().skip(self.at + 1);
        let (end, line) =
            below.find(|(_, line)| line.trim_end().ends_with('{') || line.trim_start().starts_with('}'))?;
        (line.trim() == "}" && indentation(line) == indentation(self.text())).then_some(end)
    }

    /// A key of a plist, or its value on the next line.
    fn is_plist(&self, key: &str) -> bool {
        let key = format!("<key>{key}</key>");
        self.has(&key) || self.at.checked_sub(1).is_some_and(|before| self.lines[before].contains(&key))
    }
}

/// What a file's name ends with.
pub(super) fn kind(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// Whether a line is what a requirement is about.
pub(super) fn belongs(line: &Line<'_>, item: &Item) -> bool {
    let manifest = || line.path == "android/app/src/main/AndroidManifest.xml";
    let app = || line.is_in("android/app/build.gradle");
    let root = || line.is_in("android/build.gradle") || line.is_in("android/settings.gradle");
    let delegate = || line.file() == "AppDelegate.swift";
    let dart = || line.is_kind("dart");
    match item {
        Item::Permission(name) => manifest() && line.quotes(name),
        Item::OwnPermission(name) => {
            let rest = name.trim_start_matches("${applicationId}");
            manifest() && line.has("permission") && line.has(&format!("{rest}\""))
        }
        Item::MetaData { name, .. } => manifest() && line.tag().contains(&format!("\"{name}\"")),
        Item::ApplicationClass(base) => {
            let short = base.rsplit('.').next().unwrap_or(base);
            let is_name =
                manifest() && line.tag().trim_start().starts_with("<application") && line.has("android:name=");
            is_name || (line.is_kind("kt") && line.has(&format!(": {short}")))
        }
        Item::Placeholder { key, .. } => app() && line.has(key),
        Item::Implementation { module } => app() && line.has(&format!("{module}:")),
        Item::AppliedPlugin(GradlePlugin { id, .. }) => app() && line.quotes(id),
        Item::KnownPlugin(plugin) => {
            let android = plugin.beside_android && line.has("com.android.tools.build:gradle");
            let is_own = line.has(plugin.module) || (plugin.by_id && line.quotes(plugin.id));
            root() && (is_own || (android && line.is_inside("buildscript")))
        }
        Item::MavenRepository { url, of_plugins } => {
            let of_dependencies = line.is_inside("allprojects") || line.is_inside("dependencyResolutionManagement");
            let is_place = of_dependencies || (*of_plugins && line.is_inside("buildscript"));
            root() && line.has(url.trim_end_matches('/')) && is_place
        }
        Item::SignedDebug => app() && line.has("signingConfig") && (line.is_inside("debug") || line.has("debug {")),
        Item::File { path, holds, .. } => {
            line.path == *path && holds.iter().filter(|fact| !fact.optional).any(|fact| is_fact(line, fact))
        }
        Item::TimPush { key, .. } => line.file() == "timpush-configs.json" && line.quotes(key),
        Item::EntitlementsFile => line.file() == "project.pbxproj" && line.has("CODE_SIGN_ENTITLEMENTS = "),
        Item::Entitlement { key, .. } => line.is_kind("entitlements") && line.is_plist(key),
        Item::BundleId(id) => {
            line.file() == "project.pbxproj"
                && line.has("PRODUCT_BUNDLE_IDENTIFIER = ")
                && line.has(&format!("{};", id.plain()))
        }
        Item::Plist { key, .. } => line.file() == "Info.plist" && line.is_plist(key),
        Item::NotificationDelegate => {
            let property = NOTIFICATION_DELEGATE_SWIFT.split(" = ").next().unwrap_or_default();
            // Without this line nobody can tell that it is the method in which the statement counts.
            delegate() && (line.has(property) || line.has("didFinishLaunchingWithOptions launchOptions"))
        }
        Item::DelegateProtocol { imports, protocol, methods } => {
            let needed = methods.iter().filter(|method| !method.optional).flat_map(|method| method.names);
            let is_import = imports.iter().any(|name| line.text().trim() == format!("import {name}"));
            let is_method = needed.into_iter().any(|name| line.has(&format!("func {name}(")));
            delegate() && (is_import || is_method || line.has(&format!(", {protocol}")))
        }
        Item::PodPlatform { .. } => line.file() == "Podfile" && line.has("platform :ios"),
        Item::UseFrameworks => line.file() == "Podfile" && line.has("use_frameworks!"),
        Item::Proguard(rules) => {
            line.file() == "proguard-rules.pro" && rules.iter().any(|rule| is_rule(line.text(), rule))
        }
        Item::Dart { argument, value } => {
            let is_argument = line.has(&format!("{argument}:"));
            dart() && (is_argument || is_constant(line, value))
        }
        Item::DartCode { call: Some(call), .. } => {
            let argument = call.argument.as_ref();
            let is_argument = argument.is_some_and(|(name, value)| {
                (line.has(&format!("{name}: ")) && !line.has("(")) || is_constant(line, value)
            });
            dart() && (line.has(&format!("{}(", call.name)) || is_argument)
        }
        Item::DartPackage { name, .. } => line.path == "pubspec.yaml" && line.has(&format!("{name}:")),
        // What must not be there, and what no file holds.
        Item::NoPermission(_)
        | Item::NoPlaceholders(_)
        | Item::NoEntitlement { .. }
        | Item::OneVersion(_)
        | Item::MetaDataLikeFile { .. }
        | Item::DartCode { call: None, .. }
        | Item::Fingerprint { .. }
        | Item::Console { .. } => false,
    }
}

/// Whether a line of a JSON file is a value that has to be right; `.dev` beside it is another app's.
fn is_fact(line: &Line<'_>, fact: &JsonFact) -> bool {
    let Some((key, parents)) = fact.path.split_last() else { return false };
    let value = match &fact.expected {
        Expected::ApplicationId => "com.example.imdemo",
        Expected::Value(value) => value.plain(),
        Expected::SigningCertificate => return false,
    };
    let around = line.around();
    let keys: Vec<&str> = around.iter().filter_map(|line| line.split('"').nth(1)).collect();
    let parents = parents.iter().rev().filter(|key| **key != "*");
    line.has(&format!("\"{key}\"")) && line.quotes(value) && parents.eq(&keys)
}

/// A constant of Dart that an argument may be made of.
fn is_constant(line: &Line<'_>, value: &Shown) -> bool {
    let is_value = |part: &str| part == value.plain();
    let mut values = line.text().split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    (line.has("const ") || line.has("final ")) && values.any(is_value)
}

/// Whether a line of proguard-rules.pro is a rule, or one of the attributes in it: blanks do not count.
fn is_rule(line: &str, rule: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    let (line, rule) = (bare(line), bare(rule));
    match (line.strip_prefix("-keepattributes"), rule.strip_prefix("-keepattributes")) {
        (Some(some), Some(all)) => some.split(',').all(|own| all.split(',').any(|one| one == own)),
        _ => line == rule,
    }
}

/// The general rules that are code, by what they look at.
pub(super) fn belongs_to_check(line: &Line<'_>, rule: &str) -> bool {
    match rule {
        "android/exported" => line.file() == "AndroidManifest.xml" && line.has("android:exported"),
        "android/namespace" => line.is_in("android/app/build.gradle") && line.has("namespace"),
        "android/agp8-g1" => line.is_in("android/build.gradle") && line.has("namespace ="),
        "project/plugin-object" => line.is_kind("dart") && line.text().trim_start().starts_with("isUseGoogleFCM:"),
        _ => false,
    }
}
