//! Several tabs of one browser.

use serde_json::{Value, json};

use super::Page;

/// A tab that can be come back to.
pub(crate) struct Tab(Value);

impl Page {
    /// The tab that all other functions are about.
    pub(crate) fn tab(&self) -> Tab {
        Tab(Value::String(self.handle()))
    }

    /// What the driver calls the tab.
    pub(super) fn handle(&self) -> String {
        let handle = self.ask("window").expect("the page has a window");
        handle.as_str().expect("a handle is text").to_owned()
    }

    /// Opens the app in a further tab, at a place such as `#codebook`, and goes on there.
    pub(crate) fn open_tab(&self, fragment: &str) -> Tab {
        let opened = self.send("window/new", &json!({ "type": "tab" }));
        let tab = Tab(opened["handle"].clone());
        self.use_tab(&tab);
        self.go(fragment);
        tab
    }

    /// Opens the app in a further window, which is in nobody's shadow as a tab behind another one
    /// is, and goes on there; the scripts run before the app.
    pub(crate) fn open_window(&self, before: &[&str], fragment: &str) -> Tab {
        let opened = self.send("window/new", &json!({ "type": "window" }));
        let tab = Tab(opened["handle"].clone());
        self.use_tab(&tab);
        self.prepare_tab(1280, 800, false, before);
        self.go(fragment);
        tab
    }

    /// Goes on in another tab.
    pub(crate) fn use_tab(&self, tab: &Tab) {
        self.send("window", &json!({ "handle": tab.0 }));
    }
}
