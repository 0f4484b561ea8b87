//! The page that a tap opens.

use crate::message::{Click, Message};

/// The activity that Tencent's plugin listens with and that the IM console holds for OPPO. It hands every string extra
/// to the app. [`zmhbh/tim_ui_kit_push_plugin`, AndroidManifest.xml and OPPOMessageActivity.java]
pub(super) const ACTIVITY: &str = "com.tencent.flutter.tim_ui_kit_push_plugin.pushActivity.OPPOMessageActivity";

/// `click_action_type` with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tap {
    /// `click_action_type`.
    pub(super) kind: i64,
    /// `click_action_activity`, for 1 and 4.
    pub(super) activity: Option<String>,
    /// `click_action_url`, for 2 and 5.
    pub(super) url: Option<String>,
}

/// What a tap does: as the options say, else as `--click` does.
pub(super) fn tap(message: &Message) -> Tap {
    let option = |key| message.option(key).map(str::to_owned);
    if let Some(kind) = message.number("click_action_type") {
        return Tap { kind, activity: option("click_action_activity"), url: option("click_action_url") };
    }
    match &message.click {
        Click::Im => Tap { kind: 4, activity: Some(ACTIVITY.to_owned()), url: None },
        Click::Activity(name) => Tap { kind: 4, activity: Some(name.clone()), url: None },
        Click::Intent(uri) => Tap { kind: 5, activity: None, url: Some(uri.clone()) },
        Click::Url(url) => Tap { kind: 2, activity: None, url: Some(url.clone()) },
        Click::Open => Tap { kind: 0, activity: None, url: None },
    }
}
