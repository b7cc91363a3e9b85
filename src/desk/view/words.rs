//! Numbers of things in words.

/// Says how many things there are: "1 claim", "12 claims".
pub fn counted(count: usize, one: &str) -> String {
    match count {
        0 => format!("no {one}s"),
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    }
}

/// Joins parts for reading: "a", "a and b", "a, b and c".
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_not_many_things() {
        assert_eq!(counted(0, "claim"), "no claims");
        assert_eq!(counted(1, "claim"), "1 claim");
        assert_eq!(counted(2, "claim"), "2 claims");
    }

    #[test]
    fn parts_are_joined_as_one_would_say_them() {
        let parts = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&parts), "a, b and c");
        assert_eq!(listed(&parts[..2]), "a and b");
        assert_eq!(listed(&parts[..1]), "a");
        assert_eq!(listed(&[]), "");
    }
}
