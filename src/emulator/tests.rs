//! Over real sockets, with bytes written and read by hand.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::*;
use crate::context::Clock;

const NOW: u64 = 1_735_689_600_000;
/// The sign vector of vivo.md, for the example credentials.
const AUTH: &str = r#"{"appId":105000001,"appKey":"0123456789abcdef0123456789abcdef","timestamp":1735689600000,"sign":"5816e04b32f7eac7fd51e1ccaf8a624e"}"#;

fn start(faults: &[(FaultKind, Option<u64>)]) -> Emulator {
    let mut world = World::from(None, Scenario::default());
    world.faults = faults
        .iter()
        .map(|(kind, left)| Fault {
            vendor: "vivo",
            path: Some("/message/*".to_owned()),
            kind: kind.clone(),
            left: *left,
            above: None,
        })
        .collect();
    let options = Options { clock: Clock::fixed(NOW), ..Options::default() };
    Emulator::start(&world, options).expect("a free port")
}

/// One request on a connection of its own; everything that came back.
fn ask(emulator: &Emulator, path: &str, body: &str) -> String {
    let address = emulator.url().strip_prefix("http://").expect("plain");
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a timeout");
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    // A reset is an answer too.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn spoilt(kind: FaultKind) -> (Emulator, String) {
    let emulator = start(&[(kind, None)]);
    let answer = ask(&emulator, "/message/auth", AUTH);
    (emulator, answer)
}

#[test]
fn a_request_is_answered_and_entered() {
    let emulator = start(&[]);
    let answer = ask(&emulator, "/message/auth", AUTH);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\"authToken\":\""));
    let entries = emulator.journal().entries();
    assert_eq!(entries.len(), 1);
    assert!(entries[0].accepted && !entries[0].refused());
    let line = serde_json::to_value(&entries[0]).expect("serialises");
    assert_eq!(line["vendor"], "vivo");
    assert_eq!(line["operation"], "authenticate");
    assert_eq!(line["class"], "accepted");
    assert_eq!(line["code"], "0");
    assert_eq!(line["target"], serde_json::Value::Null);
    let token = answer.split("\"authToken\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
    assert!(!line.to_string().contains(token), "{line}");
}

#[test]
fn an_unknown_path_names_the_nearest_one() {
    let emulator = start(&[]);
    assert!(ask(&emulator, "/message/sendd", "{}").starts_with("HTTP/1.1 404"));
    let entries = emulator.journal().entries();
    let remark = entries[0].remark.get(crate::text::Lang::En);
    assert!(remark.contains("the nearest is /message/send (vivo)") && entries[0].refused(), "{remark}");
    assert_eq!(emulator.journal().counts(), (1, 1));
}

#[test]
fn a_status_comes_without_json_and_spares_the_vendor() {
    let (emulator, answer) = spoilt(FaultKind::Status(503));
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.contains("content-type: text/plain") && !answer.contains('{'));
    let entries = emulator.journal().entries();
    assert_eq!((entries[0].status, entries[0].fault), (Some(503), Some("status")));
    assert!(!entries[0].refused());
}

#[test]
fn a_rate_limit_says_when_to_come_back() {
    let (_emulator, answer) = spoilt(FaultKind::RateLimit(2));
    assert!(answer.starts_with("HTTP/1.1 429 ") && answer.contains("retry-after: 2\r\n"), "{answer}");
}

#[test]
fn a_cut_off_answer_announces_more_than_it_holds() {
    let (_emulator, answer) = spoilt(FaultKind::CutOff);
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    let length: usize = length.parse().expect("a number");
    assert!(!body.is_empty() && body.len() < length, "{answer}");
}

#[test]
fn a_gateway_answers_in_html() {
    let (_emulator, answer) = spoilt(FaultKind::Html(502));
    assert!(answer.starts_with("HTTP/1.1 502 ") && answer.contains("text/html") && answer.contains("<html>"));
    let (_emulator, answer) = spoilt(FaultKind::Html(200));
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("<html>"));
}

#[test]
fn a_wrong_content_type_has_the_right_body() {
    let (_emulator, answer) = spoilt(FaultKind::ContentType);
    assert!(answer.contains("content-type: text/plain") && answer.contains("\"result\":0"), "{answer}");
}

#[test]
fn a_reset_is_no_answer_at_all() {
    let (emulator, answer) = spoilt(FaultKind::Reset);
    assert_eq!(answer, "");
    assert_eq!(emulator.journal().entries()[0].status, None);
}

#[test]
fn a_large_answer_is_ten_megabytes() {
    let (_emulator, answer) = spoilt(FaultKind::Large);
    assert!(answer.len() > 10 << 20);
}

#[test]
fn a_slow_answer_is_the_right_one() {
    let started = Instant::now();
    let (_emulator, answer) = spoilt(FaultKind::Slow(Duration::from_millis(200)));
    assert!(started.elapsed() >= Duration::from_millis(200));
    assert!(answer.contains("\"result\":0"), "{answer}");
}

#[test]
fn a_fault_that_is_used_up_is_gone() {
    let emulator = start(&[(FaultKind::Status(500), Some(2))]);
    let statuses: Vec<String> =
        (0..3).map(|_| ask(&emulator, "/message/auth", AUTH).chars().skip(9).take(3).collect()).collect();
    assert_eq!(statuses, ["500", "500", "200"]);
}

#[test]
fn a_fault_hits_its_own_path_only() {
    let emulator = start(&[(FaultKind::Status(500), None)]);
    assert!(ask(&emulator, "/invalidUser/check", "{}").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_dropped_emulator_stops_even_while_an_answer_is_due() {
    let emulator = start(&[(FaultKind::Slow(Duration::from_secs(60)), None)]);
    let address = emulator.url().strip_prefix("http://").expect("plain").to_owned();
    let mut stream = TcpStream::connect(&address).expect("it listens");
    let head = format!("POST /message/auth HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{AUTH}", AUTH.len());
    stream.write_all(head.as_bytes()).expect("sent");
    let started = Instant::now();
    drop(emulator);
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(TcpStream::connect(&address).is_err());
}

#[test]
fn a_taken_port_is_an_error() {
    let emulator = start(&[]);
    let address = emulator.url().strip_prefix("http://").expect("plain").parse().expect("an address");
    let error = Emulator::start(&World::default(), Options { listen: address, ..Options::default() }).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[test]
fn our_own_client_reaches_it_over_tls_with_http2() {
    crate::http::install_crypto();
    let options = Options { tls: true, clock: Clock::fixed(NOW), ..Options::default() };
    let emulator = Emulator::start(&World::from(None, Scenario::default()), options).expect("a free port");
    let ca = emulator.ca_pem().expect("a certificate").as_bytes().to_vec();
    let endpoint = crate::http::Endpoint::parse(emulator.url()).expect("loopback");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    #[expect(clippy::disallowed_methods, reason = "the system's certificates, which http::Http adds, may not be there")]
    let client = reqwest::Client::builder()
        .tls_certs_only(reqwest::Certificate::from_pem_bundle(&ca).expect("PEM"))
        .no_proxy()
        .build()
        .expect("a client");
    let answer = runtime.block_on(async {
        let answer = client.post(format!("{endpoint}/message/auth")).body(AUTH).send().await.expect("an answer");
        (answer.version(), answer.text().await.expect("a body"))
    });
    assert_eq!(answer.0, reqwest::Version::HTTP_2);
    assert!(answer.1.contains("\"result\":0"), "{}", answer.1);
}
