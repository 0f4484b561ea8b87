//! What happens to the files between the moment when a patch is shown and the one when it is written.

use std::fs;

use pushctl::files::write_all;
use pushctl::text::Lang;

use super::fixture::Fixture;
use super::set_up::patched;

const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
const NEW: &str = "android/app/src/main/assets/timpush-configs.json";

/// Why a patch is not written after `meanwhile`, and for which file.
fn refusal(meanwhile: impl FnOnce(&Fixture)) -> (String, String) {
    let fixture = Fixture::begun("kotlin", "g3");
    let (model, patch) = patched(&fixture);
    assert!(patch.files.iter().any(|file| file.path == MANIFEST && file.before.is_some()));
    assert!(patch.files.iter().any(|file| file.path == NEW && file.before.is_none()));
    meanwhile(&fixture);
    let (file, reason) = patch.new_files(&model).expect_err("a refusal");
    let file = file.strip_prefix(fixture.root()).expect("inside").to_string_lossy().into_owned();
    (file, reason.get(Lang::En).to_owned())
}

#[test]
fn a_file_that_changed_in_the_meantime_is_not_written() {
    let changed = "it changed in the meantime; nothing was written".to_owned();
    let text = |fixture: &Fixture| fixture.text(MANIFEST);
    let seen = refusal(|fixture| fixture.write(MANIFEST, (text(fixture) + "\n").as_bytes()));
    assert_eq!(seen, (MANIFEST.to_owned(), changed.clone()));
    // Gone, come into being, and only its line ends.
    let seen = refusal(|fixture| fs::remove_file(fixture.path(MANIFEST)).expect("removed"));
    assert_eq!(seen, (MANIFEST.to_owned(), changed.clone()));
    assert_eq!(refusal(|fixture| fixture.write(NEW, b"")), (NEW.to_owned(), changed.clone()));
    let seen = refusal(|fixture| fixture.write(MANIFEST, text(fixture).replace('\n', "\r\n").as_bytes()));
    assert_eq!(seen, (MANIFEST.to_owned(), changed));
}

#[cfg(unix)]
#[test]
fn a_link_that_came_in_the_meantime_is_not_followed() {
    let outside = tempfile::tempdir().expect("a folder");
    let seen = refusal(|fixture| {
        let target = outside.path().join("manifest.xml");
        fs::rename(fixture.path(MANIFEST), &target).expect("moved");
        std::os::unix::fs::symlink(&target, fixture.path(MANIFEST)).expect("a link");
    });
    assert_eq!(seen, (MANIFEST.to_owned(), "it lies outside of the project; nothing was written".to_owned()));
    let seen = refusal(|fixture| {
        std::os::unix::fs::symlink(outside.path(), fixture.path("android/app/src/main/assets")).expect("a link");
    });
    assert_eq!(seen.0, NEW);
}

#[test]
fn a_file_that_became_read_only_is_not_written() {
    let seen = refusal(|fixture| {
        let path = fixture.path(MANIFEST);
        let mut permissions = fs::metadata(&path).expect("a file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("permissions");
    });
    assert_eq!(seen, (MANIFEST.to_owned(), "it is read-only; nothing was written".to_owned()));
}

/// Either all files are as the patch says, or none is touched.
#[test]
fn one_file_that_cannot_be_written_keeps_the_others_from_it() {
    let fixture = Fixture::begun("kotlin", "g3");
    let (model, patch) = patched(&fixture);
    let mut files = patch.new_files(&model).expect("files");
    // The last of them stands where a file is in the way of its folder.
    fixture.write("in-the-way", b"");
    files.last_mut().expect("a file").path = fixture.path("in-the-way/x");
    let before: Vec<_> = fixture.files().into_iter().map(|path| (fixture.text(&path), path)).collect();
    assert!(write_all(&files).is_err());
    let after: Vec<_> = fixture.files().into_iter().map(|path| (fixture.text(&path), path)).collect();
    assert_eq!(before, after);
    assert!(!fixture.path("android/app/src/main/assets").exists(), "a folder that was made is gone again");
}
