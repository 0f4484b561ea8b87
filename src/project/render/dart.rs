//! Dart code.

use super::{Kind, Sheet, Snippet, each, slashes};
use crate::project::{Generation, Item, Moment, Shown};
use crate::text::Text;

impl<'a> Sheet<'a> {
    pub(super) fn dart(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Dart { argument, value } => Some((*argument, value)),
            _ => None,
        })?;
        let line = |(argument, value): &(&str, &'a Shown)| self.argument(argument, value);
        let lines = picked.text("  ", slashes, each(line));
        let plugin = self.target.plugin;
        Some(Snippet {
            file: "lib/push_config.dart".into(),
            where_to_paste: Text::new(
                "a new file, or the inner lines into the PushAppInfo that the app has already",
                "新文件；App 里已有 PushAppInfo 时，把里面几行放进去",
            ),
            kind: Kind::Dart,
            dsl: None,
            vendors: picked.vendors,
            text: format!(
                "import 'package:{plugin}/model/appInfo.dart';\n\n\
                 final PushAppInfo appInfo = PushAppInfo(\n{lines});\n"
            ),
        })
    }

    fn argument(&self, argument: &str, value: &'a Shown) -> String {
        super::dart_argument(argument, self.shown(value))
    }

    pub(super) fn dart_code(&self, moment: Moment) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::DartCode { moment: own, code, .. } if *own == moment => Some(code.as_str()),
            _ => None,
        })?;
        let lines = |codes: &[&str]| codes.iter().flat_map(|code| code.lines()).map(str::to_owned).collect();
        let where_to_paste = match (moment, self.target.generation) {
            (Moment::Start, _) => Text::new(
                "in main(), before runApp and before any other use of the push plugin",
                "写在 main() 里，runApp 之前，并且在用到推送插件之前",
            ),
            (Moment::LoggedIn, Generation::TimPush) => Text::new("after the login to Tencent IM", "登录腾讯云 IM 之后"),
            (Moment::LoggedIn, Generation::Classic | Generation::China) => Text::new(
                "after the login to Tencent IM and `init` of the push plugin",
                "登录腾讯云 IM、调用推送插件的 `init` 之后",
            ),
        };
        Some(Snippet {
            file: "lib/main.dart".into(),
            where_to_paste,
            kind: Kind::Dart,
            dsl: None,
            text: picked.text("    ", slashes, lines),
            vendors: picked.vendors,
        })
    }
}
