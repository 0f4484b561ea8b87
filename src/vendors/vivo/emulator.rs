//! vivo's server.

use crate::context::Clock;
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::text::Text;

struct Vivo;

pub(super) fn emulator(_world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Vivo)
}

impl EmulatedVendor for Vivo {
    fn takes(&self, _request: &RawRequest) -> bool {
        false
    }

    fn answer(&mut self, _request: &RawRequest, _clock: &Clock) -> RawAnswer {
        RawAnswer {
            status: 404,
            content_type: "text/plain",
            body: String::new(),
            accepted: false,
            code: None,
            remark: Text::new("", ""),
            target: None,
        }
    }
}
