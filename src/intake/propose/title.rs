//! A title from the text itself.

use super::boilerplate::{is_navigation, is_tail};
use super::date;
use super::dateline::dateline;
use super::lines::Line;

/// The longest title, in characters.
const LONGEST: usize = 200;
/// How long a title made of first words may be, in characters.
const FIRST_WORDS: usize = 80;

/// Returns the heading: the first line of words, if it looks like one.
///
/// Navigation and lines that are only a date are passed over.
pub(super) fn heading<'text>(top: &[Line<'text>]) -> Option<&'text str> {
    let line = top
        .iter()
        .map(|line| line.text)
        .find(|line| !is_navigation(line) && date::from_words(line).is_none())?;
    let ends_like_prose = line.ends_with(['.', ':', ';', ',', '…', '。']);
    let fits = !ends_like_prose
        && line.chars().take(LONGEST + 1).count() <= LONGEST
        && line.chars().any(char::is_alphabetic)
        && dateline(line).is_none()
        && !is_tail(line);
    fits.then_some(line)
}

/// Returns the first sentence of a text when it is short, else its first words and an ellipsis.
pub(super) fn beginning(text: &str) -> Option<String> {
    let text = text.trim_start();
    let head: String = text.lines().next()?.chars().take(LONGEST + 1).collect();
    let end = head.match_indices(['.', '!', '?', '。']).map(|(at, mark)| (at, mark.len())).find(
        |(at, length)| {
            let after = head.get(at + length..).unwrap_or_default();
            let word = head.get(..*at).and_then(|before| before.split_whitespace().next_back());
            // Initials and short forms such as `Mr.` or `U.S.` do not end a sentence.
            let long = word.is_some_and(|word| {
                let capital = word.starts_with(char::is_uppercase);
                !word.contains('.') && word.chars().count() > if capital { 3 } else { 1 }
            });
            long && (after.is_empty() || after.starts_with(char::is_whitespace))
        },
    );
    if let Some((at, _)) = end {
        return head.get(..at).map(|sentence| sentence.trim().to_owned());
    }
    if head.chars().count() <= FIRST_WORDS {
        return Some(head.trim_end().to_owned()).filter(|words| !words.is_empty());
    }
    let mut words = String::new();
    for word in head.split_whitespace() {
        if words.chars().count() + word.chars().count() >= FIRST_WORDS {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    if words.is_empty() {
        // One endless word.
        words = head.chars().take(FIRST_WORDS).collect();
    }
    let bare = words.trim_end_matches([',', ';', ':', '–', '—', '-', ' ']);
    Some(format!("{bare}…"))
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn read(text: &str) -> Option<&str> {
        let top: Vec<_> = lines(text).filter(|line| !line.text.is_empty()).collect();
        heading(&top)
    }

    #[test]
    fn the_first_line_that_is_neither_navigation_nor_date_is_the_heading() {
        assert_eq!(
            read("All news\n\n12 October, 2020\n\nTalks resume\n\nBody."),
            Some("Talks resume")
        );
        assert_eq!(read("Will the talks resume?\nBody."), Some("Will the talks resume?"));
    }

    #[test]
    fn prose_and_datelines_are_no_heading() {
        assert_eq!(read("The envoys met.\n\nTalks resume"), None);
        assert_eq!(read("GENEVA, 9 May 2021 (AFP)\nx"), None);
        assert_eq!(read(&"a".repeat(200_000)), None);
        assert_eq!(read("* * *"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn the_beginning_is_a_short_sentence_or_the_first_words() {
        assert_eq!(
            beginning(" The U.S. envoy met Mr. Smith. Then").unwrap(),
            "The U.S. envoy met Mr. Smith"
        );
        let long = "The envoys, who had come, ".repeat(20);
        let title = beginning(&long).unwrap();
        assert!(title.ends_with("come…") || title.ends_with('…'), "{title}");
        assert!(title.chars().count() <= 81, "{title}");
        assert_eq!(beginning(&"é".repeat(1000)).unwrap().chars().count(), 81);
        assert_eq!(beginning(" \n "), None);
    }
}
