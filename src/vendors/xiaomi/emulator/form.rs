//! The body of a push: a form, UTF-8, percent-encoded once.

use std::cell::RefCell;

use super::{Refusal, refuse, slips};
use crate::emulator::{RawRequest, read};
use crate::text;
use crate::text::Text;

/// What the body must be.
const FORM: &str = "application/x-www-form-urlencoded";

/// Names that may stand there several times.
const LISTS: &[&str] = &["registration_id", "alias", "user_account"];

/// The fields in their order, and words on them.
pub(super) struct Form {
    fields: Vec<(String, String)>,
    remarks: RefCell<Vec<Text>>,
}

/// Reads the body. `Err`: Xiaomi takes forms only.
pub(super) fn read(request: &RawRequest) -> Result<Form, Refusal> {
    if let Some(remark) = read::wrong_content_type(request, FORM, "Xiaomi") {
        return refuse("10007", remark);
    }
    let fields = match read::form(&request.body) {
        Ok(fields) => fields,
        Err(remark) => return refuse("10007", remark),
    };
    let form = Form::of(fields);
    form.look_at_encoding(&request.body);
    Ok(form)
}

impl Form {
    /// A form of these fields, with words on the names that Xiaomi does not read.
    pub(super) fn of(fields: Vec<(String, String)>) -> Self {
        let remarks = fields.iter().filter_map(|(name, _)| slips::of_name(name)).collect();
        Self { fields, remarks: RefCell::new(remarks) }
    }

    /// A field that says anything.
    pub(super) fn text(&self, name: &'static str) -> Option<&str> {
        self.values(name).find(|value| !value.trim().is_empty())
    }

    /// A field whose name may stand there several times.
    pub(super) fn values(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The fields `extra.…`, without that word.
    pub(super) fn extras(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().filter_map(|(name, value)| Some((name.strip_prefix("extra.")?, value.as_str())))
    }

    /// A field `extra.…` that says anything.
    pub(super) fn extra(&self, key: &str) -> Option<&str> {
        self.extras().find(|(own, value)| *own == key && !value.trim().is_empty()).map(|(_, value)| value)
    }

    /// Notes what was accepted all the same.
    pub(super) fn say(&self, remark: Text) {
        self.remarks.borrow_mut().push(remark);
    }

    /// All that was noted.
    pub(super) fn remark(&self) -> Option<Text> {
        Some(read::joined(self.remarks.borrow().iter().cloned())).filter(|remark| !remark.is_empty())
    }

    /// The rules of the form itself: `%` and two hex digits, UTF-8 inside, each name once.
    fn look_at_encoding(&self, body: &[u8]) {
        let is_escape =
            |at: usize| body.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if body.iter().enumerate().any(|(at, byte)| *byte == b'%' && !is_escape(at)) {
            self.say(Text::new("a `%` that is no escape: it must be sent as %25", "有一个 `%` 不是转义：应当写成 %25"));
        }
        for (at, (name, value)) in self.fields.iter().enumerate() {
            if !LISTS.contains(&name.as_str()) && self.fields[..at].iter().any(|(other, _)| other == name) {
                let name = read::quoted(name);
                self.say(text!("{name} is there twice; the first is read here", "{name} 出现了两次；这里读第一个"));
            }
            if value.contains('\u{fffd}') {
                let name = read::quoted(name);
                self.say(text!(
                    "{name} is not UTF-8: it was encoded in another charset",
                    "{name} 不是 UTF-8：用了别的字符集编码"
                ));
            }
        }
    }
}
