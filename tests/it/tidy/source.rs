//! The files of the project, read for the rules.

use std::fs;
use std::path::{Path, PathBuf};

/// A file with its path from the project's root, in slashes.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// The lines with their numbers, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// What stands before the tests at the file's foot; nothing in a file that holds tests only.
    pub(super) fn without_tests(&self) -> &str {
        if self.path.ends_with("/tests.rs") {
            return "";
        }
        // More attributes may follow: some tests need crates that build natively only.
        let attribute = "\n#[cfg(test)]\n";
        let mut found = self.text.match_indices(attribute);
        let foot = found.find(|(at, _)| {
            let below = self.text.get(at + attribute.len()..).unwrap_or_default();
            let item = below.lines().find(|line| !line.starts_with("#["));
            item == Some("mod tests {")
        });
        foot.and_then(|(at, _)| self.text.get(..at)).unwrap_or(&self.text)
    }
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files of these kinds below these folders, sorted; a folder that is not there yet has none.
pub(super) fn sources(folders: &[&str], extensions: &[&str]) -> Vec<Source> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut paths);
    }
    paths.sort();
    paths.retain(|path| {
        let name = path.extension().or(path.file_name()).and_then(|name| name.to_str());
        name.is_some_and(|name| extensions.contains(&name))
    });
    paths.iter().map(|path| load(path)).collect()
}

/// The text files beside `Cargo.toml`. `Cargo.lock` is the one that names a registry by right.
pub(super) fn files_at_root() -> Vec<Source> {
    let entries = fs::read_dir(root()).expect("the project can be read");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file() && !path.ends_with("Cargo.lock") && !path.ends_with(".git"));
    paths.sort();
    paths.iter().map(|path| load(path)).collect()
}

fn load(path: &Path) -> Source {
    let bytes = fs::read(path).expect("it was just listed");
    let path = path.strip_prefix(root()).expect("it was found below").to_string_lossy();
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    // Test data may be in any encoding; the rules look for plain ASCII.
    Source { path, text: String::from_utf8_lossy(&bytes).into_owned() }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}
