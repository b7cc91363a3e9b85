//! What the browser recorded while a story ran: console messages and requests.

use serde_json::{Value, json};

use super::Page;

/// Everything recorded so far.
#[derive(Default)]
pub(super) struct Records {
    /// Console messages with their level, oldest first.
    console: Vec<(String, String)>,
    /// Addresses that were asked for, oldest first.
    requests: Vec<String>,
    /// How many of the requests a story has taken already.
    requests_taken: usize,
    /// Parts of error messages that a story provokes.
    expected_errors: Vec<String>,
}

impl Records {
    /// Says what was wrong: errors in the console, and requests for anything but what lies at the
    /// address of the app.
    pub(super) fn complaint(&self, app: &str) -> Option<String> {
        let mut complaints = Vec::new();
        let expected = |said: &str| self.expected_errors.iter().any(|part| said.contains(part));
        for (level, message) in &self.console {
            if level == "SEVERE" && !expected(message) {
                complaints.push(format!("the console has an error: {message}"));
            }
        }
        for address in &self.requests {
            // What the browser asks for by itself and is told that it is not there.
            if !address.starts_with(app) && !expected(address) {
                complaints.push(format!("what is not the app's was asked for: {address}"));
            }
        }
        (!complaints.is_empty()).then(|| complaints.join("\n"))
    }

    /// Notes an event of `WebDriver BiDi` in the words of Chromium's logs.
    fn add(&mut self, event: &Value) {
        let told = &event["params"];
        let address = told["request"]["url"].as_str().unwrap_or_default().to_owned();
        let failed = |why: &str| format!("Failed to load resource: {address}: {why}");
        match event["method"].as_str().unwrap_or_default() {
            "log.entryAdded" => {
                let level = match told["level"].as_str().unwrap_or_default() {
                    "error" => "SEVERE",
                    "warn" => "WARNING",
                    _ => "INFO",
                };
                let text = told["text"].as_str().unwrap_or_default();
                self.console.push((level.to_owned(), text.to_owned()));
            }
            "network.beforeRequestSent" if !is_inside(&address) => self.requests.push(address),
            "network.responseCompleted" => {
                let status = told["response"]["status"].as_u64().unwrap_or_default();
                if status >= 400 {
                    self.console.push(("SEVERE".to_owned(), failed(&status.to_string())));
                }
            }
            "network.fetchError" => {
                let why = told["errorText"].as_str().unwrap_or_default();
                // A request that the page itself gave up, by leaving for one, is no error.
                if why != "NS_BINDING_ABORTED" {
                    self.console.push(("SEVERE".to_owned(), failed(why)));
                }
            }
            _ => {}
        }
    }

    pub(super) fn describe(&self) -> String {
        format!("console: {:?}; requests: {:?}", self.console, self.requests)
    }
}

impl Page {
    /// All console messages so far, each with its level (`INFO`, `WARNING`, `SEVERE`).
    pub(crate) fn console(&self) -> Vec<(String, String)> {
        self.collect_records();
        self.records.borrow().console.clone()
    }

    /// Tells that the story provokes a console error with this in it.
    pub(crate) fn expect_console_error(&self, part: &str) {
        self.records.borrow_mut().expected_errors.push(part.to_owned());
    }

    /// The addresses asked for since the last call, or since the start. `data:` and `blob:` stay
    /// within the page and are no requests.
    pub(crate) fn new_requests(&self) -> Vec<String> {
        self.collect_records();
        let mut records = self.records.borrow_mut();
        let from = records.requests_taken;
        records.requests_taken = records.requests.len();
        records.requests.iter().skip(from).cloned().collect()
    }

    pub(super) fn look_at_records(&self) -> std::cell::Ref<'_, Records> {
        self.collect_records();
        self.records.borrow()
    }

    /// Fetches what the browser collected.
    pub(super) fn collect_records(&self) {
        if let Some(bidi) = &self.bidi {
            // A tab that is gone has no handle, and what it said before is there all the same.
            let tab = self.ask("window").ok();
            let tab = tab.as_ref().and_then(Value::as_str).unwrap_or_default();
            let events = bidi.borrow_mut().take_events(tab);
            let mut records = self.records.borrow_mut();
            for event in &events {
                records.add(event);
            }
            return;
        }
        let log = |kind: &str| match self.try_send("se/log", &json!({ "type": kind })) {
            Ok(Value::Array(entries)) => entries,
            _ => Vec::new(),
        };
        let mut records = self.records.borrow_mut();
        for entry in log("browser") {
            let part = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            records.console.push((part("level"), part("message")));
        }
        records.requests.extend(log("performance").iter().filter_map(address_of));
    }
}

/// The address in an entry of Chromium's performance log, if it is about a request that leaves the
/// page.
fn address_of(entry: &Value) -> Option<String> {
    let entry: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
    let message = &entry["message"];
    let address = match message["method"].as_str()? {
        "Network.requestWillBeSent" => message["params"]["request"]["url"].as_str()?,
        "Network.webSocketCreated" => message["params"]["url"].as_str()?,
        _ => return None,
    };
    (!is_inside(address)).then(|| address.to_owned())
}

/// Whether an address is within the page or the browser, so that nobody else hears of it.
fn is_inside(address: &str) -> bool {
    let inside =
        ["data:", "blob:", "about:", "chrome:", "chrome-untrusted:", "devtools:", "resource:"];
    inside.iter().any(|scheme| address.starts_with(scheme))
}
