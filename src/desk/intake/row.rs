//! What the review shows of each file.

use super::{Field, Review, proposal};
use crate::intake::encoding::Encoding;
use crate::intake::review::Candidate;

/// How many code points of a text are shown.
const PREVIEW_CHARS: usize = 300;
/// How many code points of a stretch are shown.
const PART_CHARS: usize = 120;

/// One file as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name, with folders when a folder was opened.
    pub name: String,
    /// What becomes of it.
    pub state: State,
    /// What has to be said about it; empty when all is well.
    pub remark: String,
    /// Its kind, encoding and length, shortly; empty when it cannot be imported.
    pub about: String,
    /// Title, date and source, in this order.
    pub fields: [Piece; 3],
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It will be imported.
    Included,
    /// It could be imported, and is left out.
    LeftOut,
    /// It cannot be imported.
    Refused,
}

/// A value the person can change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// What it is now.
    pub value: String,
    /// Where it comes from; empty when a person typed it.
    pub origin: String,
    /// What is wrong with it; empty when nothing is.
    pub problem: String,
}

/// One file as it is shown when it is unfolded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// How the file was understood, in full sentences.
    pub sentence: String,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// The beginning of the text, cut where excluded stretches begin and end.
    pub beginning: Vec<(String, bool)>,
    /// Whether the text goes on after that.
    pub goes_on: bool,
    /// The website remains that were found.
    pub remains: Vec<Part>,
    /// Whether they will be excluded.
    pub excluded: bool,
}

/// A stretch of a text with the reason it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its first words.
    pub words: String,
    /// Why it is named.
    pub reason: String,
}

/// How many files there are of each sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Files in all.
    pub files: usize,
    /// Files that will be imported.
    pub included: usize,
    /// Files whose text is there already.
    pub twins: usize,
    /// Files that cannot be imported.
    pub refused: usize,
    /// Files that will be imported and whose date cannot be read.
    pub bad_dates: usize,
}

impl Review {
    /// Returns what the list shows of a file.
    pub fn row(&self, index: usize) -> Option<Row> {
        let (entry, _) = self.entry(index)?;
        let name = if entry.path().is_empty() { "Pasted text" } else { entry.path() }.to_owned();
        let Some(candidate) = entry.candidate() else {
            let remark = self.batch.sentence(index);
            let (state, about) = (State::Refused, String::new());
            return Some(Row { name, state, remark, about, fields: Default::default() });
        };
        let damaged = self.batch.original(index).is_none() && candidate.replaced > 0;
        let remark = if damaged || self.batch.original(index).is_some() {
            self.batch.sentence(index)
        } else {
            String::new()
        };
        Some(Row {
            name,
            state: if self.kept(index) { State::Included } else { State::LeftOut },
            remark,
            about: about(candidate),
            fields: [Field::Title, Field::Date, Field::Source]
                .map(|field| self.piece(index, candidate, field)),
        })
    }

    fn piece(&self, index: usize, candidate: &Candidate, field: Field) -> Piece {
        let value = self.value(index, field);
        let (proposed, origin) = proposal(candidate, field);
        let problem = match field {
            Field::Date => self.date(index).err().unwrap_or_default(),
            Field::Title | Field::Source => String::new(),
        };
        Piece { origin: if value == proposed { origin } else { String::new() }, value, problem }
    }

    /// Returns what is shown of a file when it is unfolded; nothing when it cannot be imported.
    pub fn detail(&self, index: usize) -> Option<Detail> {
        let (entry, draft) = self.entry(index)?;
        let candidate = entry.candidate()?;
        let excluded = !draft.keep_remains;
        let remains = candidate.proposals.boilerplate.iter().map(|part| Part {
            words: first_words(candidate.text.get(part.range.clone()).unwrap_or_default()),
            reason: part.reason.phrase().to_owned(),
        });
        Some(Detail {
            sentence: entry.verdict().sentence(entry.path()),
            encoding: candidate.encoding,
            beginning: beginning(candidate, excluded),
            goes_on: candidate.characters > PREVIEW_CHARS,
            remains: remains.collect(),
            excluded,
        })
    }

    /// Counts the files of each sort.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { files: self.len(), ..Tally::default() };
        for (index, entry) in self.batch.entries().iter().enumerate() {
            tally.refused += usize::from(entry.candidate().is_none());
            tally.twins += usize::from(self.batch.original(index).is_some());
            if self.kept(index) {
                tally.included += 1;
                tally.bad_dates += usize::from(self.date(index).is_err());
            }
        }
        tally
    }

    /// Returns the places of the files that are listed: all, or only those that need a look.
    pub fn places(&self, only_noteworthy: bool) -> Vec<usize> {
        (0..self.len()).filter(|index| !only_noteworthy || self.is_noteworthy(*index)).collect()
    }

    fn is_noteworthy(&self, index: usize) -> bool {
        let candidate = self.entry(index).and_then(|(entry, _)| entry.candidate());
        let whole = candidate.is_some_and(|candidate| candidate.replaced == 0);
        !whole || self.batch.original(index).is_some() || self.date(index).is_err()
    }
}

impl Tally {
    /// Says what keeps the files from being imported; empty when nothing does.
    pub fn obstacle(self) -> String {
        match (self.included, self.bad_dates) {
            (0, _) => "Tick what is to be imported.".to_owned(),
            (_, 0) => String::new(),
            (_, 1) => "One date cannot be read: correct it, or empty the field.".to_owned(),
            (_, many) => format!("{many} dates cannot be read: correct them, or empty the fields."),
        }
    }

    /// Says in a sentence how many files there are of each sort.
    pub fn sentence(self) -> String {
        let files = if self.files == 1 { "1 file" } else { &format!("{} files", self.files) };
        let mut parts = vec![match self.included {
            0 => "none will be imported".to_owned(),
            some if some == self.files => "ready to import".to_owned(),
            some => format!("{some} will be imported"),
        }];
        match self.twins {
            0 => {}
            1 => parts.push("1 has a text that is there already".to_owned()),
            many => parts.push(format!("{many} have a text that is there already")),
        }
        match self.refused {
            0 => {}
            1 => parts.push("1 cannot be imported".to_owned()),
            many => parts.push(format!("{many} cannot be imported")),
        }
        format!("{files}: {}.", parts.join(", "))
    }
}

fn about(candidate: &Candidate) -> String {
    let encoding = candidate.encoding.name();
    // What stands in brackets is the encoding's own name.
    let inner = encoding.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    let remains = match candidate.proposals.boilerplate.len() {
        0 => String::new(),
        1 => " · website remains".to_owned(),
        many => format!(" · website remains ({many})"),
    };
    format!("{} · {}{remains}", characters(candidate.characters), inner.unwrap_or(encoding))
}

/// Writes a length: "1 character", "2,740 characters".
pub fn characters(length: usize) -> String {
    format!("{} character{}", grouped(length), if length == 1 { "" } else { "s" })
}

/// Writes a number with commas between thousands.
pub(in crate::desk) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns the first words of a stretch on one line.
pub(in crate::desk) fn first_words(text: &str) -> String {
    let mut words = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > PART_CHARS {
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        // A word may itself be longer than all that can be shown.
        words.extend(word.chars().take(PART_CHARS));
        length += 1 + word.chars().count();
    }
    words
}

/// Cuts the beginning of a text where excluded stretches begin and end.
fn beginning(candidate: &Candidate, excluded: bool) -> Vec<(String, bool)> {
    let text = &candidate.text;
    let end = text.char_indices().nth(PREVIEW_CHARS).map_or(text.len(), |(at, _)| at);
    let parts = candidate.proposals.boilerplate.iter().map(|part| part.range.clone());
    let mut cuts: Vec<(std::ops::Range<usize>, bool)> = Vec::new();
    let mut from = 0;
    for part in parts.filter(|_| excluded) {
        cuts.push((from..part.start, false));
        cuts.push((part.clone(), true));
        from = part.end;
    }
    cuts.push((from..text.len(), false));
    cuts.into_iter()
        .map(|(range, out)| (range.start.min(end)..range.end.min(end), out))
        .filter(|(range, _)| !range.is_empty())
        .filter_map(|(range, out)| Some((text.get(range)?.to_owned(), out)))
        .collect()
}
