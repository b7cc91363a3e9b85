//! Where the project is on the disk, and what is to be settled there.

pub mod folder;

use leptos::prelude::*;

use self::folder::Folder;
use super::part::Dialog;
use crate::desk::disk::{Order, Status, View};
use crate::web::context::AppContext;
use crate::web::disk::Disk;
use crate::web::export;

/// Says how things are and offers what can be done about it.
#[component]
pub fn DiskDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let disk = Disk::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let status = Memo::new(move |_| disk.view.with(|view| view.status.clone()));
    let shared = Memo::new(move |_| disk.view.with(|view| view.shared));
    let linked = Memo::new(move |_| disk.view.with(View::is_linked));
    view! {
        <Dialog title="On disk".to_owned() on_close=close>
            <div class="disk">
                <p
                    class="disk__state"
                    role="status"
                    data-attention=move || disk.view.with(View::needs_attention).then_some("true")
                >
                    {move || disk.view.with(View::sentence)}
                </p>
                <div class="disk__actions">
                    {move || view! { <Remedies status=status.get() shared=shared.get() /> }}
                </div>
                <Show when=move || linked.get() && shared.get()>
                    <Folder />
                </Show>
                <Show
                    when=move || linked.get()
                    fallback=move || view! { <Places disk=disk /> }
                >
                    <p class="disk__leave">
                        <button
                            type="button"
                            class="button button--small"
                            on:click=move |_| disk.order(Order::Leave)
                        >
                            "Keep it in this browser only"
                        </button>
                        <span class="hint">"What is on the disk stays there."</span>
                    </p>
                </Show>
            </div>
        </Dialog>
    }
}

/// The buttons for what is wrong; none when nothing is.
#[component]
fn Remedies(status: Status, shared: bool) -> impl IntoView {
    let disk = Disk::get();
    let ctx = AppContext::get();
    let button = move |label: &'static str, tip: &'static str, main: bool, order: Order| {
        view! {
            <button
                type="button"
                class=if main { "button button--main" } else { "button" }
                title=tip
                on:click=move |_| disk.order(order.clone())
            >
                {label}
            </button>
        }
        .into_any()
    };
    let buttons = match status {
        Status::Off | Status::Writing | Status::Written | Status::Elsewhere => Vec::new(),
        Status::Asleep => vec![button("Allow it again", "Asks the browser", true, Order::Allow)],
        Status::Changed { .. } => vec![
            button("Look at both", "Shows what the file would bring, to merge what you want of it", true, Order::Compare),
            button("Keep mine", "Writes this project over the file", false, Order::KeepMine),
            button("Take theirs", "Makes the project what the file says; Undo takes it back", false, Order::TakeTheirs),
        ],
        Status::Nameless => vec![
            view! {
                <button type="button" class="button button--main" on:click=move |_| ctx.run("coder")>
                    "Say who codes"
                </button>
            }
            .into_any(),
        ],
        Status::Missing | Status::Failed { .. } => {
            let place = if shared { Order::Share } else { Order::KeepInFile };
            vec![
                button("Try again", "Looks for it once more", true, Order::Retry),
                button("Choose another place", "Lets you choose", false, place),
            ]
        }
    };
    buttons.into_iter().collect_view()
}

/// What can be done with a project that has no place on the disk.
#[component]
fn Places(disk: Disk) -> impl IntoView {
    let ctx = AppContext::get();
    let place = move |label: &'static str, command: &'static str, hint: &'static str, can: bool| {
        view! {
            <li class="disk__place">
                <button type="button" class="button" disabled=!can on:click=move |_| ctx.run(command)>
                    {label}
                </button>
                <span class="hint">{hint}</span>
            </li>
        }
    };
    view! {
        <section class="disk__section">
            <h3>"A file of its own"</h3>
            <ul class="disk__places" role="list">
                {place(
                    "Keep it in a file…",
                    "disk.keep",
                    "Every change is written there, beside this browser's own store.",
                    disk.has_files,
                )}
                {place(
                    "Open a file…",
                    "disk.open",
                    "Opens a whole project from the disk and goes on in its file.",
                    disk.has_files,
                )}
            </ul>
            <Show when=move || !disk.has_files>
                <p class="disk__cannot">
                    "This browser does not let a page write files on the disk; Chrome, Edge and other browsers of their family do. Here you can download the project as a file whenever you like: "
                    <button type="button" class="button button--small" on:click=move |_| ctx.run("backup")>
                        "Download a backup"
                    </button>
                </p>
            </Show>
        </section>
        <section class="disk__section">
            <h3>"A shared folder"</h3>
            <p class="hint">
                "A team works in one folder that is synchronised by whatever you have: a network drive, Nextcloud, Syncthing, Git. Each coder writes one file in it, and this app reads the others'."
            </p>
            <ul class="disk__places" role="list">
                {place(
                    "Share this project…",
                    "disk.share",
                    "Choose the folder; your file is written there.",
                    disk.has_folders,
                )}
                {place(
                    "Join a project…",
                    "disk.join",
                    "Choose a folder in which colleagues share a project already.",
                    disk.has_folders,
                )}
            </ul>
            <Show when=move || !disk.has_folders>
                <p class="disk__cannot">
                    "This browser does not let a page use folders on the disk. By hand it goes as well: put your own file into the folder, and import the others' files from it. "
                    <button type="button" class="button button--small" on:click=move |_| export::own_file(ctx)>
                        "Download my file"
                    </button>
                    " "
                    <button type="button" class="button button--small" on:click=move |_| ctx.run("import-project")>
                        "Import a colleague's file"
                    </button>
                </p>
            </Show>
        </section>
    }
}
