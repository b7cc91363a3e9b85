//! The worker that keeps the app for use without a network, and which files it keeps.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::integrity::{integrity, named};
use super::{SINGLE, page, read};

/// The worker's name; it must stay, because browsers look for the newer one under the older's name.
pub(crate) const NAME: &str = "service-worker.js";

/// The folder a lead may put documents in after the app was packed.
const PROJECT: &str = "project";

const TEMPLATE: &str = include_str!("../service-worker.js");

/// What the page is told about the worker. Without it the app asks for none, as while it is served for
/// development and in the single file.
const MARK: &str = "<meta name=\"claimlight-worker\" content=\"service-worker.js\">";

/// Tells the page that there is a worker.
pub(crate) fn announce(text: &str) -> Result<String, String> {
    if text.contains(MARK) {
        return Ok(text.to_owned());
    }
    page::insert_before(text, "</head>", MARK)
}

/// Returns the files that are kept, by their path, with their sums.
pub(crate) fn files(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files)?;
    for left_out in [NAME, SINGLE] {
        files.remove(left_out);
    }
    if files.contains_key("index.html") {
        Ok(files)
    } else {
        Err("there is no index.html".to_owned())
    }
}

fn collect(
    folder: &Path,
    within: &str,
    files: &mut BTreeMap<String, String>,
) -> Result<(), String> {
    let failed = |error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().into_string();
        let name = name.map_err(|name| format!("{}: no plain name", name.display()))?;
        let path = format!("{within}{name}");
        if !entry.path().is_dir() {
            files.insert(path, integrity(&read(&entry.path())?));
        } else if path != PROJECT {
            collect(&entry.path(), &format!("{path}/"), files)?;
        }
    }
    Ok(())
}

/// Writes the worker for these files. Its build is named by what the files are and what it does with
/// them, so that two builds of the same source are the same build.
pub(crate) fn write(files: &BTreeMap<String, String>) -> String {
    let mut sum = Sha256::new_with_prefix(TEMPLATE);
    let mut list = String::from("{\n");
    for (path, integrity) in files {
        // A path is written as JSON writes it, which is a string of JavaScript as well.
        let line = format!("  {}: \"{integrity}\",\n", serde_json::Value::from(path.as_str()));
        sum.update(&line);
        list.push_str(&line);
    }
    list.push('}');
    TEMPLATE.replace("@BUILD@", &named(&sum.finalize())).replace("{/* @FILES@ */}", &list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_lists_its_files_and_is_named_by_them() {
        let mut files = BTreeMap::from([("a\"b.js".to_owned(), "sha256-x".to_owned())]);
        let one = write(&files);
        assert!(one.contains("  \"a\\\"b.js\": \"sha256-x\",\n"), "{one}");
        assert!(!one.contains('@'), "a place was not filled in");
        let build =
            |worker: &str| worker.lines().find(|l| l.contains("BUILD =")).map(str::to_owned);
        assert_eq!(build(&one), build(&write(&files)));
        files.insert("b".to_owned(), "sha256-y".to_owned());
        assert_ne!(build(&one), build(&write(&files)));
    }

    #[test]
    fn the_page_is_told_once() {
        let told = announce("<head></head>").unwrap();
        assert_eq!(told, format!("<head>{MARK}</head>"));
        assert_eq!(announce(&told).unwrap(), told);
        assert!(announce("<p>").is_err());
    }

    #[test]
    fn what_is_published_beside_the_app_and_the_single_file_belong_to_no_build() {
        let folder = std::env::temp_dir().join(format!("claimlight-pack-{}", std::process::id()));
        fs::create_dir_all(folder.join("project")).unwrap();
        fs::create_dir_all(folder.join("part")).unwrap();
        let all = ["index.html", "part/a.js", NAME, SINGLE, "project/project.json"];
        for path in all {
            fs::write(folder.join(path), path).unwrap();
        }
        let kept = files(&folder).unwrap();
        fs::remove_file(folder.join("index.html")).unwrap();
        let complaint = files(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["index.html", "part/a.js"]);
        assert_eq!(kept["index.html"], integrity(b"index.html"));
        assert!(complaint.is_err());
    }
}
