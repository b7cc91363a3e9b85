//! Keeps how the user likes to read, and lets the page's root say it to the style sheets.

use leptos::prelude::*;

use crate::store::reading::{Font, Leading, Measure, Reading};
use crate::web::comfort::Comfort;
use crate::web::dom::page;
use crate::web::storage::local_storage;

/// Takes up what was kept of the user's liking, and keeps and shows every change of it.
pub(super) fn start() -> Comfort {
    let kept = local_storage::preferences();
    let comfort = Comfort::new(kept.reading, kept.snap_to_words);
    Effect::new(move |_| {
        let reading = comfort.reading.get();
        show(&reading);
        keep(reading, comfort.whole_words.get());
    });
    Effect::new(move |_| {
        page::set_root_attribute("data-focus-mode", flag(comfort.focus_mode.get()));
    });
    Effect::new(move |_| {
        page::set_root_attribute("data-any-letters", flag(!comfort.whole_words.get()));
    });
    comfort
}

fn keep(reading: Reading, whole_words: bool) {
    // Another tab may have written meanwhile.
    let mut kept = local_storage::preferences();
    if kept.reading != reading || kept.snap_to_words != whole_words {
        kept.reading = reading;
        kept.snap_to_words = whole_words;
        local_storage::set_preferences(&kept);
    }
}

/// Says on the page's root what differs from the style sheets' own choice.
fn show(reading: &Reading) {
    let measure = match reading.measure {
        Measure::Narrow => Some("narrow"),
        Measure::Normal => None,
        Measure::Wide => Some("wide"),
        Measure::Full => Some("full"),
    };
    let font = match reading.font {
        Font::Serif => None,
        Font::Sans => Some("sans"),
        Font::System => Some("system"),
        Font::Distinct => Some("distinct"),
    };
    let leading = match reading.leading {
        Leading::Tight => Some("tight"),
        Leading::Normal => None,
        Leading::Loose => Some("loose"),
    };
    for (name, value) in [
        ("data-measure", measure),
        ("data-font", font),
        ("data-leading", leading),
        ("data-justified", flag(reading.justified)),
        ("data-numbered", flag(reading.numbered)),
        ("data-faded", flag(reading.faded)),
    ] {
        page::set_root_attribute(name, value);
    }
    let size = f64::from(reading.size.percent()) / 100.0;
    page::set_root_property("--text-size", &page::number(size));
}

fn flag(on: bool) -> Option<&'static str> {
    on.then_some("")
}
