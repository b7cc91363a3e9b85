//! Putting a file under a passphrase while it is written.

use leptos::prelude::*;

use crate::desk::view::export;
use crate::web::dom::secret;
use crate::web::ui::part::PassphraseField;

/// What the user wants of passphrases, as long as the dialog is open.
#[derive(Clone, Copy)]
pub struct Secret {
    /// Whether the file goes under a passphrase.
    pub wanted: RwSignal<bool>,
    first: RwSignal<String>,
    second: RwSignal<String>,
    shown: RwSignal<bool>,
    /// Whether backups of this visit go under it as well.
    pub for_backups: RwSignal<bool>,
}

impl Default for Secret {
    fn default() -> Self {
        Self {
            wanted: RwSignal::new(false),
            first: RwSignal::new(String::new()),
            second: RwSignal::new(String::new()),
            shown: RwSignal::new(false),
            for_backups: RwSignal::new(false),
        }
    }
}

impl Secret {
    /// Returns the passphrase, when one is wanted.
    pub fn passphrase(self) -> Option<String> {
        self.wanted.get_untracked().then(|| self.first.get_untracked())
    }

    /// Says why the file cannot be written now; nothing when it can.
    pub fn obstacle(self) -> Option<String> {
        if !self.wanted.get() {
            return None;
        }
        let unfit = || {
            self.first
                .with(|first| self.second.with(|second| export::passphrase_unfit(first, second)))
        };
        secret::obstacle().map(str::to_owned).or_else(unfit)
    }
}

/// Asks whether the file goes under a passphrase, and for which, twice.
#[component]
pub fn Passphrase(
    /// What the user wants.
    secret: Secret,
) -> impl IntoView {
    view! {
        <div class="export__more">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || secret.wanted.get()
                    on:change=move |event| secret.wanted.set(event_target_checked(&event))
                />
                "Protect with a passphrase"
            </label>
            <Show when=move || secret.wanted.get()>
                <PassphraseField
                    id="passphrase-first"
                    label="Passphrase"
                    value=secret.first
                    shown=secret.shown
                />
                <PassphraseField
                    id="passphrase-second"
                    label="The same once more"
                    value=secret.second
                    shown=secret.shown
                    with_button=false
                />
                <p class="export__leaves export__hint">
                    "A forgotten passphrase cannot be recovered, by anybody or by any means: the file is lost then. Several words that belong together for you alone are easy to keep and hard to guess. What this browser keeps stays as it is; only the file is encrypted."
                </p>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || secret.for_backups.get()
                        on:change=move |event| secret.for_backups.set(event_target_checked(&event))
                    />
                    "Use it for backups too, until this page is closed"
                </label>
            </Show>
        </div>
    }
}
