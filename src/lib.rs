//! Library and program to set up, verify and debug offline push of apps on Tencent Cloud IM.
//!
//! The program is `pushctl`; this is what it stands on, and what a backend may use by itself. Without default features
//! there is neither a command line nor a server in it.
//!
//! Data flows one way: push.toml -> [`config`] -> a vendor's credentials -> [`vendors`] -> [`outcome`] -> [`report`] ->
//! a renderer. A vendor is a folder under `vendors` that holds all that is particular to it; everything else walks
//! [`vendors::VENDORS`].
//!
//! A push to one phone, here to the emulator in place of vivo:
//!
#![cfg_attr(feature = "emulator", doc = "```")]
#![cfg_attr(not(feature = "emulator"), doc = "```ignore")]
//! use std::collections::BTreeMap;
//!
//! use pushctl::context::{Clock, Context};
//! use pushctl::device::DeviceToken;
//! use pushctl::emulator::{Emulator, Options, Scenario, World};
//! use pushctl::http::{Endpoint, Http, Settings};
//! use pushctl::message::Message;
//! use pushctl::outcome::Class;
//! use pushctl::secret::{Redactor, Secret};
//! use pushctl::vendors::{VendorClient, vivo};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! // Without files the emulator believes in the example values of the declared fields.
//! let emulator = Emulator::start(&World::from(None, Scenario::default()), Options::default()).unwrap();
//!
//! let client = vivo::Client::new(
//!     vivo::Credentials {
//!         app_id: 105_000_001,
//!         app_key: "0123456789abcdef0123456789abcdef".to_owned(),
//!         app_secret: Secret::new("11111111-2222-3333-4444-555555555555"),
//!     },
//!     Some("com.example.imdemo".to_owned()),
//! );
//! let redactor = Redactor::default();
//! let endpoints = BTreeMap::from([("vivo", Endpoint::parse(emulator.url()).unwrap())]);
//! let http = Http::new(Settings { endpoints, ..Settings::default() }, redactor.clone());
//! let ctx = Context::new(http, Clock::system(), redactor);
//!
//! let message = Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() };
//! let token = DeviceToken::parse("v2-EXAMPLE0000000000000000000000000000000000000000000001").unwrap();
//! let outcome = client.send(&ctx, &message, &token).await.unwrap();
//! assert_eq!(outcome.class, Class::Accepted);
//! # });
//! ```
//!
//! Where to read on: [`config`] for push.toml, [`vendors`] and [`vendors::vivo`] for a protocol, [`http`] for what is
//! retried and what is not, `emulator` for the other side.

pub mod check;
pub mod config;
pub mod context;
pub mod device;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod encoding;
pub mod explain;
#[cfg(feature = "cli")]
pub mod files;
pub mod git;
pub mod http;
#[cfg(feature = "cli")]
pub mod import;
pub mod jwt;
pub mod message;
pub mod outcome;
#[cfg(feature = "cli")]
pub mod output;
pub mod project;
pub mod report;
pub mod secret;
pub mod send;
pub mod text;
#[cfg(feature = "cli")]
pub mod tokens;
pub mod vendors;
