//! The processes of a browser, and their sudden end.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::Duration;

use super::{Page, wait};

impl Page {
    /// The process of the browser itself, as it says.
    pub(crate) fn process(&self) -> u32 {
        let told = self.told["goog:processID"].as_u64().or(self.told["moz:processID"].as_u64());
        let process = told.expect("the driver says which process it started");
        u32::try_from(process).expect("process numbers are small")
    }
}

/// Ends a process and all it started at once, as a crash or a power switch does: nobody gets to
/// write anything down. Returns when they are gone.
pub(crate) fn kill(process: u32) {
    let all = with_descendants(process);
    let numbers: Vec<String> = all.iter().map(u32::to_string).collect();
    // One may have ended by itself since it was listed, which `kill` complains about.
    Command::new("kill").arg("-KILL").args(&numbers).output().expect("every system can kill");
    let gone = wait::until(Duration::from_secs(20), || {
        all.iter().all(|process| is_gone(*process)).then_some(())
    });
    assert!(gone.is_some(), "the processes {numbers:?} do not end");
}

/// A process and all it started, the process first.
fn with_descendants(process: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let parents: Vec<(u32, u32)> = entries
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            Some((number, parent_of(number)?))
        })
        .collect();
    let mut found = vec![process];
    let mut known = BTreeSet::from([process]);
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        at += 1;
        let children = parents.iter().filter(|(_, of)| *of == parent).map(|(number, _)| *number);
        found.extend(children.filter(|child| known.insert(*child)));
    }
    found
}

fn parent_of(process: u32) -> Option<u32> {
    // `number (name) state parent …`, and a name may hold anything.
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    line.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// Says whether a process has ended; one that its parent has not asked after yet counts as ended.
fn is_gone(process: u32) -> bool {
    let Ok(line) = fs::read_to_string(format!("/proc/{process}/stat")) else { return true };
    let state = line.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().next());
    matches!(state, None | Some("Z" | "X"))
}
