//! One list of promises, kept by every vendor in `VENDORS`: the client against the emulator, over real sockets.

mod bench;
mod promises;
