//! `check -d NAME`: one phone, in the order in which a push travels. What is behind a broken link is not looked at.

use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::target::{Target, hide, targets};
use pushctl::check;
use pushctl::config::Config;
use pushctl::context::Context;
use pushctl::outcome::{Class, Outcome, Verdict};
use pushctl::output::{Terminal, diagnostics, layout};
use pushctl::report::Severity;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::VendorClient;

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
}

pub(super) fn run(run: &Run, config: &Config, name: &str, offline: bool) -> Result<Verdict, Stop> {
    let found = targets(run, config, &[name.to_owned()], &[])?;
    hide(run, &found);
    let Some(target) = found.into_iter().next() else { return Ok(Verdict::Ok) };
    let looked_at = check::offline(config, &[target.vendor], |vendor, findings| run.values(config, vendor, findings));
    let mut report = run.report();
    report.findings =
        looked_at.findings.into_iter().filter(|finding| finding.vendor == Some(target.vendor.key)).collect();
    let values_are_wrong = report.findings.has_errors();
    let mut links = vec![Link::unknown(
        Text::new("project", "工程"),
        Text::new(
            "not verified by this version yet; its parts: pushctl gen-manifest",
            "当前版本还不检查；工程里要写什么：pushctl gen-manifest",
        ),
    )];
    if !offline && !values_are_wrong {
        let client = run.client_of(config, &target)?;
        let (context, _emulator) = run.context(Some(config))?;
        links.extend(run.wait_for(ask(&context, client.as_ref(), &target))?);
    }
    let broken = values_are_wrong || links.iter().any(|link| link.verdict == Some(Verdict::Problem));
    if !broken {
        links.extend(what_nobody_can_ask(&target));
    }
    report.outcomes = links.iter().filter_map(|link| link.outcome.clone()).collect();
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

async fn ask(ctx: &Context, client: &dyn VendorClient, target: &Target) -> Vec<Link> {
    let vendor = &target.vendor.name;
    let signed_in = pushctl::send::patiently(ctx, || client.authenticate(ctx)).await;
    let signed_in = signed_in.unwrap_or_else(|error| error.outcome()).with_target(target.shown());
    let accepted = signed_in.class == Class::Accepted;
    let (en, zh) = (vendor.get(text::Lang::En), vendor.get(text::Lang::Zh));
    let words = if accepted {
        Text::owned(format!("{en} takes them"), format!("{zh} 接受"))
    } else {
        signed_in.class.label()
    };
    let mut links = vec![Link::asked(Text::new("credentials", "密钥"), words, signed_in)];
    if accepted {
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
    let outcomes = client.token_status(ctx, std::slice::from_ref(&target.token)).await;
    let outcome = match outcomes {
        Ok(outcomes) => outcomes.into_iter().next(),
        Err(error) => Some(error.outcome()),
    };
    let Some(outcome) = outcome else { return Link::unknown(name, Text::new("no answer", "没有得到回答")) };
    let outcome = outcome.with_target(target.shown());
    let words = match (outcome.class, &query.caveat) {
        (Class::Accepted, Some(caveat)) => {
            let (en, zh) = (caveat.get(text::Lang::En), caveat.get(text::Lang::Zh));
            Text::owned(format!("known and alive   ({en})"), format!("厂商认得，有效   （{zh}）"))
        }
        (Class::Accepted, None) => Text::new("known and alive", "厂商认得，有效"),
        (class, _) => class.label(),
    };
    Link::asked(name, words, outcome)
}

fn what_nobody_can_ask(target: &Target) -> Vec<Link> {
    let console = target.vendor.console;
    vec![
        Link::unknown(
            Text::new("IM user", "IM 用户"),
            Text::new(
                "needs Tencent IM, which is not supported yet; logged out or kicked users get no push, neither do users in the foreground",
                "需要腾讯云 IM，当前版本还不支持；已退出或被踢下线的用户收不到，App 在前台时也没有推送",
            ),
        ),
        Link::unknown(
            Text::new("certificate id", "证书 ID"),
            Text::new(
                "only the console knows: IM console, offline push self-check (离线推送自查)",
                "只有控制台看得到：IM 控制台 → 离线推送自查",
            ),
        ),
        Link::unknown(
            Text::new("phone", "手机"),
            text!(
                "notification switch, lock screen, background pop-ups; test devices: {console}",
                "通知总开关、锁屏通知、「后台弹出界面」权限；测试设备：{console}",
                console = console
            ),
        ),
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
        if let Some(outcome) = link.outcome.as_ref().filter(|outcome| outcome.class != Class::Accepted) {
            terminal.line(&answer::details(terminal, outcome))?;
        }
    }
    Ok(())
}
