//! A certificate before a server that asks for one and judges it, as APNs does: over TLS and HTTP/2.

use std::net::{Ipv4Addr, SocketAddr};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::*;

/// One entry per connection: the certificate that was shown and taken.
type Seen = Arc<Mutex<Vec<Option<Vec<u8>>>>>;

/// A server that takes the clients whose certificate is `trusted`.
struct Judge {
    address: SocketAddr,
    ca: Vec<u8>,
    seen: Seen,
}

impl Judge {
    async fn of(trusted: &[u8], version: &'static SupportedProtocolVersion) -> Self {
        let key = KeyPair::generate().expect("random numbers");
        let own =
            CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("a name").self_signed(&key).expect("made");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(trusted.to_vec())).expect("a certificate");
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .expect("a version")
            .with_client_cert_verifier(verifier.build().expect("a verifier"))
            .with_single_cert(
                vec![own.der().clone()],
                PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der())),
            )
            .expect("a certificate");
        // As APNs: nothing but HTTP/2.
        config.alpn_protocols = vec![b"h2".to_vec()];
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let judge = Self {
            address: listener.local_addr().expect("an address"),
            ca: own.pem().into_bytes(),
            seen: Seen::default(),
        };
        tokio::spawn(serve(listener, TlsAcceptor::from(Arc::new(config)), Arc::clone(&judge.seen)));
        judge
    }

    fn context(&self) -> Context {
        let endpoint = Endpoint::parse(&format!("https://{}", self.address)).expect("loopback");
        let endpoints = BTreeMap::from([("apple", endpoint)]);
        let settings = Settings { endpoints, ca: Some(self.ca.clone()), ..Settings::default() };
        Context::new(Http::new(settings, Redactor::default()), Clock::fixed(NOW), Redactor::default())
    }

    fn seen(&self) -> Vec<Option<Vec<u8>>> {
        self.seen.lock().expect("one writer").clone()
    }
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, seen: Seen) {
    while let Ok((stream, _)) = listener.accept().await {
        let accepted = acceptor.accept(stream).await;
        let shown = accepted.as_ref().ok().and_then(|stream| stream.get_ref().1.peer_certificates()?.first().cloned());
        seen.lock().expect("one writer").push(shown.map(|certificate| certificate.to_vec()));
        let Ok(stream) = accepted else { continue };
        tokio::spawn(async move {
            Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service_fn(answer)).await
        });
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
    assert!(!request.headers().contains_key("authorization"));
    let answer = Response::builder().header("apns-id", "EEC5B1B0-5F5B-4B5E-8A5A-7F3A4B1F3C11");
    let is_nobody = request.uri().path().ends_with(wire::NOBODY);
    let answer = if is_nobody {
        answer.status(400).body(Full::from(r#"{"reason":"BadDeviceToken"}"#))
    } else {
        answer.body(Full::default())
    };
    Ok(answer.expect("an answer"))
}

/// Credentials by certificate, and the DER of the certificate.
fn own() -> (Credentials, Vec<u8>) {
    let (der, key) = made(&UNIVERSAL);
    let certificate = Certificate::read(&p12(&der, &key, ""), "").expect("a certificate");
    let proof = Proof::Certificate(Box::new(certificate));
    (Credentials { proof, ..credentials(Environment::Sandbox) }, der)
}

const VERSIONS: [&SupportedProtocolVersion; 2] = [&rustls::version::TLS12, &rustls::version::TLS13];

#[test]
fn a_certificate_is_shown_in_the_handshake_and_one_connection_serves_all() {
    run(async {
        for version in VERSIONS {
            let (credentials, der) = own();
            let judge = Judge::of(&der, version).await;
            let (ctx, client) = (judge.context(), Client::new(credentials));
            let proven = client.authenticate(&ctx).await.expect("an answer");
            assert_eq!((proven.class, proven.code.as_deref()), (Class::Accepted, Some("BadDeviceToken")));
            let sent = client.send(&ctx, &message(), &phone()).await.expect("an answer");
            assert_eq!(sent.class, Class::Accepted, "{sent:?}");
            assert_eq!(judge.seen(), [Some(der)]);
        }
    });
}

/// With TLS 1.3 the refusal comes when the handshake is over for the client and the push may be on its way already.
#[test]
fn a_certificate_that_is_refused_is_told_from_a_broken_network_and_nothing_is_repeated() {
    run(async {
        for version in VERSIONS {
            let (trusted, _) = made(&Said { name: "Another authority", ..UNIVERSAL });
            let judge = Judge::of(&trusted, version).await;
            let (ctx, client) = (judge.context(), Client::new(own().0));
            let sent = client.send(&ctx, &message(), &phone()).await.expect("a refusal");
            assert_eq!((sent.class, sent.scope), (Class::Credentials, "tls"), "{version:?}: {sent:?}");
            assert_eq!(judge.seen(), [None], "{version:?}");
        }
    });
}
