//! The rules that belong to push.toml itself and to no vendor.

use crate::report::{Rule, Severity};
use crate::text::Text;

/// Every rule of this module.
pub static RULES: &[&Rule] = &[
    &NOT_FOUND,
    &UNREADABLE,
    &UTF8,
    &SYNTAX,
    &UNKNOWN_TABLE,
    &UNKNOWN_KEY,
    &TWO_TABLES,
    &TYPE,
    &NOT_SET,
    &HALF_FILLED,
    &VARIABLE,
    &FILE,
    &PLACEHOLDER,
    &BLANKS,
    &BOTH_FORMS,
    &BUZ_ID_TWICE,
    &PROFILE,
    &ENDPOINT,
    &PROXY,
    &DEVICE,
    &RULE_LEVEL,
    &SECRET_IN_GIT,
    &LOCAL_IN_GIT,
    &SECRET_READABLE,
];

/// No push.toml anywhere.
pub static NOT_FOUND: Rule = Rule {
    id: "config/not-found",
    severity: Severity::Error,
    title: Text::new("push.toml exists", "push.toml 存在"),
    cause: Text::new(
        "pushctl reads ids and secrets from push.toml in the current folder or one above it",
        "pushctl 从当前目录或上级目录的 push.toml 读取各厂商的 ID 和密钥",
    ),
    remedy: Text::new(
        "make one with `pushctl init`, or name one with --config FILE",
        "用 `pushctl init` 生成，或用 --config FILE 指定",
    ),
    link: None,
};

/// The file cannot be read.
pub static UNREADABLE: Rule = Rule {
    id: "config/unreadable",
    severity: Severity::Error,
    title: Text::new("push.toml can be read", "push.toml 可以读取"),
    cause: Text::new("without the file nothing can be checked", "读不到文件就什么也检查不了"),
    remedy: Text::new("check that it is a file and that you may read it", "确认它是文件，并且当前用户有读权限"),
    link: None,
};

/// Invalid UTF-8.
pub static UTF8: Rule = Rule {
    id: "config/utf8",
    severity: Severity::Error,
    title: Text::new("push.toml is UTF-8", "push.toml 是 UTF-8 编码"),
    cause: Text::new(
        "TOML files are UTF-8 by definition; GBK is a common slip",
        "TOML 规定用 UTF-8；常见的失误是存成了 GBK",
    ),
    remedy: Text::new(
        "save it as UTF-8, for example: iconv -f GBK -t UTF-8",
        "另存为 UTF-8，例如：iconv -f GBK -t UTF-8",
    ),
    link: None,
};

/// TOML syntax.
pub static SYNTAX: Rule = Rule {
    id: "config/syntax",
    severity: Severity::Error,
    title: Text::new("push.toml is valid TOML", "push.toml 符合 TOML 语法"),
    cause: Text::new("a file that does not parse holds no settings at all", "语法有错时整个文件都不能用"),
    remedy: Text::new(
        "text goes in double quotes, one `key = \"value\"` a line, each table and key once",
        "文字用双引号，每行一个 `键 = \"值\"`，同一个表、同一个键只写一次",
    ),
    link: Some("https://toml.io/en/v1.0.0"),
};

/// A table nobody knows.
pub static UNKNOWN_TABLE: Rule = Rule {
    id: "config/unknown-table",
    severity: Severity::Error,
    title: Text::new("every table is known", "每个表都认识"),
    cause: Text::new(
        "a misspelt table is read by nobody, so its vendor seems not set up",
        "表名写错就没有人读它，对应的厂商等于没有配置",
    ),
    remedy: Text::new("correct the name or delete the table", "改正名字，或删掉这个表"),
    link: None,
};

/// A key nobody knows.
pub static UNKNOWN_KEY: Rule = Rule {
    id: "config/unknown-key",
    severity: Severity::Error,
    title: Text::new("every key is known", "每个键都认识"),
    cause: Text::new("a misspelt key is read by nobody", "键名写错就没有人读它"),
    remedy: Text::new("correct the name or delete the line", "改正名字，或删掉这一行"),
    link: None,
};

/// Two tables of one vendor.
pub static TWO_TABLES: Rule = Rule {
    id: "config/two-tables",
    severity: Severity::Error,
    title: Text::new("one table per vendor", "每个厂商一个表"),
    cause: Text::new(
        "`[apple]` and `[apns]` are the same vendor; which one holds would be a guess",
        "`[apple]` 和 `[apns]` 是同一个厂商，以哪个为准只能靠猜",
    ),
    remedy: Text::new("merge them into one", "合并成一个"),
    link: None,
};

/// A value of the wrong type.
pub static TYPE: Rule = Rule {
    id: "config/type",
    severity: Severity::Error,
    title: Text::new("every value has the right type", "每个值的类型正确"),
    cause: Text::new("a value of another type cannot be used", "类型不对的值不能使用"),
    remedy: Text::new("write it as expected", "按要求改写"),
    link: None,
};

/// Something was not looked at because it is not there.
pub static NOT_SET: Rule = Rule {
    id: "config/not-set",
    severity: Severity::Note,
    title: Text::new("what is not set is not looked at", "没有填写的不检查"),
    cause: Text::new(
        "a side of a vendor that is absent altogether is no mistake, but nothing was checked there",
        "厂商的某一侧完全没有填写不算错误，但也没有检查",
    ),
    remedy: Text::new("fill it in to have it checked", "填写之后就会检查"),
    link: None,
};

/// A vendor's side is half filled.
pub static HALF_FILLED: Rule = Rule {
    id: "config/half-filled",
    severity: Severity::Error,
    title: Text::new("a vendor's side is complete or absent", "一个厂商要么填全，要么不填"),
    cause: Text::new("with some of its keys missing the vendor cannot be used", "缺了其中几个键，这个厂商就不能用"),
    remedy: Text::new("add the missing keys", "补上缺少的键"),
    link: None,
};

/// A variable that is not one.
pub static VARIABLE: Rule = Rule {
    id: "config/variable",
    severity: Severity::Error,
    title: Text::new("`${NAME}` names an environment variable", "`${NAME}` 是环境变量名"),
    cause: Text::new(
        "a name has letters, digits and `_`; anything else is a placeholder somebody forgot",
        "变量名只有字母、数字和 `_`；其它写法多半是忘了替换的占位符",
    ),
    remedy: Text::new(
        "write \"${NAME}\" or \"${NAME:-default}\"; `$${` stands for a literal `${`",
        "写成 \"${NAME}\" 或 \"${NAME:-默认值}\"；字面的 `${` 写作 `$${`",
    ),
    link: None,
};

/// A file named by push.toml cannot be read.
pub static FILE: Rule = Rule {
    id: "config/file",
    severity: Severity::Error,
    title: Text::new("files that push.toml names can be read", "push.toml 引用的文件可以读取"),
    cause: Text::new("the value stands in a file that cannot be read", "值放在一个读不到的文件里"),
    remedy: Text::new("paths are relative to the file in which they are written", "路径相对于写它的那个文件"),
    link: None,
};

/// A placeholder was left in.
pub static PLACEHOLDER: Rule = Rule {
    id: "config/placeholder",
    severity: Severity::Error,
    title: Text::new("no example value is left in", "没有留下示例值"),
    cause: Text::new(
        "vendors refuse it, or worse, accept another app's id",
        "厂商会拒绝；更糟的是它可能是别人应用的 ID",
    ),
    remedy: Text::new("put your own value there", "换成自己的值"),
    link: None,
};

/// Blanks or a line break in a value.
pub static BLANKS: Rule = Rule {
    id: "config/blanks",
    severity: Severity::Error,
    title: Text::new("no blanks or line breaks in ids and secrets", "ID 和密钥里没有空白和换行"),
    cause: Text::new(
        "a blank copied from a console page becomes part of the value, and of the sign",
        "从控制台复制时带上的空白会成为值的一部分，也会进入签名",
    ),
    remedy: Text::new("delete it", "删掉它"),
    link: None,
};

/// A secret both literal and as a file.
pub static BOTH_FORMS: Rule = Rule {
    id: "config/both-forms",
    severity: Severity::Error,
    title: Text::new("a secret stands in one form", "密钥只写一种形式"),
    cause: Text::new(
        "`KEY` and `KEY_file` are both there; which one holds would be a guess",
        "`KEY` 和 `KEY_file` 都有，以哪个为准只能靠猜",
    ),
    remedy: Text::new("delete one of the two", "删掉其中一个"),
    link: None,
};

/// One certificate id for two vendors.
pub static BUZ_ID_TWICE: Rule = Rule {
    id: "config/buz-id-twice",
    severity: Severity::Error,
    title: Text::new("every vendor has a certificate id of its own", "每个厂商有各自的证书 ID"),
    cause: Text::new(
        "Tencent IM gives each uploaded certificate its own id; with another vendor's the token of this phone goes to \
         the wrong channel, and nothing arrives",
        "腾讯云 IM 给每张上传的证书分配各自的 ID；填成别的厂商的，token 就上报到错误的渠道，什么也收不到",
    ),
    remedy: Text::new(
        "copy each id from beside its own vendor in the IM console's basic configuration",
        "在 IM 控制台的基础配置里，按厂商分别复制",
    ),
    link: Some("https://console.cloud.tencent.com/im/detail"),
};

/// A profile that does not exist.
pub static PROFILE: Rule = Rule {
    id: "config/profile",
    severity: Severity::Error,
    title: Text::new("the profile exists", "profile 存在"),
    cause: Text::new(
        "`--profile NAME` lays `[profiles.NAME.TABLE]` over the base",
        "`--profile NAME` 把 `[profiles.NAME.表名]` 盖在基础配置上",
    ),
    remedy: Text::new("correct the name, or add `[profiles.NAME.TABLE]`", "改正名字，或加上 `[profiles.NAME.表名]`"),
    link: None,
};

/// An endpoint in a file that is not loopback.
pub static ENDPOINT: Rule = Rule {
    id: "config/endpoint",
    severity: Severity::Error,
    title: Text::new("endpoints in a file are loopback", "文件里的 endpoint 只能是本机"),
    cause: Text::new(
        "a committed file must not be able to send secrets elsewhere",
        "提交进仓库的文件不能把密钥发到别处",
    ),
    remedy: Text::new(
        "use --endpoint VENDOR=URL on the command line for another host",
        "其它主机用命令行 --endpoint 厂商=URL",
    ),
    link: None,
};

/// A proxy that is none.
pub static PROXY: Rule = Rule {
    id: "config/proxy",
    severity: Severity::Error,
    title: Text::new("a proxy is a URL or `direct`", "代理是 URL 或 `direct`"),
    cause: Text::new("requests of this vendor could go nowhere", "这个厂商的请求发不出去"),
    remedy: Text::new(
        "write \"http://HOST:PORT\", \"socks5://HOST:PORT\" or \"direct\"",
        "写成 \"http://主机:端口\"、\"socks5://主机:端口\" 或 \"direct\"",
    ),
    link: None,
};

/// A device that cannot be used.
pub static DEVICE: Rule = Rule {
    id: "config/device",
    severity: Severity::Error,
    title: Text::new("a device names its vendor and token", "设备写明厂商和 token"),
    cause: Text::new("without both nothing can be sent to it", "缺一个就无法给它发送"),
    remedy: Text::new("add `vendor = \"…\"` and `token = \"…\"`", "加上 `vendor = \"…\"` 和 `token = \"…\"`"),
    link: None,
};

/// A level in `[rules]` that is none.
pub static RULE_LEVEL: Rule = Rule {
    id: "config/rule-level",
    severity: Severity::Error,
    title: Text::new("`[rules]` names rules and levels", "`[rules]` 里是规则名和级别"),
    cause: Text::new("a misspelt rule or level changes nothing", "规则名或级别写错就不起作用"),
    remedy: Text::new(
        "write \"RULE-ID\" = \"off\", \"note\", \"warning\" or \"error\"",
        "写成 \"规则名\" = \"off\"、\"note\"、\"warning\" 或 \"error\"",
    ),
    link: None,
};

/// A literal secret in a file that git tracks.
pub static SECRET_IN_GIT: Rule = Rule {
    id: "config/secret-in-git",
    severity: Severity::Warning,
    title: Text::new("no secret is committed", "密钥没有提交进仓库"),
    cause: Text::new(
        "whoever reads the repository can push to all your users, and history keeps it",
        "能看到仓库的人就能给你所有用户发推送，而且历史记录里一直留着",
    ),
    remedy: Text::new(
        "move it to push.local.toml or write \"${ENV_NAME}\", then have the vendor reset it",
        "移到 push.local.toml 或写成 \"${环境变量名}\"，然后在厂商控制台重置",
    ),
    link: None,
};

/// push.local.toml is tracked by git.
pub static LOCAL_IN_GIT: Rule = Rule {
    id: "config/local-in-git",
    severity: Severity::Warning,
    title: Text::new("push.local.toml is not committed", "push.local.toml 没有提交进仓库"),
    cause: Text::new("the file is where secrets and one's own phones stand", "密钥和自己的测试机写在这个文件里"),
    remedy: Text::new(
        "git rm --cached push.local.toml, and add it to .gitignore",
        "git rm --cached push.local.toml，并加进 .gitignore",
    ),
    link: None,
};

/// A file with secrets that other users of the machine can read.
pub static SECRET_READABLE: Rule = Rule {
    id: "config/secret-readable",
    severity: Severity::Warning,
    title: Text::new("files with secrets are readable by their owner only", "含密钥的文件只有自己能读"),
    cause: Text::new("every user of this machine can read the secrets", "这台机器上的其他用户也能读到密钥"),
    remedy: Text::new("chmod 600 FILE", "chmod 600 文件名"),
    link: None,
};
