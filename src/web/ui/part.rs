//! Building blocks without a domain word.

pub mod chip;
pub mod dialog;
pub mod field;
pub mod icon;
pub mod picker;

pub use chip::{Chip, Swatch};
pub use dialog::Dialog;
pub use field::{NoteField, TextField};
pub use icon::Icon;
pub use picker::{Picker, PickerOption};
