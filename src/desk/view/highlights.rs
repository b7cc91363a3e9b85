//! What is painted over the open text.

use crate::text::order;
use std::collections::BTreeMap;

use crate::desk::{Desk, Focus};
use crate::model::{ClaimId, Code, CodeId, MentionId};
use crate::text::{Offset, Span};

/// One stretch to be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paint {
    /// How.
    pub layer: Layer,
    /// Where.
    pub span: Span,
}

/// How a stretch is painted; later layers lie above earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Website remains and the like.
    Excluded,
    /// A claim: the colour of its first type, and its lane.
    Claim {
        /// Index into the palette; `None` without a type.
        colour: Option<u8>,
        /// The underline's lane, from 0 up; see [`crate::text::index::LANES`].
        lane: u8,
    },
    /// A mention.
    Mention,
    /// The fragments of the claim under the pointer.
    Hovered,
    /// A participant's mention in the focused claim.
    Named,
    /// The fragments of the focused claim, or the focused mention.
    Focused,
}

impl Layer {
    /// Returns the layer's name in the style sheet.
    pub fn name(self) -> String {
        match self {
            Self::Excluded => "excluded".to_owned(),
            Self::Claim { colour: Some(colour), lane } => format!("claim-{colour}-{lane}"),
            Self::Claim { colour: None, lane } => format!("claim-none-{lane}"),
            Self::Mention => "mention".to_owned(),
            Self::Hovered => "hovered".to_owned(),
            Self::Named => "named".to_owned(),
            Self::Focused => "focused".to_owned(),
        }
    }

    /// Returns the layer's rank: a higher one lies above a lower.
    pub fn rank(self) -> i32 {
        match self {
            Self::Excluded => 0,
            Self::Claim { lane, .. } => 1 + i32::from(lane),
            Self::Mention => 10,
            Self::Hovered => 11,
            Self::Named => 13,
            Self::Focused => 12,
        }
    }
}

/// Returns what is painted over a stretch of the open text whatever is focused.
pub fn paints(desk: &Desk, near: Span) -> Vec<Paint> {
    let Some(document) = desk.document() else { return Vec::new() };
    let project = desk.project();
    let mut paints = Vec::new();
    let mut paint = |layer: Layer, spans: &mut dyn Iterator<Item = Span>| {
        let here = spans.filter(|span| span.overlaps(near));
        paints.extend(here.map(|span| Paint { layer, span }));
    };
    let excluded = project.documents().get(&document).into_iter().flat_map(|d| &d.excluded);
    paint(Layer::Excluded, &mut excluded.map(|part| part.span));
    // A claim's fragments share its lane, so that one reads on where the other stopped.
    for (claim, lane) in project.claims_overlapping(document, near) {
        let colour = claim.types.first().and_then(|id| colour(project.codes(), *id));
        paint(Layer::Claim { colour, lane }, &mut claim.fragments.iter().copied());
    }
    let mentions = project.mentions_overlapping(document, near);
    paint(Layer::Mention, &mut mentions.map(|mention| mention.span));
    paints
}

/// Returns what is painted to show the focused claim or mention.
pub fn focus_paints(desk: &Desk) -> Vec<Paint> {
    let mut paints = Vec::new();
    if let Some(claim) = desk.focused_claim() {
        let focused = claim.fragments.iter();
        paints.extend(focused.map(|span| Paint { layer: Layer::Focused, span: *span }));
        let named = claim.participants.iter().filter_map(|p| p.mention);
        paints.extend(
            named
                .filter_map(|id| desk.project().mentions().get(&id))
                .map(|mention| Paint { layer: Layer::Named, span: mention.span }),
        );
    }
    if let Some(mention) = desk.focused_mention() {
        paints.push(Paint { layer: Layer::Focused, span: mention.span });
    }
    paints
}

/// Returns a code's colour.
fn colour(codes: &BTreeMap<CodeId, std::sync::Arc<Code>>, id: CodeId) -> Option<u8> {
    codes.get(&id).map(|code| code.colour)
}

/// Something coded at a place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// A claim.
    Claim(ClaimId),
    /// A mention.
    Mention(MentionId),
}

impl From<Hit> for Focus {
    fn from(hit: Hit) -> Self {
        match hit {
            Hit::Claim(id) => Self::Claim(id),
            Hit::Mention(id) => Self::Mention(id),
        }
    }
}

/// Returns everything coded at a position: the shortest first, for that is most likely meant.
pub fn hits(desk: &Desk, at: Offset) -> Vec<Hit> {
    let Some(document) = desk.document() else { return Vec::new() };
    let Ok(here) = Span::new(at, Offset(at.0.saturating_add(1))) else { return Vec::new() };
    let claims = desk.project().claims_overlapping(document, here).flat_map(|(claim, _)| {
        let here = claim.fragments.iter().filter(move |span| span.contains(at));
        here.map(|span| (span.bytes(), Hit::Claim(claim.id)))
    });
    let mentions = desk.project().mentions_overlapping(document, here);
    let mentions = mentions.map(|mention| (mention.span.bytes(), Hit::Mention(mention.id)));
    let mut found: Vec<(u32, Hit)> = mentions.chain(claims).collect();
    order::by_key(&mut found, |(bytes, _)| *bytes);
    found.into_iter().map(|(_, hit)| hit).collect()
}
