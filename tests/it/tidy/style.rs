//! The rules about style sheets.

use super::source::Source;

/// The file that orders the layers; it holds no rule.
const ORDER: &str = "style/layers.css";

/// The names in `@layer a, b;`.
pub(super) fn layers(order: &str) -> Vec<String> {
    let order = without_comments(order);
    let names = order.trim().strip_prefix("@layer ").and_then(|rest| rest.strip_suffix(';'));
    names
        .map(|names| names.split(',').map(|name| name.trim().to_owned()).collect())
        .unwrap_or_default()
}

/// Finds rules outside a layer: the file must be one `@layer name { … }` and nothing else.
pub(super) fn outside_layers(file: &Source, layers: &[String]) -> Vec<String> {
    if file.path == ORDER {
        return Vec::new();
    }
    let css = without_comments(&file.text);
    let advice =
        "wrap all of it in one `@layer <name> { … }`, so that the order of the layers decides";
    let Some((name, body)) = css.trim().strip_prefix("@layer ").and_then(|css| css.split_once('{'))
    else {
        return vec![format!("{}:1: {advice}", file.path)];
    };
    let name = name.trim();
    let mut findings = Vec::new();
    if !layers.iter().any(|layer| layer == name) {
        findings.push(format!("{}:1: {ORDER} orders no layer `{name}`", file.path));
    }
    let mut depth = 1;
    for (at, symbol) in body.char_indices() {
        match symbol {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let after = body.get(at + 1..).unwrap_or_default();
            if !after.trim().is_empty() {
                let line = line_of_end(&css, after);
                findings
                    .push(format!("{}:{line}: a rule after the layer's end; {advice}", file.path));
            }
            return findings;
        }
    }
    findings.push(format!("{}: the layer is never closed", file.path));
    findings
}

/// Finds style files that `index.html` does not link, links to nothing, and another first one than
/// the order of the layers.
pub(super) fn unlinked(page: &str, files: &[Source]) -> Vec<String> {
    let linked: Vec<&str> = page
        .split("<link")
        .skip(1)
        .map(|link| link.split('>').next().unwrap_or_default())
        .filter(|link| link.contains("rel=\"css\"") && link.contains("data-trunk"))
        .filter_map(|link| link.split_once("href=\"")?.1.split('"').next())
        .collect();
    let mut findings = Vec::new();
    for file in files {
        if !linked.contains(&file.path.as_str()) {
            findings.push(format!(
                "{}: not linked; add <link data-trunk rel=\"css\" href=\"{}\" /> to index.html",
                file.path, file.path
            ));
        }
    }
    for link in &linked {
        if !files.iter().any(|file| file.path == *link) {
            findings.push(format!("index.html: links {link}, which is not there"));
        }
    }
    if linked.first() != Some(&ORDER) {
        findings.push(format!("index.html: the first style sheet must be {ORDER}"));
    }
    findings
}

/// Blanks out comments, keeping the lines.
fn without_comments(css: &str) -> String {
    let mut code = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        code.extend(comment.chars().filter(|symbol| *symbol == '\n'));
        rest = after;
    }
    code.push_str(rest);
    code
}

/// The line on which a tail of the text has its first rule.
fn line_of_end(text: &str, tail: &str) -> usize {
    let all = text.trim_end().matches('\n').count();
    all - tail.trim().matches('\n').count() + 1
}

mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn rules_outside_a_layer_are_found() {
        let layers = layers("/* why */\n@layer reset, base;\n");
        assert_eq!(layers, ["reset", "base"]);
        let found = |css: &str| outside_layers(&file("style/a.css", css), &layers);
        assert_eq!(found("/* a } */\n@layer base { p { color: red } }\n"), Vec::<String>::new());
        assert!(found("p { color: red }")[0].starts_with("style/a.css:1: wrap"));
        assert!(found("@layer bass { }")[0].contains("no layer `bass`"));
        assert!(
            found("@layer base {\n}\n\np { color: red }\n")[0].starts_with("style/a.css:4: a rule")
        );
        assert!(found("@layer base { p {")[0].contains("never closed"));
    }

    #[test]
    fn unlinked_and_missing_style_files_are_found() {
        let page = "<link data-trunk rel=\"css\" href=\"style/b.css\" />\n\
                    <link data-trunk rel=\"css\" href=\"style/layers.css\" />";
        let found = unlinked(page, &[file("style/a.css", ""), file("style/layers.css", "")]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("style/a.css: not linked"));
        assert!(found[1].contains("style/b.css, which is not there"));
        assert!(found[2].contains("first style sheet"));
    }
}
