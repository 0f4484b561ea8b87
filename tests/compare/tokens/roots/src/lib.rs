//! The one certificate in the file that `CA` names, as the crate `webpki-roots` gives the world's.

use std::sync::LazyLock;

use pki_types::pem::PemObject;
use pki_types::{CertificateDer, TrustAnchor};

/// What a TLS client trusts.
pub static TLS_SERVER_ROOTS: LazyLock<Vec<TrustAnchor<'static>>> = LazyLock::new(|| {
    let path = std::env::var("CA").expect("CA");
    let certificate = CertificateDer::from_pem_file(path).expect("PEM");
    vec![webpki::anchor_from_trusted_cert(&certificate).expect("a certificate").to_owned()]
});
