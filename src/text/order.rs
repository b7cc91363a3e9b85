//! Sorting and collecting in order, for lists of the length a person makes.
//!
//! The standard library's sort and its bulk building of maps are compiled anew for every type, some
//! kilobytes each time. Here the sort is compiled once, for places in the list, and what is compiled
//! for each type is small.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts a list; equal things stay in their order.
pub fn sort<T: Ord>(things: &mut [T]) {
    by(things, T::cmp);
}

/// Sorts a list by keys, each worked out once; things with equal keys stay in their order.
pub fn by_key<T, K: Ord>(things: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = things.iter().map(key).collect();
    let places = places(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
    arrange(things, places);
}

/// Sorts a list by a comparison; equal things stay in their order.
pub fn by<T>(things: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(things.len(), &|a, b| compare(&things[a], &things[b]));
    arrange(things, places);
}

/// Makes a map of pairs; of several with the same key the last stays.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// Makes a set of things.
pub fn set<T: Ord>(things: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for thing in things {
        set.insert(thing);
    }
    set
}

/// Returns which place each thing of the sorted list has now.
#[inline(never)]
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Brings things to their places, circle by circle: each is swapped at most once.
fn arrange<T>(things: &mut [T], mut places: Vec<usize>) {
    for start in 0..places.len() {
        let mut here = start;
        loop {
            let from = std::mem::replace(&mut places[here], here);
            if from == start || from == here {
                break;
            }
            things.swap(here, from);
            here = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_end_as_the_standard_library_sorts_them(list: Vec<(u8, u16)>) {
            let (mut ours, mut theirs) = (list.clone(), list.clone());
            by_key(&mut ours, |(key, _)| *key % 8);
            theirs.sort_by_key(|(key, _)| *key % 8);
            prop_assert_eq!(&ours, &theirs);
            by(&mut ours, |a, b| b.1.cmp(&a.1));
            theirs.sort_by_key(|pair| std::cmp::Reverse(pair.1));
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn maps_and_sets_are_those_of_the_standard_library(list: Vec<(u8, u16)>) {
            prop_assert_eq!(map(list.clone()), list.iter().copied().collect());
            prop_assert_eq!(set(list.clone()), list.into_iter().collect());
        }
    }
}
