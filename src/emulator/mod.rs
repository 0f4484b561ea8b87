//! The vendors' servers on this machine. Not an Android emulator.
//!
//! Each vendor's side is written from the vendor's documents and decodes raw bytes: it shares no encoding code with
//! the client, else both would share one mistake.
//!
//! A request goes through four files: `serve` reads it off the socket, `route` finds the vendor it is for and lays a
//! fault over the answer, the vendor's own `emulator.rs` answers by what the `World` says, `journal` keeps what
//! happened. `scenario` is the file a user states the world in.

mod fault;
mod journal;
pub mod made_up;
mod raw;
pub(crate) mod read;
mod route;
mod scenario;
mod serve;
pub(crate) mod slips;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod tls;
mod world;

pub use fault::{Above, Fault, FaultKind};
pub use journal::{Entry, Journal, Observer, shown_path};
pub use raw::{EmulatedVendor, RawAnswer, RawRequest};
pub use route::State;
pub use scenario::{RULES, Scenario};
pub use serve::{Emulator, Options, serve};
pub use tls::Certificate;
pub(crate) use world::code_in;
pub use world::{Credential, KeyFile, TokenRule, TokenState, World};
