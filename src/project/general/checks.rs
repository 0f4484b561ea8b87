//! The general rules that are code: each with the generations and the kind of file that it is about.

use super::{android, dart, rules};
use crate::project::look::Look;
use crate::project::model::Model;
use crate::project::{Generation, Kind};
use crate::report::Rule;

/// A rule on the project as a whole.
pub struct Check {
    /// The rule.
    pub rule: &'static Rule,
    /// The generations it is about.
    pub generations: &'static [Generation],
    /// The kind of file.
    pub kind: Kind,
    /// Looks at a project. Nothing at all: there is nothing to look at.
    pub look: fn(&Model) -> Vec<Look>,
}

const ALL: &[Generation] = Generation::ALL;
const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];

const fn check(
    rule: &'static Rule,
    generations: &'static [Generation],
    kind: Kind,
    look: fn(&Model) -> Vec<Look>,
) -> Check {
    Check { rule, generations, kind, look }
}

/// Every one of them, in the order in which a person mends things.
pub static CHECKS: &[Check] = &[
    check(&rules::GRADLE_SYNTAX, ALL, Kind::Gradle, android::gradle_syntax),
    check(&rules::GRADLE_TWICE, ALL, Kind::Gradle, android::gradle_twice),
    check(&rules::MISPLACED_BLOCK, ALL, Kind::Gradle, android::misplaced_block),
    check(&rules::APPLICATION_ID, ALL, Kind::Gradle, android::application_id),
    check(&rules::NAMESPACE, ALL, Kind::Gradle, android::namespace),
    check(&rules::REPO_HTTPS, ALL, Kind::Gradle, android::repo_https),
    check(&rules::JCENTER, ALL, Kind::Gradle, android::jcenter),
    check(&rules::REPOS_FAIL_MODE, ALL, Kind::Settings, android::repos_fail_mode),
    check(&rules::AGP_VERSION_TWICE, ALL, Kind::Gradle, android::agp_version_twice),
    check(&rules::PLACEHOLDERS_ASSIGN, ALL, Kind::Gradle, android::placeholders_assign),
    check(&rules::KEYSTORE_SECRET, ALL, Kind::Gradle, android::keystore_secret),
    check(&rules::MIN_SDK, ALL, Kind::Gradle, android::min_sdk),
    check(&rules::AGP8_CLASSIC, CLASSIC, Kind::Gradle, android::agp8_classic),
    check(&rules::TIMPUSH_VERSION, TIM_PUSH, Kind::Gradle, android::timpush_version),
    check(&rules::EXPORTED, ALL, Kind::Manifest, android::exported),
    check(&rules::UNKNOWN_PLACEHOLDER, ALL, Kind::Manifest, android::unknown_placeholder),
    check(&rules::CLEARTEXT, ALL, Kind::Manifest, android::cleartext),
    check(&rules::PLUGIN_OBJECT, &[Generation::Classic], Kind::Dart, dart::plugin_object),
    check(&rules::INIT_EARLY, CLASSIC, Kind::Dart, dart::init_early),
    check(&rules::GUIDE_CODE, ALL, Kind::Dart, dart::guide_code),
    check(&rules::ONLINE_REMOVED, CLASSIC, Kind::Dart, dart::removed),
    check(&rules::ONLINE_ICON, CLASSIC, Kind::Manifest, dart::icon),
    check(&rules::ONLINE_LOCK_SCREEN, CLASSIC, Kind::Manifest, dart::lock_screen),
    check(&rules::ONLINE_DELEGATE, CLASSIC, Kind::Delegate, dart::delegate),
    check(&rules::DISCONTINUED, CLASSIC, Kind::Dart, android::discontinued),
];
