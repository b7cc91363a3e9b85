//! A stream of edits that looks like somebody's work and is the same for the same seed.

use crate::random::Random;

/// The keys of the sample's claim types that the stream uses.
const TYPES: [&str; 4] = ["d", "c", "a", "w"];
/// How many claims, words or sentences the caret goes on, or back, before an edit, at most.
const FAR: usize = 5;

/// Something a coder does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Edit {
    /// Takes a sentence some way on, makes a claim of it and says who makes it.
    Claim { on: Way, key: &'static str, claimant: Option<String> },
    /// Adds somebody to a claim, by the key of the role.
    Participant { on: Way, key: &'static str, actor: String },
    /// Presses a key that changes a claim: stance, status, edges, or its end.
    Change { on: Way, key: &'static str },
    /// Gives a claim one of the issues that begin so.
    Issue { on: Way, typed: &'static str },
    /// Writes a claim's note.
    Note { on: Way, words: String },
    /// Marks a word as a mention of somebody.
    Mention { on: Way, actor: String },
    /// Pastes a text as a new document.
    Import { title: String, text: String },
    /// Goes to another document.
    Turn { key: &'static str },
    /// Marks the document as done, or as not done.
    Progress,
    /// Takes steps back.
    Undo { times: usize },
    /// Does them again.
    Redo { times: usize },
}

/// How the caret goes to where something is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Way {
    pub(super) back: bool,
    pub(super) steps: usize,
}

impl Way {
    /// The key for a step, so many times.
    pub(super) fn keys(self, on: &'static str, back: &'static str) -> Vec<&'static str> {
        vec![if self.back { back } else { on }; self.steps]
    }
}

/// The stream; it never ends.
pub(super) struct Edits {
    random: Random,
    made: usize,
}

impl Edits {
    pub(super) fn new(seed: u64) -> Self {
        Self { random: Random(seed), made: 0 }
    }
}

impl Iterator for Edits {
    type Item = Edit;

    fn next(&mut self) -> Option<Edit> {
        self.made += 1;
        let nth = self.made;
        let random = &mut self.random;
        let on = Way { back: random.below(2) == 0, steps: random.below(FAR) + 1 };
        let actor = |random: &mut Random| {
            // Often somebody known, sometimes somebody new.
            if random.below(3) == 0 { format!("delegate {nth}") } else { "a".to_owned() }
        };
        let one_of = |random: &mut Random, keys: &[&'static str]| keys[random.below(keys.len())];
        Some(match random.below(100) {
            0..25 => {
                let claimant = (random.below(3) > 0).then(|| actor(random));
                Edit::Claim { on, key: one_of(random, &TYPES), claimant }
            }
            25..45 => Edit::Change { on, key: one_of(random, &["+", "-", "0", "."]) },
            45..57 => {
                let key = one_of(random, &["&", "!", "@"]);
                Edit::Participant { on, key, actor: actor(random) }
            }
            57..63 => Edit::Issue { on, typed: one_of(random, &["a", "e", "s"]) },
            63..71 => Edit::Note { on, words: format!("remark {nth}") },
            71..74 => Edit::Mention { on, actor: actor(random) },
            74..77 => Edit::Import {
                title: format!("Wire {nth}"),
                text: format!(
                    "The envoy of the {nth}th talks called on both sides to stop. 🙂\n\n\
                     “We shall not,” the council answered in Zürich. Nobody else spoke."
                ),
            },
            77..80 => Edit::Turn { key: one_of(random, &["[", "]"]) },
            80..82 => Edit::Progress,
            82..86 => {
                let key = one_of(random, &["Alt+Shift+ArrowDown", "Alt+Shift+ArrowLeft"]);
                Edit::Change { on, key }
            }
            86..89 => Edit::Change { on, key: "Delete" },
            89..96 => Edit::Undo { times: random.below(3) + 1 },
            _ => Edit::Redo { times: random.below(2) + 1 },
        })
    }
}

#[test]
fn the_same_seed_gives_the_same_edits_and_another_gives_others() {
    let first = |seed| Edits::new(seed).take(300).collect::<Vec<_>>();
    assert_eq!(first(5), first(5));
    assert_ne!(first(5), first(6));
    let claims = first(5).iter().filter(|edit| matches!(edit, Edit::Claim { .. })).count();
    assert!((40..120).contains(&claims), "{claims} of 300 make claims");
}
