//! A loop around reqwest, as somebody would write it who wants nothing but the answers: the same requests, the same pool,
//! as many at once, one thread. `bare SHAPE URL LIST CONCURRENCY [OUT]`; with OUT a line of JSON is written per token.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use futures_util::StreamExt;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    rustls::crypto::ring::default_provider().install_default().expect("cryptography");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [shape, url, list, concurrency, out @ ..] = arguments.as_slice() else { panic!("SHAPE URL LIST CONCURRENCY") };
    let builder = reqwest::Client::builder().no_proxy().tls_certs_only([]);
    let builder = if shape == "apple" { builder.http2_prior_knowledge() } else { builder };
    let client = builder.build().expect("a client");
    let mut out = out.first().map(|path| BufWriter::new(File::create(path).expect("a file")));
    let batch = if shape == "vivo" { 100 } else { 1 };
    let lines = BufReader::new(File::open(list).expect("a list")).lines().map(|line| line.expect("a line"));
    let mut lines = lines.peekable();
    let batches = std::iter::from_fn(move || {
        lines.peek()?;
        Some(lines.by_ref().take(batch).collect::<Vec<String>>())
    });
    let calls = batches.map(|tokens| {
        let request = request(&client, shape, url, &tokens);
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

fn request(client: &reqwest::Client, shape: &str, url: &str, tokens: &[String]) -> reqwest::RequestBuilder {
    let json = |path: &str, body: String| {
        client.post(format!("{url}{path}")).header("content-type", "application/json").body(body)
    };
    let token = &tokens[0];
    match shape {
        "vivo" => {
            let ids = tokens.iter().map(|token| format!("\"{token}\"")).collect::<Vec<_>>().join(",");
            let body = format!(r#"{{"appId":105000042,"userType":1,"userIds":[{ids}]}}"#);
            json("/invalidUser/check", body).header("authToken", "bench-access-token-0123456789")
        }
        "huawei" => json("/v1/103987654/token:query", format!(r#"{{"token":"{token}"}}"#))
            .header("authorization", "Bearer bench-access-token-0123456789"),
        _ => json(&format!("/3/device/{token}"), r#"{"aps":{"content-available":1}}"#.to_owned())
            .header("apns-push-type", "background")
            .header("apns-topic", "com.acme.chat")
            .header("apns-priority", "5")
            .header("apns-expiration", "0")
            .header("authorization", "bearer bench-provider-token-0123456789"),
    }
}
