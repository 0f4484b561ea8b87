//! The sockets: HTTP/1.1 and HTTP/2 on one port, over TLS or without, and an emulator that runs beside its program.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as Socket};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use std::time::Duration;

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::fault::{Ending, Outgoing};
use super::{Certificate, Journal, Observer, RawRequest, State, World};
use crate::context::Clock;
use crate::text;

/// How an [`Emulator`] is started.
pub struct Options {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Whether it speaks TLS, with a certificate of its own.
    pub tls: bool,
    /// Its clock.
    pub clock: Clock,
    /// Told of every request.
    pub observer: Option<Observer>,
}

impl Default for Options {
    fn default() -> Self {
        Self { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), tls: false, clock: Clock::system(), observer: None }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Options").field("listen", &self.listen).field("tls", &self.tls).finish_non_exhaustive()
    }
}

/// A running emulator, on a thread of its own so that nothing its program does can stall it. Dropping it stops it.
#[derive(Debug)]
pub struct Emulator {
    url: String,
    journal: Arc<Journal>,
    certificate: Option<Certificate>,
    shutdown: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts one. `Err`: the address is taken or not ours.
    pub fn start(world: &World, options: Options) -> io::Result<Self> {
        let socket = Socket::bind(options.listen)?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let certificate = options.tls.then(|| Certificate::new(address.ip())).transpose()?;
        let state = State::new(world, options.clock, options.observer);
        let journal = Arc::clone(&state.journal);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(socket)?
        };
        let (shutdown, stopped) = oneshot::channel::<Infallible>();
        let tls = certificate.clone();
        let thread = std::thread::Builder::new().name("emulator".to_owned()).spawn(move || {
            runtime.block_on(serve(listener, state, tls, async {
                // The sender is only ever dropped.
                let _ = stopped.await;
            }));
        })?;
        let scheme = if certificate.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", reachable(address));
        Ok(Self { url, journal, certificate, shutdown: Some(shutdown), thread: Some(thread) })
    }

    /// Where it is reached: `http://127.0.0.1:41873`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What arrived so far.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The certificate of the authority behind its own, where it speaks TLS.
    #[must_use]
    pub fn ca_pem(&self) -> Option<&str> {
        self.certificate.as_ref().map(|certificate| certificate.ca_pem.as_str())
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        drop(self.shutdown.take());
        if let Some(thread) = self.thread.take() {
            // A panic on that thread has been reported by the panic hook already.
            let _ = thread.join();
        }
    }
}

/// An address that a client on this machine can ask: nobody can connect to 0.0.0.0 everywhere.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    address
}

/// Answers everything that connects until `shutdown` is done. Needs a tokio runtime.
pub async fn serve(
    listener: TcpListener,
    state: State,
    tls: Option<Certificate>,
    shutdown: impl Future<Output = ()> + Send,
) {
    let acceptor = tls.map(|certificate| certificate.acceptor());
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let stream = tokio::select! {
            () = &mut shutdown => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Out of file descriptors, most probably: some will be free in a moment.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let state = state.clone();
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            match acceptor {
                None => connection(stream, state).await,
                Some(acceptor) => {
                    if let Ok(stream) = handshake(&acceptor, stream).await {
                        connection(stream, state).await;
                    }
                }
            }
        });
    }
}

async fn handshake(
    acceptor: &tokio_rustls::TlsAcceptor,
    stream: TcpStream,
) -> io::Result<tokio_rustls::server::TlsStream<TcpStream>> {
    acceptor.accept(stream).await
}

async fn connection(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, state: State) {
    let service = service_fn(move |request| {
        let state = state.clone();
        async move { respond(request, &state).await }
    });
    // It fails when the client goes away or a fault cuts the connection; neither concerns anybody else.
    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
}

/// More than any vendor takes.
const LARGEST_REQUEST: usize = 4 << 20;

/// `Err` closes the connection without an answer.
async fn respond(request: Request<Incoming>, state: &State) -> io::Result<Response<Answer>> {
    let (head, body) = request.into_parts();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let mut raw = RawRequest {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        headers: head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        body: Vec::new(),
    };
    let outgoing = match Limited::new(body, LARGEST_REQUEST).collect().await {
        Ok(body) => {
            raw.body = body.to_bytes().to_vec();
            state.answer(&raw)
        }
        Err(error) if error.is::<LengthLimitError>() => {
            let limit = LARGEST_REQUEST;
            state.unreadable(&raw, text!("the body is larger than {limit} bytes", "请求体超过 {limit} 字节"))
        }
        Err(error) => return Err(io::Error::other(error)),
    };
    tokio::time::sleep(outgoing.delay).await;
    response(outgoing)
}

fn response(outgoing: Outgoing) -> io::Result<Response<Answer>> {
    let length = outgoing.body.len();
    let mut builder = Response::builder().status(outgoing.status).header(CONTENT_TYPE, outgoing.content_type);
    if let Some(seconds) = outgoing.retry_after {
        builder = builder.header(RETRY_AFTER, seconds);
    }
    for (name, value) in outgoing.headers {
        builder = builder.header(name, value);
    }
    let body = match outgoing.ending {
        Ending::Reset => return Err(io::ErrorKind::ConnectionReset.into()),
        Ending::Whole => Answer { part: Some(outgoing.body.into()), cut: None },
        Ending::CutOff => {
            let mut part = outgoing.body;
            part.truncate(length / 2);
            Answer { part: Some(part.into()), cut: Some(Box::pin(tokio::time::sleep(FLUSH))) }
        }
    };
    builder.header(CONTENT_LENGTH, length).body(body).map_err(io::Error::other)
}

/// How long the first half of an answer that is cut off has to get out before the connection is closed.
const FLUSH: Duration = Duration::from_millis(20);

/// The body of an answer: whole, or half of it and then an error, on which hyper closes the connection.
struct Answer {
    part: Option<Bytes>,
    cut: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(part) = self.part.take().filter(|part| !part.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(part))));
        }
        match &mut self.cut {
            None => Poll::Ready(None),
            Some(sleep) => sleep.as_mut().poll(cx).map(|()| Some(Err(io::ErrorKind::ConnectionReset.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.cut.is_none() && self.part.is_none()
    }
}
