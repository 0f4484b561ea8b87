//! Whole projects, looked at and patched through the library. What the program makes of them is in `cli`.

#![expect(clippy::expect_used, reason = "tests")]

mod fixture;
mod grammars;
mod meanwhile;
mod mistakes;
mod planted;
mod removal;
mod set_up;
