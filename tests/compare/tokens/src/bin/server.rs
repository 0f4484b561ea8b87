//! Vendors' servers that answer fixed bytes: nothing is looked at but the path. `server CERTIFICATE KEY` prints where it
//! listens: HTTP/1.1 and HTTP/2 without TLS, then with it. A third argument is the port with TLS.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

const ACCESS: &str = r#"{"access_token":"bench-access-token-0123456789","expires_in":3600,"token_type":"Bearer"}"#;
const VIVO_ACCESS: &str = r#"{"result":0,"desc":"请求成功","authToken":"bench-access-token-0123456789"}"#;
const VIVO_CHECK: &str = r#"{"result":0,"desc":"请求成功","invalidUsers":[]}"#;
const HUAWEI_QUERY: &str =
    r#"{"code":"80000000","msg":"Success","requestId":"163299170300","aaId":"0c6f1d2e-1111-2222-3333-444444444444","topics":[]}"#;
const GOOGLE_SEND: &str = r#"{"name":"projects/acme-chat/messages/fake_message_id"}"#;

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path();
    let is_push = path.starts_with("/3/device/");
    let body = match path {
        "/message/auth" => VIVO_ACCESS,
        "/invalidUser/check" => VIVO_CHECK,
        "/oauth2/v3/token" | "/token" => ACCESS,
        path if path.ends_with("/token:query") => HUAWEI_QUERY,
        path if path.ends_with("/messages:send") => GOOGLE_SEND,
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

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http2().max_concurrent_streams(1000);
    let _ = builder.serve_connection(TokioIo::new(stream), service_fn(answer)).await;
}

async fn accept(listener: &TcpListener) -> TcpStream {
    let (stream, _) = listener.accept().await.expect("a connection");
    let _ = stream.set_nodelay(true);
    stream
}

fn acceptor(certificate: &str, key: &str) -> TlsAcceptor {
    let chain = CertificateDer::pem_file_iter(certificate).expect("a file").collect::<Result<_, _>>().expect("PEM");
    let key = PrivateKeyDer::from_pem_file(key).expect("a key");
    let builder = rustls::ServerConfig::builder().with_no_client_auth();
    let mut config = builder.with_single_cert(chain, key).expect("a certificate and its key");
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

#[tokio::main]
async fn main() {
    rustls::crypto::ring::default_provider().install_default().expect("cryptography");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [certificate, key, port @ ..] = arguments.as_slice() else { panic!("CERTIFICATE KEY [PORT]") };
    let acceptor = acceptor(certificate, key);
    let plain = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = port.first().map_or(0, |port| port.parse().expect("a port"));
    let sealed = TcpListener::bind(("127.0.0.1", port)).await.expect("a port");
    let port = |listener: &TcpListener| listener.local_addr().expect("an address").port();
    println!("http://localhost:{} https://localhost:{}", port(&plain), port(&sealed));
    tokio::spawn(async move {
        loop {
            tokio::spawn(serve(accept(&plain).await));
        }
    });
    loop {
        let stream = accept(&sealed).await;
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                serve(stream).await;
            }
        });
    }
}
