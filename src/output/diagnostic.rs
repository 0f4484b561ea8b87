//! Findings the way rustc shows its own: place, line, caret, cause, remedy.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Terminal, layout};
use crate::config::{Place, Source};
use crate::report::{Finding, Severity};
use crate::text::{Lang, Text};

/// Renders findings for people, for standard output. Why a rule is there and what to do stands below the first of
/// several findings that say the same.
#[must_use]
pub fn diagnostics<'a>(findings: impl IntoIterator<Item = &'a Finding>, terminal: &Terminal, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(terminal.width);
    let mut all = Vec::new();
    let mut explained: Vec<(&str, &Text)> = Vec::new();
    for finding in findings {
        let why = (finding.rule.id, &finding.remedy);
        let is_explained = explained.contains(&why);
        explained.push(why);
        let text = renderer.render(&[group(finding, terminal, !is_explained)]);
        all.push(if finding.place.is_some() { text } else { without_gutter(&text) });
    }
    all.join("\n\n")
}

/// Without a snippet the renderer still draws an empty gutter line below the title.
fn without_gutter(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_end().ends_with('|') || line.len() > 16);
    lines.collect::<Vec<_>>().join("\n")
}

fn group<'a>(finding: &'a Finding, terminal: &'a Terminal, with_notes: bool) -> Group<'a> {
    let lang = terminal.lang;
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(finding.severity.label().get(lang).to_owned());
    let title = level.primary_title(finding.message.get(lang)).id(finding.rule.id);
    let mut group = Group::with_title(title);
    if let Some(place) = &finding.place {
        for snippet in snippets(finding, place, lang) {
            group = group.element(snippet);
        }
    }
    for (name, text) in notes(finding, lang).into_iter().filter(|_| with_notes) {
        // What continues on a further line stands below its beginning: ` = name: `.
        let indent = 5 + layout::width(name);
        let text = layout::wrap(text, terminal.width.saturating_sub(indent + 4)).join("\n");
        group = group.element(Level::NOTE.with_name(name).message(text));
    }
    group
}

fn notes(finding: &Finding, lang: Lang) -> Vec<(&'static str, &str)> {
    let (cause, remedy) = match lang {
        Lang::En => ("cause", "help"),
        Lang::Zh => ("原因", "改法"),
    };
    [(cause, finding.rule.cause.get(lang)), (remedy, finding.remedy.get(lang))]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// One snippet per file: the place itself, and the places that belong to it.
fn snippets<'a>(
    finding: &'a Finding,
    place: &'a Place,
    lang: Lang,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let label = finding.label.as_ref().map(|label| label.get(lang));
    let mut all = vec![(place, AnnotationKind::Primary, label)];
    all.extend(finding.related.iter().map(|(place, label)| (place, AnnotationKind::Context, Some(label.get(lang)))));
    let mut snippets: Vec<(&Source, Snippet<'a, _>)> = Vec::new();
    for (place, kind, label) in all {
        let annotation = kind.span(place.first_line()).label(label);
        match snippets.iter().position(|(source, _)| std::ptr::eq(*source, &raw const *place.source)) {
            Some(at) => {
                let (source, snippet) = snippets.remove(at);
                snippets.insert(at, (source, snippet.annotation(annotation)));
            }
            None => {
                let snippet = Snippet::source(place.source.masked()).path(place.source.name.as_str());
                snippets.push((&place.source, snippet.annotation(annotation)));
            }
        }
    }
    snippets.into_iter().map(|(_, snippet)| snippet).collect()
}
