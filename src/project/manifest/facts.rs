//! What a manifest states, taken from its elements once.

use std::ops::Range;

use super::AttributeName;
use super::element::{Attribute, Document, Element};
use super::resolve;
use crate::project::edit::Stated;

/// `<application>`.
#[derive(Debug, Clone)]
pub struct Application {
    /// `android:name`: the class, or `${applicationName}`.
    pub name: Option<Stated>,
    /// `android:usesCleartextTraffic`.
    pub uses_cleartext_traffic: Option<Stated>,
    /// From its start tag to its end tag.
    pub span: Range<usize>,
    /// Its start tag.
    pub tag_span: Range<usize>,
    attributes: Vec<Attribute>,
}

/// `<uses-permission>` or `<uses-permission-sdk-23>`.
#[derive(Debug, Clone)]
pub struct Permission {
    /// `android:name`.
    pub name: Stated,
    /// `android:maxSdkVersion`: on newer systems the permission is not asked for.
    pub max_sdk: Option<Stated>,
    /// `tools:node`; `remove` takes the permission away.
    pub tools_node: Option<String>,
    /// The whole element.
    pub span: Range<usize>,
    /// Its start tag.
    pub tag_span: Range<usize>,
}

/// `<permission>`: one that the app declares.
#[derive(Debug, Clone)]
pub struct DeclaredPermission {
    /// `android:name`.
    pub name: Stated,
    /// `android:protectionLevel`.
    pub protection_level: Option<Stated>,
    /// `tools:node`; `remove` takes the declaration away.
    pub tools_node: Option<String>,
    /// The whole element.
    pub span: Range<usize>,
    /// Its start tag.
    pub tag_span: Range<usize>,
}

/// `<meta-data>`.
#[derive(Debug, Clone)]
pub struct MetaData {
    /// `android:name`.
    pub name: Stated,
    /// `android:value`.
    pub value: Option<Stated>,
    /// `android:resource`, which stands in place of a value.
    pub resource: Option<Stated>,
    /// `tools:replace`, such as `android:value`.
    pub tools_replace: Option<String>,
    /// `tools:node`; `remove` takes the element away.
    pub tools_node: Option<String>,
    /// The whole element.
    pub span: Range<usize>,
    /// Its start tag.
    pub tag_span: Range<usize>,
}

/// Something in a place where it does not belong, or belongs only at times.
#[derive(Debug, Clone)]
pub struct Misplaced<T> {
    /// What it is.
    pub found: T,
    /// The name of the element it stands in.
    pub inside: String,
}

/// What kind of component an element declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComponentKind {
    /// `<activity>`
    Activity,
    /// `<activity-alias>`
    ActivityAlias,
    /// `<service>`
    Service,
    /// `<receiver>`
    Receiver,
    /// `<provider>`
    Provider,
}

/// An activity, service, receiver or provider.
#[derive(Debug, Clone)]
pub struct Component {
    /// Its kind.
    pub kind: ComponentKind,
    /// `android:name`: the class as written; [`resolve::resolve_class`] gives the full one.
    pub name: Stated,
    /// `android:exported`.
    pub exported: Option<Stated>,
    /// Whether it has an `<intent-filter>`.
    pub has_intent_filter: bool,
    /// Whether the launcher starts it: action `MAIN` and category `LAUNCHER` in one filter.
    pub is_launcher: bool,
    /// `tools:node`; `remove` takes the component away.
    pub tools_node: Option<String>,
    /// From its start tag to its end tag.
    pub span: Range<usize>,
    /// Its start tag.
    pub tag_span: Range<usize>,
    attributes: Vec<Attribute>,
}

/// An attribute that was meant to be one of Android's but has no prefix.
#[derive(Debug, Clone)]
pub struct UnprefixedName {
    /// The element's name.
    pub element: String,
    /// The attribute's name, such as `name`.
    pub attribute: String,
    /// Its value.
    pub value: Stated,
    /// From the attribute's name to the closing quote.
    pub span: Range<usize>,
}

/// A `${name}` in the value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The name between the braces.
    pub name: String,
    /// From `$` to `}`.
    pub span: Range<usize>,
}

impl Application {
    /// An attribute of Android by its name without the prefix.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Stated> {
        android(&self.attributes, name)
    }
}

impl Component {
    /// An attribute of Android by its name without the prefix.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Stated> {
        android(&self.attributes, name)
    }
}

impl ComponentKind {
    /// The name of the element.
    #[must_use]
    pub const fn element(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::ActivityAlias => "activity-alias",
            Self::Service => "service",
            Self::Receiver => "receiver",
            Self::Provider => "provider",
        }
    }

    fn of(element: &str) -> Option<Self> {
        let all = [Self::Activity, Self::ActivityAlias, Self::Service, Self::Receiver, Self::Provider];
        all.into_iter().find(|kind| kind.element() == element)
    }
}

/// All that a manifest states, each kind in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) application: Option<Application>,
    pub(super) permissions: Vec<Permission>,
    pub(super) misplaced_permissions: Vec<Misplaced<Permission>>,
    pub(super) declared_permissions: Vec<DeclaredPermission>,
    pub(super) meta_data: Vec<MetaData>,
    pub(super) misplaced_meta_data: Vec<Misplaced<MetaData>>,
    pub(super) components: Vec<Component>,
    pub(super) unprefixed_names: Vec<UnprefixedName>,
    pub(super) variables: Vec<Variable>,
}

impl Facts {
    pub(super) fn of(text: &str, document: &Document) -> Self {
        let application = document.application();
        let mut facts = Self {
            application: application.map(|index| self::application(&document.elements[index])),
            ..Self::default()
        };
        for (index, element) in document.elements.iter().enumerate() {
            facts.unprefixed_names.extend(unprefixed_names(element));
            facts.variables.extend(variables(text, element));
            let Some(parent) = element.parent else { continue };
            let inside = &document.elements[parent].name;
            match element.name.as_str() {
                "uses-permission" | "uses-permission-sdk-23" => {
                    let (list, misplaced) = (&mut facts.permissions, &mut facts.misplaced_permissions);
                    put(permission(element), (parent != 0).then_some(inside), list, misplaced);
                }
                "meta-data" => {
                    let (list, misplaced) = (&mut facts.meta_data, &mut facts.misplaced_meta_data);
                    put(meta_data(element), (application != Some(parent)).then_some(inside), list, misplaced);
                }
                "permission" if parent == 0 => facts.declared_permissions.extend(declared_permission(element)),
                _ if application == Some(parent) => facts.components.extend(component(document, index)),
                _ => {}
            }
        }
        facts
    }
}

/// Puts a fact on the list it belongs on.
fn put<T>(found: Option<T>, wrongly_in: Option<&String>, list: &mut Vec<T>, misplaced: &mut Vec<Misplaced<T>>) {
    match wrongly_in {
        None => list.extend(found),
        Some(inside) => misplaced.extend(found.map(|found| Misplaced { found, inside: inside.clone() })),
    }
}

fn android<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Stated> {
    attributes.iter().find(|attribute| attribute.is(AttributeName::Android(name))).map(|attribute| &attribute.value)
}

fn application(element: &Element) -> Application {
    Application {
        name: element.android("name").cloned(),
        uses_cleartext_traffic: element.android("usesCleartextTraffic").cloned(),
        span: element.span.clone(),
        tag_span: element.tag.span.clone(),
        attributes: element.attributes.clone(),
    }
}

fn permission(element: &Element) -> Option<Permission> {
    Some(Permission {
        name: element.android("name")?.clone(),
        max_sdk: element.android("maxSdkVersion").cloned(),
        tools_node: element.tools("node"),
        span: element.span.clone(),
        tag_span: element.tag.span.clone(),
    })
}

fn declared_permission(element: &Element) -> Option<DeclaredPermission> {
    Some(DeclaredPermission {
        name: element.android("name")?.clone(),
        protection_level: element.android("protectionLevel").cloned(),
        tools_node: element.tools("node"),
        span: element.span.clone(),
        tag_span: element.tag.span.clone(),
    })
}

fn meta_data(element: &Element) -> Option<MetaData> {
    Some(MetaData {
        name: element.android("name")?.clone(),
        value: element.android("value").cloned(),
        resource: element.android("resource").cloned(),
        tools_replace: element.tools("replace"),
        tools_node: element.tools("node"),
        span: element.span.clone(),
        tag_span: element.tag.span.clone(),
    })
}

fn component(document: &Document, index: usize) -> Option<Component> {
    let element = &document.elements[index];
    let filters = || document.children(index).filter(|(_, child)| child.name == "intent-filter");
    Some(Component {
        kind: ComponentKind::of(&element.name)?,
        name: element.android("name")?.clone(),
        exported: element.android("exported").cloned(),
        has_intent_filter: filters().next().is_some(),
        is_launcher: filters().any(|(filter, _)| {
            names(document, filter, "action", "android.intent.action.MAIN")
                && names(document, filter, "category", "android.intent.category.LAUNCHER")
        }),
        tools_node: element.tools("node"),
        span: element.span.clone(),
        tag_span: element.tag.span.clone(),
        attributes: element.attributes.clone(),
    })
}

/// Whether an intent filter has this action or category.
fn names(document: &Document, filter: usize, kind: &str, name: &str) -> bool {
    let mut children = document.children(filter).filter(|(_, child)| child.name == kind);
    children.any(|(_, child)| child.android("name").is_some_and(|stated| stated.value.as_deref() == Some(name)))
}

/// The attributes that this module reads from Android's namespace, where they stand outside of it.
fn unprefixed_names(element: &Element) -> impl Iterator<Item = UnprefixedName> {
    const MEANT: [&str; 7] =
        ["name", "value", "resource", "exported", "protectionLevel", "maxSdkVersion", "usesCleartextTraffic"];
    // Elements of other namespaces, such as `<dist:module>`, are not Android's.
    let of_android = element.attributes.iter().filter(|_| !element.name.contains(':'));
    let plain = of_android.filter(|attribute| attribute.is(AttributeName::Plain(&attribute.name)));
    plain.filter(|attribute| MEANT.contains(&attribute.name.as_str())).map(|attribute| UnprefixedName {
        element: element.name.clone(),
        attribute: attribute.name.clone(),
        value: attribute.value.clone(),
        span: attribute.span.clone(),
    })
}

fn variables(text: &str, element: &Element) -> impl Iterator<Item = Variable> {
    element.attributes.iter().flat_map(move |attribute| {
        let inner = attribute.value.inner.clone();
        resolve::placeholders(&text[inner.clone()]).map(move |(name, span)| Variable {
            name: name.to_owned(),
            span: inner.start + span.start..inner.start + span.end,
        })
    })
}
