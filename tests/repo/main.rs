//! What no compiler checks of this repository: generated files are fresh, catalogues complete, layers kept apart.

mod architecture;
mod catalogues;
mod distribution;
mod generated;
mod licences;
mod sources;
