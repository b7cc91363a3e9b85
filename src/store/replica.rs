//! How far a tab has taken up the journal of its project, and what it heard too early.
//!
//! Messages between tabs may be late, doubled, out of order or lost. The store's journal is what
//! counts: a message only saves a look at it.

use std::collections::BTreeMap;

use super::News;

/// A tab's place in the journal of the open project.
#[derive(Debug, Clone, Default)]
pub struct Replica {
    seen: u64,
    early: BTreeMap<u64, News>,
}

impl Replica {
    /// Starts at the number of the last entry a project contains; 0 for a new one.
    pub fn at(number: u64) -> Self {
        Self { seen: number, early: BTreeMap::new() }
    }

    /// Returns the number of the last entry that was taken up.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// Takes a message, whenever it comes.
    pub fn hear(&mut self, news: News) {
        if news.number > self.seen {
            self.early.insert(news.number, news);
        }
    }

    /// Returns the entry that is to be taken up next, when it has been heard. It counts as taken up
    /// only when [`Replica::took_up`] says so.
    pub fn next(&self) -> Option<&News> {
        self.early.values().next().filter(|news| news.after <= self.seen)
    }

    /// Notes that everything up to a number has been taken up.
    pub fn took_up(&mut self, number: u64) {
        self.seen = self.seen.max(number);
        self.early.retain(|number, _| *number > self.seen);
    }

    /// Says whether something was missed, so that the journal has to be looked at.
    pub fn misses(&self) -> bool {
        !self.early.is_empty() && self.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProjectId;
    use crate::store::Entry;
    use crate::store::unsaved::tests::transaction;

    fn news(number: u64, after: u64) -> News {
        let entry = Entry::new(ProjectId(1), &transaction(u128::from(number), Vec::new()));
        News { number, after, entry }
    }

    fn taken_up(replica: &mut Replica) -> Vec<u64> {
        let mut numbers = Vec::new();
        while let Some(number) = replica.next().map(|news| news.number) {
            replica.took_up(number);
            numbers.push(number);
        }
        numbers
    }

    #[test]
    fn what_comes_out_of_order_is_taken_up_in_order_and_once() {
        let mut replica = Replica::at(3);
        replica.hear(news(9, 5));
        assert_eq!((taken_up(&mut replica), replica.misses()), (vec![], true));
        replica.hear(news(9, 5));
        replica.hear(news(2, 1));
        replica.hear(news(5, 3));
        assert_eq!((taken_up(&mut replica), replica.misses()), (vec![5, 9], false));
        replica.hear(news(5, 3));
        assert_eq!((taken_up(&mut replica), replica.misses(), replica.seen()), (vec![], false, 9));
    }

    #[test]
    fn a_project_read_anew_needs_nothing_that_was_before() {
        let mut replica = Replica::at(3);
        replica.hear(news(9, 5));
        replica.hear(news(12, 9));
        replica.took_up(9);
        assert_eq!((taken_up(&mut replica), replica.seen()), (vec![12], 12));
    }
}
