//! Code Quality of GitLab: a JSON array that GitLab compares with that of the target branch.
//!
//! Severities: an error is `critical`, a warning `minor`, a note `info`. GitLab wants a file and a line of every entry;
//! what stands nowhere is reported at the first line of the file of settings. That no vendor was asked, and what
//! `[rules]` switched off, has no place in this format.
//!
//! Reference: "Code Quality", section "Code Quality report format", in GitLab's documentation.

use serde_json::{Value, json};

use super::View;
use super::remark::{Remark, remarks};
use crate::report::{Report, Severity};

/// The whole array.
#[must_use]
pub fn document(report: &Report, view: &View<'_>) -> String {
    let issues: Vec<Value> = remarks(report, view).iter().map(|remark| issue(remark, view)).collect();
    format!("{:#}", Value::from(issues))
}

fn issue(remark: &Remark, view: &View<'_>) -> Value {
    let severity = match remark.severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    let (path, line) = match &remark.spot {
        Some(spot) => (spot.name.path.clone(), spot.line),
        None => (view.names.config().path, 1),
    };
    json!({
        "description": remark.sentence(view.lang),
        "check_name": remark.rule.id,
        "fingerprint": remark.fingerprint,
        "severity": severity,
        "location": { "path": path, "lines": { "begin": line } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::testing::{FILE, Scene, keeps_secrets, report_on};
    use crate::text::Lang;

    fn issues(scene: &Scene, report: &Report, lang: Lang) -> Vec<Value> {
        let text = document(report, &scene.view(lang));
        keeps_secrets(&text);
        serde_json::from_str(&text).expect("JSON")
    }

    fn fingerprints(scene: &Scene, text: &str) -> Vec<String> {
        let issues = issues(scene, &report_on(scene, text), Lang::En);
        issues.iter().map(|issue| issue["fingerprint"].as_str().expect("a text").to_owned()).collect()
    }

    #[test]
    fn every_issue_has_a_place_and_a_fingerprint_of_its_own() {
        let scene = Scene::new();
        let issues = issues(&scene, &scene.report(), Lang::En);
        let of = |issue: &Value| {
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            (text(&issue["severity"]), text(&issue["check_name"]), issue["location"]["lines"]["begin"].as_u64())
        };
        let expected = [
            ("critical", "vivo/app-id-format", 3),
            ("critical", "vivo/credentials", 1),
            ("minor", "config/habit", 1),
            ("minor", "google/network", 1),
            ("info", "config/not-set", 2),
        ];
        let expected = expected.map(|(severity, name, line)| (severity.to_owned(), name.to_owned(), Some(line)));
        assert_eq!(issues.iter().map(of).collect::<Vec<_>>(), expected);
        assert!(issues.iter().all(|issue| issue["location"]["path"] == FILE));
        let fingerprints: std::collections::BTreeSet<&str> =
            issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
        assert_eq!(fingerprints.len(), issues.len());
        assert!(fingerprints.iter().all(|print| print.len() == 64));
        assert_eq!(document(&Report::new("check"), &scene.view(Lang::En)), "[]");
    }

    #[test]
    fn a_fingerprint_stays_when_lines_move() {
        let scene = Scene::new();
        let before = fingerprints(&scene, "a = bad\nb = bad bad\na = bad\n");
        assert_eq!(before.len(), 4);
        let after = fingerprints(&scene, "# new\r\n\r\n  a = bad\r\n# new\r\n\tb = bad bad\r\na = bad");
        assert_eq!(before, after);
        let mut changed = fingerprints(&scene, "a = bad # changed\nb = bad bad\na = bad\n");
        assert_ne!(before[0], changed.remove(0));
        assert_eq!(before[1..3], changed[..2]);
    }

    #[test]
    fn a_fingerprint_does_not_depend_on_words_or_on_the_length_of_a_secret() {
        let scene = Scene::new();
        let report = |secret: &str| {
            let text = format!("k = \"{secret}\" # bad");
            let report = report_on(&scene, &text);
            let place = report.findings.iter().next().and_then(|finding| finding.place.clone()).expect("a place");
            place.source.hide(std::slice::from_ref(&(5..5 + secret.len())));
            issues(&scene, &report, Lang::Zh)[0]["fingerprint"].clone()
        };
        assert_eq!(report("hidden"), report("hidden-too"));
        let in_lang = |lang| issues(&scene, &scene.report(), lang)[0]["fingerprint"].clone();
        assert_eq!(in_lang(Lang::En), in_lang(Lang::Zh));
    }
}
