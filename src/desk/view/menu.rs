//! Menus, the palette and the list of keys, drawn from the table of commands.

use crate::desk::Desk;
use crate::desk::command::{Command, Group, commands};
use crate::model::{Code, CodeKind};
use crate::text::fold;
use crate::text::order;
use std::sync::Arc;

/// One line of a menu or of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The command's id.
    pub id: &'static str,
    /// Its title as it stands now.
    pub title: String,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// Its keys, as shown.
    pub keys: Vec<String>,
    /// Whether it can be done now.
    pub enabled: bool,
}

/// Returns the line of a command.
pub fn entry(desk: &Desk, command: &'static Command) -> Entry {
    Entry {
        id: command.id,
        title: command.title_now(desk),
        help: command.help,
        keys: desk.keys().shown(command.id),
        enabled: (command.enabled)(desk),
    }
}

/// Returns the commands that answer what was typed, the best first, those that can be done before
/// those that cannot.
pub fn palette(desk: &Desk, typed: &str) -> Vec<Entry> {
    let mut found: Vec<(bool, u8, Entry)> = commands()
        .filter_map(|command| {
            let rank = fold::rank(command.title, typed)
                .or_else(|| fold::rank(command.help, typed).map(|rank| rank + 4))?;
            let entry = entry(desk, command);
            Some((!entry.enabled, rank, entry))
        })
        .collect();
    order::by_key(&mut found, |(disabled, rank, _)| (*disabled, *rank));
    found.into_iter().map(|(_, _, entry)| entry).collect()
}

/// Returns the commands of each group.
pub fn groups(desk: &Desk) -> Vec<(Group, Vec<Entry>)> {
    Group::ALL
        .into_iter()
        .map(|group| {
            let of_group = commands().filter(|command| command.group == group);
            (group, of_group.map(|command| entry(desk, command)).collect())
        })
        .collect()
}

/// Returns the claim types that are offered, in codebook order.
pub fn offered(desk: &Desk, kind: CodeKind) -> Vec<Arc<Code>> {
    let mut codes = desk.project().codes_of(kind);
    codes.retain(|code| !code.retired);
    codes
}
