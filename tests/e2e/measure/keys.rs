//! The keys the app itself names, so that the bench presses whatever they are today.

use claimlight::desk::command::command;

/// A claim type of the default codebook, by its key.
pub(crate) const DEMAND: &str = "d";

/// The first key of a command, as the harness writes it.
pub(crate) fn key(id: &str) -> String {
    find(id).unwrap_or_else(|| panic!("there is no command {id} with a key"))
}

/// The same for a command that may not be there.
pub(crate) fn find(id: &str) -> Option<String> {
    let key = command(id)?.keys.first()?;
    Some(key.replace("Ctrl+", "Control+"))
}
