//! What no compiler checks of this repository: generated files are fresh, catalogues complete, layers kept apart.

mod architecture;
mod catalogues;
mod generated;
mod sources;
