//! The devices a command is about: from `-d`, `--token`, or the only one there is.

use super::exit::Stop;
use super::run::Run;
use pushctl::config::{self, Config, DeviceEntry, Given};
use pushctl::device::DeviceToken;
use pushctl::report::Findings;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{self, Addressee, Vendor};

/// pushctl is no mass sender.
const MOST: usize = 20;

/// One phone.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Its name in push.toml; absent for a raw token.
    pub(crate) name: Option<String>,
    /// Its vendor.
    pub(crate) vendor: &'static Vendor,
    /// Its device token, or its user.
    pub(crate) token: DeviceToken,
    /// The environment of its token, where it has one of its own.
    pub(crate) environment: Option<Given>,
    /// The IM user on it.
    pub(crate) user: Option<Given>,
}

impl Target {
    /// Its name, or the token as it may be shown.
    pub(crate) fn shown(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.token.masked())
    }

    /// Whether one client serves both phones.
    pub(crate) fn shares_client_with(&self, other: &Self) -> bool {
        let environment = |target: &Self| target.environment.as_ref().map(|given| given.as_str().to_owned());
        self.vendor.key == other.vendor.key && environment(self) == environment(other)
    }
}

/// Whom the command line names.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    /// Devices by name, or `all`.
    pub(crate) devices: &'a [String],
    /// Raw device tokens of one vendor.
    pub(crate) tokens: &'a [String],
    /// Users, whom a vendor is told that takes users.
    pub(crate) users: &'a [String],
}

/// The phones named, each at most once.
pub(crate) fn targets(run: &Run, config: &Config, wanted: Wanted<'_>) -> Result<Vec<Target>, Stop> {
    let Wanted { devices, tokens, users } = wanted;
    let mut targets = Vec::new();
    let known = config.devices(&mut Findings::default());
    for name in devices {
        if name == "all" {
            targets.extend(all(run, config, &known)?);
        } else {
            targets.push(named(config, &known, name)?);
        }
    }
    for token in tokens {
        targets.push(raw(run, config, token)?);
    }
    for user in users {
        targets.push(of_user(user)?);
    }
    if devices.is_empty() && tokens.is_empty() && users.is_empty() {
        targets = unnamed(run, config, &known)?;
    }
    let mut seen: Vec<(&str, DeviceToken)> = Vec::new();
    targets.retain(|target| {
        let key = (target.vendor.key, target.token.clone());
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    if targets.len() > MOST {
        let count = targets.len();
        let message = text!("{count} devices are too many: at most {MOST}", "{count} 台设备太多：最多 {MOST} 台");
        let hint =
            Text::new("pushctl is no mass sender; name the devices with -d", "pushctl 不做群发；请用 -d 指定设备");
        return Err(Stop::new(message, hint));
    }
    Ok(targets)
}

/// An address as this vendor is told it.
pub(crate) fn parse(vendor: &Vendor, address: &str) -> Option<DeviceToken> {
    match vendor.addressee {
        Addressee::Token => DeviceToken::parse(address),
        Addressee::User => DeviceToken::user(address),
    }
}

/// From now on the tokens of these phones are shown only in part.
pub(crate) fn hide(run: &Run, targets: &[Target]) {
    for target in targets.iter().filter(|target| !target.token.is_user()) {
        run.redactor.learn_token(target.token.as_str());
    }
}

/// The device of that name.
fn named(config: &Config, known: &[DeviceEntry], name: &str) -> Result<Target, Stop> {
    match known.iter().find(|device| device.name == name) {
        Some(device) => of_entry(config, device),
        None => {
            let message = text!("there is no device `{name}`", "没有设备 `{name}`");
            let nearest = config::nearest(name, known.iter().map(|device| device.name.as_str()));
            Err(Stop::new(message, nearest.map_or_else(|| names(known), config::did_you_mean)))
        }
    }
}

fn names(known: &[DeviceEntry]) -> Text {
    if known.is_empty() {
        return Text::new(
            "add [devices.NAME] with vendor and token to push.local.toml, or use --token",
            "在 push.local.toml 里加 [devices.名字]，写上 vendor 和 token，或用 --token",
        );
    }
    let names = known.iter().map(|device| device.name.as_str()).collect::<Vec<_>>().join(", ");
    text!("devices are: {names}", "现有的设备：{names}")
}

/// A device of push.toml. What is wrong with it is shown with its place.
fn of_entry(config: &Config, device: &DeviceEntry) -> Result<Target, Stop> {
    let name = &device.name;
    let Some(vendor) = device.vendor else { return Err(problems(config, name)) };
    let vendor = super::run::vendor(vendor)?;
    let Some(token) = device.address.as_ref().and_then(|address| parse(vendor, address.as_str())) else {
        return Err(problems(config, name));
    };
    Ok(Target {
        name: Some(name.clone()),
        vendor,
        token,
        environment: device.environment.clone(),
        user: device.user.clone(),
    })
}

/// Everything that is wrong with the devices; a device that merely names an unset variable gets its own words.
fn problems(config: &Config, name: &str) -> Stop {
    let mut findings = Findings::default();
    let _ = config.devices(&mut findings);
    if findings.is_empty() {
        let message = text!("[devices.{name}] has no token that can be used", "[devices.{name}] 没有可用的 token");
        return Stop::new(
            message,
            Text::new("set `token`, in one line and without blanks", "填写 `token`，写成一行，中间没有空白"),
        );
    }
    findings.into()
}

/// A token from the command line; it has to be clear whose it is.
fn raw(run: &Run, config: &Config, token: &str) -> Result<Target, Stop> {
    let vendors = run.vendors(config)?;
    let [vendor] = vendors.as_slice() else {
        let message = Text::new("a token belongs to exactly one vendor", "一个 token 只属于一个厂商");
        return Err(Stop::new(message, Text::new("name it: --vendor NAME", "请指明：--vendor 厂商")));
    };
    let token = parse(vendor, token).ok_or_else(|| {
        let message =
            Text::new("the token is empty or holds a blank or a line break", "token 是空的，或者里面有空白、换行");
        Stop::new(message, Text::new("copy it in one piece, in quotes", "完整复制成一段，并加引号"))
    })?;
    Ok(Target { name: None, vendor, token, environment: None, user: None })
}

/// A user, told to the vendor that takes users.
pub(crate) fn of_user(user: &str) -> Result<Target, Stop> {
    let vendor = vendors::VENDORS.iter().copied().find(|vendor| vendor.addressee == Addressee::User);
    match vendor.zip(DeviceToken::user(user)) {
        Some((vendor, token)) => Ok(Target { name: None, vendor, token, environment: None, user: None }),
        None => Err(Stop::new(
            Text::new("the user is empty or holds a line break", "用户是空的，或者里面有换行"),
            Text::new("write the user's id as IM knows it", "写 IM 里的用户 ID"),
        )),
    }
}

fn all(run: &Run, config: &Config, known: &[DeviceEntry]) -> Result<Vec<Target>, Stop> {
    let named = run.named_vendors()?;
    let wanted = |device: &&DeviceEntry| {
        let vendor = device.vendor.and_then(vendors::find);
        vendor.is_some_and(|vendor| named.is_empty() || named.iter().any(|other| other.key == vendor.key))
    };
    known.iter().filter(wanted).map(|device| of_entry(config, device)).collect()
}

/// Nobody was named: the devices of the vendors named, else the only device.
fn unnamed(run: &Run, config: &Config, known: &[DeviceEntry]) -> Result<Vec<Target>, Stop> {
    let targets = all(run, config, known)?;
    let by_vendor = !run.globals.vendor.is_empty();
    match targets.len() {
        0 => {
            let message = if by_vendor {
                Text::new("no device of this vendor in push.toml", "push.toml 里没有这个厂商的设备")
            } else {
                Text::new("no device in push.toml", "push.toml 里没有设备")
            };
            Err(Stop::new(message, names(&[])))
        }
        1 => Ok(targets),
        _ if by_vendor => Ok(targets),
        count => {
            let message = text!("which of the {count} devices?", "{count} 台设备中的哪一台？");
            Err(Stop::new(message, names(known)))
        }
    }
}
