//! How the user likes to read, as the screens see it. The app keeps it, because it alone knows where
//! preferences are kept.

use leptos::prelude::*;

use crate::desk::ReadingStep;
use crate::store::Reading;

/// How documents are read. It belongs to the user and not to the project, so that it is neither on
/// the desk nor undone.
#[derive(Clone, Copy)]
pub struct Comfort {
    /// How documents are set.
    pub reading: RwSignal<Reading>,
    /// Whether a selection by mouse takes whole words.
    pub whole_words: RwSignal<bool>,
    /// Whether nothing but the text and the chosen claim is shown; a mood, and so not kept.
    pub focus_mode: RwSignal<bool>,
    /// Whether the choices are shown.
    pub panel: RwSignal<bool>,
}

impl Comfort {
    /// Starts from what is known of the user.
    pub fn new(reading: Reading, whole_words: bool) -> Self {
        Self {
            reading: RwSignal::new(reading),
            whole_words: RwSignal::new(whole_words),
            focus_mode: RwSignal::new(false),
            panel: RwSignal::new(false),
        }
    }

    /// Returns what the component that is being made is given.
    pub fn get() -> Self {
        expect_context()
    }

    /// Takes one step of those that have a command.
    pub fn step(self, step: ReadingStep) {
        match step {
            ReadingStep::Panel => self.panel.update(|shown| *shown = !*shown),
            ReadingStep::Larger => self.reading.update(|r| r.size = r.size.larger()),
            ReadingStep::Smaller => self.reading.update(|r| r.size = r.size.smaller()),
            ReadingStep::Numbers => self.reading.update(|r| r.numbered = !r.numbered),
            ReadingStep::FocusMode => self.focus_mode.update(|on| *on = !*on),
            // The choices were opened last, and go first.
            ReadingStep::LeaveFocusMode if self.panel.get_untracked() => self.panel.set(false),
            ReadingStep::LeaveFocusMode if !self.focus_mode.get_untracked() => {}
            ReadingStep::LeaveFocusMode => self.focus_mode.set(false),
        }
    }
}
