//! The components. `part` holds those that know nothing of annotation.

pub mod part;

pub mod actor_picker;
pub mod card_column;
pub mod claim_card;
pub mod claim_details;
pub mod claim_editor;
pub mod claim_fragments;
pub mod claim_participants;
pub mod code_examples;
pub mod code_form;
pub mod code_list;
pub mod code_picker;
pub mod code_screen;
pub mod codebook_general;
pub mod codebook_screen;
pub mod coder_dialog;
pub mod delete_code_dialog;
pub mod document_dialog;
pub mod document_head;
pub mod document_intake;
pub mod document_list;
pub mod header;
pub mod history_dialog;
pub mod import_documents;
pub mod import_row;
pub mod keys_dialog;
pub mod mention_card;
pub mod mention_panel;
pub mod overlays;
pub mod palette;
pub mod paste_document;
pub mod reader;
pub mod reader_paint;
pub mod reader_pointer;
pub mod selection_bar;
pub mod status_line;
pub mod toast;

pub use code_screen::CodeScreen;
pub use codebook_screen::CodebookScreen;
pub use document_intake::{DocumentIntake, pick_documents, pick_folder};
pub use header::Header;
pub use overlays::Overlays;
pub use status_line::StatusLine;
pub use toast::Toast;
