//! Commands that move the caret and select.

use super::{Command, Group, Scope, in_document};
use crate::desk::view::card;
use crate::desk::{Caret, Desk, Effect, Focus, LineStep, Notice, Outcome};
use crate::model::ClaimId;
use crate::text::direction::{self, Direction};
use crate::text::motion::Unit;

/// One command of moving by a unit, in one direction, with or without extending.
macro_rules! step {
    ($id:literal, $title:literal, $keys:expr, $unit:expr, $back:literal, $extend:literal) => {
        Command {
            id: $id,
            title: $title,
            help: "Moves the caret in the text; with Shift the selection grows.",
            group: Group::Text,
            keys: $keys,
            scope: Scope::Text,
            enabled: in_document,
            run: |desk, _| step(desk, $unit, $back, $extend),
        }
    };
}

/// One command of moving by a screen line.
macro_rules! line {
    ($id:literal, $title:literal, $keys:expr, $to:expr, $extend:literal) => {
        Command {
            id: $id,
            title: $title,
            help: "Moves the caret by lines as drawn; with Shift the selection grows.",
            group: Group::Text,
            keys: $keys,
            scope: Scope::Text,
            enabled: in_document,
            run: |_, _| Ok(vec![Effect::MoveLine { to: $to, extend: $extend }]),
        }
    };
}

pub(super) const COMMANDS: &[Command] = &[
    step!("text.left", "Character left", &["ArrowLeft"], Unit::Character, true, false),
    step!("text.right", "Character right", &["ArrowRight"], Unit::Character, false, false),
    line!("text.up", "Line up", &["ArrowUp"], LineStep::Up, false),
    line!("text.down", "Line down", &["ArrowDown"], LineStep::Down, false),
    line!("text.line-start", "Start of the line", &["Home"], LineStep::Start, false),
    line!("text.line-end", "End of the line", &["End"], LineStep::End, false),
    line!(
        "text.select-line-start",
        "Select to the start of the line",
        &["Shift+Home"],
        LineStep::Start,
        true
    ),
    line!(
        "text.select-line-end",
        "Select to the end of the line",
        &["Shift+End"],
        LineStep::End,
        true
    ),
    step!("text.word-left", "Word left", &["Ctrl+ArrowLeft"], Unit::Word, true, false),
    step!("text.word-right", "Word right", &["Ctrl+ArrowRight"], Unit::Word, false, false),
    step!("text.sentence-left", "Previous sentence", &["("], Unit::Sentence, true, false),
    step!("text.sentence-right", "Next sentence", &[")"], Unit::Sentence, false, false),
    step!(
        "text.paragraph-up",
        "Previous paragraph",
        &["Ctrl+ArrowUp", "{"],
        Unit::Paragraph,
        true,
        false
    ),
    step!(
        "text.paragraph-down",
        "Next paragraph",
        &["Ctrl+ArrowDown", "}"],
        Unit::Paragraph,
        false,
        false
    ),
    step!("text.start", "Start of the text", &["Ctrl+Home"], Unit::Document, true, false),
    step!("text.end", "End of the text", &["Ctrl+End"], Unit::Document, false, false),
    step!(
        "text.select-start",
        "Select to the start",
        &["Ctrl+Shift+Home"],
        Unit::Document,
        true,
        true
    ),
    step!("text.select-end", "Select to the end", &["Ctrl+Shift+End"], Unit::Document, false, true),
    step!("text.select-left", "Select left", &["Shift+ArrowLeft"], Unit::Character, true, true),
    step!("text.select-right", "Select right", &["Shift+ArrowRight"], Unit::Character, false, true),
    line!("text.select-up", "Select a line up", &["Shift+ArrowUp"], LineStep::Up, true),
    line!("text.select-down", "Select a line down", &["Shift+ArrowDown"], LineStep::Down, true),
    line!("text.page-up", "Page up", &["PageUp"], LineStep::PageUp, false),
    line!("text.page-down", "Page down", &["PageDown"], LineStep::PageDown, false),
    line!("text.select-page-up", "Select a page up", &["Shift+PageUp"], LineStep::PageUp, true),
    line!(
        "text.select-page-down",
        "Select a page down",
        &["Shift+PageDown"],
        LineStep::PageDown,
        true
    ),
    step!(
        "text.select-word-left",
        "Select a word left",
        &["Ctrl+Shift+ArrowLeft"],
        Unit::Word,
        true,
        true
    ),
    step!(
        "text.select-word-right",
        "Select a word right",
        &["Ctrl+Shift+ArrowRight"],
        Unit::Word,
        false,
        true
    ),
    step!(
        "text.select-sentence-left",
        "Select to the sentence before",
        &["<"],
        Unit::Sentence,
        true,
        true
    ),
    step!(
        "text.select-sentence",
        "Select to the next sentence",
        &[">"],
        Unit::Sentence,
        false,
        true
    ),
    step!(
        "text.select-paragraph-up",
        "Select a paragraph up",
        &["Ctrl+Shift+ArrowUp"],
        Unit::Paragraph,
        true,
        true
    ),
    step!(
        "text.select-paragraph-down",
        "Select a paragraph down",
        &["Ctrl+Shift+ArrowDown"],
        Unit::Paragraph,
        false,
        true
    ),
    Command {
        id: "text.take",
        title: "Select word, sentence, paragraph",
        help: "Takes the word around the caret; again its sentence, then its paragraph.",
        group: Group::Text,
        keys: &["Space"],
        scope: Scope::Text,
        enabled: in_document,
        run: |desk, _| take(desk, Caret::take),
    },
    Command {
        id: "text.take-sentence",
        title: "Select sentence, paragraph",
        help: "Takes the sentence around the caret; again its paragraph.",
        group: Group::Text,
        keys: &["v"],
        scope: Scope::Text,
        enabled: in_document,
        run: |desk, _| {
            take(desk, |caret, text| caret.grow(text, &[Unit::Sentence, Unit::Paragraph]))
        },
    },
    Command {
        id: "claim.next",
        title: "Next claim",
        help: "Chooses the next claim of the document.",
        group: Group::Text,
        keys: &["n"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| claim(desk, false),
    },
    Command {
        id: "claim.previous",
        title: "Previous claim",
        help: "Chooses the claim before.",
        group: Group::Text,
        keys: &["p"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| claim(desk, true),
    },
    Command {
        id: "overlap.next",
        title: "Next of overlapping claims",
        help: "Where claims overlap at the caret, chooses the next one of them.",
        group: Group::Text,
        keys: &["k"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| overlap(desk),
    },
];

fn step(desk: &mut Desk, unit: Unit, back: bool, extend: bool) -> Outcome {
    let Some(text) = desk.text() else { return Ok(Vec::new()) };
    let at = desk.caret().focus;
    // Left and right are sides of the screen: where letters run from right to left, what comes next
    // stands further left. Only the page knows how letters of both kinds are laid out.
    if unit == Unit::Character && direction::mixed_near(text, at) {
        return Ok(vec![Effect::MoveSideways { left: back, extend }]);
    }
    let mirrored = unit == Unit::Word && direction::of_line(text, at) == Direction::RightToLeft;
    let caret = desk.caret().step(text, unit, back != mirrored, extend);
    desk.set_caret(caret);
    Ok(Vec::new())
}

fn take(desk: &mut Desk, take: impl Fn(Caret, &crate::text::Text) -> Caret) -> Outcome {
    let Some(text) = desk.text() else { return Ok(Vec::new()) };
    let caret = take(desk.caret(), text);
    desk.set_caret(caret);
    Ok(Vec::new())
}

/// Chooses the claim after or before the chosen one, or after or before the caret.
fn claim(desk: &mut Desk, back: bool) -> Outcome {
    let Some(document) = desk.document() else { return Ok(Vec::new()) };
    match desk.neighbour_claim(back) {
        Some(id) => go_to(desk, id),
        None if !desk.filter().is_open() => Err(Notice::warning(
            "No further claim answers the filter.",
            "Clear the filter to go through all claims.",
        )),
        None if desk.project().claim_count(document) == 0 => Err(Notice::warning(
            "There are no claims in this document yet.",
            "Select some words and press a claim type's key.",
        )),
        None => Err(Notice::warning(
            match (desk.focused_claim().is_some(), back) {
                (true, true) => "This is the first claim.",
                (true, false) => "This is the last claim.",
                (false, true) => "No claim begins before the caret.",
                (false, false) => "No claim begins after the caret.",
            },
            "",
        )),
    }
}

/// Chooses a claim and brings the caret to it, so that one reads on from there; words that are selected
/// stay so, for they may be meant for the claim.
pub(super) fn go_to(desk: &mut Desk, id: ClaimId) -> Outcome {
    let effects = choose(desk, id)?;
    let start = desk.focused_claim().and_then(|claim| Some(claim.hull()?.start()));
    if let (Some(start), None) = (start, desk.selected()) {
        desk.set_caret(Caret::at(start));
    }
    Ok(effects)
}

/// Chooses a claim and says so.
fn choose(desk: &mut Desk, id: ClaimId) -> Outcome {
    desk.set_focus(Focus::Claim(id));
    let Some(claim) = desk.focused_claim() else { return Ok(Vec::new()) };
    let summary = card::Card::new(desk.project(), claim).spoken();
    let reveal = claim.hull().map(Effect::Reveal);
    Ok(reveal.into_iter().chain([Effect::FocusClaim(id), Effect::Say(summary)]).collect())
}

fn overlap(desk: &mut Desk) -> Outcome {
    use crate::desk::view::highlights::{Hit, hits};
    let at = desk
        .focused_claim()
        .and_then(|claim| claim.fragments.first().map(|span| span.start()))
        .filter(|_| desk.caret().span().is_none() && hits(desk, desk.caret().focus).is_empty())
        .unwrap_or(desk.caret().focus);
    let here = hits(desk, at);
    let chosen = here.iter().position(|hit| Focus::from(*hit) == desk.focus());
    let next = chosen.map_or(0, |at| (at + 1) % here.len().max(1));
    match here.get(next) {
        Some(Hit::Claim(id)) => choose(desk, *id),
        Some(hit @ Hit::Mention(id)) => {
            let (hit, id) = (*hit, *id);
            desk.set_focus(hit.into());
            Ok(vec![Effect::FocusMention(id)])
        }
        None => Err(Notice::warning("Nothing is coded at the caret.", "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Host, command};
    use crate::model::{Document, DocumentId, Project, ProjectId, Record, Timestamp};
    use crate::text::{Offset, Text};

    fn reading(words: &str) -> Desk {
        let text = Text::new(words);
        let mut project = Project::new(ProjectId(1), "Study", Timestamp(0));
        let document = Document::new(DocumentId(2), "Talks".to_owned(), &text, Timestamp(0));
        project.put(Record::Document(std::sync::Arc::new(document)));
        project.put(Record::Text(DocumentId(2), text));
        Desk::new(project, None)
    }

    fn press(desk: &mut Desk, id: &str) -> Vec<Effect> {
        let mut random = || 7;
        let mut host = Host { now: Timestamp(1), random: &mut random };
        (command::command(id).unwrap().run)(desk, &mut host).unwrap()
    }

    #[test]
    fn in_a_line_of_hebrew_the_next_word_is_to_the_left() {
        let words = "Talks in Norland\nשלום עליכם לכולם";
        let mut desk = reading(words);
        press(&mut desk, "text.word-right");
        assert_eq!(desk.caret().focus, Offset(5));
        let second = Offset::from_index(words.find("עליכם").unwrap());
        desk.set_caret(Caret::at(second));
        press(&mut desk, "text.word-left");
        assert!(desk.caret().focus > second);
        desk.set_caret(Caret::at(second));
        press(&mut desk, "text.word-right");
        assert!(desk.caret().focus < second);
    }

    #[test]
    fn a_step_among_letters_of_both_kinds_is_left_to_the_page() {
        let mut desk = reading("Talks\nשלום Berg");
        assert_eq!(press(&mut desk, "text.right"), []);
        assert_eq!(desk.caret().focus, Offset(1));
        desk.set_caret(Caret::at(Offset(8)));
        let left = Effect::MoveSideways { left: true, extend: false };
        assert_eq!(press(&mut desk, "text.left"), [left]);
        let right = Effect::MoveSideways { left: false, extend: true };
        assert_eq!(press(&mut desk, "text.select-right"), [right]);
    }
}
