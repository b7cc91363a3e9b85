//! What strikes, and when.

use std::time::Duration;

use super::ledger::Ledger;
use crate::random::Random;

/// What happens to the app in the midst of its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Every process of the browser is ended at once.
    Kill,
    /// The same, and again while the app starts the next time.
    KillTwice,
    /// The process that shows the page crashes.
    Crash,
    /// The tab is closed.
    Close,
    /// The page is loaded again.
    Reload,
    /// The page is left in the same millisecond as an edit.
    Leave,
    /// Nothing but the store's own failures; then it works again and the user tries again.
    Recover,
    /// The browser gives the site no more room; then it does again and the user tries again.
    Full,
}

impl Fault {
    /// Those that leave the browser alive.
    pub(super) const MILD: [Self; 6] =
        [Self::Crash, Self::Close, Self::Reload, Self::Leave, Self::Recover, Self::Full];

    pub(super) fn kills(self) -> bool {
        matches!(self, Self::Kill | Self::KillTwice)
    }
}

/// When it strikes, counted from the beginning of a stream.
#[derive(Debug, Clone, Copy)]
pub(super) enum Moment {
    /// After a time.
    After(Duration),
    /// So long after so many transactions were carried out.
    Done(usize, Duration),
    /// So long after the status line said "Saved" so many times.
    Saved(usize, Duration),
    /// When the status line has said so many times that something is not saved.
    Failed(usize),
    /// When the page has left.
    Left,
}

/// No stream takes longer; an edit may find nothing to act on for long.
const LONGEST: Duration = Duration::from_secs(15);

impl Moment {
    pub(super) fn random(random: &mut Random) -> Self {
        // Up to what a commit takes, so that many strike before, in or just after one.
        let soon = |random: &mut Random| Duration::from_micros(random.below(25_000) as u64);
        match random.below(3) {
            0 => Self::After(Duration::from_millis(300 + random.below(2_500) as u64)),
            1 => Self::Done(random.below(25) + 1, soon(random)),
            _ => Self::Saved(random.below(20) + 1, soon(random) / 4),
        }
    }

    /// Says that it has come, and how long to wait still.
    pub(super) fn has_come(self, ledger: &Ledger, passed: Duration) -> Option<Duration> {
        let come = match self {
            Self::After(time) => (passed >= time).then_some(Duration::ZERO),
            Self::Done(count, then) => (ledger.done() >= count).then_some(then),
            Self::Saved(count, then) => (ledger.saved >= count).then_some(then),
            Self::Failed(count) => (ledger.failed >= count).then_some(Duration::ZERO),
            Self::Left => ledger.left.then_some(Duration::ZERO),
        };
        // On a busy machine it takes a while until an edit meets something to write.
        let longest = if matches!(self, Self::Failed(_)) { LONGEST * 6 } else { LONGEST };
        come.or_else(|| (passed > longest).then_some(Duration::ZERO))
    }
}
