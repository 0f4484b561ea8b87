use super::fixture::{Fixture, shown};
#[test]
fn look_at_it() {
    let fixture = Fixture::laid(&["legacy/bare", "legacy/g1", "mistakes"]);
    let found = fixture.inspect(&fixture.model());
    for one in &found.findings { println!("{:?} {}", one.severity, shown(one)); }
    for (file, to) in [("02-missing-comma.gradle", "android/app/build.gradle"), ("03-dots.gradle", "android/app/build.gradle"), ("04-labelled-android.gradle", "android/app/build.gradle"), ("14-application-id.gradle","android/app/build.gradle"), ("09-comment-in-tag.xml", "android/app/src/main/AndroidManifest.xml"),("24-timpush-configs.json","android/app/src/main/assets/timpush-configs.json")] {
        let fixture = Fixture::set_up("legacy", if file.starts_with("24") { "g3" } else { "g1" });
        let text = std::fs::read(super::fixture::fixtures().join("mistakes/broken").join(file)).expect("x");
        fixture.write(to, &text);
        println!("== {file}");
        for one in &fixture.inspect(&fixture.model()).findings { println!("{:?} {}", one.severity, shown(one)); }
    }
    panic!();
}
