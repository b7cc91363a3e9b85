//! Who may use whom. Core against browser is held by the compiler; the finer arrows are held here.

use super::source::Source;

/// A module and the modules it may use, itself included without saying so. The longest name that
/// fits a path decides, so `web::ui::part` is no part of `web::ui`.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("edit", &["model", "text"]),
    ("merge", &["edit", "model", "text"]),
    ("store", &["edit", "model", "text"]),
    ("intake", &["model", "text"]),
    ("format", &["model", "text"]),
    ("sample", &["format", "model", "text", "edit"]),
    ("published", &["text", "model", "edit", "intake", "format", "sample"]),
    ("desk", &["text", "model", "edit", "merge", "store", "intake", "format", "sample"]),
    // It knows of rows and nothing else, so that a part of any screen may ask it.
    ("desk::view::list_window", &[]),
    ("web::host", &["CORE"]),
    ("web::rescue", &[]),
    ("web::dom", &["CORE", "web::host"]),
    ("web::storage", &["CORE", "web::host", "web::rescue"]),
    ("web::context", &["CORE", "web::host"]),
    ("web::shelf", &["CORE"]),
    ("web::comfort", &["CORE"]),
    ("web::update", &["CORE"]),
    ("web::published", &["CORE"]),
    ("web::past", &["CORE"]),
    ("web::disk", &["CORE", "web::dom"]),
    // Files on their way in and out, driven by screens.
    ("web::intake", &["CORE", "web::host", "web::dom", "web::context"]),
    ("web::export", &["CORE", "web::host", "web::dom", "web::context"]),
    ("web::ui::part", &["web::dom", "desk::view::list_window"]),
    (
        "web::ui",
        &[
            "CORE",
            "web::host",
            "web::dom",
            "web::context",
            "web::shelf",
            "web::comfort",
            "web::update",
            "web::published",
            "web::past",
            "web::disk",
            "web::intake",
            "web::export",
            "web::ui::part",
        ],
    ),
    (
        "web::app",
        &[
            "CORE",
            "web::host",
            "web::dom",
            "web::context",
            "web::shelf",
            "web::comfort",
            "web::update",
            "web::published",
            "web::past",
            "web::disk",
            "web::intake",
            "web::export",
            "web::storage",
            "web::ui::part",
            "web::ui",
        ],
    ),
    // The file that only joins the parts of the browser side.
    (
        "web",
        &[
            "web::app",
            "web::host",
            "web::rescue",
            "web::dom",
            "web::storage",
            "web::ui::part",
            "web::ui",
        ],
    ),
];

/// What `CORE` stands for in the table.
const CORE: &[&str] =
    &["text", "model", "edit", "merge", "store", "intake", "format", "sample", "published", "desk"];

/// Finds the uses of a layer that the file's layer must not know. Tests at the file's foot may use
/// anything: they are no part of what is built.
pub(super) fn forbidden_uses(file: &Source) -> Vec<String> {
    let Some(module) = module_of(&file.path) else { return Vec::new() };
    let Some((layer, allowed)) = layer_of(&module) else {
        return vec![format!(
            "{}: the module `{module}` has no row in the table of layers; give it one in \
             tests/it/tidy/layers.rs",
            file.path
        )];
    };
    let mut findings = Vec::new();
    for (line, path) in used_paths(file.without_tests(), &module) {
        let Some((used, _)) = layer_of(&path) else {
            findings.push(format!(
                "{}:{line}: `crate::{path}` belongs to no layer of tests/it/tidy/layers.rs",
                file.path
            ));
            continue;
        };
        let may = used == layer
            || allowed.contains(&used)
            || (allowed.contains(&"CORE") && CORE.contains(&used));
        if !may {
            findings.push(format!(
                "{}:{line}: `{layer}` must not know `{used}` (it uses `crate::{path}`); move the \
                 line to the lowest module whose words are enough to say it",
                file.path
            ));
        }
    }
    findings
}

/// `src/web/ui/part/field.rs` is `web::ui::part::field`; the two roots have no layer.
fn module_of(path: &str) -> Option<String> {
    let inner = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    (!matches!(inner, "lib" | "main")).then(|| inner.replace('/', "::"))
}

fn layer_of(module: &str) -> Option<(&'static str, &'static [&'static str])> {
    let fits = |layer: &str| {
        module.strip_prefix(layer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let layers = LAYERS.iter().filter(|(layer, _)| fits(layer));
    layers.max_by_key(|(layer, _)| layer.len()).map(|&(layer, allowed)| (layer, allowed))
}

/// Every path from the crate's root that the text names, with its line: in `use` or elsewhere,
/// groups taken apart, `super` resolved, comments left out.
fn used_paths(text: &str, module: &str) -> Vec<(usize, String)> {
    let text = without_comments(text);
    let mut paths = Vec::new();
    for (start, prefix) in starts(&text, module) {
        let line = text.get(..start.0).map_or(1, |before| before.matches('\n').count() + 1);
        let mut found = Vec::new();
        read_tree(text.get(start.1..).unwrap_or_default(), &prefix, &mut found);
        // `super::*` and a bare `crate::Name` of the root name no layer.
        let named = found.into_iter().filter(|path| {
            path.split("::").next().is_some_and(|first| {
                first.chars().next().is_some_and(char::is_lowercase)
                    && LAYERS.iter().any(|(layer, _)| layer.split("::").next() == Some(first))
                    || path.contains("::")
            })
        });
        paths.extend(named.map(|path| (line, path)));
    }
    paths
}

/// Where a path begins: the byte of its first word, the byte after its `::`, and what stands for it.
fn starts(text: &str, module: &str) -> Vec<((usize, usize), Vec<String>)> {
    let mut starts = Vec::new();
    for word in ["crate::", "super::"] {
        for (at, _) in text.match_indices(word) {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$');
            // The second of two `super` is read with the first.
            if in_word || (word == "super::" && before == Some(':')) {
                continue;
            }
            let mut end = at;
            let mut prefix: Vec<String> = Vec::new();
            if word == "crate::" {
                end += word.len();
            } else {
                prefix = module.split("::").map(str::to_owned).collect();
                while text.get(end..).is_some_and(|rest| rest.starts_with(word)) {
                    prefix.pop();
                    end += word.len();
                }
            }
            starts.push(((at, end), prefix));
        }
    }
    starts
}

/// Reads `a::{b, c::d}` into `a::b` and `a::c::d`; gives back what follows.
fn read_tree<'text>(text: &'text str, prefix: &[String], paths: &mut Vec<String>) -> &'text str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            if rest.is_empty() {
                return rest;
            }
            rest = read_tree(rest, prefix, paths);
            // Past a rename (`as name`) to the comma or the end of the group.
            let end = rest.find([',', '}']).unwrap_or(rest.len());
            rest = rest.get(end..).unwrap_or_default();
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let mut path = prefix.to_vec();
    if !word.is_empty() && word != "self" {
        path.push(word.to_owned());
    }
    match rest.strip_prefix("::") {
        Some(rest) if !word.is_empty() && !rest.starts_with('<') => read_tree(rest, &path, paths),
        _ => {
            if !path.is_empty() {
                paths.push(path.join("::"));
            }
            // A glob is one character; at least that much must be read.
            if word.is_empty() { rest.strip_prefix('*').unwrap_or(rest) } else { rest }
        }
    }
}

/// Blanks out line comments, keeping the lines.
fn without_comments(text: &str) -> String {
    let code = |line: &str| {
        // A `//` inside a string is part of an address and comes after a colon.
        let comment = line
            .match_indices("//")
            .find(|(at, _)| line.get(..*at).is_none_or(|before| !before.ends_with(':')));
        comment.and_then(|(at, _)| line.get(..at)).unwrap_or(line).to_owned()
    };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

mod tests {
    use super::{Source, forbidden_uses, used_paths};

    fn findings(path: &str, text: &str) -> Vec<String> {
        forbidden_uses(&Source { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn paths_are_read_out_of_groups_and_expressions() {
        let text = "use crate::{\n  model::{Claim, claim::{self, Id as ClaimId}},\n  text::*,\n};\n\
                    // use crate::desk;\nfn f() { crate::edit::apply(super::Code, \"http://x\") }";
        let mut paths: Vec<String> =
            used_paths(text, "model::code").into_iter().map(|(_, path)| path).collect();
        paths.sort();
        assert_eq!(
            paths,
            [
                "edit::apply",
                "model::Claim",
                "model::Code",
                "model::claim",
                "model::claim::Id",
                "text"
            ]
        );
    }

    #[test]
    fn a_lower_layer_must_not_know_a_higher_one() {
        let found = findings("src/model/claim.rs", "use std::fmt;\nuse crate::desk::Desk;\n");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("src/model/claim.rs:2: `model` must not know `desk`"));
        assert_eq!(
            findings("src/format/csv.rs", "use crate::{model::Claim, edit::Change};").len(),
            1
        );
        assert_eq!(findings("src/web/ui/part/field.rs", "use crate::model::Claim;").len(), 1);
        assert_eq!(findings("src/web/ui/card.rs", "use crate::web::storage::save;").len(), 1);
        assert_eq!(findings("src/web/ui/card.rs", "use super::super::storage::save;").len(), 1);
        assert_eq!(findings("src/novel.rs", "").len(), 1);
        assert_eq!(findings("src/text.rs", "fn f() { crate::novel::g() }").len(), 1);
    }

    #[test]
    fn the_same_layer_a_lower_one_and_tests_are_free() {
        let tests = "\n#[cfg(test)]\nmod tests {\n    use crate::desk::Desk;\n}\n";
        assert_eq!(findings("src/model/claim.rs", tests), Vec::<String>::new());
        let uses = "use crate::{edit::Change, text::Span};\nuse super::conflict::Conflict;";
        assert_eq!(findings("src/merge/three_way.rs", uses), Vec::<String>::new());
        let uses = "use crate::web::ui::part::Field;\nuse crate::desk::Desk;";
        assert_eq!(findings("src/web/ui/card.rs", uses), Vec::<String>::new());
        assert_eq!(findings("src/lib.rs", "use crate::web::app;"), Vec::<String>::new());
    }
}
