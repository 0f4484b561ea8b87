//! Where lines begin and end, for insertions that are to become lines of their own.

/// The first byte of the line that a byte stands on, behind a byte order mark.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { start }
}

/// Where the line ends that a byte stands on: before its newline, or at the end of the text.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let line = rest.split_once('\n').map_or(rest, |(line, _)| line.strip_suffix('\r').unwrap_or(line));
    at + line.len()
}

/// Where the next line begins, or the end of the text.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// Whether nothing but blanks stands before a byte on its line.
pub(super) fn is_first_on_line(text: &str, at: usize) -> bool {
    is_blank(&text[line_start(text, at)..at])
}

/// Whether nothing but blanks stands behind a byte on its line.
pub(super) fn is_last_on_line(text: &str, at: usize) -> bool {
    is_blank(&text[at..line_end(text, at)])
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_behind_a_byte_order_mark_and_end_before_a_newline_of_either_kind() {
        let text = "\u{feff}a\r\n\tb c\n";
        assert_eq!((line_start(text, 3), line_end(text, 3), next_line(text, 3)), (3, 4, 6));
        assert_eq!((line_start(text, 9), line_end(text, 9), next_line(text, 9)), (6, 10, 11));
        assert_eq!((line_start(text, 0), line_end(text, 11), next_line(text, 11)), (0, 11, 11));
        assert!(is_first_on_line(text, 7) && is_first_on_line(text, 3));
        assert!(!is_first_on_line(text, 9) && is_last_on_line(text, 10) && !is_last_on_line(text, 8));
    }
}
