//! Why there was no usable answer.

use std::error::Error as _;

use crate::outcome::Class;
use crate::text;
use crate::text::Text;

/// What went wrong between us and the vendor.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The host's name could not be resolved.
    #[error("cannot resolve {host}")]
    Dns {
        /// The host.
        host: String,
    },
    /// Nobody listens there, or no route.
    #[error("cannot connect to {host}: {reason}")]
    Connect {
        /// The host.
        host: String,
        /// The system's words.
        reason: String,
    },
    /// The TLS handshake failed.
    #[error("no TLS with {host}: {reason}")]
    Tls {
        /// The host.
        host: String,
        /// The TLS library's words.
        reason: String,
    },
    /// Time ran out.
    #[error("no answer from {host} in {seconds} s")]
    Timeout {
        /// The host.
        host: String,
        /// The limit.
        seconds: f64,
    },
    /// The connection ended in the middle of an answer, or before it.
    #[error("{host} closed the connection before the answer was complete")]
    CutOff {
        /// The host.
        host: String,
    },
    /// The host refused the request unread: by HTTP/2's `REFUSED_STREAM`, or because it was closing the connection.
    #[error("{host} did not take the request")]
    NotTaken {
        /// The host.
        host: String,
    },
    /// The answer is larger than any vendor's.
    #[error("the answer of {host} is larger than {limit} bytes")]
    TooLarge {
        /// The host.
        host: String,
        /// The limit.
        limit: usize,
    },
    /// The machine has no CA certificates.
    #[error("no CA certificates on this machine")]
    NoCertificates,
    /// The client could not be set up: a proxy or CA file that is none.
    #[error("{0}")]
    Setup(String),
    /// An answer that is not the vendor's.
    #[error("{reason}")]
    NotTheVendor {
        /// What it is instead.
        reason: String,
        /// Its beginning, without secrets.
        excerpt: String,
    },
}

impl Error {
    /// Which of network or protocol it is.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::TooLarge { .. } | Self::NotTheVendor { .. } => Class::Protocol,
            _ => Class::Network,
        }
    }

    /// Whether the request provably was not processed: it never left this machine, or was refused unread.
    #[must_use]
    pub const fn unprocessed(&self) -> bool {
        matches!(self, Self::Dns { .. } | Self::Connect { .. } | Self::Tls { .. } | Self::NotTaken { .. })
    }

    /// Whether trying again may help.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Dns { .. }
                | Self::Connect { .. }
                | Self::Timeout { .. }
                | Self::CutOff { .. }
                | Self::NotTaken { .. }
        )
    }

    /// The beginning of an answer that was not the vendor's.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        match self {
            Self::NotTheVendor { excerpt, .. } => Some(excerpt),
            _ => None,
        }
    }

    /// What happened, for people.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::Dns { host } => text!("cannot resolve {host}", "无法解析 {host}"),
            Self::Connect { host, reason } => text!("cannot connect to {host}: {reason}", "连不上 {host}：{reason}"),
            Self::Tls { host, reason } => text!("no TLS with {host}: {reason}", "与 {host} 的 TLS 握手失败：{reason}"),
            Self::Timeout { host, seconds } => {
                text!("no answer from {host} in {seconds} s", "{host} 在 {seconds} 秒内没有回答")
            }
            Self::CutOff { host } => {
                text!("{host} closed the connection before the answer was complete", "{host} 在回答完整之前断开了连接")
            }
            Self::NotTaken { host } => text!(
                "{host} did not take the request: it has too many, or is closing the connection",
                "{host} 没有接收这个请求：它的请求太多，或正在关闭连接"
            ),
            Self::TooLarge { host, limit } => {
                text!("the answer of {host} is larger than {limit} bytes", "{host} 的回答超过 {limit} 字节")
            }
            Self::NoCertificates => Text::new("no CA certificates on this machine", "这台机器上没有 CA 证书"),
            Self::Setup(reason) | Self::NotTheVendor { reason, .. } => Text::same(reason.clone()),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> Text {
        match self {
            Self::Dns { .. } => Text::new(
                "check the network and DNS of this machine, or [proxies]",
                "检查本机的网络和 DNS，或 [proxies]",
            ),
            Self::Connect { .. } => {
                Text::new("check the network, firewall and [proxies]", "检查网络、防火墙和 [proxies]")
            }
            Self::Tls { .. } => Text::new(
                "behind a company's proxy, add its CA: --ca-file PEM",
                "如果在公司代理后面，用 --ca-file PEM 加上它的 CA",
            ),
            Self::Timeout { .. } => {
                Text::new("try again, or allow more time: --timeout 30s", "再试一次，或放宽时限：--timeout 30s")
            }
            Self::NotTaken { .. } => Text::new("try again a little later", "稍后再试"),
            Self::CutOff { .. } => Text::new(
                "try again; a proxy or firewall may cut connections",
                "再试一次；可能是代理或防火墙切断了连接",
            ),
            Self::NoCertificates => Text::new(
                "install the package ca-certificates, or set SSL_CERT_FILE, or use --ca-file PEM",
                "安装 ca-certificates，或设置 SSL_CERT_FILE，或用 --ca-file PEM",
            ),
            Self::TooLarge { .. } | Self::NotTheVendor { .. } => Text::new(
                "something between this machine and the vendor answered; look at the answer with -v",
                "回答来自中间的网关或代理；用 -v 查看原文",
            ),
            Self::Setup(_) => {
                Text::new("correct [proxies], --endpoint or --ca-file", "改正 [proxies]、--endpoint 或 --ca-file")
            }
        }
    }

    /// Reads reqwest's error. Its text is never passed on whole: it holds the URL, and a URL may hold a sign.
    pub(super) fn from_reqwest(error: &reqwest::Error, host: &str, seconds: f64) -> Self {
        let host = host.to_owned();
        if error.is_builder() {
            let reason = innermost(error);
            return if reason.contains("CA certificates") { Self::NoCertificates } else { Self::Setup(reason) };
        }
        if error.is_timeout() {
            return Self::Timeout { host, seconds };
        }
        if let Some(reason) = tls_reason(error) {
            return Self::Tls { host, reason };
        }
        if error.is_dns() {
            return Self::Dns { host };
        }
        if error.is_connect() {
            return Self::Connect { host, reason: innermost(error) };
        }
        // A server of TLS 1.3 judges our certificate when the handshake is over for us; HTTP/2 keeps only the text of it.
        if let Some((_, alert)) = chain(error).rsplit_once(ALERT) {
            let name: String = alert.chars().take_while(char::is_ascii_alphanumeric).collect();
            return Self::Tls { host, reason: format!("{ALERT}{name}") };
        }
        if is_unread(error) { Self::NotTaken { host } } else { Self::CutOff { host } }
    }
}

/// Whether the other side says that it did not look at the request. [RFC 9113, 8.7: a stream reset with
/// `REFUSED_STREAM`, and those above the last one that a GOAWAY names, were not processed]
fn is_unread(error: &reqwest::Error) -> bool {
    let said = sources(error).find_map(|source| source.downcast_ref::<h2::Error>()).filter(|said| said.is_remote());
    said.is_some_and(|said| match said.reason() {
        Some(h2::Reason::NO_ERROR) => said.is_go_away(),
        Some(h2::Reason::REFUSED_STREAM) => said.is_reset(),
        _ => false,
    })
}

/// How rustls begins what it says of an alert.
const ALERT: &str = "received fatal alert: ";

fn sources<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |error| (*error).source())
}

fn chain(error: &reqwest::Error) -> String {
    sources(error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn innermost(error: &reqwest::Error) -> String {
    sources(error).last().map(ToString::to_string).unwrap_or_default()
}

/// rustls reports through `io::Error`, one inside another, whose payload is not among the sources: look inside each.
fn tls_reason(error: &reqwest::Error) -> Option<String> {
    sources(error).find_map(|source| {
        let inside = |error: &'_ (dyn std::error::Error + 'static)| {
            error.downcast_ref::<rustls::Error>().map(ToString::to_string)
        };
        let mut io = source.downcast_ref::<std::io::Error>();
        while let Some(inner) = io.and_then(std::io::Error::get_ref) {
            if let Some(reason) = inside(inner) {
                return Some(reason);
            }
            io = inner.downcast_ref::<std::io::Error>();
        }
        inside(source)
    })
}

#[cfg(all(test, feature = "emulator"))]
mod tests {
    use std::time::Duration;

    use tokio::net::TcpListener;

    use crate::context::Clock;
    use crate::http::{Answer, Call, Error, Http, Pace, Settings};
    use crate::secret::Redactor;

    /// How a server of HTTP/2 lets a request down.
    #[derive(Clone, Copy)]
    enum Letdown {
        Refuses,
        Cancels,
        ShutsDown,
    }

    /// Asks a server that lets the first request down and answers those behind it.
    fn ask(letdown: Letdown, call: impl FnOnce(String) -> Call) -> Result<Answer, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = listener.local_addr().expect("an address");
            tokio::spawn(async move {
                let mut is_first = true;
                while let Ok((stream, _)) = listener.accept().await {
                    let mut connection = h2::server::handshake(stream).await.expect("HTTP/2");
                    while let Some(Ok((_, mut respond))) = connection.accept().await {
                        match letdown {
                            _ if !is_first => drop(respond.send_response(hyper::Response::new(()), true)),
                            Letdown::Refuses => respond.send_reset(h2::Reason::REFUSED_STREAM),
                            Letdown::Cancels => respond.send_reset(h2::Reason::INTERNAL_ERROR),
                            Letdown::ShutsDown => connection.abrupt_shutdown(h2::Reason::NO_ERROR),
                        }
                        is_first = false;
                    }
                }
            });
            let pace = Pace { first: Duration::from_millis(1), tries: 2 };
            let http = Http::new(Settings { pace, ..Settings::default() }, Redactor::default());
            http.send(&call(format!("http://{address}/3/device/x")).over_http2(), &Clock::fixed(0)).await
        })
    }

    fn push(url: String) -> Call {
        Call::post_json_text("apple", "test", url, "{}")
    }

    #[test]
    fn a_push_that_was_refused_unread_is_sent_again() {
        assert_eq!(ask(Letdown::Refuses, push).expect("an answer").status, 200);
        let error = ask(Letdown::Refuses, |url| push(url).once()).expect_err("it was let down");
        assert!(matches!(error, Error::NotTaken { .. }) && error.unprocessed(), "{error:?}");
    }

    #[test]
    fn a_push_that_may_have_been_read_is_not() {
        for letdown in [Letdown::Cancels, Letdown::ShutsDown] {
            let error = ask(letdown, push).expect_err("it was let down");
            assert!(matches!(error, Error::CutOff { .. }) && !error.unprocessed(), "{error:?}");
        }
        assert_eq!(ask(Letdown::Cancels, |url| Call::get("apple", "test", url)).expect("an answer").status, 200);
    }
}
