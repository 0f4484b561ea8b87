//! What went over the wire, in a form that may be shown: `-v` prints it, `--print curl` makes a command of it.

use std::fmt;
use std::time::Duration;

use reqwest::Url;

use super::{AUTHORITY_HEADER, Answer, Call, Error, HeaderValue, Http};
use crate::secret::{MASK, Redactor};

/// One request and its answer, free of secrets.
#[derive(Debug)]
pub struct Exchange {
    /// What the call is named.
    pub name: &'static str,
    /// The request: first line, headers, blank line, body.
    pub request: String,
    /// The answer in the same form, or why there is none.
    pub answer: String,
    /// How long it took.
    pub elapsed: Duration,
}

impl Exchange {
    pub(super) fn new(
        call: &Call,
        url: &Url,
        result: &Result<Answer, Error>,
        elapsed: Duration,
        redactor: &Redactor,
    ) -> Self {
        let answer = match result {
            Ok(answer) => {
                let mut text = format!("HTTP {}\n", answer.status);
                for (name, value) in &answer.headers {
                    header_line(&mut text, name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
                }
                text + "\n" + &answer.body
            }
            Err(error) => error.to_string(),
        };
        Self {
            name: call.name,
            request: redactor.redact(&request(call, url)),
            answer: redactor.redact(&answer),
            elapsed,
        }
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.request.lines() {
            writeln!(formatter, "> {line}")?;
        }
        writeln!(formatter, "* {} ({} ms)", self.name, self.elapsed.as_millis())?;
        for line in self.answer.lines() {
            writeln!(formatter, "< {line}")?;
        }
        Ok(())
    }
}

/// A request as HTTP writes it, header values that are secret as `***`.
fn request(call: &Call, url: &Url) -> String {
    let mut text = format!("{} {url}\n", call.method.name());
    for (name, value) in &call.headers {
        let value = match value {
            HeaderValue::Plain(value) => value.clone().into_owned(),
            HeaderValue::Secret(_) | HeaderValue::Bearer(_) => MASK.to_owned(),
            HeaderValue::Variable { before, name } => format!("{before}${name}"),
        };
        header_line(&mut text, name, &value);
    }
    if let Some(body) = &call.body {
        text.push('\n');
        text.push_str(body);
    }
    text
}

fn header_line(text: &mut String, name: &str, value: &str) {
    for part in [name, ": ", value, "\n"] {
        text.push_str(part);
    }
}

impl Http {
    /// A request that was not sent, as HTTP writes it.
    pub fn preview(&self, call: &Call) -> Result<String, Error> {
        Ok(request(call, &self.target(call)?.url))
    }
}

/// A request as a curl command that a person can paste into a shell. Values to be minted are shell variables.
pub fn curl(http: &Http, call: &Call) -> Result<String, Error> {
    let target = http.target(call)?;
    let http2 = match (call.http2, target.url.scheme()) {
        (false, _) => "",
        (true, "https") => " --http2",
        (true, _) => " --http2-prior-knowledge",
    };
    let url = with_variable(target.url.as_str(), call.variable);
    let mut lines = vec![format!("curl -sS{http2} -X {} {url}", call.method.name())];
    for (name, value) in &call.headers {
        lines.push(match value {
            HeaderValue::Plain(value) => format!("-H {}", quoted(&format!("{name}: {value}"))),
            HeaderValue::Secret(_) | HeaderValue::Bearer(_) => format!("-H {}", quoted(&format!("{name}: {MASK}"))),
            HeaderValue::Variable { before, name: variable } => format!("-H \"{name}: {before}${variable}\""),
        });
    }
    if let Some(authority) = &target.authority {
        lines.push(format!("-H {}", quoted(&format!("{AUTHORITY_HEADER}: {authority}"))));
    }
    if let Some(identity) = call.identity.as_ref().filter(|identity| !identity.curl.is_empty()) {
        lines.push(identity.curl.clone());
    }
    if let Some(body) = &call.body {
        lines.push(format!("--data-raw {}", with_variable(body, call.variable)));
    }
    Ok(lines.join(" \\\n  "))
}

/// A word for a POSIX shell in which `${NAME}` of this one name stays a variable.
fn with_variable(word: &str, variable: Option<&str>) -> String {
    let Some(name) = variable else { return quoted(word) };
    word.split(&format!("${{{name}}}")).map(quoted).collect::<Vec<_>>().join(&format!("\"${name}\""))
}

/// A word for a POSIX shell.
#[must_use]
pub fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Settings;
    use crate::secret::Secret;

    #[test]
    fn a_word_survives_the_shell() {
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
    }

    #[test]
    fn a_vendor_that_speaks_http_2_only_is_asked_so() {
        let call = Call::get("apple", "test", "https://api.push.apple.com/3/device/x").over_http2();
        let to = |url: &str| {
            let endpoint = crate::http::Endpoint::parse(url).expect("an endpoint");
            let settings = Settings { endpoints: [("apple", endpoint)].into(), ..Settings::default() };
            curl(&Http::new(settings, Redactor::default()), &call).expect("a URL")
        };
        assert!(to("https://127.0.0.1:1").starts_with("curl -sS --http2 -X GET 'https://127.0.0.1:1/3/device/x'"));
        assert!(to("http://127.0.0.1:1").starts_with("curl -sS --http2-prior-knowledge -X GET"));
    }

    #[test]
    fn one_variable_stays_one_in_a_quoted_word() {
        assert_eq!(with_variable("a=${SIGN}&b=$x", Some("SIGN")), "'a='\"$SIGN\"'&b=$x'");
        assert_eq!(with_variable("a=${SIGN}", None), "'a=${SIGN}'");
    }

    #[test]
    fn curl_shows_no_secret_and_names_the_variable() {
        let http = Http::new(Settings::default(), Redactor::default());
        let call = Call::post_json("vivo", "send", "https://api.example.com/send", &serde_json::json!({"a": "it's"}))
            .header("authToken", HeaderValue::variable("VIVO_AUTH_TOKEN"))
            .header("x-other", HeaderValue::Secret(Secret::new("verysecret")));
        let command = curl(&http, &call).expect("a URL");
        assert_eq!(
            command,
            "curl -sS -X POST 'https://api.example.com/send' \\\n  -H 'content-type: application/json' \\\n  \
             -H \"authToken: $VIVO_AUTH_TOKEN\" \\\n  -H 'x-other: ***' \\\n  --data-raw '{\"a\":\"it'\\''s\"}'"
        );
    }
}
