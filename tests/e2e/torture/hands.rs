//! Carries edits out with the app's keys and fields, on a page that may vanish at any moment.

use std::time::Duration;

use serde_json::{Value, json};

use super::edits::{Edit, Way};
use crate::harness::Page;

/// What an act ends in when the page is gone, or the fault has come.
pub(super) struct Gone;

/// The hands on the keyboard of a page.
pub(super) struct Hands<'a> {
    pub(super) page: &'a Page,
    /// Says that nothing more is to be done.
    pub(super) stop: &'a dyn Fn() -> bool,
}

impl Hands<'_> {
    /// Does one edit, or what comes of it; a key may meet nothing to act on.
    pub(super) fn carry_out(&self, edit: &Edit) -> Result<(), Gone> {
        match edit {
            Edit::Claim { on, key, claimant } => {
                let mut keys = vec!["Escape", "Escape", "1"];
                keys.extend(on.keys(")", "("));
                keys.extend(["v", key]);
                self.press(&keys)?;
                match claimant {
                    Some(actor) => self.choose(actor),
                    None => self.press(&["Escape"]),
                }
            }
            Edit::Participant { on, key, actor } => {
                self.go_to_claim(*on, key)?;
                self.choose(actor)
            }
            Edit::Change { on, key } => self.go_to_claim(*on, key),
            Edit::Issue { on, typed } => {
                self.go_to_claim(*on, "#")?;
                self.choose(typed)
            }
            Edit::Note { on, words } => {
                self.go_to_claim(*on, "l")?;
                let field =
                    "const more = document.querySelector('.card[aria-current] .editor__more');
                    if (!more) return false;
                    more.open = true;
                    // It is made when it can be seen.
                    const note = more.querySelector('textarea');
                    note?.focus();
                    return note !== null";
                if self.wait(field)? {
                    self.type_in(words)?;
                    self.press(&["Escape"])?;
                }
                Ok(())
            }
            Edit::Mention { on, actor } => {
                let mut keys = vec!["Escape", "Escape", "1"];
                keys.extend(on.keys("Control+ArrowRight", "Control+ArrowLeft"));
                keys.extend(["Space", "m"]);
                self.press(&keys)?;
                self.choose(actor)
            }
            Edit::Import { title, text } => self.import(title, text),
            Edit::Turn { key } => self.press(&["Escape", "Escape", "1", key]),
            Edit::Progress => self.press(&["Escape", "Escape", "1", "Control+Enter"]),
            Edit::Undo { times } => self.repeat("Control+z", *times),
            Edit::Redo { times } => self.repeat("Control+Shift+z", *times),
        }
    }

    fn repeat(&self, key: &str, times: usize) -> Result<(), Gone> {
        let mut keys = vec!["Escape", "Escape", "1"];
        keys.extend(vec![key; times]);
        self.press(&keys)
    }

    /// Goes some claims on, or back, and presses a key there.
    fn go_to_claim(&self, on: Way, key: &str) -> Result<(), Gone> {
        let mut keys = vec!["Escape", "Escape", "1"];
        keys.extend(on.keys("n", "p"));
        keys.push(key);
        self.press(&keys)
    }

    /// Types into the picker that opens, and takes its first line.
    fn choose(&self, typed: &str) -> Result<(), Gone> {
        if self.wait("return document.activeElement?.matches('input') ?? false")? {
            self.type_in(typed)?;
            self.press(&["Enter", "Escape"])?;
        }
        Ok(())
    }

    fn import(&self, title: &str, text: &str) -> Result<(), Gone> {
        self.press(&["Escape", "Escape", "1", "Control+Shift+v"])?;
        if !self.wait("return document.activeElement?.matches('.paste__text') ?? false")? {
            return Ok(());
        }
        let fill = "const form = document.querySelector('.paste__text')?.form;
            if (!form) return;
            for (const [at, words] of [[0, arguments[1]], [1, arguments[0]]]) {
              const field = form.querySelectorAll('textarea, input')[at];
              field.value = words;
              field.dispatchEvent(new Event('input', { bubbles: true }));
            }";
        self.run(fill, &[json!(title), json!(text)])?;
        self.press(&["Tab", "Enter"])?;
        let take = "const buttons = [...document.querySelectorAll('dialog[open] button')];
            const found = buttons.find((one) => one.textContent.trim() === 'Import 1 document');
            found?.click();
            return found !== undefined";
        self.wait(take)?;
        Ok(())
    }

    fn press(&self, keys: &[&str]) -> Result<(), Gone> {
        if (self.stop)() {
            return Err(Gone);
        }
        self.page.try_press(keys).map_err(|_| Gone)
    }

    fn type_in(&self, words: &str) -> Result<(), Gone> {
        let letters: Vec<String> =
            words.chars().map(|c| if c == ' ' { "Space".to_owned() } else { c.into() }).collect();
        self.press(&letters.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Asks until a script says yes, for half a second at most.
    fn wait(&self, script: &str) -> Result<bool, Gone> {
        for _ in 0..20 {
            if self.run(script, &[])? == Value::Bool(true) {
                return Ok(true);
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        Ok(false)
    }

    fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, Gone> {
        if (self.stop)() {
            return Err(Gone);
        }
        let body = json!({ "script": script, "args": arguments });
        self.page.try_send("execute/sync", &body).map_err(|_| Gone)
    }
}
