//! Standard output and standard error. Everything that is printed goes through here, and past the redactor.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use crate::secret::Redactor;
use crate::text::{Lang, Text};

/// A colour or weight. It never carries a meaning alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Good.
    Green,
    /// Bad.
    Red,
    /// Doubtful.
    Yellow,
    /// Beside the point.
    Grey,
    /// Something to type.
    Cyan,
    /// Important.
    Bold,
}

/// Where output goes, and in which language, width and colour.
#[derive(Debug)]
pub struct Terminal {
    /// The language.
    pub lang: Lang,
    /// Columns of standard output.
    pub width: usize,
    /// Whether standard output is coloured.
    pub color: bool,
    /// Whether standard error is coloured.
    pub stderr_color: bool,
    /// Whether remarks on standard error are wanted.
    pub quiet: bool,
    redactor: Redactor,
    page: Option<Mutex<String>>,
}

impl Terminal {
    /// A terminal that lets nothing out that `redactor` knows.
    #[must_use]
    pub fn new(lang: Lang, width: usize, redactor: Redactor) -> Self {
        Self { lang, width: width.max(20), color: false, stderr_color: false, quiet: false, redactor, page: None }
    }

    /// A page instead of a terminal: what would go to standard output is kept, what would go to standard error is not.
    #[must_use]
    pub fn page(lang: Lang, width: usize, redactor: Redactor) -> Self {
        Self { page: Some(Mutex::default()), ..Self::new(lang, width, redactor) }
    }

    /// What was kept.
    #[must_use]
    pub fn into_page(self) -> String {
        self.page.map_or_else(String::new, |page| page.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// A message in this terminal's language.
    #[must_use]
    pub fn say<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.lang)
    }

    /// `text` without what must not be shown. For what will be wrapped: a value in two lines is not recognised any more.
    #[must_use]
    pub fn redacted(&self, text: &str) -> String {
        self.redactor.redact(text)
    }

    /// Prints a line of the result. `Err`: the reader went away, or the disk is full.
    pub fn line(&self, text: &str) -> io::Result<()> {
        self.raw_line(&self.redactor.redact(text))
    }

    /// Prints a line that may hold device tokens: requests to be sent by hand.
    pub fn request(&self, text: &str) -> io::Result<()> {
        self.raw_line(&self.redactor.redact_secrets(text))
    }

    /// Prints a line that holds a credential on purpose: for `pushctl sign` alone.
    pub fn raw_line(&self, text: &str) -> io::Result<()> {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        if let Some(page) = &self.page {
            page.lock().unwrap_or_else(PoisonError::into_inner).extend([text, end]);
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.write_all(end.as_bytes())?;
        out.flush()
    }

    /// Prints a remark to standard error, unless it is to be quiet.
    pub fn remark(&self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// Prints to standard error, come what may. A closed standard error is nobody's concern.
    pub fn complain(&self, text: &str) {
        if self.page.is_some() {
            return;
        }
        let text = self.redactor.redact(text);
        let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
    }

    /// `text` in a colour, where standard output is coloured.
    #[must_use]
    pub fn paint(&self, color: Color, text: &str) -> String {
        paint(self.color, color, text)
    }

    /// `text` in a colour, where standard error is coloured.
    #[must_use]
    pub fn paint_stderr(&self, color: Color, text: &str) -> String {
        paint(self.stderr_color, color, text)
    }

    /// Whether a person can be asked.
    #[must_use]
    pub fn is_interactive(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }
}

fn paint(on: bool, color: Color, text: &str) -> String {
    if !on || text.is_empty() {
        return text.to_owned();
    }
    let code = match color {
        Color::Green => "32",
        Color::Red => "31",
        Color::Yellow => "33",
        Color::Grey => "90",
        Color::Cyan => "36",
        Color::Bold => "1",
    };
    format!("\x1b[{code}m{text}\x1b[0m")
}
