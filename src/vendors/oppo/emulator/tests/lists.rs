//! What takes or answers many ids at once.

use super::*;
use crate::emulator::TokenRule;

const BATCH: &str = "/server/v1/message/notification/unicast_batch";

fn batch(server: &mut Server, messages: &[String]) -> RawAnswer {
    let text = format!("[{}]", messages.join(","));
    server.post(BATCH, &format!("messages={}", encoded(&text)))
}

#[test]
fn a_batch_is_accepted_whole_and_refuses_its_items() {
    let mut server = Server::new();
    let messages = [message(PHONE, &[]), message("CN_never1", &[]), message(PHONE, &[("category", "\"IM\"")])];
    let answer = batch(&mut server, &messages);
    code(&answer, 0);
    assert_eq!(remark(&answer), "1 of 3 messages");
    let data = body(&answer)["data"].clone();
    assert_eq!(data[0]["registrationId"], PHONE);
    assert_eq!((data[0].get("errorCode"), data[0]["messageId"].is_string()), (None, true));
    assert_eq!(data[1]["errorCode"], 10000);
    assert_eq!(data[1]["errorMessage"], "registration_id格式不正确");
    assert_eq!(data[2]["errorCode"], 54);
}

#[test]
fn a_batch_takes_1000_messages_and_not_one_more() {
    let mut server = Server::new();
    let one = message(PHONE, &[]);
    code(&batch(&mut server, &vec![one.clone(); 1000]), 0);
    code(&batch(&mut server, &vec![one; 1001]), 41);
    code(&batch(&mut server, &[]), 41);
    code(&server.post(BATCH, ""), 40);
    code(&server.post(BATCH, "messages=%7B%7D"), 41);
}

#[test]
fn what_reaches_everybody_is_not_emulated() {
    let mut server = Server::new();
    for path in ["save_message_content", "broadcast"] {
        let answer = server.post(&format!("/server/v1/message/notification/{path}"), "title=a&content=b");
        assert_eq!((answer.status, answer.accepted), (404, false));
    }
}

#[test]
fn dead_ids_are_listed_and_the_list_stays() {
    let mut server = Server::of(|world| {
        let rule = world.tokens[0].clone();
        world.tokens.push(TokenRule { pattern: UNKNOWN.to_owned(), state: TokenState::Dead, ..rule });
    });
    let token = server.token.clone();
    let path = "/server/v1/feedback/fetch_invalid_regidList";
    for _ in 0..2 {
        let answer = server.ask("GET", &format!("{path}?auth_token={token}"), &[], b"");
        code(&answer, 0);
        assert_eq!(answer.operation, Some(Operation::TokenStatus));
        assert_eq!(body(&answer)["data"], serde_json::json!({ "registration_ids": [UNKNOWN], "totalCount": 1 }));
    }
    code(&server.ask("GET", path, &[("auth_token", &token)], b""), 0);
    code(&server.ask("GET", path, &[], b""), 29);
    code(&server.ask("POST", path, &[], b""), 12);
}
