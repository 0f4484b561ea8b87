//! What every run pays for: the sign, reading push.toml, building and reading a request.

#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

use pushctl::config::{self, Environment, Options};
use pushctl::context::{Clock, Context};
use pushctl::device::DeviceToken;
use pushctl::http::{Http, Settings};
use pushctl::message::Message;
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

criterion_group!(benches, sign, read_config, lint_every_vendor, build_request);
criterion_main!(benches);
