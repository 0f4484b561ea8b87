//! The provider token: a JWT that names team and key, signed with the `.p8`.
//!
//! Header `alg` and `kid`, claims `iss` and `iat`, nothing else; strict base64url without padding, and the signature as
//! 64 bytes. Apple's own example has DER, and a2 pads: the server is lenient, we are not.

use serde_json::json;

use crate::jwt::{self, Algorithm, PrivateKey};

/// Header and claims, as they are signed. `seconds` since 1970.
pub(super) fn parts(key_id: &str, team_id: &str, seconds: u64) -> (serde_json::Value, serde_json::Value) {
    (json!({ "kid": key_id }), json!({ "iss": team_id, "iat": seconds }))
}

/// The header as it is signed: the algorithm in front.
pub(super) fn whole_header(header: &serde_json::Value) -> String {
    let mut whole = serde_json::Map::from_iter([("alg".to_owned(), Algorithm::Es256.name().into())]);
    whole.extend(header.as_object().cloned().unwrap_or_default());
    serde_json::Value::Object(whole).to_string()
}

/// A provider token. `None`: the key is not on P-256, or the system gives no random numbers.
#[must_use]
pub fn provider_token(key: &PrivateKey, key_id: &str, team_id: &str, seconds: u64) -> Option<String> {
    let (header, claims) = parts(key_id, team_id, seconds);
    jwt::sign(Algorithm::Es256, key, &header, &claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with an independent implementation (RFC 6979) from a throw-away key that is written down nowhere else.
    const VECTOR: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ.eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNzAwMDAwMDAwfQ.hnvqEkJw3it-osA5zM5efnWha2AJQzm3AJZ4xh8K5mTWxLwaHpN813TJdTd-HEK1Q8QBKiwRHK9vMy9S5AwEVg";

    #[test]
    fn the_vector_is_a_provider_token() {
        let jwt = jwt::decode(VECTOR).expect("a token");
        assert!(!jwt.is_loose);
        assert_eq!((jwt.algorithm(), &jwt.header["kid"]), ("ES256", &"ABC123DEFG".into()));
        assert_eq!(jwt.claims, json!({ "iss": "DEF123GHIJ", "iat": 1_700_000_000 }));
        assert_eq!(jwt.signature().len(), 64);
    }

    /// The public half of that key, as coordinates.
    #[test]
    fn the_vector_verifies() {
        use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
        let point = "04ee76a7ffc9afea3365dbc5cebaea41cb176ee2da3048ee8d2885458626ae172148499a911a14747410377265799aa6ab927154ffb05f6fa8908e3b38ce05d95e";
        let byte = |at: usize| u8::from_str_radix(&point[at..at + 2], 16).expect("hex");
        let point: Vec<u8> = (0..point.len()).step_by(2).map(byte).collect();
        let (input, _) = VECTOR.rsplit_once('.').expect("three parts");
        let jwt = jwt::decode(VECTOR).expect("a token");
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        assert!(key.verify(input.as_bytes(), jwt.signature()).is_ok());
    }

    #[test]
    fn the_header_is_shown_as_it_is_signed() {
        let (header, claims) = parts("ABC123DEFG", "DEF123GHIJ", 1_700_000_000);
        assert_eq!(whole_header(&header), r#"{"alg":"ES256","kid":"ABC123DEFG"}"#);
        assert_eq!(claims.to_string(), r#"{"iss":"DEF123GHIJ","iat":1700000000}"#);
    }

    /// ring signs with a random nonce, so all but the signature is compared with the vector, and that is verified.
    #[cfg(feature = "emulator")]
    #[test]
    fn what_is_signed_is_byte_for_byte_the_vector_s_text() {
        let key = PrivateKey::from_pem(crate::emulator::made_up::ec_key_pem(0).as_bytes()).expect("a key");
        let token = provider_token(&key, "ABC123DEFG", "DEF123GHIJ", 1_700_000_000).expect("an EC key");
        let signed = |token: &str| token.rsplit_once('.').map(|(input, _)| input.to_owned());
        assert_eq!(signed(&token), signed(VECTOR));
        let jwt = jwt::decode(&token).expect("a token");
        assert!(!jwt.is_loose && jwt.signature().len() == 64);
        assert!(jwt.is_signed_by(Algorithm::Es256, &key.public()));
    }

    #[cfg(feature = "emulator")]
    #[test]
    fn a_key_of_another_kind_signs_nothing() {
        let key = PrivateKey::from_pem(crate::emulator::made_up::rsa_key_pem(0).as_bytes()).expect("a key");
        assert_eq!(provider_token(&key, "ABC123DEFG", "DEF123GHIJ", 1_700_000_000), None);
    }
}
