//! Keys and the mouse, as the hardware would send them.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Page, wait};

/// Counts the keys and buttons that were let go of, as the page hears of them.
const HEARD: &str = "\
    if (!window.lettingGo) { \
      window.lettingGo = { keyup: 0, mouseup: 0 }; \
      for (const kind of Object.keys(lettingGo)) { \
        addEventListener(kind, () => lettingGo[kind] += 1, true); \
      } \
    } \
    return lettingGo[arguments[0]]";

/// For so long the page is waited for to hear of keys: the browser may keep one for itself.
const HEARING: Duration = Duration::from_secs(2);

impl Page {
    /// Presses keys in order, each a chord such as `Enter`, `a`, `Shift+ArrowRight` or
    /// `Control+Shift+z`. The keyboard is an American one: `+` and `?` arrive with Shift, as there.
    pub(crate) fn press(&self, chords: &[&str]) {
        for chord in chords {
            let keys = keys_of(chord);
            let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
            let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
            let actions: Vec<Value> = down.chain(up).collect();
            self.settled("keyup", keys.len(), || {
                self.act(&[json!({ "type": "key", "id": "keyboard", "actions": actions })]);
            });
        }
    }

    /// Presses keys one right after the other, faster than the page can paint.
    pub(crate) fn press_at_once(&self, chords: &[&str]) {
        self.try_press(chords).unwrap_or_else(|error| panic!("keys: {error}"));
    }

    /// Types text into whatever has the focus, key by key.
    pub(crate) fn type_text(&self, text: &str) {
        let strokes = text.chars().flat_map(|key| {
            let key = key.to_string();
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        });
        let actions: Vec<Value> = strokes.collect();
        self.settled("keyup", actions.len() / 2, || {
            self.act(&[json!({ "type": "key", "id": "keyboard", "actions": actions })]);
        });
    }

    /// Like [`Page::press`], all chords in one go, for a page that may vanish meanwhile.
    pub(crate) fn try_press(&self, chords: &[&str]) -> Result<(), String> {
        let strokes = chords.iter().flat_map(|chord| {
            let keys = keys_of(chord);
            let of = |kind: &str, key: &String| json!({ "type": kind, "value": key });
            let down: Vec<Value> = keys.iter().map(|key| of("keyDown", key)).collect();
            down.into_iter()
                .chain(keys.iter().rev().map(|key| of("keyUp", key)).collect::<Vec<_>>())
        });
        let keyboard =
            json!({ "type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>() });
        self.try_send("actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    /// Moves the mouse to a point of the viewport.
    pub(crate) fn move_to(&self, point: [f64; 2]) {
        self.point(&[moved(point)]);
    }

    /// Clicks at a point of the viewport while the modifiers (such as `Shift`) are held.
    pub(crate) fn click_at(&self, point: [f64; 2], times: usize, modifiers: &[&str]) {
        let mut actions = vec![moved(point)];
        for _ in 0..times {
            actions.extend([pressed(), released()]);
        }
        self.holding(modifiers, || self.point(&actions));
    }

    /// Drags the mouse from one point of the viewport to another while the modifiers are held.
    pub(crate) fn drag(&self, from: [f64; 2], to: [f64; 2], modifiers: &[&str]) {
        let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
        let actions = [moved(from), pressed(), moved(middle), moved(to), released()];
        self.holding(modifiers, || self.point(&actions));
    }

    pub(super) fn point(&self, actions: &[Value]) {
        let clicks = actions.iter().filter(|action| action["type"] == "pointerUp").count();
        self.settled("mouseup", clicks, || {
            self.act(&[json!({
                "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
                "actions": actions
            })]);
        });
    }

    /// Acts, and comes back when the page has heard of it and shows what came of it: drivers come
    /// back earlier, when a busy browser is still at the keys.
    fn settled(&self, kind: &str, times: usize, act: impl FnOnce()) {
        if !self.settles.get() {
            return act();
        }
        let heard = || {
            let ask = json!({ "script": HEARD, "args": [kind] });
            self.try_send("execute/sync", &ask).ok()?.as_u64()
        };
        let before = heard().unwrap_or_default();
        act();
        wait::until(HEARING, || (heard()? >= before + times as u64).then_some(()));
        self.wait_until_painted();
    }

    fn holding(&self, modifiers: &[&str], act: impl FnOnce()) {
        let keys: Vec<String> = modifiers.iter().map(|name| key_of(name)).collect();
        let each = |kind: &str| {
            let actions: Vec<Value> =
                keys.iter().map(|key| json!({ "type": kind, "value": key })).collect();
            if !actions.is_empty() {
                self.act(&[json!({ "type": "key", "id": "keyboard", "actions": actions })]);
            }
        };
        each("keyDown");
        act();
        each("keyUp");
    }

    fn act(&self, sources: &[Value]) {
        self.send("actions", &json!({ "actions": sources }));
    }
}

// WebDriver wants whole pixels from some browsers.
fn moved([x, y]: [f64; 2]) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "a viewport is far smaller than an i64")]
    let (x, y) = (x.round() as i64, y.round() as i64);
    json!({ "type": "pointerMove", "duration": 20, "origin": "viewport", "x": x, "y": y })
}

fn pressed() -> Value {
    json!({ "type": "pointerDown", "button": 0 })
}

fn released() -> Value {
    json!({ "type": "pointerUp", "button": 0 })
}

/// What an American keyboard has no key of its own for.
const WITH_SHIFT: &str = "~!@#$%^&*()_+{}|:\"<>?";

/// The keys of a chord, with the Shift that its character takes, for not every driver adds it. A
/// plus sign at the end is the key itself.
fn keys_of(chord: &str) -> Vec<String> {
    let (modifiers, key) = match chord.strip_suffix("++") {
        Some(modifiers) => (modifiers, "+"),
        None if chord == "+" => ("", "+"),
        None => chord.rsplit_once('+').unwrap_or(("", chord)),
    };
    let shift = (WITH_SHIFT.contains(key) && !modifiers.contains("Shift")).then_some("Shift");
    let modifiers = modifiers.split('+').filter(|name| !name.is_empty());
    modifiers.chain(shift).chain([key]).map(key_of).collect()
}

/// A key by its name in DOM events, in WebDriver's code for it; a character is itself.
fn key_of(name: &str) -> String {
    let code = match name {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Insert" => '\u{e016}',
        "Delete" => '\u{e017}',
        "F1" => '\u{e031}',
        "F2" => '\u{e032}',
        "F3" => '\u{e033}',
        "F6" => '\u{e036}',
        "F10" => '\u{e03a}',
        "Meta" => '\u{e03d}',
        _ => {
            let mut characters = name.chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => character,
                _ => panic!("`{name}` is no key the harness knows"),
            }
        }
    };
    code.to_string()
}
