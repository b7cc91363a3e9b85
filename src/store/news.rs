//! What a tab hears of the journal.

use serde::{Deserialize, Serialize};

use super::Entry;

/// An entry with its place in the journal of its project. The journal's numbers are the one order
/// in which all tabs take things up; they grow, but other projects' entries lie between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// The number of the entry.
    pub number: u64,
    /// The number of the entry before it in the same project; 0 when there is none.
    pub after: u64,
    /// What was done.
    pub entry: Entry,
}

impl News {
    /// Writes it for other tabs; a long one goes without its changes, which are in the store.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let Self { number, after, entry } = self;
        let entry = entry.to_json()?;
        Ok(format!(r#"{{"number":{number},"after":{after},"entry":{entry}}}"#))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProjectId, json};
    use crate::store::unsaved::tests::import;

    #[test]
    fn news_are_read_as_they_were_written_and_an_old_message_is_none() {
        let entry = Entry::new(ProjectId(1), &import("one"));
        let news = News { number: 7, after: 3, entry };
        assert_eq!(json::read::<News>(&news.to_json().unwrap()).unwrap(), news);
        assert!(json::read::<News>(&news.entry.to_json().unwrap()).is_err());
    }
}
