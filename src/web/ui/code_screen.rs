//! The Code screen: documents, text and claims side by side.

use leptos::prelude::*;

use super::document_list::DocumentList;
use super::reader::Reader;

/// Reading and coding.
#[component]
pub fn CodeScreen() -> impl IntoView {
    view! {
        <div class="code-screen">
            <DocumentList />
            <Reader />
        </div>
    }
}
