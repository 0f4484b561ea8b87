//! What no file of a project holds: settings of the IM console, and files that a person has to download.

use super::{Kind, Sheet, Snippet};
use crate::project::Item;
use crate::text::Text;

impl Sheet<'_> {
    /// Files that nobody can generate.
    pub(super) fn downloads(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::File { path, origin, .. } => Some((*path, origin.get(self.target.lang))),
            _ => None,
        })?;
        let entries = picked.groups.iter().flat_map(|(_, entries)| entries);
        Some(Snippet {
            file: "downloads.txt".into(),
            where_to_paste: Text::new("files to download", "需要下载的文件"),
            kind: Kind::Console,
            dsl: None,
            text: entries.fold(String::new(), |text, (path, origin)| text + path + ":\n" + origin + "\n"),
            vendors: picked.vendors,
        })
    }

    pub(super) fn console(&self) -> Option<Snippet> {
        let picked = self.pick(|item| match item {
            Item::Console { setting, value } => Some((setting.get(self.target.lang), value.get(self.target.lang))),
            _ => None,
        })?;
        let entries = picked.groups.iter().flat_map(|(_, entries)| entries);
        Some(Snippet {
            file: "tencent-im-console.txt".into(),
            where_to_paste: Text::new(
                "to be entered at console.cloud.tencent.com/im",
                "在 console.cloud.tencent.com/im 里填写",
            ),
            kind: Kind::Console,
            dsl: None,
            text: entries.fold(String::new(), |text, (setting, value)| text + setting + ":\n" + value + "\n"),
            vendors: picked.vendors,
        })
    }
}
