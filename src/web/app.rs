//! The composition root: what is on the page, and what each effect does.

mod address;
mod backup_keeper;
mod card_numbers;
mod comfort_keeper;
mod disk_keeper;
mod effects;
mod keys;
mod past_keeper;
mod published_keeper;
mod save_keeper;
mod session;
mod shelf_keeper;
mod update_keeper;

use leptos::prelude::*;

use crate::desk::{Desk, Place};
use crate::model::{Project, ProjectId, Timestamp};
use crate::store::SaveStatus;
use crate::web::context::AppContext;
use crate::web::dom::highlight;
use crate::web::intake::Intake;
use crate::web::published::Published;
use crate::web::shelf::Shelf;
use crate::web::ui::{
    ActorsScreen, BackupNote, CodeScreen, CodebookScreen, DocumentIntake, FileNote, Header,
    Overlays, ProjectIntake, PublishedNote, SetAsideButton, StatusLine, Toast, UpdateNote,
    print_on_demand,
};
use backup_keeper::BackupKeeper;
use disk_keeper::DiskKeeper;
use past_keeper::PastKeeper;
use session::Session;
use update_keeper::Keeper;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    // The desk is empty until the projects of this browser have been read.
    let desk = RwSignal::new(Desk::new(Project::new(ProjectId(0), "…", Timestamp(0)), None));
    let ready = RwSignal::new(false);
    let notice = RwSignal::new(None);
    let said = RwSignal::new(String::new());
    let status = RwSignal::new(SaveStatus::Saving);
    let session = Session::new(desk, ready, status);
    let comfort = comfort_keeper::start();
    let (keeper, update) = Keeper::new(session);
    let (disk_keeper, disk) = DiskKeeper::new(session);
    let backup = BackupKeeper::new(session);

    let ctx = AppContext::new(
        desk,
        Callback::new(move |e| {
            effects::perform(session, comfort, keeper, (disk, backup), notice, said, e);
        }),
    );
    let shelf = Shelf::new(Callback::new(move |order| shelf_keeper::carry_out(session, order)));
    let published = Published::new(Callback::new(move |()| published_keeper::take(session)));
    session.introduce(ctx, shelf, published);
    provide_context(ctx);
    provide_context(shelf);
    provide_context(comfort);
    provide_context(update);
    provide_context(published);
    provide_context(disk);
    provide_context(PastKeeper::start(session));
    provide_context(Intake::new(ctx));
    keys::listen(ctx);
    card_numbers::follow(ctx);
    print_on_demand(ctx);
    session.start();
    keeper.start();
    disk_keeper.start();
    backup.start(disk);
    save_keeper::keep_trying(session);

    let place = ctx.memo(Desk::place);
    let failed = Memo::new(move |_| status.with(|now| matches!(now, SaveStatus::Failed { .. })));
    view! {
        <Header failed=failed>
            <SetAsideButton />
            <StatusLine
                status=status
                on_retry=Callback::new(move |()| session.retry())
                on_backup=Callback::new(move |()| ctx.run("backup"))
            />
        </Header>
        <Show when=|| !highlight::supported()>
            <p class="banner" role="alert">
                "This browser cannot paint highlights (CSS Custom Highlight API). Reading and the list of claims work; for colours in the text use a current Chrome, Edge, Firefox or Safari."
            </p>
        </Show>
        <div class="stage" aria-busy=move || (!ready.get()).to_string()>
            <Show
                when=move || ready.get()
                fallback=|| view! { <p class="empty" role="status">"Opening your projects…"</p> }
            >
                {move || match place.get() {
                    Place::Code => view! { <CodeScreen /> }.into_any(),
                    Place::Codebook => view! { <CodebookScreen /> }.into_any(),
                    Place::Actors => view! { <ActorsScreen /> }.into_any(),
                }}
            </Show>
        </div>
        <ProjectIntake />
        <DocumentIntake />
        <Overlays />
        <div class="notes">
            <FileNote shown=session.file_note on_read=Callback::new(|()| session::file_note_was_read()) />
            <PublishedNote />
            <UpdateNote />
            <BackupNote
                said=backup.said
                on_backup=Callback::new(move |()| ctx.run("backup"))
                on_later=Callback::new(move |()| backup.put_away())
            />
        </div>
        <Toast notice=notice />
        <p class="visually-hidden" role="status">{move || said.get()}</p>
    }
}
