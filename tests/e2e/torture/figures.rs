//! What came of a round.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fault::{Fault, Moment};
use super::ledger::{Ledger, Survival};

/// Sums over all faults of a round.
#[derive(Debug, Default)]
pub(super) struct Figures {
    seed: u64,
    faults: BTreeMap<String, usize>,
    kills: usize,
    sum: Survival,
    saved: usize,
    failed: usize,
    labels: BTreeMap<String, usize>,
    complaints: Vec<String>,
}

impl Figures {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    pub(super) fn count(
        &mut self,
        fault: Fault,
        failing: bool,
        ledger: &Ledger,
        judged: Result<Survival, Vec<String>>,
        moment: Moment,
    ) {
        let name = format!("{fault:?}{}", if failing { " while the store fails" } else { "" });
        *self.faults.entry(name.clone()).or_default() += 1;
        self.kills += match fault {
            Fault::Kill => 1,
            Fault::KillTwice => 2,
            _ => 0,
        };
        self.saved += ledger.saved;
        self.failed += ledger.failed;
        for label in ledger.labels() {
            *self.labels.entry(label.to_owned()).or_default() += 1;
        }
        match judged {
            Ok(found) => {
                self.sum.done += found.done;
                self.sum.acknowledged += found.acknowledged;
                self.sum.survived += found.survived;
            }
            Err(complaints) => {
                let nth = self.faults.values().sum::<usize>();
                let told = complaints.join("\n");
                self.complaints.push(format!("fault {nth}, {name}, {moment:?}:\n{told}"));
            }
        }
    }

    /// How many times the browser was killed.
    pub(super) fn kills(&self) -> usize {
        self.kills
    }

    /// How many different things were done.
    pub(super) fn kinds(&self) -> usize {
        self.labels.len()
    }

    /// The figures in words.
    pub(super) fn words(&self) -> String {
        let Survival { done, acknowledged, survived } = self.sum;
        let mut words = format!(
            "torture, seed {}: the browser was killed {} times; {} faults in all.\n\
             {done} transactions were carried out; {acknowledged} of them had to be there, \
             {survived} were.\n\
             The status line said {} times that all was saved, and {} times that it was not.\n\
             Faults after which something was lost, out of order, half there or unreadable: {}.\n",
            self.seed,
            self.kills,
            self.faults.values().sum::<usize>(),
            self.saved,
            self.failed,
            self.complaints.len(),
        );
        for (what, counts) in [("faults", &self.faults), ("edits", &self.labels)] {
            let counts: Vec<String> =
                counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
            writeln!(words, "{what}: {}", counts.join(", ")).expect("a string takes all");
        }
        words
    }

    /// What was wrong.
    pub(super) fn complaints(&self) -> &[String] {
        &self.complaints
    }

    /// Fails where anything was wrong.
    pub(super) fn assert_clean(&self) {
        assert!(
            self.complaints.is_empty(),
            "CLAIMLIGHT_TORTURE_SEED={} gave:\n{}",
            self.seed,
            self.complaints.join("\n\n")
        );
    }
}
