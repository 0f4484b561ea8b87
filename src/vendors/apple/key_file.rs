//! The `.p8`: a private key as Apple gives it out, once, with its id in the name.

use std::path::Path;

use crate::jwt::PrivateKey;
use crate::text::Text;
use crate::vendors::{CredentialFile, CredentialRead};

/// The file that `key_file` names.
pub(super) const KEY_FILE: CredentialFile = CredentialFile { key: "key_file", read };

/// Anything in PEM is taken for it: what else may be given here is a certificate, or a key of another kind.
fn read(name: &str, bytes: &[u8]) -> Option<CredentialRead> {
    let is_pem = bytes.trim_ascii_start().starts_with(b"-----BEGIN");
    if !is_pem && !name.to_lowercase().ends_with(".p8") {
        return None;
    }
    Some(match PrivateKey::from_pem(bytes) {
        Ok(key) if key.is_ec() => Ok(id_in_name(name).map(|id| ("key_id", id)).into_iter().collect()),
        Ok(_) => Err(Text::new("an RSA key, not one on P-256", "RSA 密钥，不是 P-256")),
        // DER, which certificates come in too.
        Err(_) if bytes.first() == Some(&0x30) => {
            Err(Text::new("binary, as a certificate or a .p12 is", "二进制文件，像是证书或 .p12"))
        }
        Err(problem) => Err(problem.label()),
    })
}

/// `ABC123DEFG` of `AuthKey_ABC123DEFG.p8`, as Apple names the download; older ones are `APNSAuthKey_…`.
pub(super) fn id_in_name(path: &str) -> Option<String> {
    let name = Path::new(path).file_name()?.to_str()?;
    let name = name.strip_suffix(".p8")?;
    let id = name.strip_prefix("AuthKey_").or_else(|| name.strip_prefix("APNSAuthKey_"))?;
    (id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| id.to_owned())
}

#[cfg(all(test, feature = "emulator"))]
mod tests {
    use super::*;
    use crate::emulator::made_up::ec_key_pem;
    use crate::text::Lang;

    #[test]
    fn the_name_tells_the_id() {
        let pem = ec_key_pem(0);
        let told = |name: &str| read(name, pem.as_bytes()).unwrap().unwrap();
        assert_eq!(told("AuthKey_ABC123DEFG.p8"), [("key_id", "ABC123DEFG".to_owned())]);
        assert_eq!(told("APNSAuthKey_ABC123DEFG.p8"), [("key_id", "ABC123DEFG".to_owned())]);
        assert_eq!(told("key.p8"), []);
    }

    #[test]
    fn what_is_no_key_says_what_it_is() {
        let said = |name: &str, bytes: &[u8]| match read(name, bytes) {
            Some(Err(text)) => text.get(Lang::En).to_owned(),
            other => panic!("{other:?}"),
        };
        let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        assert_eq!(said("AuthKey_ABC123DEFG.p8", certificate.as_bytes()), "a certificate, not a private key");
        assert_eq!(said("aps.cer", certificate.as_bytes()), "a certificate, not a private key");
        assert!(said("AuthKey_ABC123DEFG.p8", b"\x30\x82\x01").contains("certificate or a .p12"));
        assert!(said("AuthKey_ABC123DEFG.p8", b"").contains("not PEM"));
        assert!(read("push.dart", b"void main() {}").is_none());
    }
}
