//! A folder of its own per test, the program with a clean environment, and what it printed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Made-up credentials of the right shape, different from the examples that the program itself knows.
pub(crate) const APP_ID: &str = "105000042";
pub(crate) const APP_KEY: &str = "fedcba9876543210fedcba9876543210";
pub(crate) const APP_SECRET: &str = "99999999-8888-7777-6666-555555555555";
/// A made-up regId of the newer family.
pub(crate) const REG_ID: &str = "v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c";

/// A push.toml whose secret comes from the environment.
pub(crate) fn push_toml() -> String {
    format!(
        "[app]\npackage_name = \"com.acme.chat\"\n\n[vivo]\nbuz_id = \"34567\"\napp_id = \"{APP_ID}\"\n\
         app_key = \"{APP_KEY}\"\napp_secret = \"${{VIVO_APP_SECRET}}\"\n\n\
         [devices.my-vivo]\nvendor = \"vivo\"\ntoken = \"{REG_ID}\"\n"
    )
}

/// A folder to run the program in.
pub(crate) struct Folder {
    dir: TempDir,
}

/// What the program printed.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { dir: TempDir::new().expect("a temporary folder") }
    }

    /// A folder with a push.toml.
    pub(crate) fn with(push_toml: &str) -> Self {
        Self::empty().file("push.toml", push_toml)
    }

    /// A folder with the usual push.toml.
    pub(crate) fn usual() -> Self {
        Self::with(&push_toml())
    }

    /// With one more file.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        self.bytes(name, text.as_bytes())
    }

    /// With one more file, of any bytes.
    pub(crate) fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, bytes).expect("a file");
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn root(&self) -> &Path {
        self.dir.path()
    }

    /// The program, in English, without the variables of whoever runs the tests.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pushctl"));
        command.current_dir(self.dir.path()).env_clear().args(arguments);
        for name in ["PATH", "HOME", "SystemRoot", "TEMP", "TMP"] {
            if let Some(value) = variable(name) {
                command.env(name, value);
            }
        }
        command.env("LANG", "en_US.UTF-8").env("COLUMNS", "100").stdin(Stdio::null());
        command
    }

    /// Runs the program with the secret in its environment.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).env("VIVO_APP_SECRET", APP_SECRET))
    }

    /// Runs the program without the secret.
    pub(crate) fn run_bare(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }
}

/// A variable of whoever runs the tests.
#[expect(clippy::disallowed_methods, reason = "the one home of the tests' environment")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A search path on which this program comes first.
pub(crate) fn search_path() -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_pushctl")).parent().expect("a folder");
    format!("{}:{}", binary.display(), variable("PATH").expect("a path"))
}

/// Copies a folder, or a file into it, over another one.
pub(crate) fn lay_over(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    if from.is_file() {
        std::fs::copy(from, to.join(from.file_name().expect("a name"))).expect("a copy");
        return;
    }
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        if path.is_dir() { lay_over(&path, &to.join(name)) } else { lay_over(&path, to) }
    }
}

/// Runs a command to its end.
pub(crate) fn ran(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    Ran {
        stdout: String::from_utf8(stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(stderr).expect("standard error is UTF-8"),
        code: status.code().expect("no signal"),
    }
}

impl Ran {
    /// Everything that was printed.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Fails unless the exit code is `code`.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Fails unless every word was printed.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        let all = self.all();
        for word in words {
            assert!(all.contains(word), "`{word}` is not in:\n{all}");
        }
        self
    }

    /// Fails if any of the words was printed.
    #[track_caller]
    pub(crate) fn keeps(self, words: &[&str]) -> Self {
        let all = self.all();
        for word in words {
            assert!(!all.contains(word), "`{word}` is in:\n{all}");
        }
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in:\n{}{}", self.stdout, self.stderr))
    }
}
