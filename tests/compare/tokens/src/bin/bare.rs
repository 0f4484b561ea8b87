//! A loop around reqwest, as somebody would write it who wants nothing but the answers: the bytes that pushctl sends, its
//! time limit and its pool, as many calls at once, one thread. `bare SHAPE URL CA LIST CONCURRENCY [OUT]`; with OUT the
//! answers are read, and a line of JSON is written per token that says what pushctl's says.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::Duration;

use futures_util::StreamExt;
use serde::{Deserialize, Serialize};

/// The access token that the server gives.
const TOKEN: &str = "bench-access-token-0123456789";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    rustls::crypto::ring::default_provider().install_default().expect("cryptography");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [shape, url, ca, list, concurrency, out @ ..] = arguments.as_slice() else {
        panic!("SHAPE URL CA LIST CONCURRENCY")
    };
    let ca = reqwest::Certificate::from_pem(&std::fs::read(ca).expect("a file")).expect("PEM");
    let builder = reqwest::Client::builder().no_proxy().tls_certs_only([ca]);
    let client = builder.timeout(Duration::from_secs(10)).user_agent("pushctl/0.1.0").build().expect("a client");
    let mut out = out.first().map(|path| BufWriter::new(File::create(path).expect("a file")));
    let batch = if shape == "vivo" { 100 } else { 1 };
    let lines = BufReader::new(File::open(list).expect("a list")).lines().map(|line| line.expect("a line"));
    let mut lines = lines.peekable();
    let batches = std::iter::from_fn(move || {
        lines.peek()?;
        Some(lines.by_ref().take(batch).collect::<Vec<String>>())
    });
    // One call alone first: over HTTP/2 all others share its connection.
    let shape = Shape::of(shape);
    let first = request(&client, &shape, url, &["0".repeat(64)]).send().await.expect("an answer");
    first.bytes().await.expect("a body");
    let calls = batches.map(|tokens| {
        let request = request(&client, &shape, url, &tokens);
        async move {
            let response = request.send().await.expect("an answer");
            assert_eq!(response.status().as_u16(), 200);
            (tokens, response.bytes().await.expect("a body"))
        }
    });
    let mut calls = futures_util::stream::iter(calls).buffer_unordered(concurrency.parse().expect("a number"));
    let mut count = 0_u64;
    while let Some((tokens, body)) = calls.next().await {
        if let Some(out) = &mut out {
            write(out, &shape.vendor, &tokens, count, &body);
        }
        count += tokens.len() as u64;
    }
    println!("{count}");
}

/// What a line says.
#[derive(Serialize)]
struct Line<'a> {
    vendor: &'a str,
    operation: &'a str,
    target: &'a str,
    class: &'a str,
    code: &'a str,
    text: &'a str,
    state: &'a str,
    advice: &'a str,
    line: u64,
    scope: &'a str,
}

/// What the vendors answer, as far as it tells a state.
#[derive(Deserialize)]
struct Answer<'a> {
    /// vivo's code.
    result: Option<i64>,
    /// Huawei's.
    code: Option<&'a str>,
    desc: Option<&'a str>,
    msg: Option<&'a str>,
    #[serde(default, rename = "invalidUsers", borrow)]
    invalid_users: Vec<InvalidUser<'a>>,
}

#[derive(Deserialize)]
struct InvalidUser<'a> {
    #[serde(rename = "userId")]
    user_id: &'a str,
}

fn write(out: &mut impl Write, vendor: &str, tokens: &[String], count: u64, body: &[u8]) {
    let answer: Option<Answer> = (!body.is_empty()).then(|| serde_json::from_slice(body).expect("JSON"));
    let answer = answer.as_ref();
    let result = answer.and_then(|answer| answer.result).map(|result| result.to_string());
    let code = result.as_deref().or(answer.and_then(|answer| answer.code)).unwrap_or_default();
    let text = answer.and_then(|answer| answer.desc.or(answer.msg)).unwrap_or_default();
    let dead: HashSet<&str> = answer.iter().flat_map(|answer| &answer.invalid_users).map(|user| user.user_id).collect();
    for (line, token) in (count + 1..).zip(tokens) {
        let is_dead = dead.contains(token.as_str());
        let (class, state, advice) =
            if is_dead { ("token-invalid", "dead", "delete") } else { ("accepted", "alive", "keep") };
        let (operation, scope) = ("token-status", "result");
        let line = Line { vendor, operation, target: token, class, code, text, state, advice, line, scope };
        serde_json::to_writer(&mut *out, &line).expect("written");
        writeln!(out).expect("written");
    }
}

/// What is the same in all requests.
struct Shape {
    vendor: String,
    host: &'static str,
    authorization: String,
}

impl Shape {
    fn of(vendor: &str) -> Self {
        let (host, authorization) = match vendor {
            "vivo" => ("api-push.vivo.com.cn", TOKEN.to_owned()),
            "huawei" => ("push-api.cloud.huawei.com", format!("Bearer {TOKEN}")),
            "google" => ("fcm.googleapis.com", format!("Bearer {TOKEN}")),
            // A provider token is that long.
            _ => ("api.push.apple.com", format!("bearer {}", "x".repeat(210))),
        };
        Self { vendor: vendor.to_owned(), host, authorization }
    }
}

fn request(client: &reqwest::Client, shape: &Shape, url: &str, tokens: &[String]) -> reqwest::RequestBuilder {
    let json = |path: &str, body: String| {
        let request = client.post(format!("{url}{path}")).header("content-type", "application/json").body(body);
        request.header("x-pushctl-authority", shape.host)
    };
    let token = &tokens[0];
    match shape.vendor.as_str() {
        "vivo" => {
            let ids = tokens.iter().map(|token| format!("\"{token}\"")).collect::<Vec<_>>().join(",");
            let body = format!(r#"{{"appId":105000042,"userType":1,"userIds":[{ids}]}}"#);
            json("/invalidUser/check", body).header("authToken", &shape.authorization)
        }
        "huawei" => json("/v1/103987654/token:query", format!(r#"{{"token":"{token}"}}"#))
            .header("authorization", &shape.authorization),
        "google" => {
            let body = format!(r#"{{"validate_only":true,"message":{{"token":"{token}"}}}}"#);
            json("/v1/projects/acme-chat/messages:send", body).header("authorization", &shape.authorization)
        }
        _ => json(&format!("/3/device/{token}"), r#"{"aps":{"content-available":1}}"#.to_owned())
            .header("apns-push-type", "background")
            .header("apns-topic", "com.acme.chat")
            .header("apns-priority", "5")
            .header("apns-expiration", "0")
            .header("authorization", &shape.authorization),
    }
}
