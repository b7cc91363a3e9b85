//! A project with codes in place of names.
//!
//! The project itself is changed, and then written like any other, so that every format can be
//! written this way. In the registry each actor becomes a code, by kind and by the order of ids:
//! `P001` for a person, `O002` for an organisation, `S003`, `G004`, `A005` for another. New actors
//! come last, so that a later export has the same codes as long as no actor is deleted or merged.
//! Aliases, positions, attributes, ids elsewhere and notes of actors are left out. Actors get new
//! ids as well, because an id can be made of a name.
//!
//! Names also stand in texts, titles and notes. Where the words are to be changed too, every name
//! and alias in the registry and every marked mention gives way to its code, and all spans move
//! along. What no registry knows (another form of a name, a nickname, a description) stays: a
//! machine cannot promise more, and the dialog says so.

mod names;
mod shift;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use self::names::Names;
use self::shift::replace;
use super::csv::{self, Bom, Cell};
use crate::model::{
    Actor, ActorId, ActorKind, Affiliation, Claim, Code, Codebook, Coder, CoderId, Document, Extra,
    Mention, Project, ProjectId, Record, Value, Variable, VariableKind,
};
use crate::text::{Text, fold, order, span};

/// What gives way to codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Whether coders get codes as well.
    pub coders: bool,
    /// How far words are changed.
    pub words: Words,
}

/// How far words outside of the registry are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// They stay.
    Kept,
    /// Names give way in titles, notes and the codebook; the texts stay, because positions in them
    /// are to fit other copies.
    WithoutTexts,
    /// Names give way everywhere, in the texts too.
    All,
}

/// A project with codes in place of names, and the key to them.
#[derive(Debug)]
pub struct Pseudonymised {
    /// The project.
    pub project: Project,
    /// Whom each code stands for.
    pub key: Vec<KeyRow>,
    /// The ids coders have now, by those they had.
    pub coders: BTreeMap<CoderId, CoderId>,
}

/// A line of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The code.
    pub code: String,
    /// The name it stands for.
    pub name: String,
    /// What it is: a kind of actor, or a coder.
    pub kind: &'static str,
    /// The other names it stands for.
    pub aliases: Vec<String>,
    /// Its id in the project.
    pub id: String,
    /// Its id in files with codes.
    pub new_id: String,
}

/// Puts codes in place of names. Texts that are not in memory stay out of it, as they stay out of
/// every file.
pub fn pseudonymise(project: &Project, scope: Scope) -> Pseudonymised {
    let work = Work::new(project, scope);
    let mut info = (**project.info()).clone();
    info.id = work.project_id();
    let mut made = Project::from_info(info);
    for record in project.records() {
        if let Some(record) = work.record(record) {
            drop(made.put(record));
        }
    }
    Pseudonymised { project: made, key: work.key(), coders: work.coder_ids() }
}

/// Returns what the project is called with codes in place of names.
pub fn name(project: &Project, scope: Scope) -> String {
    let scope = match scope.words {
        Words::All => Scope { words: Words::WithoutTexts, ..scope },
        Words::Kept | Words::WithoutTexts => scope,
    };
    Work::new(project, scope).words(&project.info().name)
}

/// Writes the key as a table.
pub fn key_table(key: &[KeyRow]) -> String {
    let text = |words: &str| match words {
        "" => Cell::Empty,
        words => Cell::Text(words.to_owned()),
    };
    let head = ["code", "name", "kind", "aliases", "id_in_project", "id_in_file"].map(text);
    let rows = key.iter().map(|row| {
        let aliases = row.aliases.join("; ");
        vec![
            text(&row.code),
            text(&row.name),
            text(row.kind),
            text(&aliases),
            text(&row.id),
            text(&row.new_id),
        ]
    });
    csv::write(&std::iter::once(head.to_vec()).chain(rows).collect::<Vec<_>>(), Bom::With)
}

/// A code with the id that goes with it.
struct Coded<I> {
    code: String,
    id: I,
}

struct Work<'a> {
    project: &'a Project,
    scope: Scope,
    actors: BTreeMap<ActorId, Coded<ActorId>>,
    coders: BTreeMap<CoderId, Coded<CoderId>>,
    names: Names,
    /// Texts with codes in them, and where each position went.
    texts: BTreeMap<crate::model::DocumentId, shift::Shifted>,
}

impl<'a> Work<'a> {
    fn new(project: &'a Project, scope: Scope) -> Self {
        let width = width(project, scope);
        let seed = project.info().id;
        let actors = project.actors().values().zip(1..).map(|(actor, number)| {
            let code = format!("{}{number:0width$}", letter(actor.kind));
            let id = ActorId::from_name(&format!("{seed} {code}"));
            (actor.id, Coded { code, id })
        });
        let coders = project.coders().values().filter(|_| scope.coders).zip(1..);
        let coders = coders.map(|(coder, number)| {
            let code = format!("C{number:0width$}");
            let id = CoderId::from_name(&format!("{seed} {code}"));
            (coder.id, Coded { code, id })
        });
        let mut work = Self {
            project,
            scope,
            actors: order::map(actors),
            coders: order::map(coders),
            names: Names::default(),
            texts: BTreeMap::new(),
        };
        if scope.words != Words::Kept {
            let actors = work.actors.iter().filter_map(|(id, coded)| {
                Some((project.actors().get(id)?.names(), coded.code.as_str()))
            });
            let actors = actors.flat_map(|(names, code)| names.map(move |name| (name, code)));
            let coders = work.coders.iter().filter_map(|(id, coded)| {
                Some((project.coders().get(id)?.name.as_str(), coded.code.as_str()))
            });
            work.names = Names::new(actors.chain(coders));
        }
        if scope.words == Words::All {
            let texts = project.texts().iter().map(|(id, text)| (*id, work.text(*id, text)));
            work.texts = order::map(texts.collect::<Vec<_>>());
        }
        work
    }

    /// Replaces names and marked mentions in a text.
    fn text(&self, document: crate::model::DocumentId, text: &Text) -> shift::Shifted {
        let mentions = self.project.mentions_in(document).filter_map(|mention| {
            let at: Range<usize> = mention.span.range();
            Some((at, self.actors.get(&mention.actor)?.code.as_str()))
        });
        let found = self.names.find(text.as_str()).into_iter();
        replace(text.as_str(), mentions.chain(found).collect())
    }

    fn words(&self, words: &str) -> String {
        match self.names.find(words) {
            found if found.is_empty() => words.to_owned(),
            found => replace(words, found).words,
        }
    }

    fn list(&self, words: &[String]) -> Vec<String> {
        words.iter().map(|words| self.words(words)).collect()
    }

    /// Returns fields of newer versions, where nothing is promised of them.
    fn extra(&self, extra: &Extra) -> Extra {
        if self.scope.words == Words::Kept { extra.clone() } else { Extra::new() }
    }

    /// Returns the id of the project with codes: another one, so that nobody merges it into the
    /// project it came from without wanting to.
    fn project_id(&self) -> ProjectId {
        ProjectId::from_name(&format!("{} pseudonyms", self.project.info().id))
    }

    fn actor_id(&self, id: ActorId) -> ActorId {
        self.actors.get(&id).map_or(id, |coded| coded.id)
    }

    fn coder_id(&self, id: CoderId) -> CoderId {
        self.coders.get(&id).map_or(id, |coded| coded.id)
    }

    fn record(&self, record: Record) -> Option<Record> {
        Some(match record {
            Record::Project(info) => {
                let mut info = (*info).clone();
                info.id = self.project_id();
                info.name = self.words(&info.name);
                info.note = self.words(&info.note);
                info.extra = self.extra(&info.extra);
                Record::Project(Arc::new(info))
            }
            Record::Codebook(codebook) => Record::Codebook(Arc::new(self.codebook(&codebook))),
            Record::Code(code) => Record::Code(Arc::new(self.code(&code))),
            Record::Variable(variable) => Record::Variable(Arc::new(self.variable(&variable))),
            Record::Actor(actor) => Record::Actor(Arc::new(self.actor(&actor)?)),
            Record::Coder(coder) => Record::Coder(Arc::new(self.coder(&coder))),
            Record::Document(document) => Record::Document(Arc::new(self.document(&document))),
            Record::Text(id, text) => match self.texts.get(&id) {
                Some(shifted) => Record::Text(id, Text::new(shifted.words.as_str())),
                None => Record::Text(id, text),
            },
            Record::Claim(claim) => Record::Claim(Arc::new(self.claim(&claim))),
            Record::Mention(mention) => Record::Mention(Arc::new(self.mention(&mention))),
            Record::Progress(progress) => {
                let coder = self.coder_id(progress.coder);
                Record::Progress(crate::model::Progress { coder, ..progress })
            }
        })
    }

    fn codebook(&self, codebook: &Codebook) -> Codebook {
        let mut made = codebook.clone();
        made.rules = self.words(&made.rules);
        for stance in &mut made.stances {
            stance.name = self.words(&stance.name);
        }
        made.extra = self.extra(&made.extra);
        made
    }

    fn code(&self, code: &Code) -> Code {
        let mut made = code.clone();
        made.name = self.words(&made.name);
        made.definition = self.words(&made.definition);
        made.include = self.list(&made.include);
        made.exclude = self.list(&made.exclude);
        for example in &mut made.examples {
            example.quote = self.words(&example.quote);
            example.place = self.words(&example.place);
        }
        made.extra = self.extra(&made.extra);
        made
    }

    fn variable(&self, variable: &Variable) -> Variable {
        let mut made = variable.clone();
        made.name = self.words(&made.name);
        made.help = self.words(&made.help);
        made.kind = match made.kind {
            VariableKind::OneOf(choices) => VariableKind::OneOf(self.list(&choices)),
            VariableKind::ManyOf(choices) => VariableKind::ManyOf(self.list(&choices)),
            other => other,
        };
        made.extra = self.extra(&made.extra);
        made
    }

    fn actor(&self, actor: &Actor) -> Option<Actor> {
        let coded = self.actors.get(&actor.id)?;
        let affiliations = actor.affiliations.iter().map(|affiliation| Affiliation {
            with: self.actor_id(affiliation.with),
            position: String::new(),
            ..affiliation.clone()
        });
        let affiliations = affiliations.collect();
        Some(Actor { affiliations, ..Actor::new(coded.id, coded.code.as_str(), actor.kind) })
    }

    fn coder(&self, coder: &Coder) -> Coder {
        match self.coders.get(&coder.id) {
            Some(coded) => Coder { kind: coder.kind, ..Coder::new(coded.id, coded.code.as_str()) },
            None => coder.clone(),
        }
    }

    fn document(&self, document: &Document) -> Document {
        let mut made = document.clone();
        for words in [
            &mut made.title,
            &mut made.source,
            &mut made.author,
            &mut made.url,
            &mut made.file,
            &mut made.note,
        ] {
            *words = self.words(words);
        }
        let metadata =
            made.metadata.iter().map(|(name, value)| (self.words(name), self.words(value)));
        made.metadata = order::map(metadata.collect::<Vec<_>>());
        for part in &mut made.excluded {
            part.reason = self.words(&part.reason);
        }
        made.extra = self.extra(&made.extra);
        if let Some(shifted) = self.texts.get(&document.id) {
            let text = Text::new(shifted.words.as_str());
            made.fingerprint = text.fingerprint();
            (made.bytes, made.chars) = (text.end().0, text.chars());
            for part in &mut made.excluded {
                part.span = shifted.span(part.span);
            }
        }
        made
    }

    fn claim(&self, claim: &Claim) -> Claim {
        let mut made = claim.clone();
        made.coder = self.coder_id(made.coder);
        for participant in &mut made.participants {
            participant.actor = self.actor_id(participant.actor);
        }
        made.note = self.words(&made.note);
        for value in made.values.values_mut() {
            match value {
                Value::Text(words) => *words = self.words(words),
                Value::Many(many) => *many = self.list(many),
                Value::YesNo(_) | Value::Number(_) => {}
            }
        }
        made.extra = self.extra(&made.extra);
        if let Some(shifted) = self.texts.get(&claim.document) {
            made.fragments = made.fragments.iter().map(|span| shifted.span(*span)).collect();
            if !span::are_disjoint(&made.fragments) {
                made.fragments = span::union(made.fragments);
            }
        }
        made
    }

    fn mention(&self, mention: &Mention) -> Mention {
        let mut made = mention.clone();
        made.coder = self.coder_id(made.coder);
        made.actor = self.actor_id(made.actor);
        made.note = self.words(&made.note);
        made.extra = self.extra(&made.extra);
        if let Some(shifted) = self.texts.get(&mention.document) {
            made.span = shifted.span(made.span);
        }
        made
    }

    fn key(&self) -> Vec<KeyRow> {
        let actors = self.actors.iter().filter_map(|(id, coded)| {
            let actor = self.project.actors().get(id)?;
            Some(KeyRow {
                code: coded.code.clone(),
                name: actor.name.clone(),
                kind: actor.kind.name(),
                aliases: actor.aliases.clone(),
                id: id.to_string(),
                new_id: coded.id.to_string(),
            })
        });
        let coders = self.coders.iter().filter_map(|(id, coded)| {
            Some(KeyRow {
                code: coded.code.clone(),
                name: self.project.coders().get(id)?.name.clone(),
                kind: "coder",
                aliases: Vec::new(),
                id: id.to_string(),
                new_id: coded.id.to_string(),
            })
        });
        actors.chain(coders).collect()
    }

    fn coder_ids(&self) -> BTreeMap<CoderId, CoderId> {
        order::map(self.coders.iter().map(|(old, coded)| (*old, coded.id)).collect::<Vec<_>>())
    }
}

/// Returns what a code begins with.
fn letter(kind: ActorKind) -> char {
    match kind {
        ActorKind::Person => 'P',
        ActorKind::Organisation => 'O',
        ActorKind::State => 'S',
        ActorKind::Group => 'G',
        ActorKind::Other => 'A',
    }
}

/// Returns how many digits a code has: three, or more where there are many or where a name looks
/// like a code.
fn width(project: &Project, scope: Scope) -> usize {
    let count = project.actors().len().max(if scope.coders { project.coders().len() } else { 0 });
    let digits = count.to_string().len().max(3);
    let actors = project.actors().values().flat_map(|actor| actor.names());
    let coders = project.coders().values().map(|coder| coder.name.as_str());
    let looks = actors.chain(coders).filter_map(|name| {
        let folded = fold::fold(name);
        let rest = folded.strip_prefix(['p', 'o', 's', 'g', 'a', 'c'])?;
        rest.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest.len() + 1)
    });
    looks.fold(digits, usize::max)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
