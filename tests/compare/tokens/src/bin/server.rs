//! Vendors' servers that answer fixed bytes, HTTP/1.1 and HTTP/2 without TLS: nothing is looked at but the path.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;

const ACCESS: &str = r#"{"access_token":"bench-access-token-0123456789","expires_in":3600,"token_type":"Bearer"}"#;
const VIVO_ACCESS: &str = r#"{"result":0,"desc":"请求成功","authToken":"bench-access-token-0123456789"}"#;
const VIVO_CHECK: &str = r#"{"result":0,"desc":"请求成功","invalidUsers":[]}"#;
const HUAWEI_QUERY: &str =
    r#"{"code":"80000000","msg":"Success","requestId":"163299170300","aaId":"0c6f1d2e-1111-2222-3333-444444444444","topics":[]}"#;

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path();
    let is_push = path.starts_with("/3/device/");
    let body = match path {
        "/message/auth" => VIVO_ACCESS,
        "/invalidUser/check" => VIVO_CHECK,
        "/oauth2/v3/token" => ACCESS,
        path if path.ends_with("/token:query") => HUAWEI_QUERY,
        _ => "",
    };
    // A server reads what it is asked.
    let _ = request.into_body().collect().await;
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    if is_push {
        let id = hyper::header::HeaderValue::from_static("0c6f1d2e-1111-2222-3333-444444444444");
        response.headers_mut().insert("apns-id", id);
    }
    Ok(response)
}

#[tokio::main]
async fn main() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let _ = stream.set_nodelay(true);
        tokio::spawn(async move {
            let mut builder = Builder::new(TokioExecutor::new());
            builder.http2().max_concurrent_streams(1000);
            let _ = builder.serve_connection(TokioIo::new(stream), service_fn(answer)).await;
        });
    }
}
