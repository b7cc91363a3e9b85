//! Accessibility, checked by axe-core, which is fetched for the test run only.

use std::sync::OnceLock;
use std::{env, fs};

use serde_json::{Value, json};

use super::Page;
use super::element::SEMANTICS;

/// What finds fault with controls.
const CONTROLS: &str = include_str!("controls.js");

impl Page {
    /// What axe-core objects to on the page as it is now, a paragraph each; `None` when axe-core is
    /// not there (no npm, no network), which is said once.
    pub(crate) fn accessibility_violations(&self) -> Option<Vec<String>> {
        // Targets of 24 pixels or with room around them are no rule of axe-core's usual ones.
        self.violations("rules: { 'target-size': { enabled: true } }")
    }

    /// The same for what another colour scheme can change: contrasts.
    pub(crate) fn contrast_violations(&self) -> Option<Vec<String>> {
        self.violations("runOnly: ['color-contrast', 'link-in-text-block']")
    }

    fn violations(&self, which: &str) -> Option<Vec<String>> {
        let source = axe_source()?;
        if self.run("return !window.axe", &[]) == true {
            self.run(source, &[]);
        }
        let script = format!(
            "const result = await axe.run(document, {{ resultTypes: ['violations'], {which} }}); \
             return result.violations.map(v => ({{ id: v.id, help: v.help, impact: v.impact, \
             nodes: v.nodes.map(n => `${{n.target.join(' ')}}: ${{n.html.slice(0, 160)}}\\n    ` + \
             n.failureSummary.replace(/\\s*\\n\\s*/g, ' ')) }}))"
        );
        let violations = self.run_async(&script, &[]);
        let violations = violations.as_array().expect("axe answers with a list");
        Some(violations.iter().map(describe).collect())
    }

    /// What is wrong, for somebody with a keyboard, with the controls that can be reached now: role,
    /// name, a focus that shows, an order like that on the screen, and nothing cut off or covered.
    /// The last is asked of Chromium alone: Firefox scrolls to what has the keyboard only later.
    pub(crate) fn control_objections(&self) -> Vec<String> {
        let script = format!("{SEMANTICS} {CONTROLS}");
        let answer = self.run(&script, &[json!(self.bidi.is_none())]);
        assert!(answer[0].as_u64() > Some(0), "the page has no control at all");
        let found = answer[1].as_array().into_iter().flatten();
        found.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Fails if axe-core objects to anything; `place` names the screen in the message.
    pub(crate) fn assert_accessible(&self, place: &str) {
        let violations = self.accessibility_violations().unwrap_or_default();
        assert!(violations.is_empty(), "{place} is not accessible:\n{}", violations.join("\n"));
    }
}

fn describe(violation: &Value) -> String {
    let text = |key: &str| violation[key].as_str().unwrap_or_default();
    let heading = format!("{} ({}): {}", text("id"), text("impact"), text("help"));
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    let lines: Vec<&str> =
        [heading.as_str()].into_iter().chain(nodes.filter_map(Value::as_str)).collect();
    lines.join("\n  ")
}

fn axe_source() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    SOURCE.get_or_init(read_axe).as_deref()
}

fn read_axe() -> Option<String> {
    let path = env::var_os("CLAIMLIGHT_AXE").unwrap_or_default();
    let source = fs::read_to_string(&path).ok();
    if source.is_none() {
        #[expect(clippy::print_stderr, reason = "a skipped check must be seen")]
        {
            eprintln!(
                "notice: accessibility is not checked; axe-core is not at CLAIMLIGHT_AXE={}",
                path.display()
            );
        }
    }
    source
}
