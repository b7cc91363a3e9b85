//! What the desk is asking the user.

use crate::model::{ActorId, ClaimId, CodeId, DocumentId, MentionId, Role};
use crate::text::Span;

/// A question asked beside the text; the work goes on around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// Which actor has this role in the claim?
    Participant(ClaimId, Role),
    /// Which claim types, issues, and so on does the claim have?
    Types(ClaimId),
    /// Which issues is the claim about?
    Issues(ClaimId),
    /// Whom does the selected stretch name?
    Mention(Span),
    /// Whom does this mention name instead?
    MentionActor(MentionId),
    /// Which of the things at this place is meant?
    Overlap(Span),
    /// Which claims are looked at?
    Filter,
    /// Which of the cards in view, by its number?
    Card,
}

impl Prompt {
    /// Returns the claim the question is about.
    pub fn claim(self) -> Option<ClaimId> {
        match self {
            Self::Participant(claim, _) | Self::Types(claim) | Self::Issues(claim) => Some(claim),
            Self::Mention(_)
            | Self::MentionActor(_)
            | Self::Overlap(_)
            | Self::Filter
            | Self::Card => None,
        }
    }
}

/// A dialog over the whole window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// Every command, found by typing.
    Palette,
    /// Every key.
    Keys,
    /// Every project.
    Projects,
    /// Reviewing files or pasted text before they become documents.
    ImportDocuments,
    /// Typing or pasting a text.
    PasteDocument,
    /// Previewing a Claimlight file before it is taken in.
    ImportProject,
    /// Choosing a format to write.
    Export,
    /// The project's place on the disk.
    Disk,
    /// The coder's name.
    Coder,
    /// What was changed so far, in the whole project or in one claim.
    History(Option<ClaimId>),
    /// The earlier states that can be restored.
    EarlierStates,
    /// The stored records that could not be used.
    SetAside,
    /// What is known about a document.
    Document(DocumentId),
    /// What to do with the records that use a code.
    DeleteCode(CodeId),
    /// What to do with the records that name an actor.
    DeleteActor(ActorId),
    /// Which actor another one is the same as.
    MergeActor(ActorId),
}
