//! `google-services.json` of the Flutter project, compared with the project that pushctl sends for.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::rules::{GOOGLE_SERVICES, OTHER_PROJECT};
use crate::config::{Given, Place, Source};
use crate::report::{Finding, Findings, Severity};
use crate::text;
use crate::text::Text;

/// The file's name. The Gradle plugin looks for it in `android/app` and, per flavour, below `android/app/src`.
const NAME: &str = "google-services.json";

/// One of these files.
struct File {
    source: Arc<Source>,
    json: Option<Value>,
}

/// Whether one of the files is of `project`, which is an id or a number; `key` is the service account's path.
pub(super) fn lint(folder: &Given, project: &str, key: &Given, findings: &mut Findings) {
    let project_folder = Path::new(folder.as_str());
    let files: Vec<File> = paths(project_folder).into_iter().filter_map(|path| read(path, folder)).collect();
    for file in &files {
        findings.extend(file.misplaced().or_else(|| file.mixed()));
    }
    let named: Vec<(&File, String, String)> = files
        .iter()
        .filter_map(|file| Some((file, file.info("project_id")?, file.info("project_number").unwrap_or_default())))
        .collect();
    if named.iter().any(|(_, id, number)| id == project || number == project) {
        return;
    }
    let Some((file, id, _)) = named.first() else { return };
    let message = text!(
        "the app registers with project `{id}`, pushctl sends for `{project}`",
        "App 注册的是项目 `{id}`，发送用的是 `{project}`"
    );
    // Options that are given in Dart win over the file, and may be of another project.
    let has_options = project_folder.join("lib").join("firebase_options.dart").is_file();
    let severity = if has_options { Severity::Warning } else { OTHER_PROJECT.severity };
    let finding = Finding::new(&OTHER_PROJECT, message).severity(severity);
    let mut finding = finding.of("google").at(file.place("project_id", id));
    if let Some(place) = &key.place {
        finding = finding.related(place.clone(), Text::new("the service account", "服务账号在这里"));
    }
    findings.push(finding);
}

/// The file of the app itself first, then those of its flavours.
fn paths(project: &Path) -> Vec<PathBuf> {
    let app = project.join("android").join("app");
    let mut paths = vec![app.join(NAME)];
    let mut flavours: Vec<PathBuf> = fs::read_dir(app.join("src"))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join(NAME)))
        .collect();
    flavours.sort();
    paths.append(&mut flavours);
    paths
}

/// A file that is there and not empty: an empty one is a download that is still to come.
fn read(path: PathBuf, folder: &Given) -> Option<File> {
    let text = String::from_utf8_lossy(&fs::read(&path).ok()?).into_owned();
    if text.trim().is_empty() {
        return None;
    }
    let json = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
    let name = shown_name(&path, folder).unwrap_or_else(|| path.to_string_lossy().into_owned());
    Some(File { source: Source::new(name, path, text), json })
}

/// The file as seen from where push.toml is seen from.
fn shown_name(path: &Path, folder: &Given) -> Option<String> {
    let source = &folder.place.as_ref()?.source;
    let inner = path.strip_prefix(source.folder()).ok()?;
    Some(Path::new(&source.name).parent()?.join(inner).to_string_lossy().replace('\\', "/"))
}

impl File {
    fn info(&self, key: &str) -> Option<String> {
        Some(self.json.as_ref()?.get("project_info")?.get(key)?.as_str()?.to_owned())
    }

    /// The stretch of a value: its first appearance behind its key.
    fn place(&self, key: &str, value: &str) -> Place {
        let text = self.source.text();
        let found = || {
            let behind = text.find(&format!("\"{key}\""))? + key.len() + 2;
            let start = behind + text[behind..].find(value)?;
            Some(start..start + value.len())
        };
        Place { source: Arc::clone(&self.source), span: found().unwrap_or(0..0) }
    }

    /// The finding that its app ids are of another project: the middle number of each is that of its project.
    fn mixed(&self) -> Option<Finding> {
        let number = self.info("project_number")?;
        let clients = self.json.as_ref()?.get("client")?.as_array()?;
        let ids = clients.iter().filter_map(|client| client.pointer("/client_info/mobilesdk_app_id")?.as_str());
        let is_other = |id: &&str| id.split(':').nth(1).is_some_and(|own| own != number);
        let id = ids.into_iter().find(is_other)?;
        let message = text!(
            "mobilesdk_app_id is of another project than project_number {number}",
            "mobilesdk_app_id 不属于 project_number {number}"
        );
        let finding = Finding::new(&GOOGLE_SERVICES, message).severity(Severity::Warning).of("google");
        Some(finding.at(self.place("mobilesdk_app_id", id)))
    }

    /// The finding that this is no google-services.json at all.
    fn misplaced(&self) -> Option<Finding> {
        let message = match &self.json {
            None => Text::new("google-services.json is not JSON", "google-services.json 不是 JSON"),
            Some(json) if json.get("private_key").is_some() => Text::new(
                "google-services.json holds a service account's private key: it would be built into the app",
                "google-services.json 里是服务账号的私钥：会被打进 App",
            ),
            Some(json) if json.get("project_info").is_none() => {
                Text::new("google-services.json lacks project_info", "google-services.json 缺少 project_info")
            }
            Some(_) => return None,
        };
        // Nobody knows what it holds instead: not one byte of it may reach a screen.
        let whole: Range<usize> = 0..self.source.text().len();
        self.source.hide(std::slice::from_ref(&whole));
        let span: Range<usize> = 0..0;
        let place = Place { source: Arc::clone(&self.source), span };
        Some(Finding::new(&GOOGLE_SERVICES, message).of("google").at(place))
    }
}
