//! What the screens show, worked out as plain data.

pub mod blocks;
pub mod card;
pub mod claim_filter;
pub mod codebook;
pub mod disk;
pub mod documents;
pub mod earlier;
pub mod export;
pub mod highlights;
pub mod history;
pub mod import;
pub mod line_numbers;
pub mod list_window;
pub mod margin;
pub mod menu;
pub mod pick;
pub mod print;
pub mod projects;
pub mod prose;
pub mod registry;
pub mod set_aside;
pub mod strip;
