//! The rules about files, words and versions.

use std::collections::BTreeSet;

use super::source::Source;

/// Lines a pure module may have before its tests.
const PURE_LIMIT: usize = 500;
/// Lines a file of components may have before its tests.
const WEB_LIMIT: usize = 300;

pub(super) fn mod_files(file: &Source) -> Vec<String> {
    let is_one = file.path.ends_with("/mod.rs");
    let advice = "name the file after the module and put it beside the module's folder";
    is_one.then(|| format!("{}: {advice}", file.path)).into_iter().collect()
}

pub(super) fn long_files(file: &Source) -> Vec<String> {
    let limit = if file.path.starts_with("src/web/ui") { WEB_LIMIT } else { PURE_LIMIT };
    let lines = file.without_tests().lines().count();
    let finding = || {
        format!(
            "{}: {lines} lines without its tests, and {limit} are the most; split it by what its \
             parts are about",
            file.path
        )
    };
    (lines > limit).then(finding).into_iter().collect()
}

// The forbidden words are put together from halves, so that this file may be read by its own rules.

pub(super) fn unfinished(file: &Source) -> Vec<String> {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("db", "g!("),
    ];
    containing(file, &words, "finish it now or leave it out")
}

pub(super) fn machine_names(file: &Source) -> Vec<String> {
    let words = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("C:\\Us", "ers"),
        concat!("artif", "actory"),
        concat!("index.cra", "tes.io"),
        concat!("static.cra", "tes.io"),
        concat!("registry.n", "pmjs"),
    ];
    containing(file, &words, "a path or host of one machine means nothing on another")
}

pub(super) fn html_from_text(file: &Source) -> Vec<String> {
    let words = [
        "inner_html",
        "outer_html",
        "innerHTML",
        "outerHTML",
        "insert_adjacent_html",
        "insertAdjacentHTML",
        "document.write",
        "create_contextual_fragment",
        "set_html_unsafe",
    ];
    containing(file, &words, "imported text is only ever a text node")
}

/// Finds styles set by attribute; the page's policy refuses them, and the browser shows the element
/// without them.
pub(super) fn style_attributes(file: &Source) -> Vec<String> {
    let words = ["style=move", "style=format", "style=\"", "attribute(\"style\""];
    let advice =
        "the page's policy refuses style attributes; use `style:name=` or `page::set_style`";
    containing(file, &words, advice)
}

pub(super) fn requests(file: &Source) -> Vec<String> {
    let words =
        ["localhost", "127.0.0.1", "fetch_with", "XmlHttpRequest", "WebSocket", "EventSource"];
    if file.path == MAY_ASK {
        return Vec::new();
    }
    containing(file, &words, "once loaded the app makes no request at all")
}

/// The file that reads what is published beside the page.
const MAY_ASK: &str = "src/web/dom/own_file.rs";

/// Files whose sorts are the one compiled sort, or are compiled for tests only.
const MAY_SORT: [&str; 4] =
    ["src/text/order.rs", "src/edit/random.rs", "src/merge/laws.rs", "src/model/arbitrary.rs"];

/// Finds sorts that the compiler makes for one type; where the type collected into is inferred it
/// finds none.
pub(super) fn sorts_of_their_own(file: &Source) -> Vec<String> {
    if MAY_SORT.contains(&file.path.as_str()) {
        return Vec::new();
    }
    let words = ["collect::<BTree", "BTreeMap::from(", "BTreeSet::from(", ".sort_by", ".sort_un"];
    let advice = "this brings kilobytes of sorting for one type; use `text::order`";
    let code = Source { path: file.path.clone(), text: file.without_tests().to_owned() };
    let mut findings = containing(&code, &words, advice);
    for statement in code.text.split(';').filter(|code| code.ends_with(".collect()")) {
        let binding = statement.rsplit_once("let ").map_or("", |(_, binding)| binding);
        if let Some((name, of)) = binding.split_once(": BTree")
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_'))
        {
            let kind = of.lines().next().unwrap_or_default();
            findings.push(format!("{}: `{name}: BTree{kind}`: {advice}", file.path));
        }
    }
    findings
}

fn containing(file: &Source, words: &[&str], advice: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        for word in words.iter().filter(|word| line.contains(**word)) {
            findings.push(format!("{}:{number}: `{word}`: {advice}", file.path));
        }
    }
    findings
}

pub(super) fn bindgen_versions(versions: &str, lock: &str) -> Vec<String> {
    let tool = versions.lines().find_map(|line| line.strip_prefix("WASM_BINDGEN_VERSION="));
    let in_lock = lock
        .split("[[package]]")
        .find(|package| package.contains("\nname = \"wasm-bindgen\"\n"))
        .and_then(|package| package.lines().find_map(|line| line.strip_prefix("version = ")))
        .map(|version| version.trim_matches('"'));
    let finding = || {
        format!(
            "tools/versions.env: WASM_BINDGEN_VERSION is {}, and Cargo.lock has wasm-bindgen {}; \
             the tool and the crate must be one version, so change one to the other",
            tool.unwrap_or("missing"),
            in_lock.unwrap_or("not at all")
        )
    };
    (tool.is_none() || tool != in_lock).then(finding).into_iter().collect()
}

pub(super) fn repeated_versions(trunk: &str) -> Vec<String> {
    let lines = trunk.lines().enumerate();
    let repeated = lines.filter(|(_, line)| line.trim_start().starts_with("wasm_bindgen"));
    let advice = "the version is kept in tools/versions.env and nowhere else";
    repeated.map(|(index, _)| format!("Trunk.toml:{}: {advice}", index + 1)).collect()
}

pub(super) fn loose_policy(page: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for needed in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval';",
        "style-src 'self';",
        "img-src 'self';",
        "connect-src 'self';",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        if !page.contains(needed) {
            findings.push(format!("index.html: the content security policy lacks `{needed}`"));
        }
    }
    // An inline script would be refused, and one with a source elsewhere too.
    for (index, line) in page.lines().enumerate() {
        for loose in ["'unsafe-inline'", "'unsafe-eval'", "https:", "data:", "blob:"] {
            if line.contains(loose) {
                findings.push(format!("index.html:{}: `{loose}` is not needed", index + 1));
            }
        }
        let own = line.trim().starts_with("<script data-trunk ") && line.contains(" src=\"public/");
        if line.contains("<script") && !own {
            findings.push(format!("index.html:{}: no script but the app's own", index + 1));
        }
    }
    findings
}

/// Files below a test's folder that no `mod` line reaches from any of its roots.
pub(super) fn orphans(roots: &[&str], folder: &str, files: &[Source]) -> Vec<String> {
    let mut reached: BTreeSet<String> = roots.iter().map(|root| (*root).to_owned()).collect();
    let mut waiting: Vec<(String, String)> =
        roots.iter().map(|root| ((*root).to_owned(), folder.to_owned())).collect();
    while let Some((path, below)) = waiting.pop() {
        let Some(file) = files.iter().find(|file| file.path == path) else { continue };
        for (_, line) in file.lines() {
            let declared = line.trim_start_matches("pub(crate) ").strip_prefix("mod ");
            if let Some(name) = declared.and_then(|rest| rest.strip_suffix(';')) {
                let inner = format!("{below}/{name}");
                reached.insert(format!("{inner}.rs"));
                waiting.push((format!("{inner}.rs"), inner));
            }
        }
    }
    let orphans = files.iter().filter(|file| !reached.contains(&file.path));
    orphans
        .map(|file| format!("{}: no `mod` line reaches it from {}", file.path, roots.join(", ")))
        .collect()
}

mod tests {
    use super::*;

    fn file(path: &str, text: impl Into<String>) -> Source {
        Source { path: path.to_owned(), text: text.into() }
    }

    #[test]
    fn a_mod_file_is_found() {
        assert_eq!(mod_files(&file("src/text/mod.rs", "")).len(), 1);
        assert_eq!(mod_files(&file("src/text.rs", "")).len(), 0);
    }

    #[test]
    fn a_long_file_is_found_and_its_tests_do_not_count() {
        let long = |lines: usize| "x\n".repeat(lines);
        assert_eq!(long_files(&file("src/text.rs", long(501))).len(), 1);
        assert_eq!(long_files(&file("src/text.rs", long(500))).len(), 0);
        assert_eq!(long_files(&file("src/web/ui/card.rs", long(301))).len(), 1);
        let tests = format!("{}\n#[cfg(test)]\nmod tests {{\n{}}}", long(400), long(400));
        assert_eq!(long_files(&file("src/text.rs", tests)).len(), 0);
        let native = "#[cfg(test)]\n#[cfg(not(target_arch = \"wasm32\"))]\nmod tests {\n";
        let tests = format!("{}\n{native}{}}}", long(400), long(400));
        assert_eq!(long_files(&file("src/text.rs", tests)).len(), 0);
        let helper = format!("\n#[cfg(test)]\nmod random;\n{}", long(501));
        assert_eq!(long_files(&file("src/text.rs", helper)).len(), 1);
    }

    #[test]
    fn forbidden_words_are_found_with_their_line() {
        let text = concat!("fine\n// TO", "DO: later\n");
        let found = unfinished(&file("src/a.rs", text));
        assert!(found[0].starts_with("src/a.rs:2: "), "{found:?}");
        assert_eq!(machine_names(&file("a", concat!("see /ho", "me/ada/x"))).len(), 1);
        assert_eq!(html_from_text(&file("a", "view! { <p inner_html=x/> }")).len(), 1);
        assert_eq!(requests(&file("a", "fetch(\"http://localhost:1\")")).len(), 1);
        assert_eq!(requests(&file("a", "fn fetched() {}")).len(), 0);
        assert_eq!(requests(&file(MAY_ASK, "fetch_with_str(path)")).len(), 0);
        assert_eq!(style_attributes(&file("a", "<p style=move || x()>")).len(), 1);
        assert_eq!(style_attributes(&file("a", "<p style:top=move || x()>")).len(), 0);
    }

    #[test]
    fn a_sort_for_one_type_is_found() {
        let found = |text: &str| sorts_of_their_own(&file("src/a.rs", text)).len();
        assert_eq!(found("list.sort_by_key(|one| one.id);"), 1);
        assert_eq!(found("let all = ids.collect::<BTreeSet<_>>();"), 1);
        assert_eq!(found("f();\nlet mut all: BTreeMap<Id, u8> =\n    ids.map(f).collect();"), 1);
        assert_eq!(found("let all = order::set(ids);\nlet list: Vec<u8> = ids.collect();"), 0);
        assert_eq!(found("let all: BTreeMap<Id, u8> = BTreeMap::new();"), 0);
        assert_eq!(found("fn f() {}\n\n#[cfg(test)]\nmod tests {\nlist.sort_unstable();"), 0);
        assert_eq!(sorts_of_their_own(&file("src/text/order.rs", "a.sort_by(f)")).len(), 0);
    }

    #[test]
    fn two_versions_of_wasm_bindgen_are_found() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.2\"\n";
        assert_eq!(bindgen_versions("WASM_BINDGEN_VERSION=0.2.1\n", lock).len(), 0);
        let found = bindgen_versions("WASM_BINDGEN_VERSION=0.2.2\n", lock);
        assert!(found[0].contains("0.2.2") && found[0].contains("0.2.1"), "{found:?}");
        assert_eq!(bindgen_versions("", "").len(), 1);
        assert_eq!(repeated_versions("[tools]\nwasm_bindgen = \"0.2.1\"\n").len(), 1);
    }

    #[test]
    fn a_loose_policy_is_found() {
        let found = loose_policy("<meta content=\"script-src 'self' 'unsafe-inline'\">\n<script>");
        assert_eq!(found.len(), 9, "{found:?}");
    }

    #[test]
    fn a_stray_file_is_found() {
        let files = [
            file("tests/it/main.rs", "mod a;\n"),
            file("tests/it/a.rs", "mod b;\n"),
            file("tests/it/a/b.rs", ""),
            file("tests/it/b.rs", ""),
        ];
        let found = orphans(&["tests/it/main.rs"], "tests/it", &files);
        assert_eq!(found, ["tests/it/b.rs: no `mod` line reaches it from tests/it/main.rs"]);
    }
}
