//! Holds the code base to the rules no lint knows. Each rule is a function from text to findings, so
//! that each is tried on a bad example too; a finding says where, what and what to do.

mod crates;
mod layers;
mod rules;
mod source;
mod style;

use source::{Source, read, root, sources};

/// Panics with all findings at once, a line each.
fn assert_tidy(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

fn check(files: &[Source], rule: impl Fn(&Source) -> Vec<String>) {
    assert!(!files.is_empty(), "a rule that reads no file holds nothing");
    assert_tidy(&files.iter().flat_map(rule).collect::<Vec<_>>());
}

fn rust(folder: &str) -> Vec<Source> {
    sources(&[folder], &["rs"])
}

/// Everything a person of the project writes.
fn everything() -> Vec<Source> {
    let mut files = sources(
        &[
            "src",
            "tests",
            "style",
            "public",
            "tools",
            "bench",
            "fuzz/src",
            "fuzz/fuzz_targets",
            ".ci",
            ".cargo",
        ],
        &["rs", "css", "js", "html", "json", "md", "svg", "sh", "env", "toml", "run", "csv"],
    );
    files.extend(source::files_at_root());
    files
}

#[test]
fn modules_use_only_the_layers_below_them() {
    check(&rust("src"), layers::forbidden_uses);
}

#[test]
fn no_module_is_named_mod_rs() {
    check(&[rust("src"), rust("tests")].concat(), rules::mod_files);
}

#[test]
fn files_stay_short_enough_to_read() {
    check(&rust("src"), rules::long_files);
}

#[test]
fn nothing_is_left_unfinished() {
    check(&everything(), rules::unfinished);
}

#[test]
fn no_file_names_a_machine() {
    check(&everything(), rules::machine_names);
}

#[test]
fn imported_text_never_becomes_html() {
    check(&rust("src"), rules::html_from_text);
}

#[test]
fn styles_are_set_as_the_policy_allows() {
    check(&rust("src/web"), rules::style_attributes);
}

#[test]
fn lists_are_sorted_by_the_one_compiled_sort() {
    check(&rust("src"), rules::sorts_of_their_own);
}

#[test]
fn the_app_asks_no_server() {
    check(&rust("src"), rules::requests);
}

#[test]
fn every_style_rule_is_in_a_known_layer() {
    let layers = style::layers(&read("style/layers.css"));
    assert!(!layers.is_empty(), "style/layers.css names no layer");
    check(&sources(&["style"], &["css"]), |file| style::outside_layers(file, &layers));
}

#[test]
fn every_style_file_is_linked_and_the_layers_come_first() {
    assert_tidy(&style::unlinked(&read("index.html"), &sources(&["style"], &["css"])));
}

#[test]
fn tool_and_crate_of_wasm_bindgen_are_one_version() {
    assert_tidy(&rules::bindgen_versions(&read("tools/versions.env"), &read("Cargo.lock")));
}

#[test]
fn every_crate_comes_from_the_registry_under_a_licence_that_asks_for_little() {
    let allowed = crates::allowed(&read("deny.toml"));
    let packages = crates::packages("Cargo.toml");
    assert!(packages.len() > 100, "Cargo names only {} crates", packages.len());
    assert_tidy(&crates::strange(&packages, &allowed));
}

#[test]
fn trunk_takes_no_version_from_elsewhere() {
    assert_tidy(&rules::repeated_versions(&read("Trunk.toml")));
}

#[test]
fn the_page_forbids_what_it_does_not_need() {
    assert_tidy(&rules::loose_policy(&read("index.html")));
}

#[test]
fn every_rust_file_below_tests_belongs_to_a_test() {
    // A stray file compiles nowhere and so proves nothing.
    let native: &[&str] = &["tests/it/main.rs"];
    let browser: &[&str] = &["tests/e2e/main.rs", "tests/e2e/bench.rs"];
    for (roots, folder) in [(native, "tests/it"), (browser, "tests/e2e")] {
        assert_tidy(&rules::orphans(roots, folder, &rust(folder)));
    }
    assert!(root().join("tests/web.rs").is_file());
}
