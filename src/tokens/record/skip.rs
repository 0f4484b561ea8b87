//! Why a line holds no token that can be asked about.

use crate::text::Phrase;
use crate::tokens::TooLong;

/// Why a line is passed over. Never a reason to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skip {
    /// Nothing but blanks.
    Empty,
    /// Longer than [`LONGEST`](crate::tokens::lines::LONGEST).
    TooLong,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// Begins with `{` and is no JSON object, or states a member twice.
    NotJson,
    /// `token`, `vendor` or `ref` is neither text nor a number.
    NotText,
    /// No `token`, or an empty one.
    NoToken,
    /// A blank or a control character inside the token.
    BlankInside,
    /// Ends before the column of the token.
    TooFewColumns,
    /// A quoted cell does not end on its line.
    UnclosedQuote,
    /// Something stands between the end of a quoted cell and the next separator.
    TextBehindQuote,
}

impl Skip {
    /// The reason in both languages.
    #[must_use]
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Empty => Phrase::new("empty line", "空行"),
            Self::TooLong => Phrase::new("line longer than 64 KiB", "该行超过 64 KiB"),
            Self::NotUtf8 => Phrase::new("not UTF-8", "不是 UTF-8 编码"),
            Self::NotJson => Phrase::new("not a JSON object on one line", "不是单行 JSON 对象"),
            Self::NotText => Phrase::new(
                "`token`, `vendor` or `ref` is neither text nor a number",
                "`token`、`vendor` 或 `ref` 既不是字符串也不是数字",
            ),
            Self::NoToken => Phrase::new("no token", "没有 token"),
            Self::BlankInside => {
                Phrase::new("a blank or control character inside the token", "token 中有空白或控制字符")
            }
            Self::TooFewColumns => Phrase::new("too few columns", "列数不够"),
            Self::UnclosedQuote => Phrase::new("a quoted cell does not end on its line", "引号在行尾之前没有闭合"),
            Self::TextBehindQuote => Phrase::new("text behind a closing quote", "右引号之后还有文字"),
        }
    }
}

impl From<TooLong> for Skip {
    fn from(TooLong: TooLong) -> Self {
        Self::TooLong
    }
}
