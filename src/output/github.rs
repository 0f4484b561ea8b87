//! Annotations of GitHub Actions: workflow commands on standard output, which GitHub shows at the lines of a pull
//! request. It shows the first ten of a step, so errors come first.
//!
//! Reference: "Workflow commands for GitHub Actions"; the escaping is that of `actions/toolkit`.

use super::remark::{Remark, remarks};
use super::{EMULATED, View};
use crate::report::{Report, Severity};
use crate::text::Lang;

/// One workflow command a line. Nothing to say is an empty text.
#[must_use]
pub fn document(report: &Report, view: &View<'_>) -> String {
    let mut lines: Vec<String> = remarks(report, view).iter().map(|remark| annotation(remark, view.lang)).collect();
    if report.emulated {
        lines.push(format!("::notice title=pushctl::{}", data(EMULATED.get(view.lang))));
    }
    lines.join("\n")
}

fn annotation(remark: &Remark, lang: Lang) -> String {
    let command = match remark.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(spot) = &remark.spot {
        properties.push(format!("file={}", property(&spot.name.path)));
        properties.push(format!("line={},col={}", spot.line, spot.column));
        properties.push(format!("endLine={},endColumn={}", spot.line, spot.end_column));
    }
    properties.push(format!("title={}", property(&remark.rule.id)));
    format!("::{command} {}::{}", properties.join(","), data(&remark.sentence(lang)))
}

/// What a message may not hold as it is. A line break would end the command, and what follows it would be another one.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a property may not hold beside that.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::testing::{Scene, keeps_secrets};
    use crate::text::Text;

    #[test]
    fn errors_come_first_and_everything_is_escaped() {
        let scene = Scene::new();
        let text = document(&scene.report(), &scene.view(Lang::En));
        let file = "file=应用 1%2C%25/push.toml";
        let expected = [
            format!(
                "::error {file},line=3,col=5,endLine=3,endColumn=13,title=vivo/app-id-format::app_id is wrong. Fix: copy it from the console"
            ),
            "::error title=vivo/credentials::vivo: credentials refused (10206 sign [31mwrong). Fix: try again"
                .to_owned(),
            "::warning title=config/habit::100 %25: a%0Ab, ***".to_owned(),
            "::warning title=google/network::google: no answer (nobody listens). Fix: try again".to_owned(),
            format!(
                "::notice {file},line=2,col=1,endLine=2,endColumn=7,title=config/not-set::secret not set. Fix: fill it in to have it checked"
            ),
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
        keeps_secrets(&text);
    }

    #[test]
    fn nothing_in_a_property_ends_it() {
        assert_eq!(property("a:b,c%\r\nd"), "a%3Ab%2Cc%25%0D%0Ad");
        assert_eq!(data("a:b,c%\r\nd"), "a:b,c%25%0D%0Ad");
    }

    #[test]
    fn chinese_has_its_own_marks() {
        let scene = Scene::new();
        let text = document(&scene.report(), &scene.view(Lang::Zh));
        assert!(text.contains("::app_id 不对。改法：从控制台复制\n"), "{text}");
        assert!(text.contains("::vivo：密钥被拒绝（10206 sign [31mwrong）。改法：再试一次\n"), "{text}");
    }

    #[test]
    fn a_run_that_could_not_be_done_says_why() {
        let scene = Scene::new();
        let mut report = Report::new("check");
        report.stopped = Some((Text::new("no such vendor", "没有"), Text::new("did you mean `vivo`?", "")));
        report.emulated = true;
        assert_eq!(
            document(&report, &scene.view(Lang::En)),
            "::error title=pushctl/unusable::no such vendor. Fix: did you mean `vivo`?\n\
             ::notice title=pushctl::emulated: no vendor was asked"
        );
        assert_eq!(document(&Report::new("check"), &scene.view(Lang::En)), "");
    }
}
