//! What is wrong with something that was published.

/// Something wrong with a file, for the lead who wrote it: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, by its path from the list.
    pub file: String,
    /// The line, from 1, where it can be said.
    pub line: Option<usize>,
    /// What is wrong, in a full sentence.
    pub what: String,
    /// What to do, in a full sentence.
    pub advice: String,
}

impl Fault {
    /// Makes a fault of a file as a whole.
    pub(super) fn of_file(file: &str, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, what: what.into(), advice: advice.into() }
    }

    /// Says where the fault is.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}, line {line}", self.file),
            None => self.file.clone(),
        }
    }
}

/// Makes a sentence of a phrase in lower case.
pub(super) fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters.next().map(char::to_uppercase);
    let stop = if phrase.ends_with(['.', '!', '?']) { "" } else { "." };
    first.into_iter().flatten().chain(letters.as_str().chars()).chain(stop.chars()).collect()
}
