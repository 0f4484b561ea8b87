//! Tokens from a file: one a line, CSV or TSV with a header, or NDJSON.

use std::io::Read;
use std::path::Path;

use super::Question;
use crate::cli::exit::Stop;
use crate::cli::run::{self, Run};
use crate::cli::target::Target;
use pushctl::config::Config;
use pushctl::device::DeviceToken;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::Vendor;

/// Which column holds what.
struct Columns {
    separator: char,
    token: usize,
    vendor: Option<usize>,
    reference: Option<usize>,
}

/// What one line says.
struct Line {
    token: String,
    vendor: Option<String>,
    reference: Option<String>,
}

/// Every token of a file. Lines that hold none are named on standard error and passed over.
pub(super) fn questions(run: &Run, config: &Config, path: &Path) -> Result<Vec<Question>, Stop> {
    let text = read(path)?;
    let fallback = match run.vendors(config)?.as_slice() {
        [vendor] => Some(*vendor),
        _ => None,
    };
    let mut lines = text.lines().enumerate().peekable();
    let columns = lines.peek().and_then(|(_, first)| header(first));
    if columns.is_some() {
        lines.next();
    }
    let mut questions = Vec::new();
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match question(line, columns.as_ref(), fallback) {
            Ok((target, reference)) => questions.push(Question { target, line: Some(at as u64 + 1), reference }),
            Err(reason) => {
                let (line, reason) = (at + 1, run.terminal.say(&reason).to_owned());
                let text = text!("line {line} passed over: {reason}", "跳过第 {line} 行：{reason}");
                run.terminal.remark(run.terminal.say(&text));
            }
        }
    }
    Ok(questions)
}

fn read(path: &Path) -> Result<String, Stop> {
    let mut bytes = Vec::new();
    let result = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    result.map_err(|error| {
        let path = path.display().to_string();
        Stop::new(
            text!("--from {path}: {error}", "--from {path}：{error}"),
            Text::new("name a file that you may read", "请指定一个可以读取的文件"),
        )
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The columns, if the first line names them.
fn header(line: &str) -> Option<Columns> {
    let line = line.trim_start_matches('\u{feff}');
    let separator = if line.contains('\t') { '\t' } else { ',' };
    let names: Vec<String> = line.split(separator).map(|name| name.trim().trim_matches('"').to_lowercase()).collect();
    let find = |wanted: &str| names.iter().position(|name| name == wanted);
    Some(Columns { separator, token: find("token")?, vendor: find("vendor"), reference: find("ref") })
}

fn question(
    line: &str,
    columns: Option<&Columns>,
    fallback: Option<&'static Vendor>,
) -> Result<(Target, Option<String>), Text> {
    let line = split(line, columns)?;
    let token = DeviceToken::parse(&line.token).ok_or_else(|| Text::new("no token", "没有 token"))?;
    let vendor = match line.vendor.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => run::vendor(name).map_err(|_| text!("no vendor `{name}`", "没有厂商 `{name}`"))?,
        None => fallback.ok_or_else(|| Text::new("whose token? --vendor NAME", "哪个厂商的 token？--vendor 厂商"))?,
    };
    Ok((Target { name: None, vendor, token, environment: None, user: None }, line.reference))
}

fn split(line: &str, columns: Option<&Columns>) -> Result<Line, Text> {
    if line.trim_start().starts_with('{') {
        let object: serde_json::Value = serde_json::from_str(line).map_err(|_| Text::new("not JSON", "不是 JSON"))?;
        let text = |key: &str| match object.get(key) {
            Some(serde_json::Value::String(text)) => Some(text.clone()),
            Some(serde_json::Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let token = text("token").ok_or_else(|| Text::new("no `token`", "没有 `token`"))?;
        return Ok(Line { token, vendor: text("vendor"), reference: text("ref") });
    }
    let Some(columns) = columns else {
        return Ok(Line { token: line.to_owned(), vendor: None, reference: None });
    };
    let cells: Vec<&str> = line.split(columns.separator).map(|cell| cell.trim().trim_matches('"')).collect();
    let cell = |at: usize| cells.get(at).map(|cell| (*cell).to_owned());
    let token = cell(columns.token).ok_or_else(|| Text::new("too few columns", "列数不够"))?;
    Ok(Line { token, vendor: columns.vendor.and_then(cell), reference: columns.reference.and_then(cell) })
}
