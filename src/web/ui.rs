//! The components. `part` holds those that know nothing of annotation.

pub mod part;

pub mod actor_picker;
pub mod card_column;
pub mod claim_card;
pub mod claim_details;
pub mod claim_editor;
pub mod claim_fragments;
pub mod code_picker;
pub mod code_screen;
pub mod coder_dialog;
pub mod document_head;
pub mod document_list;
pub mod export_dialog;
pub mod header;
pub mod history_dialog;
pub mod import_project;
pub mod keys_dialog;
pub mod mention_card;
pub mod mention_panel;
pub mod overlays;
pub mod palette;
pub mod project_intake;
pub mod reader;
pub mod selection_bar;
pub mod status_line;
pub mod toast;

pub use code_screen::CodeScreen;
pub use header::Header;
pub use overlays::Overlays;
pub use project_intake::ProjectIntake;
pub use status_line::{SaveState, StatusLine};
pub use toast::Toast;
