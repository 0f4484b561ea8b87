//! The page that a tap opens.

/// The intent URI that Tencent's classic plugin listens on and that the IM console holds for Honor:
/// `HONORMessageActivity` takes scheme `tencent_im_push`, host = applicationId, path `/honorMessage`.
/// [`zmhbh/tim_ui_kit_push_plugin`, AndroidManifest.xml]
pub(super) fn uri(package_name: &str) -> String {
    format!("tencent_im_push://{package_name}/honorMessage?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end")
}
