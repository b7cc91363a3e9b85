//! Sentences of each kind, with who speaks in them. The words between bars are the claim.

use std::sync::Arc;

use super::*;
use crate::edit::random::sample;
use crate::model::{
    Actor, ActorKind, Affiliation, CoderId, Document, Participant, Record, Timestamp,
};

const AT: Timestamp = Timestamp(0);
const DOCUMENT: DocumentId = DocumentId(70);

/// A desk with a document and a claim, and a registry of its own.
fn desk(marked: &str) -> Desk {
    let mut parts = marked.split('|');
    let (lead, claim, rest) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let text = Text::new(format!("{lead}{claim}{rest}"));
    let span =
        Span::new(Offset::from_index(lead.len()), Offset::from_index(lead.len() + claim.len()));
    let mut project = sample();
    let actors = [
        (80, "Mara Okafor", ActorKind::Person, Some((84, "Foreign Minister"))),
        (81, "Jonas Lind", ActorKind::Person, Some((85, "President"))),
        (82, "Ida Brandt", ActorKind::Person, None),
        (83, "Ministry of Transport", ActorKind::Organisation, None),
        (84, "Velia", ActorKind::State, None),
        (85, "Norland", ActorKind::State, None),
        (86, "Harbour Union", ActorKind::Organisation, None),
        (87, "Piet Lind", ActorKind::Person, None),
    ];
    for (id, name, kind, office) in actors {
        let mut actor = Actor::new(ActorId(id), name, kind);
        actor.affiliations.extend(office.map(|(with, position)| Affiliation {
            with: ActorId(with),
            position: position.to_owned(),
            from: None,
            to: None,
        }));
        drop(project.put(Record::Actor(Arc::new(actor))));
    }
    let document = Document::new(DOCUMENT, "Text".to_owned(), &text, AT);
    drop(project.put(Record::Document(Arc::new(document))));
    drop(project.put(Record::Text(DOCUMENT, text)));
    let claim = Claim::new(ClaimId(70), DOCUMENT, CoderId(1), span.unwrap(), AT);
    drop(project.put(Record::Claim(Arc::new(claim))));
    Desk::new(project, None)
}

fn guess_on(desk: &Desk) -> Option<(String, Why)> {
    let guess = desk.guess_claimant(ClaimId(70))?;
    Some((desk.project().actors()[&guess.actor].name.clone(), guess.why))
}

/// Holds a list of texts against who speaks in them and why that is thought.
#[track_caller]
fn check(cases: &[(&str, &str, Why)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, speaker, why)| {
            let found = guess_on(&desk(text));
            let right =
                found.as_ref().is_some_and(|(name, w)| (name.as_str(), *w) == (*speaker, *why));
            (!right).then(|| format!("{text}\n    not {speaker} ({why:?}) but {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Holds a list of texts in which nobody of the registry speaks.
#[track_caller]
fn nobody(cases: &[&str]) {
    for text in cases {
        assert_eq!(guess_on(&desk(text)), None, "{text}");
    }
}

#[test]
fn who_is_the_subject_of_the_reporting_verb_speaks() {
    use Why::Sentence;
    check(&[
        ("Ann Ámes told Bo Béla that |the bridge must open|.", "Ann Ámes", Sentence),
        ("Ida Brandt |demanded that the bridge open at once|.", "Ida Brandt", Sentence),
        ("|Ida Brandt demanded that the bridge open at once|.", "Ida Brandt", Sentence),
        (
            "Ida Brandt, who met Bo Béla on Monday, insisted |the bridge was safe|.",
            "Ida Brandt",
            Sentence,
        ),
        ("After meeting Bo Béla, Ida Brandt said |the bridge was safe|.", "Ida Brandt", Sentence),
        ("Ida Brandt on Thursday warned that |ferries would stop|.", "Ida Brandt", Sentence),
        ("Ida Brandt met Bo Béla and stressed that |ferries would stop|.", "Ida Brandt", Sentence),
        ("Ida Brandt met Bo Béla, stressing that |ferries would stop|.", "Ida Brandt", Sentence),
        ("Ida Brandt arrived early and Bo Béla said |the bridge was safe|.", "Bo Béla", Sentence),
        ("Ida Brandt and Bo Béla agreed that |the bridge was safe|.", "Ida Brandt", Sentence),
        ("Ida Brandt does not |accept the toll|.", "Ida Brandt", Sentence),
        ("Ida Brandt was confident that |the bridge would hold|.", "Ida Brandt", Sentence),
        ("|The bridge must open|, Ida Brandt said on Monday.", "Ida Brandt", Sentence),
        ("|The bridge must open|, said Ida Brandt.", "Ida Brandt", Sentence),
        ("The Harbour Union repeatedly called for |a lower toll|.", "Harbour Union", Sentence),
        ("Okafor stressed that |ferries would stop|.", "Mara Okafor", Sentence),
    ]);
}

#[test]
fn a_name_far_from_its_verb_is_still_its_subject() {
    use Why::Sentence;
    check(&[
        (
            "Ida Brandt said the toll would fall and that |the bridge must open|.",
            "Ida Brandt",
            Sentence,
        ),
        ("Ida Brandt said |Bo Béla supports the toll|.", "Ida Brandt", Sentence),
        (
            "Ida Brandt noted that Bo Béla accepted the toll, and |called for more ferries|.",
            "Ida Brandt",
            Sentence,
        ),
    ]);
}

#[test]
fn sources_named_by_set_phrases_speak() {
    use Why::Sentence;
    check(&[
        ("According to Ida Brandt, |the bridge must open|.", "Ida Brandt", Sentence),
        ("|The bridge must open|, according to Ida Brandt.", "Ida Brandt", Sentence),
        ("In the words of Ida Brandt, |the bridge must open|.", "Ida Brandt", Sentence),
        ("In Ida Brandt’s view |the bridge must open|.", "Ida Brandt", Sentence),
    ]);
}

#[test]
fn in_the_passive_the_one_behind_by_speaks() {
    use Why::Sentence;
    check(&[
        ("It was stressed by Ida Brandt that |the bridge must open|.", "Ida Brandt", Sentence),
        ("Bo Béla was told by Ida Brandt that |the bridge must open|.", "Ida Brandt", Sentence),
        ("Bo Béla, accused by Ida Brandt of |hiding the cost|, left.", "Ida Brandt", Sentence),
    ]);
    nobody(&[
        "Bo Béla was accused of |hiding the cost|.",
        "Bo Béla was told that |the bridge must open|.",
        "Bo Béla has been urged to |open the bridge|.",
    ]);
}

#[test]
fn targets_and_addressees_do_not_speak() {
    use Why::Sentence;
    check(&[
        ("Ida Brandt accused Bo Béla of |hiding the cost|.", "Ida Brandt", Sentence),
        ("|Criticism of Bo Béla by Ida Brandt grew|.", "Ida Brandt", Sentence),
        (
            "In a letter to Bo Béla, Ida Brandt wrote that |the bridge must open|.",
            "Ida Brandt",
            Sentence,
        ),
        ("Ida Brandt’s call for |an open bridge| reached Bo Béla.", "Ida Brandt", Sentence),
    ]);
    nobody(&[
        "In talks with Bo Béla |the bridge must be settled|.",
        "Critics of Bo Béla said |the bridge must open|.",
    ]);
}

#[test]
fn strangers_speak_for_nobody_in_the_registry() {
    nobody(&[
        "Bo Bélassy said |the bridge must open|.",
        "Ann Ámes left. Zed Quill told Bo Béla that |the bridge must open|.",
        "“|The bridge must open|,” Zed Quill told Ann Ámes.",
        "“|The bridge must open|,” said Zed Quill.",
        "Bo Béla left. Residents said |the bridge must open|.",
        "Ann Ámes said no. Zed Quill disagreed. |The bridge must open|.",
        "Leyla Okafor said |the bridge must open|.",
        "Lind said |the bridge must open|.",
    ]);
}

#[test]
fn quotations_are_spoken_by_whom_the_words_beside_them_name() {
    use Why::Quotation;
    check(&[
        ("“|The bridge must open|,” Bo Béla told Ann Ámes.", "Bo Béla", Quotation),
        ("“Ann Ámes is late. |The bridge must open|,” Bo Béla said.", "Bo Béla", Quotation),
        ("“Why? |The bridge must open|!” cried Bo Béla.", "Bo Béla", Quotation),
        ("Bo Béla said: “|The bridge must open|.” Ann Ámes disagreed.", "Bo Béla", Quotation),
        (
            "Bo Béla said, “|The bridge must open|,” while Ann Ámes said, “No.”",
            "Bo Béla",
            Quotation,
        ),
        ("“Yes,” Bo Béla said. “|The bridge must open|.”", "Bo Béla", Why::Carried),
        ("“Yes,” Bo Béla said, “|the bridge must open|.”", "Bo Béla", Quotation),
        (
            "Ann Ámes left. \"|The bridge must open|,\" Bo Béla said, stressing the cost.",
            "Bo Béla",
            Quotation,
        ),
        ("‘|The bridge must open|,’ said Bo Béla.", "Bo Béla", Quotation),
        ("«|The bridge must open|», Bo Béla said.", "Bo Béla", Quotation),
        ("“|The bridge must open.|\n“It must,” Bo Béla said.", "Bo Béla", Quotation),
        ("Bo Béla said: “It rains.\n\n“|The bridge must open|.”", "Bo Béla", Quotation),
        (
            "Bo Béla said: “It rains.\n\nIt pours. |The bridge must open|.\n\nIt does”.",
            "Bo Béla",
            Quotation,
        ),
        ("Bo Béla said: \"It rains.\n\n|The bridge must open|.\nIt does\".", "Bo Béla", Quotation),
    ]);
}

#[test]
fn the_line_above_a_quotation_introduces_its_speaker() {
    let text = "Ann Ámes wrote to Bo Béla:\n\n“|The bridge must open|. Soon.”\n";
    check(&[(text, "Ann Ámes", Why::Introduced)]);
    // A line that does not introduce it tells little.
    let text = "Ann Ámes wrote to Bo Béla.\n\n“|The bridge must open|. Soon.”\n";
    check(&[(text, "Ann Ámes", Why::LastSpeaker)]);
}

#[test]
fn pronouns_are_whom_the_text_spoke_of_last() {
    use Why::Pronoun;
    check(&[
        ("Ann Ámes met Bo Béla. She told him: |the bridge must open|.", "Ann Ámes", Pronoun),
        (
            "Ann Ámes spoke. It rained. According to her, |the bridge must open|.",
            "Ann Ámes",
            Pronoun,
        ),
        ("Ann Ámes said no. She left. “|The bridge must open|,” she said.", "Ann Ámes", Pronoun),
        ("Ann Ámes met Bo Béla, and she said |the bridge must open|.", "Ann Ámes", Pronoun),
        ("The Harbour Union met Bo Béla. It demanded |a lower toll|.", "Harbour Union", Pronoun),
    ]);
    nobody(&[
        "Zed Quill met Bo Béla. He said |the bridge must open|.",
        "He said |the bridge must open|.",
    ]);
}

#[test]
fn offices_are_those_who_hold_them() {
    use Why::Description;
    check(&[
        (
            "Velian Foreign Minister Mara Okafor came. The foreign minister said |no|.",
            "Mara Okafor",
            Description,
        ),
        ("Jonas Lind met Mara Okafor. The Velian minister said |no|.", "Mara Okafor", Description),
        ("Jonas Lind met Mara Okafor. Norland’s leader said |no|.", "Jonas Lind", Description),
        ("The Velian foreign minister said |no|.", "Mara Okafor", Description),
        (
            "Ida Brandt, the union’s spokeswoman, came. “|No|,” the spokeswoman said.",
            "Ida Brandt",
            Description,
        ),
        (
            "The Ministry of Transport wrote. The ministry said |no|.",
            "Ministry of Transport",
            Description,
        ),
        ("Ida Brandt spoke. The lawyer said |no|.", "Ida Brandt", Description),
    ]);
    check(&[
        ("The Velian foreign minister, Mara Okafor, said |no|.", "Mara Okafor", Why::Sentence),
        ("Mara Okafor, the Velian foreign minister, said |no|.", "Mara Okafor", Why::Sentence),
    ]);
    nobody(&[
        "Mara Okafor came. The Norland foreign minister said |no|.",
        "Mara Okafor came. Her spokesman said |no|.",
        "Mara Okafor came. The finance minister said |no|.",
        "Ida Brandt came. Finance Minister Zed Quill said |no|.",
    ]);
}

#[test]
fn of_several_who_speak_together_the_first_is_guessed() {
    check(&[
        ("Ann Ámes met Bo Béla. The sides agreed |to open the bridge|.", "Ann Ámes", Why::Together),
        ("Ann Ámes met Bo Béla. They agreed |to open the bridge|.", "Ann Ámes", Why::Together),
        ("Ann Ámes met Bo Béla. Both ministers stressed |the cost|.", "Ann Ámes", Why::Together),
    ]);
}

#[test]
fn headings_and_labels_speak_for_what_follows() {
    check(&[
        (
            "Ida Brandt’s talking points:\n- Tolls are high.\n- |The bridge must open|.",
            "Ida Brandt",
            Why::Heading,
        ),
        (
            "Remarks by Ida Brandt\n\nThank you.\n\n|The bridge must open|.",
            "Ida Brandt",
            Why::Heading,
        ),
        (
            "# Statement of the Harbour Union\n\n|The bridge must open|.",
            "Harbour Union",
            Why::Heading,
        ),
        ("IDA BRANDT: Good day. |The bridge must open|.\nBO BÉLA: No.", "Ida Brandt", Why::Label),
        (
            "Ann Ámes: Why?\nBo Béla: Good day.\nWell. |The bridge must open|.",
            "Bo Béla",
            Why::Label,
        ),
    ]);
    nobody(&[
        "Remarks by Ida Brandt\n\nThank you.\n\nThe weather\n\n|It will rain|.",
        "Ida Brandt in town\n\n|The bridge must open|.",
    ]);
}

#[test]
fn the_sentence_before_carries_on() {
    check(&[
        ("Ida Brandt said tolls were high. |The bridge must open|.", "Ida Brandt", Why::Carried),
        (
            "Ida Brandt said tolls were high. It rained. |The bridge must open|.",
            "Ida Brandt",
            Why::Carried,
        ),
        (
            "Ida Brandt said tolls were high.\n\n|The bridge must open|.",
            "Ida Brandt",
            Why::LastSpeaker,
        ),
        ("Ida Brandt |rebuffed every offer|.", "Ida Brandt", Why::Sentence),
        ("Ida Brandt |torpedoed every offer|.", "Ida Brandt", Why::Named),
    ]);
    nobody(&["Ida Brandt lives here. |The bridge must open|."]);
}

#[test]
fn datelines_do_not_speak() {
    nobody(&[
        "VELIA, May 4. /ABC/. |The bridge must open|.",
        "NORLAND (ABC) — |The bridge must open|.",
    ]);
    check(&[(
        "OSLO, May 4. /ABC/. |The bridge must open|, Ida Brandt said.",
        "Ida Brandt",
        Why::Sentence,
    )]);
}

/// Adds a claim with a claimant to the text of a desk.
fn with_claim(desk: &mut Desk, words: &str, actor: u128) {
    let start = desk.project.text(DOCUMENT).unwrap().as_str().find(words).unwrap();
    let span = Span::new(Offset::from_index(start), Offset::from_index(start + words.len()));
    let mut claim = Claim::new(ClaimId(71), DOCUMENT, CoderId(1), span.unwrap(), AT);
    let actor = ActorId(actor);
    claim.participants.push(Participant { role: Role::Claimant, actor, mention: None });
    drop(desk.project.put(Record::Claim(Arc::new(claim))));
}

#[test]
fn earlier_claims_help_where_the_words_do_not() {
    let mut one = desk("Tolls are high. |The bridge must open|.");
    with_claim(&mut one, "Tolls", 82);
    assert_eq!(guess_on(&one), Some(("Ida Brandt".to_owned(), Why::LastClaimant)));
    let mut one = desk("Ida Brandt said no. “Tolls are high. |The bridge must open|.”");
    with_claim(&mut one, "Tolls", 81);
    assert_eq!(guess_on(&one), Some(("Jonas Lind".to_owned(), Why::Quotation)));
    let mut one = desk("|The bridge must open|. Tolls are high.");
    with_claim(&mut one, "Tolls", 81);
    assert_eq!(guess_on(&one), None, "a claim behind it tells nothing");
}

#[test]
fn the_document_is_the_last_resort() {
    let mut one = desk("|The bridge must open|.");
    let mut document = Document::clone(&one.project.documents()[&DOCUMENT]);
    document.source = "harbour union".to_owned();
    drop(one.project.put(Record::Document(Arc::new(document.clone()))));
    assert_eq!(guess_on(&one), Some(("Harbour Union".to_owned(), Why::Source)));
    document.title = "Talks with Bo Béla: Ida Brandt hopeful".to_owned();
    drop(one.project.put(Record::Document(Arc::new(document))));
    assert_eq!(guess_on(&one), Some(("Ida Brandt".to_owned(), Why::Title)));
}

#[test]
fn most_of_a_direct_quote_stands_in_quotation_marks() {
    for (text, direct) in [
        ("“|The bridge must open|,” Bo said.", true),
        ("|“The bridge must open,”| Bo said.", true),
        ("Bo |said: “The bridge must open.”|", true),
        ("Bo said |the bridge must open|.", false),
        ("Bo noted |the work was slow and the “bridge” must open soon|.", false),
    ] {
        let desk = desk(text);
        let claim = &desk.project.claims()[&ClaimId(70)];
        let text_of = desk.project.text(DOCUMENT).unwrap();
        let found = Desk::guess_attribution(text_of, claim.fragments[0]);
        assert_eq!(found == Attribution::DirectQuote, direct, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_harm(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "Ann Ámes", "Bo Béla", "said", " ", " ", ", ", ". ", "\n", "“", "”", "\"", "’s", "’", "the minister",
            "who", "by", "according to", "he", "they", ":", "accused", "and", "of", "-", "É", "😀", "MOSCOW", "/",
        ]), 1..40),
        from in 0usize..200, length in 1usize..60,
    ) {
        let words = pieces.concat();
        let text = Text::new(words.clone());
        let start = text.floor(Offset::from_index(from % words.len()));
        let end = text.floor(Offset::from_index((start.index() + length).min(words.len())));
        if let Ok(span) = Span::new(start, end) {
            let part = |from, to| words.get(from..to).unwrap();
            let (a, b) = (span.start().index(), span.end().index());
            let marked = format!("{}|{}|{}", part(0, a), part(a, b), part(b, words.len()));
            drop(guess_on(&desk(&marked)));
        }
    }
}
