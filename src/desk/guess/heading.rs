//! Speakers whom a heading or a label at the head of a line names for what follows.

use super::Why;
use super::names;
use super::reference::{self, Who};
use super::role::Learned;
use super::token::{self, Kind};
use crate::model::{ActorId, DocumentId, Project};
use crate::text::{Offset, Span, Text};

/// How far back a heading is looked for, in lines and in bytes.
const LINES: usize = 200;
const BYTES: usize = 20_000;

/// The longest line that is a heading and the longest label, in bytes.
const HEADING: usize = 120;
const LABEL: usize = 60;

/// What a heading says is somebody's.
const SPEECHES: &str = "address answer answers briefing comments declaration demands interview letter \
    message notes opening points position press proposals remarks reply speech statement talking \
    transcript view views words";

/// Returns whom the label of a line or the heading above it names as the speaker.
pub(super) fn speaker(
    project: &Project,
    document: DocumentId,
    text: &Text,
    at: Offset,
) -> Option<(ActorId, Why)> {
    let before = text.as_str().get(..at.index())?;
    let mut start = before.rfind('\n').map_or(0, |at| at + 1);
    let own = text.as_str().get(start..)?;
    let own = own.get(..own.find('\n').unwrap_or(own.len()))?;
    if let Some(actor) = label(project, own) {
        return Some((actor, Why::Label));
    }
    // Only a text with labels is searched for one: in other texts a line stands for itself.
    let low = at.index().saturating_sub(BYTES);
    for _ in 0..LINES {
        if start == 0 || start < low {
            return None;
        }
        let above = text.as_str().get(..start - 1)?;
        let line_start = above.rfind('\n').map_or(0, |at| at + 1);
        let line = above.get(line_start..)?;
        if let Some(actor) = label(project, line) {
            return Some((actor, Why::Label));
        }
        if is_heading(line.trim(), above.get(..line_start)?) {
            let span = Span::new(Offset::from_index(line_start), Offset::from_index(start - 1));
            return named(project, document, span.ok()?, line).map(|actor| (actor, Why::Heading));
        }
        start = line_start;
    }
    None
}

/// Says whether a line stands by itself above what follows.
fn is_heading(line: &str, above: &str) -> bool {
    let listed = line.starts_with(['-', '*', '•', '–', '—', '“', '"']);
    let ends = line.ends_with(['.', '!', '?', ',', ';', '”', '"', ')', '…']);
    let apart = above.is_empty()
        || above.trim_end_matches([' ', '\r']).ends_with("\n\n")
        || above.ends_with("\r\n\r\n");
    !line.is_empty()
        && line.len() <= HEADING
        && !listed
        && !ends
        && (apart || line.ends_with(':') || line.starts_with('#'))
}

/// Returns whose words a heading announces: “Ann’s remarks”, “Statement by Ann”, “Ann”.
fn named(project: &Project, document: DocumentId, span: Span, line: &str) -> Option<ActorId> {
    let tokens = token::tokens(line);
    let names = names::names(project, document, span, line, &tokens);
    let mut learned = Learned::default();
    let references = reference::references(&tokens, 0..tokens.len(), &names, &mut learned);
    let speech = |at: usize| tokens.get(at).is_some_and(|token| token.is_one_of(SPEECHES));
    let found = references.iter().find(|one| {
        let (start, end) = (one.tokens.start, one.tokens.end);
        let owns = one.possessive && (end..end + 3).any(speech);
        let by = start.checked_sub(1).filter(|at| tokens[*at].is_one_of("by of from with"));
        let article = start.checked_sub(2).filter(|_| by.is_none());
        let by = by.or(article.filter(|at| tokens[*at].is_one_of("by of from with")));
        let announced = by.is_some_and(|by| (by.saturating_sub(2)..by).any(speech));
        let only = tokens
            .iter()
            .enumerate()
            .all(|(at, token)| one.tokens.contains(&at) || token.kind != Kind::Word);
        owns || announced || only
    })?;
    match found.who {
        Who::Actor(actor, _) => Some(actor),
        _ => None,
    }
}

/// Returns who speaks in a line that begins with a name and a colon, as in a transcript.
fn label(project: &Project, line: &str) -> Option<ActorId> {
    let (name, rest) = line.split_once(':')?;
    let name = name.trim();
    let fits = name.len() <= LABEL
        && name.starts_with(char::is_uppercase)
        && rest.starts_with(' ')
        && name.split(' ').count() <= 5;
    if !fits {
        return None;
    }
    let same = |a: &str, b: &str| {
        a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
    };
    let whole = |name: &str| {
        let mut all = project.actors().values();
        all.find(|actor| actor.names().any(|own| same(own, name))).map(|actor| actor.id)
    };
    // “Minister Ann Lee:” is Ann Lee; a surname alone is somebody's when nobody else bears it.
    whole(name).or_else(|| whole(name.split_once(' ')?.1)).or_else(|| {
        let mut bearers = project.actors().values().filter(|actor| {
            names::surname(actor)
                .is_some_and(|own| same(own, name.rsplit(' ').next().unwrap_or(name)))
                && !name.contains(' ')
        });
        let first = bearers.next()?;
        bearers.next().is_none().then_some(first.id)
    })
}
