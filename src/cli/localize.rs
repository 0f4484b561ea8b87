//! The language of a run, and help texts in Chinese.

use std::ffi::OsString;

use clap::Command;

use pushctl::text::Lang;

/// The language: `--lang`, else `PUSHCTL_LANG`, else the locale. Needed before the command line is parsed.
pub(crate) fn language(arguments: &[OsString]) -> Lang {
    let flag = arguments.iter().enumerate().find_map(|(at, argument)| {
        let argument = argument.to_str()?;
        match argument.strip_prefix("--lang") {
            Some("") => arguments.get(at + 1)?.to_str().map(str::to_owned),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => None,
        }
    });
    let named = flag.or_else(|| super::run::variable("PUSHCTL_LANG"));
    match named.as_deref() {
        Some("zh") => return Lang::Zh,
        Some("en") => return Lang::En,
        _ => {}
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(super::run::variable);
    let locale = locale.or_else(sys_locale::get_locale).unwrap_or_default();
    if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
}

/// The command line in a language.
pub(crate) fn command(command: Command, _lang: Lang) -> Command {
    command
}

/// What clap says about a wrong command line.
pub(crate) fn usage_error(error: &clap::Error, _lang: Lang, color: bool) -> String {
    let text = error.render();
    if color { text.ansi().to_string() } else { text.to_string() }
}
