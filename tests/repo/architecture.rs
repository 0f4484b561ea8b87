//! Who may know whom.

use super::sources::{refuse, sources};

fn is_emulated_vendor(path: &str) -> bool {
    path.starts_with("src/vendors/") && (path.ends_with("/emulator.rs") || path.contains("/emulator/"))
}

#[test]
fn an_emulated_vendor_shares_no_mistake_with_the_client() {
    refuse(
        &sources(is_emulated_vendor),
        &["wire", "sign::", "section::", "client::", "super::client"],
        "the vendor's server is written from its documents, not from our client",
    );
}

#[test]
fn http_is_the_only_network() {
    refuse(
        &sources(|path| !path.starts_with("src/http/")),
        &["reqwest"],
        "requests go through http::Http, which knows timeouts, proxies, redirection and redaction",
    );
}

#[test]
fn commands_know_no_vendor() {
    let names: Vec<String> = pushctl::vendors::names()
        .flat_map(|name| [format!("\"{name}\""), format!("{name}::"), format!("::{name};")])
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    refuse(
        &sources(|path| path.starts_with("src/cli/")),
        &names,
        "commands walk VENDORS: a ninth vendor is one new folder and one line",
    );
}

#[test]
fn vendors_do_not_print() {
    refuse(
        &sources(|path| path.starts_with("src/vendors/")),
        &["print!", "println!", "dbg!", "Terminal", "io::stdout", "io::stderr"],
        "a vendor returns outcomes and findings; cli prints",
    );
}

/// Every vendor has a call that reaches all phones or all users of an app; pushctl must not be able to make it.
#[test]
fn nobody_can_be_pushed_to_everybody() {
    refuse(
        &sources(|path| path.starts_with("src/")),
        &[
            "all_member_push",
            "openim/im_push",
            "im_push\"",
            "message/all",
            "pushAll",
            "broadcast",
            "pushToApp",
            "pushTask",
        ],
        "a slip of the keyboard must not reach more than the phones that were named",
    );
}
