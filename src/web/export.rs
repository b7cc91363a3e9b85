//! Handing files of the project to the user.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::desk::view::export::{self, Draft, OutFile, Written};
use crate::desk::view::set_aside;
use crate::desk::{Effect, Notice};
use crate::web::context::AppContext;
use crate::web::dom::{file, secret};

thread_local! {
    /// What backups of this visit go under; it is kept nowhere else.
    static FOR_BACKUPS: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Writes the file of the export dialog and hands it over, under a passphrase where there is one;
/// `done` hears how it went.
pub fn export(
    ctx: AppContext,
    draft: &Draft,
    passphrase: Option<String>,
    done: Callback<Result<(), Notice>>,
) {
    let written = ctx.desk.with_untracked(|desk| draft.write(desk.project()));
    let whole = draft.is_whole();
    let done = Callback::new(move |went: Result<(), Notice>| {
        if whole && went.is_ok() {
            ctx.perform(Effect::NoteSavedElsewhere);
        }
        done.try_run(went);
    });
    hand_over(ctx, written, passphrase, done);
}

/// Saves the whole project as a file, or says why that cannot be done.
pub fn backup(ctx: AppContext) {
    let written = ctx.desk.with_untracked(|desk| export::backup(desk.project()));
    let passphrase = FOR_BACKUPS.with_borrow(Clone::clone);
    let done = Callback::new(move |done: Result<(), Notice>| match done {
        Ok(()) => ctx.perform(Effect::NoteSavedElsewhere),
        Err(notice) => ctx.tell(notice),
    });
    hand_over(ctx, written, passphrase, done);
}

/// Saves the stored records that could not be used as a file, or says why that cannot be done.
pub fn set_aside(ctx: AppContext) {
    let out = ctx.desk.with_untracked(|desk| set_aside::file(desk.project(), desk.set_aside()));
    if let Err(notice) = give(ctx, &out, None) {
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
    if let Err(notice) = written.and_then(|out| give(ctx, &out, None)) {
        ctx.tell(notice);
    }
}

/// Puts the backups of this visit under a passphrase.
pub fn protect_backups(passphrase: Option<String>) {
    FOR_BACKUPS.set(passphrase);
}

fn hand_over(
    ctx: AppContext,
    written: Result<Written, Notice>,
    passphrase: Option<String>,
    done: Callback<Result<(), Notice>>,
) {
    let Written { file, key } = match written {
        Ok(written) => written,
        Err(notice) => return done.run(Err(notice)),
    };
    let Some(passphrase) = passphrase else {
        return done.run(give(ctx, &file, key.as_ref()));
    };
    spawn_local(async move {
        let given = match secret::seal(file.contents.as_bytes(), &passphrase).await {
            Ok(sealed) => {
                let file = OutFile { contents: sealed.write(), ..file };
                give(ctx, &file, key.as_ref())
            }
            Err(reason) => Err(Notice::error(
                format!("“{}” could not be encrypted: {reason}.", file.name),
                "No file was written. Try again, or try another browser.",
            )),
        };
        // Whoever waits may be gone with the dialog.
        done.try_run(given);
    });
}

/// Gives the user a file, and beside it the key to its codes.
fn give(ctx: AppContext, out: &OutFile, key: Option<&OutFile>) -> Result<(), Notice> {
    for out in [Some(out), key].into_iter().flatten() {
        file::download(&out.name, out.mime, out.contents.as_bytes()).map_err(|reason| {
            let message = format!("“{}” could not be handed over: {reason}.", out.name);
            Notice::error(message, "Try again, or try another browser.")
        })?;
    }
    let message = match key {
        Some(key) => format!(
            "“{}” and its key “{}” were handed to your browser's downloads.",
            out.name, key.name
        ),
        None => format!("“{}” was handed to your browser's downloads.", out.name),
    };
    ctx.tell(Notice::info(message));
    Ok(())
}
