//! Keeps the app for use without a network, and brings newer versions in when the user agrees.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::session::Session;
use crate::desk::Notice;
use crate::web::dom::page;
use crate::web::dom::service_worker::{self, Worker};
use crate::web::host;
use crate::web::update::{News, Update};

/// The name under which the page says where the worker's script is; a page that is served while the
/// app is being written, or opened as a file, does not say so.
const MARK: &str = "claimlight-worker";

/// How long the app is left to itself at the start before the worker fetches its files, in ms.
const FIRST_MS: i32 = 1500;

/// Who asked for a newer version is told after so long that there is no answer yet, in ms: browsers
/// ask a host once at a time, for all tabs.
const ANSWER_MS: i32 = 8_000;

/// How often the host is asked for a newer version at most, in ms, when somebody comes back to a tab
/// that has been open for long: an hour.
const AGAIN_MS: u64 = 60 * 60 * 1000;

/// Everything about versions that the composition root holds on to.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    session: Session,
    update: StoredValue<Option<Update>>,
    worker: StoredValue<Option<Worker>, LocalStorage>,
    /// Whether this tab has asked for the newer version, and so is loaded again with it.
    agreed: StoredValue<bool>,
}

impl Keeper {
    /// Makes the keeper and what the screens see of it.
    pub(super) fn new(session: Session) -> (Self, Update) {
        let (worker, agreed) = (StoredValue::new_local(None), StoredValue::new(false));
        let keeper = Self { session, update: StoredValue::new(None), worker, agreed };
        let update = Update::new(Callback::new(move |()| keeper.take()));
        keeper.update.set_value(Some(update));
        (keeper, update)
    }

    /// Sets the worker up once the app is at work.
    pub(super) fn start(self) {
        let Some(script) = page::meta(MARK) else { return };
        self.follow_changes();
        page::after(FIRST_MS, move || {
            spawn_local(async move { drop(self.worker(&script).await) });
        });
    }

    /// Returns the worker, set up now unless it was before.
    async fn worker(self, script: &str) -> Option<Worker> {
        if let Some(worker) = self.worker.try_get_value()? {
            return Some(worker);
        }
        let worker = Worker::start(script).await?;
        if worker.has_waiting() && service_worker::is_controlled() {
            self.tell(News::Ready);
        }
        // Somebody may have asked for it in the meantime.
        if self.worker.try_get_value()?.is_none() {
            worker.on_waiting(move || self.tell(News::Ready));
            look_again_later(worker.clone());
            self.worker.set_value(Some(worker.clone()));
        }
        Some(worker)
    }

    fn tell(self, news: News) {
        if let Some(Some(update)) = self.update.try_get_value() {
            update.news.set(Some(news));
        }
    }

    /// Loads the page again with the version it has asked for; says so where another tab asked.
    fn follow_changes(self) {
        let controlled = Rc::new(Cell::new(service_worker::is_controlled()));
        service_worker::on_change(move || {
            if self.agreed.get_value() {
                page::load_again();
            } else if controlled.replace(true) {
                self.tell(News::TakenElsewhere);
            }
        });
    }

    /// Brings the newer version in once everything is saved. Where none is here, looks for one.
    pub(super) fn take(self) {
        spawn_local(async move {
            let worker = match page::meta(MARK) {
                Some(script) => self.worker(&script).await,
                None => None,
            };
            let Some(worker) = worker else { return self.say_by_hand() };
            let news = self.update.get_value().and_then(|update| update.news.get_untracked());
            if news == Some(News::TakenElsewhere) {
                if self.settle().await {
                    page::load_again();
                }
            } else if worker.has_waiting() {
                if self.settle().await {
                    self.agreed.set_value(true);
                    worker.take_over();
                }
            } else {
                self.look(&worker).await;
            }
        });
    }

    /// Says how a newer version comes where none is fetched.
    fn say_by_hand(self) {
        let hint = if page::is_file() {
            "A newer version is another file. Save your project as a file first."
        } else {
            "Loading the page again brings the newest version."
        };
        let said = Notice::info("This copy does not update itself.");
        self.session.tell(Notice { hint: hint.to_owned(), ..said });
    }

    async fn look(self, worker: &Worker) {
        let answered = Rc::new(Cell::new(false));
        let known = Rc::clone(&answered);
        page::after(ANSWER_MS, move || {
            if !known.get() {
                let said = Notice::info("There is no answer yet whether there is a newer version.");
                let hint = "Go on working: you are told when one is ready.".to_owned();
                self.session.tell(Notice { hint, ..said });
            }
        });
        let found = worker.look().await;
        answered.set(true);
        let said = match found {
            Ok(()) if worker.has_waiting() => return self.tell(News::Ready),
            Ok(()) if worker.is_fetching() => {
                Notice::info("A newer version is being fetched. You are told when it is ready.")
            }
            Ok(()) => Notice::info("This is the newest version."),
            Err(_) => Notice::warning(
                "The host could not be asked for a newer version.",
                "This version goes on working. Try again when there is a network.",
            ),
        };
        self.session.tell(said);
    }

    /// Waits until the work is saved; where it cannot be saved, says that the update waits.
    async fn settle(self) -> bool {
        page::hand_over_field();
        let Some(saver) = self.session.saver() else { return true };
        drop(saver.settled().await);
        let nothing_to_lose = self.session.storage().is_err() && !saver.would_lose_work();
        let settled = saver.is_settled() || nothing_to_lose;
        if !settled {
            self.session.tell(Notice::error(
                "The update waits, because your last changes are not saved yet.",
                "The line at the top says why. Download a backup, or try again once it says “Saved”.",
            ));
        }
        settled
    }
}

/// Asks the host for a newer version when somebody comes back to a tab after a while.
fn look_again_later(worker: Worker) {
    let last = Cell::new(host::now());
    page::on_return(move || {
        let now = host::now();
        if now.0.saturating_sub(last.get().0) > AGAIN_MS {
            last.set(now);
            let worker = worker.clone();
            // Without a network there is nothing new.
            spawn_local(async move { drop(worker.look().await) });
        }
    });
}
