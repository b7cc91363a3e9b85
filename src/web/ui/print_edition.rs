//! The paper edition of the open document: made when the page is about to be printed, gone afterwards.

use leptos::prelude::*;
use web_sys::Element;

use crate::desk::view::print::{self, Edition, LegendRow, Mark, Note, Paragraph, Run};
use crate::desk::view::prose::counted;
use crate::desk::{Desk, Place};
use crate::web::context::AppContext;
use crate::web::dom::page;
use crate::web::host;

/// How long the notice that a print is being prepared has to reach the screen, in ms.
const NOTICE_MS: i32 = 60;

/// Puts the paper edition into the page whenever it is printed, by the browser's own key as well.
///
/// It is built from elements rather than as a view: nothing in it ever changes, it has to be there
/// when the event returns, and there may be ten thousands of them.
pub fn print_on_demand(ctx: AppContext) {
    // The page listens as long as it lives.
    let title = StoredValue::new(None::<String>);
    std::mem::forget(window_event_listener_untyped("beforeprint", move |_| {
        remove();
        let Some(edition) = ctx.desk.with_untracked(edition) else { return };
        // The browser proposes the page's title as the name of the file.
        title.set_value(Some(page::document().title()));
        page::document().set_title(&edition.title);
        page::set_root_property("--edition-foot", &quoted(&edition.foot));
        if let (Some(body), Some(made)) = (page::document().body(), build(&edition)) {
            drop(body.append_child(&made));
        }
    }));
    std::mem::forget(window_event_listener_untyped("afterprint", move |_| {
        remove();
        if let Some(title) = title.try_update_value(Option::take).flatten() {
            page::document().set_title(&title);
        }
    }));
}

/// Opens the browser's print dialog, once what was said before is on the screen.
pub fn print_document() {
    page::after(NOTICE_MS, || drop(page::window().print()));
}

/// What is printed: the document on the Code screen, and elsewhere the screen as it is.
fn edition(desk: &Desk) -> Option<Edition> {
    let document = desk.document().filter(|_| desk.place() == Place::Code)?;
    print::edition(desk.project(), document, desk.caret().focus, host::now())
}

fn remove() {
    if let Some(old) = page::find(".edition") {
        old.remove();
    }
}

/// Writes words as a string of CSS.
fn quoted(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace(char::is_control, " "))
}

/// Makes an element with a class.
fn element(tag: &str, class: &str) -> Option<Element> {
    let element = page::document().create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}

/// Appends an element and returns it.
fn append(parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let child = element(tag, class)?;
    parent.append_child(&child).ok()?;
    Some(child)
}

/// Appends an element with words in it, unless there are none; imported text is only ever a text node.
fn append_words(parent: &Element, tag: &str, class: &str, words: &str) -> Option<Element> {
    let child = if words.is_empty() { None } else { append(parent, tag, class) };
    child.inspect(|child| child.set_text_content(Some(words)))
}

fn set(element: &Element, name: &str, value: &str) {
    drop(element.set_attribute(name, value));
}

fn build(edition: &Edition) -> Option<Element> {
    let made = element("article", "edition")?;
    let head = append(&made, "header", "edition__head")?;
    let title = append_words(&head, "h1", "edition__title", &edition.title);
    title.inspect(|title| set(title, "dir", "auto"));
    append_words(&head, "p", "edition__about", &edition.about);
    append_words(&head, "p", "edition__foot", &edition.foot);
    append_words(&head, "p", "edition__part", &edition.part);
    legend(&made, edition)?;
    let body = append(&made, "div", "edition__body")?;
    for one in &edition.paragraphs {
        paragraph(&body, one, &edition.language)?;
    }
    Some(made)
}

fn legend(made: &Element, edition: &Edition) -> Option<()> {
    if edition.legend.is_empty() && edition.mentions == 0 && edition.excluded == 0 {
        return Some(());
    }
    let legend = append(made, "ul", "edition__legend")?;
    set(&legend, "aria-label", "Legend");
    for LegendRow { colour, name, key, claims } in &edition.legend {
        let row = append(&legend, "li", "edition__meaning")?;
        swatch(&row, *colour)?;
        append_words(&row, "span", "edition__name", name);
        if !key.is_empty() {
            append_words(&row, "kbd", "", key);
        }
        append_words(&row, "span", "edition__count", &counted(*claims, "claim"));
    }
    for (class, name, count) in [
        ("edition__mention", "Mention", edition.mentions),
        ("edition__excluded", "Excluded", edition.excluded),
    ] {
        if count > 0 {
            let row = append(&legend, "li", "edition__meaning")?;
            append_words(&row, "span", class, name);
            append_words(&row, "span", "edition__count", &count.to_string());
        }
    }
    Some(())
}

fn swatch(parent: &Element, colour: Option<u8>) -> Option<()> {
    let swatch = append(parent, "span", "swatch")?;
    if let Some(colour) = colour {
        set(&swatch, "data-colour", &colour.to_string());
    }
    Some(())
}

fn paragraph(body: &Element, paragraph: &Paragraph, language: &str) -> Option<()> {
    let row = append(body, "section", "edition__row")?;
    if paragraph.crowded {
        set(&row, "data-crowded", "true");
    }
    set(&row, "data-lanes", &paragraph.lanes.to_string());
    let words = append(&row, "p", "edition__text")?;
    set(&words, "dir", "auto");
    if !language.is_empty() {
        set(&words, "lang", language);
    }
    for one in &paragraph.runs {
        run(&words, one)?;
    }
    if !paragraph.notes.is_empty() {
        let notes = append(&row, "ol", "edition__notes")?;
        for one in &paragraph.notes {
            note(&notes, one)?;
        }
        // Notes in the margin begin where the paragraph begins; those below it follow it.
        if !paragraph.crowded {
            drop(row.insert_before(&notes, Some(&words)));
        }
    }
    Some(())
}

/// Appends words, in one element for each claim over them: every claim has its own line below.
fn run(words: &Element, run: &Run) -> Option<()> {
    let mut inner = words.clone();
    for Mark { lane, colour } in &run.marks {
        inner = append(&inner, "span", "edition__mark")?;
        set(&inner, "data-lane", &lane.to_string());
        if let Some(colour) = colour {
            set(&inner, "data-colour", &colour.to_string());
        }
    }
    for (holds, class) in [(run.mention, "edition__mention"), (run.excluded, "edition__excluded")] {
        if holds {
            inner = append(&inner, "span", class)?;
        }
    }
    let text = page::document().create_text_node(&run.words);
    inner.append_child(&text).ok()?;
    if !run.ends.is_empty() {
        let numbers: Vec<String> = run.ends.iter().map(usize::to_string).collect();
        append_words(words, "sup", "edition__number", &numbers.join(","));
    }
    Some(())
}

fn note(notes: &Element, note: &Note) -> Option<()> {
    let made = append(notes, "li", "edition__note")?;
    append_words(&made, "span", "edition__number", &note.number.to_string());
    if note.types.is_empty() {
        swatch(&made, None)?;
        append_words(&made, "span", "edition__type", "No type");
    }
    for code in &note.types {
        swatch(&made, Some(code.colour))?;
        append_words(&made, "span", "edition__type", &code.name);
    }
    let marks = [if note.draft { "draft" } else { "" }, note.coder.as_str()];
    for mark in marks.into_iter().filter(|mark| !mark.is_empty()) {
        append_words(&made, "span", "edition__aside", mark);
    }
    let people = append(&made, "span", "edition__people")?;
    append_words(&people, "strong", "", &note.claimant);
    for (sign, names) in [(" → ", &note.addressee), (" ⊙ ", &note.target)] {
        if !names.is_empty() {
            append_words(&people, "span", "", &format!("{sign}{names}"));
        }
    }
    let about: Vec<&str> = [note.stance.as_str(), note.issues.as_str()]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    if !about.is_empty() {
        append_words(&made, "span", "edition__issues", &about.join(": "));
    }
    if !note.remark.is_empty() {
        append_words(&made, "span", "edition__remark", &note.remark);
    }
    Some(())
}
