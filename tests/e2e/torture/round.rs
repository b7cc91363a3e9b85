//! A round: one browser profile, a stream of edits, one fault after the other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use serde_json::json;

use super::edits::Edits;
use super::fault::{Fault, Moment};
use super::figures::Figures;
use super::hands::Hands;
use super::ledger::Ledger;
use super::state::State;
use crate::harness::{Launch, Page, Profile, Site, Wire, kill};
use crate::random::Random;
use crate::steps;

pub(super) const WATCH: &str = include_str!("watch.js");
const FAILING: &str = include_str!("failing.js");
/// A file of the app beside which the store can be looked at while the app does not run.
pub(super) const BESIDE: &str = "claimlight.schema.json";
/// The share of requests that fail while the store does.
const SHARE: f64 = 0.15;

/// A browser profile that is worked in and struck at.
pub(super) struct Round<'a> {
    site: &'a Site,
    profile: Profile,
    page: Option<Page>,
    random: Random,
    edits: Edits,
    /// What was there when it was last looked at.
    before: State,
    pub(super) figures: Figures,
}

impl<'a> Round<'a> {
    /// Opens the app for the first time and waits for its sample project.
    pub(super) fn begin(site: &'a Site, seed: u64) -> Self {
        let profile = Profile::fresh();
        let page = launch(site, &profile).open();
        settle(&page);
        steps::say_who_codes(&page, "Ada");
        settle(&page);
        let before = State::read(&page);
        assert_eq!((before.projects.len(), &before.faults), (1, &Vec::new()));
        let page = Some(page);
        let (random, edits) = (Random(seed ^ 0x70_72_74), Edits::new(seed));
        Self { site, profile, page, random, edits, before, figures: Figures::new(seed) }
    }

    /// Works until a fault strikes at a random moment, then looks at what is there.
    pub(super) fn strike(&mut self, fault: Fault, failing: bool) {
        let moment = match fault {
            Fault::Leave => Moment::Left,
            Fault::Full => Moment::Failed(1),
            _ => Moment::random(&mut self.random),
        };
        self.strike_at(fault, failing, moment);
    }

    /// Makes the store forget all records from now on while it says that it has them: what the
    /// torture must find out.
    pub(super) fn forget_records(&self) {
        let script = "const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (value, key) {
              return this.name === 'records' ? this.count() : put.call(this, value, key);
            }";
        self.page.as_ref().expect("every strike ends with a page").run(script, &[]);
    }

    fn strike_at(&mut self, fault: Fault, failing: bool, moment: Moment) {
        let page = self.page.take().expect("every strike ends with a page");
        let share = if failing || fault == Fault::Recover { SHARE } else { 0.0 };
        set_failing(&page, share, self.random.below(1 << 30));
        match fault {
            Fault::Leave => {
                drop(page.run("leaveAfter(arguments[0])", &[json!(self.random.below(6) + 1)]));
            }
            // Less than is there already.
            Fault::Full => set_quota(&page, self.site, Some(1000)),
            _ => {}
        }
        let (page, mut ledger) = self.work(page, fault, moment);
        let page = page.unwrap_or_else(|| {
            if fault == Fault::KillTwice {
                self.kill_while_opening();
            }
            launch(self.site, &self.profile).open()
        });
        settle(&page);
        if !fault.kills() {
            ledger.acknowledge_all();
        }
        if fault == Fault::Full {
            assert!(ledger.failed > 0, "nobody said that there is no room left");
        }
        let now = State::read(&page);
        self.figures.count(fault, failing, &ledger, ledger.judge(&self.before, &now), moment);
        self.before = now;
        self.page = Some(page);
    }

    /// Works until the fault has struck; gives the page back where it lives on.
    fn work(&mut self, page: Page, fault: Fault, moment: Moment) -> (Option<Page>, Ledger) {
        let wire = page.wire();
        let said = wire.listen();
        let process = page.process();
        let [struck, over] = [const { AtomicBool::new(false) }; 2];
        let (report, acted) = channel();
        let act = || match fault {
            Fault::Kill | Fault::KillTwice => {
                kill(process);
                None
            }
            Fault::Crash => {
                wire.crash();
                Some(wire.open_beside())
            }
            Fault::Close => {
                // A browser without a tab would end.
                let next = wire.open_beside();
                wire.close_tab();
                Some(next)
            }
            Fault::Reload => {
                wire.reload();
                None
            }
            Fault::Leave | Fault::Recover | Fault::Full => None,
        };
        let (act, struck, over) = (&act, &struck, &over);
        let listen = move || {
            let start = clock();
            let mut ledger = Ledger::default();
            loop {
                let heard = said.recv_timeout(Duration::from_millis(2));
                let silent = heard.is_err();
                if let Ok(line) = heard {
                    ledger.hear(&line);
                }
                if struck.load(Ordering::SeqCst) {
                    if silent && over.load(Ordering::SeqCst) {
                        return ledger;
                    }
                } else if let Some(then) = moment.has_come(&ledger, start.elapsed()) {
                    std::thread::sleep(then);
                    struck.store(true, Ordering::SeqCst);
                    report.send(act()).expect("the hands wait for it");
                }
            }
        };
        std::thread::scope(|scope| {
            let ear = scope.spawn(listen);
            let stop = || struck.load(Ordering::SeqCst);
            let hands = Hands { page: &page, stop: &stop };
            // What vanishes before its time is found by what follows.
            while !stop() && hands.carry_out(&self.edits.next().expect("it never ends")).is_ok() {}
            let next = acted.recv().expect("the ear reports before it ends");
            let page = if fault.kills() {
                page.close();
                None
            } else {
                if fault == Fault::Full {
                    set_quota(&page, self.site, None);
                }
                come_back(&page, fault, next.as_ref());
                Some(page)
            };
            over.store(true, Ordering::SeqCst);
            (page, ear.join().expect("the ear does not panic"))
        })
    }

    /// Starts the app and ends it at a random moment of its start.
    fn kill_while_opening(&mut self) {
        let page = launch(self.site, &self.profile).beside_app(BESIDE).open();
        page.set_out().expect("the browser has just started");
        std::thread::sleep(Duration::from_millis(self.random.below(1_500) as u64));
        kill(page.process());
        page.close();
    }
}

/// The way to open a page of the torture.
pub(super) fn launch<'a>(site: &'a Site, profile: &'a Profile) -> Launch<'a> {
    Launch::new(site).profile(profile).before_app(WATCH).before_app(FAILING)
}

/// Comes back to the app after a fault that left the browser alive, with a store that works.
fn come_back(page: &Page, fault: Fault, next: Option<&Wire>) {
    if let Some(next) = next {
        page.turn_to(next);
        page.prepare_tab(1280, 800, false, &[WATCH, FAILING]);
    }
    match fault {
        Fault::Recover | Fault::Full => {
            set_failing(page, 0.0, 1);
            page.press(&["Escape", "Escape"]);
            page.wait_for("the work to be saved at last", || {
                let again = "const line = document.querySelector('.status');
                    if (line.dataset.state === 'failed') line.querySelector('button')?.click();
                    return line.dataset.state === 'saved'";
                page.run(again, &[]) == true
            });
        }
        Fault::Reload => {
            page.wait_until_drawn();
            set_failing(page, 0.0, 1);
            page.reload();
        }
        _ => page.go(""),
    }
    settle(page);
}

/// Makes a share of all requests to the store fail from now on, also after the page is loaded again.
fn set_failing(page: &Page, share: f64, seed: usize) {
    let script = "sessionStorage.setItem('failing', arguments[0]);
        sessionStorage.setItem('seed', arguments[1])";
    page.run(script, &[json!(share), json!(seed)]);
}

/// Sets how many bytes the browser gives the site, or lets it decide again.
fn set_quota(page: &Page, site: &Site, bytes: Option<u32>) {
    let mut parameters = json!({ "origin": site.origin() });
    if let Some(bytes) = bytes {
        parameters["quotaSize"] = json!(bytes);
    }
    page.chromium("Storage.overrideQuotaForOrigin", &parameters);
}

/// Waits until the work is on the screen, and all of it in the store; where the app says that it could
/// not save, it is asked to try again, as it asks the user to.
pub(super) fn settle(page: &Page) {
    page.set_patience(Duration::from_secs(60));
    page.wait_for("the work to be there, and saved", || {
        let script = "const line = document.querySelector('.status');
            if (line?.dataset.state === 'failed') line.querySelector('button')?.click();
            return line?.dataset.state === 'saved'
            && document.querySelector('#text .text__block') !== null
            && document.querySelector('.documents__row') !== null
            && !Object.keys(localStorage).some((key) => key.startsWith('claimlight.pending/'))";
        page.run(script, &[]) == true
    });
}

#[expect(clippy::disallowed_methods, reason = "the tests run natively, where the clock works")]
pub(super) fn clock() -> Instant {
    Instant::now()
}
