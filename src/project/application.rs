//! The class that `<application>` names, where a push plugin wants one of the app's own that extends the plugin's: what
//! it is called, where it lies, and what stands in it. Snippets print it and patches write it.

/// Its name as `android:name` takes it, from the app's namespace.
pub const NAME: &str = ".PushApplication";

/// Where its source lies, from the project's folder. `module` is the folder of the app's module.
#[must_use]
pub fn path(module: &str, namespace: &str) -> String {
    format!("{module}/src/main/kotlin/{}/PushApplication.kt", namespace.replace('.', "/"))
}

/// Its whole source; `base` is the plugin's class with its package.
#[must_use]
pub fn source(namespace: &str, base: &str) -> String {
    let package = namespace.split('.').map(escaped).collect::<Vec<_>>().join(".");
    let name = base.rsplit('.').next().unwrap_or(base);
    format!("package {package}\n\nimport {base}\n\nclass PushApplication : {name}()\n")
}

/// The words that Kotlin takes as a name only in backticks. [Kotlin's reference, "Hard keywords"]
const KEYWORDS: &[&str] = &[
    "as",
    "break",
    "class",
    "continue",
    "do",
    "else",
    "false",
    "for",
    "fun",
    "if",
    "in",
    "interface",
    "is",
    "null",
    "object",
    "package",
    "return",
    "super",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "while",
];

fn escaped(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("`{name}`") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_is_kotlin() {
        assert_eq!(
            source("com.example.imdemo", "com.tencent.push.PluginApplication"),
            "package com.example.imdemo\n\nimport com.tencent.push.PluginApplication\n\n\
             class PushApplication : PluginApplication()\n"
        );
        assert_eq!(
            path("android/app", "com.example.imdemo"),
            "android/app/src/main/kotlin/com/example/imdemo/PushApplication.kt"
        );
    }

    /// Packages of Indian companies start with a keyword.
    #[test]
    fn keywords_stand_in_backticks_and_folders_do_not() {
        assert!(source("in.example.imdemo", "a.B").starts_with("package `in`.example.imdemo\n"));
        assert_eq!(path("app", "in.example"), "app/src/main/kotlin/in/example/PushApplication.kt");
    }
}
