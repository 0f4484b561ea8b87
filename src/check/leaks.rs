//! Secrets where others can read them: in git, or in files open to everybody on the machine.

use std::path::Path;

use crate::config::{Config, Place, Source, Values, rules};
use crate::git::is_tracked;
use crate::report::{Finding, Findings};
use crate::text;

/// Looks for secrets in the wrong hands. git is asked only where a `.git` is found upwards.
pub(super) fn find<'a>(config: &Config, tables: impl Iterator<Item = &'a Values>) -> Findings {
    let mut findings = Findings::default();
    let tables: Vec<&Values> = tables.collect();
    for (at, source) in config.sources.iter().enumerate() {
        let literal: Vec<(&str, &Place)> = tables
            .iter()
            .flat_map(|values| values.literal_secrets())
            .filter(|(_, place)| same(&place.source, source))
            .collect();
        let tracked = (at > 0 || !literal.is_empty()) && is_tracked(&source.path);
        if tracked && at > 0 {
            let name = &source.name;
            let message = text!("{name} is tracked by git", "{name} 已被 git 跟踪");
            findings.push(Finding::new(&rules::LOCAL_IN_GIT, message).at(Place { source: source.clone(), span: 0..0 }));
        } else if tracked {
            findings.extend(literal.iter().map(|(key, place)| {
                let message =
                    text!("{key} stands literally in a file that git tracks", "{key} 直接写在 git 跟踪的文件里");
                Finding::new(&rules::SECRET_IN_GIT, message).at((*place).clone())
            }));
        }
        if let (Some((_, place)), true) = (literal.first(), is_open_to_others(&source.path)) {
            findings.push(readable(&source.name, place));
        }
    }
    for (path, place) in tables.iter().flat_map(|values| values.secret_files()) {
        if is_open_to_others(&path) {
            findings.push(readable(&path.display().to_string(), place));
        }
        if is_tracked(&path) {
            let name = path.display().to_string();
            let message = text!("the secret file {name} is tracked by git", "密钥文件 {name} 已被 git 跟踪");
            findings.push(Finding::new(&rules::SECRET_IN_GIT, message).at(place.clone()));
        }
    }
    findings
}

fn same(one: &Source, other: &Source) -> bool {
    one.path == other.path
}

fn readable(name: &str, place: &Place) -> Finding {
    let message = text!("{name} holds a secret and other users can read it", "{name} 里有密钥，其他用户也能读");
    Finding::new(&rules::SECRET_READABLE, message)
        .remedy(text!("chmod 600 {name}", "chmod 600 {name}"))
        .at(place.clone())
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

/// Windows keeps a user's files from others by the folder they lie in.
#[cfg(not(unix))]
fn is_open_to_others(_path: &Path) -> bool {
    false
}
