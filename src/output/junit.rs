//! `JUnit` XML, as GitLab and Jenkins read it: one suite per vendor and one for the rest, one case per thing that was
//! looked at. What holds passes, what is wrong fails, what nobody could look at is skipped; other remarks are output
//! of a case that passes.
//!
//! Reference: `junit-10.xsd` of Jenkins' xUnit plugin, and "Unit test reports" in GitLab's documentation.

use std::collections::HashMap;

use super::View;
use super::remark::{Origin, Remark, remarks};
use crate::report::{Check, CheckState, Report, Severity};
use crate::text::Lang;

/// The suite of what belongs to no vendor.
const REST: &str = "general";

/// The whole document.
#[must_use]
pub fn document(report: &Report, view: &View<'_>) -> String {
    let remarks = remarks(report, view);
    let mut suites = Suites::default();
    for check in &report.checks {
        suites.add(check.vendor, view.clean(&check.name), result_of_check(check, view));
    }
    for remark in &remarks {
        let name = remark.asked.clone().unwrap_or_else(|| format!("{} {}", remark.rule.id, remark.rule.title));
        suites.add(remark.vendor, name, result_of_remark(remark, report.deny_warnings, view.lang));
    }
    suites.xml(report)
}

/// What became of a case.
enum CaseState {
    Passed,
    /// Passed, with something to say.
    Remarked(String),
    Failed(Words),
    /// Could not be done, which is nobody's failure.
    Skipped(String),
    /// The run itself could not be done.
    Broken(Words),
}

struct Words {
    kind: String,
    message: String,
    text: String,
}

fn result_of_check(check: &Check, view: &View<'_>) -> CaseState {
    match &check.state {
        CheckState::Held => CaseState::Passed,
        CheckState::Skipped(reason) => CaseState::Skipped(view.say(reason)),
    }
}

fn result_of_remark(remark: &Remark, deny_warnings: bool, lang: Lang) -> CaseState {
    let explanation = remark.explanation(lang);
    let words = || Words {
        kind: remark.rule.id.clone(),
        message: remark.message.clone(),
        text: format!("{}\n{explanation}", remark.message),
    };
    let is_failure = match remark.severity {
        Severity::Error => true,
        Severity::Warning => deny_warnings,
        Severity::Note => false,
    };
    match remark.origin {
        Origin::Undetermined | Origin::NotSet => CaseState::Skipped(remark.message.clone()),
        Origin::Stopped => CaseState::Broken(words()),
        Origin::Finding | Origin::Refused if is_failure => CaseState::Failed(words()),
        Origin::Finding | Origin::Refused => {
            let label = remark.severity.label();
            let colon = match lang {
                Lang::En => ": ",
                Lang::Zh => "：",
            };
            CaseState::Remarked(format!("{}{colon}{}\n{explanation}", label.get(lang), remark.message))
        }
    }
}

/// Suites in the order in which they came up, that of the rest first.
#[derive(Default)]
struct Suites(Vec<Suite>);

struct Suite {
    name: &'static str,
    cases: Vec<(String, CaseState)>,
    names: HashMap<String, usize>,
}

impl Suites {
    fn add(&mut self, vendor: Option<&'static str>, name: String, state: CaseState) {
        let suite = vendor.unwrap_or(REST);
        let at = self.0.iter().position(|other| other.name == suite).unwrap_or_else(|| {
            let at = if vendor.is_some() { self.0.len() } else { 0 };
            self.0.insert(at, Suite { name: suite, cases: Vec::new(), names: HashMap::new() });
            at
        });
        self.0[at].add(name, state);
    }

    fn xml(&self, report: &Report) -> String {
        let count = |of: fn(&Suite) -> usize| self.0.iter().map(of).sum::<usize>();
        let name = match &report.profile {
            Some(profile) => format!("pushctl {} ({profile})", report.command),
            None => format!("pushctl {}", report.command),
        };
        let (tests, failures, errors) =
            (count(|suite| suite.cases.len()), count(Suite::failures), count(Suite::errors));
        let (name, properties) = (attribute(&name), properties(report));
        let suites: String = self.0.iter().map(|suite| suite.xml(&properties)).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <testsuites name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n\
             {suites}</testsuites>"
        )
    }
}

impl Suite {
    /// A CI server takes two cases of one name for one.
    fn add(&mut self, name: String, state: CaseState) {
        let times = self.names.entry(name.clone()).or_default();
        *times += 1;
        let name = if *times > 1 { format!("{name} ({times})") } else { name };
        self.cases.push((name, state));
    }

    fn count(&self, of: impl Fn(&CaseState) -> bool) -> usize {
        self.cases.iter().filter(|(_, state)| of(state)).count()
    }

    fn failures(&self) -> usize {
        self.count(|state| matches!(state, CaseState::Failed(_)))
    }

    fn errors(&self) -> usize {
        self.count(|state| matches!(state, CaseState::Broken(_)))
    }

    fn xml(&self, properties: &str) -> String {
        let (name, tests, failures, errors) = (self.name, self.cases.len(), self.failures(), self.errors());
        let skipped = self.count(|state| matches!(state, CaseState::Skipped(_)));
        let cases: String = self.cases.iter().map(|(case, state)| self.case(case, state)).collect();
        format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
             skipped=\"{skipped}\">\n{properties}{cases}  </testsuite>\n"
        )
    }

    fn case(&self, name: &str, state: &CaseState) -> String {
        let begin = format!("    <testcase classname=\"pushctl.{}\" name=\"{}\"", self.name, attribute(name));
        match inside(state) {
            None => format!("{begin}/>\n"),
            Some(inside) => format!("{begin}>\n      {inside}\n    </testcase>\n"),
        }
    }
}

fn properties(report: &Report) -> String {
    let mut properties = Vec::new();
    properties.extend(report.profile.as_ref().map(|profile| ("profile", profile.clone())));
    properties.extend(report.emulated.then(|| ("emulated", "true".to_owned())));
    properties.extend((report.switched_off > 0).then(|| ("switched_off", report.switched_off.to_string())));
    if properties.is_empty() {
        return String::new();
    }
    let property =
        |(name, value): &(&str, String)| format!("      <property name=\"{name}\" value=\"{}\"/>\n", attribute(value));
    format!("    <properties>\n{}    </properties>\n", properties.iter().map(property).collect::<String>())
}

fn inside(state: &CaseState) -> Option<String> {
    let element = |name: &str, Words { kind, message, text }: &Words| {
        let (kind, message, text) = (attribute(kind), attribute(message), escaped(text));
        format!("<{name} type=\"{kind}\" message=\"{message}\">{text}</{name}>")
    };
    match state {
        CaseState::Passed => None,
        CaseState::Remarked(text) => Some(format!("<system-out>{}</system-out>", escaped(text))),
        CaseState::Failed(words) => Some(element("failure", words)),
        CaseState::Broken(words) => Some(element("error", words)),
        CaseState::Skipped(message) => Some(format!("<skipped message=\"{}\"/>", attribute(message))),
    }
}

/// Text between tags. XML 1.0 has no way to write control characters, so they are left out.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            // `]]>` must not stand in text.
            '>' => xml.push_str("&gt;"),
            // A bare one would be read as a line break.
            '\r' => xml.push_str("&#13;"),
            '\n' | '\t' => xml.push(character),
            '\u{FFFE}' | '\u{FFFF}' => {}
            character if character.is_control() => {}
            character => xml.push(character),
        }
    }
    xml
}

/// The value of an attribute. A bare line break or tab in it would be read as a blank.
fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::testing::{Scene, keeps_secrets, report_on};
    use crate::text::Text;
    use roxmltree::{Document, Node};

    fn case<'a>(document: &'a Document<'_>, class: &str, name: &str) -> Node<'a, 'a> {
        let is_it = |node: &Node<'_, '_>| {
            node.attribute("classname") == Some(class) && node.attribute("name").is_some_and(|it| it.starts_with(name))
        };
        document.descendants().find(is_it).unwrap_or_else(|| panic!("no {class} {name} in {}", document.input_text()))
    }

    fn inside(node: Node<'_, '_>) -> Vec<String> {
        node.children().filter(Node::is_element).map(|child| child.tag_name().name().to_owned()).collect()
    }

    /// Every count is that of the elements below it.
    #[track_caller]
    fn counts_are_right(document: &Document<'_>) {
        let root = document.root_element();
        let suites = root.children().filter(Node::is_element);
        for node in suites.chain([root]) {
            let count = |tag: &str| node.descendants().filter(|node| node.has_tag_name(tag)).count().to_string();
            for (name, tag) in
                [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
            {
                if let Some(stated) = node.attribute(name) {
                    assert_eq!(stated, count(tag), "{name} of {:?}", node.attribute("name"));
                }
            }
        }
    }

    #[test]
    fn what_holds_passes_what_is_wrong_fails_what_nobody_looked_at_is_skipped() {
        let scene = Scene::new();
        let text = document(&scene.report(), &scene.view(Lang::En));
        keeps_secrets(&text);
        let document = Document::parse(&text).expect("XML");
        counts_are_right(&document);
        let suites: Vec<_> = document.root_element().children().filter_map(|node| node.attribute("name")).collect();
        assert_eq!(suites, ["general", "oppo", "meizu", "vivo", "google"]);
        let of = |vendor: &str, name: &str| inside(case(&document, &format!("pushctl.{vendor}"), name));
        assert!(of("oppo", "values").is_empty());
        assert!(of("oppo", "credentials").is_empty());
        assert_eq!(of("meizu", "credentials"), ["skipped"]);
        assert_eq!(of("google", "credentials"), ["skipped"]);
        assert_eq!(of("vivo", "credentials"), ["failure"]);
        assert_eq!(of("vivo", "vivo/app-id-format app_id has 9 digits"), ["failure"]);
        assert_eq!(of("vivo", "config/not-set"), ["skipped"]);
        assert_eq!(of("general", "config/habit"), ["system-out"]);
        let failure = case(&document, "pushctl.vivo", "vivo/app-id").first_element_child().expect("a failure");
        assert_eq!((failure.attribute("type"), failure.attribute("message")), (Some(SHAPE), Some("app_id is wrong.")));
        assert_eq!(
            failure.text(),
            Some(
                "app_id is wrong.\n应用 1,%/push.toml:3:5\ncause: others are <of> another \"vendor\" & useless\n\
                 help: copy it from the console\ndetails: pushctl explain vivo/app-id-format\n\
                 link: https://dev.vivo.com.cn/"
            )
        );
    }

    const SHAPE: &str = "vivo/app-id-format";

    #[test]
    fn a_denied_warning_fails() {
        let scene = Scene::new();
        let mut report = scene.report();
        report.deny_warnings = true;
        let text = document(&report, &scene.view(Lang::Zh));
        let document = Document::parse(&text).expect("XML");
        counts_are_right(&document);
        let denied = case(&document, "pushctl.general", "config/habit");
        assert_eq!(inside(denied), ["failure"]);
        assert_eq!(denied.first_element_child().and_then(|node| node.attribute("message")), Some("两行\n一行"));
        // Not to be able to ask is no warning of the files.
        assert_eq!(inside(case(&document, "pushctl.google", "credentials")), ["skipped"]);
    }

    #[test]
    fn no_two_cases_have_one_name() {
        let scene = Scene::new();
        let text = document(&report_on(&scene, "bad bad bad"), &scene.view(Lang::En));
        let document = Document::parse(&text).expect("XML");
        let names: Vec<_> = document
            .descendants()
            .filter(|node| node.has_tag_name("testcase"))
            .filter_map(|node| node.attribute("name"))
            .collect();
        let name = "vivo/app-id-format app_id has 9 digits";
        assert_eq!(names, [name.to_owned(), format!("{name} (2)"), format!("{name} (3)")]);
    }

    #[test]
    fn a_run_that_could_not_be_done_is_an_error() {
        let scene = Scene::new();
        let mut report = Report::new("check");
        report.profile = Some("<prod>".to_owned());
        report.emulated = true;
        report.stopped = Some((Text::new("no such vendor", "没有"), Text::new("look again", "")));
        let text = document(&report, &scene.view(Lang::En));
        let document = Document::parse(&text).expect("XML");
        counts_are_right(&document);
        assert_eq!(inside(case(&document, "pushctl.general", "pushctl/unusable")), ["error"]);
        assert_eq!(document.root_element().attribute("name"), Some("pushctl check (<prod>)"));
        let properties = document.descendants().filter(|node| node.has_tag_name("property"));
        let properties: Vec<_> = properties.map(|node| (node.attribute("name"), node.attribute("value"))).collect();
        assert_eq!(properties, [(Some("profile"), Some("<prod>")), (Some("emulated"), Some("true"))]);
    }

    #[test]
    fn every_character_survives_or_is_left_out() {
        let all: String = (0..=0x2fff).chain([0xfffd, 0xfffe, 0xffff, 0x1f600]).filter_map(char::from_u32).collect();
        let xml = format!("<a b=\"{}\">{}</a>", attribute(&all), escaped(&all));
        let document = Document::parse(&xml).expect("XML");
        let kept = |character: &char| {
            matches!(character, '\n' | '\t' | '\r')
                || !(character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}'))
        };
        let kept: String = all.chars().filter(kept).collect();
        assert_eq!(document.root_element().text(), Some(kept.as_str()));
        assert_eq!(document.root_element().attribute("b"), Some(kept.as_str()));
    }
}
