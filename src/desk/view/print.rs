//! A coded document as it is printed: its paragraphs with what is marked in them, numbered notes, a
//! legend of the claim types.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::card::{Card, CodeChip};
use super::prose::{grouped, listed};
use crate::model::{Claim, ClaimStatus, CodeKind, DocumentId, Project, Role, Timestamp};
use crate::text::{Offset, Span, Text, order, segment};

/// The longest text that is printed in one piece, in bytes: some 130 pages. The browser lays all of
/// it out at once and answers nobody meanwhile, for about as many tenths of a second.
pub const MOST_BYTES: u32 = 250_000;
/// The most claims that are printed in one piece.
pub const MOST_CLAIMS: usize = 2_000;

/// A paragraph ends behind a line of this many bytes: who breaks lines by hand breaks them sooner.
const WHOLE_LINE_BYTES: usize = 200;
/// A paragraph ends at the next line break when it has this many bytes.
const PARAGRAPH_BYTES: usize = 1_500;
/// How many characters a printed line of text has, and a line of a note: roughly.
const LINE_CHARS: usize = 62;
const NOTE_CHARS: usize = 34;
/// How many lines of notes lie beside this many lines of text: there they are smaller and closer.
const NOTE_LINES: (usize, usize) = (9, 5);
/// How many of their lines notes may lie below their words before they are gathered.
const MOST_DRIFT: usize = 24;

/// A document on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The document's title.
    pub title: String,
    /// Its date, source and author.
    pub about: String,
    /// The text's language, as a BCP 47 tag; empty when it is not known.
    pub language: String,
    /// Says which part of a long document this is; empty when it is the whole.
    pub part: String,
    /// The text with its notes.
    pub paragraphs: Vec<Paragraph>,
    /// What the colours and lines mean.
    pub legend: Vec<LegendRow>,
    /// How many mentions are marked.
    pub mentions: usize,
    /// How many excluded stretches are marked.
    pub excluded: usize,
    /// Project, coders and day, for the foot of the page.
    pub foot: String,
}

/// A paragraph with the notes to the claims whose first fragment ends in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// Its words, cut wherever a mark begins or ends.
    pub runs: Vec<Run>,
    /// The notes, by their numbers.
    pub notes: Vec<Note>,
    /// How many lanes of lines lie below its words.
    pub lanes: u8,
    /// Whether the notes have no room beside the words and stand below them.
    pub crowded: bool,
}

/// Words that are all marked in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The words.
    pub words: String,
    /// The claims over them, the outermost first, as many as can be drawn.
    pub marks: Vec<Mark>,
    /// Whether they name an actor.
    pub mention: bool,
    /// Whether they are no part of the document proper.
    pub excluded: bool,
    /// The numbers of the claims of which a fragment ends here.
    pub ends: Vec<usize>,
}

/// How a claim is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// How deep its line lies.
    pub lane: u8,
    /// Its colour, an index into the palette; `None` without a type.
    pub colour: Option<u8>,
}

/// A claim in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Links it to the text.
    pub number: usize,
    /// Its types.
    pub types: Vec<CodeChip>,
    /// Who makes it.
    pub claimant: String,
    /// Whom it speaks to.
    pub addressee: String,
    /// Whom it is about.
    pub target: String,
    /// The stance's name.
    pub stance: String,
    /// Its issues.
    pub issues: String,
    /// Whether the coder has still to look at it.
    pub draft: bool,
    /// Who coded it, where several coders did.
    pub coder: String,
    /// The coder's remark.
    pub remark: String,
}

/// What a colour and line mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendRow {
    /// The colour, an index into the palette; `None` for claims without a type.
    pub colour: Option<u8>,
    /// The claim type's name.
    pub name: String,
    /// The key that chooses it, as shown.
    pub key: String,
    /// How many of the printed claims have it.
    pub claims: usize,
}

/// What a stretch of text is covered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cover {
    Claim(Mark),
    Mention,
    Excluded,
}

/// Says whether only a part of a document can be printed at once.
pub fn is_too_long(project: &Project, document: DocumentId) -> bool {
    project.text(document).is_some_and(|text| text.end().0 > MOST_BYTES)
        || project.claim_count(document) > MOST_CLAIMS
}

/// Works out what is printed of a document; of one that is too long, as much as can be printed from
/// the paragraph at `from` on. `None` while its text is not at hand.
pub fn edition(
    project: &Project,
    document: DocumentId,
    from: Offset,
    today: Timestamp,
) -> Option<Edition> {
    let about = project.documents().get(&document)?;
    let text = project.text(document)?;
    let all = paragraphs(text);
    let claims = numbered(project, document);
    let places: Vec<usize> =
        claims.iter().map(|claim| note_place(&all, claim.fragments.first())).collect();
    let printed = printed(&all, &places, from, is_too_long(project, document));
    let coders = order::set(claims.iter().map(|claim| claim.coder));

    let mut covers: Vec<Vec<(Span, Cover)>> = vec![Vec::new(); printed.len()];
    let mut ends: Vec<BTreeMap<Offset, Vec<usize>>> = vec![BTreeMap::new(); printed.len()];
    let mut put = |span: Span, cover: Cover, number: Option<usize>| {
        let last = paragraph_at(&all, last_byte(span));
        let first = paragraph_at(&all, span.start()).max(printed.start);
        for (at, paragraph) in (first..=last.min(printed.end)).zip(all.iter().skip(first)) {
            let here = at - printed.start;
            if here >= covers.len() {
                break;
            }
            let words = shown(text, *paragraph);
            if let Some(piece) = words.and_then(|words| words.intersection(span)) {
                covers[here].push((piece, cover));
            }
            if let (Some(number), true) = (number, at == last) {
                // A fragment may end in the empty line below a paragraph.
                let end =
                    words.map_or(span.end(), |words| span.end().clamp(words.start(), words.end()));
                ends[here].entry(end).or_default().push(number);
            }
        }
    };

    let excluded: Vec<Span> = about.excluded.iter().map(|part| part.span).collect();
    for span in &excluded {
        put(*span, Cover::Excluded, None);
    }
    let mentions: Vec<Span> = project.mentions_in(document).map(|mention| mention.span).collect();
    for span in &mentions {
        put(*span, Cover::Mention, None);
    }
    let placed = text.whole().into_iter().flat_map(|all| project.claims_overlapping(document, all));
    for (number, (claim, lane)) in (1..).zip(placed) {
        let code = claim.types.first().and_then(|id| project.codes().get(id));
        let mark = Mark { lane, colour: code.map(|code| code.colour) };
        for span in &claim.fragments {
            put(*span, Cover::Claim(mark), Some(number));
        }
    }

    let mut coded: Vec<Paragraph> = covers
        .iter()
        .zip(&ends)
        .zip(printed.clone())
        .map(|((covers, ends), at)| {
            let runs = runs(text, shown(text, all[at]), covers, ends);
            let lanes = runs.iter().flat_map(|run| &run.marks).map(|mark| mark.lane + 1).max();
            Paragraph { runs, lanes: lanes.unwrap_or_default(), ..Paragraph::default() }
        })
        .collect();
    let mut with_note: Vec<&Arc<Claim>> = Vec::new();
    for ((number, claim), place) in (1..).zip(&claims).zip(&places) {
        let here = place.checked_sub(printed.start).and_then(|at| coded.get_mut(at));
        if let Some(paragraph) = here {
            paragraph.notes.push(note(project, claim, number, coders.len() > 1));
            with_note.push(claim);
        }
    }
    make_room(&mut coded);

    let stretch = all.get(printed.clone()).unwrap_or_default();
    let stretch = stretch.iter().copied().reduce(Span::hull);
    let within = |spans: &[Span]| {
        spans.iter().filter(|span| stretch.is_some_and(|whole| whole.overlaps(**span))).count()
    };
    let facts = [
        about.date.map(crate::model::PartialDate::reading).unwrap_or_default(),
        about.source.clone(),
        about.author.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    Some(Edition {
        title: about.title.clone(),
        about: facts.join(" · "),
        language: about.language.clone(),
        part: part(text, stretch, printed.len() < all.len()),
        paragraphs: coded,
        legend: legend(project, &with_note),
        mentions: within(&mentions),
        excluded: within(&excluded),
        foot: foot(project, &coders, today),
    })
}

/// Cuts a text into paragraphs; together they are the text.
///
/// A paragraph ends behind empty lines, and behind a line too long to be broken by hand.
fn paragraphs(text: &Text) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut at, mut ended) = (0, 0, false);
    let mut some = false;
    for line in text.as_str().split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if ended && !blank && some {
            found.extend(Span::new(Offset::from_index(start), Offset::from_index(at)));
            (start, some) = (at, false);
        }
        at += line.len();
        some |= !blank;
        ended = blank || line.len() >= WHOLE_LINE_BYTES || at - start >= PARAGRAPH_BYTES;
    }
    found.extend(Span::new(Offset::from_index(start), Offset::from_index(at)));
    found
}

/// Returns the words of a paragraph without the line breaks around them.
fn shown(text: &Text, paragraph: Span) -> Option<Span> {
    let words = text.quote(paragraph);
    let lead = words.len() - words.trim_start_matches(['\n', '\r']).len();
    let trail = words.len() - words.trim_end().len();
    let start = Offset::from_index(paragraph.start().index() + lead);
    Span::new(start, Offset::from_index(paragraph.end().index() - trail)).ok()
}

/// Returns which paragraph a position lies in; the end of the text lies in the last one.
fn paragraph_at(paragraphs: &[Span], at: Offset) -> usize {
    let index = paragraphs.partition_point(|paragraph| paragraph.end() <= at);
    index.min(paragraphs.len().saturating_sub(1))
}

fn last_byte(span: Span) -> Offset {
    Offset(span.end().0 - 1)
}

/// Returns the paragraph beside which a claim's note stands: where its first number is.
fn note_place(paragraphs: &[Span], first: Option<&Span>) -> usize {
    first.map_or(0, |span| paragraph_at(paragraphs, last_byte(*span)))
}

/// Returns a document's claims in the order of the text, longer ones first: the order of numbers.
fn numbered(project: &Project, document: DocumentId) -> Vec<Arc<Claim>> {
    let mut claims: Vec<Arc<Claim>> = project.claims_in(document).map(Arc::clone).collect();
    order::by_key(&mut claims, |claim| {
        let first = claim.fragments.first();
        (first.map(|span| (span.start(), std::cmp::Reverse(span.end()))), claim.id)
    });
    claims
}

/// Returns the paragraphs that are printed: all, or as many from a place on as can be.
fn printed(
    paragraphs: &[Span],
    places: &[usize],
    from: Offset,
    too_long: bool,
) -> std::ops::Range<usize> {
    if !too_long {
        return 0..paragraphs.len();
    }
    let mut notes = vec![0usize; paragraphs.len()];
    for place in places {
        if let Some(count) = notes.get_mut(*place) {
            *count += 1;
        }
    }
    let first = paragraph_at(paragraphs, from);
    let (mut bytes, mut claims) = (0, 0);
    let rest = paragraphs.iter().zip(&notes).skip(first);
    let fits = rest.take_while(|(paragraph, notes)| {
        // One paragraph is printed at least.
        let room = bytes == 0;
        bytes += paragraph.bytes();
        claims += **notes;
        room || (bytes <= MOST_BYTES && claims <= MOST_CLAIMS)
    });
    let count = fits.count();
    first..first + count
}

/// Cuts a paragraph's words wherever a mark begins or ends.
fn runs(
    text: &Text,
    words: Option<Span>,
    covers: &[(Span, Cover)],
    ends: &BTreeMap<Offset, Vec<usize>>,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut numbers = ends.iter().peekable();
    let mut at = words.map_or(Offset(0), Span::start);
    let end = words.map_or(at, Span::end);
    let mut push = |span: Span, covering: &[Cover]| {
        let mut marks: Vec<Mark> = covering
            .iter()
            .filter_map(|cover| if let Cover::Claim(mark) = cover { Some(*mark) } else { None })
            .collect();
        order::sort(&mut marks);
        // Lines in one lane would lie over each other; the numbers say what lies deeper.
        marks.dedup_by_key(|mark| mark.lane);
        let mut ended = Vec::new();
        while let Some((_, here)) = numbers.next_if(|(place, _)| **place <= span.end()) {
            ended.extend_from_slice(here);
        }
        runs.push(Run {
            words: text.quote(span).to_owned(),
            marks,
            mention: covering.contains(&Cover::Mention),
            excluded: covering.contains(&Cover::Excluded),
            ends: ended,
        });
    };
    for piece in segment::segments(covers) {
        if let Ok(gap) = Span::new(at, piece.span.start()) {
            push(gap, &[]);
        }
        push(piece.span, &piece.covering);
        at = piece.span.end();
    }
    if let Ok(gap) = Span::new(at, end) {
        push(gap, &[]);
    }
    // A claim of line breaks only has no words to stand behind.
    let left: Vec<usize> = numbers.flat_map(|(_, here)| here.clone()).collect();
    if !left.is_empty() {
        runs.push(Run { ends: left, ..Run::default() });
    }
    runs
}

/// Finds the paragraphs whose notes do not fit beside them.
///
/// Notes stand in the margin one below the other, so that many of them drift down from their words;
/// where they would drift too far they are set below their paragraph instead.
fn make_room(paragraphs: &mut [Paragraph]) {
    let mut drift = 0;
    for paragraph in paragraphs {
        let chars: usize = paragraph.runs.iter().map(|run| run.words.chars().count()).sum();
        let (notes, text) = NOTE_LINES;
        let room = chars.div_ceil(LINE_CHARS) * notes / text;
        let wanted = drift + paragraph.notes.iter().map(note_lines).sum::<usize>();
        paragraph.crowded = !paragraph.notes.is_empty() && wanted > room + MOST_DRIFT;
        drift = if paragraph.crowded { drift } else { wanted }.saturating_sub(room + 1);
    }
}

/// Returns how many lines a note takes, roughly, with the space below it.
fn note_lines(note: &Note) -> usize {
    let types: usize = note.types.iter().map(|code| code.name.chars().count() + 5).sum();
    let people = [&note.claimant, &note.addressee, &note.target].map(|name| name.chars().count());
    let about = note.stance.chars().count() + note.issues.chars().count();
    let parts = [types.max(1), people.iter().sum(), about, note.remark.chars().count()];
    parts.iter().map(|chars| chars.div_ceil(NOTE_CHARS)).sum::<usize>() + 1
}

fn note(project: &Project, claim: &Claim, number: usize, name_coder: bool) -> Note {
    let card = Card::new(project, claim);
    let issues: Vec<&str> = card.issues.iter().map(|issue| issue.name.as_str()).collect();
    Note {
        number,
        claimant: card.names(Role::Claimant),
        addressee: card.names(Role::Addressee),
        target: card.names(Role::Target),
        stance: card.stance.map(|(_, name)| name).unwrap_or_default(),
        issues: issues.join(" · "),
        draft: card.status == ClaimStatus::Draft,
        coder: if name_coder { card.coder } else { String::new() },
        remark: claim.note.clone(),
        types: card.types,
    }
}

/// Returns the claim types that are used, in codebook order, then the claims without one.
fn legend(project: &Project, claims: &[&Arc<Claim>]) -> Vec<LegendRow> {
    let mut uses: BTreeMap<_, usize> = BTreeMap::new();
    for id in claims.iter().flat_map(|claim| &claim.types) {
        *uses.entry(*id).or_default() += 1;
    }
    let used = project.codes_of(CodeKind::ClaimType).into_iter();
    let mut rows: Vec<LegendRow> = used
        .filter_map(|code| {
            Some(LegendRow {
                colour: Some(code.colour),
                name: code.name.clone(),
                key: code.key.map(|key| key.to_uppercase().to_string()).unwrap_or_default(),
                claims: *uses.get(&code.id)?,
            })
        })
        .collect();
    let none = claims.iter().filter(|claim| claim.types.is_empty()).count();
    if none > 0 {
        let name = "No type".to_owned();
        rows.push(LegendRow { colour: None, name, key: String::new(), claims: none });
    }
    rows
}

/// Says which part of a document is printed; nothing when it is the whole.
fn part(text: &Text, stretch: Option<Span>, cut: bool) -> String {
    let chars = stretch.filter(|_| cut).and_then(|stretch| text.span_to_chars(stretch));
    let Some((start, end)) = chars else { return String::new() };
    let number = |chars: u32| grouped(usize::try_from(chars).unwrap_or(usize::MAX));
    let first = number(start.0 + 1);
    let (last, all) = (number(end.0), number(text.chars()));
    let next = if stretch.is_some_and(|stretch| stretch.end() < text.end()) {
        " Put the caret behind them and print again for the next part."
    } else {
        ""
    };
    format!(
        "This document is too long to be printed at once: these are the characters {first} to \
         {last} of {all}, from the caret's paragraph on.{next}"
    )
}

fn foot(project: &Project, coders: &BTreeSet<crate::model::CoderId>, today: Timestamp) -> String {
    let names: Vec<String> = coders
        .iter()
        .filter_map(|id| project.coders().get(id))
        .map(|coder| coder.name.clone())
        .collect();
    let mut parts = vec![project.info().name.clone()];
    if !names.is_empty() {
        parts.push(format!("coded by {}", listed(&names)));
    }
    parts.push(format!("printed on {}", today.to_iso_day()));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::sample;
    use crate::model::{ActorId, ClaimId, CodeId, Coder, CoderId, Participant, Record};
    use crate::model::{Document, ExcludedSpan};

    const TODAY: Timestamp = Timestamp(1_605_173_405_999);
    const HERE: DocumentId = DocumentId(50);

    /// A project with one more document, and claims of these fragments.
    fn coded(text: &str, claims: &[&[(u32, u32)]]) -> Project {
        let mut project = sample();
        let text = Text::new(text);
        let mut document = Document::new(HERE, "Paper".to_owned(), &text, TODAY);
        document.source = "Gazette".to_owned();
        project.put(Record::Document(Arc::new(document)));
        project.put(Record::Text(HERE, text));
        for (nth, fragments) in (100..).zip(claims) {
            let span = |pair: &(u32, u32)| Span::try_from(*pair).unwrap();
            let mut claim = Claim::new(ClaimId(nth), HERE, CoderId(1), span(&fragments[0]), TODAY);
            claim.fragments = fragments.iter().map(span).collect();
            claim.types = vec![CodeId(1 + nth % 2)];
            project.put(Record::Claim(Arc::new(claim)));
        }
        project
    }

    fn printed_of(project: &Project) -> Edition {
        edition(project, HERE, Offset(0), TODAY).unwrap()
    }

    /// The words with each run's lanes and numbers: `[01 words](2)`.
    fn drawn(paragraph: &Paragraph) -> String {
        let one = |run: &Run| {
            let lanes: String = run.marks.iter().map(|mark| mark.lane.to_string()).collect();
            let words = if lanes.is_empty() {
                run.words.clone()
            } else {
                format!("[{lanes} {}]", run.words)
            };
            let ends: Vec<String> = run.ends.iter().map(usize::to_string).collect();
            if ends.is_empty() { words } else { format!("{words}({})", ends.join(",")) }
        };
        paragraph.runs.iter().map(one).collect()
    }

    #[test]
    fn paragraphs_are_the_text_again() {
        let long = format!("{}\nnext\n", "word ".repeat(60));
        for s in ["", "one", "\n\n one\n\ntwo\nlines\n\n\nthree", &long, &"line\n".repeat(2_000)] {
            let text = Text::new(s);
            let cut = paragraphs(&text);
            assert_eq!(cut.iter().map(|p| text.quote(*p)).collect::<String>(), s);
        }
        assert_eq!(paragraphs(&Text::new("\n\n one\n\ntwo\nlines\n\n\nthree")).len(), 3);
        assert_eq!(paragraphs(&Text::new(long)).len(), 2, "a long line is a paragraph");
    }

    #[test]
    fn every_fragment_ends_in_the_number_of_its_note() {
        let project = coded("one two three\n\nfour five six\n", &[&[(4, 7), (15, 19)], &[(0, 13)]]);
        let edition = printed_of(&project);
        let shown: Vec<String> = edition.paragraphs.iter().map(drawn).collect();
        // Each claim takes the lowest lane that was free when it came.
        assert_eq!(shown, ["[1 one ][01 two](2)[1  three](1)", "[0 four](2) five six"]);
        let numbers: Vec<Vec<usize>> =
            edition.paragraphs.iter().map(|p| p.notes.iter().map(|n| n.number).collect()).collect();
        assert_eq!(numbers, [vec![1, 2], vec![]]);
    }

    #[test]
    fn a_claim_over_paragraphs_is_marked_in_each_and_numbered_at_its_end() {
        let project = coded("one\n\ntwo\n\nthree", &[&[(0, 10)]]);
        let shown: Vec<String> = printed_of(&project).paragraphs.iter().map(drawn).collect();
        assert_eq!(shown, ["[0 one]", "[0 two](1)", "three"]);
        let empty = coded("\n\n", &[&[(0, 1)]]);
        let shown: Vec<String> = printed_of(&empty).paragraphs.iter().map(drawn).collect();
        assert_eq!(shown, ["(1)"], "a claim of an empty line has its number and its note");
    }

    #[test]
    fn the_legend_counts_the_types_that_are_used() {
        let mut project = coded("one two three", &[&[(0, 3)], &[(4, 7)], &[(8, 13)]]);
        let mut bare = Claim::clone(&project.claims()[&ClaimId(102)]);
        bare.types.clear();
        bare.note = "Ask again.".to_owned();
        let claimant = Participant { role: Role::Claimant, actor: ActorId(2), mention: None };
        bare.participants = vec![claimant];
        project.put(Record::Claim(Arc::new(bare)));
        let edition = printed_of(&project);
        let rows: Vec<(&str, Option<u8>, usize)> =
            edition.legend.iter().map(|r| (r.name.as_str(), r.colour, r.claims)).collect();
        assert_eq!(rows, [("demand", Some(0), 1), ("rejection", Some(1), 1), ("No type", None, 1)]);
        let last = &edition.paragraphs[0].notes[2];
        assert_eq!((last.claimant.as_str(), last.remark.as_str()), ("Bo Béla", "Ask again."));
        assert_eq!(last.coder, "", "one coder need not be named at each note");
        assert_eq!(edition.about, "Gazette");
        assert_eq!(edition.foot, "Sample · coded by Cleo · printed on 2020-11-12");
    }

    #[test]
    fn several_coders_are_named_and_what_is_excluded_is_marked() {
        let mut project = coded("one two three", &[&[(0, 3)], &[(4, 7)]]);
        project.put(Record::Coder(Arc::new(Coder::new(CoderId(2), "Dora"))));
        let mut other = Claim::clone(&project.claims()[&ClaimId(101)]);
        other.coder = CoderId(2);
        project.put(Record::Claim(Arc::new(other)));
        let mut document = Document::clone(&project.documents()[&HERE]);
        let span = Span::try_from((8, 13)).unwrap();
        document.excluded = vec![ExcludedSpan { span, reason: String::new() }];
        project.put(Record::Document(Arc::new(document)));
        let edition = printed_of(&project);
        let coders: Vec<&str> =
            edition.paragraphs[0].notes.iter().map(|note| note.coder.as_str()).collect();
        assert_eq!(coders, ["Cleo", "Dora"]);
        assert!(edition.foot.contains("coded by Cleo and Dora"), "{}", edition.foot);
        assert!(edition.paragraphs[0].runs.last().unwrap().excluded);
        assert_eq!((edition.excluded, edition.mentions), (1, 0));
    }

    #[test]
    fn many_notes_beside_few_words_stand_below_them() {
        let fragments: Vec<[(u32, u32); 1]> = (0..16).map(|n| [(n, n + 3)]).collect();
        let claims: Vec<&[(u32, u32)]> =
            fragments.iter().map(<[(u32, u32); 1]>::as_slice).collect();
        let project = coded("one two three four", &claims);
        let paragraph = &printed_of(&project).paragraphs[0];
        assert!(paragraph.crowded);
        assert_eq!(paragraph.lanes, 3, "three words at most lie in one place");
        assert!(!printed_of(&coded("one two three four", &claims[..2])).paragraphs[0].crowded);
    }

    #[test]
    fn no_more_lines_are_drawn_than_there_are_lanes() {
        let claims: Vec<&[(u32, u32)]> = vec![&[(0, 3)]; 9];
        let edition = printed_of(&coded("one two", &claims));
        assert_eq!(drawn(&edition.paragraphs[0]), "[0123 one](1,2,3,4,5,6,7,8,9) two");
        assert_eq!(edition.paragraphs[0].lanes, crate::text::index::LANES);
    }

    #[test]
    fn a_document_that_is_too_long_is_printed_in_parts_that_say_so() {
        let line = format!("{}\n\n", "word ".repeat(100));
        let text = line.repeat(600);
        let project = coded(&text, &[&[(5, 9)], &[(300_000, 300_004)]]);
        assert!(is_too_long(&project, HERE));
        let first = printed_of(&project);
        assert!(first.part.contains("the characters 1 to 249,"), "{}", first.part);
        assert!(first.part.ends_with("for the next part."), "{}", first.part);
        assert_eq!(first.legend.len(), 1);
        let second = edition(&project, HERE, Offset(250_000), TODAY).unwrap();
        assert!(second.part.ends_with("caret's paragraph on."), "{}", second.part);
        let numbers: Vec<usize> =
            second.paragraphs.iter().flat_map(|p| &p.notes).map(|note| note.number).collect();
        assert_eq!(numbers, [2], "the numbers are those of the whole document");
        let words: usize = first
            .paragraphs
            .iter()
            .chain(&second.paragraphs)
            .flat_map(|p| &p.runs)
            .map(|run| run.words.split_whitespace().count())
            .sum();
        assert!(words >= 60_000, "both parts together hold every word: {words}");
    }

    #[test]
    fn the_sample_text_is_printed_whole() {
        let project = sample();
        let edition = edition(&project, DocumentId(1), Offset(0), TODAY).unwrap();
        assert_eq!(edition.part, "");
        let words: String =
            edition.paragraphs.iter().flat_map(|p| &p.runs).map(|run| run.words.as_str()).collect();
        let text = project.text(DocumentId(1)).unwrap().as_str();
        assert_eq!(
            words.split_whitespace().collect::<Vec<_>>(),
            text.split_whitespace().collect::<Vec<_>>()
        );
        assert_eq!(edition.mentions, 1);
    }
}
