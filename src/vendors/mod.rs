//! The vendors. A vendor is one folder and one line in [`VENDORS`]; everything else walks that list.

mod access;
pub mod apple;
mod catalogue;
mod error;
pub mod google;
pub mod honor;
pub mod huawei;
pub mod meizu;
pub mod oppo;
pub mod tencent;
mod usual;
mod vendor;
pub mod vivo;
pub mod xiaomi;

pub use catalogue::{Advice, Codes, Confidence, Entry, Retry, USUAL_SCOPE};
pub use error::Error;
pub(crate) use vendor::no_credential;
pub use vendor::{
    Addressee, Capability, Composed, Credential, CredentialFile, CredentialRead, Decode, Decoded, ExampleDevice, Found,
    MakeClient, MissingFields, Point, Production, SignParts, Signature, TokenQuery, Vendor, VendorClient,
};

/// Every vendor that this version knows.
pub static VENDORS: &[&Vendor] = &[
    &apple::VENDOR,
    &google::VENDOR,
    &huawei::VENDOR,
    &honor::VENDOR,
    &xiaomi::VENDOR,
    &oppo::VENDOR,
    &vivo::VENDOR,
    &meizu::VENDOR,
    &tencent::VENDOR,
];

/// The vendor whose rule it is; rules such as those of `android/` belong to none.
#[must_use]
pub fn of_rule(id: &str) -> Option<&'static Vendor> {
    find(id.split_once('/')?.0)
}

/// The vendor of that name or alias.
#[must_use]
pub fn find(name: &str) -> Option<&'static Vendor> {
    VENDORS.iter().copied().find(|vendor| vendor.key == name || vendor.aliases.contains(&name))
}

/// The names of all vendors.
pub fn names() -> impl Iterator<Item = &'static str> {
    VENDORS.iter().map(|vendor| vendor.key)
}
