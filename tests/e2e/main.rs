//! End-to-end tests: the release build in `dist/`, driven through WebDriver as a user would.
//!
//! Run by `make test-e2e`. A story is a module beside this file; it says what the user does in the
//! words of `harness` and never names a driver, so that another browser can run the same stories.
#![cfg(not(target_arch = "wasm32"))]

mod accessible_story;
mod alone_story;
mod claims_story;
mod comfort_story;
mod disk_story;
mod folder_story;
mod harness;
mod harness_holds;
mod haste_story;
mod history_story;
mod hostile_story;
mod keyboard_story;
mod keys_story;
mod last_words_story;
mod merge_story;
mod mouse_story;
mod offline_story;
mod own_files;
mod places_story;
mod print_story;
mod privacy_story;
mod published_story;
mod random;
mod selecting_story;
mod single_story;
mod start_page;
mod steps;
mod tabs_story;
mod torture;
mod trouble_story;
