//! The tables that belong to no vendor: `[app] [message] [devices] [endpoints] [proxies] [rules]`.

use std::collections::BTreeMap;

use super::document::{Key, Node, Value};
use super::{Config, Field, Given, Kind, Place, Side, Values, nearest, rules};
use crate::report::{Finding, Findings, Level, Severity};
use crate::secret::shown;
use crate::text::{Phrase, Text};
use crate::vendors::Addressee;
use crate::{explain, text, vendors};

/// The keys of `[app]`.
pub static APP_FIELDS: &[Field] = &[
    Field {
        doc: Phrase::new(
            "Android applicationId; every vendor console asks for it",
            "Android applicationId；各厂商控制台都以它为准",
        ),
        found: Phrase::new("android/app/build.gradle, applicationId", "android/app/build.gradle 的 applicationId"),
        example: "com.example.imdemo",
        ..Field::new("package_name", Kind::Text, Side::App)
    },
    Field {
        doc: Phrase::new("iOS bundle identifier", "iOS Bundle ID"),
        found: Phrase::new("Xcode, target Runner, General", "Xcode → Runner → General"),
        example: "com.example.imdemo",
        ..Field::new("bundle_id", Kind::Text, Side::App)
    },
    Field {
        doc: Phrase::new(
            "activity class of the launcher entry, for Huawei and Honor badges",
            "桌面入口 Activity 类名，华为、荣耀角标要用",
        ),
        found: Phrase::new(
            "AndroidManifest.xml, the activity with the LAUNCHER category",
            "AndroidManifest.xml 里带 LAUNCHER 的 activity",
        ),
        example: "com.example.imdemo.MainActivity",
        ..Field::new("launcher_activity", Kind::Text, Side::App)
    },
    Field {
        doc: Phrase::new("path of the Flutter project", "Flutter 项目的路径"),
        example: ".",
        ..Field::new("project", Kind::Path, Side::App)
    },
    Field {
        doc: Phrase::new("the push plugin in pubspec.yaml", "pubspec.yaml 里的推送插件"),
        example: "tencent_cloud_chat_push",
        ..Field::new(
            "plugin",
            Kind::Choice(&["tencent_cloud_chat_push", "tim_ui_kit_push_plugin", "tencent_chat_push_for_china"]),
            Side::App,
        )
    },
    Field {
        doc: Phrase::new("the flavour that is built", "要构建的 flavor"),
        example: "prod",
        ..Field::new("flavor", Kind::Text, Side::App)
    },
    Field {
        doc: Phrase::new(
            "SHA-256 fingerprint of the certificate that signs the app, as Huawei and Honor have it; several separated by blanks",
            "签名证书的 SHA-256 指纹，与华为、荣耀控制台里填的一致；有多个时用空格分开",
        ),
        found: Phrase::new("pushctl gen-manifest --keystore FILE", "pushctl gen-manifest --keystore FILE"),
        example: "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF",
        ..Field::new("signing_sha256", Kind::Fingerprints, Side::App)
    },
];

/// The keys of `[message]`.
pub static MESSAGE_FIELDS: &[Field] = &[
    Field {
        doc: Phrase::new("title of a test push", "测试推送的标题"),
        example: "新消息提醒",
        ..Field::new("title", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("text of a test push", "测试推送的正文"),
        example: "您有一条新消息，请查收",
        ..Field::new("body", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "a JSON object as text; the app reads conversationID from it",
            "JSON 对象的文字；App 从里面读 conversationID",
        ),
        example: "{\"conversationID\":\"c2c_administrator\"}",
        ..Field::new("ext", Kind::Text, Side::Message)
    },
];

/// The keys of `[devices.NAME]`.
pub static DEVICE_FIELDS: &[Field] = &[
    Field {
        required: true,
        doc: Phrase::new("the vendor whose channel the phone uses", "这台手机走哪个厂商的通道"),
        example: "vivo",
        ..Field::new("vendor", Kind::Text, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "the device token, as getDevicePushToken() gives it",
            "device token，用 getDevicePushToken() 打印",
        ),
        example: "v2-EXAMPLE0000000000000000000000000000000000000000000001",
        ..Field::new("token", Kind::Token, Side::Server)
    },
    Field {
        doc: Phrase::new("the IM user signed in on it", "IM 里登录在这台手机上的用户"),
        example: "alice",
        ..Field::new("user", Kind::Text, Side::Server)
    },
    Field {
        doc: Phrase::new("the APNs environment of its token (apple only)", "token 的 APNs 环境（仅 apple）"),
        example: "sandbox",
        ..Field::new("environment", Kind::Choice(&["sandbox", "production"]), Side::Server)
    },
];

/// `[app]`: what is the same for all vendors.
#[derive(Debug, Clone, Default)]
pub struct App {
    /// Android applicationId.
    pub package_name: Option<Given>,
    /// iOS bundle identifier.
    pub bundle_id: Option<Given>,
    /// Path of the Flutter project.
    pub project: Option<Given>,
    /// The push plugin.
    pub plugin: Option<Given>,
    /// The flavour that is built.
    pub flavor: Option<Given>,
    /// Activity class of the launcher entry.
    pub launcher_activity: Option<Given>,
    /// SHA-256 fingerprints of the certificates that sign it.
    pub signing_sha256: Option<Given>,
}

/// One `[devices.NAME]`.
#[derive(Debug, Clone)]
pub struct DeviceEntry {
    /// Its name.
    pub name: String,
    /// The canonical name of its vendor; absent where it names none.
    pub vendor: Option<&'static str>,
    /// What its vendor addresses it by: its device token, or its user.
    pub address: Option<Given>,
    /// The IM user on it.
    pub user: Option<Given>,
    /// The environment that its token is of, where it has one of its own.
    pub environment: Option<Given>,
    /// Its header.
    pub place: Place,
}

/// An entry of `[endpoints]` or `[proxies]`.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// The vendor's canonical name.
    pub vendor: &'static str,
    /// The URL, or `direct`.
    pub target: Given,
}

impl Config {
    /// `[app]`.
    pub fn app(&self, findings: &mut Findings) -> App {
        let values = self.read_table("app", APP_FIELDS, findings);
        App {
            package_name: values.text("package_name"),
            bundle_id: values.text("bundle_id"),
            project: values.text("project"),
            plugin: values.text("plugin"),
            flavor: values.text("flavor"),
            launcher_activity: values.text("launcher_activity"),
            signing_sha256: values.text("signing_sha256"),
        }
    }

    /// `[app]` as it was read, to be linted.
    pub fn app_values(&self, findings: &mut Findings) -> Values {
        self.read_table("app", APP_FIELDS, findings)
    }

    /// `[message]`.
    pub fn message(&self, findings: &mut Findings) -> Values {
        self.read_table("message", MESSAGE_FIELDS, findings)
    }

    /// `[devices]`, in the order of the files. A device that cannot be used becomes a finding and stays in the list.
    pub fn devices(&self, findings: &mut Findings) -> Vec<DeviceEntry> {
        let entries = self.root.table("devices").map(|table| table.entries.as_slice()).unwrap_or_default();
        entries.iter().filter_map(|(key, node)| self.device(key, node, findings)).collect()
    }

    fn device(&self, key: &Key, node: &Node, findings: &mut Findings) -> Option<DeviceEntry> {
        let name = &key.name;
        let Value::Table(table) = &node.value else {
            let message =
                text!("`{name}` should be a table: [devices.{name}]", "`{name}` 应当是一个表：[devices.{name}]");
            findings.push(Finding::new(&rules::TYPE, message).at(node.place.clone()));
            return None;
        };
        let values = Values::read("devices", Some(table), DEVICE_FIELDS, &self.environment, findings);
        let wanted = |field: &Field| field.kind == Kind::Token || field.key == "environment";
        // An example token is no mistake where nobody is asked; a device without vendor still is one.
        findings.append(values.clone().lenient(self.leniency).lint(wanted));
        let vendor = values.text("vendor");
        let known = vendor.as_ref().and_then(|vendor| vendors::find(vendor.as_str()));
        match (&vendor, known) {
            (Some(_), Some(_)) => {}
            (Some(vendor), None) => {
                let written = shown(vendor.as_str());
                let message = text!(
                    "[devices.{name}] there is no vendor `{written}`",
                    "[devices.{name}] 没有 `{written}` 这个厂商"
                );
                let finding = Finding::new(&rules::DEVICE, message)
                    .at(vendor.place.clone().unwrap_or_else(|| table.place.clone()));
                findings.push(match nearest(written, vendors::names()) {
                    Some(nearest) => finding.remedy(super::did_you_mean(nearest)),
                    None => finding,
                });
            }
            (None, _) => {
                let message = text!("[devices.{name}] names no vendor", "[devices.{name}] 没有写厂商");
                findings.push(Finding::new(&rules::DEVICE, message).at(table.place.clone()));
            }
        }
        let key = known.map_or(Addressee::Token, |vendor| vendor.addressee).key();
        if values.place_of(key).is_none() && known.is_some() {
            let message = text!("[devices.{name}] has no {key}", "[devices.{name}] 没有 {key}");
            findings.push(Finding::new(&rules::DEVICE, message).at(table.place.clone()));
        }
        let address = values.text(key);
        if let (Some(address), Some(vendor)) = (&address, known)
            && let Some(finding) = (vendor.lint_token)(address.as_str())
        {
            findings.push(finding.of(vendor.key).at_value(Some(address)));
        }
        Some(DeviceEntry {
            name: name.clone(),
            vendor: known.map(|vendor| vendor.key),
            address,
            user: values.text("user"),
            environment: values.text("environment"),
            place: table.place.clone(),
        })
    }

    /// `[endpoints]`. Loopback only; anything else is a finding and left out.
    pub fn endpoints(&self, findings: &mut Findings) -> Vec<Redirect> {
        let mut redirects = self.redirects("endpoints", findings);
        redirects.retain(|redirect| {
            let verdict = crate::http::Endpoint::parse(redirect.target.as_str()).map(|endpoint| endpoint.is_loopback());
            let message = match verdict {
                Ok(true) => return true,
                Ok(false) => {
                    Text::new("an endpoint in a file may only be on this machine", "文件里的 endpoint 只能指向本机")
                }
                Err(reason) => reason,
            };
            let finding = Finding::new(&rules::ENDPOINT, message);
            findings.push(match &redirect.target.place {
                Some(place) => finding.at(place.clone()),
                None => finding,
            });
            false
        });
        redirects
    }

    /// `[proxies]`: a URL, or `direct`.
    pub fn proxies(&self, findings: &mut Findings) -> Vec<Redirect> {
        let mut redirects = self.redirects("proxies", findings);
        redirects.retain(|redirect| {
            let target = redirect.target.as_str();
            let usable = target == "direct" || crate::http::is_proxy(target);
            if !usable {
                let finding = Finding::new(&rules::PROXY, Text::new("not a proxy", "不是代理地址"));
                findings.push(match &redirect.target.place {
                    Some(place) => finding.at(place.clone()),
                    None => finding,
                });
            }
            usable
        });
        redirects
    }

    fn redirects(&self, name: &'static str, findings: &mut Findings) -> Vec<Redirect> {
        let mut redirects = Vec::new();
        for (key, node) in self.root.table(name).iter().flat_map(|table| &table.entries) {
            let written = &key.name;
            let Some(vendor) = vendors::find(written).map(|vendor| vendor.key) else {
                let message = text!("[{name}] there is no vendor `{written}`", "[{name}] 没有 `{written}` 这个厂商");
                findings.push(Finding::new(&rules::UNKNOWN_KEY, message).at(key.place.clone()));
                continue;
            };
            match &node.value {
                Value::Text(text) => match self.environment.expand(text) {
                    Ok(url) => {
                        let target = Given::new(url).at(node.place.clone());
                        redirects.push(Redirect { vendor, target });
                    }
                    Err(_) => {
                        let message = text!(
                            "[{name}] {written}: a variable in it is not set",
                            "[{name}] {written}：其中的变量没有设置"
                        );
                        findings.push(Finding::new(&rules::VARIABLE, message).at(node.place.clone()));
                    }
                },
                _ => {
                    let message =
                        text!("[{name}] {written} should be a URL in quotes", "[{name}] {written} 应当是带引号的 URL");
                    findings.push(Finding::new(&rules::TYPE, message).at(node.place.clone()));
                }
            }
        }
        redirects
    }

    /// `[rules]`: the level of each rule named there.
    pub fn levels(&self, findings: &mut Findings) -> BTreeMap<String, Level> {
        let mut levels = BTreeMap::new();
        for (key, node) in self.root.table("rules").iter().flat_map(|table| &table.entries) {
            let id = &key.name;
            if explain::rule(id).is_none() {
                let message = text!("[rules] there is no rule `{id}`", "[rules] 没有规则 `{id}`");
                let finding = Finding::new(&rules::RULE_LEVEL, message).at(key.place.clone());
                findings.push(match nearest(id, explain::rules().map(|rule| rule.id)) {
                    Some(nearest) => finding.remedy(super::did_you_mean(nearest)),
                    None => finding,
                });
                continue;
            }
            match level(&node.value) {
                Some(level) => {
                    levels.insert(id.clone(), level);
                }
                None => {
                    let message = text!(
                        "[rules] `{id}`: the level is off, note, warning or error",
                        "[rules] `{id}`：级别是 off、note、warning 或 error"
                    );
                    findings.push(Finding::new(&rules::RULE_LEVEL, message).at(node.place.clone()));
                }
            }
        }
        levels
    }
}

fn level(value: &Value) -> Option<Level> {
    let Value::Text(word) = value else { return None };
    match word.as_str() {
        "off" => Some(Level::Off),
        "note" => Some(Level::At(Severity::Note)),
        "warning" => Some(Level::At(Severity::Warning)),
        "error" => Some(Level::At(Severity::Error)),
        _ => None,
    }
}
