//! The aggregate: every record of a project, and the look-ups kept up with each change.

use crate::text::order;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Actor, ActorId, Claim, ClaimId, Code, CodeId, CodeKind, Codebook, Coder, CoderId, Document,
    DocumentId, Extra, Key, Mention, MentionId, Progress, ProgressState, ProjectId, Record,
    Timestamp, Variable, VariableId,
};
use crate::text::{Offset, Span, Text};

/// A project's own name and times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectInfo {
    /// Identifies the project.
    pub id: ProjectId,
    /// What it is called.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Everything a project holds.
///
/// Records are changed only through [`Project::put`] and [`Project::remove`], which keep the
/// look-ups right; `edit` is the one caller that matters, and it checks the result.
#[derive(Debug, Clone)]
pub struct Project {
    info: Arc<ProjectInfo>,
    codebook: Arc<Codebook>,
    codes: BTreeMap<CodeId, Arc<Code>>,
    variables: BTreeMap<VariableId, Arc<Variable>>,
    actors: BTreeMap<ActorId, Arc<Actor>>,
    coders: BTreeMap<CoderId, Arc<Coder>>,
    documents: BTreeMap<DocumentId, Arc<Document>>,
    texts: BTreeMap<DocumentId, Text>,
    claims: BTreeMap<ClaimId, Arc<Claim>>,
    mentions: BTreeMap<MentionId, Arc<Mention>>,
    progress: BTreeMap<(CoderId, DocumentId), ProgressState>,
    /// What stands in each document, in the order of the text. Derived.
    placed: BTreeMap<DocumentId, Placed>,
}

/// What stands in one document, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Placed {
    claims: BTreeSet<(Offset, ClaimId)>,
    mentions: BTreeSet<(Span, MentionId)>,
}

impl PartialEq for Project {
    /// Compares the records; the look-ups follow from them.
    fn eq(&self, other: &Self) -> bool {
        self.info == other.info
            && self.codebook == other.codebook
            && self.codes == other.codes
            && self.variables == other.variables
            && self.actors == other.actors
            && self.coders == other.coders
            && self.documents == other.documents
            && self.texts == other.texts
            && self.claims == other.claims
            && self.mentions == other.mentions
            && self.progress == other.progress
    }
}

impl Project {
    /// Makes an empty project.
    pub fn new(id: ProjectId, name: impl Into<String>, at: Timestamp) -> Self {
        Self::from_info(ProjectInfo {
            id,
            name: name.into(),
            created: at,
            note: String::new(),
            extra: Extra::new(),
        })
    }

    /// Makes an empty project of what is known about it.
    pub fn from_info(info: ProjectInfo) -> Self {
        Self {
            info: Arc::new(info),
            codebook: Arc::default(),
            codes: BTreeMap::new(),
            variables: BTreeMap::new(),
            actors: BTreeMap::new(),
            coders: BTreeMap::new(),
            documents: BTreeMap::new(),
            texts: BTreeMap::new(),
            claims: BTreeMap::new(),
            mentions: BTreeMap::new(),
            progress: BTreeMap::new(),
            placed: BTreeMap::new(),
        }
    }

    /// Returns the project's own record.
    pub fn info(&self) -> &Arc<ProjectInfo> {
        &self.info
    }

    /// Returns what belongs to the codebook as a whole.
    pub fn codebook(&self) -> &Arc<Codebook> {
        &self.codebook
    }

    /// Returns all codes by id.
    pub fn codes(&self) -> &BTreeMap<CodeId, Arc<Code>> {
        &self.codes
    }

    /// Returns all variables by id.
    pub fn variables(&self) -> &BTreeMap<VariableId, Arc<Variable>> {
        &self.variables
    }

    /// Returns all actors by id.
    pub fn actors(&self) -> &BTreeMap<ActorId, Arc<Actor>> {
        &self.actors
    }

    /// Returns all coders by id.
    pub fn coders(&self) -> &BTreeMap<CoderId, Arc<Coder>> {
        &self.coders
    }

    /// Returns all documents by id.
    pub fn documents(&self) -> &BTreeMap<DocumentId, Arc<Document>> {
        &self.documents
    }

    /// Returns the texts that are in memory, by document.
    pub fn texts(&self) -> &BTreeMap<DocumentId, Text> {
        &self.texts
    }

    /// Returns all claims by id.
    pub fn claims(&self) -> &BTreeMap<ClaimId, Arc<Claim>> {
        &self.claims
    }

    /// Returns all mentions by id.
    pub fn mentions(&self) -> &BTreeMap<MentionId, Arc<Mention>> {
        &self.mentions
    }

    /// Returns every progress that is not "untouched".
    pub fn all_progress(&self) -> impl Iterator<Item = Progress> {
        self.progress.iter().map(|(&(coder, document), &state)| Progress { coder, document, state })
    }

    /// Returns how far a coder has come with a document.
    pub fn progress(&self, coder: CoderId, document: DocumentId) -> ProgressState {
        self.progress.get(&(coder, document)).copied().unwrap_or_default()
    }

    /// Returns a document's text; `None` while it is not in memory.
    pub fn text(&self, document: DocumentId) -> Option<&Text> {
        self.texts.get(&document)
    }

    /// Returns a document's claims in the order of the text.
    pub fn claims_in(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Claim>> {
        let placed = self.placed.get(&document);
        placed.into_iter().flat_map(|p| &p.claims).filter_map(|(_, id)| self.claims.get(id))
    }

    /// Returns how many claims a document holds.
    pub fn claim_count(&self, document: DocumentId) -> usize {
        self.placed.get(&document).map_or(0, |placed| placed.claims.len())
    }

    /// Returns a document's mentions in the order of the text.
    pub fn mentions_in(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Mention>> {
        let placed = self.placed.get(&document);
        placed.into_iter().flat_map(|p| &p.mentions).filter_map(|(_, id)| self.mentions.get(id))
    }

    /// Returns the codes of a kind in codebook order: each parent before its children.
    pub fn codes_of(&self, kind: CodeKind) -> Vec<Arc<Code>> {
        let mut ordered = Vec::new();
        self.append_children(kind, None, &mut ordered);
        ordered
    }

    /// Returns the codes right under a parent, in their order.
    pub fn children(&self, kind: CodeKind, parent: Option<CodeId>) -> Vec<Arc<Code>> {
        let mut children: Vec<Arc<Code>> = self
            .codes
            .values()
            .filter(|code| code.kind == kind && code.parent == parent)
            .cloned()
            .collect();
        order::by_key(&mut children, |code| (code.position, code.id));
        children
    }

    /// Appends a parent's children and theirs. Ends, because `check` refuses circles.
    fn append_children(&self, kind: CodeKind, parent: Option<CodeId>, into: &mut Vec<Arc<Code>>) {
        for code in self.children(kind, parent) {
            let id = code.id;
            into.push(code);
            self.append_children(kind, Some(id), into);
        }
    }

    /// Returns how many codes stand above a code; 0 at the top.
    pub fn depth(&self, code: CodeId) -> usize {
        let parent = |id: &CodeId| self.codes.get(id).and_then(|code| code.parent);
        std::iter::successors(parent(&code), parent).take(self.codes.len()).count()
    }

    /// Returns the document that has a fingerprint.
    pub fn document_with(&self, fingerprint: &str) -> Option<&Arc<Document>> {
        self.documents.values().find(|document| document.fingerprint == fingerprint)
    }

    /// Returns the record under a key.
    pub fn get(&self, key: Key) -> Option<Record> {
        Some(match key {
            Key::Project => Record::Project(Arc::clone(&self.info)),
            Key::Codebook => Record::Codebook(Arc::clone(&self.codebook)),
            Key::Code(id) => Record::Code(Arc::clone(self.codes.get(&id)?)),
            Key::Variable(id) => Record::Variable(Arc::clone(self.variables.get(&id)?)),
            Key::Actor(id) => Record::Actor(Arc::clone(self.actors.get(&id)?)),
            Key::Coder(id) => Record::Coder(Arc::clone(self.coders.get(&id)?)),
            Key::Document(id) => Record::Document(Arc::clone(self.documents.get(&id)?)),
            Key::Text(id) => Record::Text(id, self.texts.get(&id)?.clone()),
            Key::Claim(id) => Record::Claim(Arc::clone(self.claims.get(&id)?)),
            Key::Mention(id) => Record::Mention(Arc::clone(self.mentions.get(&id)?)),
            Key::Progress(coder, document) => {
                let state = *self.progress.get(&(coder, document))?;
                Record::Progress(Progress { coder, document, state })
            }
        })
    }

    /// Returns every record, each before those that refer to it.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        let own = [Key::Project, Key::Codebook].into_iter().filter_map(|key| self.get(key));
        own.chain(self.codes.values().cloned().map(Record::Code))
            .chain(self.variables.values().cloned().map(Record::Variable))
            .chain(self.actors.values().cloned().map(Record::Actor))
            .chain(self.coders.values().cloned().map(Record::Coder))
            .chain(self.documents.values().cloned().map(Record::Document))
            .chain(self.texts.iter().map(|(id, text)| Record::Text(*id, text.clone())))
            .chain(self.mentions.values().cloned().map(Record::Mention))
            .chain(self.claims.values().cloned().map(Record::Claim))
            .chain(self.all_progress().map(Record::Progress))
    }

    /// Sets a record and returns the one that stood there.
    ///
    /// Nothing is checked: see [`super::check`].
    pub fn put(&mut self, record: Record) -> Option<Record> {
        match record {
            Record::Project(info) => Some(Record::Project(std::mem::replace(&mut self.info, info))),
            Record::Codebook(codebook) => {
                Some(Record::Codebook(std::mem::replace(&mut self.codebook, codebook)))
            }
            Record::Code(code) => self.codes.insert(code.id, code).map(Record::Code),
            Record::Variable(v) => self.variables.insert(v.id, v).map(Record::Variable),
            Record::Actor(actor) => self.actors.insert(actor.id, actor).map(Record::Actor),
            Record::Coder(coder) => self.coders.insert(coder.id, coder).map(Record::Coder),
            Record::Document(d) => self.documents.insert(d.id, d).map(Record::Document),
            Record::Text(id, text) => self.texts.insert(id, text).map(|t| Record::Text(id, t)),
            Record::Claim(claim) => {
                let old = self.claims.insert(claim.id, Arc::clone(&claim));
                if let Some(old) = &old {
                    self.unplace_claim(old);
                }
                self.place_claim(&claim);
                old.map(Record::Claim)
            }
            Record::Mention(mention) => {
                let old = self.mentions.insert(mention.id, Arc::clone(&mention));
                if let Some(old) = &old {
                    self.unplace_mention(old);
                }
                let placed = self.placed.entry(mention.document).or_default();
                placed.mentions.insert((mention.span, mention.id));
                old.map(Record::Mention)
            }
            Record::Progress(Progress { coder, document, state }) => self
                .progress
                .insert((coder, document), state)
                .map(|state| Record::Progress(Progress { coder, document, state })),
        }
    }

    /// Removes the record under a key and returns it.
    ///
    /// The project's own record and the codebook cannot be removed; `None` is returned for them.
    pub fn remove(&mut self, key: Key) -> Option<Record> {
        match key {
            Key::Project | Key::Codebook => None,
            Key::Code(id) => self.codes.remove(&id).map(Record::Code),
            Key::Variable(id) => self.variables.remove(&id).map(Record::Variable),
            Key::Actor(id) => self.actors.remove(&id).map(Record::Actor),
            Key::Coder(id) => self.coders.remove(&id).map(Record::Coder),
            Key::Document(id) => self.documents.remove(&id).map(Record::Document),
            Key::Text(id) => self.texts.remove(&id).map(|text| Record::Text(id, text)),
            Key::Claim(id) => {
                let old = self.claims.remove(&id)?;
                self.unplace_claim(&old);
                Some(Record::Claim(old))
            }
            Key::Mention(id) => {
                let old = self.mentions.remove(&id)?;
                self.unplace_mention(&old);
                Some(Record::Mention(old))
            }
            Key::Progress(coder, document) => self
                .progress
                .remove(&(coder, document))
                .map(|state| Record::Progress(Progress { coder, document, state })),
        }
    }

    fn place_claim(&mut self, claim: &Claim) {
        let start = claim.fragments.first().map_or(Offset(0), |span| span.start());
        self.placed.entry(claim.document).or_default().claims.insert((start, claim.id));
    }

    fn unplace_claim(&mut self, claim: &Claim) {
        let start = claim.fragments.first().map_or(Offset(0), |span| span.start());
        if let Some(placed) = self.placed.get_mut(&claim.document) {
            placed.claims.remove(&(start, claim.id));
        }
    }

    fn unplace_mention(&mut self, mention: &Mention) {
        if let Some(placed) = self.placed.get_mut(&mention.document) {
            placed.mentions.remove(&(mention.span, mention.id));
        }
    }
}
