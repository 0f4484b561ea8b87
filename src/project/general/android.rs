//! Looks at Gradle files and the manifest that concern every app with push.

use crate::project::edit::{Edit, Stated};
use crate::project::gradle::{Build, RepositoryKind, Scope};
use crate::project::look::{Look, Spot, State};
use crate::project::manifest::{AttributeName, Component, Manifest};
use crate::project::model::{ApplicationId, Doc, Model, excerpt};
use crate::project::verify::not_known;
use crate::project::{Generation, version};
use crate::report::Severity;
use crate::text;
use crate::text::Text;

fn all(looks: Vec<Look>) -> Vec<Look> {
    if looks.is_empty() { vec![Look::holds()] } else { looks }
}

/// Runs a look on every Gradle file that is well-formed.
fn on_builds(model: &Model, mut look: impl FnMut(&Doc<Build>, &Build) -> Vec<Look>) -> Vec<Look> {
    let docs = [model.root_build(), model.app_build(), model.settings()];
    let docs = docs.iter().flatten().filter_map(|doc| Some((doc, doc.get()?)));
    docs.flat_map(|(doc, build)| look(doc, build)).collect()
}

fn on_app(model: &Model, look: impl FnOnce(&Doc<Build>, &Build) -> Vec<Look>) -> Vec<Look> {
    model.app_build().map(|doc| doc.get().map(|build| look(&doc, build)).unwrap_or_default()).unwrap_or_default()
}

fn on_manifest(model: &Model, look: impl FnOnce(&Doc<Manifest>, &Manifest) -> Vec<Look>) -> Vec<Look> {
    model.manifest().map(|doc| doc.get().map(|manifest| look(&doc, manifest)).unwrap_or_default()).unwrap_or_default()
}

/// The applicationId beside push.toml; and one that was never filled in.
pub(super) fn application_id(model: &Model) -> Vec<Look> {
    on_app(model, |doc, build| {
        let stated = build.values(&Scope::DefaultConfig, "applicationId");
        if let Some(template) = stated.iter().find(|own| own.value.is_none() && is_template(doc, own)) {
            let written = excerpt(&doc.text, &template.span);
            let message =
                text!("applicationId is the text of a template, {written}", "applicationId 还是模板里的文字 {written}");
            return vec![Look::new(State::NotFilled, message).at(Spot::new(&doc.path, template.span.clone()))];
        }
        let Some(expected) = &model.package_name else { return Vec::new() };
        let ids = model.application_ids();
        if ids.iter().any(|own| &own.id == expected) || (ids.is_empty() && stated.is_empty()) {
            return of_debug(doc, build).map_or_else(|| vec![Look::holds()], |look| vec![look]);
        }
        let Some(ApplicationId { id, stated: place, .. }) = ids.first() else {
            let message = text!(
                "applicationId is an expression: its value is not known here",
                "applicationId 是表达式，这里不知道它的值"
            );
            let look = Look::new(State::NotKnown, message);
            return vec![stated.first().map_or(look.clone(), |own| look.at(Spot::new(&doc.path, own.span.clone())))];
        };
        let message = match ids.len() {
            1 => text!(
                "the applicationId is `{id}`, push.toml has `{expected}`",
                "applicationId 是 `{id}`，push.toml 里是 `{expected}`"
            ),
            count => text!(
                "none of the {count} application ids is `{expected}` of push.toml; the first one is `{id}`",
                "{count} 个 applicationId 里没有 push.toml 的 `{expected}`；第一个是 `{id}`"
            ),
        };
        vec![Look::new(State::Wrong, message).at(Spot::new(&doc.path, place.span.clone()))]
    })
}

/// Debug builds with an id of their own are another app to every vendor.
fn of_debug(doc: &Doc<Build>, build: &Build) -> Option<Look> {
    let suffix = build.values(&Scope::BuildType("debug".to_owned()), "applicationIdSuffix").pop()?;
    let written = suffix.value.as_deref()?;
    let message = text!(
        "debug builds have an applicationId of their own (`{written}`): to the vendors that is another app",
        "debug 包的 applicationId 不同（`{written}`）：对厂商来说是另一个应用"
    );
    Some(Look::new(State::Holds, message).at(Spot::new(&doc.path, suffix.span)))
}

/// `"${替换成您的包名}"`: an expression of words that are no code.
fn is_template(doc: &Doc<Build>, stated: &Stated) -> bool {
    let written = doc.text.get(stated.span.clone()).unwrap_or_default();
    crate::config::is_template_text(written) && written.starts_with(['"', '\''])
}

pub(super) fn exported(model: &Model) -> Vec<Look> {
    let target = model.sdk("targetSdk").and_then(|own| own.value?.parse::<u32>().ok());
    if target.is_some_and(|target| target < 31) {
        return Vec::new();
    }
    on_manifest(model, |doc, manifest| {
        let silent = manifest.components().iter().filter(|own| own.has_intent_filter && own.exported.is_none());
        all(silent.map(|own| not_exported(doc, manifest, own)).collect())
    })
}

fn not_exported(doc: &Doc<Manifest>, manifest: &Manifest, component: &Component) -> Look {
    let name = component.name.value.clone().unwrap_or_default();
    let message = text!(
        "{name} has an intent filter and no android:exported",
        "{name} 有 intent-filter，但没有 android:exported"
    );
    let look = Look::new(State::Missing, message).at(Spot::new(&doc.path, component.tag_span.clone()));
    // The launcher has to start it; of any other component its author has to say who may.
    if component.is_launcher {
        look.fix(&doc.path, manifest.set_attribute(&component.tag_span, AttributeName::Android("exported"), "true"))
    } else {
        look
    }
}

pub(super) fn namespace(model: &Model) -> Vec<Look> {
    let agp = model.android_plugin().and_then(|(_, stated)| stated.value);
    let is_8 = agp.as_ref().is_some_and(|agp| version::major(agp) >= 8);
    if !is_8 {
        return Vec::new();
    }
    let manifest = model.manifest();
    let package = manifest.as_ref().and_then(|doc| Some((doc, doc.get()?.package()?.clone())));
    let mut looks = on_app(model, |doc, build| {
        if !build.has_block(&["android"]) || !build.values(&Scope::Android, "namespace").is_empty() {
            return Vec::new();
        }
        let message = Text::new("android {} has no namespace", "android {} 里没有 namespace");
        let look = Look::new(State::Missing, message);
        let name = package.as_ref().and_then(|(_, package)| package.value.clone());
        vec![match name {
            Some(name) => look.fix(&doc.path, build.set_value(&Scope::Android, "namespace", &format!("\"{name}\""))),
            None => look,
        }]
    });
    if let Some((doc, package)) = package {
        let message = Text::new("<manifest> still has `package`", "<manifest> 里还有 `package`");
        let edits =
            doc.get().map(|manifest| manifest.remove_attribute(&manifest.tag_span(), AttributeName::Plain("package")));
        let look =
            Look::new(State::Wrong, message).severity(Severity::Warning).at(Spot::new(&doc.path, package.span.clone()));
        looks.push(edits.map_or(look.clone(), |edits| look.fix(&doc.path, edits)));
    }
    all(looks)
}

pub(super) fn repo_https(model: &Model) -> Vec<Look> {
    all(on_builds(model, |doc, build| {
        let urls = build.repositories().into_iter().filter(|own| !own.is_insecure_allowed).filter_map(|own| own.url);
        let insecure = urls.filter(|url| url.value.as_deref().is_some_and(|url| url.starts_with("http://")));
        insecure
            .map(|url| {
                let written = url.value.unwrap_or_default();
                let message = text!("{written} is plain http", "{written} 是明文 http");
                Look::new(State::Wrong, message).at(Spot::new(&doc.path, url.span))
            })
            .collect()
    }))
}

pub(super) fn jcenter(model: &Model) -> Vec<Look> {
    all(on_builds(model, |doc, build| {
        let repositories = build.repositories();
        let is_in = |kind: RepositoryKind, place| repositories.iter().any(|own| own.kind == kind && own.place == place);
        let found = repositories.iter().filter(|own| own.kind == RepositoryKind::JCenter);
        found
            .map(|own| {
                let message = Text::new("jcenter() is shut down", "jcenter() 已经关闭");
                let edit = if is_in(RepositoryKind::MavenCentral, own.place) {
                    whole_line(&doc.text, &own.span)
                } else {
                    Edit::replace(own.span.clone(), "mavenCentral()")
                };
                Look::new(State::Wrong, message)
                    .at(Spot::new(&doc.path, own.span.clone()))
                    .fix(&doc.path, Ok(vec![edit]))
            })
            .collect()
    }))
}

/// Deletes a statement, and its line where nothing else stands on it.
fn whole_line(text: &str, span: &std::ops::Range<usize>) -> Edit {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
    let is_alone = text[start..span.start].trim().is_empty() && text[span.end..end].trim().is_empty();
    Edit::replace(if is_alone { start..end } else { span.clone() }, "")
}

pub(super) fn placeholders_assign(model: &Model) -> Vec<Look> {
    let uses_name = model
        .manifest()
        .is_some_and(|doc| doc.get().is_some_and(|manifest| manifest.uses_variable("applicationName").is_some()));
    if !uses_name {
        return Vec::new();
    }
    on_app(model, |doc, build| {
        let throwing = build.placeholder_assignments();
        let throwing = throwing.iter().filter(|own| !own.keys.iter().any(|key| key == "applicationName"));
        all(throwing
            .map(|own| {
                let message = Text::new(
                    "`=` throws away applicationName, which the manifest uses",
                    "`=` 会丢掉清单要用的 applicationName",
                );
                let spot = Spot::new(&doc.path, own.operator.clone());
                Look::new(State::Wrong, message).at(spot).fix(&doc.path, build.merge_placeholders())
            })
            .collect())
    })
}

/// What the Android and the Flutter Gradle plugin set by themselves.
const BUILT_IN: [&str; 3] = ["applicationId", "applicationName", "packageName"];

pub(super) fn unknown_placeholder(model: &Model) -> Vec<Look> {
    let builds = model.app_build();
    let Some(build) = builds.as_ref().and_then(|doc| doc.get()) else { return Vec::new() };
    let set = build.placeholders();
    // A map that a variable stands for may hold anything.
    if set.iter().any(|own| own.key.value.is_none()) || build.has_unread_placeholders() {
        return Vec::new();
    }
    on_manifest(model, |doc, manifest| {
        let is_set =
            |name: &str| BUILT_IN.contains(&name) || set.iter().any(|own| own.key.value.as_deref() == Some(name));
        let unknown = manifest.variables().iter().filter(|own| !is_set(&own.name));
        all(unknown
            .map(|own| {
                let name = &own.name;
                let message =
                    text!("no Gradle file sets the placeholder `{name}`", "没有 Gradle 文件设置占位符 `{name}`");
                Look::new(State::Wrong, message).at(Spot::new(&doc.path, own.span.clone()))
            })
            .collect())
    })
}

pub(super) fn keystore_secret(model: &Model) -> Vec<Look> {
    on_app(model, |doc, build| {
        let names = ["storePassword", "keyPassword"];
        let literals =
            names.iter().flat_map(|name| build.values_anywhere(name).into_iter().map(move |own| (name, own)));
        let written = literals.filter(|(_, own)| own.value.as_deref().is_some_and(|value| !value.is_empty()));
        all(written
            .map(|(name, own)| {
                let message = text!("{name} is written into the file", "{name} 直接写在文件里");
                let spot = Spot::new(&doc.path, own.span);
                let hidden = vec![Spot::new(&doc.path, own.inner)];
                Look { hidden, ..Look::new(State::Wrong, message).at(spot) }
            })
            .collect())
    })
}

pub(super) fn repos_fail_mode(model: &Model) -> Vec<Look> {
    let Some(doc) = model.settings() else { return Vec::new() };
    let Some(build) = doc.get() else { return Vec::new() };
    let written = build.values_anywhere("repositoriesMode");
    let failing = written.into_iter().filter(|mode| excerpt(&doc.text, &mode.span).contains("FAIL_ON_PROJECT_REPOS"));
    let is_classic = model.plugin.generation() != Generation::TimPush;
    all(failing
        .map(|mode| {
            let message = Text::new(
                "FAIL_ON_PROJECT_REPOS forbids what the push plugin does",
                "FAIL_ON_PROJECT_REPOS 不允许推送插件添加仓库",
            );
            let look = Look::new(State::Wrong, message).at(Spot::new(&doc.path, mode.span));
            if is_classic { look } else { look.severity(Severity::Warning) }
        })
        .collect())
}

pub(super) fn min_sdk(model: &Model) -> Vec<Look> {
    let least = if model.plugin.generation() == Generation::TimPush { 21 } else { 19 };
    let Some(app) = model.app_build() else { return Vec::new() };
    let Some(own) = model.sdk("minSdk") else { return Vec::new() };
    let found = own.value.as_deref().and_then(|value| value.parse::<u32>().ok());
    match found {
        Some(found) if found < least => {
            let message =
                text!("minSdk is {found}, the push SDKs need {least}", "minSdk 是 {found}，推送 SDK 需要 {least}");
            vec![Look::new(State::Wrong, message).at(Spot::new(&app.path, own.span))]
        }
        // `flutter.minSdkVersion` is 16 in the oldest template, and high enough in all that still build.
        _ => vec![Look::holds()],
    }
}

pub(super) fn agp8_classic(model: &Model) -> Vec<Look> {
    let Some((path, stated)) = model.android_plugin() else { return Vec::new() };
    let Some(agp) = stated.value.as_deref().filter(|agp| version::major(agp) >= 8) else { return Vec::new() };
    let plugin = model.plugin.name();
    let message = text!(
        "{plugin} has no namespace, which Android Gradle plugin {agp} asks for",
        "{plugin} 没有 namespace，Android Gradle 插件 {agp} 要求有"
    );
    // The usual help: the root gives each subproject the namespace that it lacks.
    let namespaces = match model.root_build() {
        None => Vec::new(),
        Some(root) => match root.get() {
            None => return vec![not_known(&root.path)],
            Some(build) => build.values_anywhere("namespace"),
        },
    };
    vec![if namespaces.is_empty() {
        Look::new(State::Wrong, message).at(Spot::new(path, stated.span))
    } else {
        Look::holds()
    }]
}

pub(super) fn discontinued(model: &Model) -> Vec<Look> {
    let plugin = model.plugin.name();
    let message = text!("{plugin} is not maintained any more", "{plugin} 已停止维护");
    vec![Look::new(State::Wrong, message)]
}

pub(super) fn timpush_version(model: &Model) -> Vec<Look> {
    let wanted = model.plugin_version.as_deref().and_then(|version| version.split('+').next());
    on_app(model, |doc, build| {
        let is_ours = |name: &str| name.starts_with("com.tencent.timpush:");
        let modules = build.dependencies().into_iter().filter(|own| own.name.as_deref().is_some_and(is_ours));
        let versions: Vec<(String, Stated)> = modules.filter_map(|own| Some((own.name?, own.version?))).collect();
        let first = versions.iter().find_map(|(_, own)| own.value.clone());
        let Some(wanted) = wanted.map(str::to_owned).or(first) else { return Vec::new() };
        let other = versions.iter().filter_map(|(name, own)| {
            let found = own.value.as_deref().filter(|found| !is_alike(found, &wanted))?;
            let message = text!("{name} is {found}, the plugin is {wanted}", "{name} 是 {found}，插件是 {wanted}");
            let edit = Edit::replace(own.inner.clone(), wanted.clone());
            Some(
                Look::new(State::Wrong, message)
                    .at(Spot::new(&doc.path, own.span.clone()))
                    .fix(&doc.path, Ok(vec![edit])),
            )
        });
        all(other.collect())
    })
}

/// Equal up to the second number: the third counts builds, which differ between the plugin and the libraries.
fn is_alike(one: &str, other: &str) -> bool {
    let head = |version: &str| version.split('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    head(one) == head(other)
}

pub(super) fn agp_version_twice(model: &Model) -> Vec<Look> {
    let Some(root) = model.root_build() else { return Vec::new() };
    let own = root.get().map(Build::classpaths).unwrap_or_default();
    let Some(own) = own.into_iter().find(|own| own.is("com.android.tools.build:gradle")).and_then(|own| own.version)
    else {
        return Vec::new();
    };
    let Some((path, other)) = model.android_plugin() else { return Vec::new() };
    match (&own.value, &other.value) {
        (Some(one), Some(two)) if one != two => {
            let message =
                text!("the classpath says {one}, {path} says {two}", "classpath 里是 {one}，{path} 里是 {two}");
            let edit = Edit::replace(own.inner.clone(), two.clone());
            let look = Look::new(State::Wrong, message).at(Spot::new(&root.path, own.span.clone()));
            let look =
                look.related(Spot::new(path, other.span), Text::new("the version that is used", "实际使用的版本"));
            vec![look.fix(&root.path, Ok(vec![edit]))]
        }
        _ => vec![Look::holds()],
    }
}

pub(super) fn gradle_twice(model: &Model) -> Vec<Look> {
    let module = model.module();
    let files =
        ["android/build.gradle".to_owned(), "android/settings.gradle".to_owned(), format!("{module}/build.gradle")];
    let twice = files.into_iter().filter(|file| model.tree.has(file) && model.tree.has(&format!("{file}.kts")));
    all(twice
        .map(|file| {
            let message = text!(
                "{file} and {file}.kts are both there: Gradle reads the first",
                "{file} 和 {file}.kts 同时存在：Gradle 只读前一个"
            );
            Look::new(State::Wrong, message).at(Spot::new(format!("{file}.kts"), 0..0))
        })
        .collect())
}

pub(super) fn gradle_syntax(model: &Model) -> Vec<Look> {
    all(on_builds(model, |doc, build| {
        let mistakes = build.mistakes().into_iter();
        mistakes.map(|own| Look::new(State::Wrong, own.reason).at(Spot::new(&doc.path, own.at..own.at))).collect()
    }))
}

pub(super) fn misplaced_block(model: &Model) -> Vec<Look> {
    all(on_builds(model, |doc, build| {
        let blocks = build.misplaced_blocks().into_iter();
        blocks
            .map(|(name, span)| {
                let message = text!("`{name}` stands inside `buildscript`", "`{name}` 写在了 `buildscript` 里");
                Look::new(State::Misplaced, message).at(Spot::new(&doc.path, span))
            })
            .collect()
    }))
}

pub(super) fn cleartext(model: &Model) -> Vec<Look> {
    on_manifest(model, |doc, manifest| {
        let own = manifest.application().and_then(|own| own.uses_cleartext_traffic.clone());
        match own.filter(|own| own.value.as_deref() == Some("true")) {
            Some(own) => {
                let message =
                    Text::new("the main manifest allows plain http in every build", "主清单对所有构建允许明文 http");
                vec![Look::new(State::Misplaced, message).at(Spot::new(&doc.path, own.span))]
            }
            None => vec![Look::holds()],
        }
    })
}
