//! The front door: data centre, app, `UserSig`, admin. The order is itself a diagnosis: who gets 70009 has `SDKAppID`
//! and data centre right.

use super::super::verify;
use super::{HOSTS, Refusal, Tencent, refuse};
use crate::context::Clock;
use crate::emulator::RawRequest;
use crate::emulator::read::{query, quoted};
use crate::text;
use crate::text::Text;

impl Tencent {
    /// What is worth a word although the request may pass. `no_admin` is the command's own code for that.
    pub(super) fn front_door(
        &self,
        request: &RawRequest,
        clock: &Clock,
        no_admin: &'static str,
    ) -> Result<Vec<Text>, Refusal> {
        if request.method != "POST" {
            let method = &request.method;
            return refuse("60002", text!("{method}: every call is POST", "{method}：所有接口都用 POST"));
        }
        let pairs = query(request.query.as_deref());
        let find = |name: &str| {
            let value = pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
            value.filter(|value| !value.trim().is_empty())
        };
        self.known_app(find("sdkappid"), request.authority())?;
        let Some(identifier) = find("identifier") else {
            return refuse("60004", Text::new("identifier is missing in the URL", "URL 里没有 identifier"));
        };
        let Some(user_sig) = find("usersig") else {
            return refuse("70002", Text::new("usersig is missing in the URL", "URL 里没有 usersig"));
        };
        self.proven(identifier, user_sig, clock)?;
        if identifier != self.admin {
            return refuse(no_admin, self.no_admin(identifier));
        }
        Ok(odd_query(&pairs))
    }

    fn known_app(&self, written: Option<&str>, authority: Option<&str>) -> Result<(), Refusal> {
        let Some(written) = written else {
            return refuse("60012", Text::new("sdkappid is missing in the URL", "URL 里没有 sdkappid"));
        };
        if written.bytes().any(|byte| !byte.is_ascii_digit()) {
            return refuse("60006", Text::new("sdkappid is no number", "sdkappid 不是数字"));
        }
        let asked = authority.and_then(|host| HOSTS.iter().find(|(_, own)| host.eq_ignore_ascii_case(own)));
        let own = &self.region;
        if let Some((region, _)) = asked.filter(|(region, _)| region != own) {
            let remark = text!(
                "the app does not live in {region}: push.toml has region {own}",
                "应用不在 {region}：push.toml 的 region 是 {own}"
            );
            return refuse("70020", remark);
        }
        if written != self.sdk_app_id {
            let written = quoted(written);
            return refuse("70020", text!("there is no app {written} here", "这里没有应用 {written}"));
        }
        Ok(())
    }

    /// Reads the `UserSig` and looks at it in the documented order.
    fn proven(&self, identifier: &str, user_sig: &str, clock: &Clock) -> Result<(), Refusal> {
        let read = match verify::read(user_sig) {
            Ok(read) => read,
            Err(remark) => return refuse("70003", remark),
        };
        let judged = read
            .form()
            .and_then(|()| read.app(&self.sdk_app_id))
            .and_then(|()| read.user(identifier))
            .and_then(|()| read.in_time(clock.millis() / 1000))
            .and_then(|()| read.signed(self.secret_key.expose()));
        judged.map_err(|(code, remark)| Refusal { code, remark })
    }

    fn no_admin(&self, identifier: &str) -> Text {
        let (written, admin) = (quoted(identifier), &self.admin);
        if identifier.eq_ignore_ascii_case(admin) {
            return text!(
                "`{written}` is the admin but for upper and lower case: `{admin}`",
                "`{written}` 只有大小写与管理员 `{admin}` 不同"
            );
        }
        text!(
            "the UserSig is right, but `{written}` is no admin of the app; `{admin}` is",
            "UserSig 没有问题，但 `{written}` 不是应用的管理员；管理员是 `{admin}`"
        )
    }
}

/// No code is known for these.
fn odd_query(pairs: &[(String, String)]) -> Vec<Text> {
    let value = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let mut notes = Vec::new();
    match value("random") {
        Some(random) if random.parse::<u32>().is_ok() => {}
        Some(_) => notes.push(Text::new("random is no unsigned 32-bit number", "random 不是无符号 32 位整数")),
        None => notes.push(Text::new("random is missing: new for each call", "缺少 random：每次请求都要新的")),
    }
    if value("contenttype") != Some("json") {
        notes.push(Text::new("contenttype=json is missing", "缺少 contenttype=json"));
    }
    notes
}
