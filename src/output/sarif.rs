//! SARIF 2.1.0, as code scanning of GitHub and others read it: one run, with the rules that were violated.
//!
//! Every result has a location, since code scanning refuses those without: what stands nowhere points at the file of
//! settings. A vendor that could not be asked is no result but a notification of the tool. What `[rules]` switched off
//! is only counted.
//!
//! Reference: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS.

use serde_json::{Map, Value, json};

use super::remark::{Described, Origin, Remark, Spot, remarks};
use super::{EMULATED, Name, View};
use crate::outcome::Verdict;
use crate::report::{Report, Severity};
use crate::text::Lang;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The root of the repository. Where it lies on this machine is nobody's business, so no absolute path stands for it.
const ROOT: &str = "%SRCROOT%";

/// The whole log.
#[must_use]
pub fn document(report: &Report, view: &View<'_>) -> String {
    let (results, notifications): (Vec<Remark>, Vec<Remark>) = remarks(report, view)
        .into_iter()
        .partition(|remark| !matches!(remark.origin, Origin::Undetermined | Origin::Stopped));
    let rules = Rules::of(&results);
    let results: Vec<Value> = results.iter().map(|remark| result(remark, &rules, view)).collect();
    let mut run = json!({
        "tool": { "driver": {
            "name": "pushctl",
            "version": view.version,
            "language": language(view.lang),
            "rules": rules.0.iter().map(|rule| descriptor(rule, view.lang)).collect::<Vec<_>>(),
        } },
        "automationDetails": { "id": category(report) },
        "language": language(view.lang),
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": report.verdict() != Verdict::Unusable,
            "toolExecutionNotifications": all_notifications(report, &notifications, view),
        }],
        "results": results,
    });
    let properties = properties(report);
    if let (false, Some(run)) = (properties.is_empty(), run.as_object_mut()) {
        run.insert("properties".to_owned(), properties.into());
    }
    format!("{:#}", json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
}

const fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    }
}

/// What code scanning keeps apart: two commands or profiles do not replace each other's results.
fn category(report: &Report) -> String {
    match &report.profile {
        Some(profile) => format!("pushctl/{}/{}/", report.command, encoded(profile)),
        None => format!("pushctl/{}/", report.command),
    }
}

fn properties(report: &Report) -> Map<String, Value> {
    let mut properties = Map::new();
    if let Some(profile) = &report.profile {
        properties.insert("profile".to_owned(), profile.as_str().into());
    }
    if report.emulated {
        properties.insert("emulated".to_owned(), true.into());
    }
    if report.switched_off > 0 {
        properties.insert("switchedOff".to_owned(), report.switched_off.into());
    }
    properties
}

/// The rules that results name, each once, in the order in which they are named first.
struct Rules<'a>(Vec<&'a Described>);

impl<'a> Rules<'a> {
    fn of(results: &'a [Remark]) -> Self {
        let mut rules: Vec<&Described> = Vec::new();
        for remark in results {
            if !rules.iter().any(|rule| rule.id == remark.rule.id) {
                rules.push(&remark.rule);
            }
        }
        Self(rules)
    }

    fn index(&self, rule: &Described) -> Option<usize> {
        self.0.iter().position(|other| other.id == rule.id)
    }
}

fn descriptor(rule: &Described, lang: Lang) -> Value {
    let lines = rule.explanation(lang);
    let cause = if rule.cause.is_empty() { &rule.title } else { &rule.cause };
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": cause },
        "help": { "text": lines.join("\n"), "markdown": lines.join("\n\n") },
        "defaultConfiguration": { "level": level(rule.severity) },
    });
    if let (Some(link), Some(fields)) = (rule.link, descriptor.as_object_mut()) {
        fields.insert("helpUri".to_owned(), link.into());
    }
    descriptor
}

fn result(remark: &Remark, rules: &Rules<'_>, view: &View<'_>) -> Value {
    let location = match &remark.spot {
        Some(spot) => location(spot),
        None => json!({ "physicalLocation": { "artifactLocation": artifact(&view.names.config()) } }),
    };
    let mut result = json!({
        "ruleId": remark.rule.id,
        "ruleIndex": rules.index(&remark.rule),
        "level": level(remark.severity),
        "message": { "text": remark.sentence(view.lang) },
        "locations": [location],
        "partialFingerprints": { "pushctl/v1": remark.fingerprint },
    });
    let related: Vec<Value> = remark.related.iter().map(|(spot, label)| related(spot, label)).collect();
    if let (false, Some(fields)) = (related.is_empty(), result.as_object_mut()) {
        fields.insert("relatedLocations".to_owned(), related.into());
    }
    result
}

fn related(spot: &Spot, label: &str) -> Value {
    let mut location = location(spot);
    if let Some(fields) = location.as_object_mut() {
        fields.insert("message".to_owned(), json!({ "text": label }));
    }
    location
}

fn location(spot: &Spot) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": artifact(&spot.name),
        "region": {
            "startLine": spot.line, "startColumn": spot.column, "endLine": spot.line, "endColumn": spot.end_column,
        },
    } })
}

fn artifact(name: &Name) -> Value {
    if name.is_rooted {
        return json!({ "uri": encoded(&name.path), "uriBaseId": ROOT });
    }
    let is_absolute = name.path.starts_with('/') || name.path.get(1..3) == Some(":/");
    let uri = match (is_absolute, name.path.strip_prefix("//")) {
        (_, Some(host)) => format!("file://{}", encoded(host)),
        (true, None) => format!("file:///{}", encoded(name.path.trim_start_matches('/'))),
        (false, None) => encoded(&name.path),
    };
    json!({ "uri": uri })
}

/// A path as part of a URI. A colon is encoded too, else what stands before it would be a scheme.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.push_str(&crate::encoding::hex(&[byte]).to_ascii_uppercase());
        }
    }
    uri
}

fn all_notifications(report: &Report, remarks: &[Remark], view: &View<'_>) -> Vec<Value> {
    let mut all: Vec<Value> = remarks.iter().map(|remark| notification(remark, view.lang)).collect();
    if report.left > 0 {
        let left = report.left;
        let text = crate::text!("interrupted: {left} not asked", "已中断：还有 {left} 项没有询问");
        all.push(json!({ "level": "warning", "message": { "text": text.get(view.lang) } }));
    }
    if report.emulated {
        all.push(json!({ "level": "note", "message": { "text": EMULATED.get(view.lang) } }));
    }
    all
}

fn notification(remark: &Remark, lang: Lang) -> Value {
    json!({
        "descriptor": { "id": remark.rule.id },
        "level": level(remark.severity),
        "message": { "text": remark.sentence(lang) },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::testing::{Scene, keeps_secrets, report_on};
    use crate::text::Text;

    fn run(scene: &Scene, report: &Report) -> Value {
        let text = document(report, &scene.view(Lang::En));
        keeps_secrets(&text);
        let log: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(log["version"], "2.1.0");
        log["runs"][0].clone()
    }

    #[test]
    fn every_result_has_a_rule_and_a_location() {
        let scene = Scene::new();
        let run = run(&scene, &scene.report());
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let results = run["results"].as_array().expect("results");
        assert_eq!(results.len(), 4);
        for result in results {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small")];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(!rule["fullDescription"]["text"].as_str().expect("a text").is_empty());
            let artifact = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            assert_eq!(artifact["uri"], "%E5%BA%94%E7%94%A8%201%2C%25/push.toml");
            assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
        }
        let levels: Vec<&Value> = results.iter().map(|result| &result["level"]).collect();
        assert_eq!(levels, ["error", "error", "warning", "note"]);
        assert_eq!(rules[0]["helpUri"], "https://dev.vivo.com.cn/");
        assert_eq!(rules[0]["help"]["text"].as_str().expect("help").lines().count(), 4);
    }

    #[test]
    fn columns_are_characters_and_a_region_ends_with_its_line() {
        let scene = Scene::new();
        let run = run(&scene, &scene.report());
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let first = &run["results"][0];
        let region = |location: &Value| location["physicalLocation"]["region"].clone();
        let expected = json!({ "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 13 });
        assert_eq!(region(&first["locations"][0]), expected);
        let expected = json!({ "startLine": 4, "startColumn": 14, "endLine": 4, "endColumn": 22 });
        assert_eq!(region(&first["relatedLocations"][0]), expected);
        assert_eq!(first["relatedLocations"][0]["message"]["text"], "and here");
        assert!(region(&run["results"][1]["locations"][0]).is_null());
    }

    #[test]
    fn what_could_not_be_done_is_a_notification() {
        let scene = Scene::new();
        let mut report = scene.report();
        report.left = 2;
        let invocation = run(&scene, &report)["invocations"][0].clone();
        assert_eq!(invocation["executionSuccessful"], true);
        let notifications = invocation["toolExecutionNotifications"].as_array().expect("notifications");
        assert_eq!(notifications.len(), 2);
        assert_eq!(notifications[0]["descriptor"]["id"], "google/network");
        report.stopped = Some((Text::new("no such vendor", "没有"), Text::new("", "")));
        report.found = Verdict::Unusable;
        let invocation = run(&scene, &report)["invocations"][0].clone();
        assert_eq!(invocation["executionSuccessful"], false);
        assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "no such vendor");
    }

    #[test]
    fn profile_emulator_and_switched_off_rules_are_properties() {
        let scene = Scene::new();
        let mut report = Report::new("check");
        assert!(run(&scene, &report)["properties"].is_null());
        assert_eq!(run(&scene, &report)["automationDetails"]["id"], "pushctl/check/");
        report.profile = Some("正式/1".to_owned());
        report.emulated = true;
        report.switched_off = 3;
        let run = run(&scene, &report);
        assert_eq!(run["properties"], json!({ "profile": "正式/1", "emulated": true, "switchedOff": 3 }));
        assert_eq!(run["automationDetails"]["id"], "pushctl/check/%E6%AD%A3%E5%BC%8F/1/");
    }

    #[test]
    fn a_rule_stands_once() {
        let scene = Scene::new();
        let run = run(&scene, &report_on(&scene, "bad bad\nbad"));
        assert_eq!(run["results"].as_array().map(Vec::len), Some(3));
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn what_lies_below_no_root_is_a_uri_of_its_own() {
        let uri = |path: &str| artifact(&Name { path: path.to_owned(), is_rooted: false })["uri"].clone();
        assert_eq!(uri("/etc/push toml"), "file:///etc/push%20toml");
        assert_eq!(uri("C:/push.toml"), "file:///C%3A/push.toml");
        assert_eq!(uri("//server/push.toml"), "file://server/push.toml");
        assert_eq!(uri("../push.toml"), "../push.toml");
    }
}
