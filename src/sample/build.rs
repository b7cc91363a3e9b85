//! Builds the sample project of its files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::codebook::Codes;
use super::source::{
    ActorEntry, ActorsFile, ClaimEntry, CodingFile, DocumentEntry, ExcludedEntry, ParticipantEntry,
};
use super::{SampleError, SampleFile, place};
use crate::model::{
    Actor, ActorId, Affiliation, Claim, ClaimId, ClaimStatus, CodeId, CodeKind, Coder, CoderId,
    Document, DocumentId, ExcludedSpan, Extra, Mention, MentionId, Participant, Progress,
    ProgressState, Project, ProjectId, ProjectInfo, Record, Role, Timestamp,
};
use crate::text::{Span, Text, order};

/// What the project is called.
const NAME: &str = "Sample: Karabakh diplomacy, autumn 2020";

/// What the project says about itself.
const NOTE: &str = "Five exercise texts written for this app. Names and dates are real, the \
                    words are invented and not to be attributed to the persons named.";

/// Whose layer the coding is.
const CODER: &str = "Sample coder";

/// Time between two records of the coding, in ms: one a minute, as a coder would work.
const PACE_MS: u64 = 60_000;

/// Collects the records of the sample.
pub(super) struct Builder<'a> {
    codes: &'a Codes,
    actors: BTreeMap<&'a str, ActorId>,
    coder: CoderId,
    clock: Timestamp,
    project: Project,
}

/// The document that is being built.
struct Site<'a> {
    key: &'a str,
    id: DocumentId,
    text: Text,
    /// The mentions of the actors by their words and actor.
    mentions: BTreeMap<(Span, ActorId), MentionId>,
}

impl Site<'_> {
    fn find(&self, place: &str) -> Result<Span, SampleError> {
        place::find(self.key, &self.text, place)
    }
}

impl<'a> Builder<'a> {
    /// Starts with codebook, registry and coder.
    pub(super) fn new(
        id: ProjectId,
        codes: &'a Codes,
        actors: &'a ActorsFile,
        at: Timestamp,
    ) -> Result<Self, SampleError> {
        let info = ProjectInfo {
            id,
            name: NAME.to_owned(),
            created: at,
            note: NOTE.to_owned(),
            extra: Extra::new(),
        };
        let ids = actors.actors.iter().map(|entry| (entry.key.as_str(), actor_id(&entry.key)));
        let mut builder = Self {
            codes,
            actors: order::map(ids),
            coder: CoderId::from_name("sample"),
            clock: at,
            project: Project::from_info(info),
        };
        for record in codes.records() {
            builder.project.put(record);
        }
        for entry in &actors.actors {
            let actor = builder.actor(entry)?;
            builder.project.put(Record::Actor(Arc::new(actor)));
        }
        builder.project.put(Record::Coder(Arc::new(Coder::new(builder.coder, CODER))));
        Ok(builder)
    }

    /// Adds a document with its coding.
    pub(super) fn add(
        &mut self,
        file: &SampleFile,
        coding: &CodingFile,
    ) -> Result<(), SampleError> {
        let key = coding.document.key.as_str();
        let mut site = Site {
            key,
            id: DocumentId::from_name(&format!("sample/{key}")),
            text: Text::new(file.text),
            mentions: BTreeMap::new(),
        };
        let document = self.document(&site, file, &coding.document, &coding.excluded)?;
        self.project.put(Record::Document(Arc::new(document)));
        self.project.put(Record::Text(site.id, site.text.clone()));
        for entry in &coding.mentions {
            for actor in &entry.actors {
                self.add_mention(&mut site, &entry.at, actor)?;
            }
        }
        for entry in &coding.claims {
            let claim = self.claim(&site, entry)?;
            self.project.put(Record::Claim(Arc::new(claim)));
        }
        if coding.progress != ProgressState::Untouched {
            let (coder, document, state) = (self.coder, site.id, coding.progress);
            self.project.put(Record::Progress(Progress { coder, document, state }));
        }
        Ok(())
    }

    /// Returns the project.
    pub(super) fn finish(self) -> Project {
        self.project
    }

    fn actor(&self, entry: &ActorEntry) -> Result<Actor, SampleError> {
        let place = format!("the actor {}", entry.key);
        let affiliations = entry.affiliations.iter().map(|one| {
            Ok(Affiliation {
                with: self.actor_id(&one.with, &place)?,
                position: one.position.clone(),
                from: one.from,
                to: one.to,
            })
        });
        Ok(Actor {
            aliases: entry.aliases.iter().filter(|alias| **alias != entry.name).cloned().collect(),
            affiliations: affiliations.collect::<Result<_, _>>()?,
            external_ids: entry.external_ids.clone(),
            note: entry.note.clone(),
            ..Actor::new(actor_id(&entry.key), entry.name.as_str(), entry.kind)
        })
    }

    fn document(
        &mut self,
        site: &Site<'_>,
        file: &SampleFile,
        entry: &DocumentEntry,
        excluded: &[ExcludedEntry],
    ) -> Result<Document, SampleError> {
        Ok(Document {
            date: entry.date,
            source: entry.source.clone(),
            language: entry.language.clone(),
            file: file.name.to_owned(),
            metadata: order::map([("genre".to_owned(), entry.genre.clone())]),
            excluded: excluded.iter().map(|one| stretch(site, one)).collect::<Result<_, _>>()?,
            note: entry.note.clone(),
            ..Document::new(site.id, entry.title.clone(), &site.text, self.tick())
        })
    }

    fn add_mention(
        &mut self,
        site: &mut Site<'_>,
        at: &str,
        actor: &str,
    ) -> Result<(), SampleError> {
        let span = site.find(at)?;
        let id = MentionId::from_name(&format!("sample/{}/{at}/{actor}", site.key));
        let actor = self.actor_id(actor, &format!("a mention in {}", site.key))?;
        let now = self.tick();
        site.mentions.insert((span, actor), id);
        self.project.put(Record::Mention(Arc::new(Mention {
            id,
            document: site.id,
            coder: self.coder,
            span,
            actor,
            note: String::new(),
            created: now,
            modified: now,
            extra: Extra::new(),
        })));
        Ok(())
    }

    fn claim(&mut self, site: &Site<'_>, entry: &ClaimEntry) -> Result<Claim, SampleError> {
        let now = self.tick();
        let name = format!("sample/{}/{}", site.key, entry.key);
        let spans = entry.fragments.iter().map(|one| site.find(one));
        let fragments = spans.collect::<Result<Vec<_>, _>>()?;
        let issues = entry.issues.iter().map(|key| self.code(CodeKind::Issue, key, &name));
        let roles = [
            (Role::Claimant, &entry.claimants),
            (Role::Addressee, &entry.addressees),
            (Role::Target, &entry.targets),
        ];
        let participants = roles
            .into_iter()
            .flat_map(|(role, entries)| entries.iter().map(move |one| (role, one)));
        let participants = participants.map(|(role, one)| self.participant(site, role, one, &name));
        let first = fragments.first().copied();
        let first = first.ok_or_else(|| SampleError::NoFragment { claim: name.clone() })?;
        Ok(Claim {
            types: vec![self.code(CodeKind::ClaimType, &entry.claim_type, &name)?],
            issues: issues.collect::<Result<_, _>>()?,
            stance: entry.stance,
            participants: participants.collect::<Result<_, _>>()?,
            attribution: Some(entry.attribution),
            note: entry.note.clone(),
            status: entry.status.unwrap_or(ClaimStatus::Done),
            codebook_version: self.codes.version(),
            fragments,
            ..Claim::new(ClaimId::from_name(&name), site.id, self.coder, first, now)
        })
    }

    fn participant(
        &self,
        site: &Site<'_>,
        role: Role,
        entry: &ParticipantEntry,
        claim: &str,
    ) -> Result<Participant, SampleError> {
        let actor = self.actor_id(&entry.actor, claim)?;
        let Some(place) = &entry.mention else {
            return Ok(Participant { role, actor, mention: None });
        };
        match site.mentions.get(&(site.find(place)?, actor)) {
            Some(mention) => Ok(Participant { role, actor, mention: Some(*mention) }),
            None => Err(SampleError::NoMention {
                document: site.key.to_owned(),
                place: place.clone(),
                actor: entry.actor.clone(),
            }),
        }
    }

    fn actor_id(&self, key: &str, place: &str) -> Result<ActorId, SampleError> {
        self.actors.get(key).copied().ok_or_else(|| unknown(place, "actor", key))
    }

    fn code(&self, kind: CodeKind, key: &str, place: &str) -> Result<CodeId, SampleError> {
        let word = match kind {
            CodeKind::ClaimType => "claim type",
            CodeKind::Issue => "issue",
        };
        self.codes.id(kind, key).ok_or_else(|| unknown(place, word, key))
    }

    /// Returns the moment of the next record.
    fn tick(&mut self) -> Timestamp {
        self.clock = Timestamp(self.clock.0 + PACE_MS);
        self.clock
    }
}

/// Finds an excluded stretch.
fn stretch(site: &Site<'_>, entry: &ExcludedEntry) -> Result<ExcludedSpan, SampleError> {
    let (span, reason) = match entry {
        ExcludedEntry::At { at, reason } => (site.find(at)?, reason),
        ExcludedEntry::Stretch { from, to, reason } => {
            let span = Span::new(site.find(from)?.start(), site.find(to)?.end());
            let document = site.key.to_owned();
            (span.map_err(|error| SampleError::Stretch { document, error })?, reason)
        }
    };
    Ok(ExcludedSpan { span, reason: reason.clone() })
}

fn actor_id(key: &str) -> ActorId {
    ActorId::from_name(&format!("sample/{key}"))
}

fn unknown(place: &str, kind: &'static str, key: &str) -> SampleError {
    SampleError::UnknownKey { place: place.to_owned(), kind, key: key.to_owned() }
}
