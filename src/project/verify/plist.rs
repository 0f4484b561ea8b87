//! Looks at Info.plist, entitlements, and the Xcode project that says which entitlements are used.

use std::rc::Rc;

use super::{no_file, not_known};
use crate::project::Shown;
use crate::project::edit::Edit;
use crate::project::ios::{Configuration, Plist, Value, ValueKind, XcodeProject, new_plist};
use crate::project::look::{Change, Look, Spot, State, differing};
use crate::project::model::{Doc, Model};
use crate::report::Severity;
use crate::text;
use crate::text::Text;

const INFO: &str = "ios/Runner/Info.plist";
const PBXPROJ: &str = "ios/Runner.xcodeproj/project.pbxproj";
const SETTING: &str = "CODE_SIGN_ENTITLEMENTS";

/// A key of Info.plist.
pub(super) fn info(model: &Model, key: &str, xml: &str) -> Vec<Look> {
    let Some(doc) = model.plist(INFO) else {
        return vec![if model.tree.has(INFO) { not_known(INFO) } else { no_file(INFO) }];
    };
    let Some(plist) = doc.get() else { return vec![not_known(INFO)] };
    let Some(value) = plist.get(key) else {
        let message = text!("Info.plist has no {key}", "Info.plist 里没有 {key}");
        return vec![Look::new(State::Missing, message).fix(INFO, plist.set(key, xml))];
    };
    if is_like(value, xml) {
        return vec![Look::holds()];
    }
    let spot = Spot::new(INFO, value.span.clone());
    if let Some(element) = xml.strip_prefix("<array><string>").and_then(|rest| rest.strip_suffix("</string></array>")) {
        let message = text!("{key} does not hold {element}", "{key} 里没有 {element}");
        return vec![Look::new(State::Missing, message).at(spot)];
    }
    let expected = xml.trim_matches(['<', '>', '/']);
    let message = match &value.kind {
        ValueKind::Text(text) if text == expected => {
            text!(
                "{key} is the text `{text}`, not a boolean: the plugin stops there",
                "{key} 是文本 `{text}`，不是布尔值：插件会断言失败"
            )
        }
        _ => text!("{key} is not {expected}", "{key} 不是 {expected}"),
    };
    vec![Look::new(State::Wrong, message).at(spot).fix(INFO, plist.set(key, xml))]
}

/// Whether a value says what the XML does; an array needs to hold the element among others.
fn is_like(value: &Value, xml: &str) -> bool {
    match &value.kind {
        ValueKind::Bool(flag) => xml == if *flag { "<true/>" } else { "<false/>" },
        ValueKind::Text(text) => xml == format!("<string>{text}</string>"),
        ValueKind::Array(elements) => {
            let holds = |element: &String| xml.contains(&format!("<string>{element}</string>"));
            elements.iter().filter_map(|element| element.value.as_ref()).any(holds)
        }
        _ => false,
    }
}

/// The Xcode project, its app's target, and that one's build configurations.
type App = (Rc<Doc<XcodeProject>>, String, Vec<Configuration>);

fn configurations(model: &Model) -> Result<App, Look> {
    let Some(doc) = model.xcode() else {
        return Err(if model.tree.has(PBXPROJ) { not_known(PBXPROJ) } else { no_file(PBXPROJ) });
    };
    let Some(project) = doc.get() else { return Err(not_known(PBXPROJ)) };
    let target = project.apps().find(|target| target.name == "Runner").or_else(|| project.apps().next());
    let Some(target) = target else {
        let message = text!("{PBXPROJ} has no app target", "{PBXPROJ} 里没有 App target");
        return Err(Look::new(State::NotKnown, message));
    };
    let (name, configurations) = (target.name.clone(), target.configurations.clone());
    Ok((doc, name, configurations))
}

/// Whether a configuration is for development builds on a phone that Xcode runs.
fn is_debug(configuration: &Configuration) -> bool {
    let name = configuration.name.to_lowercase();
    name.starts_with("debug") || name.starts_with("profile")
}

/// The file that a configuration without one gets.
fn usual_file(configuration: &Configuration) -> &'static str {
    if is_debug(configuration) { "Runner/Runner.entitlements" } else { "Runner/RunnerRelease.entitlements" }
}

/// Whether every configuration names an entitlements file.
pub(super) fn entitlements_file(model: &Model) -> Vec<Look> {
    let (doc, target, configurations) = match configurations(model) {
        Ok(found) => found,
        Err(look) => return vec![look],
    };
    let Some(project) = doc.get() else { return Vec::new() };
    // A file that another configuration names is what a person would take.
    let named: Vec<(bool, String)> =
        configurations.iter().filter_map(|own| Some((is_debug(own), own.setting(SETTING)?.stated.value?))).collect();
    let without: Vec<&Configuration> = configurations.iter().filter(|own| own.setting(SETTING).is_none()).collect();
    let Some(first) = without.first() else { return vec![Look::holds()] };
    let all = without.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join(", ");
    let message = text!("{all} of {target} have no {SETTING}", "{target} 的 {all} 没有 {SETTING}");
    let edits = without.iter().map(|own| {
        let alike = named.iter().find(|(debug, _)| *debug == is_debug(own)).map(|(_, file)| file.as_str());
        project.set_build_setting(&target, &own.name, SETTING, alike.unwrap_or(usual_file(own)))
    });
    let edits = edits.collect::<Result<Vec<_>, _>>().map(|edits| edits.concat());
    vec![Look::new(State::Missing, message).at(Spot::new(&doc.path, first.span.clone())).fix(&doc.path, edits)]
}

/// Which builds an entitlements file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Builds {
    Debug,
    Release,
    Both,
}

/// The entitlements files that configurations name, each with the builds that it is for.
fn files(model: &Model) -> Result<Vec<(String, Builds)>, Look> {
    let (_, _, configurations) = configurations(model)?;
    let mut files: Vec<(String, Builds)> = Vec::new();
    for own in &configurations {
        let named =
            own.setting(SETTING).map_or_else(|| Some(usual_file(own).to_owned()), |setting| setting.stated.value);
        // `$(SRCROOT)/Runner/…` is an expression, but of one meaning.
        let Some(path) = named.map(|path| format!("ios/{path}")) else { continue };
        let builds = if is_debug(own) { Builds::Debug } else { Builds::Release };
        match files.iter_mut().find(|(other, _)| *other == path) {
            Some((_, others)) if *others != builds => *others = Builds::Both,
            Some(_) => {}
            None => files.push((path, builds)),
        }
    }
    Ok(files)
}

/// A key of the entitlements with a value for debug and one for release builds. A file for both, which is what Xcode
/// itself makes, can hold but one of the two, and either is right: Xcode puts in that of release builds when an archive is
/// exported. A new one gets that of debug builds, which Xcode does not sign with the other.
pub(super) fn entitlement(model: &Model, key: &str, debug: &str, release: &str) -> Vec<Look> {
    let files = match files(model) {
        Ok(files) => files,
        Err(look) => return vec![look],
    };
    files
        .iter()
        .map(|(path, builds)| {
            let expected = if *builds == Builds::Release { release } else { debug };
            one_entitlement(model, path, key, expected, &[debug, release], *builds)
        })
        .collect()
}

fn one_entitlement(model: &Model, path: &str, key: &str, expected: &str, known: &[&str], builds: Builds) -> Look {
    let xml = format!("<string>{expected}</string>");
    let Some(doc) = model.plist(path) else {
        if model.tree.has(path) {
            return not_known(path);
        }
        let change = Change { path: path.to_owned(), edits: vec![Edit::insert(0, new_plist(&[(key, &xml)]))] };
        return Look { at: Some(Spot::new(path, 0..0)), ..no_file(path) }.change(change);
    };
    let Some(plist) = doc.get() else { return not_known(path) };
    let Some(value) = plist.get(key) else {
        let message = text!("{path} has no {key}", "{path} 里没有 {key}");
        return Look::new(State::Missing, message).fix(path, plist.set(key, &xml));
    };
    let spot = Spot::new(path, value.span.clone());
    match &value.kind {
        ValueKind::Text(text) if text == expected => Look::holds(),
        ValueKind::Text(text) if known.contains(&text.as_str()) && builds == Builds::Both => Look::holds(),
        // Xcode rewrites it when an archive is exported for the App Store, and Ad Hoc.
        ValueKind::Text(text) if known.contains(&text.as_str()) => {
            let message = text!(
                "{key} is {text}, builds with this file want {expected}",
                "{key} 是 {text}，用这个文件的构建应当是 {expected}"
            );
            let look = Look::new(State::Wrong, message).severity(Severity::Warning).at(spot);
            look.fix(path, plist.set(key, &xml))
        }
        _ => {
            let message = text!("{key} is neither of the two environments", "{key} 不是两个环境之一");
            Look::new(State::Wrong, message).at(spot).fix(path, plist.set(key, &xml))
        }
    }
}

/// A key that does nothing on iOS.
pub(super) fn no_entitlement(model: &Model, key: &str, instead: &str) -> Vec<Look> {
    let files = files(model).unwrap_or_default();
    let looks = files.iter().filter_map(|(path, _)| {
        let doc = model.plist(path)?;
        let plist: &Plist = doc.get()?;
        let value = plist.get(key)?;
        let message = text!("{key} is the key of macOS", "{key} 是 macOS 的键");
        let look = Look::new(State::Wrong, message).at(Spot::new(path, value.key_span.clone()));
        Some(if plist.get(instead).is_some() { look } else { look.fix(path, plist.rename_key(key, instead)) })
    });
    looks.collect()
}

/// The bundle id of every configuration.
pub(super) fn bundle_id(model: &Model, expected: &Shown) -> Vec<Look> {
    let (doc, _, configurations) = match configurations(model) {
        Ok(found) => found,
        Err(look) => return vec![look],
    };
    let Shown::Value(wanted) = expected else { return Vec::new() };
    let named: Vec<_> =
        configurations.iter().filter_map(|own| Some(own.setting("PRODUCT_BUNDLE_IDENTIFIER")?.stated)).collect();
    if named.iter().any(|stated| stated.value.as_ref() == Some(wanted)) {
        return vec![Look::holds()];
    }
    let Some(stated) = named.first() else {
        let message = text!("{PBXPROJ} names no bundle id", "{PBXPROJ} 里没有 Bundle ID");
        return vec![Look::new(State::NotKnown, message)];
    };
    let look = differing("PRODUCT_BUNDLE_IDENTIFIER", &doc.path, stated, expected, None);
    vec![look.unwrap_or_else(Look::holds).label_if_wrong(wanted)]
}

impl Look {
    fn label_if_wrong(self, wanted: &str) -> Self {
        if self.state == State::Holds { self } else { self.label(Text::same(wanted)) }
    }
}
