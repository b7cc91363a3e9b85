//! The sample project and the default codebook, built from the files in `sample/`.
//!
//! A person edits those files: texts as they are, codings by quotes instead of offsets, and names
//! instead of ids. What is built from them is always the same, ids and times included, so that
//! two copies of the sample meet when they are merged.
//!
//! Invariant: nothing here knows that files on a disk, history or screens exist.

mod build;
mod codebook;
mod error;
mod place;
mod source;

use crate::text::order;
use error::SampleError;
use source::{ActorsFile, CodebookFile, CodingFile};

use crate::model::{Project, ProjectId, Record, Timestamp};

/// The moment the sample's records bear: noon of 2 November 2020 (UTC), in ms since 1970.
const MADE_AT: Timestamp = Timestamp(1_604_318_400_000);

/// The codebook that new projects start with.
const CODEBOOK: &str = include_str!("../sample/codebook.json");

/// The registry of actors.
const ACTORS: &str = include_str!("../sample/actors.json");

/// A document of the sample.
struct SampleFile {
    /// The name a user would have opened it under.
    name: &'static str,
    /// The text as it stands in the file.
    text: &'static str,
    /// Its coding.
    coding: &'static str,
}

macro_rules! files {
    ($($name:literal)*) => {
        [$(SampleFile {
            name: concat!($name, ".txt"),
            text: include_str!(concat!("../sample/", $name, ".txt")),
            coding: include_str!(concat!("../sample/", $name, ".json")),
        }),*]
    };
}

/// The documents of the sample.
const FILES: [SampleFile; 5] =
    files!["01-readout" "02-press-conference" "03-visit" "04-wire" "05-joint-statement"];

/// Makes the project that the first start shows: five documents, two of them coded completely
/// and one in part. Only the project's own id is the caller's.
pub fn sample_project(id: ProjectId) -> Project {
    read_sample(id).expect("the tests of this module read the same files")
}

/// Makes the codebook of a new project: what belongs to it as a whole, eight claim types and
/// twelve issues, as records in an order in which they can be put.
pub fn default_codebook() -> Vec<Record> {
    read_codebook().expect("the tests of this module read the same files").records()
}

fn read_codebook() -> Result<codebook::Codes, SampleError> {
    let codings = read_codings()?.into_iter();
    let genres = order::map(codings.map(|coding| coding.document.genre_by_key()));
    Ok(codebook::Codes::new(source::parse::<CodebookFile>("codebook.json", CODEBOOK)?, genres))
}

fn read_codings() -> Result<Vec<CodingFile>, SampleError> {
    FILES.iter().map(|file| source::parse(file.name, file.coding)).collect()
}

fn read_sample(id: ProjectId) -> Result<Project, SampleError> {
    let actors: ActorsFile = source::parse("actors.json", ACTORS)?;
    let codes = read_codebook()?;
    let mut builder = build::Builder::new(id, &codes, &actors, MADE_AT)?;
    for (file, coding) in FILES.iter().zip(read_codings()?) {
        builder.add(file, &coding)?;
    }
    Ok(builder.finish())
}

#[cfg(test)]
mod tests;
