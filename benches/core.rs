//! What every run pays for: the sign, reading push.toml, building and reading a request.

#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};

use pushctl::config::{self, Environment, Options};
use pushctl::context::{Clock, Context};
use pushctl::device::DeviceToken;
use pushctl::http::{Http, Settings};
use pushctl::message::Message;
use pushctl::project::tree::Tree;
use pushctl::project::{Model, Project, Requirement, general, inspect, subjects};
use pushctl::report::Findings;
use pushctl::secret::Redactor;
use pushctl::vendors::{VENDORS, vivo};

const EXAMPLE: &str = include_str!("../push.example.toml");

fn sign(criterion: &mut Criterion) {
    criterion.bench_function("sign", |bencher| {
        bencher.iter(|| {
            vivo::sign(
                black_box("105000001"),
                black_box("0123456789abcdef0123456789abcdef"),
                black_box(1_735_689_600_000),
                black_box("11111111-2222-3333-4444-555555555555"),
            )
        });
    });
}

/// A folder with push.example.toml as its push.toml, and how to read it.
fn example() -> (tempfile::TempDir, Options) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("push.toml"), EXAMPLE).expect("a file");
    let options = Options {
        file: None,
        folder: folder.path().to_owned(),
        profile: None,
        environment: Environment::new(|_| Some("11111111-2222-3333-4444-555555555555".to_owned())),
    };
    (folder, options)
}

fn read_config(criterion: &mut Criterion) {
    let (_folder, options) = example();
    criterion.bench_function("read push.example.toml", |bencher| {
        bencher.iter(|| {
            let config = config::load(&options).expect("the example is right");
            config.values(&vivo::VENDOR, &mut Findings::default())
        });
    });
}

/// What `check --offline` does with every table of the example.
fn lint_every_vendor(criterion: &mut Criterion) {
    let (_folder, options) = example();
    let config = config::load(&options).expect("the example is right");
    criterion.bench_function("lint nine vendors", |bencher| {
        bencher.iter(|| {
            let mut findings = Findings::default();
            let app = config.app(&mut findings);
            for vendor in VENDORS {
                let values = config.values(vendor, &mut findings);
                (vendor.lint)(&values, &app, &mut findings);
            }
            findings
        });
    });
}

fn build_request(criterion: &mut Criterion) {
    let (_folder, options) = example();
    let config = config::load(&options).expect("the example is right");
    let mut findings = Findings::default();
    let (values, app) = (config.values(&vivo::VENDOR, &mut findings), config.app(&mut findings));
    let client = (vivo::VENDOR.client)(&values, &app).expect("complete credentials");
    let context = Context::new(
        Http::new(Settings::default(), Redactor::default()),
        Clock::fixed(1_735_689_600_000),
        Redactor::default(),
    );
    let message = Message {
        title: "新消息提醒".to_owned(),
        body: "您有一条新消息".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_alice"}"#.to_owned()),
        ..Message::default()
    };
    let token = DeviceToken::parse("v2-AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKKLLLLMMMM9f3c").expect("a token");
    criterion.bench_function("build a request", |bencher| {
        bencher.iter(|| client.compose(&context, black_box(&message), black_box(&token)));
    });
}

/// A fixture project, set up for every vendor, and what its push.toml requires.
fn project() -> (tempfile::TempDir, Vec<Requirement>) {
    let folder = tempfile::tempdir().expect("a folder");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects");
    for part in ["kotlin/bare", "kotlin/g3", "push.toml"] {
        lay_over(&fixtures.join(part), folder.path());
    }
    let options = Options {
        file: None,
        folder: folder.path().to_owned(),
        profile: None,
        environment: Environment::new(|_| None),
    };
    let config = config::load(&options).expect("the fixture is right");
    let app = config.app(&mut Findings::default());
    let own = VENDORS.iter().flat_map(|vendor| {
        let values = config.values(vendor, &mut Findings::default());
        (vendor.requirements)(&values, &app)
    });
    let requirements = general::requirements().into_iter().chain(own).collect();
    (folder, requirements)
}

fn lay_over(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::copy(from, to.join(from.file_name().expect("a name"))).expect("a copy");
        return;
    }
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let inner = to.join(path.file_name().expect("a name"));
        if path.is_dir() { lay_over(&path, &inner) } else { lay_over(&path, to) }
    }
}

/// `gen-manifest --check` from opening the project to its findings, with so many files beside those that count: half of
/// them Dart sources, which are searched, half of them of other kinds, which are not read.
fn verify_project(criterion: &mut Criterion) {
    let (folder, requirements) = project();
    let mut group = criterion.benchmark_group("verify a project");
    for count in [0, 10, 100, 1_000] {
        for number in 0..count {
            let source = "/// A screen.\nclass Screen extends StatelessWidget {}\n".repeat(60);
            let (path, text) = match number % 2 {
                0 => (format!("lib/screens/screen_{number}.dart"), source.as_str()),
                _ => (format!("android/app/src/main/res/values/other_{number}.xml"), "<resources />"),
            };
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        group.bench_function(format!("{count} files beside"), |bencher| {
            bencher.iter(|| {
                let project = Project::open(folder.path()).expect("a project");
                let tree = Tree::open(folder.path()).expect("a folder");
                let model = Model::new(tree, &project, project.plugins[0]);
                let found = inspect(&model, &subjects(&requirements, None), "");
                assert!(found.tallies.iter().all(|tally| tally.errors == 0));
            });
        });
    }
    group.finish();
}

/// What it costs to read the files that count, and nothing else.
fn read_project(criterion: &mut Criterion) {
    let (folder, _) = project();
    let files = [
        "pubspec.yaml",
        "pubspec.lock",
        "lib/main.dart",
        "android/build.gradle.kts",
        "android/settings.gradle.kts",
        "android/app/build.gradle.kts",
        "android/app/src/main/AndroidManifest.xml",
        "android/app/src/main/assets/timpush-configs.json",
        "android/app/agconnect-services.json",
        "android/app/google-services.json",
        "android/app/mcs-services.json",
        "ios/Podfile",
        "ios/Runner/AppDelegate.swift",
        "ios/Runner/Runner.entitlements",
        "ios/Runner/RunnerRelease.entitlements",
        "ios/Runner.xcodeproj/project.pbxproj",
    ];
    criterion.bench_function("read its files alone", |bencher| {
        bencher.iter(|| {
            files
                .iter()
                .map(|file| std::fs::read(folder.path().join(file)).map_or(0, |bytes| bytes.len()))
                .sum::<usize>()
        });
    });
}

criterion_group!(benches, sign, read_config, lint_every_vendor, read_project, verify_project, build_request);
criterion_main!(benches);
