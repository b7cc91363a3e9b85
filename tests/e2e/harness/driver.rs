//! The WebDriver program of a browser, run on a free port and ended with the value.
//!
//! All that differs between browsers is here and in the commands of [`super::page`] that are marked
//! as Chromium's own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    pub(super) fn start() -> Self {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "`{program}` cannot be run ({error}); \
                     `make test-e2e` installs Chromium and chromedriver where it can"
                )
            });
        let mut lines = BufReader::new(process.stdout.take().expect("it was asked for")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
            })
            .unwrap_or_else(|| panic!("`{program}` ended without saying its port"));
        // A full pipe would stop the driver, so the rest is read too, and dropped.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { process, port }
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// What is asked of a new browser.
    pub(super) fn capabilities(profile: &Path) -> Value {
        let mut options = json!({
            "args": [
                "--headless=new",
                // Chromium refuses to run as root with a sandbox; it only ever sees our own page.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--disable-search-engine-choice-screen",
                "--no-first-run",
                "--no-default-browser-check",
                "--force-device-scale-factor=1",
                "--lang=en-GB",
                format!("--user-data-dir={}", profile.display()),
            ],
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
            "prefs": {
                // Two files in a row are no question to the user.
                "profile.default_content_setting_values.automatic_downloads": 1,
            },
        });
        if let Ok(binary) = std::env::var("CHROME_BIN") {
            options["binary"] = Value::String(binary);
        }
        json!({
            "browserName": "chrome",
            // Milliseconds; the usual five minutes only hide that a page hangs.
            "timeouts": { "pageLoad": 20_000, "script": 30_000 },
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
