//! Files as apps really have them.

mod calls;
mod constants;
mod robustness;
mod set;

use super::*;
use crate::project::edit::edited;

/// A class of constants and the object below it, as the chat demo and the apps built from it write it.
const DEMO: &str = r#"import 'dart:io';

import 'package:tim_ui_kit_push_plugin/model/appInfo.dart';

/// PushAppInfo( 在这里汇总
class PushConfig {
  // 华为
  static const HWPushBuzID = 0; // 证书 ID
  // 小米
  static const XMPushBuzID = 30002;
  static const String XMPushAPPID = "105000002";
  static const String XMPushAPPKEY = '';
  /* 魅族 static const MZPushBuzID = 1; */
  static const MZPushBuzID = 0x7533;
  static const int APPLEPushBuzID =
      kReleaseMode ? 30010 : 30011;
  static const OPPOChannelID = "new_message";

  static final PushAppInfo appInfo = PushAppInfo(
    hw_buz_id: PushConfig.HWPushBuzID, // 华为证书ID
    mi_buz_id: XMPushBuzID,
    mi_app_id: PushConfig.XMPushAPPID,
    // mi_app_key: "old",
    mi_app_key: PushConfig.XMPushAPPKEY, /* 小米 key, ) */
    mz_buz_id: PushConfig.MZPushBuzID,
    oppo_app_key: "key PushAppInfo(",
    apple_buz_id: PushConfig.APPLEPushBuzID, // Apple证书ID
  );
}
"#;

fn read(text: &str) -> Library {
    Library::read(text).unwrap()
}

fn only_call(library: &Library, name: &str) -> Call {
    let mut calls = library.calls(name);
    assert_eq!(calls.len(), 1, "{calls:?}");
    calls.remove(0)
}

fn argument<'a>(call: &'a Call, name: &str) -> &'a Argument {
    call.arguments.iter().find(|argument| argument.name.as_deref() == Some(name)).unwrap()
}

fn value(text: &str) -> Option<String> {
    let library = read(&format!("final a = {text};"));
    library.constants()[0].value.value.clone()
}
