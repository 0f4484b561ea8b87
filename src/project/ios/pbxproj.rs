//! `project.pbxproj`: the targets of an Xcode project and the build settings of each configuration.
//!
//! A target's own setting wins over the project's. What an `.xcconfig` file says, which stands between the two, is in
//! another file and not known here; nor are build settings in values resolved. No file, target or build phase is added.

mod openstep;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use self::openstep::Node;
use super::lines::{is_first_on_line, line_start};
use crate::project::edit::{CannotEdit, Edit, Malformed, Stated, Style, indentation_at};
use crate::text;
use crate::text::Text;

/// An Xcode project as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XcodeProject {
    text: String,
    targets: Vec<Target>,
    /// The paths of all files that the project knows, as written: from the folder of their group.
    files: Vec<String>,
}

/// One target of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name: `Runner`.
    pub name: String,
    /// What it makes.
    pub product: Product,
    /// Its configurations in the order of the file: `Debug`, `Release`, `Profile`, and one of each per flavour.
    pub configurations: Vec<Configuration>,
}

/// What a target makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// The app itself.
    Application,
    /// An extension inside the app, such as a notification service.
    Extension,
    /// Tests.
    Tests,
    /// Anything else: a library, an App Clip, a watch app, a script.
    Other,
}

/// One build configuration of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configuration {
    /// Its name: `Debug`, `Release-prod`.
    pub name: String,
    /// The object in the file.
    pub span: Range<usize>,
    own: Option<Arc<Settings>>,
    project: Option<Arc<Settings>>,
}

/// The value of one build setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The value with its place. It is not known where it has a build setting in it (`$(…)`, `${…}`) or is a list.
    pub stated: Stated,
    /// Whether the target has it from the configuration of the same name of the whole project.
    pub inherited: bool,
}

/// The dictionary `buildSettings`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Settings {
    /// With its braces.
    span: Range<usize>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: String,
    key_start: usize,
    stated: Stated,
}

impl XcodeProject {
    /// Reads a project in Xcode's usual form.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let root = openstep::read(text)?;
        let missing = |en, zh| Malformed { reason: Text::new(en, zh), at: root.span.start };
        let objects = root.get("objects").ok_or_else(|| missing("there are no `objects`", "缺少 `objects`"))?;
        let is_file = |node: &&Node| node.get("isa").and_then(Node::text) == Some("PBXFileReference");
        let files = objects.entries().iter().map(|entry| &entry.value).filter(is_file);
        let files = files.filter_map(|file| Some(file.get("path")?.text()?.to_owned())).collect();
        let by_id = objects.entries().iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
        let mut objects = Objects { text, by_id, owned: HashSet::new() };
        let project = root.get("rootObject").and_then(|id| objects.owned_by_id(id));
        let project = project.ok_or_else(|| missing("there is no root object", "缺少根对象（rootObject）"))?;
        let whole = objects.configurations(project).into_iter();
        let whole: HashMap<_, _> = whole.filter_map(|found| Some((found.name, found.own?))).collect();
        let targets = project.get("targets").map_or(&[][..], Node::members);
        let targets: Vec<&Node> = targets.iter().filter_map(|id| objects.owned_by_id(id)).collect();
        let targets = targets.into_iter().filter_map(|target| objects.target(target, &whole)).collect();
        Ok(Self { text: text.to_owned(), targets, files })
    }

    /// All targets, in the order in which Xcode shows them.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// Whether a file of this name is part of the project, in whichever folder; one that is not, Xcode never compiles.
    #[must_use]
    pub fn has_file(&self, name: &str) -> bool {
        self.files.iter().any(|path| path.rsplit('/').next() == Some(name))
    }

    /// The targets that make an app. Flutter has one, `Runner`; flavours that are targets of their own are more.
    pub fn apps(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|target| target.product == Product::Application)
    }

    /// The configurations of the target of this name; none if there is no such target.
    #[must_use]
    pub fn configurations(&self, target: &str) -> &[Configuration] {
        let target = self.targets.iter().find(|found| found.name == target);
        target.map_or(&[], |target| target.configurations.as_slice())
    }

    /// Gives a target's configuration this value of a build setting; one that it inherits already, it keeps.
    pub fn set_build_setting(
        &self,
        target: &str,
        configuration: &str,
        key: &str,
        value: &str,
    ) -> Result<Vec<Edit>, CannotEdit> {
        let found = self.configurations(target).iter().find(|found| found.name == configuration).ok_or_else(|| {
            let reason = text!(
                "there is no configuration `{configuration}` of a target `{target}`",
                "target `{target}` 没有名为 `{configuration}` 的配置"
            );
            CannotEdit { reason, at: None }
        })?;
        match found.setting(key) {
            Some(setting) if setting.stated.value.as_deref() == Some(value) => Ok(Vec::new()),
            Some(setting) if !setting.inherited => self.replaced(key, &setting.stated, value),
            _ => self.inserted(found, key, value),
        }
    }

    fn replaced(&self, key: &str, stated: &Stated, value: &str) -> Result<Vec<Edit>, CannotEdit> {
        let written = openstep::written(value);
        if self.text[stated.span.clone()] == written {
            return Ok(Vec::new());
        }
        if stated.value.is_none() {
            let reason = text!(
                "the value of `{key}` is a list or contains other build settings",
                "`{key}` 的值是列表或引用了其他构建设置"
            );
            return Err(CannotEdit { reason, at: Some(stated.span.start) });
        }
        Ok(vec![Edit::replace(stated.span.clone(), written)])
    }

    /// A new setting where the alphabet has it, as Xcode sorts them.
    fn inserted(&self, configuration: &Configuration, key: &str, value: &str) -> Result<Vec<Edit>, CannotEdit> {
        let settings = configuration.own.as_ref().ok_or_else(|| {
            let reason = Text::new("the configuration has no `buildSettings`", "该配置中没有 `buildSettings`");
            CannotEdit { reason, at: Some(configuration.span.start) }
        })?;
        let Style { newline, .. } = Style::of(&self.text, "\t");
        let line = format!("{} = {};", openstep::written(key), openstep::written(value));
        let next =
            settings.entries.iter().map(|entry| (entry.key.as_str(), entry.key_start)).find(|(next, _)| *next > key);
        if let Some((_, next)) = next {
            let separator = if is_first_on_line(&self.text, next) {
                format!("{newline}{}", indentation_at(&self.text, next))
            } else {
                " ".to_owned()
            };
            return Ok(vec![Edit::insert(next, format!("{line}{separator}"))]);
        }
        let brace = settings.span.end - 1;
        let outer = indentation_at(&self.text, settings.span.start);
        let last = settings.entries.last().map(|entry| entry.key_start);
        let last = last.filter(|last| is_first_on_line(&self.text, *last));
        let inner = last.map_or_else(|| format!("{outer}\t"), |last| indentation_at(&self.text, last).to_owned());
        if is_first_on_line(&self.text, brace) {
            return Ok(vec![Edit::insert(line_start(&self.text, brace), format!("{inner}{line}{newline}"))]);
        }
        Ok(vec![Edit::insert(brace, format!("{newline}{inner}{line}{newline}{outer}"))])
    }
}

impl Configuration {
    /// A setting of the target, or the project's where the target has none. One for devices alone
    /// (`KEY[sdk=iphoneos*]`) wins over the one for everything.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<Setting> {
        let own = self.own.as_ref().and_then(|settings| settings.get(key));
        let inherited = || self.project.as_ref().and_then(|settings| settings.get(key));
        own.map(|stated| Setting { stated: stated.clone(), inherited: false })
            .or_else(|| inherited().map(|stated| Setting { stated: stated.clone(), inherited: true }))
    }
}

impl Settings {
    fn get(&self, key: &str) -> Option<&Stated> {
        let on_devices = format!("{key}[sdk=iphoneos*]");
        let named = |key: &str| self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.stated);
        named(&on_devices).or_else(|| named(key))
    }
}

/// The objects of a project, which name each other by their ids.
struct Objects<'t, 'n> {
    text: &'t str,
    by_id: HashMap<&'n str, &'n Node>,
    /// Where the objects begin that have an owner. None has two, so whoever names one again does not get it.
    owned: HashSet<usize>,
}

impl<'n> Objects<'_, 'n> {
    fn owned_by_id(&mut self, id: &Node) -> Option<&'n Node> {
        let object = self.by_id.get(id.text()?).copied()?;
        self.owned.insert(object.span.start).then_some(object)
    }

    fn target(&mut self, target: &Node, whole: &HashMap<String, Arc<Settings>>) -> Option<Target> {
        let name = target.get("name").and_then(Node::text)?.to_owned();
        let native = target.get("isa").and_then(Node::text) == Some("PBXNativeTarget");
        let product = target.get("productType").and_then(Node::text).filter(|_| native).map_or(Product::Other, product);
        let mut configurations = self.configurations(target);
        for configuration in &mut configurations {
            configuration.project = whole.get(&configuration.name).cloned();
        }
        Some(Target { name, product, configurations })
    }

    /// The configurations of a target or of the whole project.
    fn configurations(&mut self, owner: &Node) -> Vec<Configuration> {
        let list = owner.get("buildConfigurationList").and_then(|id| self.owned_by_id(id));
        let members = list.and_then(|list| list.get("buildConfigurations")).map_or(&[][..], Node::members);
        let nodes: Vec<&Node> = members.iter().filter_map(|id| self.owned_by_id(id)).collect();
        nodes.into_iter().filter_map(|node| self.configuration(node)).collect()
    }

    fn configuration(&self, node: &Node) -> Option<Configuration> {
        let name = node.get("name").and_then(Node::text)?.to_owned();
        let own = node.get("buildSettings").filter(|settings| self.text[settings.span.clone()].starts_with('{'));
        let own = own.map(|settings| {
            let entries = settings.entries().iter().map(|entry| self.entry(entry)).collect();
            Arc::new(Settings { span: settings.span.clone(), entries })
        });
        Some(Configuration { name, span: node.span.clone(), own, project: None })
    }

    fn entry(&self, entry: &openstep::Entry) -> Entry {
        let span = entry.value.span.clone();
        let quotes = usize::from(entry.value.text().is_some() && self.text[span.clone()].starts_with(['"', '\'']));
        let known = entry.value.text().filter(|value| !value.contains("$(") && !value.contains("${"));
        let stated = Stated { value: known.map(str::to_owned), inner: span.start + quotes..span.end - quotes, span };
        Entry { key: entry.key.clone(), key_start: entry.key_span.start, stated }
    }
}

fn product(kind: &str) -> Product {
    match kind {
        "com.apple.product-type.application" => Product::Application,
        "com.apple.product-type.app-extension" | "com.apple.product-type.extensionkit-extension" => Product::Extension,
        "com.apple.product-type.bundle.unit-test" | "com.apple.product-type.bundle.ui-testing" => Product::Tests,
        _ => Product::Other,
    }
}

#[cfg(test)]
mod tests;
