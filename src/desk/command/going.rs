//! Commands that go to the next thing of a kind: quotation, mention, what is not coded yet, card.

use super::motion::go_to;
use super::{Command, Group, Scope, in_document};
use crate::desk::{Caret, Desk, Effect, Focus, Notice, Outcome, Prompt};
use crate::model::ClaimId;
use crate::text::Span;
use crate::text::motion::quotation;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "text.take-quotation",
        title: "Select the quotation",
        help: "Takes what is quoted around the caret; again with its marks, then what is around it.",
        group: Group::Text,
        keys: &["q"],
        scope: Scope::Text,
        enabled: in_document,
        run: |desk, _| take_quotation(desk),
    },
    Command {
        id: "text.quotation-next",
        title: "Next quotation",
        help: "Moves the caret to the first word of the next quotation.",
        group: Group::Text,
        keys: &["y"],
        scope: Scope::Text,
        enabled: in_document,
        run: |desk, _| to_quotation(desk, false),
    },
    Command {
        id: "text.quotation-previous",
        title: "Previous quotation",
        help: "Moves the caret to the first word of the quotation before.",
        group: Group::Text,
        keys: &["Shift+y"],
        scope: Scope::Text,
        enabled: in_document,
        run: |desk, _| to_quotation(desk, true),
    },
    Command {
        id: "text.select-quotation",
        title: "Select to the end of the quotation",
        help: "Extends the selection to where the quotation ends, or the next one.",
        group: Group::Text,
        keys: &["Alt+Shift+End"],
        scope: Scope::Text,
        enabled: in_document,
        run: |desk, _| extend_quotation(desk, false),
    },
    Command {
        id: "text.select-quotation-start",
        title: "Select to the start of the quotation",
        help: "Extends the selection back to where the quotation begins, or the one before.",
        group: Group::Text,
        keys: &["Alt+Shift+Home"],
        scope: Scope::Text,
        enabled: in_document,
        run: |desk, _| extend_quotation(desk, true),
    },
    Command {
        id: "uncoded.next",
        title: "Next sentence without a claim",
        help: "Selects the next sentence that no claim touches and that is not excluded.",
        group: Group::Text,
        keys: &["u"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| uncoded(desk, false),
    },
    Command {
        id: "uncoded.previous",
        title: "Previous sentence without a claim",
        help: "Selects the sentence before that no claim touches and that is not excluded.",
        group: Group::Text,
        keys: &["Shift+u"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| uncoded(desk, true),
    },
    Command {
        id: "mention.next",
        title: "Next mention",
        help: "Chooses the next mention of the document.",
        group: Group::Text,
        keys: &["Shift+n"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| mention(desk, false),
    },
    Command {
        id: "mention.previous",
        title: "Previous mention",
        help: "Chooses the mention before.",
        group: Group::Text,
        keys: &["Shift+p"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| mention(desk, true),
    },
    Command {
        id: "card.choose",
        title: "Choose a card by its number",
        help: "Numbers the cards in view from the top; the digit pressed next chooses one.",
        group: Group::Text,
        keys: &["j"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| number_cards(desk),
    },
];

fn take_quotation(desk: &mut Desk) -> Outcome {
    let Some(text) = desk.text() else { return Ok(Vec::new()) };
    let caret = desk.caret().take_quotation(text);
    if caret == desk.caret() && quotation::around(text, caret.focus).is_empty() {
        return Err(Notice::warning(
            "The caret stands in no quotation.",
            "A quotation stands between quotation marks of its paragraph.",
        ));
    }
    desk.set_caret(caret);
    Ok(Vec::new())
}

fn to_quotation(desk: &mut Desk, back: bool) -> Outcome {
    let Some(text) = desk.text() else { return Ok(Vec::new()) };
    let caret = desk.caret();
    let found = if back {
        let from = caret.span().map_or(caret.focus, Span::start);
        quotation::previous(text, from)
    } else {
        quotation::next(text, caret.focus)
    };
    let Some(found) = found else { return Err(no_quotation(back)) };
    desk.set_caret(Caret::at(found.inner.start()));
    Ok(vec![Effect::Reveal(found.inner)])
}

fn extend_quotation(desk: &mut Desk, back: bool) -> Outcome {
    let Some(text) = desk.text() else { return Ok(Vec::new()) };
    let Caret { anchor, focus } = desk.caret();
    let around = quotation::around(text, focus).into_iter();
    let to = if back {
        let start = around.map(|one| one.inner.start()).find(|start| *start < focus);
        start.or_else(|| quotation::previous(text, focus).map(|one| one.inner.start()))
    } else {
        let end = around.map(|one| one.inner.end()).find(|end| *end > focus);
        end.or_else(|| quotation::next(text, focus).map(|one| one.inner.end()))
    };
    let Some(focus) = to else { return Err(no_quotation(back)) };
    desk.set_caret(Caret { anchor, focus });
    Ok(Vec::new())
}

fn no_quotation(back: bool) -> Notice {
    let place = if back { "before" } else { "behind" };
    Notice::warning(format!("There is no further quotation {place} the caret."), "")
}

fn uncoded(desk: &mut Desk, back: bool) -> Outcome {
    let Some(found) = desk.uncoded_sentence(back) else {
        let place = if back { "before" } else { "behind" };
        return Err(Notice::warning(
            format!("Every sentence {place} the caret is coded or excluded."),
            "",
        ));
    };
    desk.set_focus(Focus::None);
    desk.set_caret(Caret::of(found));
    Ok(vec![Effect::Reveal(found), Effect::FocusText])
}

/// Chooses the mention after or before the chosen one, or after or before the caret.
fn mention(desk: &mut Desk, back: bool) -> Outcome {
    let Some(document) = desk.document() else { return Ok(Vec::new()) };
    let project = desk.project();
    let chosen = desk.focused_mention().filter(|mention| mention.document == document);
    let found = match chosen {
        Some(chosen) => {
            // Mentions may share a stretch: each is met once, in the order of the text.
            let mut all = project.mentions_in(document);
            if back {
                all.take_while(|mention| mention.id != chosen.id).last()
            } else {
                all.find(|mention| mention.id == chosen.id);
                all.next()
            }
        }
        None if back => project.mentions_before(document, desk.caret().focus).next(),
        None => project.mentions_from(document, desk.caret().focus).next(),
    };
    let Some(found) = found else {
        return Err(match project.mentions_in(document).next() {
            None => Notice::warning(
                "There are no mentions in this document yet.",
                "Select a name and mark it as a mention.",
            ),
            Some(_) if back => Notice::warning("There is no mention before this place.", ""),
            Some(_) => Notice::warning("There is no mention behind this place.", ""),
        });
    };
    let (id, span) = (found.id, found.span);
    let actor = project.actors().get(&found.actor).map_or("nobody known", |actor| &actor.name);
    let words = desk.text().map(|text| text.quote(span)).unwrap_or_default();
    let said = format!("“{words}”: mention of {actor}.");
    desk.set_focus(Focus::Mention(id));
    desk.set_caret(Caret::at(span.start()));
    Ok(vec![Effect::Reveal(span), Effect::FocusMention(id), Effect::Say(said)])
}

fn number_cards(desk: &mut Desk) -> Outcome {
    desk.set_prompt(Some(Prompt::Card));
    Ok(vec![Effect::Say("The cards in view are numbered from the top: press a digit.".to_owned())])
}

/// Chooses one of the cards in view, given from the top, by its number from 1.
pub fn choose_card(desk: &mut Desk, in_view: &[ClaimId], number: usize) -> Outcome {
    desk.set_prompt(None);
    match number.checked_sub(1).and_then(|at| in_view.get(at)) {
        Some(id) => go_to(desk, *id),
        None => Err(Notice::warning(format!("There is no card {number} in view."), "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::code_claim::Who;
    use crate::desk::command::command;
    use crate::desk::trial::{Trial, claim_type};
    use crate::model::ActorKind;

    fn run(trial: &mut Trial, id: &str) -> Outcome {
        let command = command(id).unwrap();
        assert!((command.enabled)(&trial.desk), "{id} is off");
        trial.try_act(command.run)
    }

    fn selected(trial: &Trial) -> String {
        let text = trial.desk.text().unwrap();
        trial.desk.caret().span().map_or(String::new(), |span| text.quote(span).to_owned())
    }

    #[test]
    fn one_goes_to_a_quotation_and_takes_it() {
        let mut trial = Trial::new("She said: “We go,” and “we stay.” Then nothing.\n");
        run(&mut trial, "text.quotation-next").unwrap();
        run(&mut trial, "text.take-quotation").unwrap();
        assert_eq!(selected(&trial), "We go,");
        run(&mut trial, "text.select-quotation").unwrap();
        assert_eq!(selected(&trial), "We go,” and “we stay.");
        assert!(run(&mut trial, "text.quotation-next").is_err(), "there is no third one");
        trial.select("nothing");
        run(&mut trial, "text.quotation-previous").unwrap();
        run(&mut trial, "text.take-quotation").unwrap();
        assert_eq!(selected(&trial), "we stay.");
        trial.select("Then");
        assert!(run(&mut trial, "text.take-quotation").is_err());
        run(&mut trial, "text.select-quotation-start").unwrap();
        assert_eq!(selected(&trial), "we stay.” ");
    }

    #[test]
    fn one_goes_from_mention_to_mention_even_when_two_share_a_stretch() {
        let mut trial = Trial::new("Ann met Bo and Cy.\n");
        assert!(run(&mut trial, "mention.next").is_err());
        for (words, name) in [("Bo", "Bo"), ("Ann", "Ann"), ("Ann", "Bo")] {
            trial.select(words);
            let span = trial.desk.selected().unwrap();
            let who = Who::New { name: name.to_owned(), kind: ActorKind::Person };
            trial.act(|desk, host| desk.add_mention(host, span, who));
        }
        trial.desk.set_focus(Focus::None);
        trial.desk.set_caret(Caret::default());
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..3 {
            run(&mut trial, "mention.next").unwrap();
            seen.insert(trial.desk.focused_mention().unwrap().id);
        }
        assert_eq!(seen.len(), 3);
        assert!(run(&mut trial, "mention.next").is_err());
        let last = trial.desk.focused_mention().unwrap().id;
        run(&mut trial, "mention.previous").unwrap();
        assert_ne!(trial.desk.focused_mention().unwrap().id, last);
    }

    #[test]
    fn a_card_in_view_is_chosen_by_its_number() {
        let mut trial = Trial::new("One. Two.\n");
        let ids: Vec<ClaimId> = ["One.", "Two."]
            .into_iter()
            .map(|words| {
                trial.select(words);
                trial.act(|desk, host| desk.code_selection(host, claim_type(desk)));
                trial.desk.focused_claim().unwrap().id
            })
            .collect();
        run(&mut trial, "card.choose").unwrap();
        assert_eq!(trial.desk.prompt(), Some(Prompt::Card));
        trial.act(|desk, _| choose_card(desk, &ids, 1));
        assert_eq!((trial.desk.focus(), trial.desk.prompt()), (Focus::Claim(ids[0]), None));
        assert!(trial.try_act(|desk, _| choose_card(desk, &ids, 3)).is_err());
    }
}
