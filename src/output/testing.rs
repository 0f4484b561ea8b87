//! A report with one of everything, for the tests of the formats.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::{Names, View, Words};
use crate::config::{Place, Source, rules};
use crate::outcome::{Class, Operation, Outcome};
use crate::report::{Check, Finding, Report, Rule, Severity};
use crate::secret::{Redactor, Secret};
use crate::text::{Lang, Text};

/// A value that nothing may show.
pub(super) const SECRET: &str = "s3cret\"<&%,:/值";

pub(super) static SHAPE: Rule = Rule {
    id: "vivo/app-id-format",
    severity: Severity::Error,
    title: Text::new("app_id has 9 digits", "app_id 是 9 位数字"),
    cause: Text::new("others are <of> another \"vendor\" & useless", "其它的不是 vivo 的"),
    remedy: Text::new("copy it from the console", "从控制台复制"),
    link: Some("https://dev.vivo.com.cn/"),
};

pub(super) static HABIT: Rule = Rule {
    id: "config/habit",
    severity: Severity::Warning,
    title: Text::new("nothing unusual", "没有异常"),
    cause: Text::new("it may surprise", "可能出人意料"),
    remedy: Text::new("", ""),
    link: None,
};

/// A repository with a file in a subfolder whose name needs escaping everywhere.
pub(super) struct Scene {
    folder: TempDir,
    names: Names,
    redactor: Redactor,
}

pub(super) const FILE: &str = "应用 1,%/push.toml";

impl Scene {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(FILE);
        fs::create_dir_all(folder.path().join(".git")).expect("folders");
        fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
        fs::write(&file, "").expect("a file");
        let redactor = Redactor::default();
        redactor.learn(&Secret::new(SECRET));
        Self { names: Names::new(folder.path(), None, &file), folder, redactor }
    }

    pub(super) fn view(&self, lang: Lang) -> View<'_> {
        View { lang, names: &self.names, redactor: &self.redactor, explain: &explain, version: "1.2.3" }
    }

    pub(super) fn source(&self, text: &str) -> Arc<Source> {
        Source::new("push.toml", self.folder.path().join(FILE), text.to_owned())
    }

    /// A note, a warning and an error in this order, each with something to escape.
    pub(super) fn report(&self) -> Report {
        let text = "# 注释\r\n[vivo] # 值\r\n键 = \"值值\" # x\r\napp_secret = \"hidden\"\r\n";
        let source = self.source(text);
        let at = |words: &str| {
            let start = text.find(words).expect("in the text");
            Place { source: Arc::clone(&source), span: start..start + words.len() }
        };
        source.hide(&[at("hidden").span]);
        let mut report = Report::new("check");
        report.findings.extend([
            Finding::new(&rules::NOT_SET, Text::new("secret not set", "没有填 secret")).of("vivo").at(at("[vivo]")),
            Finding::new(&HABIT, Text::owned(format!("100 %: a\r\nb, {SECRET}"), "两行\n一行".to_owned())),
            Finding::new(&SHAPE, Text::new("app_id is wrong.", "app_id 不对"))
                .of("vivo")
                .at(at("\"值值\" # x\r\napp_secret"))
                .related(at("\"hidden\""), Text::new("and here", "还有这里")),
        ]);
        report.outcomes = vec![
            Outcome::new("oppo", Operation::Authenticate, Class::Accepted),
            Outcome::new("vivo", Operation::Authenticate, Class::Credentials)
                .with_code("result", "10206")
                .with_text("sign \u{1b}[31mwrong"),
            Outcome::new("google", Operation::Authenticate, Class::Network),
        ];
        report.checks = vec![
            Check::held(Some("oppo"), "values"),
            Check::accepted(&report.outcomes[0]),
            Check::skipped(Some("meizu"), "credentials", Text::new("no app_secret", "没有 app_secret")),
        ];
        report
    }
}

/// What the command line makes of an answer.
fn explain(outcome: &Outcome) -> Words {
    let said = outcome.code.as_ref().map(|code| format!("{code} {}", outcome.text.as_deref().unwrap_or_default()));
    Words {
        meaning: outcome.class.label(),
        page: said.as_ref().map(|_| "pushctl explain vivo 10206".to_owned()),
        said,
        cause: Text::new("nobody listens", "没有人应答"),
        remedy: Text::new("try again", "再试一次"),
    }
}

/// A report in which `text` has a finding of [`SHAPE`] at every `bad`.
pub(super) fn report_on(scene: &Scene, text: &str) -> Report {
    let source = scene.source(text);
    let mut report = Report::new("check");
    report.findings.extend(text.match_indices("bad").map(|(start, words)| {
        let place = Place { source: Arc::clone(&source), span: start..start + words.len() };
        Finding::new(&SHAPE, Text::same(format!("wrong at byte {start}"))).at(place)
    }));
    report
}

/// Fails if a text shows anything that it must not.
#[track_caller]
pub(super) fn keeps_secrets(document: &str) {
    for secret in ["s3cret", "hidden", "\u{1b}"] {
        assert!(!document.contains(secret), "{secret:?} in:\n{document}");
    }
    assert!(!document.contains(Path::new(&std::env::temp_dir()).to_str().expect("UTF-8")), "{document}");
}
