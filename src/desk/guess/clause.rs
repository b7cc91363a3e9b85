//! Who says something in a sentence: reporting verbs and nouns with their subjects.

use std::ops::Range;

use super::reference::Reference;
use super::token::{Kind, Token};
use super::verbs::{self, Form};

/// Helping verbs and adverbs that may stand between a subject and its verb.
const BETWEEN: &str = "again also always been being can clearly could did do does earlier even ever \
    further had has have in-turn just later may might must never not now often once only rather should \
    still then therefore thus too will would yet cannot didn't doesn't don't hasn't won't didn’t doesn’t \
    don’t won’t today yesterday";

/// Forms of “to be”, which make a verb passive.
const BE: &str = "am are be been being got is remain remained remains was were";

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The reference of this number.
    Reference(usize),
    /// Somebody who is no actor of the registry.
    Stranger,
    /// Nobody is said to.
    Nobody,
}

/// A verb or noun that reports what somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    /// The token of the verb or noun.
    pub(super) at: usize,
    /// Who says it.
    pub(super) subject: Subject,
    /// Whether it is a noun: “her call for”.
    pub(super) noun: bool,
    /// Whether it stands between commas and says something about another: “, who said so,”.
    pub(super) aside: bool,
}

/// Finds the reporting clauses of a sentence, in order.
pub(super) fn clauses(
    tokens: &[Token],
    sentence: Range<usize>,
    references: &[Reference],
) -> Vec<Clause> {
    let mut reader = Reader { tokens, sentence: sentence.clone(), references, found: Vec::new() };
    for at in sentence {
        let inside = references.iter().any(|one| one.tokens.contains(&at));
        if tokens[at].kind == Kind::Word && !inside {
            reader.read(at);
        }
    }
    reader.found
}

struct Reader<'r, 'a> {
    tokens: &'r [Token<'a>],
    sentence: Range<usize>,
    references: &'r [Reference<'a>],
    found: Vec<Clause>,
}

impl Reader<'_, '_> {
    fn is(&self, at: Option<usize>, words: &str) -> bool {
        at.is_some_and(|at| self.sentence.contains(&at) && self.tokens[at].is_one_of(words))
    }

    fn kind(&self, at: Option<usize>) -> Option<Kind> {
        at.filter(|at| self.sentence.contains(at)).map(|at| self.tokens[at].kind)
    }

    fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|at| *at >= self.sentence.start)
    }

    fn is_comma(&self, at: Option<usize>) -> bool {
        matches!(self.kind(at), Some(Kind::Mark(',' | '—' | '–')))
    }

    /// Returns the number of the reference that ends right before a token.
    fn ending(&self, at: usize) -> Option<usize> {
        self.references.iter().position(|one| one.tokens.end == at)
    }

    /// Returns the number of the reference that begins at a token or behind an article there.
    fn beginning(&self, at: usize) -> Option<usize> {
        let at = at + usize::from(self.is(Some(at), "the a an"));
        self.references.iter().position(|one| one.tokens.start == at)
    }

    fn read(&mut self, at: usize) {
        let token = &self.tokens[at];
        let previous = self.before(at);
        if token.is("according") && self.is(Some(at + 1), "to") {
            let subject = self.beginning(at + 2).map_or(Subject::Stranger, Subject::Reference);
            return self.push(at, subject, false);
        }
        if token.is_one_of("view opinion words estimation")
            && self.is(previous, "the")
            && self.is(previous.and_then(|p| self.before(p)), "in")
            && self.is(Some(at + 1), "of")
            && let Some(whose) = self.beginning(at + 2)
        {
            return self.push(at, Subject::Reference(whose), false);
        }
        if let Some(subject) = self.noun(at) {
            return self.push(at, subject, true);
        }
        let mind = token.is_in(&verbs::MINDS) && self.helped(at).is_some_and(|(be, _)| be);
        let form = if mind { Some(Form::Past) } else { verbs::form(token.words) };
        let Some(form) = form else { return };
        // “the proposed plan” and “their demands” are no verbs.
        let article =
            "a an any every each her his its my no our that the their these this those your";
        if self.is(previous, article) && !(form == Form::Past && self.is(previous, "that")) {
            return;
        }
        if token.is("touched") && !self.is(Some(at + 1), "on upon") {
            return;
        }
        if let Some(subject) = self.subject(at, form, mind) {
            self.push(at, subject, false);
        }
    }

    /// Says whose the noun at a token is, when it is an act of speech: “her call”, “the call by Ann”.
    fn noun(&self, at: usize) -> Option<Subject> {
        let token = &self.tokens[at];
        if !token.is_in(&verbs::NOUNS) {
            return None;
        }
        let owner = (0..3).filter_map(|back| self.ending(at.checked_sub(back)?));
        let owner = owner.into_iter().find(|number| self.references[*number].possessive);
        if owner.is_some() {
            return owner.map(Subject::Reference);
        }
        // “Criticism of Bo by Ann”: the one behind “by” speaks.
        let by = (at + 1..self.sentence.end.min(at + 10))
            .take_while(|at| {
                matches!(self.tokens[*at].kind, Kind::Word | Kind::Possessive)
                    && verbs::form(self.tokens[*at].words).is_none()
            })
            .find(|at| self.tokens[*at].is("by") || self.tokens[*at].is("from"))?;
        self.beginning(by + 1).map(Subject::Reference)
    }

    /// Goes back over helping verbs and adverbs; says whether a form of “to be” was among them, and
    /// which token stands before them all.
    fn helped(&self, at: usize) -> Option<(bool, Option<usize>)> {
        let mut be = false;
        let mut here = self.before(at);
        while let Some(place) = here {
            let token = &self.tokens[place];
            let adverb = token.words.ends_with("ly")
                && token.kind == Kind::Word
                && self.ending(place + 1).is_none();
            if token.is_one_of(BE) {
                be = true;
            } else if !(token.is_one_of(BETWEEN) || adverb) {
                break;
            }
            here = self.before(place);
        }
        Some((be, here))
    }

    /// Finds who is the subject of a verb; `None` when the word is no verb after all.
    fn subject(&self, at: usize, form: Form, mind: bool) -> Option<Subject> {
        let (be, previous) = self.helped(at)?;
        let helped = previous != self.before(at);
        if form == Form::Past && !mind {
            let by = (at + 1..self.sentence.end.min(at + 8))
                .take_while(|at| {
                    self.tokens[*at].kind == Kind::Word && !self.tokens[*at].is("that")
                })
                .find(|at| self.tokens[*at].is("by"));
            let agent = by.and_then(|by| self.beginning(by + 1));
            let directly = by == Some(at + 1);
            if be || directly {
                return Some(agent.map_or(Subject::Nobody, Subject::Reference));
            }
            // “As agreed with Ann”: nobody speaks here.
            if self.is(previous, "as") && !helped {
                return Some(Subject::Nobody);
            }
        }
        let beside = previous.and_then(|previous| self.ending(previous + 1));
        if let Some(number) = beside {
            let reference = &self.references[number];
            if reference.possessive {
                return None;
            }
            if form == Form::Ing && !be {
                return Some(self.shared(at));
            }
            if form == Form::Base && !helped && !self.is_several(number) {
                return None;
            }
            let first = self.first_of_list(number);
            // “The talks with Ann showed”: somebody else is the subject, or something.
            if self.references[first].governed {
                return Some(self.top_level(at));
            }
            return Some(Subject::Reference(first));
        }
        match self.kind(previous) {
            _ if self.is(previous, "who which") => {
                let mut who = previous?;
                if self.is_comma(self.before(who)) {
                    who -= 1;
                }
                Some(self.ending(who).map_or(Subject::Stranger, Subject::Reference))
            }
            None | Some(Kind::Mark(_) | Kind::Quotation { .. }) => {
                // “…,” said Ann.
                let after =
                    self.beginning(at + 1).filter(|_| form != Form::Ing && form != Form::Base);
                let free = after.filter(|number| !self.references[*number].governed);
                if let Some(number) = free.filter(|_| previous.is_none() || self.follows_speech(at))
                {
                    return Some(Subject::Reference(number));
                }
                if form == Form::Base {
                    return None;
                }
                let capital = self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|t| t.is_capital() && self.sentence.contains(&(at + 1)));
                if self.follows_speech(at) && form != Form::Ing && capital {
                    return Some(Subject::Stranger);
                }
                Some(self.shared(at))
            }
            _ if self.is(
                previous,
                "and but or to while when after before by without in for thereby",
            ) =>
            {
                (form != Form::Base || self.is(previous, "to") || self.is(previous, "and or but"))
                    .then(|| self.shared(at))
            }
            _ if form == Form::Ing => Some(self.shared(at)),
            _ if form == Form::Base && !helped => None,
            _ => Some(self.beyond_adverbial(previous?, at, form)),
        }
    }

    /// Says whether a verb stands behind a quotation, a comma at most between.
    fn follows_speech(&self, at: usize) -> bool {
        let previous = self.before(at);
        let quotation = |at: Option<usize>| matches!(self.kind(at), Some(Kind::Quotation { .. }));
        quotation(previous) || self.is_comma(previous) && !self.is(Some(at + 1), "that")
    }

    /// Finds the subject where a noun or “on Thursday” stands before the verb.
    fn beyond_adverbial(&self, previous: usize, at: usize, form: Form) -> Subject {
        const LONGEST: usize = 8;
        let prepositions = "about after ahead amid at before by during for from in of on over since through to under via with within";
        let mut here = Some(previous);
        for _ in 0..LONGEST {
            let Some(place) = here else { break };
            if self.is(Some(place), prepositions) {
                return match self.before(place).and_then(|p| self.ending(p + 1)) {
                    Some(number)
                        if !self.references[number].governed
                            && !self.references[number].possessive =>
                    {
                        Subject::Reference(self.first_of_list(number))
                    }
                    _ => self.top_level(at),
                };
            }
            if self.is_comma(Some(place)) || self.is(Some(place), "that and but") {
                break;
            }
            here = self.before(place);
        }
        // “The statement said”, “critics said”: a paper is nobody, the others are strangers.
        let noun = &self.tokens[previous];
        // “The leader last week said”, “Ann this morning said”.
        if noun.is_one_of("week month year morning evening afternoon day night monday tuesday wednesday thursday friday saturday sunday") {
            return self.top_level(at);
        }
        if form == Form::Present
            && !noun.words.ends_with('s')
            && noun.words.starts_with(char::is_lowercase)
            || noun.is_in(&verbs::PAPERS)
        {
            return Subject::Nobody;
        }
        Subject::Stranger
    }

    /// Returns the subject that a verb without its own takes over: behind a comma that of the
    /// sentence's first verb, else that of the verb before it, else who is named first and depends
    /// on nothing.
    fn shared(&self, at: usize) -> Subject {
        let previous = self.helped(at).and_then(|(_, previous)| previous);
        let joined = previous.filter(|_| self.is(previous, "and but or"));
        let comma = self.is_comma(joined.map_or(previous, |joined| self.before(joined)));
        let mut main = self.found.iter().filter(|one| !one.noun && !one.aside);
        let earlier = if comma { main.next() } else { main.next_back() };
        match earlier.map(|one| one.subject) {
            Some(subject @ (Subject::Reference(_) | Subject::Stranger)) => subject,
            _ => self.top_level(at),
        }
    }

    /// Returns who is named first before a token and depends on nothing.
    fn top_level(&self, at: usize) -> Subject {
        let mut before =
            self.references.iter().enumerate().take_while(|(_, one)| one.tokens.start < at);
        before
            .find(|(_, one)| !one.governed && !one.possessive)
            .map_or(Subject::Nobody, |(number, _)| Subject::Reference(number))
    }

    /// Returns the first of those named together with a reference: “Ann and Bo said”.
    fn first_of_list(&self, number: usize) -> usize {
        let mut first = number;
        while let Some(before) = first.checked_sub(1) {
            let gap = self.references[before].tokens.end..self.references[first].tokens.start;
            let joined = !gap.is_empty()
                && gap.len() < 4
                && gap.clone().any(|at| self.is(Some(at), "and or"))
                && gap.clone().all(|at| self.is(Some(at), "and or the") || self.is_comma(Some(at)));
            // “Ann met Bo and Cy said”: Bo is the object of another verb.
            let lead = self.before(self.references[before].tokens.start);
            let opens = lead.is_none()
                || self.is(lead, "the that and but while both")
                || !matches!(self.kind(lead), Some(Kind::Word));
            if !joined || self.references[before].possessive || !opens {
                break;
            }
            first = before;
        }
        first
    }

    fn is_several(&self, number: usize) -> bool {
        use super::reference::Who;
        use super::role::Sort;
        use crate::model::ActorKind;
        self.first_of_list(number) != number
            || match &self.references[number].who {
                Who::Several | Who::Described(Sort::Together, _) => true,
                Who::Actor(_, kind) => *kind == ActorKind::Group,
                _ => false,
            }
    }

    fn push(&mut self, at: usize, subject: Subject, noun: bool) {
        // “, who … ,” is closed again before the sentence goes on.
        let aside = (self.sentence.start..at)
            .rev()
            .find(|at| self.is_comma(Some(*at)))
            .is_some_and(|comma| self.is(Some(comma + 1), "who which whose"))
            && (at..self.sentence.end).any(|at| self.is_comma(Some(at)));
        self.found.push(Clause { at, subject, noun, aside });
    }
}
