//! What the program makes of answers that no vendor's document knows, and of no answer at all.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use super::harness::{Folder, Ran};

const AUTH: &str = r#"{"result":0,"desc":"请求成功","authToken":"minted-token-0123456789"}"#;

/// A server that mints an access token and answers everything else with `answer`.
fn server(answer: impl Fn(TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let request = read_request(&mut stream);
            if request.starts_with("POST /message/auth ") {
                write_answer(&mut stream, "application/json", AUTH);
            } else {
                answer(stream);
            }
        }
    });
    format!("http://{address}")
}

/// Reads a request by its Content-Length, as far as it comes.
fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn write_answer(stream: &mut TcpStream, content_type: &str, body: &str) {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}

fn send(endpoint: &str, more: &[&str]) -> Ran {
    let endpoint = format!("vivo={endpoint}");
    let mut arguments = vec!["send-test", "-d", "my-vivo", "--endpoint", &endpoint];
    arguments.extend_from_slice(more);
    Folder::usual().run(&arguments).keeps(&["minted-token", super::harness::APP_SECRET])
}

fn answered(content_type: &'static str, body: &'static str) -> Ran {
    let url = server(move |mut stream| write_answer(&mut stream, content_type, body));
    send(&url, &[])
}

#[test]
fn a_good_answer_is_accepted() {
    answered("application/json", r#"{"result":0,"desc":"请求成功","taskId":"12139732"}"#)
        .exits(0)
        .says(&["accepted", "12139732"]);
}

#[test]
fn an_empty_answer_decides_nothing() {
    answered("application/json", "").exits(3).says(&["an empty answer", "not an answer of the vendor"]);
}

#[test]
fn html_comes_from_a_gateway() {
    let html = "<html><body>502 Bad Gateway minted-token-0123456789</body></html>";
    let url = server(move |mut stream| write_answer(&mut stream, "text/html", html));
    send(&url, &[]).exits(3).says(&["a gateway or proxy answered", "502 Bad Gateway ***"]);
}

#[test]
fn truncated_json_decides_nothing() {
    answered("application/json", r#"{"result":0,"desc":"请"#).exits(3).says(&["JSON that ends in the middle"]);
}

#[test]
fn json_of_another_shape_decides_nothing() {
    answered("application/json", r#"["result",0]"#).exits(3).says(&["JSON without `result`"]);
    answered("application/json", r#"{"result":true}"#).exits(3).says(&["JSON without `result`"]);
}

#[test]
fn ten_megabytes_are_not_read() {
    let url = server(|mut stream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10485760\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        let block = vec![b'x'; 65536];
        for _ in 0..160 {
            if stream.write_all(&block).is_err() {
                break;
            }
        }
    });
    send(&url, &[]).exits(3).says(&["larger than 1048576 bytes"]);
}

#[test]
fn a_cut_off_body_is_no_answer_and_the_push_is_not_repeated() {
    let url = server(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"result\":0");
    });
    send(&url, &[]).exits(3).says(&["closed the connection before the answer was complete"]);
}

#[test]
fn silence_ends_with_the_timeout() {
    let url = server(|stream| {
        thread::sleep(Duration::from_secs(3));
        drop(stream);
    });
    send(&url, &["--timeout", "300ms"]).exits(3).says(&["in 0.3 s"]);
}

#[test]
fn a_redirect_is_not_followed() {
    let url = server(|mut stream| {
        let _ = stream.write_all(
            b"HTTP/1.1 302 Found\r\nlocation: https://example.com/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        );
    });
    send(&url, &[]).exits(3).says(&["HTTP 302"]);
}

#[test]
fn control_characters_of_a_vendor_do_not_reach_the_terminal() {
    let url = server(|mut stream| {
        write_answer(&mut stream, "application/json", "{\"result\":10302,\"desc\":\"a\\u001b[31mred\\nb\"}");
    });
    send(&url, &[]).exits(1).says(&["10302 a [31mred b"]).keeps(&["\u{1b}"]);
}

/// Honor's 80100000 says that a token failed; the list in which it stands says how.
#[test]
fn what_is_known_of_the_answer_stands_in_place_of_its_code_s_cause() {
    let ran = Folder::with("[app]\npackage_name = \"com.acme.chat\"\n[honor]\n")
        .file("gone.toml", "[[token]]\nvendor = \"honor\"\ntoken = \"gone\"\nstate = \"dead\"\n")
        .run(&["send-test", "--vendor", "honor", "--token", "gone", "--yes", "--emulator=gone.toml"])
        .exits(1)
        .says(&["80100000", "expireTokens", "calls the device token expired", "pushctl explain honor 80100000"]);
    for label in ["cause ", "remedy "] {
        assert_eq!(ran.stdout.matches(label).count(), 1, "{}", ran.stdout);
    }
}

/// A value that a table would break in two lines is hidden before.
#[test]
fn a_device_token_in_a_vendor_s_words_is_not_shown() {
    let token = format!("cEXAMPLE00000000000001:APA91b{}", "0123456789".repeat(12));
    let words = format!("the token {token} is of nobody");
    let body = format!(r#"{{"result":10000,"desc":"{words}"}}"#);
    let url = server(move |mut stream| write_answer(&mut stream, "application/json", &body));
    let endpoint = format!("vivo={url}");
    for command in ["send-test", "status token"] {
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.extend_from_slice(&["-d", "long", "--yes", "--endpoint", &endpoint]);
        let push = format!("{}[devices.long]\nvendor = \"vivo\"\ntoken = \"{token}\"\n", super::harness::push_toml());
        let ran = Folder::with(&push).run(&arguments).keeps(&[&token[..50]]);
        assert!(!ran.all().contains("0123456789"), "{}", ran.all());
    }
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    send(&url, &[]).exits(3).says(&["cannot connect to 127.0.0.1", "no answer"]);
}

#[test]
fn a_name_that_does_not_resolve() {
    send("https://no-such-host.invalid", &[]).exits(3).says(&["no-such-host.invalid", "warning: requests of vivo"]);
}

#[test]
fn a_machine_without_ca_certificates() {
    let folder = Folder::usual().file("empty.pem", "");
    let mut command = folder.command(&["check", "--endpoint", "vivo=https://127.0.0.1:1"]);
    command.env("VIVO_APP_SECRET", super::harness::APP_SECRET);
    command.env("SSL_CERT_FILE", folder.path("empty.pem")).env("SSL_CERT_DIR", folder.root());
    super::harness::ran(&mut command).exits(3).says(&["no CA certificates", "--ca-file"]);
}

#[test]
fn a_ca_file_that_is_none() {
    let folder = Folder::usual().file("ca.pem", "not a certificate");
    folder.run(&["check", "--ca-file", "nowhere.pem"]).exits(2).says(&["--ca-file nowhere.pem"]);
    folder.run(&["check", "--ca-file", "ca.pem"]).exits(2).says(&["holds no certificate in PEM form"]);
}

#[test]
fn tls_with_a_host_that_speaks_none() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    send(&format!("https://{address}"), &[]).exits(3).says(&["no TLS with 127.0.0.1"]);
}

/// The certificate is made by an authority that only `--ca-file` names.
#[test]
fn a_company_s_authority_is_trusted_when_it_is_named() {
    use pushctl::emulator::{Emulator, Options, Scenario, World};

    let text =
        super::harness::push_toml().replace("${VIVO_APP_SECRET}", "${UNUSED:-11111111-2222-3333-4444-555555555555}");
    let text = text.replace(super::harness::APP_ID, "105000001");
    let text = text.replace(super::harness::APP_KEY, "0123456789abcdef0123456789abcdef");
    let options = Options { tls: true, ..Options::default() };
    let emulator = Emulator::start(&World::from(None, Scenario::default()), options).expect("a port");
    let folder = Folder::with(&text).file("ca.pem", emulator.ca_pem().expect("an authority"));
    let endpoint = format!("vivo={}", emulator.url());
    folder.run(&["check", "--endpoint", &endpoint]).exits(3).says(&["no TLS with 127.0.0.1", "--ca-file PEM"]);
    folder.run(&["check", "--endpoint", &endpoint, "--ca-file", "ca.pem"]).exits(0).says(&["valid"]);
}

/// 10000 says that the access token is no longer taken: a new one is fetched, and the push repeated once.
#[test]
fn an_expired_access_token_is_renewed_once() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    static SENDS: AtomicUsize = AtomicUsize::new(0);
    let url = server(|mut stream| {
        let body = match SENDS.fetch_add(1, Ordering::SeqCst) {
            0 => r#"{"result":10000,"desc":"权限认证失败"}"#,
            _ => r#"{"result":0,"desc":"请求成功","taskId":"7"}"#,
        };
        write_answer(&mut stream, "application/json", body);
    });
    send(&url, &[]).exits(0).says(&["accepted", "task_id 7"]);
    assert_eq!(SENDS.load(Ordering::SeqCst), 2);
}
