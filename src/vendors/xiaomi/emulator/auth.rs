//! `Authorization: key=<AppSecret>`, and the ways to get it wrong.

use super::{Refusal, Xiaomi, refuse};
use crate::emulator::RawRequest;
use crate::text::Text;

impl Xiaomi {
    /// Whether the request proves to come from the app. Nothing that stands in the header is quoted.
    pub(super) fn access(&self, request: &RawRequest) -> Result<(), Refusal> {
        let Some(written) = request.header("authorization") else {
            let elsewhere = ["key", "x-api-key", "app-secret", "appsecret", "authtoken"];
            let remark = if elsewhere.iter().any(|name| request.header(name).is_some()) {
                Text::new(
                    "no header Authorization; the AppSecret stands in another header",
                    "没有 Authorization 头；AppSecret 放在了别的请求头里",
                )
            } else {
                Text::new("no header Authorization", "没有 Authorization 头")
            };
            return refuse("21301", remark);
        };
        match written.strip_prefix("key=") {
            Some(value) if value == self.app_secret.expose() => Ok(()),
            Some(value) => refuse("21301", self.wrong_value(value)),
            None => refuse("21301", self.wrong_scheme(written)),
        }
    }

    fn wrong_scheme(&self, written: &str) -> Text {
        let lower = written.to_ascii_lowercase();
        if written.trim().is_empty() {
            Text::new("the header Authorization is empty", "Authorization 头是空的")
        } else if self.is_secret(written) {
            Text::new(
                "Authorization is the bare AppSecret; `key=` goes before it",
                "Authorization 里只有 AppSecret；前面要加 `key=`",
            )
        } else if lower.starts_with("bearer") {
            Text::new(
                "Authorization begins with `Bearer`; Xiaomi wants `key=`",
                "Authorization 以 `Bearer` 开头；小米要 `key=`",
            )
        } else if lower.starts_with("basic") {
            Text::new(
                "Authorization begins with `Basic`; Xiaomi wants `key=`",
                "Authorization 以 `Basic` 开头；小米要 `key=`",
            )
        } else if lower.starts_with("key=") {
            Text::new("`key` must be in lower case", "`key` 必须小写")
        } else if lower.starts_with("key") {
            Text::new(
                "`key` and `=` without anything between them: `key=AppSecret`",
                "`key` 和 `=` 之间不能有别的字符：`key=AppSecret`",
            )
        } else if self.is_app_key(written) {
            app_key()
        } else {
            Text::new("Authorization does not begin with `key=`", "Authorization 不是以 `key=` 开头")
        }
    }

    fn wrong_value(&self, value: &str) -> Text {
        let secret = self.app_secret.expose();
        let bare = value.trim().trim_matches(['"', '\'', '<', '>', '{', '}']);
        if value.trim().is_empty() {
            Text::new("nothing follows `key=`", "`key=` 后面是空的")
        } else if value.trim() == secret {
            Text::new("blanks around the AppSecret", "AppSecret 前后有空白")
        } else if self.is_app_key(value) {
            app_key()
        } else if value.trim() == self.app_id {
            Text::new("that is the AppID; the header wants the AppSecret", "这是 AppID；请求头要 AppSecret")
        } else if self.world.package_name.as_deref() == Some(value.trim()) {
            Text::new("that is the package name; the header wants the AppSecret", "这是包名；请求头要 AppSecret")
        } else if bare == secret {
            Text::new("the AppSecret stands in quotes or brackets", "AppSecret 外面有引号或括号")
        } else if bare.strip_prefix("key=").is_some_and(|rest| self.is_secret(rest)) {
            Text::new("`key=` stands there twice", "`key=` 写了两遍")
        } else if percent_decoded(bare) == secret {
            Text::new(
                "the AppSecret is percent-encoded; in a header it stands as it is",
                "AppSecret 做了百分号编码；请求头里要原样写",
            )
        } else if !secret.is_empty() && bare.trim_end_matches('=') == secret.trim_end_matches('=') {
            Text::new("the final `==` of the AppSecret is missing", "AppSecret 末尾的 `==` 漏掉了")
        } else if base64_of(secret) == bare.trim_end_matches('=') {
            Text::new("the AppSecret was Base64-encoded once more", "AppSecret 又做了一次 Base64 编码")
        } else if bare.eq_ignore_ascii_case(secret) {
            Text::new("the AppSecret is right but for upper and lower case", "AppSecret 只有大小写不对")
        } else if !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            Text::new(
                "only digits: that is an AppKey or AppID, not an AppSecret",
                "只有数字：这是 AppKey 或 AppID，不是 AppSecret",
            )
        } else {
            Text::new("not the AppSecret of this app", "不是这个应用的 AppSecret")
        }
    }

    fn is_secret(&self, text: &str) -> bool {
        text.trim() == self.app_secret.expose()
    }

    fn is_app_key(&self, text: &str) -> bool {
        !self.app_key.is_empty() && text.trim() == self.app_key
    }
}

fn app_key() -> Text {
    Text::new("that is the AppKey; the header wants the AppSecret", "这是 AppKey；请求头要 AppSecret")
}

/// `%3D` and the like as bytes; what is no escape stays.
fn percent_decoded(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii);
        match byte {
            Some(byte) => {
                plain.push(char::from(byte));
                rest = &after[2..];
            }
            None => {
                plain.push('%');
                rest = after;
            }
        }
    }
    plain + rest
}

/// Base64 without padding, by RFC 4648.
fn base64_of(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |number: u32| char::from(LETTERS[(number & 63) as usize]);
    let encode = |bytes: &[u8]| {
        let number = (0..3).fold(0, |number, at| number << 8 | u32::from(bytes.get(at).copied().unwrap_or(0)));
        [18, 12, 6, 0].into_iter().take(bytes.len() + 1).map(move |shift| letter(number >> shift)).collect::<String>()
    };
    text.as_bytes().chunks(3).map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10, without the padding.
    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, encoded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64_of(plain), encoded);
        }
    }

    #[test]
    fn escapes_are_read_and_others_left() {
        assert_eq!(percent_decoded("a%3D%3d%2B%"), "a==+%");
        assert_eq!(percent_decoded("100%zz%é"), "100%zz%é");
    }
}
