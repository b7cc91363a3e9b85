//! Handing files of the project to the user.

use crate::desk::Notice;
use crate::desk::view::export::{self, Draft, OutFile};
use crate::web::context::AppContext;
use crate::web::dom::file;

/// Writes the file of the export dialog and hands it over.
pub fn export(ctx: AppContext, draft: &Draft) -> Result<(), Notice> {
    let written = ctx.desk.with_untracked(|desk| draft.write(desk.project()));
    written.and_then(|out| hand_over(ctx, &out))
}

/// Saves the whole project as a file, or says why that cannot be done.
pub fn backup(ctx: AppContext) {
    let written = ctx.desk.with_untracked(|desk| export::backup(desk.project()));
    if let Err(notice) = written.and_then(|out| hand_over(ctx, &out)) {
        ctx.tell(notice);
    }
}

/// Saves the user's own file of a shared folder, to be put there by hand.
pub fn own_file(ctx: AppContext) {
    let written = ctx.desk.with_untracked(|desk| {
        let nobody = || {
            Notice::warning(
                "Say first who codes: the file is named after you.",
                "Then do this again.",
            )
        };
        export::own_file(desk.project(), desk.me().ok_or_else(nobody)?)
    });
    if let Err(notice) = written.and_then(|out| hand_over(ctx, &out)) {
        ctx.tell(notice);
    }
}

fn hand_over(ctx: AppContext, out: &OutFile) -> Result<(), Notice> {
    file::download(&out.name, out.mime, out.contents.as_bytes()).map_err(|reason| {
        let message = format!("“{}” could not be handed over: {reason}.", out.name);
        Notice::error(message, "Try again, or try another browser.")
    })?;
    let message = format!("“{}” was handed to your browser's downloads.", out.name);
    ctx.tell(Notice::info(message));
    Ok(())
}
