//! What several stories do: steps a user takes without thinking, and places to look at.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::Page;

/// A text of the stories' own, in which every phrase they point at occurs once.
pub(crate) const HARBOUR: &str = "\
The harbour dispute

Anna Berg, the minister of Norland, spoke to reporters on Monday.

Southmark must withdraw its gunboats from the bay, Berg said. She thanked the pilots for their \
patience.

The harbour has to stay open to every fishing crew, the union of Norland fishers added.

Southmark answered that it would not move one ship.
";

/// Opens a text as a document of the project and waits until it can be read.
pub(crate) fn open_text(page: &Page, file: &str, text: &str) {
    page.choose_files("#pick-documents", &[page.file(file, text)]);
    page.role("dialog", "Import documents").role("button", "Import 1 document").click();
    page.wait_gone("dialog", "Import documents");
    wait_text_drawn(page);
}

/// Waits until the open document's text is drawn.
pub(crate) fn wait_text_drawn(page: &Page) {
    page.wait_for("the text to be drawn", || {
        page.run("return !!document.querySelector('#text')?.textContent", &[]) == true
    });
}

/// Gives the coder's name at the top of the window, before the first claim or later.
pub(crate) fn say_who_codes(page: &Page, name: &str) {
    page.css(".top__coder").click();
    let dialog = page.role("dialog", "Who codes?");
    dialog.role("textbox", "Your name or initials").fill(name);
    dialog.role("button", "Keep the name").click();
    page.wait_gone("dialog", "Who codes?");
}

/// Makes a claim of words of the open text with the mouse.
pub(crate) fn code(page: &Page, words: &str, claim_type: &str) {
    page.drag_text("#text", words, &[]);
    page.role("toolbar", "Code the selection").role_with("button", claim_type).click();
}

/// As if the disk were full, from the moment the story says so.
pub(crate) const FULL_DISK: &str = "\
    const put = IDBObjectStore.prototype.put, add = IDBObjectStore.prototype.add; \
    const refuse = kept => function (...given) { \
      if (window.diskIsFull) { \
        window.fullDiskTries = (window.fullDiskTries || 0) + 1; \
        throw new DOMException('No room.', 'QuotaExceededError'); \
      } \
      return kept.apply(this, given); \
    }; \
    IDBObjectStore.prototype.put = refuse(put); \
    IDBObjectStore.prototype.add = refuse(add);";

/// Fills the disk of a page that was opened with [`FULL_DISK`], and changes the open claim, which cannot be
/// saved any more.
pub(crate) fn fail_to_save(page: &Page) {
    page.run("window.diskIsFull = true", &[]);
    page.role("group", "stance").role("button", "opposes").click();
    page.wait_text("Not saved, because the browser has no room left for this page.");
}

/// Opens [`HARBOUR`] and codes the minister's demand: complete, by a coder called Ada.
pub(crate) fn code_the_demand(page: &Page) {
    open_text(page, "harbour.txt", HARBOUR);
    say_who_codes(page, "Ada");
    code(page, "Southmark must withdraw its gunboats", "Demand");
    choose_in(page, "claimant", "Anna Berg", "Add “Anna Berg” as a person");
    wait_card(page, "Anna Berg");
}

/// Types into the picker that is open and takes one of its lines with the mouse.
pub(crate) fn choose_in(page: &Page, picker: &str, typed: &str, line: &str) {
    page.role("combobox", picker).fill(typed);
    page.role("listbox", picker).role_with("option", line).click();
    page.wait_gone("combobox", picker);
}

/// Waits until the open claim's card says something.
pub(crate) fn wait_card(page: &Page, words: &str) {
    page.wait_for(&format!("the open card to say “{words}”"), || {
        open_card(page).contains(words)
    });
}

/// What the open claim's card says at a glance; nothing when no card is open.
pub(crate) fn open_card(page: &Page) -> String {
    let script =
        "return document.querySelector('.card[aria-current] .card__face')?.innerText ?? ''";
    as_text(&page.run(script, &[])).replace('\n', " ")
}

/// The words that are coded as the open claim's fragments.
pub(crate) fn open_fragments(page: &Page) -> Vec<String> {
    let partial = "return document.querySelector('.editor[data-partial]') !== null";
    page.wait_for("the whole of the open card", || page.run(partial, &[]) == false);
    let script = "return [...document.querySelectorAll('.card[aria-current] .fragments__quote')]\
                  .map(quote => quote.innerText)";
    page.run(script, &[]).as_array().into_iter().flatten().map(as_text).collect()
}

/// How many claims the open document has, as the list of cards says.
pub(crate) fn claims(page: &Page) -> usize {
    let script = "return document.querySelectorAll('.cards .card[id]').length";
    usize::try_from(page.run(script, &[]).as_u64().expect("a length is a number")).expect("small")
}

/// Waits until the open document has so many cards.
pub(crate) fn wait_claims(page: &Page, count: usize) {
    page.wait_for(&format!("{count} cards"), || claims(page) == count);
}

/// Waits until the keyboard is in the text.
pub(crate) fn wait_in_text(page: &Page) {
    page.wait_for("the keyboard to be in the text", || {
        page.focused().attribute("id").as_deref() == Some("text")
    });
}

/// Waits until a picker's field has the keyboard.
pub(crate) fn wait_field(page: &Page, picker: &str) {
    let field = page.role("combobox", picker);
    page.wait_for("the picker to have the keyboard", || field.has_focus());
}

/// Waits until these words and no others are selected in the text.
pub(crate) fn wait_selected(page: &Page, words: &str) {
    page.wait_for(&format!("“{words}” to be selected"), || selected(page) == words);
}

/// Waits until something is selected in the text, and says what.
pub(crate) fn wait_any_selected(page: &Page) -> String {
    page.wait_for("something to be selected", || !selected(page).trim().is_empty());
    selected(page)
}

/// The words that are selected in the text.
pub(crate) fn selected(page: &Page) -> String {
    as_text(&page.run("return String(getSelection())", &[]))
}

/// The title of the open document.
pub(crate) fn open_document(page: &Page) -> String {
    page.css(".document-head__title").text()
}

/// Where the caret stands in the open text, in UTF-16 units.
pub(crate) fn caret(page: &Page) -> Option<u64> {
    let script = "const selection = getSelection(), text = document.querySelector('#text'); \
                  if (!text?.contains(selection.focusNode)) return null; \
                  const before = new Range(); before.setStart(text, 0); \
                  before.setEnd(selection.focusNode, selection.focusOffset); \
                  return String(before).length";
    page.run(script, &[]).as_u64()
}

/// The name of the open project.
pub(crate) fn project(page: &Page) -> String {
    page.css(".top__project-name").text()
}

/// Waits until another project is open.
pub(crate) fn wait_project(page: &Page, name: &str) {
    page.wait_for(&format!("the project “{name}” to be open"), || project(page) == name);
}

/// Waits until everything is in the browser's store.
pub(crate) fn wait_saved(page: &Page) {
    page.wait_for("everything to be saved", || {
        page.css(".status").attribute("data-state").as_deref() == Some("saved")
    });
}

/// Closes the browser once the app has written down where the user is, which it does when nothing
/// moves for a moment: the driver ends a browser without telling its pages.
pub(crate) fn leave(page: Page) {
    // The app writes the place down, and names it in the address, a quarter of a second after the
    // user came to rest.
    std::thread::sleep(std::time::Duration::from_millis(400));
    page.wait_for("the place to be written down", || {
        let script = "return localStorage.getItem('claimlight.place') ?? ''";
        let written = as_text(&page.run(script, &[]));
        let now = page.address();
        let place = now.split_once('#').map_or("", |(_, place)| place);
        written.contains(&format!("\"#{place}\""))
    });
    page.close();
}

/// Waits until no dialog is open.
pub(crate) fn wait_no_dialog(page: &Page) {
    page.wait_for("the dialog to go", || page.roles("dialog").is_empty());
}

/// Leaves the dialog that is open.
pub(crate) fn leave_dialog(page: &Page) {
    page.press(&["Escape"]);
    wait_no_dialog(page);
}

/// Takes the file in whose import is shown, as a project of its own.
pub(crate) fn make_new_project(page: &Page) {
    let dialog = page.role_with("dialog", "Import");
    dialog.role_with("radio", "As a new project").click();
    dialog.role_with("button", "Make the project").click();
    wait_no_dialog(page);
}

/// Finds a command by its title in the list of commands, and runs it.
pub(crate) fn run_command(page: &Page, title: &str) {
    page.press(&["Control+k"]);
    let field = page.role("combobox", "Command");
    page.wait_for("the field to have the keyboard", || field.has_focus());
    page.type_text(title);
    page.wait_for("the command to be found", || {
        page.roles("option").first().is_some_and(|first| first.name().contains(title))
    });
    page.press(&["Enter"]);
    page.wait_gone("dialog", "Find a command");
}

/// Takes back the last change, once the button says that it is this one.
pub(crate) fn undo(page: &Page, step: &str) {
    page.role("button", &format!("Undo: {step}")).click();
}

/// Does again what was taken back last, once the button says that it is this.
pub(crate) fn redo(page: &Page, step: &str) {
    page.role("button", &format!("Redo: {step}")).click();
}

/// Writes the whole project to a file with two keys.
pub(crate) fn export_project(page: &Page) -> (String, Vec<u8>) {
    page.press(&["Control+e"]);
    page.role_with("radio", "Whole project");
    page.press(&["Enter"]);
    page.wait_gone("dialog", "Export");
    let file = page.download();
    (file.name, file.bytes)
}

/// Five documents that are new to the sample project: the real ones when they are beside the
/// project, else the sample's texts with a line of their own, and a notice.
pub(crate) fn five_documents(page: &Page) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = texts_in(&root.join("../shared/corpus"));
    if !corpus.is_empty() {
        return corpus;
    }
    #[expect(clippy::print_stderr, reason = "a test that runs on other data must say so")]
    {
        eprintln!("notice: ../shared/corpus is not there; the sample's texts are used instead");
    }
    let again = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("it was listed");
        let name = path.file_name().expect("it was listed").to_string_lossy();
        page.file(&name, format!("{text}\nPrinted once more for the story.\n"))
    };
    texts_in(&root.join("sample")).iter().map(again).collect()
}

fn texts_in(folder: &Path) -> Vec<PathBuf> {
    // The browser takes no path with `..` in it.
    let entries = folder.canonicalize().and_then(std::fs::read_dir).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files
}

fn as_text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What is wrong with a screen for somebody who cannot see it well or uses the keyboard, wide and
/// narrow, light and dark: what axe-core objects to, what is wrong with the controls, and whether
/// the screen is wider than the window.
pub(crate) fn objections(page: &Page, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |how: &str, objections: Vec<String>| {
        found.extend(objections.iter().map(|one| format!("{place}, {how}: {one}")));
    };
    for (width, height) in [(360, 740), (1280, 800)] {
        page.resize(width, height);
        page.prefer_dark(true);
        note(&format!("dark, {width}"), page.contrast_violations().unwrap_or_default());
        page.prefer_dark(false);
        note(&format!("light, {width}"), page.accessibility_violations().unwrap_or_default());
        note(&width.to_string(), too_wide(page, width));
    }
    page.resize(900, 800);
    note("900", too_wide(page, 900));
    page.resize(1280, 800);
    // The keyboard goes through all of them, so this comes last.
    note("1280", page.control_objections());
    found
}

/// Says whether the page is wider than a window of so many pixels.
pub(crate) fn too_wide(page: &Page, width: u32) -> Vec<String> {
    let wide = "return document.documentElement.scrollWidth - innerWidth";
    let is_wide = page.run(wide, &[]).as_i64().is_some_and(|more| more > 0);
    is_wide.then(|| format!("it is wider than a window of {width} pixels")).into_iter().collect()
}
