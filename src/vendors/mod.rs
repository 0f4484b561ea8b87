//! The vendors. A vendor is one folder and one line in [`VENDORS`]; everything else walks that list.

mod access;
mod catalogue;
mod error;
pub mod honor;
pub mod meizu;
pub mod oppo;
pub mod tencent;
mod usual;
mod vendor;
pub mod vivo;

pub use catalogue::{Advice, Codes, Confidence, Entry, Retry, USUAL_SCOPE};
pub use error::Error;
pub(crate) use vendor::no_credential;
pub use vendor::{
    Addressee, Capability, Composed, Credential, Decode, Decoded, ExampleDevice, Found, MakeClient, MissingFields,
    Point, SignParts, Signature, TokenQuery, Vendor, VendorClient,
};

/// Every vendor that this version knows.
pub static VENDORS: &[&Vendor] = &[&honor::VENDOR, &oppo::VENDOR, &vivo::VENDOR, &meizu::VENDOR, &tencent::VENDOR];

/// A vendor of the product that has no folder yet: its table is no mistake of the user.
#[derive(Debug)]
pub struct Planned {
    /// Its name.
    pub key: &'static str,
    /// Other spellings, accepted on input.
    pub aliases: &'static [&'static str],
}

/// Vendors still to come. A vendor's line moves from here to [`VENDORS`].
pub static PLANNED: &[Planned] = &[
    Planned { key: "apple", aliases: &["apns", "ios"] },
    Planned { key: "google", aliases: &["fcm"] },
    Planned { key: "huawei", aliases: &["hw"] },
    Planned { key: "xiaomi", aliases: &["mi"] },
];

/// The vendor of that name or alias.
#[must_use]
pub fn find(name: &str) -> Option<&'static Vendor> {
    VENDORS.iter().copied().find(|vendor| vendor.key == name || vendor.aliases.contains(&name))
}

/// The one spelling of a vendor's name, also for vendors still to come.
#[must_use]
pub fn canonical_name(name: &str) -> Option<&'static str> {
    let planned = || PLANNED.iter().find(|planned| planned.key == name || planned.aliases.contains(&name));
    find(name).map(|vendor| vendor.key).or_else(|| planned().map(|planned| planned.key))
}

/// The names of all vendors, those still to come included.
pub fn known_names() -> impl Iterator<Item = &'static str> {
    VENDORS.iter().map(|vendor| vendor.key).chain(PLANNED.iter().map(|planned| planned.key))
}
