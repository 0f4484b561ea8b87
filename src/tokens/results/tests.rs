use std::io::Cursor;
use std::path::Path;

use super::*;
use crate::outcome::{Class, Operation, Outcome, State};
use crate::text::Lang;

/// A disk with room for so many bytes.
struct Full {
    bytes: std::rc::Rc<std::cell::RefCell<Cursor<Vec<u8>>>>,
    room: u64,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut cursor = self.bytes.borrow_mut();
        let left = usize::try_from(self.room.saturating_sub(cursor.position())).unwrap();
        match left.min(bytes.len()) {
            0 => Err(io::ErrorKind::StorageFull.into()),
            count => cursor.write(&bytes[..count]),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Full {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.bytes.borrow_mut().read(bytes)
    }
}

impl Seek for Full {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.borrow_mut().seek(to)
    }
}

impl Medium for Full {
    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.bytes.borrow_mut().get_mut().truncate(usize::try_from(length).unwrap());
        Ok(())
    }

    fn to_sync(&self) -> Option<File> {
        None
    }
}

fn identity() -> Identity {
    Identity::new(None, false, Input { bytes: 1, sha256: "ab".to_owned() })
}

fn line(number: u64, state: State) -> Vec<u8> {
    let class = if state == State::Unknown { Class::Network } else { Class::Accepted };
    let outcome = Outcome::new("vivo", Operation::TokenStatus, class).with_state(state);
    let mut lines = AnswerLines::with_room(1);
    lines.push(&outcome, "v2-AAAA…9f3c", number, None);
    lines.into_bytes()
}

fn lines(numbers: &[u64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| line(*number, State::Alive)).collect()
}

/// Results of an earlier run that were cut off after `bytes`.
fn interrupted(out: &Path, bytes: &[u8]) {
    let mut opened = create(out, &identity()).unwrap();
    opened.results.append(bytes).unwrap();
}

fn refused(result: Result<Opened, Refusal>) -> String {
    match result.unwrap_err() {
        Refusal::Other(text) | Refusal::Damaged(text) => text.get(Lang::En).to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn what_was_appended_is_read_back_by_its_place() {
    let mut results = Results::temporary().unwrap();
    results.append(b"first\n").unwrap();
    let place = results.length();
    let long = vec![b'x'; 5000];
    results.append(&[&long[..], b"\nthird\n"].concat()).unwrap();
    assert_eq!(results.read(0).unwrap(), b"first");
    assert_eq!(results.read(place).unwrap(), long);
    assert!(results.read(place + 5000 + 1 + 6).is_err());
    results.append(b"fourth\n").unwrap();
    assert_eq!(results.read(results.length() - 7).unwrap(), b"fourth");
}

#[test]
fn of_what_does_not_fit_on_the_disk_whole_lines_are_kept() {
    let bytes = std::rc::Rc::default();
    let medium = Full { bytes: std::rc::Rc::clone(&bytes), room: 10 };
    let mut results = Results::at_end(Box::new(medium), 0);
    results.append(b"aaa\n").unwrap();
    let error = results.append(b"bbb\ncccccc\n").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    assert_eq!(bytes.borrow().get_ref(), b"aaa\nbbb\n");
    assert_eq!(results.length(), 8);
}

#[test]
fn a_file_that_is_there_is_not_touched_without_resume() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    std::fs::write(&out, "mine").unwrap();
    assert!(matches!(create(&out, &identity()), Err(Refusal::Exists)));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
    assert!(!resume_path(&out).exists());
    assert!(refused(resume(&out, &identity(), 10, 10)).contains("is gone"));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
}

#[test]
fn a_torn_last_line_is_cut_off_and_what_is_unknown_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let whole = lines(&[1, 2, 5]);
    let torn = line(6, State::Alive);
    for cut in [0, 1, torn.len() / 2, torn.len() - 1] {
        let out = folder.path().join(format!("out{cut}"));
        interrupted(&out, &[&whole, &line(3, State::Unknown)[..], &line(4, State::Dead)[..], &torn[..cut]].concat());
        let opened = resume(&out, &identity(), 6, 6).unwrap();
        assert_eq!(std::fs::read(&out).unwrap(), [&whole[..], &line(4, State::Dead)].concat(), "{cut}");
        assert_eq!((opened.decided, opened.results.length()), (4, (whole.len() + line(4, State::Dead).len()) as u64));
        let known: Vec<bool> = (0..=6).map(|line| opened.places.get(line).is_some()).collect();
        assert_eq!(known, [false, true, true, false, true, true, false]);
        assert_eq!(opened.places.get(4), Some(whole.len() as u64));
        assert_eq!(opened.tallies.vendors["vivo"].of(State::Alive), 3);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count() % 2, 0, "nothing is left");
    }
}

#[test]
fn zeros_that_a_power_failure_left_are_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let half = &lines(&[2])[..20];
    for end in [vec![0; 100], [half, &[0; 50]].concat(), [half, b"\n", &[0; 50]].concat()] {
        let _ = std::fs::remove_file(&out);
        interrupted(&out, &[lines(&[1]), end].concat());
        assert_eq!(resume(&out, &identity(), 9, 9).unwrap().decided, 1);
        assert_eq!(std::fs::read(&out).unwrap(), lines(&[1]));
    }
}

#[test]
fn results_that_are_no_more_what_they_were_are_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("foreign", [lines(&[1]), b"nonsense\n".to_vec(), lines(&[2])].concat(), "its line 2 is no result"),
        ("twice", lines(&[1, 2, 1]), "line 1 of the list has two results"),
        ("beyond", lines(&[1, 11]), "line 11 of the list"),
        ("far beyond", lines(&[u64::MAX]), "of the list"),
    ];
    for (name, bytes, words) in cases {
        let out = folder.path().join(name);
        interrupted(&out, &bytes);
        let reason = refused(resume(&out, &identity(), 10, 10));
        assert!(reason.contains(words), "{name}: {reason}");
        assert_eq!(std::fs::read(&out).unwrap(), bytes);
    }
}

#[test]
fn another_list_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    interrupted(&out, &lines(&[1]));
    let other = Identity::new(None, false, Input { bytes: 2, sha256: "ab".to_owned() });
    assert!(refused(resume(&out, &other, 10, 10)).contains("another list"));
}

#[test]
fn two_runs_never_write_the_same_results() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let first = create(&out, &identity()).unwrap();
    assert!(matches!(resume(&out, &identity(), 10, 10), Err(Refusal::Taken)));
    drop(first);
    assert!(resume(&out, &identity(), 10, 10).is_ok());
}

#[test]
fn resume_without_results_begins_them_also_after_a_kill_before_the_first() {
    let folder = tempfile::tempdir().unwrap();
    for (name, journal) in [("nothing", None), ("empty", None), ("torn", Some("{\"pushctl_resume\":1,\"ver"))] {
        let out = folder.path().join(name);
        if name != "nothing" {
            std::fs::write(&out, "").unwrap();
        }
        if let Some(text) = journal {
            std::fs::write(resume_path(&out), text).unwrap();
        }
        drop(resume(&out, &identity(), 10, 10).unwrap());
        let mut opened = resume(&out, &identity(), 10, 10).unwrap();
        opened.results.append(&lines(&[1])).unwrap();
        drop(opened);
        assert_eq!(resume(&out, &identity(), 10, 10).unwrap().decided, 1, "{name}");
    }
}

#[test]
fn complete_results_say_so_without_the_file_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut opened = create(&out, &identity()).unwrap();
    opened.results.append(&lines(&[2, 1, 3])).unwrap();
    opened.journal.take().unwrap().done();
    assert!(!resume_path(&out).exists());
    let opened = resume(&out, &identity(), 3, 3).unwrap();
    assert!(opened.journal.is_none() && opened.decided == 3);
    assert!(refused(resume(&out, &identity(), 4, 4)).contains("is gone"));
}

#[test]
fn what_is_held_back_survives_and_what_was_written_since_is_not_held_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut opened = create(&out, &identity()).unwrap();
    let journal = opened.journal.as_mut().unwrap();
    journal.hold(&line(1, State::Dead)).unwrap();
    journal.hold(&line(2, State::Dead)).unwrap();
    journal.hold(&line(3, State::Dead)[..9]).unwrap();
    opened.results.append(&line(2, State::Dead)).unwrap();
    drop(opened);
    for _ in 0..2 {
        let opened = resume(&out, &identity(), 10, 10).unwrap();
        let held: Vec<u64> = opened.held.iter().map(|held| held.line).collect();
        assert_eq!(held, [1]);
        assert_eq!(opened.held[0].bytes, line(1, State::Dead));
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o555)).unwrap();
    let out = folder.path().join("out");
    // Whoever runs this as root may write anywhere.
    if std::fs::write(folder.path().join("try"), "").is_err() {
        assert!(matches!(create(&out, &identity()), Err(Refusal::Io(..))));
    }
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
}
