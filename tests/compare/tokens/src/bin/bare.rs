//! A loop around reqwest, as somebody would write it who wants nothing but the answers: the bytes that pushctl sends, its
//! time limit and its pool, as many calls at once, one thread. `bare SHAPE URL CA LIST CONCURRENCY [OUT]`; with OUT a line
//! of JSON is written per token.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::Duration;

use futures_util::StreamExt;

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
            let status = response.status().as_u16();
            let body = response.bytes().await.expect("a body");
            (tokens, status, body.len())
        }
    });
    let mut calls = futures_util::stream::iter(calls).buffer_unordered(concurrency.parse().expect("a number"));
    let mut count = 0_u64;
    while let Some((tokens, status, length)) = calls.next().await {
        assert_eq!(status, 200);
        count += tokens.len() as u64;
        if let Some(out) = &mut out {
            for token in tokens {
                writeln!(out, r#"{{"token":"{token}","status":{status},"length":{length}}}"#).expect("written");
            }
        }
    }
    println!("{count}");
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
