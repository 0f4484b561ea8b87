//! Honor's rules on values and messages, one page of `explain` each. Those on the project stand in
//! `requirements.rs`, those that every vendor has in `section.rs`.

use crate::report::{Rule, Severity};
use crate::text::Text;

/// Honor's description of the server interface.
const API: Option<&str> = Some("https://developer.honor.com/cn/docs/11002/reference/downlink-message");

pub(super) static APP_ID_FORMAT: Rule = Rule {
    id: "honor/app-id-format",
    severity: Severity::Error,
    title: Text::new("app_id is a number", "app_id 是数字"),
    cause: Text::new(
        "every App ID of Honor is digits, usually nine; it stands in the path of every push and in the app's manifest",
        "荣耀的 App ID 只有数字，通常 9 位；它写在每次推送的路径里，也写在 App 的清单里",
    ),
    remedy: Text::new(
        "copy App ID from the push service's page at developer.honor.com",
        "从 developer.honor.com 的推送服务页面复制 App ID",
    ),
    link: API,
};

pub(super) static CLIENT_ID_IS_APP_ID: Rule = Rule {
    id: "honor/client-id-is-app-id",
    severity: Severity::Error,
    title: Text::new("client_id is not the App ID", "client_id 不是 App ID"),
    cause: Text::new(
        "the two stand beside each other in the console; the token endpoint wants Client ID and Client Secret and refuses App ID and App Secret",
        "控制台里两个值紧挨着；鉴权接口要 Client ID 和 Client Secret，不接受 App ID 和 App Secret",
    ),
    remedy: Text::new(
        "copy Client ID, and Client Secret with it, from the push service's page",
        "从推送服务页面复制 Client ID，连同 Client Secret",
    ),
    link: API,
};

pub(super) static CLIENT_SECRET_FORMAT: Rule = Rule {
    id: "honor/client-secret-format",
    severity: Severity::Warning,
    title: Text::new("client_secret does not look like an id", "client_secret 不像一个 ID"),
    cause: Text::new(
        "Honor documents no shape of a secret, so this may be wrong; an App Secret cannot be told from a Client Secret before the token endpoint refuses it",
        "荣耀没有写明格式，所以这条可能误报；App Secret 和 Client Secret 看不出区别，只有鉴权接口会拒绝",
    ),
    remedy: Text::new(
        "compare it with Client Secret (not App Secret) on the push service's page",
        "与推送服务页面的 Client Secret（不是 App Secret）核对",
    ),
    link: API,
};

pub(super) static SECRET_IS_ID: Rule = Rule {
    id: "honor/secret-is-id",
    severity: Severity::Error,
    title: Text::new("client_secret is neither client_id nor app_id", "client_secret 不是 client_id，也不是 app_id"),
    cause: Text::new(
        "four values stand beside each other in the console; the token endpoint refuses an id in the secret's place",
        "控制台里四个值紧挨着；密钥的位置填了 ID，鉴权接口会拒绝",
    ),
    remedy: Text::new("copy Client Secret", "复制 Client Secret"),
    link: API,
};

pub(super) static TOKEN_FORMAT: Rule = Rule {
    id: "honor/token-format",
    severity: Severity::Warning,
    title: Text::new("a push token is whole and plain", "push token 是完整的、没有多余字符"),
    cause: Text::new(
        "Honor documents neither shape nor length; quotes, placeholders and tokens shortened for a screen are the usual slips, and a token of Huawei looks no different",
        "荣耀没有写明格式和长度；常见的失误是带了引号、没替换占位符、复制了屏幕上缩略的 token；华为的 token 看不出区别",
    ),
    remedy: Text::new(
        "print it on the phone with getDevicePushToken() and copy it whole",
        "在手机上用 getDevicePushToken() 打印，完整复制",
    ),
    link: API,
};

pub(super) static BADGE_CLASS: Rule = Rule {
    id: "honor/badge-class",
    severity: Severity::Warning,
    title: Text::new(
        "the badge names the launcher activity by its full class",
        "角标用的是桌面入口 Activity 的完整类名",
    ),
    cause: Text::new(
        "Honor's badgeClass, and the badge parameter in the IM console, is a class such as com.example.app.MainActivity; with a package name the number on the icon stays away",
        "荣耀的 badgeClass 和 IM 控制台的角标参数是类名，例如 com.example.app.MainActivity；填包名时角标不会出现",
    ),
    remedy: Text::new(
        "set [app] launcher_activity to the activity with the LAUNCHER category, with its package",
        "把 [app] launcher_activity 填成带 LAUNCHER 的 Activity，要带包名",
    ),
    link: API,
};

pub(super) static TITLE: Rule = Rule {
    id: "honor/title-length",
    severity: Severity::Error,
    title: Text::new("the title is there and not too long", "标题不为空且不过长"),
    cause: Text::new(
        "a notification needs a title; Honor's limit could not be read, one public server cuts at 40 characters",
        "通知必须有标题；没能读到荣耀的上限，一个公开的服务端按 40 个字符截断",
    ),
    remedy: Text::new("shorten the title", "缩短标题"),
    link: API,
};

pub(super) static BODY: Rule = Rule {
    id: "honor/body-length",
    severity: Severity::Error,
    title: Text::new("the body is there and not too long", "正文不为空且不过长"),
    cause: Text::new(
        "a notification needs a body; Honor's limit could not be read, one public server cuts at 256 characters",
        "通知必须有正文；没能读到荣耀的上限，一个公开的服务端按 256 个字符截断",
    ),
    remedy: Text::new("shorten the body", "缩短正文"),
    link: API,
};

pub(super) static TTL: Rule = Rule {
    id: "honor/ttl",
    severity: Severity::Error,
    title: Text::new("the TTL is at most 15 days", "有效期不超过 15 天"),
    cause: Text::new(
        "ttl is text in seconds, 86400s by default and 1296000s at most",
        "ttl 是以秒为单位的文字，默认 86400s，最多 1296000s",
    ),
    remedy: Text::new("use a TTL from 1s to 15d", "用 1s 到 15d 之间的有效期"),
    link: API,
};

pub(super) static CLICK: Rule = Rule {
    id: "honor/click",
    severity: Severity::Error,
    title: Text::new("a tap opens something Honor can open", "点击动作荣耀能够执行"),
    cause: Text::new(
        "clickAction is required: an intent URI or an action (type 1), an https address (type 2), or the app (type 3)",
        "clickAction 必填：intent URI 或 action（type 1）、https 地址（type 2），或打开应用（type 3）",
    ),
    remedy: Text::new("use --click im, open, intent:URI or url:URL", "用 --click im、open、intent:URI 或 url:URL"),
    link: API,
};

pub(super) static IMAGE: Rule = Rule {
    id: "honor/image",
    severity: Severity::Error,
    title: Text::new("the picture has an https address", "图片用 https 地址"),
    cause: Text::new("Honor documents an https URL of a small picture", "荣耀文档写的是小图片的 https 地址"),
    remedy: Text::new("use an https address", "改用 https 地址"),
    link: API,
};

pub(super) static BUTTONS: Rule = Rule {
    id: "honor/buttons",
    severity: Severity::Error,
    title: Text::new("buttons are a JSON array of at most 3", "buttons 是最多 3 项的 JSON 数组"),
    cause: Text::new(
        "each has a name of at most 40 characters, an actionType from 0 to 2 and data of at most 1024 characters",
        "每项有不超过 40 个字符的 name、0 到 2 的 actionType、不超过 1024 个字符的 data",
    ),
    remedy: Text::new(
        "write them as in `[{\"name\":\"打开\",\"actionType\":0}]`",
        "写成 `[{\"name\":\"打开\",\"actionType\":0}]` 这样",
    ),
    link: API,
};

pub(super) static SIZE: Rule = Rule {
    id: "honor/size",
    severity: Severity::Warning,
    title: Text::new("the body of the request has at most 4096 bytes", "请求体不超过 4096 字节"),
    cause: Text::new(
        "Huawei, whose service Honor's began as a copy of, has this limit; Honor's own could not be read",
        "荣耀推送最初源自华为，华为有这个限制；没能读到荣耀自己的限制",
    ),
    remedy: Text::new("shorten ext, title and body", "缩短 ext、标题和正文"),
    link: API,
};
