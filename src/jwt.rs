//! JSON Web Tokens (RFC 7515, 7518) over ring: the three algorithms that vendors want, and reading a token back.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_SHA256, RSA_PSS_2048_8192_SHA256, RSA_PSS_SHA256, RsaKeyPair, UnparsedPublicKey, VerificationAlgorithm,
};
use rustls::pki_types::pem::{self, SectionKind};
use serde_json::Value;

use crate::encoding::base64url;
use crate::text::Text;

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256: Apple.
    Es256,
    /// RSA PKCS #1 v1.5 with SHA-256: Google.
    Rs256,
    /// RSA-PSS with SHA-256: Huawei.
    Ps256,
}

impl Algorithm {
    /// The word in `alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
        }
    }

    fn verification(self) -> &'static dyn VerificationAlgorithm {
        match self {
            Self::Es256 => &ECDSA_P256_SHA256_FIXED,
            Self::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
            Self::Ps256 => &RSA_PSS_2048_8192_SHA256,
        }
    }
}

/// A private key that can sign. Neither printed nor compared.
pub struct PrivateKey(Kind);

enum Kind {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PrivateKey(***)")
    }
}

/// The other half of a [`PrivateKey`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

/// Why a file holds no key that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyProblem {
    /// No PEM at all.
    NotPem,
    /// PEM, but the base64 or its frame is damaged.
    Damaged,
    /// A certificate.
    Certificate,
    /// A public key.
    PublicKey,
    /// A key behind a password.
    Encrypted,
    /// `RSA PRIVATE KEY` or `EC PRIVATE KEY`, where PKCS#8 (`PRIVATE KEY`) is wanted.
    OldForm,
    /// PKCS#8, but neither EC P-256 nor RSA of 2048 to 4096 bits.
    OtherKind,
}

impl KeyProblem {
    /// The same for people, as the end of a sentence such as "`key_file` is ...".
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::NotPem => Text::new(
                "not PEM: it has no line `-----BEGIN PRIVATE KEY-----`",
                "不是 PEM：没有 `-----BEGIN PRIVATE KEY-----` 这一行",
            ),
            Self::Damaged => Text::new(
                "damaged PEM: copied in part, or changed by an editor",
                "损坏的 PEM：没有复制完整，或被编辑器改过",
            ),
            Self::Certificate => Text::new("a certificate, not a private key", "证书，不是私钥"),
            Self::PublicKey => Text::new("a public key, not a private key", "公钥，不是私钥"),
            Self::Encrypted => Text::new("a private key behind a password", "带密码的私钥"),
            Self::OldForm => Text::new(
                "a private key of the old form; PKCS#8 is wanted: openssl pkcs8 -topk8 -nocrypt",
                "旧格式的私钥；需要 PKCS#8：openssl pkcs8 -topk8 -nocrypt",
            ),
            Self::OtherKind => Text::new(
                "a private key of another kind: neither EC P-256 nor RSA of 2048 to 4096 bits",
                "其它类型的私钥：既不是 EC P-256，也不是 2048 到 4096 位的 RSA",
            ),
        }
    }
}

impl PrivateKey {
    /// Reads a PKCS#8 key in PEM form.
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyProblem> {
        // Windows editors put a byte order mark in front.
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut rest = text;
        let mut other = KeyProblem::NotPem;
        loop {
            match pem::from_buf(&mut rest) {
                Ok(Some((SectionKind::PrivateKey, der))) => return Self::from_pkcs8(&der),
                Ok(Some((kind, _))) => other = problem_of(kind),
                Ok(None) => break,
                Err(_) => return Err(KeyProblem::Damaged),
            }
        }
        let encrypted = b"-----BEGIN ENCRYPTED PRIVATE KEY-----";
        let is_encrypted = text.windows(encrypted.len()).any(|window| window == encrypted);
        Err(if is_encrypted { KeyProblem::Encrypted } else { other })
    }

    fn from_pkcs8(der: &[u8]) -> Result<Self, KeyProblem> {
        let random = SystemRandom::new();
        if let Ok(key) = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &random) {
            return Ok(Self(Kind::Ec(key)));
        }
        RsaKeyPair::from_pkcs8(der).map(|key| Self(Kind::Rsa(key))).map_err(|_| KeyProblem::OtherKind)
    }

    /// Whether it is an EC key, for [`Algorithm::Es256`]; else an RSA key, for the other two.
    #[must_use]
    pub const fn is_ec(&self) -> bool {
        matches!(self.0, Kind::Ec(_))
    }

    /// Its other half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(match &self.0 {
            Kind::Ec(key) => key.public_key().as_ref().to_vec(),
            Kind::Rsa(key) => key.public().as_ref().to_vec(),
        })
    }

    /// `None`: the key is not of this algorithm's kind.
    fn sign(&self, algorithm: Algorithm, input: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match (&self.0, algorithm) {
            (Kind::Ec(key), Algorithm::Es256) => {
                key.sign(&random, input).ok().map(|signature| signature.as_ref().to_vec())
            }
            (Kind::Rsa(key), Algorithm::Rs256 | Algorithm::Ps256) => {
                let mut signature = vec![0; key.public().modulus_len()];
                let padding: &dyn ring::signature::RsaEncoding =
                    if algorithm == Algorithm::Rs256 { &RSA_PKCS1_SHA256 } else { &RSA_PSS_SHA256 };
                key.sign(padding, &random, input, &mut signature).ok()?;
                Some(signature)
            }
            _ => None,
        }
    }
}

const fn problem_of(kind: SectionKind) -> KeyProblem {
    match kind {
        SectionKind::Certificate => KeyProblem::Certificate,
        SectionKind::PublicKey => KeyProblem::PublicKey,
        SectionKind::RsaPrivateKey | SectionKind::EcPrivateKey => KeyProblem::OldForm,
        _ => KeyProblem::OtherKind,
    }
}

/// A signed token of `header` and `claims`; `alg` is put in front of the header. `None`: the key is of another kind.
#[must_use]
pub fn sign(algorithm: Algorithm, key: &PrivateKey, header: &Value, claims: &Value) -> Option<String> {
    let mut whole = serde_json::Map::from_iter([("alg".to_owned(), algorithm.name().into())]);
    whole.extend(header.as_object().cloned().unwrap_or_default());
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let input = format!("{}.{}", part(&whole.into()), part(claims));
    let signature = key.sign(algorithm, input.as_bytes())?;
    Some(format!("{input}.{}", base64url(&signature)))
}

/// A token that was read, not yet believed.
#[derive(Debug, Clone)]
pub struct Jwt {
    /// Its header.
    pub header: Value,
    /// What it claims.
    pub claims: Value,
    /// Whether a part is not what RFC 7515 wants: padded, or in the alphabet of plain Base64.
    pub is_loose: bool,
    input: String,
    signature: Vec<u8>,
}

/// Reads a token, also one whose parts are padded or in plain Base64. `None`: it is none.
#[must_use]
pub fn decode(text: &str) -> Option<Jwt> {
    let text = text.trim();
    let (input, signature) = text.rsplit_once('.')?;
    let (header, claims) = input.split_once('.')?;
    let json = |part: &str| serde_json::from_slice::<Value>(&lenient(part)?).ok().filter(Value::is_object);
    Some(Jwt {
        header: json(header)?,
        claims: json(claims)?,
        is_loose: text.contains(['=', '+', '/']),
        input: input.to_owned(),
        signature: lenient(signature)?,
    })
}

fn lenient(part: &str) -> Option<Vec<u8>> {
    const ANY: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let alphabet = if part.contains(['+', '/']) { &alphabet::STANDARD } else { &alphabet::URL_SAFE };
    GeneralPurpose::new(alphabet, ANY).decode(part).ok()
}

impl Jwt {
    /// `alg` of the header.
    #[must_use]
    pub fn algorithm(&self) -> &str {
        self.header.get("alg").and_then(Value::as_str).unwrap_or_default()
    }

    /// The signature's bytes.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Whether the signature is that of `key` by `algorithm`. What `alg` says is the caller's to look at.
    #[must_use]
    pub fn is_signed_by(&self, algorithm: Algorithm, key: &PublicKey) -> bool {
        let key = UnparsedPublicKey::new(algorithm.verification(), &key.0);
        key.verify(self.input.as_bytes(), &self.signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7515, appendix A.3: the token, and the coordinates of its public key.
    const ES256: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    #[test]
    fn the_token_of_rfc_7515_is_read_and_verified() {
        let jwt = decode(ES256).expect("a token");
        assert_eq!((jwt.algorithm(), &jwt.claims["iss"]), ("ES256", &"joe".into()));
        let x = lenient("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU").expect("base64url");
        let y = lenient("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0").expect("base64url");
        let key = PublicKey([&[4][..], &x, &y].concat());
        assert!(jwt.is_signed_by(Algorithm::Es256, &key));
        let other = decode(&ES256.replace("DtEh", "EtEh")).expect("a token");
        assert!(!other.is_signed_by(Algorithm::Es256, &key));
    }

    #[test]
    fn a_padded_token_is_read_and_called_loose() {
        assert!(!decode(ES256).expect("a token").is_loose);
        let padded = ES256.replacen("NiJ9.", "NiJ9==.", 1);
        assert!(decode(&padded).is_none_or(|jwt| jwt.is_loose));
        for none in ["", "a.b", "a.b.c", "e30.e30", "e30.bnVsbA.AA"] {
            assert!(decode(none).is_none(), "{none}");
        }
    }

    #[cfg(feature = "emulator")]
    #[test]
    fn what_is_signed_is_verified_by_the_other_half_alone() {
        use crate::emulator::made_up;
        let cases = [
            (Algorithm::Es256, made_up::ec_key_pem(0), made_up::ec_key_pem(1)),
            (Algorithm::Rs256, made_up::rsa_key_pem(0), made_up::rsa_key_pem(1)),
            (Algorithm::Ps256, made_up::rsa_key_pem(0), made_up::rsa_key_pem(1)),
        ];
        for (algorithm, pem, other) in cases {
            let [key, other] = [pem, other].map(|pem| PrivateKey::from_pem(pem.as_bytes()).expect("a key"));
            let token = sign(algorithm, &key, &serde_json::json!({"kid": "K"}), &serde_json::json!({"iss": "I"}));
            let jwt = decode(&token.expect("the right kind of key")).expect("a token");
            assert!(jwt.is_signed_by(algorithm, &key.public()) && !jwt.is_signed_by(algorithm, &other.public()));
            assert_eq!(jwt.header, serde_json::json!({"alg": algorithm.name(), "kid": "K"}));
        }
        let marked = format!("\u{feff}{}", made_up::ec_key_pem(0));
        let ec = PrivateKey::from_pem(marked.as_bytes()).expect("a key behind a byte order mark");
        assert!(sign(Algorithm::Rs256, &ec, &Value::Null, &Value::Null).is_none());
    }

    #[test]
    fn what_is_no_key_is_named() {
        let frame = |kind: &str| format!("-----BEGIN {kind}-----\nAAAA\n-----END {kind}-----\n");
        for (text, problem) in [
            ("{}".to_owned(), KeyProblem::NotPem),
            (String::new(), KeyProblem::NotPem),
            (frame("CERTIFICATE"), KeyProblem::Certificate),
            (frame("PUBLIC KEY"), KeyProblem::PublicKey),
            (frame("EC PRIVATE KEY"), KeyProblem::OldForm),
            (frame("RSA PRIVATE KEY"), KeyProblem::OldForm),
            (frame("ENCRYPTED PRIVATE KEY"), KeyProblem::Encrypted),
            (frame("PRIVATE KEY"), KeyProblem::OtherKind),
            (frame("PRIVATE KEY").replace("AAAA", "A%"), KeyProblem::Damaged),
        ] {
            assert_eq!(PrivateKey::from_pem(text.as_bytes()).err(), Some(problem), "{text}");
        }
    }
}
