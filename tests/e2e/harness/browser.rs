//! Which browser the stories are told in, and what is asked of a new one.

use std::env;
use std::path::Path;

use serde_json::{Value, json};

/// A browser the harness can drive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    /// The browser named by `CLAIMLIGHT_BROWSER`; Chromium when nothing is said.
    pub(super) fn chosen() -> Self {
        match env::var("CLAIMLIGHT_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok(other) => panic!("CLAIMLIGHT_BROWSER is chromium or firefox, not `{other}`"),
        }
    }

    /// The WebDriver program of the browser, with the arguments that make it take free ports.
    pub(super) fn driver(self) -> (String, &'static [&'static str]) {
        let (variable, usual, arguments): (_, _, &[&str]) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver", &["--port=0"]),
            // Dark and light are a preference, and preferences are the system's.
            Self::Firefox => {
                let free_ports = &["--port=0", "--websocket-port=0", "--allow-system-access"];
                ("GECKODRIVER", "geckodriver", free_ports)
            }
        };
        (env::var(variable).unwrap_or_else(|_| usual.to_owned()), arguments)
    }

    /// What the driver prints before its port once it listens.
    pub(super) fn before_port(self) -> &'static str {
        match self {
            Self::Chromium => "successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
        }
    }

    /// What is asked of a new browser.
    pub(super) fn capabilities(self, profile: &Path, downloads: &Path) -> Value {
        // Milliseconds; the usual five minutes only hide that a page hangs.
        let timeouts = json!({ "pageLoad": 60_000, "script": 60_000 });
        match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "timeouts": timeouts,
                "goog:chromeOptions": chromium_options(profile),
                "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "timeouts": timeouts,
                "webSocketUrl": true,
                "moz:firefoxOptions": firefox_options(profile, downloads),
            }),
        }
    }
}

fn chromium_options(profile: &Path) -> Value {
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
    if let Ok(binary) = env::var("CHROME_BIN") {
        options["binary"] = Value::String(binary);
    }
    options
}

/// The driver sets the preferences that keep a Firefox from updating itself, greeting its user and
/// telling its maker; here are the ones that matter to the stories.
fn firefox_options(profile: &Path, downloads: &Path) -> Value {
    let mut options = json!({
        "args": ["-headless", "-profile", profile],
        "prefs": {
            // A folder of the story's own, and no question.
            "browser.download.folderList": 2,
            "browser.download.dir": downloads,
            "browser.download.useDownloadDir": true,
            "browser.download.always_ask_before_handling_new_types": false,
            "browser.download.alwaysOpenPanel": false,
            "intl.accept_languages": "en-GB",
            "intl.regional_prefs.use_os_locales": false,
            "layout.css.devPixelsPerPx": "1",
        },
    });
    if let Ok(binary) = env::var("FIREFOX_BIN") {
        options["binary"] = Value::String(binary);
    }
    options
}
