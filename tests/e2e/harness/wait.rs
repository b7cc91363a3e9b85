//! Patience, the only place where the tests look at a clock.

use std::time::{Duration, Instant};

/// How long a page is waited for unless a story says otherwise. Who waits goes on as soon as there is
/// an answer, so that a long patience costs a failing story time and nothing else.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(25);

/// Asks until there is an answer; `None` when the patience is used up.
#[expect(clippy::disallowed_methods, reason = "the tests run natively, where the clock works")]
pub(super) fn until<T>(patience: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if start.elapsed() > patience {
            return None;
        }
        std::thread::sleep(PAUSE);
    }
}
