//! One page in one browser: its life, and the commands everything else here is made of.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

use super::bidi::Bidi;
use super::browser::Browser;
use super::driver::Driver;
use super::records::Records;
use super::{Launch, Profile, Site, wait};

/// The key under which WebDriver puts the reference to an element.
pub(super) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The app in a browser. When it is dropped the browser is closed, and the test fails if the console
/// had an error or if anything was asked for but the app's own files.
pub(crate) struct Page {
    // Dropped in this order: the driver ends before the folders it writes into.
    driver: Driver,
    pub(super) bidi: Option<RefCell<Bidi>>,
    agent: Agent,
    session: String,
    /// What the browser said of itself when it started.
    pub(super) told: Value,
    app: String,
    patience: Cell<Duration>,
    pub(super) settles: Cell<bool>,
    pub(super) records: RefCell<Records>,
    pub(super) downloads: TempDir,
    pub(super) scratch: TempDir,
    _own_profile: Option<Profile>,
}

impl Page {
    pub(super) fn open(launch: &Launch) -> Self {
        let own_profile = launch.profile.is_none().then(Profile::fresh);
        let profile = launch.profile.or(own_profile.as_ref()).expect("one of them is there");
        let browser = Browser::chosen();
        let driver = Driver::start(browser);
        let folder = || tempfile::tempdir().expect("the temporary folder can be written");
        let downloads = folder();
        let wanted = browser.capabilities(profile.path(), downloads.path());
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(90)))
            .build()
            .into();
        let created = call(
            &agent,
            &format!("{}session", driver.address()),
            &json!({ "capabilities": { "alwaysMatch": wanted } }),
        )
        .unwrap_or_else(|error| panic!("the browser does not start: {error}"));
        let session = created["sessionId"].as_str().expect("a new session has an id").to_owned();
        let bidi = created["capabilities"]["webSocketUrl"].as_str().map(Bidi::connect);
        let page = Self {
            driver,
            bidi: bidi.map(RefCell::new),
            agent,
            session,
            told: created["capabilities"].clone(),
            app: launch.app.clone(),
            patience: Cell::new(wait::PATIENCE),
            settles: Cell::new(true),
            records: RefCell::default(),
            downloads,
            scratch: folder(),
            _own_profile: own_profile,
        };
        page.take_downloads();
        page.prepare_tab(launch.width, launch.height, launch.dark, &launch.before);
        match launch.beside {
            Some(file) => {
                // What is no page names no picture, and the browser asks for the usual one.
                page.expect_console_error("/favicon.ico");
                page.send("url", &json!({ "url": format!("{}{file}", page.app) }));
            }
            None => page.go(launch.fragment),
        }
        page
    }

    /// Starts to go to the app's start, and does not wait for what comes of it.
    pub(crate) fn set_out(&self) -> Result<(), String> {
        let script = "setTimeout(address => location.assign(address), 0, arguments[0])";
        let body = json!({ "script": script, "args": [self.app] });
        self.try_send("execute/sync", &body).map(drop)
    }

    /// Makes a tab ready for the app; a new one has forgotten all that was set.
    pub(crate) fn prepare_tab(&self, width: u32, height: u32, dark: bool, before: &[&str]) {
        self.resize(width, height);
        self.prefer_dark(dark);
        for source in before {
            if let Some(bidi) = &self.bidi {
                bidi.borrow_mut().run_before_pages(source);
            } else {
                let source = json!({ "source": source });
                self.chromium("Page.addScriptToEvaluateOnNewDocument", &source);
            }
        }
    }

    /// Goes to a place of the app, such as `#codebook`; an empty one is its start.
    pub(crate) fn go(&self, fragment: &str) {
        self.send("url", &json!({ "url": format!("{}{fragment}", self.app) }));
        self.wait_until_drawn();
    }

    /// Loads the page again, as the user's reload button does.
    pub(crate) fn reload(&self) {
        if is_chromium() {
            self.send("refresh", &json!({}));
        } else {
            // The driver's own command passes service workers by, which the button does not.
            self.run("window.isLeft = true; setTimeout(() => location.reload())", &[]);
            self.wait_for("the page to be loaded again", || {
                let script = json!({ "script": "return window.isLeft === undefined", "args": [] });
                self.try_send("execute/sync", &script) == Ok(Value::Bool(true))
            });
        }
        self.wait_until_drawn();
    }

    /// Goes back, as the user's back button does.
    pub(crate) fn back(&self) {
        self.send("back", &json!({}));
    }

    /// The title of the page, as the browser shows it.
    pub(crate) fn title(&self) -> String {
        self.run("return document.title", &[]).as_str().expect("a title is text").to_owned()
    }

    /// The address of the page.
    pub(crate) fn address(&self) -> String {
        self.run("return location.href", &[]).as_str().expect("an address is text").to_owned()
    }

    /// Runs the body of a JavaScript function and gives its result. For what no user can ask, such
    /// as a measured time; a story that acts should press and click instead.
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.send("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// The same for an asynchronous function: `await` may be used.
    pub(crate) fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (async (...args) => {{ {script} }})(...[...arguments].slice(0, -1)) \
             .then(value => done({{ value }}), error => done({{ error: String(error) }}))"
        );
        let answer = self.send("execute/async", &json!({ "script": script, "args": arguments }));
        assert!(answer["error"].is_null(), "the script failed: {}", answer["error"]);
        answer["value"].clone()
    }

    /// Waits until what a script has changed is on the screen, where the pointer can meet it. A page
    /// that is left meanwhile, or stands behind another, paints nothing and is not waited for.
    pub(crate) fn wait_until_painted(&self) {
        let frames = "const done = arguments[0]; \
                      setTimeout(done, 3000); \
                      requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        drop(self.try_send("execute/async", &json!({ "script": frames, "args": [] })));
    }

    /// Waits for something no other function here waits for; `what` completes "waited for …".
    pub(crate) fn wait_for(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let done = self.until(|| is_so().then_some(()));
        assert!(done.is_some(), "waited for {what}, in vain; the page says:\n{}", self.outline());
    }

    /// Waits for something and says whether it came, for a test that has more to say when it does not.
    pub(crate) fn comes(&self, mut is_so: impl FnMut() -> bool) -> bool {
        self.until(|| is_so().then_some(())).is_some()
    }

    /// Changes how long everything here waits before it fails; half a minute at first.
    pub(crate) fn set_patience(&self, patience: Duration) {
        self.patience.set(patience);
    }

    /// Has keys and the mouse act one after the other without a look at what comes of them: as fast
    /// as fingers can, and without any work in the page that a stopwatch would count.
    pub(crate) fn set_hasty(&self) {
        self.settles.set(false);
    }

    pub(super) fn until<T>(&self, ask: impl FnMut() -> Option<T>) -> Option<T> {
        wait::until(self.patience.get(), ask)
    }

    /// Closes the browser now and looks at what it recorded; dropping does the same.
    pub(crate) fn close(self) {
        drop(self);
    }

    /// Sends a command of the session and gives its value; the stories never do.
    pub(crate) fn send(&self, command: &str, body: &Value) -> Value {
        self.try_send(command, body).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub(crate) fn try_send(&self, command: &str, body: &Value) -> Result<Value, String> {
        call(&self.agent, &self.command(command), body)
    }

    /// Asks for something of the session that takes no body.
    pub(super) fn ask(&self, command: &str) -> Result<Value, String> {
        let answer = self.agent.get(self.command(command)).call();
        value_of(answer)
    }

    /// Sends a command of Chromium's own; the stories never do.
    pub(crate) fn chromium(&self, command: &str, parameters: &Value) -> Value {
        self.send("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Runs a script in the window around the page, where Firefox's own parts and preferences are.
    pub(super) fn firefox(&self, script: &str, arguments: &[Value]) -> Value {
        self.send("moz/context", &json!({ "context": "chrome" }));
        let value = self.run(script, arguments);
        self.send("moz/context", &json!({ "context": "content" }));
        value
    }

    fn command(&self, command: &str) -> String {
        format!("{}session/{}/{command}", self.driver.address(), self.session)
    }

    /// Every view of the app has a `main`; before the program runs the page has none.
    pub(crate) fn wait_until_drawn(&self) {
        let drawn = self.until(|| {
            let script = "return document.querySelector('main') !== null";
            let answer = self.try_send("execute/sync", &json!({ "script": script, "args": [] }));
            (answer.ok()? == Value::Bool(true)).then_some(())
        });
        assert!(drawn.is_some(), "the app drew nothing; {}", self.look_at_records().describe());
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let failing = std::thread::panicking();
        // Whatever is wrong with the browser now, it must be closed, and a panic here during
        // another one would end the whole test run.
        self.collect_records();
        if failing {
            let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
            self.save_shot(&format!("failed-{name}")).ok();
        }
        self.agent.delete(self.command("").trim_end_matches('/')).call().ok();
        let complaint = self.records.borrow().complaint(&self.app);
        if let Some(complaint) = complaint {
            assert!(failing, "{complaint}");
            #[expect(clippy::print_stderr, reason = "it helps to explain the failure shown above")]
            {
                eprintln!("{complaint}");
            }
        }
    }
}

/// The folders and files of a page are its own; only the site is shared.
impl Site {
    /// Opens the app with a fresh profile; see [`Launch`] for the other ways.
    pub(crate) fn open(&self) -> Page {
        Launch::new(self).open()
    }
}

/// Whether the stories are told in Chromium, which some of them need.
pub(crate) fn is_chromium() -> bool {
    Browser::chosen() == Browser::Chromium
}

fn call(agent: &Agent, address: &str, body: &Value) -> Result<Value, String> {
    value_of(agent.post(address).send_json(body))
}

/// Unwraps WebDriver's answer: `{"value": …}`, where an error's value has a message.
fn value_of(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value, String> {
    let mut answer = answer.map_err(|error| format!("the driver does not answer: {error}"))?;
    let failed = !answer.status().is_success();
    // A screenshot or the text of a large file is longer than the usual limit of ten megabytes.
    let text = answer.body_mut().with_config().limit(1 << 30).read_to_string();
    let text = text.map_err(|error| format!("the driver's answer breaks off: {error}"))?;
    let mut body: Value = serde_json::from_str(&text)
        .map_err(|error| format!("the driver's answer is no JSON: {error}"))?;
    let value = body["value"].take();
    if failed {
        let message = value["message"].as_str().unwrap_or("no message");
        return Err(message.lines().next().unwrap_or_default().to_owned());
    }
    Ok(value)
}
