//! Handing files of the project to the user.

use leptos::prelude::*;

use crate::desk::view::export::{self, Draft, OutFile};
use crate::desk::{Desk, Notice};
use crate::web::context::AppContext;
use crate::web::dom::file;

/// Writes the file of the export dialog and hands it over; says whether that was done.
pub fn export(ctx: AppContext, draft: &Draft) -> bool {
    hand_over(ctx, |desk| draft.write(desk.project()))
}

/// Saves the whole project as a file.
pub fn backup(ctx: AppContext) {
    hand_over(ctx, |desk| export::backup(desk.project()));
}

fn hand_over(ctx: AppContext, write: impl FnOnce(&Desk) -> Result<OutFile, Notice>) -> bool {
    let done = ctx.desk.with_untracked(write).and_then(|out| {
        file::download(&out.name, out.mime, out.contents.as_bytes()).map_err(|reason| {
            let message = format!("“{}” could not be handed over: {reason}.", out.name);
            Notice::error(message, "Try again, or try another browser.")
        })?;
        Ok(out.name)
    });
    let handed = done.is_ok();
    ctx.tell(match done {
        Ok(name) => Notice::info(format!("“{name}” was handed to your browser's downloads.")),
        Err(notice) => notice,
    });
    handed
}
