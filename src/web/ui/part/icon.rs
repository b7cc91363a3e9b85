//! Small drawings for buttons; always beside a name, never alone.

use leptos::prelude::*;

/// A drawing of 16 by 16 units in the colour of the text around it.
#[component]
pub fn Icon(
    /// Which drawing.
    name: &'static str,
) -> impl IntoView {
    let path = match name {
        "add" => "M8 3v10M3 8h10",
        "back" => "M10 3 5 8l5 5",
        "check" => "m3 8.5 3.5 3.5L13 4.5",
        "close" => "m4 4 8 8m0-8-8 8",
        "down" => "m4 6 4 4 4-4",
        "up" => "m4 10 4-4 4 4",
        "edit" => "M3 13h3l7-7-3-3-7 7z",
        "export" => "M8 10V3m-3 3 3-3 3 3M3 11v2h10v-2",
        "file" => "M4 2h5l3 3v9H4zM9 2v3h3",
        "folder" => "M2 4h4l1.5 2H14v7H2z",
        "import" => "M8 3v7m-3-3 3 3 3-3M3 11v2h10v-2",
        "link" => {
            "M6.5 9.5l3-3M7 5l1.5-1.5a2.5 2.5 0 0 1 3.5 3.5L10.500 8.500M9 11l-1.500 1.500a2.500 2.500 0 0 1-3.500-3.500L5.500 7.500"
        }
        "list" => "M3 4h10M3 8h10M3 12h10",
        "note" => "M3 3h10v7l-3 3H3zM10 13v-3h3",
        "print" => "M5 6V2.500h6V6M5 11H3V6h10v5h-2M5 9.500h6v4H5z",
        "redo" => "M11 3l3 3-3 3M14 6H7a4 4 0 0 0 0 8h2",
        "search" => "M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm3 7 4 4",
        "theme" => "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
        "trash" => "M3 4h10M6 4V2.500h4V4M4.500 4l.5 9.500h6l.5-9.500",
        "undo" => "M5 3 2 6l3 3M2 6h7a4 4 0 0 1 0 8H7",
        _ => "M8 7v2M4 7v2m8-2v2",
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=path />
        </svg>
    }
}
