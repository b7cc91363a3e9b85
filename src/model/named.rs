//! Records in the words a reader knows them by: their kind and name.

use super::{CodeKind, Key, Project};

/// Characters of a claim's words that are enough to know it by.
const WORDS: usize = 40;

/// Names the record under a key: `claim “the bridge must open”`, `actor “Ann Ámes”`. What is not in
/// the project is named by its kind alone.
pub fn named(project: &Project, key: Key) -> String {
    let kind = match key {
        Key::Code(id) => match project.codes().get(&id).map(|code| code.kind) {
            Some(CodeKind::ClaimType) => "claim type",
            Some(CodeKind::Issue) => "issue",
            None => "code",
        },
        other => other.kind(),
    };
    match name_of(project, key) {
        Some(name) if !name.is_empty() => format!("{kind} “{name}”"),
        _ => kind.to_owned(),
    }
}

fn name_of(project: &Project, key: Key) -> Option<String> {
    let words = |document, span| {
        let words = project.text(document)?.slice(span)?;
        let short: String = words.chars().take(WORDS).collect();
        let end = if short.len() < words.len() { "…" } else { "" };
        Some(format!("{}{end}", short.trim_end()))
    };
    match key {
        Key::Project | Key::Codebook => None,
        Key::Code(id) => project.codes().get(&id).map(|code| code.name.clone()),
        Key::Variable(id) => project.variables().get(&id).map(|variable| variable.name.clone()),
        Key::Actor(id) => project.actors().get(&id).map(|actor| actor.name.clone()),
        Key::Coder(id) | Key::Progress(id, _) => {
            project.coders().get(&id).map(|coder| coder.name.clone())
        }
        Key::Document(id) | Key::Text(id) => {
            project.documents().get(&id).map(|document| document.title.clone())
        }
        Key::Claim(id) => {
            let claim = project.claims().get(&id)?;
            words(claim.document, *claim.fragments.first()?)
        }
        Key::Mention(id) => {
            let mention = project.mentions().get(&id)?;
            words(mention.document, mention.span)
        }
    }
}
