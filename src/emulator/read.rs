//! What every emulated vendor reads with: bodies, queries, single values, and words on what was wrong with them.

use serde_json::{Map, Value};

use super::RawRequest;
use crate::text;
use crate::text::{Lang, Text};

/// A JSON object.
pub(crate) type Object = Map<String, Value>;

/// A body that must be a JSON object; `Err` says what it is instead.
pub(crate) fn object(body: &[u8], vendor: &str) -> Result<Object, Text> {
    if body.is_empty() {
        return Err(text!("the body is empty; {vendor} wants a JSON object", "请求体是空的；{vendor} 要 JSON 对象"));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => {
            let (en, zh) = kind(&other);
            Err(Text::owned(format!("the body is {en}, not a JSON object"), format!("请求体是{zh}，不是 JSON 对象")))
        }
        Err(_) if std::str::from_utf8(body).is_err() => {
            Err(Text::new("the body is not UTF-8", "请求体不是 UTF-8 编码"))
        }
        // serde_json's words quote nothing of the body.
        Err(error) => Err(text!("the body is not JSON: {error}", "请求体不是 JSON：{error}")),
    }
}

/// A body that must be a form: names and values in their order, decoded. `Err` says what it is instead.
pub(crate) fn form(body: &[u8]) -> Result<Vec<(String, String)>, Text> {
    let Ok(written) = std::str::from_utf8(body) else {
        return Err(Text::new("the body is not UTF-8", "请求体不是 UTF-8 编码"));
    };
    if written.trim_start().starts_with('{') {
        return Err(Text::new(
            "the body is JSON; wanted is a form: application/x-www-form-urlencoded",
            "请求体是 JSON；这里要表单：application/x-www-form-urlencoded",
        ));
    }
    Ok(pairs(written))
}

/// Names and values of a query, decoded.
pub(crate) fn query(query: Option<&str>) -> Vec<(String, String)> {
    pairs(query.unwrap_or_default())
}

fn pairs(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// A word on a `Content-Type` other than `wanted`.
pub(crate) fn wrong_content_type(request: &RawRequest, wanted: &str, vendor: &str) -> Option<Text> {
    let written = request.header("content-type").unwrap_or_default();
    let right = written.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(wanted);
    (!right).then(|| {
        let written = quoted(written);
        text!(
            "Content-Type is {written}; {vendor} documents {wanted}",
            "Content-Type 是 {written}；{vendor} 文档写的是 {wanted}"
        )
    })
}

/// A number or a text as text; several public servers send numbers in quotes, and vendors take them.
pub(crate) fn scalar(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null => None,
        // Neither: something that no value of ours equals.
        other => Some(other.to_string()),
    }
}

/// What a client wrote, short enough for one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    if short.is_empty() { "\"\"".to_owned() } else { short }
}

/// What a value is, in both languages.
pub(crate) fn kind(value: &Value) -> (&'static str, &'static str) {
    match value {
        Value::Null => ("null", " null"),
        Value::Bool(_) => ("a boolean", "布尔值"),
        Value::Number(_) => ("a number", "数字"),
        Value::String(_) => ("a string", "字符串"),
        Value::Array(_) => ("an array", "数组"),
        Value::Object(_) => ("an object", "对象"),
    }
}

/// Several remarks as one.
pub(crate) fn joined(remarks: impl IntoIterator<Item = Text>) -> Text {
    let remarks: Vec<Text> = remarks.into_iter().filter(|remark| !remark.is_empty()).collect();
    let all = |lang, separator: &str| remarks.iter().map(|remark| remark.get(lang)).collect::<Vec<_>>().join(separator);
    Text::owned(all(Lang::En, "; "), all(Lang::Zh, "；"))
}
