//! Names of hosts: as many connections as are opened at once ask for theirs once.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared, WeakShared};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// What the system answered.
type Found = Result<Vec<SocketAddr>, Arc<io::Error>>;

/// Asks the system for a host's addresses, on a thread of its own as the system wants it. Nothing is kept: for how long an
/// answer holds the system does not say.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    under_way: Mutex<HashMap<String, WeakShared<BoxFuture<'static, Found>>>>,
}

impl Lookup {
    fn join(&self, host: &str) -> Shared<BoxFuture<'static, Found>> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lookup) = under_way.get(host).and_then(WeakShared::upgrade).filter(|lookup| lookup.peek().is_none())
        {
            return lookup;
        }
        let lookup = ask(host.to_owned()).boxed().shared();
        if let Some(weak) = lookup.downgrade() {
            under_way.insert(host.to_owned(), weak);
        }
        lookup
    }
}

async fn ask(host: String) -> Found {
    // Whoever connects knows the port.
    Ok(tokio::net::lookup_host((host, 0)).await?.collect())
}

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = self.join(name.as_str());
        Box::pin(async move {
            let addresses = lookup.await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_ask_at_the_same_time_share_an_answer_and_nobody_else() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let lookup = Lookup::default();
        let [one, other, later] = runtime.block_on(async {
            let (one, other) = (lookup.join("localhost"), lookup.join("localhost"));
            let same = one.ptr_eq(&other);
            assert!(same && !one.ptr_eq(&lookup.join("127.0.0.1")));
            let found = one.clone().await;
            let later = lookup.join("localhost");
            assert!(!later.ptr_eq(&one), "what was answered is asked again");
            [found, other.await, later.await]
        });
        assert!(one.as_ref().is_ok_and(|addresses| addresses.iter().any(|address| address.ip().is_loopback())));
        assert_eq!((one.ok(), later.is_ok()), (other.ok(), true));
    }
}
