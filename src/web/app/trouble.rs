//! What the user sees when the program itself fails.

use crate::web::dom::page;

/// Says in the page that the program has failed. What was acknowledged is safe; the page has to be
/// loaded again, because nothing can be relied on in a program that stopped in the middle.
pub fn show_trouble() {
    let document = page::document();
    let (Ok(banner), Some(body)) = (document.create_element("p"), document.body()) else { return };
    banner.set_class_name("banner banner--trouble");
    drop(banner.set_attribute("role", "alert"));
    banner.set_text_content(Some(
        "Claimlight has run into an error of its own. Everything shown as saved is safe. Please load the page again; if it happens again, report what you did.",
    ));
    drop(body.insert_before(&banner, body.first_child().as_ref()));
}
