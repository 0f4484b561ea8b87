//! Sets, removes and merges the manifest placeholders of `defaultConfig`.

use std::ops::Range;

use super::super::facts::placeholders::{Form, Setting};
use super::super::tree::{Group, Statement};
use super::super::{Build, Placeholder, Scope};
use super::insert::{Snippet, is_name};
use super::{cannot, is_computed};
use crate::project::Dsl;
use crate::project::edit::{CannotEdit, Edit, indentation_at};
use crate::text::Text;

impl Build {
    /// Gives a placeholder of `defaultConfig` a value: in its place, else beside the others, else in a new statement.
    pub fn set_placeholder(&self, key: &str, value: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.placeholder_set(key, value))
    }

    fn placeholder_set(&self, key: &str, value: &str) -> Result<Vec<Edit>, CannotEdit> {
        let settings = self.default_settings()?;
        // What is assigned over has no effect.
        let alive = settings.iter().rposition(|setting| setting.replaces.is_some()).unwrap_or(0);
        let mut entries = settings[alive..].iter().flat_map(|setting| &setting.entries).rev();
        if let Some(entry) = entries.find(|entry| entry.key.value.as_deref() == Some(key)) {
            if entry.value.value.as_deref() == Some(value) {
                return Ok(Vec::new());
            }
            let edit = self.replacement(&entry.value, value);
            return edit.map(|edit| vec![edit]).ok_or_else(|| is_computed(key, &entry.value));
        }
        let Some(last) = settings.last() else {
            let statement = match self.dsl {
                Dsl::Groovy => format!("manifestPlaceholders += [{}]", self.new_entry(key, value, None)),
                Dsl::Kotlin => self.element(key, value, None),
            };
            return Ok(vec![self.put_into(&["android", "defaultConfig"], vec![Snippet::Line(statement)])?]);
        };
        if let Some(map) = last.maps.last() {
            return Ok(self.append_entry(map, &last.entries, key, value));
        }
        Ok(vec![self.after(last.span.clone(), &[Snippet::Line(self.element_like(key, value, last))])])
    }

    /// Removes a placeholder of `defaultConfig` with its comma or its line.
    pub fn remove_placeholder(&self, key: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.placeholder_removed(key))
    }

    fn placeholder_removed(&self, key: &str) -> Result<Vec<Edit>, CannotEdit> {
        let mut edits = Vec::new();
        for setting in self.default_settings()? {
            let is_meant = |entry: &&Placeholder| entry.key.value.as_deref() == Some(key);
            let meant: Vec<&Placeholder> = setting.entries.iter().filter(is_meant).collect();
            if meant.is_empty() {
                continue;
            }
            if setting.form != Form::Map || meant.len() == setting.entries.len() {
                if !self.is_plain(&setting) {
                    let reason = Text::new("the placeholders are computed here", "此处的占位符由表达式得出");
                    return Err(cannot(reason, Some(setting.span.start)));
                }
                edits.push(self.without_statement(setting.span.clone()));
                continue;
            }
            for map in &setting.maps {
                edits.extend(self.without_entries(map, &meant));
            }
        }
        Ok(edits)
    }

    /// Makes assignments in `defaultConfig` add to the placeholders that are there, as Flutter's own are.
    pub fn merge_placeholders(&self) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(Self::placeholders_merged)
    }

    fn placeholders_merged(&self) -> Result<Vec<Edit>, CannotEdit> {
        let settings = self.default_settings()?.into_iter();
        Ok(settings.filter_map(|setting| setting.replaces).map(|operator| self.merging(operator)).collect())
    }

    fn merging(&self, operator: Range<usize>) -> Edit {
        match self.slice(operator.clone()) {
            "=" => Edit::replace(operator, "+="),
            // `manifestPlaceholders [K: "v"]`
            _ if self.text[operator.end..].trim_start().starts_with('[') => Edit::insert(operator.end, " +="),
            _ => Edit::replace(operator, "addManifestPlaceholders"),
        }
    }

    /// What sets placeholders in `defaultConfig`.
    fn default_settings(&self) -> Result<Vec<Setting<'_>>, CannotEdit> {
        let mut settings = self.placeholder_settings();
        settings.retain(|setting| setting.scope == Scope::DefaultConfig);
        match settings.iter().flat_map(|setting| &setting.maps).find(|map| self.has_mistake(map)) {
            Some(map) => {
                let reason = Text::new("the map does not compile as it is", "该映射目前无法编译");
                Err(cannot(reason, Some(map.span.start)))
            }
            None => Ok(settings),
        }
    }

    /// `manifestPlaceholders["K"] = "v"`
    fn element(&self, key: &str, value: &str, neighbour: Option<&Placeholder>) -> String {
        let key = self.quoted_like(neighbour.map(|entry| &entry.key), key);
        let value = self.quoted_like(neighbour.map(|entry| &entry.value), value);
        format!("manifestPlaceholders[{key}] = {value}")
    }

    /// The same beside a statement that sets one too.
    fn element_like(&self, key: &str, value: &str, setting: &Setting<'_>) -> String {
        let neighbour = setting.entries.last();
        let receiver = match setting.form {
            Form::Put => "manifestPlaceholders.",
            Form::PutInBlock => "",
            Form::Map | Form::Element => return self.element(key, value, neighbour),
        };
        let key = self.quoted_like(neighbour.map(|entry| &entry.key), key);
        let value = self.quoted_like(neighbour.map(|entry| &entry.value), value);
        format!("{receiver}put({key}, {value})")
    }

    /// `K: "v"` or `"K" to "v"`, written like the neighbour.
    fn new_entry(&self, key: &str, value: &str, neighbour: Option<&Placeholder>) -> String {
        let value = self.quoted_like(neighbour.map(|entry| &entry.value), value);
        if self.dsl == Dsl::Kotlin {
            return format!("{} to {value}", self.quoted(key));
        }
        let is_bare = neighbour.is_none_or(|entry| entry.key.inner == entry.key.span);
        let key_words = if is_bare && is_name(key) {
            key.to_owned()
        } else {
            self.quoted_like(neighbour.map(|entry| &entry.key), key)
        };
        let between = neighbour.map(|entry| self.slice(entry.key.span.end..entry.value.span.start));
        let between = between.filter(|between| between.chars().all(|c| c == ' ' || c == ':')).unwrap_or(": ");
        format!("{key_words}{between}{value}")
    }

    fn append_entry(&self, map: &Group, entries: &[Placeholder], key: &str, value: &str) -> Vec<Edit> {
        let entry = self.new_entry(key, value, entries.iter().rev().find(|entry| map.span.contains(&entry.span.start)));
        let Some(last) = map.statements.last().map(Statement::span) else {
            return vec![Edit::insert(map.close(), entry)];
        };
        // `[:]`
        if self.slice(last.clone()) == ":" {
            return vec![Edit::replace(last, entry)];
        }
        let comma = map.commas.get(map.statements.len() - 1).map(|comma| comma + 1);
        let newline = format!("{}{}", self.style().newline, indentation_at(&self.text, last.start));
        match (self.begins_line(last.start), comma) {
            (false, None) => vec![Edit::insert(last.end, format!(", {entry}"))],
            (false, Some(comma)) => vec![Edit::insert(comma, format!(" {entry},"))],
            (true, Some(comma)) => {
                let end = self.free_line_end(comma).unwrap_or(comma);
                vec![Edit::insert(end, format!("{newline}{entry},"))]
            }
            (true, None) => match self.free_line_end(last.end).filter(|end| *end > last.end) {
                // Its comment stays beside it.
                Some(end) => vec![Edit::insert(last.end, ","), Edit::insert(end, format!("{newline}{entry}"))],
                None => vec![Edit::insert(last.end, format!(",{newline}{entry}"))],
            },
        }
    }

    /// Whether a statement does nothing but set what it names.
    fn is_plain(&self, setting: &Setting<'_>) -> bool {
        let in_maps = |at: usize| setting.maps.iter().any(|map| map.span.contains(&at));
        let outside = self.slice(setting.span.clone()).char_indices();
        let outside: String = outside.filter(|(at, _)| !in_maps(setting.span.start + at)).map(|(_, c)| c).collect();
        setting.form != Form::Map
            || (setting.maps.len() < 2 && !outside.replace("+=", "").contains('+'))
            || outside.split_whitespace().collect::<String>().ends_with("=manifestPlaceholders+")
    }

    /// The edit that removes a statement, with its line if it has one.
    fn without_statement(&self, span: Range<usize>) -> Edit {
        if let Some(lines) = self.lines_of(span.clone()) {
            return Edit::replace(lines, "");
        }
        let after = &self.text[span.end..];
        let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
        if let Some(rest) = after[blanks(after)..].strip_prefix(';') {
            return Edit::replace(span.start..self.text.len() - rest.len() + blanks(rest), "");
        }
        let before = self.text[..span.start].trim_end_matches([' ', '\t']);
        let start = before.strip_suffix(';').map_or(span.start, |before| before.trim_end_matches([' ', '\t']).len());
        Edit::replace(start..span.end, "")
    }

    /// The lines of something, if nothing else but comments stands on them.
    fn lines_of(&self, span: Range<usize>) -> Option<Range<usize>> {
        let end = self.free_line_end(span.end).filter(|_| self.begins_line(span.start))?;
        let start = self.text[..span.start].trim_end_matches([' ', '\t']).len();
        let newline = self.text[end..].find('\n').map_or(0, |newline| newline + 1);
        Some(start..end + newline)
    }

    /// The edits that remove some but not all entries of a map.
    fn without_entries(&self, map: &Group, meant: &[&Placeholder]) -> Vec<Edit> {
        let is_meant = |item: &Statement| meant.iter().any(|entry| entry.span == item.span());
        let items = &map.statements;
        let mut edits = Vec::new();
        // The last one that stays must not keep a comma that was not there at the end before.
        let last_kept = items.iter().rposition(|item| !is_meant(item));
        let has_final_comma = map.commas.len() == items.len();
        for (number, item) in items.iter().enumerate() {
            if is_meant(item) {
                let comma = map.commas.get(number).map_or(item.span().end, |comma| comma + 1);
                edits.push(Edit::replace(self.place_of_entry(item.span().start..comma), ""));
            } else if Some(number) == last_kept && number + 1 < items.len() && !has_final_comma {
                edits.push(Edit::replace(map.commas[number]..map.commas[number] + 1, ""));
            }
        }
        edits
    }

    /// An entry with its comma, and with its line or the blanks before the next one.
    fn place_of_entry(&self, span: Range<usize>) -> Range<usize> {
        if let Some(lines) = self.lines_of(span.clone()) {
            return lines;
        }
        let after = &self.text[span.end..];
        let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
        let is_last = after[blanks..].starts_with([']', ')']);
        // `[A: "a", B: "b"]` without B, and without A.
        let before = self.text[..span.start].trim_end_matches([' ', '\t']).len();
        if is_last && !self.begins_line(span.start) { before..span.end } else { span.start..span.end + blanks }
    }
}
