//! The JWT of a service account: it stands in `Authorization` as it is, no call exchanges it for anything.
//! [harmonyos-guides, push-jwt-token, 2026-04]

use serde_json::{Value, json};

use super::service_account::ServiceAccount;
use crate::jwt::{self, Algorithm};
use crate::secret::Secret;

/// `aud`: fixed.
pub(super) const AUDIENCE: &str = "https://oauth-login.cloud.huawei.com/oauth2/v3/token";

/// How long a JWT is valid, in seconds. More than a day is answered with 80300036.
pub(super) const VALID_SECS: u64 = 3600;

/// The header of the JWT.
#[must_use]
pub fn header(account: &ServiceAccount) -> Value {
    json!({ "kid": account.key_id, "typ": "JWT", "alg": Algorithm::Ps256.name() })
}

/// What the JWT claims. `issued` in seconds since 1970.
#[must_use]
pub fn claims(account: &ServiceAccount, issued: u64) -> Value {
    json!({ "aud": AUDIENCE, "iss": account.sub_account, "exp": issued + VALID_SECS, "iat": issued })
}

/// The JWT, signed with PS256. `issued` in seconds since 1970.
#[must_use]
pub fn jwt(account: &ServiceAccount, issued: u64) -> Secret {
    let signed = jwt::sign(Algorithm::Ps256, &account.key, &header(account), &claims(account, issued));
    // A service account holds an RSA key, or it would not be one.
    Secret::new(signed.unwrap_or_default())
}

#[cfg(all(test, feature = "emulator"))]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use ring::signature::{RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents};

    use super::super::service_account;
    use super::*;

    /// Signing input, modulus and signature that were made for this repository's notes with another program
    /// (kid 0123…cdef twice, iss 101234567, issued at 1700000000). A signature of PSS is another one each time.
    const INPUT: &str = "eyJraWQiOiIwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZiIsInR5cCI6IkpXVCIsImFsZyI6IlBTMjU2In0.eyJhdWQiOiJodHRwczovL29hdXRoLWxvZ2luLmNsb3VkLmh1YXdlaS5jb20vb2F1dGgyL3YzL3Rva2VuIiwiaXNzIjoiMTAxMjM0NTY3IiwiZXhwIjoxNzAwMDAzNjAwLCJpYXQiOjE3MDAwMDAwMDB9";
    const MODULUS: &str = "qYLE6Q9fR02NDAhjMJsRt9DZkspwgEoLvXOjVuyOdg1D1scbCEsrebGeoyCyedy1drVe7n7Iuw4BSpPVveFccs5mq-CaTyY72tDO69QKMONqpmKbovHDTI9sATsQLRjVu3zLpRyYiTTHnlT_wzv-io4Bn0fb3VDu45RjhpPPi0D_ER7i4cfatHuPGltVdsGYCpNZL1h7kQ__pFgXLcdGcNhrvNpxTNZ6Bgj0t8P5FRTnCNKrrVljaXIxj661RbVTXyLp3j9tqcRvXoYU3RV6ZuvEizZZG_0BdK5lN1tyyHhOE3ORne27zuyHIYGTdcVhVI_umTltQBTZrgVSYOy6yw";
    const SIGNATURE: &str = "Sw64ZS9TyCZxmg-eJQPOMpwtOUMAeCdiYuZkPHMpi1x5G5vUGX1gdzKRNz35AjhAy5dJvZvaE_QfkzUm03SPX9Psttbq5D7u_XBPX9Ce5mC9BUOt-dYPHZ58sONMWZIJ6oaPbK4HrfeDpJxm-ydxm-4-goUjbK-S96NNpKBIQOG59_xDQSVKRVqkL0X-hQBesTNyFXOLtSJLnxJmyUzZBIcDUmzGW56CMVMzrXiwFIJ-urKyCnSt03bmLO6HO244JU_9hJ2LMl7P0XigaOs97B0pkd8DL_gAkkK3qmABK3iDj66r8ZopmnNyQs6D6EUubl75yasZnVsHJYdI-VH9jA";

    fn account() -> ServiceAccount {
        ServiceAccount::parse(&service_account::made_up()).expect("an account")
    }

    #[test]
    fn header_and_claims_are_those_of_the_vector() {
        assert_eq!(
            crate::encoding::hex(&crate::encoding::sha256(INPUT.as_bytes())),
            "968c671db5df32d969abf604a4b4ac17ebce19d6bf2bba259402fa3ad944d06c"
        );
        let vector = jwt::decode(&format!("{INPUT}.{SIGNATURE}")).expect("a token");
        let own = jwt::decode(jwt(&account(), 1_700_000_000).expose()).expect("a token");
        assert_eq!(own.header, vector.header);
        assert_eq!(own.claims, vector.claims);
    }

    #[test]
    fn ps256_is_what_verifies_the_vector() {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
        let key = RsaPublicKeyComponents { n: bytes(MODULUS), e: bytes("AQAB") };
        let verified = key.verify(&RSA_PSS_2048_8192_SHA256, INPUT.as_bytes(), &bytes(SIGNATURE));
        assert!(verified.is_ok());
    }

    #[test]
    fn a_jwt_is_signed_with_the_account_s_key() {
        let account = account();
        let own = jwt::decode(jwt(&account, 1_700_000_000).expose()).expect("a token");
        assert!(own.is_signed_by(Algorithm::Ps256, &account.key.public()) && !own.is_loose);
    }
}
