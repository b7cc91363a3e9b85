//! Small pieces of prose for what the user reads.

/// Makes a full sentence of an error's message: a capital in front, a full stop behind.
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut sentence: String = first.to_uppercase().chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

/// Returns a number with its noun: "no claims", "1 claim", "12,000 claims".
pub fn counted(count: usize, one: &str) -> String {
    match count {
        0 => format!("no {one}s"),
        1 => format!("1 {one}"),
        many => format!("{} {one}s", grouped(many)),
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

/// Writes a number with its thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_becomes_a_sentence_whatever_letter_it_begins_with() {
        assert_eq!(sentence("it is empty"), "It is empty.");
        assert_eq!(sentence("“x” is empty."), "“x” is empty.");
        assert_eq!(sentence("événement"), "Événement.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn numbers_are_readable() {
        assert_eq!(counted(0, "claim"), "no claims");
        assert_eq!(counted(1, "claim"), "1 claim");
        assert_eq!(counted(1_234_567, "claim"), "1,234,567 claims");
        assert_eq!(grouped(999), "999");
    }

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
