//! Whether a project holds what is required of it: one look per requirement, each by the kind of its item.
//!
//! Nothing here knows a vendor. What a look finds comes with the change that would put it right, so that reporting and
//! patching cannot disagree.

pub(super) mod dart;
pub(super) mod delegate;
pub(crate) mod gradle;
pub(crate) mod json;
mod manifest;
mod plist;
mod proguard;
mod pubspec;

use super::general::Check;
use super::look::{Look, State};
use super::model::Model;
use super::{Item, Kind, Requirement, When, version};
use crate::report::{Rule, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors;

/// What was looked at, and what was found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The rule.
    pub rule: &'static Rule,
    /// The vendor that requires it; `None`: every app needs it.
    pub vendor: Option<&'static str>,
    /// What it is, for lists.
    pub name: Text,
    /// The kind of file it stands in.
    pub kind: Option<Kind>,
    /// What was found. One file may have it right and another one not.
    pub looks: Vec<Look>,
}

impl Checked {
    /// The worst that was found.
    #[must_use]
    pub fn state(&self) -> State {
        self.looks.iter().map(|look| look.state).max().unwrap_or(State::Holds)
    }
}

/// One thing to look at.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// Something that must be there.
    Requirement(&'a Requirement),
    /// A general rule that is code.
    Check(&'static Check),
}

/// A look at one thing; `None`: it does not concern this project.
#[must_use]
pub fn look(model: &Model, subject: Subject<'_>) -> Option<Checked> {
    match subject {
        Subject::Requirement(requirement) => look_at_requirement(model, requirement),
        Subject::Check(check) => look_at_check(model, check),
    }
}

fn look_at_check(model: &Model, check: &'static Check) -> Option<Checked> {
    if !check.generations.contains(&model.plugin.generation()) {
        return None;
    }
    let looks = (check.look)(model);
    let (rule, name) = (check.rule, check.rule.title.clone());
    let checked = Checked { rule, vendor: None, name, kind: Some(check.kind), looks };
    (!checked.looks.is_empty()).then_some(checked)
}

fn look_at_requirement(model: &Model, requirement: &Requirement) -> Option<Checked> {
    let need = need(model, requirement)?;
    let mut looks = looks(model, requirement);
    let is_missing = looks.iter().all(|look| look.state == State::Missing);
    if looks.is_empty() || (need == Need::IfThere && is_missing) {
        return None;
    }
    if need == Need::IfThere {
        for look in &mut looks {
            of_little_weight(requirement, look);
        }
    }
    let rule = requirement.rule;
    let vendor = vendors::of_rule(rule.id).map(|vendor| vendor.key);
    let item = &requirement.item;
    Some(Checked { rule, vendor, name: Text::same(item.name()), kind: item.kind(), looks })
}

/// What this project does not need. A package or SDK that is not there reads none of it, so that it cannot be wrong
/// enough to matter; and what the SDK brings along itself is worth a word where it is written all the same.
fn of_little_weight(requirement: &Requirement, look: &mut Look) {
    match requirement.when {
        When::Package(_) | When::Calls(_) => look.severity = Some(Severity::Note),
        When::PluginBefore(version) if look.state == State::Holds && look.message.is_empty() => {
            let name = requirement.item.name();
            look.message = text!(
                "{name}: the plugin brings it itself from {version} on; twice does no harm",
                "{name}：插件 {version} 起自带，重复声明没有影响"
            );
        }
        _ => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    IfThere,
}

/// Whether it is needed here; `None`: nobody has to look.
fn need(model: &Model, requirement: &Requirement) -> Option<Need> {
    let is_there = match requirement.item.platform() {
        Platform::Android => model.has_android(),
        Platform::Ios => model.has_ios(),
        Platform::Any => true,
        Platform::None => false,
    };
    if !is_there || !requirement.generations.contains(&model.plugin.generation()) {
        return None;
    }
    let needed_if = |is_needed: bool| Some(if is_needed { Need::Required } else { Need::IfThere });
    let plugin = model.plugin_version.as_deref();
    match requirement.when {
        When::Always => Some(Need::Required),
        When::Optional | When::IfThere => Some(Need::IfThere),
        When::Ios => model.has_ios().then_some(Need::Required),
        When::Package(name) => needed_if(model.pubspec.has(name)),
        When::PluginSince(since) => needed_if(plugin.is_none_or(|own| !version::is_before(own, since))),
        When::PluginBefore(end) => needed_if(plugin.is_some_and(|own| version::is_before(own, end))),
        When::Calls(names) => needed_if(dart::calls_any(model, names)),
        When::TargetSdk(least) => {
            let literal = model.sdk("targetSdk").and_then(|stated| stated.value?.parse::<u32>().ok());
            needed_if(literal.is_none_or(|found| found >= least))
        }
    }
}

fn looks(model: &Model, requirement: &Requirement) -> Vec<Look> {
    let likeness = requirement.likeness;
    match &requirement.item {
        Item::Permission(name) => manifest::permission(model, name),
        Item::NoPermission(name) => manifest::no_permission(model, name),
        Item::OwnPermission(name) => manifest::own_permission(model, name),
        Item::MetaData { name, value } => manifest::meta_data(model, name, value, likeness),
        Item::MetaDataLikeFile { name, prefix, file, path } => {
            manifest::meta_data_like_file(model, name, prefix, file, path)
        }
        Item::ApplicationClass(base) => manifest::application_class(model, base),
        Item::Placeholder { key, value } => gradle::placeholder(model, key, value, likeness),
        Item::NoPlaceholders(keys) => gradle::no_placeholders(model, keys),
        Item::Implementation { module } => gradle::implementation(model, module),
        Item::AppliedPlugin(plugin) => gradle::applied_plugin(model, plugin),
        Item::KnownPlugin(plugin) => gradle::known_plugin(model, plugin),
        Item::SignedDebug => gradle::signed_debug(model),
        Item::OneVersion(plugin) => gradle::one_version(model, plugin),
        Item::MavenRepository { url, of_plugins } => gradle::repository(model, url, *of_plugins),
        Item::File { path, holds, .. } => json::file(model, path, holds),
        Item::TimPush { key, value } => json::tim_push(model, key, value, likeness),
        Item::EntitlementsFile => plist::entitlements_file(model),
        Item::Entitlement { key, debug, release } => plist::entitlement(model, key, debug, release),
        Item::NoEntitlement { key, instead } => plist::no_entitlement(model, key, instead),
        Item::BundleId(expected) => plist::bundle_id(model, expected),
        Item::Plist { key, xml } => plist::info(model, key, xml),
        Item::NotificationDelegate => delegate::notification_delegate(model),
        Item::DelegateProtocol { imports, protocol, methods } => delegate::protocol(model, imports, protocol, methods),
        Item::PodPlatform { at_least, usual } => delegate::pod_platform(model, at_least, usual),
        Item::UseFrameworks => delegate::use_frameworks(model),
        Item::Proguard(rules) => proguard::rules(model, rules, requirement),
        Item::Dart { argument, value } => dart::argument(model, argument, value, likeness),
        Item::DartCode { call, .. } => call.as_ref().map(|call| dart::call(model, call)).unwrap_or_default(),
        Item::DartPackage { name, since } => pubspec::package(model, name, since),
        Item::Fingerprint { .. } | Item::Console { .. } => Vec::new(),
    }
}

/// Where something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Platform {
    Android,
    Ios,
    Any,
    None,
}

impl Item {
    const fn platform(&self) -> Platform {
        match self.kind() {
            Some(Kind::Manifest | Kind::Gradle | Kind::Settings | Kind::Proguard | Kind::TimPush) => Platform::Android,
            Some(Kind::Plist | Kind::Entitlements | Kind::Delegate | Kind::Podfile) => Platform::Ios,
            Some(Kind::Dart) => Platform::Any,
            Some(Kind::Console) | None => match self {
                Self::File { .. } => Platform::Android,
                Self::BundleId(_) => Platform::Ios,
                Self::DartPackage { .. } => Platform::Any,
                _ => Platform::None,
            },
        }
    }

    /// What it is, in one line.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Permission(name) | Self::NoPermission(name) => format!("uses-permission {name}"),
            Self::OwnPermission(name) => format!("permission {name}"),
            Self::MetaData { name, .. } | Self::MetaDataLikeFile { name, .. } => format!("meta-data {name}"),
            Self::ApplicationClass(base) => format!("application, {}", base.rsplit('.').next().unwrap_or(base)),
            Self::Placeholder { key, .. } => format!("manifestPlaceholders {key}"),
            Self::NoPlaceholders(keys) => format!("manifestPlaceholders {}", keys.join(", ")),
            Self::Implementation { module } => (*module).to_owned(),
            Self::AppliedPlugin(plugin) => format!("apply {}", plugin.id),
            Self::KnownPlugin(plugin) => plugin.module.to_owned(),
            Self::SignedDebug => "buildTypes.debug signingConfig".to_owned(),
            Self::OneVersion(plugin) => format!("{} version", plugin.id),
            Self::MavenRepository { url, .. } => (*url).to_owned(),
            Self::File { path, .. } => (*path).to_owned(),
            Self::EntitlementsFile => "CODE_SIGN_ENTITLEMENTS".to_owned(),
            Self::Entitlement { key, .. } | Self::NoEntitlement { key, .. } | Self::Plist { key, .. } => {
                (*key).to_owned()
            }
            Self::BundleId(_) => "PRODUCT_BUNDLE_IDENTIFIER".to_owned(),
            Self::NotificationDelegate => "UNUserNotificationCenter delegate".to_owned(),
            Self::DelegateProtocol { protocol, .. } => (*protocol).to_owned(),
            Self::PodPlatform { .. } => "platform :ios".to_owned(),
            Self::UseFrameworks => "use_frameworks!".to_owned(),
            Self::Proguard(rules) => format!("proguard, {} rules", rules.len()),
            Self::Dart { argument, .. } => format!("PushAppInfo {argument}"),
            Self::DartCode { call, .. } => call.as_ref().map_or(String::new(), |call| format!("{}()", call.name)),
            Self::DartPackage { name, .. } => format!("pubspec.yaml {name}"),
            Self::TimPush { key, .. } => format!("timpush-configs.json {key}"),
            Self::Fingerprint { place } => place.get(crate::text::Lang::En).to_owned(),
            Self::Console { setting, .. } => setting.get(crate::text::Lang::En).to_owned(),
        }
    }

    /// The kind of file that it stands in; `None` where it is in one that no snippet is for.
    #[must_use]
    pub const fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Permission(_)
            | Self::NoPermission(_)
            | Self::OwnPermission(_)
            | Self::MetaData { .. }
            | Self::MetaDataLikeFile { .. }
            | Self::ApplicationClass(_) => Kind::Manifest,
            Self::Placeholder { .. }
            | Self::NoPlaceholders(_)
            | Self::Implementation { .. }
            | Self::AppliedPlugin(_)
            | Self::KnownPlugin(_)
            | Self::OneVersion(_)
            | Self::SignedDebug
            | Self::MavenRepository { .. } => Kind::Gradle,
            Self::Entitlement { .. } | Self::NoEntitlement { .. } | Self::EntitlementsFile => Kind::Entitlements,
            Self::Plist { .. } => Kind::Plist,
            Self::NotificationDelegate | Self::DelegateProtocol { .. } => Kind::Delegate,
            Self::PodPlatform { .. } | Self::UseFrameworks => Kind::Podfile,
            Self::Proguard(_) => Kind::Proguard,
            Self::Dart { .. } | Self::DartCode { .. } => Kind::Dart,
            Self::TimPush { .. } => Kind::TimPush,
            Self::Fingerprint { .. } | Self::Console { .. } => Kind::Console,
            Self::File { .. } | Self::BundleId(_) | Self::DartPackage { .. } => return None,
        })
    }
}

/// What is said where a file is there and cannot be understood.
pub(super) fn not_known(path: &str) -> Look {
    let message = text!("{path} cannot be read: not known", "{path} 无法读取，不知道结果");
    Look::new(State::NotKnown, message)
}

/// What is said where the file is not there at all.
fn no_file(path: &str) -> Look {
    let message = text!("there is no {path}", "没有 {path}");
    Look::new(State::Missing, message)
}

#[cfg(test)]
mod tests;
