//! Building blocks without a domain word.

pub mod chip;
pub mod colour_field;
pub mod dialog;
pub mod field;
pub mod icon;
pub mod in_order;
pub mod later;
pub mod name_entry;
pub mod note;
pub mod passphrase_field;
pub mod picker;
pub mod virtual_list;

pub use chip::{Chip, Swatch};
pub use colour_field::ColourField;
pub use dialog::Dialog;
pub use field::{NoteField, TextField};
pub use icon::Icon;
pub use in_order::keep_in_order;
pub use later::later;
pub use name_entry::NameEntry;
pub use note::Note;
pub use passphrase_field::PassphraseField;
pub use picker::{Picker, PickerOption};
pub use virtual_list::{DrawRow, RowAct, Rows, VirtualList};
