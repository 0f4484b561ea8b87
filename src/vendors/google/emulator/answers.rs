//! The shapes of Google's answers: its API error model, that of the token endpoint, that of the Instance ID server.

use serde_json::{Value, json};

use crate::emulator::RawAnswer;
use crate::text::Text;

const JSON: &str = "application/json; charset=UTF-8";

/// A refusal of FCM, in Google's API error model.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    http: u16,
    status: &'static str,
    message: String,
    details: Vec<Value>,
    scope: &'static str,
    code: String,
    remark: Text,
    retry_after: Option<u32>,
}

impl Refusal {
    fn new(http: u16, status: &'static str, message: impl Into<String>, remark: Text) -> Self {
        Self {
            http,
            status,
            message: message.into(),
            details: Vec::new(),
            scope: "status",
            code: status.to_owned(),
            remark,
            retry_after: None,
        }
    }

    /// With an `FcmError`.
    fn fcm(mut self, code: &str) -> Self {
        self.details.push(json!({
            "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError",
            "errorCode": code,
        }));
        self.scope = "result";
        code.clone_into(&mut self.code);
        self
    }

    /// With an `ErrorInfo`.
    fn reason(mut self, reason: &str) -> Self {
        self.details.push(json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": reason,
            "domain": "googleapis.com",
        }));
        self.scope = "reason";
        reason.clone_into(&mut self.code);
        self
    }

    /// With a `BadRequest` that names a field.
    fn violating(mut self, field: &str, description: &str) -> Self {
        self.details.push(json!({
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{ "field": field, "description": description }],
        }));
        self
    }

    /// 401, with the reason of an `ErrorInfo`.
    pub(super) fn unauthenticated(reason: &str, remark: Text) -> Self {
        let message = if reason == "CREDENTIALS_MISSING" {
            "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or \
             other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
        } else {
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other \
             valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
        };
        Self::new(401, "UNAUTHENTICATED", message, remark).reason(reason)
    }

    /// 403 for want of a role.
    pub(super) fn no_permission(project: &str, remark: Text) -> Self {
        let message = format!(
            "Permission 'cloudmessaging.messages.create' denied on resource \
             '//cloudresourcemanager.googleapis.com/projects/{project}' (or it may not exist)."
        );
        Self::new(403, "PERMISSION_DENIED", message, remark).reason("IAM_PERMISSION_DENIED")
    }

    /// 403 for want of the scope.
    pub(super) fn no_scope(remark: Text) -> Self {
        let message = "Request had insufficient authentication scopes.";
        Self::new(403, "PERMISSION_DENIED", message, remark).reason("ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    }

    /// 400 for a body that is no JSON object.
    pub(super) fn unreadable(why: &Text) -> Self {
        let message = "Invalid JSON payload received. Expected an object.";
        Self::new(400, "INVALID_ARGUMENT", message, why.clone()).violating("", message)
    }

    /// 400 for JSON that does not fit the API; no `FcmError` then.
    pub(super) fn misfit(field: &str, message: String, remark: Text) -> Self {
        let description = message.clone();
        Self::new(400, "INVALID_ARGUMENT", message, remark).violating(field, &description)
    }

    /// 400 for a value that FCM does not take.
    pub(super) fn invalid(field: &str, description: &str, remark: Text) -> Self {
        Self::new(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", remark)
            .fcm("INVALID_ARGUMENT")
            .violating(field, description)
    }

    /// 400 for a message that is too large, as it was observed: without an `FcmError`.
    pub(super) fn too_large(remark: Text) -> Self {
        Self::new(400, "INVALID_ARGUMENT", "Android message is too big", remark)
    }

    /// The answer with an `errorCode` of FCM.
    pub(super) fn of_code(code: &str, remark: Text) -> Self {
        let (http, status, message) = match code {
            "INVALID_ARGUMENT" => (400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
            "UNREGISTERED" => (404, "NOT_FOUND", "Requested entity was not found."),
            "SENDER_ID_MISMATCH" => (403, "PERMISSION_DENIED", "SenderId mismatch"),
            "QUOTA_EXCEEDED" => (429, "RESOURCE_EXHAUSTED", "Quota exceeded."),
            "UNAVAILABLE" => (503, "UNAVAILABLE", "The service is currently unavailable."),
            "INTERNAL" => (500, "INTERNAL", "Internal error encountered."),
            "THIRD_PARTY_AUTH_ERROR" | "APNS_AUTH_ERROR" => {
                (401, "UNAUTHENTICATED", "Auth error from APNS or Web Push Service")
            }
            _ => (500, "UNKNOWN", "Unknown Error."),
        };
        let refusal = Self::new(http, status, message, remark).fcm(code);
        Self { retry_after: (http == 429).then_some(60), ..refusal }
    }

    /// 400 for a target that is no device token.
    pub(super) fn no_token(remark: Text) -> Self {
        let message = "The registration token is not a valid FCM registration token";
        Self::new(400, "INVALID_ARGUMENT", message, remark).fcm("INVALID_ARGUMENT")
    }

    /// The bytes, indented as Google's front end does it.
    pub(super) fn answer(self) -> RawAnswer {
        let mut error = json!({ "code": self.http, "message": self.message, "status": self.status });
        if let (Some(error), false) = (error.as_object_mut(), self.details.is_empty()) {
            error.insert("details".to_owned(), self.details.into());
        }
        let answer = RawAnswer::new(self.http, JSON, pretty(&json!({ "error": error })))
            .code(self.scope, self.code)
            .words(self.message)
            .remark(self.remark)
            .refused();
        match self.retry_after {
            Some(seconds) => answer.header("retry-after", seconds.to_string()),
            None => answer,
        }
    }
}

/// The answer to what was accepted.
pub(super) fn accepted(body: &Value, remark: Text) -> RawAnswer {
    RawAnswer::new(200, JSON, pretty(body)).remark(remark)
}

fn pretty(body: &Value) -> String {
    format!("{body:#}\n")
}

/// The access token.
pub(super) fn minted(token: &str, remark: Text) -> RawAnswer {
    let body = json!({ "access_token": token, "expires_in": 3599, "token_type": "Bearer" });
    RawAnswer::new(200, JSON, body.to_string()).remark(remark)
}

/// The token endpoint's no.
pub(super) fn token_refusal(error: &'static str, description: &str, remark: Text) -> RawAnswer {
    let body = json!({ "error": error, "error_description": description });
    RawAnswer::new(400, JSON, body.to_string()).code("error", error).words(description).remark(remark).refused()
}

/// The Instance ID server's no.
pub(super) fn info_refusal(http: u16, error: &'static str, remark: Text) -> RawAnswer {
    RawAnswer::new(http, JSON, json!({ "error": error }).to_string()).code("iid", error).remark(remark).refused()
}

/// What the front end says of addresses that it does not know.
pub(super) fn html(http: u16, remark: Text) -> RawAnswer {
    let body = format!("<!DOCTYPE html>\n<html lang=en>\n<title>Error {http} (Not Found)!!1</title>\n");
    RawAnswer::new(http, "text/html; charset=UTF-8", body).code("http", http.to_string()).remark(remark).refused()
}
