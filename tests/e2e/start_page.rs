//! What a visitor gets before doing anything.

use crate::harness::{Launch, Site};

#[test]
fn the_app_starts_below_any_path_and_asks_nobody_else() {
    let site = Site::start();
    let page = site.open();

    assert_eq!(page.title(), "Claimlight");
    let requests = page.new_requests();
    assert!(requests.iter().any(|address| address.ends_with("_bg.wasm")), "{requests:?}");
    assert!(requests.iter().all(|address| address.starts_with(&site.address())), "{requests:?}");
    assert_eq!(site.missing(), Vec::<String>::new());
    page.shot("start-light");
    page.close();
}

#[test]
fn the_start_is_accessible_light_and_dark_wide_and_narrow() {
    let site = Site::start();
    for (width, height) in [(1280, 800), (390, 800)] {
        let page = Launch::new(&site).size(width, height).dark().open();
        page.assert_accessible("the start, dark");
        page.shot(&format!("start-dark-{width}"));
        page.prefer_dark(false);
        page.assert_accessible("the start, light");
    }
}
