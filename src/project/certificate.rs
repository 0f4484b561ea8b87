//! The certificates that sign an app, by their fingerprints: what keytool lists, what push.toml says, and whether the
//! two agree. Runs no program and asks for no password.

use std::fmt;

use super::general::rules::SIGNING_CERTIFICATE;
use crate::report::Finding;
use crate::text;

/// A fingerprint of so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint<const BYTES: usize>([u8; BYTES]);

/// The one that Huawei and Honor compare.
pub type Sha256 = Fingerprint<32>;

/// The one that Google's consoles ask for.
pub type Sha1 = Fingerprint<20>;

impl<const BYTES: usize> Fingerprint<BYTES> {
    /// Reads hex of any case: pairs with colons between them, or nothing but pairs.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        let step = if text.contains(&b':') { 3 } else { 2 };
        if text.len() != BYTES * step - (step - 2) {
            return None;
        }
        let mut bytes = [0; BYTES];
        for (byte, written) in bytes.iter_mut().zip(text.chunks(step)) {
            let [high, low, rest @ ..] = written else { return None };
            if !matches!(rest, [] | [b':']) {
                return None;
            }
            let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(bytes))
    }
}

/// As keytool and the consoles write it.
impl<const BYTES: usize> fmt::Display for Fingerprint<BYTES> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            let colon = if at == 0 { "" } else { ":" };
            write!(formatter, "{colon}{byte:02X}")?;
        }
        Ok(())
    }
}

/// What `[app] signing_sha256` holds: one fingerprint, or several separated by blanks. `None`: something else.
#[must_use]
pub fn fingerprints(text: &str) -> Option<Vec<Sha256>> {
    let all: Option<Vec<Sha256>> = text.split_whitespace().map(Fingerprint::parse).collect();
    all.filter(|all| !all.is_empty())
}

/// A certificate whose key is in a keystore, so that it can sign an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// What the keystore calls it.
    pub alias: String,
    /// Its SHA-256 fingerprint.
    pub sha256: Sha256,
    /// Its SHA-1 fingerprint.
    pub sha1: Option<Sha1>,
}

/// The certificates in what `keytool -list -v` prints in English. Of a chain it is the first one; certificates that are
/// but trusted have no key and sign nothing.
#[must_use]
pub fn listed(text: &str) -> Vec<Certificate> {
    let mut certificates = Vec::new();
    let (mut alias, mut sha1) = (None, None);
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("Alias name:") {
            (alias, sha1) = (Some(name.trim()), None);
        } else if line.starts_with("Entry type:") && line.contains("trustedCertEntry") {
            alias = None;
        } else if let Some(written) = line.trim_start().strip_prefix("SHA1:") {
            sha1 = sha1.or_else(|| Fingerprint::parse(written.trim()));
        } else if let Some(written) = line.trim_start().strip_prefix("SHA256:")
            && let Some(sha256) = Fingerprint::parse(written.trim())
            && let Some(alias) = alias.take()
        {
            certificates.push(Certificate { alias: plain(alias), sha256, sha1 });
        }
    }
    certificates
}

/// Why keytool lists nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of thing is wrong.
    pub cause: Cause,
    /// Its words; may be empty.
    pub words: String,
}

/// What can be wrong with a keystore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The password.
    Password,
    /// The alias is not in it.
    Alias,
    /// It is no keystore, or one that this keytool does not know.
    Format,
}

/// Reads what keytool prints, to either of its outputs, where it fails. Java puts the names of its exceptions before the
/// words and the whole way there behind them.
#[must_use]
pub fn refusal(printed: &str) -> Refusal {
    const START: &str = "keytool error: ";
    let mut lines = printed.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines.clone().find_map(|line| line.strip_prefix(START)).or_else(|| lines.next()).unwrap_or_default();
    let is_exception = |word: &str| word.starts_with("java") && word.ends_with("Exception");
    let words = match line.split_once(": ") {
        Some((first, rest)) if is_exception(first) => rest,
        _ => line,
    };
    let lower = words.to_lowercase();
    let cause = if lower.contains("password") {
        Cause::Password
    } else if lower.starts_with("alias ") && lower.contains("does not exist") {
        Cause::Alias
    } else {
        Cause::Format
    };
    Refusal { cause, words: plain(words) }
}

/// Words of another program in one line, short, and without characters that would move the cursor.
fn plain(text: &str) -> String {
    text.chars().take(200).map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// What to say where none of the certificates is the one of push.toml. `file` is the keystore as the user wrote it.
#[must_use]
pub fn stranger(file: &str, certificates: &[Certificate], expected: &[Sha256]) -> Option<Finding> {
    if certificates.iter().any(|own| expected.contains(&own.sha256)) {
        return None;
    }
    let found = certificates.iter().map(|own| format!("`{}` {}", own.alias, own.sha256)).collect::<Vec<_>>().join(", ");
    let expected = expected.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let message = text!(
        "{file} has {found}; `[app] signing_sha256` is {expected}",
        "{file} 里是 {found}；`[app] signing_sha256` 是 {expected}"
    );
    Some(Finding::new(&SIGNING_CERTIFICATE, message))
}

#[cfg(feature = "cli")]
pub use downloaded::unregistered;

#[cfg(feature = "cli")]
mod downloaded {
    use super::{Certificate, Fingerprint, Sha1};
    use crate::project::json::Json;
    use crate::project::tree::Tree;
    use crate::project::{Expected, Item, Requirement};
    use crate::report::{Finding, Severity};
    use crate::text;
    use crate::text::Text;

    /// Notes on downloaded files of a project that name certificates, and none of these. Push does not depend on it.
    #[must_use]
    pub fn unregistered(tree: &Tree, requirements: &[Requirement], certificates: &[Certificate]) -> Vec<Finding> {
        requirements.iter().filter_map(|requirement| note(tree, requirement, certificates)).collect()
    }

    fn note(tree: &Tree, requirement: &Requirement, certificates: &[Certificate]) -> Option<Finding> {
        let Item::File { path, holds, .. } = &requirement.item else { return None };
        let fact = holds.iter().find(|fact| fact.expected == Expected::SigningCertificate)?;
        let json = Json::read(&tree.text(path)?).ok()?;
        let written = json.root().all(fact.path).into_iter().filter_map(|node| node.as_stated()?.value);
        let mut registered: Vec<Sha1> = written.filter_map(|hash| Fingerprint::parse(hash.trim())).collect();
        registered.dedup();
        let first = registered.first()?;
        if certificates.iter().any(|own| own.sha1.is_some_and(|sha1| registered.contains(&sha1))) {
            return None;
        }
        let message = match registered.len() {
            1 => text!(
                "{path} names the certificate with the SHA-1 {first}, which is not in this keystore",
                "{path} 里的证书 SHA-1 是 {first}，不在这个 keystore 里"
            ),
            count => text!(
                "{path} names {count} certificates by their SHA-1, and none of this keystore",
                "{path} 里有 {count} 个证书的 SHA-1，都不在这个 keystore 里"
            ),
        };
        let remedy = Text::new(
            "push does without; other services of the same console may not: enter the SHA-1 there and download the file again",
            "推送不需要；同一控制台的其它服务可能需要：在控制台填上 SHA-1，再重新下载这个文件",
        );
        Some(Finding::new(requirement.rule, message).severity(Severity::Note).remedy(remedy))
    }
}

#[cfg(test)]
mod tests;
