//! The Code screen: documents, text and claims side by side.

use leptos::prelude::*;

use super::claim_filter::{ClaimFilterPanel, keep_sifting};
use super::claim_strip::ClaimStrip;
use super::reader::Reader;
use super::side_panel::SidePanel;
use crate::web::context::AppContext;

/// Reading and coding.
#[component]
pub fn CodeScreen() -> impl IntoView {
    keep_sifting(AppContext::get());
    view! {
        <div class="code-screen">
            <SidePanel />
            <Reader />
            <ClaimStrip />
            <ClaimFilterPanel />
        </div>
    }
}
