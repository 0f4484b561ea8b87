//! x
use crate::config::{App, Field, Values};
use crate::vendors::VendorClient;
/// x
pub struct Client;
pub(super) fn client(_values: &Values, _app: &App) -> Result<Box<dyn VendorClient>, Vec<&'static Field>> {
    Err(vec![])
}
