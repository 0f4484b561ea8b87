//! The crate a2 in a loop: `a2 KEY LIST CONCURRENCY`. It asks `api.development.push.apple.com`, wherever that is.
//! Prints how many tokens there were, and the seconds.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use a2::{Client, ClientConfig, DefaultNotificationBuilder, Endpoint, NotificationBuilder, NotificationOptions};
use a2::{Priority, PushType};
use futures_util::StreamExt;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let started = Instant::now();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [key, list, concurrency] = arguments.as_slice() else { panic!("KEY LIST CONCURRENCY") };
    let mut key = File::open(key).expect("a key");
    let config = ClientConfig::new(Endpoint::Sandbox);
    let client = Client::token(&mut key, "ABCDE67890", "ABCDE12345", config).expect("a client");
    let ask = async |token: &str| {
        let options = NotificationOptions {
            apns_topic: Some("com.acme.chat"),
            apns_push_type: Some(PushType::Background),
            apns_priority: Some(Priority::Normal),
            apns_expiration: Some(0),
            ..NotificationOptions::default()
        };
        let payload = DefaultNotificationBuilder::new().set_content_available().build(token, options);
        client.send(payload).await.expect("an answer");
    };
    // One call alone first: all others share its connection.
    ask(&"0".repeat(64)).await;
    let lines = BufReader::new(File::open(list).expect("a list")).lines().map(|line| line.expect("a line"));
    let calls = lines.map(|token| async move { ask(&token).await });
    let calls = futures_util::stream::iter(calls).buffer_unordered(concurrency.parse().expect("a number"));
    println!("{} {}", calls.count().await, started.elapsed().as_secs_f64());
}
