//! Where a vendor's requests go instead of its own host.

use std::net::IpAddr;

use reqwest::Url;

use crate::text;
use crate::text::Text;

/// The header by which the emulator learns which host was meant, and with it environment and region.
pub const AUTHORITY_HEADER: &str = "x-pushctl-authority";

/// Scheme and authority that replace a vendor's own; path and query of each request stay.
#[derive(Debug, Clone)]
pub struct Endpoint(Url);

impl Endpoint {
    /// Reads `http://127.0.0.1:8790` and the like. `Err` says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let url = Url::parse(text).map_err(|error| text!("not a URL: {error}", "不是 URL：{error}"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(Text::new(
                "an endpoint is http://HOST or https://HOST",
                "endpoint 应当是 http://主机 或 https://主机",
            ));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(Text::new(
                "an endpoint has no path or query: those of each request stay",
                "endpoint 不能带路径或参数：每个请求自己的路径和参数会保留",
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Text::new("an endpoint holds no user name or password", "endpoint 不能带用户名或密码"));
        }
        let endpoint = Self(url);
        if endpoint.0.scheme() == "http" && !endpoint.is_loopback() {
            return Err(Text::new(
                "plain http:// is for this machine only; secrets would cross the network in the clear",
                "http:// 只能用于本机；否则密钥会以明文经过网络",
            ));
        }
        Ok(endpoint)
    }

    /// Whether it is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The host, for warnings.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// `url` with this endpoint's scheme and authority, and the host that it had before. `None`: it is no URL.
    #[must_use]
    pub fn apply<'a>(&self, url: &'a str) -> Option<(Url, &'a str)> {
        let (_, own) = url.split_once("://")?;
        let (authority, rest) = own.split_at(own.find(['/', '?']).unwrap_or(own.len()));
        let redirected = Url::parse(&[self.0.as_str().trim_end_matches('/'), rest].concat()).ok()?;
        Some((redirected, authority.split(':').next()?))
    }
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

/// Whether a URL's host is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_and_query_of_the_request_stay() {
        let endpoint = Endpoint::parse("http://127.0.0.1:8790").expect("loopback");
        for (own, expected) in [
            ("https://api-push.vivo.com.cn/report/getStatistics?taskIds=1,2", "/report/getStatistics?taskIds=1,2"),
            ("https://api-push.vivo.com.cn:443", "/"),
            ("https://api-push.vivo.com.cn?a=https://x/", "/?a=https://x/"),
        ] {
            let (url, host) = endpoint.apply(own).expect("a URL");
            assert_eq!((url.as_str(), host), (&*format!("http://127.0.0.1:8790{expected}"), "api-push.vivo.com.cn"));
        }
        assert!(endpoint.apply("api-push.vivo.com.cn").is_none());
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        for good in ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1", "https://proxy.example.com"] {
            assert!(Endpoint::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://192.168.1.2",
            "http://127.0.0.1:1/x",
            "http://127.0.0.1:1?x",
            "ftp://127.0.0.1",
            "x",
            "http://a:b@127.0.0.1",
        ] {
            assert!(Endpoint::parse(bad).is_err(), "{bad}");
        }
    }
}
