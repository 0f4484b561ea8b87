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

    /// Whether the request provably never left this machine.
    #[must_use]
    pub const fn never_left(&self) -> bool {
        matches!(self, Self::Dns { .. } | Self::Connect { .. } | Self::Tls { .. })
    }

    /// Whether trying again may help.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Dns { .. } | Self::Connect { .. } | Self::Timeout { .. } | Self::CutOff { .. })
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
        if error.is_connect() {
            let chain = chain(error);
            let reason = innermost(error);
            let dns = ["dns error", "failed to lookup", "Name or service"].iter().any(|words| chain.contains(words));
            return if dns { Self::Dns { host } } else { Self::Connect { host, reason } };
        }
        // A server of TLS 1.3 judges our certificate when the handshake is over for us; HTTP/2 keeps only the text of it.
        if let Some((_, alert)) = chain(error).rsplit_once(ALERT) {
            let name: String = alert.chars().take_while(char::is_ascii_alphanumeric).collect();
            return Self::Tls { host, reason: format!("{ALERT}{name}") };
        }
        Self::CutOff { host }
    }
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
