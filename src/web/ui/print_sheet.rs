//! The paper edition of the open document: made when the page is about to be printed, gone afterwards.

use leptos::prelude::*;
use web_sys::Element;

use crate::desk::view::print::{self, LegendRow, Mark, Note, Paragraph, Run, Sheet};
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
        let Some(sheet) = ctx.desk.with_untracked(sheet) else { return };
        // The browser proposes the page's title as the name of the file.
        title.set_value(Some(page::document().title()));
        page::document().set_title(&sheet.title);
        page::set_root_style("--sheet-foot", &quoted(&sheet.foot));
        if let (Some(body), Some(made)) = (page::document().body(), edition(&sheet)) {
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
fn sheet(desk: &Desk) -> Option<Sheet> {
    let document = desk.document().filter(|_| desk.place() == Place::Code)?;
    print::sheet(desk.project(), document, desk.caret().focus, host::now())
}

fn remove() {
    if let Some(old) = page::find(".sheet") {
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

fn edition(sheet: &Sheet) -> Option<Element> {
    let made = element("article", "sheet")?;
    let head = append(&made, "header", "sheet__head")?;
    let title = append_words(&head, "h1", "sheet__title", &sheet.title);
    title.inspect(|title| set(title, "dir", "auto"));
    append_words(&head, "p", "sheet__about", &sheet.about);
    append_words(&head, "p", "sheet__foot", &sheet.foot);
    append_words(&head, "p", "sheet__part", &sheet.part);
    legend(&made, sheet)?;
    let body = append(&made, "div", "sheet__body")?;
    for one in &sheet.paragraphs {
        paragraph(&body, one, &sheet.language)?;
    }
    Some(made)
}

fn legend(made: &Element, sheet: &Sheet) -> Option<()> {
    if sheet.legend.is_empty() && sheet.mentions == 0 && sheet.excluded == 0 {
        return Some(());
    }
    let legend = append(made, "ul", "sheet__legend")?;
    set(&legend, "aria-label", "Legend");
    for LegendRow { colour, name, key, claims } in &sheet.legend {
        let row = append(&legend, "li", "sheet__meaning")?;
        swatch(&row, *colour)?;
        append_words(&row, "span", "sheet__name", name);
        if !key.is_empty() {
            append_words(&row, "kbd", "", key);
        }
        append_words(&row, "span", "sheet__count", &counted(*claims, "claim"));
    }
    for (class, name, count) in [
        ("sheet__mention", "Mention", sheet.mentions),
        ("sheet__excluded", "Excluded", sheet.excluded),
    ] {
        if count > 0 {
            let row = append(&legend, "li", "sheet__meaning")?;
            append_words(&row, "span", class, name);
            append_words(&row, "span", "sheet__count", &count.to_string());
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
    let row = append(body, "section", "sheet__row")?;
    if paragraph.crowded {
        set(&row, "data-crowded", "true");
    }
    let words = append(&row, "p", "sheet__text")?;
    set(&words, "dir", "auto");
    if !language.is_empty() {
        set(&words, "lang", language);
    }
    for one in &paragraph.runs {
        run(&words, one)?;
    }
    if !paragraph.notes.is_empty() {
        let notes = append(&row, "ol", "sheet__notes")?;
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
        inner = append(&inner, "span", "sheet__mark")?;
        set(&inner, "data-lane", &lane.to_string());
        if let Some(colour) = colour {
            set(&inner, "data-colour", &colour.to_string());
        }
    }
    for (holds, class) in [(run.mention, "sheet__mention"), (run.excluded, "sheet__excluded")] {
        if holds {
            inner = append(&inner, "span", class)?;
        }
    }
    let text = page::document().create_text_node(&run.words);
    inner.append_child(&text).ok()?;
    if !run.ends.is_empty() {
        let numbers: Vec<String> = run.ends.iter().map(usize::to_string).collect();
        append_words(words, "sup", "sheet__number", &numbers.join(","));
    }
    Some(())
}

fn note(notes: &Element, note: &Note) -> Option<()> {
    let made = append(notes, "li", "sheet__note")?;
    append_words(&made, "span", "sheet__number", &note.number.to_string());
    if note.types.is_empty() {
        swatch(&made, None)?;
        append_words(&made, "span", "sheet__type", "No type");
    }
    for code in &note.types {
        swatch(&made, Some(code.colour))?;
        append_words(&made, "span", "sheet__type", &code.name);
    }
    let marks = [if note.draft { "draft" } else { "" }, note.coder.as_str()];
    for mark in marks.into_iter().filter(|mark| !mark.is_empty()) {
        append_words(&made, "span", "sheet__aside", mark);
    }
    let people = append(&made, "span", "sheet__people")?;
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
        append_words(&made, "span", "sheet__issues", &about.join(": "));
    }
    if !note.remark.is_empty() {
        append_words(&made, "span", "sheet__remark", &note.remark);
    }
    Some(())
}
