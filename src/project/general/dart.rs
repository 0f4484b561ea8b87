//! Looks at Dart code that concern every app with push, and what the guide's last part asks for: notifications that the
//! app shows itself while it is open.

use std::ops::Range;

use crate::project::dart::Library;
use crate::project::look::{Look, Spot, State};
use crate::project::model::Model;
use crate::project::verify::dart::made_at;
use crate::project::verify::delegate::notification_delegate;
use crate::project::version;
use crate::text;
use crate::text::Text;

/// The functions of the classic plugins that show a notification.
pub(super) const SHOWING: &[&str] = &["displayNotification", "displayDefaultNotificationForMessage"];

fn shows_itself(model: &Model) -> bool {
    SHOWING.iter().any(|name| !made_at(model, name).is_empty())
}

pub(super) fn plugin_object(model: &Model) -> Vec<Look> {
    let made = made_at(model, "TimUiKitPushPlugin");
    let bare =
        made.iter().filter(|(_, call)| !call.arguments.iter().any(|own| own.name.as_deref() == Some("isUseGoogleFCM")));
    let looks: Vec<Look> = bare
        .map(|(spot, _)| {
            let message = Text::new(
                "TimUiKitPushPlugin() is made without isUseGoogleFCM",
                "创建 TimUiKitPushPlugin() 时没有写 isUseGoogleFCM",
            );
            Look::new(State::Wrong, message).at(spot.clone())
        })
        .collect();
    if looks.is_empty() && !made.is_empty() { vec![Look::holds()] } else { looks }
}

/// `init` with `appInfo` inside `main`: nobody has logged in yet.
pub(super) fn init_early(model: &Model) -> Vec<Look> {
    let docs = model.dart();
    let mut looks = Vec::new();
    for doc in &docs {
        let Some(library) = doc.get() else { continue };
        let Some(main) = library.function("main") else { continue };
        let calls = library.calls("init").into_iter();
        let early = calls.filter(|call| main.contains(&call.span.start));
        let ours = early.filter(|call| call.arguments.iter().any(|own| own.name.as_deref() == Some("appInfo")));
        looks.extend(ours.map(|call| {
            let message =
                Text::new("`init` is called in main(), before any login", "在 main() 里调用 `init`，那时还没有登录");
            Look::new(State::Misplaced, message).at(Spot::new(&doc.path, call.span))
        }));
    }
    looks
}

/// A mistake of the guide's Dart code, by the words that it is made of.
struct Slip {
    find: fn(&Library) -> Vec<Range<usize>>,
    message: Text,
}

static SLIPS: &[Slip] = &[
    Slip {
        find: |library| library.sequences(&["ChannelPush", ".", "uploadToken"]),
        message: Text::new(
            "ChannelPush is a class of Tencent's demo: uploadToken is a method of the plugin's object",
            "ChannelPush 是腾讯云 demo 里的类：uploadToken 是插件对象的方法",
        ),
    },
    Slip {
        find: |library| library.sequences(&["Platfrom"]),
        message: Text::new("`Platfrom` is a misspelt `Platform`", "`Platfrom` 拼写有误，应当是 `Platform`"),
    },
    Slip {
        find: |library| {
            let split = |quoted: &str| library.sequences(&["split", "(", quoted, ")", "[", "1", "]"]);
            [split("\"_\""), split("'_'")].concat()
        },
        message: Text::new(
            "user ids and group ids may hold `_`: what follows the first one is cut off here",
            "用户 ID 和群 ID 里可能有 `_`：这里只取到第二段",
        ),
    },
    Slip {
        find: lifecycle_gaps,
        message: Text::new(
            "AppLifecycleState has more values: without `detached` and `hidden` Dart 3 does not compile the switch",
            "AppLifecycleState 还有别的值：缺少 `detached`、`hidden` 时 Dart 3 无法编译这个 switch",
        ),
    },
    Slip {
        find: late_background,
        message: Text::new(
            "the app may be suspended before doBackground: call it first, and then ask for the unread count",
            "App 可能在 doBackground 之前就被挂起：先调用它，再取未读数",
        ),
    },
];

/// A `switch` over the lifecycle with some of its cases and no way out.
fn lifecycle_gaps(library: &Library) -> Vec<Range<usize>> {
    let case = |state: &str| library.sequences(&["case", "AppLifecycleState", ".", state]);
    let is_total = !case("detached").is_empty() || !library.sequences(&["default", ":"]).is_empty();
    let Some(paused) = case("paused").into_iter().next().filter(|_| !is_total) else { return Vec::new() };
    let before = library.sequences(&["switch", "("]).into_iter().rfind(|switch| switch.end < paused.start);
    vec![before.unwrap_or(paused)]
}

/// The unread count is awaited before the background call of the same handler.
fn late_background(library: &Library) -> Vec<Range<usize>> {
    let is_awaited = !library.sequences(&["await"]).is_empty();
    let background = library.calls("doBackground");
    let counts = library.sequences(&["getTotalUnreadMessageCount", "("]).into_iter();
    counts
        .filter(|count| is_awaited && background.iter().any(|call| count.end < call.span.start))
        .map(|count| count.start..count.end - 1)
        .collect()
}

pub(super) fn guide_code(model: &Model) -> Vec<Look> {
    let docs = model.dart();
    let mut looks = Vec::new();
    for doc in &docs {
        let Some(library) = doc.get() else { continue };
        for slip in SLIPS {
            let found = (slip.find)(library).into_iter();
            looks
                .extend(found.map(|span| Look::new(State::Wrong, slip.message.clone()).at(Spot::new(&doc.path, span))));
        }
    }
    looks.sort_by_key(|look| look.at.as_ref().map(|spot| (spot.path.clone(), spot.span.start)));
    looks
}

/// The functions are gone since 3.0.0.
pub(super) fn removed(model: &Model) -> Vec<Look> {
    let is_3 = model.plugin_version.as_deref().is_some_and(|own| !version::is_before(own, "3.0.0"));
    let used = SHOWING.iter().flat_map(|name| made_at(model, name).into_iter().map(move |(spot, _)| (name, spot)));
    used.map(|(name, spot)| {
        if is_3 {
            let message = text!("{name} was removed from the plugin", "{name} 已从插件里去掉");
            Look::new(State::Wrong, message).at(spot)
        } else {
            Look::holds()
        }
    })
    .collect()
}

pub(super) fn icon(model: &Model) -> Vec<Look> {
    if !model.has_android() || !shows_itself(model) {
        return Vec::new();
    }
    let resources = format!("{}/src/main/res", model.module());
    let folders = model.tree.names(&resources).into_iter().filter(|name| name.starts_with("mipmap"));
    let mut files = folders.flat_map(|folder| model.tree.names(&format!("{resources}/{folder}")));
    if files.any(|file| file.split('.').next() == Some("ic_launcher")) {
        return vec![Look::holds()];
    }
    let message = text!("{resources} has no mipmap ic_launcher", "{resources} 里没有 mipmap 的 ic_launcher");
    vec![Look::new(State::Missing, message)]
}

pub(super) fn lock_screen(model: &Model) -> Vec<Look> {
    let manifest = model.manifest().filter(|_| shows_itself(model));
    let Some(doc) = manifest else { return Vec::new() };
    let Some(main) = doc.get().and_then(|own| own.components().iter().find(|own| own.is_launcher)) else {
        return Vec::new();
    };
    let is_set = |name: &str| main.attribute(name).is_some_and(|own| own.value.as_deref() == Some("true"));
    if is_set("showWhenLocked") && is_set("turnScreenOn") {
        return vec![Look::holds()];
    }
    let message = Text::new("the main activity does not light the lock screen", "主 Activity 没有设置点亮锁屏");
    vec![Look::new(State::Missing, message).at(Spot::new(&doc.path, main.tag_span.clone()))]
}

pub(super) fn delegate(model: &Model) -> Vec<Look> {
    if model.has_ios() && shows_itself(model) { notification_delegate(model) } else { Vec::new() }
}
