//! The composition root: what is on the page, where keys go, and what effects do.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::desk::command::command_for;
use crate::desk::keymap::Chord;
use crate::desk::{Address, Desk, Effect as DeskEffect, Focus, Notice, Place, Severity};
use crate::model::{Code, CodeKind, ProjectId};
use crate::web::context::AppContext;
use crate::web::dom::{keyboard, page, text_nodes};
use crate::web::host;
use crate::web::ui::{
    ActorsScreen, CodeScreen, CodebookScreen, Header, Overlays, SaveState, StatusLine, Toast,
};

/// How long a notice stays, in ms, when nothing has to be done about it.
const NOTICE_MS: i32 = 4000;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let project = crate::sample::sample_project(ProjectId::new(host::now().0, host::random()));
    let desk = RwSignal::new(Desk::new(project, None));
    let notice = RwSignal::new(None::<Notice>);
    let status = RwSignal::new(SaveState::Saved);
    let ctx = AppContext::new(desk, Callback::new(move |effect| perform(desk, notice, effect)));
    provide_context(ctx);
    listen_to_keys(ctx);
    follow_address(ctx);
    let place = ctx.memo(Desk::place);
    view! {
        <Header>
            <StatusLine state=status />
        </Header>
        <div class="stage">
            {move || match place.get() {
                Place::Code => view! { <CodeScreen /> }.into_any(),
                Place::Codebook => view! { <CodebookScreen /> }.into_any(),
                Place::Actors => view! { <ActorsScreen /> }.into_any(),
            }}
        </div>
        <Overlays />
        <Toast notice=notice />
    }
}

/// Carries out what the desk asks for.
fn perform(desk: RwSignal<Desk>, notice: RwSignal<Option<Notice>>, effect: DeskEffect) {
    match effect {
        DeskEffect::Tell(said) => tell(notice, said),
        DeskEffect::Reveal(span) => page::after_layout(move || reveal(span)),
        DeskEffect::FocusClaim(id) => {
            page::after_layout(move || page::focus(&format!("#card-{id}")));
        }
        DeskEffect::FocusMention(id) => {
            let span = desk.with_untracked(|d| d.project().mentions().get(&id).map(|m| m.span));
            page::after_layout(move || span.into_iter().for_each(reveal));
        }
        DeskEffect::FocusText => page::after_layout(|| page::focus("#text")),
        DeskEffect::FocusFilter => page::focus("#document-filter"),
        DeskEffect::MoveLine { down, extend } => text_nodes::move_line(down, extend),
        _ => {}
    }
}

/// Shows a notice, for a moment when nothing has to be done about it.
fn tell(notice: RwSignal<Option<Notice>>, said: Notice) {
    let passing = said.severity != Severity::Error;
    notice.set(Some(said.clone()));
    if passing {
        page::after(NOTICE_MS, move || {
            if notice.with_untracked(|now| now.as_ref() == Some(&said)) {
                notice.set(None);
            }
        });
    }
}

/// Brings a stretch of the text into view.
fn reveal(span: crate::text::Span) {
    let Some(nodes) = text_nodes::shown() else { return };
    let (Some(first), Some(reader)) = (nodes.boxes(span).first().cloned(), page::find(".reader"))
    else {
        return;
    };
    let frame = reader.get_bounding_client_rect();
    let inside = first.top() >= frame.top() + 40.0 && first.bottom() <= frame.bottom() - 80.0;
    if !inside {
        let top = f64::from(reader.scroll_top()) + first.top() - frame.top() - frame.height() / 3.0;
        #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
        reader.set_scroll_top(top as i32);
    }
}

/// Sends keys to commands: claim types first, because coding is what the keys are for.
fn listen_to_keys(ctx: AppContext) {
    let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let Some(chord) = keyboard::chord(&event) else { return };
        if event.default_prevented() || page::is_typing() && !works_while_typing(&chord) {
            return;
        }
        let overlay = ctx.desk.with_untracked(Desk::overlay);
        if overlay.is_some() {
            // A dialog has its own keys; Escape reaches it through the browser.
            return;
        }
        let active = page::document().active_element();
        let in_text = active.as_ref().is_some_and(|element| element.id() == "text");
        let on_button = active.is_some_and(|element| element.tag_name() == "BUTTON");
        // A button takes Space and Enter for itself.
        if on_button && matches!(chord.key.as_str(), " " | "Enter") && !chord.ctrl {
            return;
        }
        if run_chord(ctx, &chord, in_text) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Says whether a chord reaches commands even while something is being typed.
fn works_while_typing(chord: &Chord) -> bool {
    chord.ctrl && matches!(chord.key.as_str(), "k" | "s" | "e" | "o" | "i" | "Enter")
        || chord.key == "Escape"
}

/// Runs what a chord stands for; says whether it stood for anything.
fn run_chord(ctx: AppContext, chord: &Chord, in_text: bool) -> bool {
    if let Some(code) = ctx.desk.with_untracked(|desk| type_of_key(desk, chord)) {
        ctx.act(|desk, host| {
            if desk.selected().is_some() {
                desk.code_selection(host, code.id)
            } else {
                desk.toggle_type(host, code.id)
            }
        });
        return true;
    }
    let command = ctx.desk.with_untracked(|desk| command_for(desk, chord, in_text));
    if let Some(command) = command {
        ctx.act(command.run);
    }
    command.is_some()
}

/// Returns the claim type a key stands for, where there is something to code.
fn type_of_key(desk: &Desk, chord: &Chord) -> Option<std::sync::Arc<Code>> {
    let something = desk.selected().is_some() || matches!(desk.focus(), Focus::Claim(_));
    if desk.place() != Place::Code || !something {
        return None;
    }
    let key = chord.character()?;
    let types = crate::desk::view::menu::offered(desk, CodeKind::ClaimType);
    types.into_iter().find(|code| code.key == Some(key))
}

/// Keeps the address in step with what is shown, both ways.
fn follow_address(ctx: AppContext) {
    let visit = move || {
        let address = page::window().location().hash().ok().and_then(|hash| Address::parse(&hash));
        if let Some(address) = address {
            if ctx.desk.with_untracked(Desk::address) != address {
                ctx.show(|desk| desk.visit(address));
            }
        }
    };
    visit();
    let handle = window_event_listener(leptos::ev::hashchange, move |_| visit());
    on_cleanup(move || handle.remove());
    let address = ctx.memo(Desk::address);
    Effect::new(move |before: Option<Address>| {
        let now = address.get();
        let hash = now.to_string();
        if page::window().location().hash().ok().as_deref() != Some(&hash) {
            let history = page::window().history();
            // Another place or document is a step back can undo; another claim is not.
            let step = before.is_some_and(|b| b.place != now.place || b.document != now.document);
            let null = wasm_bindgen::JsValue::NULL;
            drop(history.map(|history| {
                if step {
                    history.push_state_with_url(&null, "", Some(&hash))
                } else {
                    history.replace_state_with_url(&null, "", Some(&hash))
                }
            }));
        }
        now
    });
}
