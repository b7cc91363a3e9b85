//! The aggregate: every record of a project, and the look-ups kept up with each change.

use crate::text::order;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Actor, ActorId, Claim, ClaimId, Code, CodeId, CodeKind, Codebook, Coder, CoderId, Document,
    DocumentId, Extra, Key, Mention, MentionId, Progress, ProgressState, ProjectId, Record,
    Timestamp, Variable, VariableId, uses::Uses,
};
use crate::text::{Offset, Span, SpanIndex, Text};

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
    /// How often claims and mentions refer to what. Derived.
    uses: Uses,
}

/// What stands in one document: claims by the hull of their fragments, and mentions.
#[derive(Debug, Clone, Default)]
struct Placed {
    claims: SpanIndex<ClaimId>,
    mentions: SpanIndex<MentionId>,
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
            uses: Uses::default(),
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

    /// Returns a document's claims in the order of the text: by their starts, the longer first.
    pub fn claims_in(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Claim>> {
        let placed = self.placed_claims(document).into_iter().flat_map(SpanIndex::iter);
        placed.filter_map(|one| self.claims.get(&one.value))
    }

    /// Returns how many claims a document holds.
    pub fn claim_count(&self, document: DocumentId) -> usize {
        self.placed_claims(document).map_or(0, SpanIndex::len)
    }

    /// Returns the n-th claim of a document in the order of the text, counted from 0.
    pub fn claim_at(&self, document: DocumentId, nth: usize) -> Option<&Arc<Claim>> {
        let found = self.placed_claims(document)?.nth(nth)?;
        self.claims.get(&found.value)
    }

    /// Returns which claim of its document a claim is, counted from 0.
    pub fn claim_rank(&self, id: ClaimId) -> Option<usize> {
        let claim = self.claims.get(&id)?;
        self.placed_claims(claim.document)?.rank(claim.hull()?, id)
    }

    /// Returns the claims of a document whose hull overlaps a stretch, with their lanes, in the
    /// order of the text.
    pub fn claims_overlapping(
        &self,
        document: DocumentId,
        stretch: Span,
    ) -> impl Iterator<Item = (&Arc<Claim>, u8)> {
        let placed = self.placed_claims(document).into_iter();
        let here = placed.flat_map(move |claims| claims.overlapping(stretch));
        here.filter_map(|one| Some((self.claims.get(&one.value)?, one.lane)))
    }

    /// Returns the claims of a document that start at a position or behind it, in the order of the
    /// text.
    pub fn claims_from(
        &self,
        document: DocumentId,
        at: Offset,
    ) -> impl Iterator<Item = &Arc<Claim>> {
        let placed = self.placed_claims(document).into_iter();
        let here = placed.flat_map(move |claims| claims.starting_from(at));
        here.filter_map(|one| self.claims.get(&one.value))
    }

    /// Returns the claims of a document that start before a position, the nearest first.
    pub fn claims_before(
        &self,
        document: DocumentId,
        at: Offset,
    ) -> impl Iterator<Item = &Arc<Claim>> {
        let placed = self.placed_claims(document).into_iter();
        let here = placed.flat_map(move |claims| claims.starting_before(at));
        here.filter_map(|one| self.claims.get(&one.value))
    }

    /// Returns how many claims of a document start before a position.
    pub fn claims_started_before(&self, document: DocumentId, at: Offset) -> usize {
        self.placed_claims(document).map_or(0, |claims| claims.count_before(at))
    }

    /// Returns a document's mentions in the order of the text.
    pub fn mentions_in(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Mention>> {
        let placed = self.placed_mentions(document).into_iter().flat_map(SpanIndex::iter);
        placed.filter_map(|one| self.mentions.get(&one.value))
    }

    /// Returns the mentions of a document that overlap a stretch, in the order of the text.
    pub fn mentions_overlapping(
        &self,
        document: DocumentId,
        stretch: Span,
    ) -> impl Iterator<Item = &Arc<Mention>> {
        let placed = self.placed_mentions(document).into_iter();
        let here = placed.flat_map(move |mentions| mentions.overlapping(stretch));
        here.filter_map(|one| self.mentions.get(&one.value))
    }

    /// Returns the mentions of a document that start at a position or behind it, in the order of
    /// the text.
    pub fn mentions_from(
        &self,
        document: DocumentId,
        at: Offset,
    ) -> impl Iterator<Item = &Arc<Mention>> {
        let placed = self.placed_mentions(document).into_iter();
        let here = placed.flat_map(move |mentions| mentions.starting_from(at));
        here.filter_map(|one| self.mentions.get(&one.value))
    }

    /// Returns the mentions of a document that start before a position, the nearest first.
    pub fn mentions_before(
        &self,
        document: DocumentId,
        at: Offset,
    ) -> impl Iterator<Item = &Arc<Mention>> {
        let placed = self.placed_mentions(document).into_iter();
        let here = placed.flat_map(move |mentions| mentions.starting_before(at));
        here.filter_map(|one| self.mentions.get(&one.value))
    }

    /// Returns how many participants, mentions and links refer to an actor, a mention or a claim.
    /// What else can be referred to is not counted.
    pub fn uses(&self, key: Key) -> u32 {
        self.uses.of(key)
    }

    fn placed_claims(&self, document: DocumentId) -> Option<&SpanIndex<ClaimId>> {
        self.placed.get(&document).map(|placed| &placed.claims)
    }

    fn placed_mentions(&self, document: DocumentId) -> Option<&SpanIndex<MentionId>> {
        self.placed.get(&document).map(|placed| &placed.mentions)
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
                self.move_claim(old.as_ref(), Some(&claim));
                old.map(Record::Claim)
            }
            Record::Mention(mention) => {
                let old = self.mentions.insert(mention.id, Arc::clone(&mention));
                self.move_mention(old.as_ref(), Some(&mention));
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
                self.move_claim(Some(&old), None);
                Some(Record::Claim(old))
            }
            Key::Mention(id) => {
                let old = self.mentions.remove(&id)?;
                self.move_mention(Some(&old), None);
                Some(Record::Mention(old))
            }
            Key::Progress(coder, document) => self
                .progress
                .remove(&(coder, document))
                .map(|state| Record::Progress(Progress { coder, document, state })),
        }
    }

    /// Keeps the look-ups right when a claim comes, changes or goes.
    fn move_claim(&mut self, old: Option<&Arc<Claim>>, new: Option<&Arc<Claim>>) {
        let place = |claim: &Arc<Claim>| Some((claim.document, claim.hull()?, claim.id));
        let (from, to) = (old.and_then(place), new.and_then(place));
        // A claim that stays where it is keeps its lane.
        if from != to {
            if let Some((document, hull, id)) = from
                && let Some(placed) = self.placed.get_mut(&document)
            {
                placed.claims.remove(hull, id);
            }
            if let Some((document, hull, id)) = to {
                self.placed.entry(document).or_default().claims.insert(hull, id);
            }
        }
        self.count(old.cloned().map(Record::Claim), new.cloned().map(Record::Claim));
    }

    /// Keeps the look-ups right when a mention comes, changes or goes.
    fn move_mention(&mut self, old: Option<&Arc<Mention>>, new: Option<&Arc<Mention>>) {
        if let Some(old) = old
            && let Some(placed) = self.placed.get_mut(&old.document)
        {
            placed.mentions.remove(old.span, old.id);
        }
        if let Some(new) = new {
            self.placed.entry(new.document).or_default().mentions.insert(new.span, new.id);
        }
        self.count(old.cloned().map(Record::Mention), new.cloned().map(Record::Mention));
    }

    fn count(&mut self, old: Option<Record>, new: Option<Record>) {
        if let Some(old) = old {
            self.uses.take_back(&old);
        }
        if let Some(new) = new {
            self.uses.add(&new);
        }
    }
}
