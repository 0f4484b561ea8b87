//! JSON Schema of push.toml, from the declared fields: completion and documentation in editors.
//!
//! Draft 7, since that is what taplo takes. Nothing is `required`: a key may stand in either of the two files. What
//! the schema accepts is what [`Values`](super::Values) accepts without a finding about the type.

use serde_json::{Map, Value, json};

use super::{APP_FIELDS, DEVICE_FIELDS, Field, Kind, MESSAGE_FIELDS};
use crate::secret::looks_like_credential;
use crate::text::{Lang, Phrase};
use crate::vendors::VENDORS;
use crate::{explain, text};

/// The JSON Schema of push.toml, described in `lang`.
#[must_use]
pub fn json_schema(lang: Lang) -> Value {
    let mut root = references();
    root.insert("profiles".to_owned(), profiles(lang));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "push.toml",
        "description": TITLE.get(lang),
        "type": "object",
        "properties": root,
        "additionalProperties": false,
        "definitions": definitions(lang),
    })
}

const TITLE: Phrase = Phrase::new(
    "Offline push of an app on Tencent Cloud IM, read by pushctl",
    "腾讯云 IM 应用的离线推送配置，由 pushctl 读取",
);

/// Every table but `[profiles]` by each of its names, as a reference: profiles hold the same tables.
fn references() -> Map<String, Value> {
    let reference = |name: &str, target: &str| (name.to_owned(), json!({ "$ref": format!("#/definitions/{target}") }));
    let mut tables: Map<String, Value> = Map::new();
    tables.extend(["app", "message"].map(|name| reference(name, name)));
    for vendor in VENDORS {
        tables.extend(names(vendor.key, vendor.aliases).map(|name| reference(name, vendor.key)));
    }
    tables.extend(["devices", "endpoints", "proxies", "rules"].map(|name| reference(name, name)));
    tables
}

fn names(key: &'static str, aliases: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    std::iter::once(key).chain(aliases.iter().copied())
}

/// Every name of a vendor that a file may hold, aliases included.
fn vendor_names() -> Vec<&'static str> {
    VENDORS.iter().flat_map(|vendor| names(vendor.key, vendor.aliases)).collect()
}

fn definitions(lang: Lang) -> Map<String, Value> {
    let mut tables: Map<String, Value> = Map::new();
    let mut add = |name: &str, schema: Value| {
        tables.insert(name.to_owned(), schema);
    };
    add("app", table(Phrase::new("The app, the same for all vendors", "应用本身，各厂商共用"), APP_FIELDS, lang));
    let message = Phrase::new("What send-test says when no flag does", "send-test 不带参数时发送的内容");
    add("message", table(message, MESSAGE_FIELDS, lang));
    for vendor in VENDORS {
        let mut schema = properties(vendor.fields, lang);
        schema.insert("description".to_owned(), format!("{}: {}", vendor.name.get(lang), vendor.console).into());
        add(vendor.key, schema.into());
    }
    add("devices", devices(lang));
    let endpoints = Phrase::new(
        "Per vendor a URL on this machine, such as an emulator's; other hosts need --endpoint",
        "各厂商请求改发到的本机 URL，例如模拟服务器；其它主机要用 --endpoint",
    );
    add("endpoints", per_vendor(endpoints, lang));
    let proxies = Phrase::new("Per vendor a proxy's URL, or \"direct\"", "各厂商使用的代理 URL，或 \"direct\"");
    add("proxies", per_vendor(proxies, lang));
    add("rules", rules(lang));
    tables
}

fn table(description: Phrase, fields: &[Field], lang: Lang) -> Value {
    let mut schema = properties(fields, lang);
    schema.insert("description".to_owned(), description.get(lang).into());
    schema.into()
}

fn properties(fields: &[Field], lang: Lang) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in fields {
        for name in names(field.key, field.aliases) {
            properties.insert(name.to_owned(), value(field, lang));
        }
        if let Some(file_key) = field.file_key() {
            let key = field.key;
            let description = text!("a file that holds {key}", "存放 {key} 的文件");
            properties.insert(file_key, json!({ "type": "string", "description": description.get(lang) }));
        }
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("additionalProperties".to_owned(), false.into());
    schema
}

/// One key: its type as [`Values`](super::Values) takes it, and everything that is known about it.
fn value(field: &Field, lang: Lang) -> Value {
    // A variable can stand for anything; what it holds is looked at when it is read.
    let variable = json!({ "type": "string", "pattern": r"\$\{" });
    let mut schema = match field.kind {
        Kind::Id => json!({ "type": ["string", "integer"], "minimum": 0 }),
        Kind::Integer { min, max } => json!({ "anyOf": [
            { "type": "integer", "minimum": min, "maximum": max },
            { "type": "string", "pattern": r"^$|^\s*[+-]?[0-9]+\s*$|\$\{" },
        ] }),
        Kind::Flag => json!({ "anyOf": [{ "type": "boolean" }, variable] }),
        Kind::Choice(words) => json!({ "anyOf": [{ "enum": words }, { "const": "" }, variable] }),
        Kind::Map => json!({ "type": "object", "additionalProperties": { "type": ["string", "integer", "boolean"] } }),
        Kind::Text | Kind::Secret | Kind::Token | Kind::Path | Kind::KeyFile | Kind::Url | Kind::Fingerprints => {
            json!({ "type": "string" })
        }
    };
    schema["description"] = description(field, lang).into();
    // An example that looks like a credential would only alarm the scanners of whoever commits the schema.
    if !field.example.is_empty() && field.kind != Kind::Secret && !looks_like_credential(field.example) {
        schema["examples"] = json!([field.example]);
    }
    schema
}

/// What the key is, its limits, its `PushAppInfo` field, where it stands in a console.
fn description(field: &Field, lang: Lang) -> String {
    let mut parts = vec![field.doc.get(lang).to_owned()];
    if matches!(field.kind, Kind::Integer { .. } | Kind::Choice(_)) {
        parts.push(field.kind.expected().get(lang).to_owned());
    }
    if let Some(name) = field.push_app_info {
        parts.push(format!("PushAppInfo: {name}"));
    }
    parts.push(field.found.get(lang).to_owned());
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn devices(lang: Lang) -> Value {
    let mut device = properties(DEVICE_FIELDS, lang);
    if let Some(vendor) = device.get_mut("properties").and_then(|properties| properties.get_mut("vendor"))
        && let Some(vendor) = vendor.as_object_mut()
    {
        vendor.remove("type");
        let variable = json!({ "type": "string", "pattern": r"\$\{" });
        vendor.insert("anyOf".to_owned(), json!([{ "enum": vendor_names() }, variable]));
    }
    let description = Phrase::new("Phones, by a name of your choice", "测试手机，名字自取");
    json!({ "type": "object", "description": description.get(lang), "additionalProperties": device })
}

fn per_vendor(description: Phrase, lang: Lang) -> Value {
    let urls: Map<String, Value> =
        vendor_names().into_iter().map(|name| (name.to_owned(), json!({ "type": "string" }))).collect();
    json!({
        "type": "object",
        "description": description.get(lang),
        "properties": urls,
        "additionalProperties": false,
    })
}

fn rules(lang: Lang) -> Value {
    let mut levels = Map::new();
    for rule in explain::rules() {
        let schema = json!({ "enum": ["off", "note", "warning", "error"], "description": rule.title.get(lang) });
        levels.insert(rule.id.to_owned(), schema);
    }
    let description = Phrase::new("A rule's level everywhere", "规则的级别，处处生效");
    json!({
        "type": "object",
        "description": description.get(lang),
        "properties": levels,
        "additionalProperties": false,
    })
}

fn profiles(lang: Lang) -> Value {
    let description =
        Phrase::new("Tables laid over the base by --profile NAME", "用 --profile NAME 盖在基础配置上的表");
    let profile = json!({ "type": "object", "properties": references(), "additionalProperties": false });
    json!({ "type": "object", "description": description.get(lang), "additionalProperties": profile })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every object schema of the document with its path.
    fn walk<'a>(path: &str, value: &'a Value, found: &mut Vec<(String, &'a Map<String, Value>)>) {
        if let Value::Object(object) = value {
            found.push((path.to_owned(), object));
            for (key, value) in object {
                walk(&format!("{path}/{key}"), value, found);
            }
        }
    }

    #[test]
    fn every_table_of_ours_refuses_keys_that_nobody_reads() {
        let schema = json_schema(Lang::En);
        let mut found = Vec::new();
        walk("", &schema, &mut found);
        let tables = found.iter().filter(|(_, object)| object.get("properties").is_some_and(Value::is_object));
        let tables: Vec<_> = tables.filter(|(_, object)| object.contains_key("type")).collect();
        assert!(tables.len() > 6);
        for (path, object) in tables {
            assert_eq!(object.get("additionalProperties"), Some(&Value::Bool(false)), "{path}");
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        for lang in [Lang::En, Lang::Zh] {
            let schema = json_schema(lang);
            let mut found = Vec::new();
            walk("", &schema, &mut found);
            let references: Vec<_> = found.iter().filter_map(|(_, object)| object.get("$ref")?.as_str()).collect();
            assert!(references.len() > 20);
            for reference in references {
                assert!(schema.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
            }
        }
    }

    #[test]
    fn every_key_is_there_and_described() {
        for lang in [Lang::En, Lang::Zh] {
            let schema = json_schema(lang);
            for vendor in VENDORS {
                for field in vendor.fields {
                    let key = &schema["definitions"][vendor.key]["properties"][field.key];
                    assert!(key["description"].as_str().is_some_and(|text| !text.is_empty()), "{}", field.key);
                }
            }
        }
    }

    #[test]
    fn ids_may_be_numbers_and_secrets_files() {
        let schema = json_schema(Lang::En);
        let vivo = &schema["definitions"]["vivo"]["properties"];
        assert_eq!(vivo["app_id"]["type"], json!(["string", "integer"]));
        assert_eq!(vivo["app_secret_file"]["type"], "string");
        assert_eq!(vivo["app_id"]["examples"], json!(["105000001"]));
        assert!(vivo["app_secret"].get("examples").is_none() && vivo["app_key"].get("examples").is_none());
        assert!(vivo["buz_id"]["description"].as_str().is_some_and(|text| text.contains("vivo_buz_id")));
    }
}
