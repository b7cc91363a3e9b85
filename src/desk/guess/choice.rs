//! Chooses, among all who say something around a claim, the one who says the claim.

use super::heading;
use super::names;
use super::reading::{self, Said, Sentence, Speaker};
use super::token::{self, Kind, Token};
use super::{AHEAD, BACK, Guess, Why};
use crate::desk::Desk;
use crate::model::{ActorId, Claim, DocumentId};
use crate::text::{Offset, Span, Text};

/// Tokens at the head of a claim among which its own verb may stand: “also clearly stressed that”.
const HEAD: usize = 5;
/// Tokens between a quotation and the verb behind it.
const TAIL: usize = 14;
/// Sentences before that say who speaks on.
const CARRIED: usize = 6;

/// What the words around a claim tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// This actor makes it.
    Guess(Guess),
    /// Somebody makes it who is not in the registry.
    Stranger,
    /// They do not tell.
    Nothing,
}

impl Found {
    fn of(said: &Said, sure: Option<Why>) -> Self {
        match said.speaker {
            Speaker::Actor(actor) => Self::Guess(Guess { actor, why: sure.unwrap_or(said.why) }),
            Speaker::Stranger => Self::Stranger,
            Speaker::Nobody => Self::Nothing,
        }
    }

    fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Nothing { other() } else { self }
    }
}

/// Chooses who makes the claim of a span, of all that the text says in the words around it; also
/// returns whoever spoke last in the line with words before.
pub(super) fn choose(
    desk: &Desk,
    claim: &Claim,
    text: &Text,
    span: Span,
) -> (Found, Option<Guess>) {
    let around = window(text, span);
    let stretch = text.quote(around);
    let tokens = token::tokens(stretch);
    let names = names::names(&desk.project, claim.document, around, stretch, &tokens);
    let sentences = reading::read(&desk.project, stretch, &tokens, &names);
    let shift = around.start().index();
    let (start, end) = (span.start().index() - shift, span.end().index() - shift);
    let at = |token: &Token| token.start <= start && start < token.end.max(token.start + 1);
    let Some(number) = sentences.iter().position(|one| {
        let last = tokens[one.tokens.end - 1].end;
        tokens[one.tokens.start].start <= start && start < last.max(1)
    }) else {
        return (Found::Nothing, None);
    };
    let place = Place { tokens: &tokens, sentences: &sentences, number, start, end };
    let above = || match heading::speaker(&desk.project, claim.document, text, span.start()) {
        Some((actor, why)) => Found::Guess(Guess { actor, why }),
        None => Found::Nothing,
    };
    let quotation =
        tokens.iter().position(|token| matches!(token.kind, Kind::Quotation { .. }) && at(token));
    if let Some(quotation) = quotation {
        let opens = Offset::from_index(shift + tokens[quotation].start);
        let same = || {
            let before = desk.claimants_before(claim, span.start()).next();
            match before.filter(|(_, at)| *at >= opens) {
                Some((actor, _)) => Found::Guess(Guess { actor, why: Why::Quotation }),
                None => Found::Nothing,
            }
        };
        let found = place
            .beside(number, quotation)
            .or(same)
            .or(|| place.chained(quotation))
            .or(|| place.begun(quotation))
            .or(|| place.introduced(place.number))
            .or(above)
            .or(|| place.carried());
        return (found, place.last_speaker());
    }
    let found = place.clause().or(above).or(|| place.carried()).or(|| place.named());
    (found, place.last_speaker())
}

/// Returns whom a title names first as one of whom it speaks.
pub(super) fn named_in_title(desk: &Desk, document: DocumentId, title: &str) -> Option<ActorId> {
    // Mentions are places in the text; a title has none.
    let nowhere = Span::new(Offset(u32::MAX - 1), Offset(u32::MAX)).ok()?;
    let tokens = token::tokens(title);
    let names = names::names(&desk.project, document, nowhere, title, &tokens);
    let sentences = reading::read(&desk.project, title, &tokens, &names);
    let mut all = sentences.iter().flat_map(|one| &one.referred).filter(|one| one.free);
    all.find_map(|one| match one.speaker {
        Speaker::Actor(actor) => Some(actor),
        _ => None,
    })
}

/// Counts the bytes of a span that stand in quotations of its line, their marks included.
pub(super) fn quoted_bytes(text: &Text, span: Span) -> usize {
    let around = window(text, span);
    let stretch = text.quote(around);
    let shift = around.start().index();
    let (start, end) = (span.start().index() - shift, span.end().index() - shift);
    let tokens = token::tokens(stretch);
    let quotations = tokens.iter().filter(|token| matches!(token.kind, Kind::Quotation { .. }));
    quotations.map(|token| token.end.min(end).saturating_sub(token.start.max(start))).sum()
}

/// Returns the stretch that is read: whole lines, or words of a very long one.
fn window(text: &Text, span: Span) -> Span {
    let s = text.as_str();
    let (start, end) = (span.start().index(), span.end().index());
    let low = text.floor(Offset::from_index(start.saturating_sub(BACK))).index();
    let back = s.get(low..start).unwrap_or_default();
    let from = if low == 0 {
        0
    } else {
        // Without a line's start in reach a word's has to do.
        let border = back.find('\n').or_else(|| back.find(' '));
        border.map_or(start, |at| low + at + 1)
    };
    let high = text.floor(Offset::from_index((end + AHEAD).min(s.len()))).index();
    let ahead = s.get(end..high).unwrap_or_default();
    let to = if high == s.len() { high } else { ahead.rfind('\n').map_or(high, |at| end + at) };
    Span::new(Offset::from_index(from), Offset::from_index(to)).unwrap_or(span)
}

/// A claim among the sentences around it. Bytes are counted from where the stretch starts.
struct Place<'r, 'a> {
    tokens: &'r [Token<'a>],
    sentences: &'r [Sentence],
    /// The sentence in which it begins.
    number: usize,
    start: usize,
    end: usize,
}

impl Place<'_, '_> {
    fn sentence(&self) -> &Sentence {
        &self.sentences[self.number]
    }

    /// Returns who speaks in a quotation by the words of its sentence.
    fn beside(&self, number: usize, quotation: usize) -> Found {
        let said = &self.sentences[number].said;
        let known = |one: &&Said| one.speaker != Speaker::Nobody && !one.noun;
        let before = said.iter().filter(known).rfind(|one| one.at < quotation && !one.aside);
        let parts = |from: usize, to: usize| {
            self.tokens[from..to].iter().any(|t| matches!(t.kind, Kind::Quotation { .. }))
        };
        let behind = said.iter().filter(known).find(|one| one.at > quotation);
        let contrast =
            self.tokens.get(quotation + 1).is_some_and(|t| t.is_one_of("while but whereas though"));
        let behind = behind
            .filter(|one| one.at <= quotation + TAIL && !parts(quotation + 1, one.at) && !contrast);
        let colon =
            quotation.checked_sub(1).is_some_and(|at| self.tokens[at].kind == Kind::Mark(':'));
        let directly = before.is_some_and(|one| colon || quotation - one.at <= 2);
        let chosen = if directly { before.or(behind) } else { behind.or(before) };
        chosen.map_or(Found::Nothing, |said| {
            // A name beside it makes it sure; a pronoun or an office says how it is known.
            let sure = (said.why == Why::Sentence).then_some(Why::Quotation);
            Found::of(said, sure)
        })
    }

    /// Follows a speech of several paragraphs to the one that says whose it is.
    fn chained(&self, quotation: usize) -> Found {
        let mut last = self.tokens[quotation];
        for (number, sentence) in self.sentences.iter().enumerate().skip(self.number + 1) {
            if last.kind != (Kind::Quotation { closed: false }) {
                break;
            }
            let first = sentence.tokens.start;
            match self.tokens[first].kind {
                Kind::Break => {}
                Kind::Quotation { .. } => {
                    let found = self.beside(number, first);
                    if found != Found::Nothing {
                        return found;
                    }
                    last = self.tokens[first];
                }
                _ => break,
            }
        }
        Found::Nothing
    }

    /// Goes back through a speech of several paragraphs to the one that says whose it is.
    fn begun(&self, quotation: usize) -> Found {
        let mut first = quotation;
        for (number, sentence) in self.sentences[..self.number].iter().enumerate().rev() {
            let mut tokens = sentence.tokens.clone().rev();
            let Some(last) = tokens.find(|at| self.tokens[*at].kind != Kind::Break) else {
                continue;
            };
            // What opens in this line and is not closed there goes on in the next.
            if first != self.sentences[number + 1].tokens.start
                && self.tokens[sentence.tokens.end..first].iter().any(|t| t.kind != Kind::Break)
                || self.tokens[last].kind != (Kind::Quotation { closed: false })
            {
                break;
            }
            let found = self.beside(number, last).or(|| self.introduced(number));
            if found != Found::Nothing {
                return found;
            }
            first = last;
        }
        Found::Nothing
    }

    /// Returns whom the line above the quotation of a sentence introduces: “Ann wrote to Bo:”.
    fn introduced(&self, number: usize) -> Found {
        let first = self.sentences[number].tokens.start;
        if !matches!(self.tokens[first].kind, Kind::Quotation { .. }) {
            return Found::Nothing;
        }
        let before = self.sentences[..number].iter().rev();
        let mut before = before.filter(|one| self.tokens[one.tokens.start].kind != Kind::Break);
        let Some(lead) = before.next() else { return Found::Nothing };
        let mut marks = self.tokens[lead.tokens.clone()].iter().rev();
        let colon = marks
            .find(|token| token.kind != Kind::Break)
            .is_some_and(|t| t.kind == Kind::Mark(':'));
        if !colon {
            return Found::Nothing;
        }
        let named = lead.referred.iter().find(|one| one.free).map(|one| one.speaker);
        match lead.speaker().map(|said| said.speaker).or(named) {
            Some(Speaker::Actor(actor)) => Found::Guess(Guess { actor, why: Why::Introduced }),
            Some(Speaker::Stranger) => Found::Stranger,
            _ => Found::Nothing,
        }
    }

    /// Returns who says the claim by the words of its own sentence.
    fn clause(&self) -> Found {
        let sentence = self.sentence();
        let byte = |said: &Said| self.tokens[said.at].start;
        let told = |said: &&Said| said.speaker != Speaker::Nobody;
        let first = sentence.tokens.clone().find(|at| self.tokens[*at].end > self.start);
        let first = first.unwrap_or(sentence.tokens.end);
        // The claim begins with its verb: “Ann |stressed that …|”.
        let own = sentence.said.iter().filter(told).find(|one| {
            first <= one.at
                && one.at < first + HEAD
                && !one.noun
                && one.subject.is_some_and(|(_, end)| end <= self.start)
        });
        if let Some(said) = own {
            return Found::of(said, None);
        }
        let mut earlier = sentence.said.iter().filter(told).filter(|one| byte(one) < self.start);
        let words = |from: usize| {
            let between = &self.tokens[from + 1..first.max(from + 1)];
            let closed = |t: &&Token| {
                matches!(t.kind, Kind::Mark(',' | ';' | '—' | '–') | Kind::Quotation { .. })
                    || t.is_one_of("and but while")
            };
            (between.len(), !between.iter().any(|t| closed(&t)))
        };
        // What stands right behind a verb belongs to it; further on the sentence's main verb counts.
        let near = earlier.clone().rfind(|one| {
            let (length, open) = words(one.at);
            open && (!one.noun || length <= 3)
        });
        let main = || earlier.find(|one| !one.noun && !one.aside);
        if let Some(said) = near.or_else(main) {
            return Found::of(said, None);
        }
        let inside = |said: &Said| self.start <= byte(said) && byte(said) < self.end;
        let within =
            sentence.said.iter().filter(told).find(|one| {
                inside(one) && one.subject.is_none_or(|(start, _)| self.start <= start)
            });
        let behind = || {
            sentence.said.iter().filter(told).find(|one| {
                let from = one.subject.map_or(byte(one), |(start, _)| start.min(byte(one)));
                let after = self.tokens[one.at].is("according") || self.parted(self.end, from);
                byte(one) >= self.end && !one.noun && after
            })
        };
        within.or_else(behind).map_or(Found::Nothing, |said| Found::of(said, None))
    }

    /// Says whether a comma, a dash or a quotation stands between two places or right before them.
    fn parted(&self, from: usize, to: usize) -> bool {
        self.tokens.iter().any(|token| {
            let between = from <= token.end && token.end <= to;
            between
                && matches!(token.kind, Kind::Mark(',' | '—' | '–' | '-') | Kind::Quotation { .. })
        })
    }

    /// Returns who speaks in the sentences before, in the same line.
    fn carried(&self) -> Found {
        let first = self.sentence().tokens.start;
        let before = self.sentences[..self.number].iter().rev().take(CARRIED);
        for sentence in before {
            if self.tokens[sentence.tokens.start..first].iter().any(|t| t.kind == Kind::Break) {
                break;
            }
            if let Some(said) = sentence.speaker() {
                return Found::of(said, Some(Why::Carried));
            }
        }
        Found::Nothing
    }

    /// Returns whoever spoke last in the line with words before the one of the claim.
    fn last_speaker(&self) -> Option<Guess> {
        let is_break = |at: &usize| self.tokens[*at].kind == Kind::Break;
        let line = (0..self.sentence().tokens.start).rev().find(is_break)?;
        let last = (0..line).rev().find(|at| !is_break(at))?;
        let line_start = (0..last).rev().find(is_break).unwrap_or(0);
        let mut before = self.sentences[..self.number].iter().rev();
        let line = before.by_ref().skip_while(|one| one.tokens.start > last);
        let mut line = line.take_while(|one| one.tokens.end > line_start + 1);
        match line.find_map(Sentence::speaker)?.speaker {
            Speaker::Actor(actor) => Some(Guess { actor, why: Why::LastSpeaker }),
            _ => None,
        }
    }

    /// Returns who is named right before a claim that begins with a verb of the past: what is told of
    /// somebody is mostly what that one did.
    fn named(&self) -> Found {
        let sentence = self.sentence();
        let first = sentence.tokens.clone().find(|at| self.tokens[*at].end > self.start);
        let acts = first.is_some_and(|at| self.tokens[at].words.ends_with("ed"));
        let beside = sentence.referred.iter().rfind(|one| one.bytes.1 <= self.start);
        let beside = beside.filter(|one| one.free && acts && self.start - one.bytes.1 <= 1);
        match beside.map(|one| one.speaker) {
            Some(Speaker::Actor(actor)) => Found::Guess(Guess { actor, why: Why::Named }),
            Some(Speaker::Stranger) => Found::Stranger,
            _ => Found::Nothing,
        }
    }
}
