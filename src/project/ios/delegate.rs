//! The app delegate, in Swift or Objective-C: where the app starts, and who hears of notifications.
//!
//! Three shapes of Flutter's own template are known: plugins registered in `didFinishLaunchingWithOptions`, in
//! `register(with:)` of a plugin registrant, and, with scenes, in `didInitializeImplicitFlutterEngine`. In all of them
//! the notification centre gets its delegate in `didFinishLaunchingWithOptions`. The code is read as words and blocks;
//! what is called on the way is not followed, but for a method of the class itself.

mod edits;
mod launch;
mod objective_c;
mod swift;

use std::ops::Range;

pub use self::launch::{DelegateLine, Launch};
use super::lexer::{Code, Language};
use crate::project::edit::Malformed;

/// An app delegate as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegate {
    code: Code,
    language: Language,
    imports: Vec<Import>,
    class: Option<Class>,
    launch: Option<Launch>,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What is imported: a module (`Flutter`), or in Objective-C the path of a header (`Flutter/Flutter.h`).
    pub name: String,
    /// The whole statement.
    pub span: Range<usize>,
}

/// The class that is the app's delegate, with its extensions in the same file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its name: `AppDelegate`.
    pub name: String,
    /// Where its name stands.
    pub span: Range<usize>,
    /// Its superclass and protocols, as written.
    pub conformances: Vec<String>,
    /// Its methods.
    pub methods: Vec<Method>,
    /// Whether the class itself names any of them.
    inherits: bool,
    /// The token that its heading ends with, before a `where` and the body.
    heading_end: usize,
    /// The brackets of its body.
    body: (usize, usize),
}

/// A method of the delegate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// Its name without arguments: `application`, `businessID`.
    pub name: String,
    /// Its name with arguments: `application(_:didFinishLaunchingWithOptions:)`, in Objective-C
    /// `application:didFinishLaunchingWithOptions:`.
    pub signature: String,
    /// Where its name stands.
    pub span: Range<usize>,
    /// The brackets of its body.
    body: Option<(usize, usize)>,
}

impl Delegate {
    /// Reads a delegate. A file without any class is one without a delegate, not a malformed one.
    pub fn read(text: &str, language: Language) -> Result<Self, Malformed> {
        let code = Code::read(text, language)?;
        let (imports, class) = match language {
            Language::Swift => (swift::imports(&code), swift::class(&code)),
            Language::ObjectiveC => (objective_c::imports(&code), objective_c::class(&code)),
        };
        let launch = class.as_ref().and_then(|class| Launch::read(&code, language, class));
        Ok(Self { code, language, imports, class, launch })
    }

    /// The language that it is written in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether, and when, the delegate makes itself that of the notification centre.
    #[must_use]
    pub fn sets_notification_delegate(&self) -> DelegateLine {
        self.launch.as_ref().map_or(DelegateLine::Missing, |launch| launch.delegate_line().clone())
    }

    /// What happens when the app starts, if `didFinishLaunchingWithOptions` is there.
    #[must_use]
    pub fn launch(&self) -> Option<&Launch> {
        self.launch.as_ref()
    }

    /// The class that is the app's delegate.
    #[must_use]
    pub fn class(&self) -> Option<&Class> {
        self.class.as_ref()
    }

    /// What the file imports.
    #[must_use]
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    /// Where plugins are registered, in whichever method.
    #[must_use]
    pub fn plugin_registrations(&self) -> Vec<Range<usize>> {
        let indices = 0..self.code.tokens.len();
        indices.filter_map(|index| launch::registration(&self.code, self.language, index)).collect()
    }

    /// Whether a module is imported; in Objective-C also by one of its headers or as a header of this name.
    #[must_use]
    pub fn has_import(&self, name: &str) -> bool {
        self.imports.iter().any(|import| {
            let module = import.name.split('/').next().unwrap_or_default();
            import.name == name || module == name || module.strip_suffix(".h") == Some(name)
        })
    }

    /// Whether the class, or an extension of it in this file, names a superclass or protocol.
    #[must_use]
    pub fn conforms_to(&self, protocol: &str) -> bool {
        self.class.as_ref().is_some_and(|class| class.conforms_to(protocol))
    }

    /// Whether the class has a method, named with or without its arguments.
    #[must_use]
    pub fn has_method(&self, name: &str) -> bool {
        let methods = self.class.as_ref().map_or(&[][..], |class| class.methods.as_slice());
        methods.iter().any(|method| method.name == name || method.signature == name)
    }
}

impl Class {
    fn conforms_to(&self, protocol: &str) -> bool {
        self.conformances.iter().any(|conformance| conformance == protocol)
    }
}

#[cfg(test)]
mod tests;
