//! The page that a tap opens.

/// The intent URI that Tencent's plugin listens on and that the IM console holds for vivo:
/// `VIVOMessageActivity` takes scheme `tencent_im_push`, host = applicationId, path `/message`.
/// [`zmhbh/tim_ui_kit_push_plugin`, AndroidManifest.xml and testvivo.js]
pub(super) fn uri(package_name: &str) -> String {
    format!("tencent_im_push://{package_name}/message?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end")
}
