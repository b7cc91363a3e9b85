//! A claim in words: the names, quotes and positions that tables and datasets give of it.

use super::claimlight::WriteError;
use crate::model::{Actor, Claim, CodeId, Coder, Document, Mention, Participant, Project, Value};
use crate::text::order;
use crate::text::{CharOffset, Span, Text};

/// A claim with everything it refers to.
pub(super) struct Described<'a> {
    /// The claim.
    pub(super) claim: &'a Claim,
    /// The document it stands in.
    pub(super) document: &'a Document,
    /// Who coded it.
    pub(super) coder: &'a Coder,
    /// Its fragments.
    pub(super) fragments: Vec<Quoted<'a>>,
    project: &'a Project,
    text: &'a Text,
}

/// A span in code points with its words.
pub(super) struct Quoted<'a> {
    /// Where it starts.
    pub(super) start: CharOffset,
    /// Where it ends.
    pub(super) end: CharOffset,
    /// Its words.
    pub(super) quote: &'a str,
}

impl<'a> Quoted<'a> {
    fn new(document: &Document, text: &'a Text, span: Span) -> Result<Self, WriteError> {
        let (start, end) = text.span_to_chars(span).ok_or_else(|| {
            let (start, end) = span.into();
            WriteError::SpanOutside { title: document.title.clone(), start, end }
        })?;
        Ok(Self { start, end, quote: text.quote(span) })
    }
}

/// What stands between the fragments of a claim where they are given as one quote.
pub(super) const GAP: &str = " […] ";

/// Describes all claims of a project, by document in the order of the documents' ids, then in the
/// order of the text.
pub(super) fn claims(project: &Project) -> Result<Vec<Described<'_>>, WriteError> {
    let mut described = Vec::with_capacity(project.claims().len());
    for document in project.documents().values() {
        for claim in project.claims_in(document.id) {
            let text = project
                .text(document.id)
                .ok_or_else(|| WriteError::TextMissing(document.title.clone()))?;
            let Some(coder) = project.coders().get(&claim.coder) else { continue };
            let fragments: Result<Vec<_>, _> =
                claim.fragments.iter().map(|span| Quoted::new(document, text, *span)).collect();
            let fragments = fragments?;
            described.push(Described { claim, document, coder, fragments, project, text });
        }
    }
    Ok(described)
}

impl<'a> Described<'a> {
    /// Returns the words of all fragments.
    pub(super) fn quote(&self) -> String {
        let quotes: Vec<&str> = self.fragments.iter().map(|fragment| fragment.quote).collect();
        quotes.join(GAP)
    }

    /// Returns the names of codes.
    pub(super) fn code_names(&self, ids: &[CodeId]) -> Vec<(CodeId, &'a str)> {
        let codes = self.project.codes();
        ids.iter().filter_map(|id| Some((*id, codes.get(id)?.name.as_str()))).collect()
    }

    /// Returns the participants with their actors.
    pub(super) fn participants(&self) -> impl Iterator<Item = (&'a Participant, &'a Actor)> {
        let actors = self.project.actors();
        self.claim.participants.iter().filter_map(|p| Some((p, &**actors.get(&p.actor)?)))
    }

    /// Returns the mention that names a participant, with its words.
    pub(super) fn mention(
        &self,
        participant: &Participant,
    ) -> Result<Option<(&'a Mention, Quoted<'a>)>, WriteError> {
        let mention = participant.mention.and_then(|id| self.project.mentions().get(&id));
        let Some(mention) = mention else { return Ok(None) };
        let (document, text) = if mention.document == self.document.id {
            (self.document, self.text)
        } else {
            let document = self.project.documents().get(&mention.document);
            let text = self.project.text(mention.document);
            let missing = || WriteError::TextMissing(self.document.title.clone());
            (&**document.ok_or_else(missing)?, text.ok_or_else(missing)?)
        };
        Ok(Some((mention, Quoted::new(document, text, mention.span)?)))
    }

    /// Returns the values of the variables, in the order of the codebook, with the variable's name.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'a str, Option<&'a Value>)> {
        let values = &self.claim.values;
        variables(self.project).into_iter().map(|(id, name)| (name, values.get(&id)))
    }
}

/// Returns the variables in the order of the codebook.
pub(super) fn variables(project: &Project) -> Vec<(crate::model::VariableId, &str)> {
    let mut variables: Vec<_> = project.variables().values().collect();
    order::by_key(&mut variables, |variable| (variable.position, variable.id));
    variables.into_iter().map(|variable| (variable.id, variable.name.as_str())).collect()
}
