use super::super::samples::PODFILE;
use super::*;
use crate::project::edit::edited;

fn set(text: &str, version: &str) -> String {
    let done = edited(text, &Podfile::read(text).set_platform(version).unwrap());
    assert_eq!(Podfile::read(&done).set_platform(version).unwrap(), [], "not settled: {done}");
    assert!(Podfile::read(&done).platform().is_some());
    done
}

fn with_frameworks(text: &str) -> String {
    let done = edited(text, &Podfile::read(text).add_use_frameworks().unwrap());
    assert_eq!(Podfile::read(&done).add_use_frameworks().unwrap(), [], "not settled: {done}");
    done
}

fn version(text: &str) -> Option<String> {
    Podfile::read(text).platform().and_then(|stated| stated.value.clone())
}

#[test]
fn the_template_demands_no_version_and_has_frameworks() {
    let podfile = Podfile::read(PODFILE);
    assert_eq!(podfile.platform(), None);
    assert_eq!(&PODFILE[podfile.use_frameworks().unwrap()], "use_frameworks!");
}

#[test]
fn a_version_is_read_however_it_is_written() {
    for text in [
        "platform :ios, '13.0'",
        "platform :ios, \"13.0\" # at least",
        "platform(:ios, '13.0')",
        "  platform :ios,'13.0'\r\n",
        "platform :ios, 13.0",
        "\u{feff}platform :ios, '13.0'",
    ] {
        assert_eq!(version(text).as_deref(), Some("13.0"), "{text}");
        let stated = Podfile::read(text).platform().unwrap().clone();
        assert_eq!(&text[stated.inner], "13.0");
    }
    for text in
        ["# platform :ios, '13.0'", "platform :osx, '10.15'", "platform :ios", "=begin\nplatform :ios, '9.0'\n=end\n"]
    {
        assert_eq!(Podfile::read(text).platform(), None, "{text}");
    }
    assert_eq!(Podfile::read("platform :ios, $version").platform().unwrap().value, None);
    assert_eq!(Podfile::read("platform :ios, \"#{version}\"").platform().unwrap().value, None);
    let nested = "platform :ios, '11.0'\ntarget 'Runner' do\n  platform :ios, '12.0'\nend\ntarget 'B' do\n  platform :ios, '14.0'\nend\n";
    assert_eq!(version(nested).as_deref(), Some("12.0"));
}

#[test]
fn the_templates_comment_becomes_the_statement() {
    assert_eq!(set(PODFILE, "12.0"), PODFILE.replace("# platform", "platform"));
    assert_eq!(set(PODFILE, "14.0"), PODFILE.replace("# platform :ios, '13.0'", "platform :ios, '14.0'"));
}

#[test]
fn a_version_is_raised_and_never_lowered() {
    for (found, wanted, expected) in
        [("9.0", "12.0", "12.0"), ("13", "13.0", "13"), ("15.5", "12.0", "15.5"), ("10.0", "9.3", "10.0")]
    {
        let text = PODFILE.replace("# platform :ios, '13.0'", &format!("platform :ios, \"{found}\" # 最低版本"));
        assert_eq!(set(&text, wanted), text.replace(&format!("\"{found}\""), &format!("\"{expected}\"")));
    }
    assert_eq!(set("platform :ios # a\r\n", "13.0"), "platform :ios, '13.0' # a\r\n");
    assert!(Podfile::read("platform :ios, version").set_platform("13.0").is_err());
}

#[test]
fn without_any_version_it_becomes_the_first_line() {
    assert_eq!(set("target 'Runner' do\r\nend\r\n", "13.0"), "platform :ios, '13.0'\r\ntarget 'Runner' do\r\nend\r\n");
    assert_eq!(set("\u{feff}a\n", "13.0"), "\u{feff}platform :ios, '13.0'\na\n");
    assert_eq!(set("# encoding: utf-8", "13.0"), "# encoding: utf-8\nplatform :ios, '13.0'");
    assert_eq!(set("", "13.0"), "platform :ios, '13.0'\n");
    let nested = "target 'B' do\n  # platform :ios, '9.0'\nend\n";
    assert_eq!(set(nested, "13.0"), format!("platform :ios, '13.0'\n{nested}"));
}

#[test]
fn frameworks_count_where_they_reach_the_app() {
    for text in [
        "target 'Runner' do\n  use_frameworks! :linkage => :static\nend\n",
        "use_frameworks!\ntarget 'Runner' do\nend\n",
        "abstract_target 'All' do\n  use_frameworks!(linkage: :static)\n  target \"Runner\" do\n  end\nend\n",
        "target 'Runner' do\n  if a\n    use_frameworks!\n  end\nend\n",
    ] {
        assert!(Podfile::read(text).use_frameworks().is_some(), "{text}");
        assert_eq!(with_frameworks(text), text);
    }
    for text in [
        "target 'Runner' do\n  # use_frameworks!\nend\n",
        "target 'Runner' do\n  target 'RunnerTests' do\n    use_frameworks!\n  end\nend\n",
        "target 'Service' do\n  use_frameworks!\nend\ntarget 'Runner' do\nend\n",
    ] {
        assert_eq!(Podfile::read(text).use_frameworks(), None, "{text}");
        let line = "target 'Runner' do\n";
        assert_eq!(with_frameworks(text), text.replace(line, &format!("{line}  use_frameworks!\n")));
    }
}

#[test]
fn frameworks_are_added_in_the_files_own_style() {
    let text = PODFILE.replace("  use_frameworks!\n", "").replace('\n', "\r\n");
    let line = "target 'Runner' do\r\n";
    assert_eq!(with_frameworks(&text), text.replace(line, &format!("{line}  use_frameworks!\r\n")));
    assert_eq!(with_frameworks("target 'Runner' do # app"), "target 'Runner' do # app\n  use_frameworks!");
    assert!(Podfile::read("target 'App' do\nend\n").add_use_frameworks().is_err());
}
