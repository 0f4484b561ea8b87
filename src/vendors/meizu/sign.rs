//! The sign of every request: md5 over its parameters and the app secret.

use md5::{Digest, Md5};

use crate::encoding::hex;

/// The parameters of a request, by name. `sign` itself is none of them.
pub type Parameters<'a> = [(&'a str, String)];

/// The text that is signed, without the app secret: `name=value` of every parameter, sorted by name, nothing between
/// them, values as they are and not urlencoded. [`PushAPI` README]
#[must_use]
pub fn base(parameters: &Parameters<'_>) -> String {
    let mut sorted: Vec<&(&str, String)> = parameters.iter().collect();
    sorted.sort_by_key(|(name, _)| *name);
    sorted.iter().flat_map(|(name, value)| [*name, "=", value.as_str()]).collect()
}

/// md5 of the [`base`] and the app secret in lower-case hex.
#[must_use]
pub fn sign(base: &str, app_secret: &str) -> String {
    let mut md5 = Md5::new();
    md5.update(base.as_bytes());
    md5.update(app_secret.as_bytes());
    hex(&md5.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";
    const PHONE: &str = "ABC0123456789abcdef0123456789abcdef0123456789";

    fn parameters(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    }

    /// The example of the vendor's own README; the hash belongs to the JSON without blanks.
    #[test]
    fn the_vendors_example() {
        let base = base(&parameters(&[
            ("appId", "10000"),
            ("pushIds", "RA50c6348036344485d01776773577c64740465480a6b"),
            ("messageJson", r#"{"title":"title","content":"content","pushTimeInfo":{"offLine":1,"validTime":24}}"#),
        ]));
        assert_eq!(
            base,
            concat!(
                r#"appId=10000messageJson={"title":"title","content":"content","pushTimeInfo":{"offLine":1,"validTime":24}}"#,
                "pushIds=RA50c6348036344485d01776773577c64740465480a6b"
            )
        );
        assert_eq!(sign(&base, "<APP_SECRET>"), "ac076ff25d9900015a681cb5172aa53b");
    }

    /// Made-up values, computed with coreutils' md5sum.
    #[test]
    fn chinese_ampersands_and_nested_quotes_are_signed_as_they_are() {
        let json = concat!(
            r#"{"noticeBarInfo":{"noticeMsgType":1,"title":"测试","content":"hi & bye"},"#,
            r#""clickTypeInfo":{"clickType":0,"parameters":{"ext":"{\"a\":1}"}}}"#
        );
        let base = base(&parameters(&[("pushIds", PHONE), ("messageJson", json), ("appId", "123456")]));
        assert_eq!(base, format!("appId=123456messageJson={json}pushIds={PHONE}"));
        assert_eq!(sign(&base, SECRET), "e1aec2a388c9e1ac13308d380e3c503c");
    }

    #[test]
    fn queries_are_signed_in_the_same_way() {
        let statistics = [("appId", "123456"), ("startTime", "20261123"), ("endTime", "20261123")];
        assert_eq!(base(&parameters(&statistics)), "appId=123456endTime=20261123startTime=20261123");
        assert_eq!(sign(&base(&parameters(&statistics)), SECRET), "71a3beacb9ed8d4580d4c0418b327e25");
        let switch = parameters(&[("appId", "123456"), ("pushId", PHONE)]);
        assert_eq!(sign(&base(&switch), SECRET), "2cbf508d84c6e8f291380293908b13a3");
    }
}
