//! `check -d NAME`: one phone, in the order in which a push travels. What is behind a broken link is not looked at.

use super::Args;
use super::project::{Looked, look};
use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::target::{Target, Wanted, hide, of_user, targets};
use pushctl::check;
use pushctl::config::Config;
use pushctl::context::Context;
use pushctl::outcome::{Class, Outcome, State, Verdict};
use pushctl::output::{Terminal, diagnostics, layout};
use pushctl::report::{Check, Finding, Findings, Severity};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{Addressee, VendorClient};

/// One link of the way.
struct Link {
    name: Text,
    verdict: Option<Verdict>,
    words: Text,
    outcome: Option<Outcome>,
}

impl Link {
    fn unknown(name: Text, words: Text) -> Self {
        Self { name, verdict: None, words, outcome: None }
    }

    fn asked(name: Text, words: Text, outcome: Outcome) -> Self {
        Self { name, verdict: Some(outcome.verdict()), words, outcome: Some(outcome) }
    }

    /// What a report makes of it, unless something is wrong with it.
    fn check(&self, vendor: &'static str) -> Option<Check> {
        match (&self.outcome, self.verdict) {
            (Some(outcome), Some(Verdict::Ok)) => Some(Check::accepted(outcome)),
            (Some(_), _) | (None, Some(Verdict::Problem)) => None,
            (None, Some(_)) => Some(Check::held(Some(vendor), self.name.get(text::Lang::En))),
            (None, _) => Some(Check::skipped(Some(vendor), self.name.get(text::Lang::En), self.words.clone())),
        }
    }
}

/// The app's own tree, as far as this phone's vendor needs it.
fn project(run: &Run, args: &Args, looked: Option<&Looked>, vendor: &str) -> Link {
    let name = Text::new("project", "工程");
    let Some(looked) = looked.filter(|looked| looked.heading.is_some()) else {
        let words = Text::new(
            "there is none here: `[app] project` or --project names it",
            "这里没有工程：用 `[app] project` 或 --project 指定",
        );
        return Link::unknown(name, words);
    };
    let errors = looked.of(vendor).map_or(0, |count| count.errors) + looked.general_errors();
    let (verdict, words) = match errors {
        0 => (
            Verdict::Ok,
            Text::new("manifest, Gradle files and ids are those of push.toml", "清单、gradle 与 push.toml 一致"),
        ),
        _ => {
            let check = run.again_about("gen-manifest --check", args.project.as_deref());
            (Verdict::Problem, text!("{errors} error(s): {check}", "{errors} 个错误：{check}"))
        }
    };
    Link { name, verdict: Some(verdict), words, outcome: None }
}

pub(super) fn run(run: &Run, args: &Args, config: &Config, name: &str) -> Result<Verdict, Stop> {
    let offline = args.offline;
    let found = targets(run, config, Wanted { devices: &[name.to_owned()], ..Wanted::default() })?;
    hide(run, &found);
    let Some(target) = found.into_iter().next() else { return Ok(Verdict::Ok) };
    let looked_at = check::offline(config, &[target.vendor], |vendor, findings| run.values(config, vendor, findings));
    let mut report = run.report();
    let is_its = |finding: &&Finding| finding.vendor == Some(target.vendor.key);
    report.findings = looked_at.findings.iter().filter(is_its).cloned().collect();
    let values_are_wrong = report.findings.has_errors();
    let looked = look(run, args.project.as_deref(), config, &looked_at)?;
    let mut links = vec![project(run, args, looked.as_ref(), target.vendor.key)];
    if is_broken(&links) {
        let of_project = looked.iter().flat_map(|looked| looked.findings.iter());
        let of_it = of_project.filter(|finding| finding.vendor.is_none() || is_its(finding)).cloned();
        report.findings.extend(of_it.collect::<Vec<_>>());
    } else if !offline && !values_are_wrong {
        let client = run.client_of(config, &target)?;
        let (context, _emulator) = run.context(Some(config))?;
        links.extend(run.wait_for(ask(&context, client.as_ref(), &target))?);
        if !is_broken(&links) {
            links.push(run.wait_for(user(run, &context, config, &target))?);
        }
    } else if offline {
        links.push(Link::unknown(
            Text::new("the rest", "其余"),
            Text::new("not asked: --offline", "没有询问：--offline"),
        ));
    }
    if !values_are_wrong && !is_broken(&links) {
        links.extend(what_nobody_can_ask(config, &target));
    }
    report.outcomes = links.iter().filter_map(|link| link.outcome.clone()).collect();
    report.checks = links.iter().filter_map(|link| link.check(target.vendor.key)).collect();
    run.finish(&report, |terminal| {
        show(terminal, &target, &links)?;
        let wrong: Vec<_> = report.findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
        if !wrong.is_empty() {
            terminal.line("")?;
            terminal.line(&diagnostics(wrong, terminal, terminal.color))?;
        }
        Ok(())
    })
}

fn is_broken(links: &[Link]) -> bool {
    links.iter().any(|link| link.verdict == Some(Verdict::Problem))
}

async fn ask(ctx: &Context, client: &dyn VendorClient, target: &Target) -> Vec<Link> {
    let vendor = &target.vendor.name;
    let signed_in = pushctl::check::credentials(ctx, client).await.with_target(target.shown());
    let accepted = signed_in.class == Class::Accepted;
    let (en, zh) = (vendor.get(text::Lang::En), vendor.get(text::Lang::Zh));
    let words = if accepted {
        Text::owned(format!("{en} takes them"), format!("{zh} 接受"))
    } else {
        signed_in.class.label()
    };
    let mut links = vec![Link::asked(Text::new("credentials", "密钥"), words, signed_in)];
    if accepted && target.vendor.addressee == Addressee::Token {
        links.push(token(ctx, client, target).await);
    }
    links
}

async fn token(ctx: &Context, client: &dyn VendorClient, target: &Target) -> Link {
    let name = Text::new("token", "token");
    let Some(query) = &target.vendor.capability.token_query else {
        return Link::unknown(
            name,
            Text::new("the vendor has no query that sends nothing", "厂商没有不发送就能查询的接口"),
        );
    };
    if query.probe.is_some() {
        let words = Text::new(
            "the vendor has no query that reaches no phone: pushctl status token -d NAME --probe",
            "厂商没有不触达手机的查询：pushctl status token -d 名字 --probe",
        );
        return Link::unknown(name, words);
    }
    let outcomes = client.token_status(ctx, std::slice::from_ref(&target.token)).await;
    let outcome = match outcomes {
        Ok(outcomes) => outcomes.into_iter().next(),
        Err(error) => Some(error.outcome()),
    };
    let Some(outcome) = outcome else { return Link::unknown(name, Text::new("no answer", "没有得到回答")) };
    let outcome = outcome.with_target(target.shown());
    let words = match (outcome.class, &query.caveat) {
        (Class::Accepted, _) if outcome.state == Some(State::Muted) => {
            Text::new("known, but notifications are switched off", "厂商认得，但通知被关闭")
        }
        (Class::Accepted, Some(caveat)) => {
            let (en, zh) = (caveat.get(text::Lang::En), caveat.get(text::Lang::Zh));
            Text::owned(format!("known and alive   ({en})"), format!("厂商认得，有效   （{zh}）"))
        }
        (Class::Accepted, None) => Text::new("known and alive", "厂商认得，有效"),
        (class, _) => class.label(),
    };
    Link::asked(name, words, outcome)
}

/// The user who is signed in on the phone, asked of the vendor that knows users.
async fn user(run: &Run, ctx: &Context, config: &Config, target: &Target) -> Link {
    let asked = match (target.token.is_user(), &target.user) {
        (true, _) => Some(target.token.as_str().to_owned()),
        (false, Some(user)) => Some(user.as_str().to_owned()),
        (false, None) => None,
    };
    let Some(user) = asked.and_then(|user| of_user(&user).ok()) else {
        let words = Text::new(
            "unknown: set `user` of the device, and pushctl asks IM about it",
            "不知道是谁：在设备里填 `user`，pushctl 就能去 IM 查询",
        );
        return Link::unknown(Text::new("IM user", "IM 用户"), words);
    };
    let shown = user.shown();
    let name = text!("IM user {shown}", "IM 用户 {shown}");
    let client = match run.client(config, user.vendor) {
        Ok(client) if config.has(user.vendor) => client,
        _ => {
            let key = user.vendor.key;
            let words = text!(
                "[{key}] does not say how to ask IM; logged out or kicked users get no push",
                "[{key}] 没有填完整，不能去 IM 查询；已退出或被踢下线的用户收不到"
            );
            return Link::unknown(name, words);
        }
    };
    let answer = client.user_status(ctx, std::slice::from_ref(&user.token)).await;
    let outcome = match answer {
        Ok(outcomes) => outcomes.into_iter().next(),
        Err(error) => Some(error.outcome()),
    };
    let Some(outcome) = outcome else { return Link::unknown(name, Text::new("no answer", "没有得到回答")) };
    let code = outcome.code.clone().unwrap_or_default();
    let words = match user.vendor.codes.find(outcome.scope, &code) {
        Some(entry) => {
            let (en, zh) = (entry.cause.get(text::Lang::En), entry.cause.get(text::Lang::Zh));
            Text::owned(format!("{code}: {en}"), format!("{code}：{zh}"))
        }
        None => answer::label(&outcome),
    };
    Link::asked(name, words, outcome.with_target(shown))
}

fn what_nobody_can_ask(config: &Config, target: &Target) -> Vec<Link> {
    let console = target.vendor.console;
    let certificate = config.values(target.vendor, &mut Findings::default()).text("buz_id");
    let certificate = match certificate.filter(|_| target.vendor.addressee == Addressee::Token) {
        Some(id) => {
            let id = id.as_str().trim().to_owned();
            text!(
                "only the console knows: IM console, offline push self-check (离线推送自查); it should be {id}",
                "只有控制台看得到：IM 控制台 → 离线推送自查，应当是 {id}"
            )
        }
        None => Text::new(
            "only the console knows: IM console, offline push self-check (离线推送自查)",
            "只有控制台看得到：IM 控制台 → 离线推送自查",
        ),
    };
    let phone = if target.vendor.capability.test_devices {
        text!(
            "notification switch, lock screen, background pop-ups; test devices: {console}",
            "通知总开关、锁屏通知、「后台弹出界面」权限；测试设备：{console}",
            console = console
        )
    } else {
        Text::new(
            "notification switch, lock screen, background pop-ups, silent mode",
            "通知总开关、锁屏通知、「后台弹出界面」权限、静音模式",
        )
    };
    vec![
        Link::unknown(Text::new("certificate id", "证书 ID"), certificate),
        Link::unknown(Text::new("phone", "手机"), phone),
    ]
}

fn show(terminal: &Terminal, target: &Target, links: &[Link]) -> Result<(), Stop> {
    let shown = target.shown();
    let text = text!(
        "{shown}: link by link; what is behind a broken one need not be looked at",
        "{shown}：逐段检查这条路，前一段不通时后面的不用看"
    );
    terminal.line(terminal.say(&text))?;
    let columns = links.iter().map(|link| layout::width(terminal.say(&link.name))).max().unwrap_or(0) + 2;
    for (at, link) in links.iter().enumerate() {
        let mark = link.verdict.map_or("?", answer::mark_plain);
        let label = format!("  {} {}{mark} ", at + 1, layout::pad(terminal.say(&link.name), columns));
        let text = layout::hang(&label, layout::width(&label), terminal.say(&link.words), terminal.width);
        terminal.line(&answer::paint_marks(terminal, &text))?;
        let Some(outcome) = &link.outcome else { continue };
        if outcome.class != Class::Accepted {
            terminal.line(&answer::details(terminal, outcome))?;
        } else if !outcome.facts.is_empty() {
            terminal.line(&answer::facts(terminal, outcome))?;
        }
    }
    Ok(())
}
