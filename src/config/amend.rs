//! Keys set in the text of a push.toml that somebody wrote: comments, order, blanks and line ends stay as they are.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::template::{self, Draft};
use super::{Field, fields_of};
use crate::text;
use crate::text::{Lang, Text};
use crate::vendors;

/// The two files that one push.toml consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// push.toml: a new table has every key, those without a value as comments.
    Committed,
    /// push.local.toml: a new table has the keys that were set.
    Local,
}

/// The text with the keys of the draft set. `tables` are put in even if the draft has nothing for them. `Err`: it cannot
/// be changed safely.
pub fn amended(text: &str, draft: &Draft, tables: &[&str], form: Form, lang: Lang) -> Result<String, Text> {
    let bare = text.trim_start_matches('\u{feff}');
    let bom = &text[..text.len() - bare.len()];
    let plain = bare.replace("\r\n", "\n");
    let mut document = parsed(&plain)?;
    let mut added = String::new();
    for table in touched(draft, tables) {
        let Some(present) = find(&mut document, table) else {
            let _ = match form {
                Form::Committed if !table.starts_with("devices.") => {
                    write!(added, "{}", template::new_table(table, draft, lang))
                }
                _ => write!(added, "{}", template::bare_table(table, fields_of(table), draft)),
            };
            continue;
        };
        for (_, key, value) in draft.iter().filter(|(own, ..)| *own == table) {
            set(present, fields_of(table), key, value)?;
        }
    }
    let mut changed = document.to_string();
    if added.is_empty() && changed.strip_suffix('\n') == Some(&plain) {
        return Ok(text.to_owned());
    }
    if !added.is_empty() && !changed.is_empty() && !changed.ends_with('\n') {
        changed.push('\n');
    }
    changed.push_str(&added);
    // A header may not follow where its parent is written in braces.
    parsed(&changed)?;
    Ok(format!("{bom}{}", with_line_ends_of(bare, &plain, &changed)))
}

fn parsed(text: &str) -> Result<DocumentMut, Text> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        let reason = error.message();
        text!("it cannot be changed safely: {reason}", "无法安全地修改：{reason}")
    })
}

/// The tables in question, in the order in which a new file would have them.
fn touched<'a>(draft: &'a Draft, tables: &[&'a str]) -> Vec<&'a str> {
    let mut all: Vec<&str> = draft.iter().map(|(table, ..)| table).chain(tables.iter().copied()).collect();
    let order = |table: &str| match table {
        "app" => 0,
        "message" => 1,
        table => vendors::names().position(|name| name == table).map_or(usize::MAX, |at| at + 2),
    };
    all.sort_by_key(|table| (order(table), *table));
    all.dedup();
    all
}

/// A table by its name, under whichever of its spellings.
fn find<'a>(document: &'a mut DocumentMut, table: &str) -> Option<&'a mut dyn TableLike> {
    if let Some(device) = table.strip_prefix("devices.") {
        return document.get_mut("devices")?.as_table_like_mut()?.get_mut(device)?.as_table_like_mut();
    }
    let is_it = |name: &str| name == table || vendors::find(name).is_some_and(|vendor| vendor.key == table);
    document.iter_mut().find(|(key, _)| is_it(key.get()))?.1.as_table_like_mut()
}

fn set(table: &mut dyn TableLike, fields: &'static [Field], key: &str, value: &str) -> Result<(), Text> {
    let field = fields.iter().find(|field| field.is_written(key));
    let literal = match field {
        Some(field) if field.key == key => template::literal(field, value),
        _ => template::quoted(value),
    };
    let mut new: Value = literal.parse().map_err(|_| text!("{key}: no value of TOML", "{key}：不是 TOML 的值"))?;
    let written: Vec<String> = table.iter().map(|(own, _)| own.to_owned()).collect();
    let is_own = |own: &&String| own.as_str() == key || field.is_some_and(|field| field.is_written(own));
    match written.iter().find(is_own) {
        // A secret and the path of its file are two forms of one key.
        Some(own) if (own.ends_with("_file")) == (key.ends_with("_file")) => {
            if let Some(Item::Value(old)) = table.get_mut(own) {
                *new.decor_mut() = old.decor().clone();
                *old = new;
            }
        }
        other => {
            if let Some(own) = other {
                table.remove(own);
            }
            table.insert(key, Item::Value(new));
        }
    }
    Ok(())
}

/// The changed text with the line ends that the file has: those of its own lines, and of most for new ones.
fn with_line_ends_of(original: &str, plain: &str, changed: &str) -> String {
    if !original.contains("\r\n") {
        return changed.to_owned();
    }
    let mut own = original.split_inclusive('\n');
    let windows = original.matches("\r\n").count() * 2 > original.matches('\n').count();
    let mut text = String::with_capacity(changed.len() + changed.len() / 16);
    for change in TextDiff::from_lines(plain, changed).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => text.push_str(own.next().unwrap_or(change.value())),
            ChangeTag::Delete => drop(own.next()),
            ChangeTag::Insert if windows => text.push_str(&change.value().replace('\n', "\r\n")),
            ChangeTag::Insert => text.push_str(change.value()),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# 我的推送配置

[hw]   # 华为
  buz_id = \"34563\" # 证书

[vivo]
app_id = 105000042
# 以后再填
#app_secret = \"${VIVO_APP_SECRET}\"

[profiles.prod.app]
package_name = \"com.acme.chat\"

[endpoints]
vivo = \"http://127.0.0.1:8790\" # no newline behind this";

    fn draft(values: &[(&str, &str, &str)]) -> Draft {
        let mut draft = Draft::default();
        for (table, key, value) in values {
            draft.set(table, key, *value);
        }
        draft
    }

    fn amend(text: &str, values: &[(&str, &str, &str)]) -> String {
        amended(text, &draft(values), &[], Form::Committed, Lang::En).expect("TOML")
    }

    #[test]
    fn without_changes_every_byte_stays() {
        for text in [FILE, "", "\n", "# only a comment", "\u{feff}[app]\r\npackage_name = 'a'\r\n", "[vivo]\n\n\n"] {
            assert_eq!(amend(text, &[]), text);
        }
    }

    #[test]
    fn a_new_key_ends_its_table_and_a_changed_one_keeps_its_comment() {
        let changed = amend(
            FILE,
            &[("huawei", "app_id", "102345678"), ("huawei", "buz_id", "34569"), ("vivo", "app_key", "k\"ey")],
        );
        let expected = FILE
            .replace("\"34563\" # 证书\n", "\"34569\" # 证书\napp_id = \"102345678\"\n")
            .replace("105000042\n", "105000042\napp_key = 'k\"ey'\n")
            + "\n";
        assert_eq!(changed, expected);
    }

    #[test]
    fn a_new_table_comes_last_with_its_remarks() {
        let changed = amend(FILE, &[("meizu", "app_id", "150001"), ("app", "bundle_id", "com.acme.chat")]);
        let rest = changed.strip_prefix(FILE).expect("the file itself is untouched");
        let (app, meizu) = (rest.find("\n[app]\n").expect("app"), rest.find("\n[meizu]\n").expect("meizu"));
        assert!(app < meizu && rest[meizu..].contains("\napp_id = \"150001\"\n"), "{rest}");
        assert!(rest[meizu..].contains("#app_secret = "), "{rest}");
        let local = amended(FILE, &draft(&[("meizu", "app_secret", "s")]), &[], Form::Local, Lang::En).expect("TOML");
        assert_eq!(local, format!("{FILE}\n\n[meizu]\napp_secret = \"s\"\n"));
    }

    #[test]
    fn line_ends_and_mark_stay() {
        let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
        let changed = amend(&windows, &[("vivo", "buz_id", "34567")]);
        assert_eq!(changed.matches('\n').count(), changed.matches("\r\n").count());
        assert_eq!(changed.replace("buz_id = \"34567\"\r\n", "").trim_end(), windows);
        let mixed = "[vivo]\r\n# a\n# b\r\napp_id = '1'\r\n";
        assert_eq!(amend(mixed, &[("vivo", "buz_id", "2")]), format!("{mixed}buz_id = \"2\"\r\n"));
    }

    #[test]
    fn every_form_of_table_is_known() {
        // The blank before the bracket was that of the last value.
        let braces = amend("vivo = { app_id = \"1\" }\n", &[("vivo", "buz_id", "2")]);
        assert_eq!(braces, "vivo = { app_id = \"1\" , buz_id = \"2\" }\n");
        assert_eq!(
            amend("vivo.app_id = \"1\"\n", &[("vivo", "buz_id", "2")]),
            "vivo.app_id = \"1\"\nvivo.buz_id = \"2\"\n"
        );
        let phones = "[devices.x]\nvendor = \"vivo\"\n";
        assert_eq!(amend(phones, &[("devices.x", "user", "alice")]), format!("{phones}user = \"alice\"\n"));
        assert_eq!(amend(phones, &[("devices.y", "user", "bob")]), format!("{phones}\n[devices.y]\nuser = \"bob\"\n"));
        let inline = "devices = { x = { vendor = \"vivo\" } }\n";
        assert!(amended(inline, &draft(&[("devices.y", "user", "bob")]), &[], Form::Local, Lang::En).is_err());
    }

    #[test]
    fn a_secret_takes_the_place_of_its_file_and_an_alias_stays() {
        let text = "[vivo]\napp_secret_file = \"s.txt\"\n";
        assert_eq!(amend(text, &[("vivo", "app_secret", "${X}")]), "[vivo]\napp_secret = \"${X}\"\n");
        let text = "[huawei]\nclient_secret = \"a\"\n";
        assert_eq!(amend(text, &[("huawei", "app_secret", "b")]), "[huawei]\nclient_secret = \"b\"\n");
        let text = "[vivo]\ncategory = \"IM\" # Integer below\n";
        assert!(amend(text, &[("meizu", "notice_msg_type", "1")]).contains("\nnotice_msg_type = 1\n"));
    }
}
