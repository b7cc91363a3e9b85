//! The app as one HTML file: styles, scripts and the program stand in it, so that it opens by double
//! click and asks for nothing.
//!
//! The program is compressed with gzip, because that is what every browser undoes by itself, and
//! written as base 64, because a page is text.

use std::io::Write as _;
use std::iter;
use std::path::Path;

use claimlight::format::base64;
use claimlight::published::{LIST, List};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::integrity::integrity;
use super::page::{self, Tag};
use super::{read, read_text};

/// What the page says of the list of what is published.
const PROJECT: &str = "claimlight-project";

/// Starts the program, after the functions that wasm-bindgen has written.
const STARTER: &str = include_str!("../start-single.js");

/// What the page's links and scripts come to.
#[derive(Default)]
struct Parts {
    styles: String,
    icon: String,
    functions: String,
    program: Vec<u8>,
    starters: usize,
    /// The scripts that come before the program and need nothing of it.
    early: Vec<String>,
    /// Whether something is published in the file.
    publishes: bool,
}

/// Writes the single file of the page that Trunk has built in a folder.
pub(crate) fn write(folder: &Path, text: &str) -> Result<String, String> {
    let published = published(folder)?;
    let mut parts = Parts { publishes: !published.is_empty(), ..Parts::default() };
    let mut single = text.to_owned();
    for tag in page::tags(text) {
        if parts.take(folder, &tag)? {
            single = single.replacen(tag.whole, "", 1);
        }
    }
    let script = parts.script()?;
    if parts.styles.contains("</style") || parts.styles.contains("url(") {
        return Err("a style sheet asks for a file, which the single file cannot have".to_owned());
    }
    let scripts = parts.early.iter().chain(iter::once(&script));
    let sums: Vec<String> =
        scripts.map(|script| format!("'{}'", integrity(script.as_bytes()))).collect();
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src '{}'; img-src data:; \
         base-uri 'none'; form-action 'none'",
        sums.join(" "),
        integrity(parts.styles.as_bytes())
    );
    let early = parts.early.iter().map(|script| ["<script>", script, "</script>\n    "].concat());
    let early: String = early.collect();
    let head = format!(
        "\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n    \
         {early}{}<style>{}</style>\n  ",
        parts.icon, parts.styles
    );
    // The policy must stand before everything that it is about.
    let single = page::insert_before(&page::without_blank_lines(&single), "</head>", &head)?;
    let body = format!(
        "{published}<script id=\"program\" type=\"application/gzip\">{}</script>\n    \
         <script type=\"module\">{script}</script>\n  ",
        base64::encode(&packed(&parts.program)?)
    );
    page::insert_before(&single, "</body>", &body)
}

impl Parts {
    /// Takes what a tag stands for; says whether the tag goes.
    fn take(&mut self, folder: &Path, tag: &Tag<'_>) -> Result<bool, String> {
        let file = |address: &str| folder.join(address.trim_start_matches("./"));
        match (tag.name, tag.attribute("rel"), tag.attribute("href").or(tag.attribute("src"))) {
            ("link", Some("stylesheet"), Some(href)) => {
                self.styles.push_str(&read_text(&file(href))?);
            }
            ("link", Some("icon"), Some(href)) => {
                let kind = tag.attribute("type").unwrap_or("image/svg+xml");
                let data = base64::encode(&read(&file(href))?);
                self.icon = format!(
                    "<link rel=\"icon\" type=\"{kind}\" href=\"data:{kind};base64,{data}\">\n    "
                );
            }
            ("link", Some("modulepreload"), Some(href)) => {
                self.functions.push_str(&read_text(&file(href))?);
            }
            ("link", Some("preload"), Some(href)) if is_program(tag) => {
                self.program.extend(read(&file(href))?);
            }
            ("link", Some("manifest" | "apple-touch-icon"), Some(_)) => {}
            // What starts the program where it is a file of its own.
            ("script", None, Some(_)) if tag.attribute("type") == Some("module") => {
                self.starters += 1;
            }
            ("script", None, Some(src)) => self.early.push(standing(read_text(&file(src))?)?),
            ("meta", ..) => {
                let name = tag.attribute("name").unwrap_or_default();
                let of_host = match name {
                    PROJECT => !self.publishes,
                    _ => name.starts_with("claimlight-"),
                };
                return Ok(tag.attribute("http-equiv").is_some() || of_host);
            }
            _ => return Err(format!("the single file has no place for {}", tag.whole)),
        }
        Ok(true)
    }

    /// Returns the one script of the file.
    fn script(&self) -> Result<String, String> {
        if self.program.is_empty() || self.starters != 1 {
            return Err("the page should start one program with one script".to_owned());
        }
        let script = format!("{}\n{STARTER}", self.functions);
        let asks = |line: &&str| line.starts_with("import ") || line.contains("import(");
        if let Some(line) = script.lines().find(asks) {
            return Err(format!("the single file cannot have what a script imports: {line}"));
        }
        if !script.contains("__wbg_init") {
            return Err("the program has no function that starts it".to_owned());
        }
        standing(script)
    }
}

/// Returns a script that can stand in a page; one that would end early is refused.
fn standing(script: String) -> Result<String, String> {
    if script.contains("</script") || script.contains("<!--") {
        return Err("a script cannot stand in a page as it is".to_owned());
    }
    Ok(script)
}

/// Says whether a link is the one that has the program fetched early.
fn is_program(tag: &Tag<'_>) -> bool {
    tag.attribute("type") == Some("application/wasm")
}

/// Returns what is published beside the app as blocks of the page; nothing when nothing is published.
fn published(folder: &Path) -> Result<String, String> {
    let path = folder.join("project").join(LIST);
    if !path.is_file() {
        return Ok(String::new());
    }
    let (list, faults) = List::read(&read(&path)?);
    let faults = faults.iter().map(|f| format!("{}: {} {}", f.place(), f.what, f.advice));
    let faults: Vec<String> = faults.collect();
    if !faults.is_empty() {
        return Err(faults.join("\n      "));
    }
    let Some(list) = list.filter(|list| !list.is_empty()) else { return Ok(String::new()) };
    let mut blocks = String::new();
    for file in iter::once(LIST).chain(list.files().map(|named| named.file.as_str())) {
        let bytes = read(&folder.join("project").join(file))?;
        let name = file.replace('&', "&amp;").replace('"', "&quot;");
        let data = base64::encode(&bytes);
        let block = format!(
            "<script type=\"text/plain\" data-file=\"project/{name}\">{data}</script>\n    "
        );
        // A file that is named twice stands in the page once.
        if !blocks.contains(&block) {
            blocks.push_str(&block);
        }
    }
    Ok(blocks)
}

fn packed(program: &[u8]) -> Result<Vec<u8>, String> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(program).and_then(|()| packer.finish()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_place_in_one_file_is_refused() {
        let refused = |page: &str| write(Path::new("."), page).unwrap_err();
        assert!(refused("<link rel=\"prefetch\" href=\"x\">").contains("no place for"));
        assert!(refused("<script>alert(1)</script>").contains("no place for"));
        assert!(refused("<head></head>").contains("one program"));
        assert!(refused("<link rel=stylesheet href=./gone.css>").contains("gone.css"));
    }

    #[test]
    fn a_script_that_asks_for_files_is_refused() {
        let parts = |functions: &str| Parts {
            program: vec![0],
            starters: 1,
            functions: functions.to_owned(),
            ..Parts::default()
        };
        assert!(parts("function __wbg_init() {}").script().is_ok());
        assert!(parts("import { a } from './a.js';").script().is_err());
        assert!(parts("const a = '</script>';").script().is_err());
    }
    #[test]
    fn what_is_published_stands_in_the_file() {
        let folder = std::env::temp_dir().join(format!("claimlight-single-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("project")).unwrap();
        let list = |documents: &str| {
            let head = "{ \"format\": \"claimlight-published\", \"version\": 1, \"documents\": ";
            std::fs::write(folder.join("project/project.json"), format!("{head}{documents} }}"))
        };
        list("[]").unwrap();
        let nothing = published(&folder);
        list("[\"a&b.txt\"]").unwrap();
        let missing = published(&folder);
        std::fs::write(folder.join("project/a&b.txt"), "foo").unwrap();
        let one = published(&folder);
        list("7").unwrap();
        let wrong = published(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(nothing.unwrap(), "");
        assert!(missing.unwrap_err().contains("a&b.txt"));
        let one = one.unwrap();
        assert!(one.contains("data-file=\"project/project.json\">"), "{one}");
        assert!(one.contains("data-file=\"project/a&amp;b.txt\">Zm9v</script>"), "{one}");
        assert!(wrong.unwrap_err().starts_with("project.json, line 1: "));
    }
}
