//! Whether a file is still as it was left.

use serde::{Deserialize, Serialize};

/// How a file was when it was last read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When it was changed, in ms since 1970, as the file system says.
    pub modified: u64,
    /// How many bytes it has.
    pub size: u64,
    /// What is in it, as [`mark`] has it.
    pub mark: u64,
}

/// A file as it is found now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// When it was changed.
    pub modified: u64,
    /// How many bytes it has.
    pub size: u64,
    /// What is in it, where it was read.
    pub mark: Option<u64>,
}

/// What may be done with a file that is to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Write it.
    Write,
    /// It holds just what would be written.
    Same,
    /// Nobody can tell before it is read.
    Read,
    /// Somebody else wrote it since.
    Changed,
}

/// Says what may be done with a file: `seen` is how it was left, `there` how it is found, `new` the
/// mark of what would be written, and `about` that of what was about to be written when the app was
/// last heard of: the machine may have stopped in the midst of it.
///
/// A file of another time and size is read before anybody is alarmed: synchronisation tools touch
/// files without changing them, and clocks differ.
pub fn judge(seen: Option<Stamp>, about: Option<u64>, there: Option<Sight>, new: u64) -> Verdict {
    let Some(there) = there else { return Verdict::Write };
    // There is nothing in it to be lost: a file that was only just chosen.
    if there.size == 0 {
        return Verdict::Write;
    }
    if let Some(seen) = seen
        && (seen.modified, seen.size) == (there.modified, there.size)
    {
        return if seen.mark == new { Verdict::Same } else { Verdict::Write };
    }
    match there.mark {
        None => Verdict::Read,
        Some(mark) if mark == new => Verdict::Same,
        Some(mark) if seen.is_some_and(|seen| seen.mark == mark) => Verdict::Write,
        Some(mark) if about == Some(mark) => Verdict::Write,
        Some(_) => Verdict::Changed,
    }
}

/// Returns a number that tells contents apart: FNV-1a. It guards against accidents and not against
/// somebody who wants two files to look the same.
pub fn mark(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |mark, byte| {
        (mark ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: Stamp = Stamp { modified: 5, size: 10, mark: 77 };

    fn found(modified: u64, size: u64, mark: Option<u64>) -> Option<Sight> {
        Some(Sight { modified, size, mark })
    }

    #[test]
    fn a_file_as_it_was_left_is_written_and_only_when_there_is_something_new() {
        assert_eq!(judge(Some(SEEN), None, found(5, 10, None), 78), Verdict::Write);
        assert_eq!(judge(Some(SEEN), None, found(5, 10, None), 77), Verdict::Same);
    }

    #[test]
    fn a_file_of_another_time_is_read_and_counts_as_changed_only_when_its_contents_are() {
        for (modified, size) in [(6, 10), (5, 11), (4, 10)] {
            assert_eq!(judge(Some(SEEN), None, found(modified, size, None), 78), Verdict::Read);
        }
        assert_eq!(judge(Some(SEEN), None, found(6, 10, Some(77)), 78), Verdict::Write);
        assert_eq!(judge(Some(SEEN), None, found(6, 10, Some(78)), 78), Verdict::Same);
        assert_eq!(judge(Some(SEEN), None, found(6, 10, Some(79)), 78), Verdict::Changed);
        let about = Some(79);
        assert_eq!(judge(Some(SEEN), about, found(6, 10, Some(79)), 78), Verdict::Write);
    }

    #[test]
    fn a_file_never_seen_is_written_over_only_when_it_is_empty() {
        assert_eq!(judge(None, None, None, 1), Verdict::Write);
        assert_eq!(judge(None, None, found(1, 0, None), 1), Verdict::Write);
        assert_eq!(judge(None, None, found(1, 9, None), 1), Verdict::Read);
        assert_eq!(judge(None, None, found(1, 9, Some(2)), 1), Verdict::Changed);
    }

    #[test]
    fn marks_tell_contents_apart() {
        assert_ne!(mark(b"ab"), mark(b"ba"));
        assert_eq!(mark(b""), mark(&[]));
    }
}
