//! References that lead nowhere, and a package as a project of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::package::Package;
use super::problem::{Place, Problem, ProblemKind};
use super::resolve::with_sections;
use crate::model::{
    Actor, Claim, Code, CodeId, CodeKind, Coder, CoderId, Extra, Key, Project, ProjectId,
    ProjectInfo, Record, Timestamp,
};
use crate::text::order;

/// How many codes can stand above a code. No codebook comes near it; a file made to exhaust the stack
/// would go beyond.
const DEPTH: usize = 64;

/// Records without references that lead nowhere, and what had to be done for it.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// The records, each before those that refer to it.
    pub records: Vec<Record>,
    /// What was left out, put right or set aside.
    pub problems: Vec<Problem>,
}

/// Makes records fit together with those the receiver has.
///
/// A reference to something unknown is left out where the record can do without it; a claim of an
/// unknown coder gets a coder without a name; a mention of an unknown actor is set aside. Circles of
/// codes are cut, and codes are never used as what they are not.
pub fn settle(records: Vec<Record>, places: &BTreeMap<Key, Place>, receiver: &Project) -> Settled {
    let keys = order::set(records.iter().map(Record::key));
    let mut kinds = order::map(receiver.codes().values().map(|code| (code.id, code.kind)));
    let mut parents =
        order::map(receiver.codes().values().filter_map(|code| Some((code.id, code.parent?))));
    for record in &records {
        if let Record::Code(code) = record {
            kinds.insert(code.id, code.kind);
            match code.parent {
                Some(parent) => parents.insert(code.id, parent),
                None => parents.remove(&code.id),
            };
        }
    }
    let mut settler = Settler {
        keys,
        kinds,
        parents,
        receiver,
        places,
        unnamed: BTreeSet::new(),
        problems: Vec::new(),
    };
    // Mentions first lose those that are set aside, so that claims no longer point to them.
    let records: Vec<Record> =
        records.into_iter().filter_map(|record| settler.own(record)).collect();
    let settled: Vec<Record> =
        records.into_iter().map(|record| settler.references(record)).collect();
    let coders = settler.unnamed.iter().map(|id| {
        let shown: String = id.to_string().chars().skip(20).collect();
        Record::Coder(Arc::new(Coder::new(*id, format!("Unknown coder {shown}"))))
    });
    let mut records: Vec<Record> = coders.collect();
    records.extend(settled);
    Settled { records, problems: settler.problems }
}

impl Package {
    /// Makes a project of the package alone, and lists everything that was not as it should be.
    pub fn into_project(self) -> (Project, Vec<Problem>) {
        let mut resolved = self.resolve(|_| None);
        let mut problems = std::mem::take(&mut resolved.problems);
        let info = self.info.clone().unwrap_or_else(|| ProjectInfo {
            id: ProjectId::from_name("a file without a project of its own"),
            name: "Untitled project".to_owned(),
            created: Timestamp(0),
            note: String::new(),
            extra: Extra::new(),
        });
        let mut project = Project::from_info(with_sections(info, &self.extra));
        let settled = settle(resolved.records, &resolved.places, &project);
        problems.extend(settled.problems);
        for record in settled.records {
            project.put(record);
        }
        (project, problems)
    }
}

struct Settler<'a> {
    /// What the records themselves bring.
    keys: BTreeSet<Key>,
    kinds: BTreeMap<CodeId, CodeKind>,
    parents: BTreeMap<CodeId, CodeId>,
    receiver: &'a Project,
    places: &'a BTreeMap<Key, Place>,
    /// Coders that records name and nobody knows.
    unnamed: BTreeSet<CoderId>,
    problems: Vec<Problem>,
}

impl Settler<'_> {
    fn knows(&self, key: Key) -> bool {
        self.keys.contains(&key) || self.receiver.get(key).is_some()
    }

    fn say(&mut self, of: Key, kind: ProblemKind, message: impl Into<String>) {
        let place = self.places.get(&of).cloned();
        self.problems.push(Problem { place, key: Some(of), kind, message: message.into() });
    }

    fn left_out(&mut self, of: Key, to: Key) {
        let sentence =
            format!("{to} is neither in the file nor in the project; the reference was left out");
        self.say(of, ProblemKind::LeftOut, sentence);
    }

    /// Looks at what a record cannot do without; `None` sets it aside.
    fn own(&mut self, mut record: Record) -> Option<Record> {
        let of = record.key();
        self.name(&mut record);
        let (document, actor, coder) = match &record {
            Record::Claim(claim) => (claim.document, None, claim.coder),
            Record::Mention(mention) => (mention.document, Some(mention.actor), mention.coder),
            Record::Progress(progress) => (progress.document, None, progress.coder),
            _ => return Some(record),
        };
        let needed = [Some(Key::Document(document)), actor.map(Key::Actor)];
        let missing = needed.into_iter().flatten().find(|key| !self.knows(*key));
        if let Some(missing) = missing {
            self.keys.remove(&of);
            let sentence = format!("{missing} is not there; the {} was set aside", of.kind());
            self.say(of, ProblemKind::SetAside, sentence);
            return None;
        }
        if !self.knows(Key::Coder(coder)) && self.unnamed.insert(coder) {
            let sentence = format!(
                "the {} is not in the file and was added without a name",
                Key::Coder(coder)
            );
            self.say(of, ProblemKind::Repaired, sentence);
        }
        Some(record)
    }

    /// Gives a record without a name one.
    fn name(&mut self, record: &mut Record) {
        let of = record.key();
        let name = match record {
            Record::Project(info) if is_blank(&info.name) => &mut Arc::make_mut(info).name,
            Record::Code(code) if is_blank(&code.name) => &mut Arc::make_mut(code).name,
            Record::Variable(variable) if is_blank(&variable.name) => {
                &mut Arc::make_mut(variable).name
            }
            Record::Actor(actor) if is_blank(&actor.name) => &mut Arc::make_mut(actor).name,
            Record::Coder(coder) if is_blank(&coder.name) => &mut Arc::make_mut(coder).name,
            Record::Document(document) if is_blank(&document.title) => {
                &mut Arc::make_mut(document).title
            }
            _ => return,
        };
        "Unnamed".clone_into(name);
        self.say(of, ProblemKind::Repaired, "it has no name and is now called “Unnamed”");
    }

    fn references(&mut self, record: Record) -> Record {
        match record {
            Record::Code(code) => Record::Code(self.code(code)),
            Record::Actor(actor) => Record::Actor(self.actor(actor)),
            Record::Claim(claim) => Record::Claim(self.claim(claim)),
            other => other,
        }
    }

    fn code(&mut self, mut code: Arc<Code>) -> Arc<Code> {
        let of = Key::Code(code.id);
        let Some(parent) = code.parent else { return code };
        match self.kinds.get(&parent) {
            None => self.left_out(of, Key::Code(parent)),
            Some(kind) if *kind != code.kind => {
                let sentence = format!(
                    "it stands under {}, which is of the other kind (claim type or issue); it now \
                     stands at the top",
                    Key::Code(parent)
                );
                self.say(of, ProblemKind::Repaired, sentence);
            }
            Some(_) if self.is_too_deep(code.id) => {
                let sentence =
                    "the code stands under itself or very deep; it now stands at the top";
                self.say(of, ProblemKind::Repaired, sentence);
            }
            Some(_) => return code,
        }
        self.parents.remove(&code.id);
        Arc::make_mut(&mut code).parent = None;
        code
    }

    /// Says whether a code is reached again by going up from it, or the top is too far to reach.
    fn is_too_deep(&self, code: CodeId) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = self.parents.get(&code);
        while let Some(above) = at {
            if *above == code || seen.len() == DEPTH {
                return true;
            }
            if !seen.insert(*above) {
                // A circle further up is cut where it is.
                return false;
            }
            at = self.parents.get(above);
        }
        false
    }

    fn actor(&mut self, mut actor: Arc<Actor>) -> Arc<Actor> {
        let with = actor.affiliations.iter().map(|a| a.with);
        let unknown = order::set(with.filter(|id| !self.knows(Key::Actor(*id))));
        for id in &unknown {
            self.left_out(Key::Actor(actor.id), Key::Actor(*id));
        }
        if !unknown.is_empty() {
            Arc::make_mut(&mut actor).affiliations.retain(|a| !unknown.contains(&a.with));
        }
        actor
    }

    fn claim(&mut self, claim: Arc<Claim>) -> Arc<Claim> {
        let of = Key::Claim(claim.id);
        let mut unknown = BTreeSet::new();
        let record = Record::Claim(Arc::clone(&claim));
        crate::model::check::references(&record, &mut |key| {
            // Coder and document have been looked at already; see `own`.
            if !matches!(key, Key::Coder(_) | Key::Document(_)) && !self.knows(key) {
                unknown.insert(key);
            }
        });
        let is_of = |id: &CodeId, kind| self.kinds.get(id) == Some(&kind);
        let of_kind = |ids: &[CodeId], kind| -> Vec<CodeId> {
            ids.iter().copied().filter(|id| is_of(id, kind)).collect()
        };
        let types = of_kind(&claim.types, CodeKind::ClaimType);
        let issues = of_kind(&claim.issues, CodeKind::Issue);
        let misused = claim.types.iter().filter(|id| !is_of(id, CodeKind::ClaimType));
        let misused = misused.chain(claim.issues.iter().filter(|id| !is_of(id, CodeKind::Issue)));
        let misused: Vec<CodeId> = misused.copied().collect();
        let doubtful = claim.certainty.is_some_and(|percent| percent > 100);
        let right = types == claim.types && issues == claim.issues;
        if right && unknown.is_empty() && !doubtful {
            return claim;
        }
        for key in &unknown {
            self.left_out(of, *key);
        }
        for id in misused.into_iter().filter(|id| !unknown.contains(&Key::Code(*id))) {
            let sentence = format!(
                "{} was used as what it is not (claim type or issue); it was left out",
                Key::Code(id)
            );
            self.say(of, ProblemKind::LeftOut, sentence);
        }
        if doubtful {
            let sentence = "the certainty is above 100 %; it was left out";
            self.say(of, ProblemKind::LeftOut, sentence);
        }
        let mut claim = claim;
        let new = Arc::make_mut(&mut claim);
        new.types = types;
        new.issues = issues;
        new.certainty = new.certainty.filter(|percent| *percent <= 100);
        new.participants.retain(|p| !unknown.contains(&Key::Actor(p.actor)));
        for participant in &mut new.participants {
            participant.mention =
                participant.mention.filter(|id| !unknown.contains(&Key::Mention(*id)));
        }
        new.values.retain(|id, _| !unknown.contains(&Key::Variable(*id)));
        new.links.retain(|link| !unknown.contains(&Key::Claim(link.to)));
        claim
    }
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}
