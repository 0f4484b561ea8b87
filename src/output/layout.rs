//! Words on a screen: display width, wrapping that knows Chinese, tables.

use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes; a Chinese character takes two.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` and as many blanks as fill `columns`.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Breaks `text` into lines of at most `columns`: at blanks, and between Chinese characters, which have none. A
/// closing mark never begins a line. Lines of the text itself are kept.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(line, columns.max(8))).collect()
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for piece in pieces(line) {
        let fits = width(current.as_str()) + width(piece.trim_end()) <= columns;
        if !fits && !current.trim().is_empty() {
            lines.push(current.trim_end().to_owned());
            current.clear();
        }
        current.push_str(if current.is_empty() && !lines.is_empty() { piece.trim_start() } else { piece });
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// The stretches of a line between which it may be broken.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, character) in line.char_indices() {
        let breakable = match previous {
            Some(' ') => character != ' ',
            Some(before) => {
                (is_wide(before) || is_wide(character))
                    && !sticks_to_previous(character)
                    && !opens(before)
                    && character != ' '
            }
            None => false,
        };
        if breakable {
            pieces.push(&line[start..at]);
            start = at;
        }
        previous = Some(character);
    }
    pieces.push(&line[start..]);
    pieces
}

fn is_wide(character: char) -> bool {
    character.width().unwrap_or(0) > 1
}

fn sticks_to_previous(character: char) -> bool {
    "，。、；：！？）》」』”’…,.;:!?)]}%".contains(character)
}

fn opens(character: char) -> bool {
    "（《「『“‘([{".contains(character)
}

/// `label` in a column of its own, `text` wrapped beside it.
#[must_use]
pub fn hang(label: &str, label_columns: usize, text: &str, columns: usize) -> String {
    let beside = columns.saturating_sub(label_columns).max(16);
    let mut lines = wrap(text, beside).into_iter();
    let mut hung = pad(label, label_columns);
    hung.push_str(&lines.next().unwrap_or_default());
    for line in lines {
        hung.push('\n');
        hung.push_str(&" ".repeat(label_columns));
        hung.push_str(&line);
    }
    hung.trim_end().to_owned()
}

/// A table without lines, as wide as its text, at most `columns`. The first row is its head.
#[must_use]
pub fn table(head: &[&str], rows: &[Vec<String>], columns: usize) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(columns).unwrap_or(u16::MAX));
    table.set_header(head.to_vec());
    table.add_rows(rows.iter().cloned());
    let text = table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    text.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_between_characters_and_keeps_its_marks() {
        let lines = wrap("没有测试模式，这一条计入今天的正式额度。", 16);
        assert_eq!(lines, ["没有测试模式，这", "一条计入今天的正", "式额度。"]);
        let lines = wrap("一二三四五六七八，九", 16);
        assert_eq!(lines, ["一二三四五六七", "八，九"]);
    }

    #[test]
    fn english_breaks_at_blanks() {
        assert_eq!(wrap("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("unbreakableword x", 8), ["unbreakableword", "x"]);
    }

    #[test]
    fn columns_are_right_with_chinese_text() {
        let rows = vec![vec!["华为".to_owned(), "有效".to_owned()], vec!["vivo".to_owned(), "x".to_owned()]];
        let text = table(&["渠道", "密钥"], &rows, 80);
        let columns: Vec<usize> =
            text.lines().map(|line| width(&line[..line.rfind(' ').expect("two columns")])).collect();
        assert!(columns.iter().all(|column| *column == columns[0]), "{text}");
    }
}
