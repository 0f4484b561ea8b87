use super::*;
use crate::text::Lang;

fn parse(text: &str) -> (Arc<Source>, Result<Scenario, Findings>) {
    let source = Source::new("s.toml", "s.toml", text.to_owned());
    let environment = Environment::new(|name| (name == "SET").then(|| "from-environment".to_owned()));
    let result = Scenario::parse(&source, &environment);
    (source, result)
}

/// `line:column message` of every mistake.
fn mistakes(text: &str) -> Vec<String> {
    let (_, result) = parse(text);
    let findings = result.err().unwrap_or_default();
    let line = |finding: &Finding| {
        let (line, column) = finding.place.as_ref().expect("a place").line_column();
        assert!(!finding.message.get(Lang::Zh).is_empty());
        assert_eq!(finding.rule.id, "config/scenario");
        format!("{line}:{column} {}", finding.message.get(Lang::En))
    };
    findings.iter().map(line).collect()
}

#[test]
fn everything_a_scenario_can_state() {
    let (_, result) = parse(
        r#"
[credentials.vivo]
app_id = 105000042
app_secret = "${SET}"

[[token]]
vendor = "vivo"
token = "v2-A"
state = "dead"

[[token]]
vendor = "vivo"
pattern = "v2-*"
state = "not-test"

[quota]
vivo = 3

[[fault]]
vendor = "vivo"
path = "/message/*"
kind = "slow"
delay = "500ms"
times = 2

[[fault]]
vendor = "vivo"
kind = "rate-limit"
retry_after = 2

[[fault]]
vendor = "vivo"
kind = "html"
status = 200

[[fault]]
vendor = "vivo"
path = "/invalidUser/check"
kind = "answer"
body = '{"result":10072}'
above = 50
"#,
    );
    let scenario = result.expect("a right scenario");
    let world = crate::emulator::World::from(None, scenario);
    assert_eq!(world.credential("vivo", "app_id").expose(), "105000042");
    assert_eq!(world.credential("vivo", "app_secret").expose(), "from-environment");
    assert_eq!(world.credential("vivo", "app_key").expose(), "0123456789abcdef0123456789abcdef");
    assert_eq!(world.state("vivo", "v2-A"), Some(TokenState::Dead));
    assert_eq!(world.state("vivo", "v2-B"), Some(TokenState::NotTest));
    assert_eq!(world.state("vivo", "B"), None);
    assert_eq!(world.quota["vivo"], 3);
    let kinds: Vec<FaultKind> = world.faults.iter().map(|fault| fault.kind.clone()).collect();
    let answer = FaultKind::Answer(200, r#"{"result":10072}"#.into());
    assert_eq!(
        kinds,
        [FaultKind::Slow(Duration::from_millis(500)), FaultKind::RateLimit(2), FaultKind::Html(200), answer]
    );
    let above: Vec<bool> = world.faults.iter().map(|fault| fault.above.is_some()).collect();
    assert_eq!(above, [false, false, false, true]);
    assert_eq!((world.faults[0].left, world.faults[1].left), (Some(2), None));
}

#[test]
fn all_mistakes_at_once_each_with_its_place() {
    let text = r#"
top = 1
[credentials.vivoo]
app_id = "1"
[credentials.vivo]
app_idd = "1"
app_key = true
app_secret = "${UNSET}"
[[token]]
vendor = "vivo"
state = "ded"
[[token]]
token = "a"
pattern = "b"
state = "ok"
[quota]
vivo = -1
nokia = 1
[[fault]]
vendor = "vivo"
kind = "reset"
delay = "3s"
times = 0
[[fault]]
vendor = "vivo"
kind = "slow"
delay = "3 parsecs"
[[fault]]
vendor = "vivo"
[[fault]]
vendor = "vivo"
kind = "answer"
above = -1
"#;
    assert_eq!(
        mistakes(text),
        [
            "2:1 the scenario has no key `top`",
            "3:14 there is no vendor `vivoo`",
            "6:1 [credentials] has no key `app_idd`",
            "7:11 `app_key` should be text in quotes",
            "8:14 ${UNSET} is not set",
            "9:1 [[token]] wants either token or pattern",
            "11:9 `ded` is none of: ok, not-test, unregistered, dead, foreign, muted",
            "12:1 [[token]] lacks `vendor`",
            "12:1 [[token]] wants either token or pattern",
            "17:8 `vivo` should be a whole number from 0 to 4294967295",
            "18:1 there is no vendor `nokia`",
            "22:1 kind = \"reset\" takes no `delay`",
            "23:9 `times` should be a whole number from 1 to 4294967295",
            "27:9 delay is such as \"3s\", \"500ms\", \"2m\"",
            "28:1 [[fault]] lacks `kind`",
            "30:1 [[fault]] lacks `body`",
            "33:9 `above` should be a whole number from 0 to 1000000",
        ]
    );
}

#[test]
fn a_wrong_shape_is_no_panic() {
    for text in [
        "credentials = 1",
        "credentials.vivo = 1",
        "token = 1",
        "token = [1]",
        "[token]",
        "quota = 1",
        "quota = []",
        "fault = \"x\"",
        "[[fault]]\nvendor = 1\nkind = 2\ntimes = 1.5",
        "[[fault]]\nvendor = \"vivo\"\nkind = \"status\"\nstatus = 99",
        "[[fault]]\nvendor = \"vivo\"\nkind = \"slow\"\ndelay = 1e400",
        "[[token]]\nvendor = \"\"\ntoken = \"\"\nstate = \"\"",
        "[",
        "a = ",
        "\u{feff}x = 1",
        "[credentials.vivo]\napp_id = \"${\"",
    ] {
        assert!(!mistakes(text).is_empty(), "{text}");
    }
}

#[test]
fn no_secret_of_a_broken_file_is_shown() {
    for text in [
        "[credentials.vivo]\napp_secret = \"s3cret-value-1\"\napp_idd = \"s3cret-value-2\"\n",
        "[credentials.vivo]\napp_secret = \"s3cret-value-1\nx\n",
        "[[token]]\nvendor = \"vivo\"\ntoken = \"s3cret-value-1\"\nstate = \"x\"\ntokn = \"s3cret-value-2\"\n",
    ] {
        let (source, result) = parse(text);
        assert!(result.is_err());
        assert!(!source.masked().contains("s3cret"), "{}", source.masked());
    }
}

#[test]
fn a_file_that_is_not_there_is_a_finding() {
    let environment = Environment::new(|_| None);
    let findings = Scenario::load(Path::new("nowhere.toml"), Path::new("/nonexistent"), &environment).unwrap_err();
    assert_eq!(findings.iter().count(), 1);
}
