//! The WebDriver program of a browser, run on a free port and ended with the value.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::browser::Browser;

pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    pub(super) fn start(browser: Browser) -> Self {
        let (program, arguments) = browser.driver();
        let mut process = Command::new(&program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "`{program}` cannot be run ({error}); \
                     `make test-e2e` installs the browsers and their drivers where it can"
                )
            });
        let mut lines = BufReader::new(process.stdout.take().expect("it was asked for")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once(browser.before_port())?;
                port.trim_end_matches('.').parse().ok()
            })
            .unwrap_or_else(|| panic!("`{program}` ended without saying its port"));
        // A full pipe would stop the driver, so the rest is read too, and dropped.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { process, port }
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
