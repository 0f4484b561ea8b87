//! Imports of every kind.
