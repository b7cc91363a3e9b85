//! The packing itself, which needs files and a compressor.

mod integrity;
mod page;
mod single;
mod styles;
mod worker;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// The name of the whole app in one file.
const SINGLE: &str = "claimlight.html";

/// Packs the folder that is named, and says what came of it.
pub(crate) fn run() -> ExitCode {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from("dist"), PathBuf::from);
    match pack(&folder) {
        Ok(report) => {
            // Nobody may be listening, and that is no failure.
            drop(writeln!(io::stdout(), "pack: {report}"));
            ExitCode::SUCCESS
        }
        Err(complaint) => {
            drop(writeln!(io::stderr(), "pack: {complaint}"));
            ExitCode::FAILURE
        }
    }
}

fn pack(folder: &Path) -> Result<String, String> {
    let mut page = read_text(&folder.join("index.html"))?;
    let mut gone = Vec::new();
    if let Some(joined) = styles::join(&page, |file| read_text(&folder.join(file)))? {
        write(&folder.join(&joined.name), &joined.styles)?;
        (page, gone) = (joined.page, joined.gone);
    }
    let single = single::write(folder, &page)?;
    write(&folder.join(SINGLE), &single)?;
    write(&folder.join("index.html"), &worker::announce(&page)?)?;
    // Only now does the page ask for none of them.
    for file in gone {
        fs::remove_file(folder.join(&file)).map_err(|error| format!("{file}: {error}"))?;
    }
    let files = worker::files(folder)?;
    write(&folder.join(worker::NAME), &worker::write(&files))?;
    Ok(format!("{} files are kept offline; {SINGLE} has {} bytes", files.len(), single.len()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
