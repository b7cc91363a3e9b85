//! Commands of the list of claims and of what is looked at.

use super::{Command, Group, Scope, in_document};
use crate::desk::filter::ClaimFilter;
use crate::desk::side::Side;
use crate::desk::{Effect, Prompt};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "claims.list",
        title: "Go to the list of claims",
        help: "Lists the document's claims in the order of the text; arrows move, Enter goes there.",
        group: Group::Text,
        keys: &[";"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| {
            desk.show_side(Side::Claims);
            Ok(vec![Effect::FocusClaims])
        },
    },
    Command {
        id: "claims.filter",
        title: "Filter claims",
        help: "Dims all claims but those of some types, issues, actors, coders and so on.",
        group: Group::Text,
        keys: &["*"],
        scope: Scope::Code,
        enabled: in_document,
        run: |desk, _| {
            desk.set_prompt(Some(Prompt::Filter));
            Ok(Vec::new())
        },
    },
    Command {
        id: "claims.filter-clear",
        title: "Clear the filter",
        help: "Looks at every claim again.",
        group: Group::Text,
        keys: &["_"],
        scope: Scope::Code,
        enabled: |desk| !desk.filter().is_open(),
        run: |desk, _| {
            desk.alter_filter(|filter| *filter = ClaimFilter::default());
            Ok(vec![Effect::Say("All claims are looked at.".to_owned())])
        },
    },
];
