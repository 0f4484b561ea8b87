//! Looks at the AppDelegate and the Podfile.

use std::ops::Range;

use super::{no_file, not_known};
use crate::project::DelegateMethod;
use crate::project::edit::{CannotEdit, Edit};
use crate::project::ios::{Delegate, DelegateLine, Language};
use crate::project::look::{Look, Spot, State};
use crate::project::model::{Doc, Model};
use crate::text;
use crate::text::Text;

const SWIFT: &str = "ios/Runner/AppDelegate.swift";
const PODFILE: &str = "ios/Podfile";

fn on_delegate(model: &Model, look: impl FnOnce(&Doc<Delegate>, &Delegate) -> Vec<Look>) -> Vec<Look> {
    match model.delegate() {
        None => vec![no_file(SWIFT)],
        Some(doc) => doc.get().map_or_else(|| vec![not_known(&doc.path)], |delegate| look(&doc, delegate)),
    }
}

pub(in crate::project) fn notification_delegate(model: &Model) -> Vec<Look> {
    on_delegate(model, |doc, delegate| {
        let look = match delegate.sets_notification_delegate() {
            DelegateLine::Before => return vec![Look::holds()],
            DelegateLine::Missing => Look::new(
                State::Missing,
                Text::new(
                    "the AppDelegate does not become the delegate of the notification centre",
                    "AppDelegate 没有设为通知中心的 delegate",
                ),
            ),
            DelegateLine::TooLate(span) => Look::new(
                State::Misplaced,
                Text::new(
                    "the delegate is set after the plugins are registered",
                    "delegate 设置得太晚：插件已经注册了",
                ),
            )
            .at(Spot::new(&doc.path, span)),
        };
        vec![look.fix(&doc.path, delegate.add_notification_delegate())]
    })
}

/// A protocol of the push SDK. Its lines are Swift; whoever has an AppDelegate in Objective-C writes their own.
pub(super) fn protocol(model: &Model, imports: &[&str], protocol: &str, methods: &[DelegateMethod]) -> Vec<Look> {
    on_delegate(model, |doc, delegate| {
        let mut looks = Vec::new();
        let has = |method: &DelegateMethod| method.names.iter().any(|name| delegate.has_method(name));
        let wanted: Vec<&DelegateMethod> = methods.iter().filter(|method| !method.optional && !has(method)).collect();
        let missing = |message, edits: &dyn Fn() -> Edits| {
            let look = Look::new(State::Missing, message);
            match delegate.language() {
                Language::Swift => look.fix(&doc.path, edits()),
                Language::ObjectiveC => look.at(Spot::new(&doc.path, class_name(delegate))),
            }
        };
        if !delegate.conforms_to(protocol) {
            let message = text!("the AppDelegate does not conform to {protocol}", "AppDelegate 没有遵循 {protocol}");
            looks.push(missing(message, &|| delegate.add_conformance(protocol)));
        }
        for name in imports.iter().filter(|name| !delegate.has_import(name)) {
            let message = text!("the AppDelegate does not import {name}", "AppDelegate 没有 import {name}");
            looks.push(missing(message, &|| delegate.add_import(name)));
        }
        for method in wanted {
            let name = method.names.first().copied().unwrap_or_default();
            let message = text!("the AppDelegate has no method {name}", "AppDelegate 没有 {name} 方法");
            looks.push(missing(message, &|| delegate.add_members(method.swift)));
        }
        if looks.is_empty() { vec![Look::holds()] } else { looks }
    })
}

/// What an edit of an AppDelegate is.
type Edits = Result<Vec<Edit>, CannotEdit>;

/// The beginning of the class, for what has no better place.
fn class_name(delegate: &Delegate) -> Range<usize> {
    delegate.class().map_or(0..0, |class| class.span.start..class.span.start)
}

pub(super) fn pod_platform(model: &Model, at_least: &str, usual: &str) -> Vec<Look> {
    let Some(doc) = model.podfile() else {
        // `flutter pub get` makes it on the first iOS build.
        return vec![if model.tree.has(PODFILE) { not_known(PODFILE) } else { no_file(PODFILE) }];
    };
    let Some(podfile) = doc.get() else { return vec![not_known(PODFILE)] };
    let Some(platform) = podfile.platform() else {
        let message = text!("the Podfile names no `platform :ios`", "Podfile 没有写 `platform :ios`");
        return vec![Look::new(State::Missing, message).fix(PODFILE, podfile.set_platform(usual))];
    };
    let spot = Spot::new(PODFILE, platform.span.clone());
    match &platform.value {
        None => {
            let message = text!("`platform :ios` is an expression: not known", "`platform :ios` 是表达式，不知道结果");
            vec![Look::new(State::NotKnown, message).at(spot)]
        }
        Some(version) if crate::project::version::is_before(version, at_least) => {
            let message = text!(
                "`platform :ios` is {version}, the plugin needs {at_least} at least",
                "`platform :ios` 是 {version}，插件至少需要 {at_least}"
            );
            vec![Look::new(State::Wrong, message).at(spot).fix(PODFILE, podfile.set_platform(usual))]
        }
        Some(_) => vec![Look::holds()],
    }
}

pub(super) fn use_frameworks(model: &Model) -> Vec<Look> {
    let Some(doc) = model.podfile() else {
        return vec![if model.tree.has(PODFILE) { not_known(PODFILE) } else { no_file(PODFILE) }];
    };
    let Some(podfile) = doc.get() else { return vec![not_known(PODFILE)] };
    if podfile.use_frameworks().is_some() {
        return vec![Look::holds()];
    }
    let message = text!("the Podfile does not say `use_frameworks!`", "Podfile 没有写 `use_frameworks!`");
    vec![Look::new(State::Missing, message).fix(PODFILE, podfile.add_use_frameworks())]
}
