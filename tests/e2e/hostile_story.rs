//! Everything a person can write, full of markup, script and worse, on every screen and in every
//! dialog: it stays text, and it has room.

#[path = "../it/hostile/infested.rs"]
mod infested;
#[path = "../it/hostile/payloads.rs"]
mod payloads;

use crate::harness::{Launch, Page, Site};
use crate::steps;
use infested::{all, infested_project};

/// Watches what comes into the page: elements the app never makes, attributes that would run or load
/// something, and whatever the page's policy had to refuse.
const WATCH: &str = "\
    window.made = []; \
    const never = 'IMG IFRAME FRAME OBJECT EMBED BASE META STYLE LINK SCRIPT MATH MTEXT MGLYPH VIDEO \
      AUDIO MARQUEE TITLE BODY FOREIGNOBJECT ANIMATE SET'.split(' '); \
    const loads = 'href src action formaction srcdoc data poster background style xlink:href'.split(' '); \
    const attribute = (element, {name, value}) => { \
      if (/^on/i.test(name)) made.push(`<${element.tagName} ${name}>`); \
      if (loads.includes(name) && /javascript:|data:|evil|attacked|url\\(/i.test(value)) \
        made.push(`<${element.tagName} ${name}=${value}>`) }; \
    const look = node => { \
      if (node.nodeType !== Node.ELEMENT_NODE) return; \
      for (const element of [node, ...node.querySelectorAll('*')]) { \
        if (never.includes(element.tagName.toUpperCase())) made.push(`<${element.tagName}>`); \
        for (const one of element.attributes) attribute(element, one) } }; \
    new MutationObserver(records => { \
      if (!window.watching) return; \
      for (const record of records) { \
        record.addedNodes.forEach(look); \
        if (record.attributeName && record.target.hasAttribute(record.attributeName)) \
          attribute(record.target, record.target.getAttributeNode(record.attributeName)) } \
    }).observe(document, {childList: true, subtree: true, attributes: true}); \
    addEventListener('securitypolicyviolation', event => \
      made.push(`refused ${event.violatedDirective} ${event.blockedURI}`));";

/// Looks at a place, wide and narrow: nothing of a payload's is there but text, and neither the page
/// nor a dialog is wider than a narrow window.
fn look(page: &Page, place: &str) {
    let made = page.run("return [window.attacked ?? null, ...made].filter(Boolean)", &[]);
    assert_eq!(made, serde_json::json!([]), "{place}: a payload came alive");
    page.resize(360, 740);
    let too_wide = "const wide = e => e.scrollWidth - e.clientWidth > 1; \
        return [document.documentElement, ...document.querySelectorAll('dialog[open], [role=dialog]')] \
          .filter(wide).map(e => `${e.tagName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`)";
    page.wait_for(&format!("{place} to fit into 360 pixels"), || {
        page.run(too_wide, &[]).as_array().is_some_and(Vec::is_empty)
    });
    page.shot(&format!("hostile-{}", place.replace(' ', "-")));
    page.resize(1280, 800);
}

/// Opens a project full of payloads as one of its own.
fn open_infested(page: &Page) {
    page.wait_text("15 claims");
    page.run("window.watching = true", &[]);
    page.new_requests();
    let name = "<img src=x onerror=window.attacked='file'>.claimlight.json";
    page.choose_files("#pick-project", &[page.file(name, infested_project())]);
    let dialog = page.role_with("dialog", "Import");
    dialog.role_with("radio", "Into the open project").click();
    dialog.role("button", "Merge");
    look(page, "the preview of a merge");
    dialog.role_with("radio", "As a new project").click();
    let make = dialog.role_with("button", "Make the project");
    look(page, "the preview of a new project");
    make.click();
    page.wait_for("the project to be open", || steps::project(page) == all()[2]);
}

/// Says what keeps a story from being told at its end.
fn nothing_came_alive(page: &Page, site: &Site) {
    assert!(page.run("return window.attacked ?? null", &[]).is_null());
    assert_eq!(page.run("return made", &[]), serde_json::json!([]));
    assert_eq!(page.new_requests(), Vec::<String>::new());
    assert_eq!(site.missing(), Vec::<String>::new());
}

#[test]
fn every_document_and_claim_full_of_payloads_is_text() {
    let site = Site::start();
    let page = Launch::new(&site).before_app(WATCH).open();
    open_infested(&page);
    look(&page, "the documents");
    page.press(&["Escape"]);
    let shown = |selector: &str| {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        page.run(script, &[selector.into()]).as_str().unwrap_or_default().to_owned()
    };
    let drawn =
        "return [...document.querySelectorAll('.text__block')].map(e => e.textContent).join('')";
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    for (nth, payload) in all().iter().enumerate() {
        page.go(&format!("#/code/{:026}/{:026}", 6001 + nth, 8001 + nth));
        page.wait_for(&format!("the document {payload:?}"), || {
            let text = page.run(drawn, &[]);
            let text = bare(text.as_str().unwrap_or_default());
            text == bare(&format!("{payload} they said. And once more: {payload}"))
        });
        let title = shown(".document-head__title");
        assert_eq!(bare(&title), bare(payload));
        let card = ".card[aria-current] .card__face";
        page.wait_for("the card of its claim", || bare(&shown(card)).contains(&bare(payload)));
    }
    look(&page, "a document and its claim");

    page.css(".editor__more summary").click();
    page.wait_text("Attribution");
    look(&page, "the editor of a claim");
    page.press(&["Escape"]);
    for (key, picker) in [("@", "claimant"), ("!", "target"), ("#", "issues"), ("t", "claim types")]
    {
        page.press(&[key]);
        page.wait_for(&format!("the picker of {picker}"), || !page.roles("combobox").is_empty());
        page.type_text("<img");
        look(&page, &format!("the picker of {picker}"));
        page.press(&["Escape"]);
        page.wait_for("the picker to go", || page.roles("combobox").is_empty());
    }
    page.press(&["Escape", "Escape", ";"]);
    page.role("list", "Claims in the order of the text");
    look(&page, "the list of claims");
    page.press(&["Escape", "*"]);
    page.role("dialog", "Filter claims");
    look(&page, "the filter");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Filter claims");

    page.run("dispatchEvent(new Event('beforeprint'))", &[]);
    page.wait_for("the print edition", || !shown(".edition__note").is_empty());
    look(&page, "the print edition");
    page.run("dispatchEvent(new Event('afterprint'))", &[]);
    nothing_came_alive(&page, &site);
}

#[test]
fn every_screen_and_dialog_full_of_payloads_has_room_for_them() {
    let site = Site::start();
    let page = Launch::new(&site).before_app(WATCH).open();
    open_infested(&page);

    page.press(&["2"]);
    page.role("heading", "Codebook");
    look(&page, "the codebook");
    page.role_with("button", "<svg onload=").click();
    page.role("textbox", "Definition");
    look(&page, "a claim type");
    page.role("button", "Delete …").click();
    page.wait_for("the question before deleting", || !page.roles("dialog").is_empty());
    look(&page, "deleting a claim type");
    page.press(&["Escape"]);
    page.wait_for("the question to go", || page.roles("dialog").is_empty());
    page.role("textbox", "Name").fill("<svg onload=window.attacked='new'>");
    page.press(&["Enter"]);

    page.press(&["Escape", "3"]);
    page.role("heading", "Actors");
    look(&page, "the actors");
    page.role_with("button", "<iframe srcdoc").click();
    page.role("textbox", "Name");
    look(&page, "an actor");
    for (button, place) in
        [("Merge with another …", "merging an actor"), ("Delete …", "deleting an actor")]
    {
        page.role("button", button).click();
        page.wait_for(place, || !page.roles("dialog").is_empty());
        look(&page, place);
        page.press(&["Escape"]);
        page.wait_for("the dialog to go", || page.roles("dialog").is_empty());
    }
    page.press(&["1"]);
    page.wait_for("the documents", || !page.roles("navigation").is_empty());
    page.press(&["Escape", "Escape"]);

    for (key, title) in [
        ("Control+Shift+h", "Changes so far"),
        ("Control+e", "Export"),
        ("Control+Shift+f", "Projects"),
        ("i", "About this document"),
        ("Control+Shift+v", "Paste a text"),
    ] {
        page.press(&[key]);
        page.role("dialog", title);
        look(&page, title);
        page.press(&["Escape"]);
        page.wait_gone("dialog", title);
    }
    page.css(".top__coder").click();
    page.role("dialog", "Who codes?");
    look(&page, "who codes");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Who codes?");
    page.press(&["Control+k"]);
    page.role_with("dialog", "Find a command");
    page.type_text("<img src=x onerror=attacked=1>");
    look(&page, "the palette");
    page.press(&["Escape"]);
    page.wait_for("the palette to go", || page.roles("dialog").is_empty());
    page.press(&["?"]);
    page.wait_for("the keys", || !page.roles("dialog").is_empty());
    look(&page, "the keys");
    page.press(&["Escape"]);
    page.wait_for("the keys to go", || page.roles("dialog").is_empty());

    let files: Vec<_> = all()
        .iter()
        .enumerate()
        .map(|(nth, payload)| {
            let fits = |letter: &char| !letter.is_control() && !matches!(letter, '/' | '\\');
            let name: String = payload.chars().filter(fits).take(40).collect();
            let kind = ["txt", "md", "html"][nth % 3];
            page.file(
                &format!("{nth} {name}.{kind}"),
                format!("# {payload}\n\n{payload} said {nth}."),
            )
        })
        .collect();
    page.choose_files("#pick-documents", &files);
    page.role("dialog", "Import documents");
    look(&page, "the preview of documents");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Import documents");

    page.go("#/code/<img src=x onerror=window.attacked='address'>");
    page.wait_text("The document this link names is not in this project.");
    look(&page, "a link that leads nowhere");
    nothing_came_alive(&page, &site);
}
