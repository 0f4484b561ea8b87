//! Finds the vendor a request is for, and lays the scenario's faults over its answer.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::fault::{self, Outgoing};
use super::journal::Entry;
use super::{EmulatedVendor, Fault, FaultKind, Journal, Observer, RawAnswer, RawRequest, World};
use crate::config;
use crate::context::Clock;
use crate::text;
use crate::text::Text;
use crate::vendors::{VENDORS, Vendor};

/// The emulated vendors and what they have seen so far. Clones share one state.
#[derive(Clone)]
pub struct State {
    vendors: Arc<Mutex<Vendors>>,
    /// Every request that arrived.
    pub journal: Arc<Journal>,
    clock: Clock,
}

struct Vendors {
    servers: Vec<(&'static Vendor, Box<dyn EmulatedVendor>)>,
    faults: Vec<Fault>,
}

impl State {
    /// All vendors, believing `world`.
    #[must_use]
    pub fn new(world: &World, clock: Clock, observer: Option<Observer>) -> Self {
        let servers = VENDORS.iter().map(|vendor| (*vendor, (vendor.emulator)(world))).collect();
        let vendors = Vendors { servers, faults: world.faults.clone() };
        Self { vendors: Arc::new(Mutex::new(vendors)), journal: Arc::new(Journal::new(world, observer)), clock }
    }

    /// Answers a request and enters it into the journal.
    pub(super) fn answer(&self, request: &RawRequest) -> Outgoing {
        let time = self.clock.millis();
        let (vendor, answer, fault) = self.lock(|vendors| vendors.answer(request, &self.clock));
        let outgoing = Outgoing::of(&answer);
        let outgoing = match &fault {
            Some(kind) => outgoing.spoilt(kind.clone()),
            None => outgoing,
        };
        let seen = RawAnswer { status: outgoing.status, ..answer };
        self.journal.add(Entry::new(time, request, vendor, &seen, fault.as_ref()));
        outgoing
    }

    /// Enters a request that could not be read to its end.
    pub(super) fn unreadable(&self, request: &RawRequest, remark: Text) -> Outgoing {
        let answer = RawAnswer::new(413, "text/plain; charset=utf-8", "request too large").remark(remark);
        self.journal.add(Entry::new(self.clock.millis(), request, None, &answer, None));
        Outgoing::of(&answer)
    }

    fn lock<T>(&self, look: impl FnOnce(&mut Vendors) -> T) -> T {
        look(&mut self.vendors.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("State").field("journal", &self.journal).finish_non_exhaustive()
    }
}

impl Vendors {
    fn answer(
        &mut self,
        request: &RawRequest,
        clock: &Clock,
    ) -> (Option<&'static Vendor>, RawAnswer, Option<FaultKind>) {
        let Some((vendor, server)) = self.servers.iter_mut().find(|(_, server)| server.takes(request)) else {
            return (None, self.nobody(request), None);
        };
        let fault = fault::take(&mut self.faults, vendor.key, request);
        let answer = match &fault {
            Some(kind) if !kind.reaches_vendor() => not_reached(kind),
            _ => server.answer(request, clock),
        };
        (Some(vendor), answer, fault)
    }

    fn nobody(&self, request: &RawRequest) -> RawAnswer {
        let answer = RawAnswer::new(404, "text/plain; charset=utf-8", "Not Found");
        if let Some(host) = request.authority() {
            return answer.remark(text!("no emulated vendor has the host {host}", "没有哪个模拟的厂商使用主机 {host}"));
        }
        // All paths of all vendors would fill the screen.
        let paths =
            || self.servers.iter().flat_map(|(vendor, server)| server.paths().iter().map(|path| (*path, *vendor)));
        let nearest = config::nearest(&request.path, paths().map(|(path, _)| path));
        answer.remark(match nearest.and_then(|nearest| paths().find(|(path, _)| *path == nearest)) {
            Some((path, vendor)) => {
                let key = vendor.key;
                text!(
                    "no vendor has this path; the nearest is {path} ({key})",
                    "没有厂商使用这个路径；最接近的是 {path}（{key}）"
                )
            }
            None => {
                let known = self.servers.iter().map(|(vendor, _)| vendor.key).collect::<Vec<_>>().join(", ");
                text!("no vendor has this path; emulated are: {known}", "没有厂商使用这个路径；模拟的厂商有：{known}")
            }
        })
    }
}

fn not_reached(kind: &FaultKind) -> RawAnswer {
    let name = kind.name();
    let remark =
        text!("the scenario's fault `{name}`: the vendor did not see it", "场景里的故障 `{name}`：请求没有到达厂商");
    RawAnswer { accepted: false, ..RawAnswer::new(200, "application/json; charset=utf-8", "").remark(remark) }
}
