//! Databases of older versions: each is written as that version wrote it, and must open whole,
//! also when the browser is killed while it is being brought up to date.

use std::time::Duration;

use serde_json::{Value, json};

use super::ledger::Ledger;
use super::round::{BESIDE, clock, launch, settle};
use super::state::State;
use crate::harness::{Page, Profile, Site, kill};
use crate::random::Random;

/// What each version of the database wrote, by that version: its stores with keys and values, and
/// what it kept in `localStorage` of a transaction that was not in the store yet.
pub(super) const VERSIONS: [(u32, &str); 1] = [(1, include_str!("version-1.json"))];

/// Makes the stores of a version and fills them.
const WRITE: &str = "
    const [version, kept] = args;
    const request = indexedDB.open('claimlight', version);
    request.onupgradeneeded = () => {
      for (const name of ['projects', 'records', 'texts']) request.result.createObjectStore(name);
      const journal = request.result.createObjectStore('journal', { autoIncrement: true });
      journal.createIndex('project', 'project');
      journal.createIndex('transaction', 'transaction');
    };
    const db = await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const names = ['projects', 'records', 'texts', 'journal'];
    const transaction = db.transaction(names, 'readwrite', { durability: 'strict' });
    for (const name of names) {
      const store = transaction.objectStore(name);
      for (const [key, value] of kept[name]) {
        if (name !== 'journal') {
          store.put(value, key);
          continue;
        }
        const { project, meta } = JSON.parse(value);
        store.put({ project, transaction: `${project}/${meta.id}`, entry: value }, key);
      }
    }
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    db.close();
    for (const [key, value] of kept.local) localStorage.setItem(key, value);";

/// Writes an old database, lets the app bring it up to date, kills it in the midst of that so many
/// times, and looks at what is there.
pub(super) fn upgrade(site: &Site, version: u32, kept: &str, kills: usize, random: &mut Random) {
    let kept: Value = serde_json::from_str(kept).expect("the fixture is JSON");
    let profile = Profile::fresh();
    let page = launch(site, &profile).beside_app(BESIDE).open();
    page.run_async(WRITE, &[json!(version), kept.clone()]);
    let written = State::read(&page);
    assert_eq!((written.version, &written.faults), (u64::from(version), &Vec::new()));
    // A browser that ends in peace first, so that what is in `localStorage` is on the disk.
    page.close();
    for _ in 0..kills {
        kill_while_opening(&launch(site, &profile).beside_app(BESIDE).open(), random);
    }
    let page = launch(site, &profile).open();
    settle(&page);
    let now = State::read(&page);
    assert!(now.version >= written.version);
    let mut ledger = Ledger::default();
    for pending in kept["local"].as_array().into_iter().flatten() {
        ledger.hear(&json!({ "done": pending[1], "kept": true }).to_string());
    }
    ledger.acknowledge_all();
    let judged = ledger.judge(&written, &now);
    let survival = judged.unwrap_or_else(|complaints| panic!("{}", complaints.join("\n")));
    assert_eq!(survival.survived, ledger.done(), "what was left over is replayed, and once");
}

/// Lets the app start, and ends the browser shortly after the upgrade began, or before it did.
fn kill_while_opening(page: &Page, random: &mut Random) {
    let said = page.wire().listen();
    page.set_out().expect("the browser has just started");
    // Where there is nothing to bring up to date, at any moment of the start.
    let patience = Duration::from_millis(500 + random.below(1_500) as u64);
    let start = clock();
    while let Some(left) = patience.checked_sub(start.elapsed()) {
        let line = said.recv_timeout(left).unwrap_or_default();
        if line.contains("\"upgrading\"") {
            std::thread::sleep(Duration::from_micros(random.below(15_000) as u64));
            break;
        }
    }
    kill(page.process());
}
