//! What must never be found in a file with codes in place of names.

use super::*;
use crate::format::claimlight::{self, Contents};
use crate::format::{Choices, FORMATS};
use crate::model::arbitrary::any_project;
use crate::model::{DocumentId, ExternalId, Timestamp, check};
use crate::text::Span;
use proptest::prelude::*;

const ALL: Scope = Scope { coders: true, words: Words::All };

/// Names of which no part occurs in anything an arbitrary project holds or a format writes.
const NAMES: [&str; 6] =
    ["Qyxvan Zorbik", "Wyzzq", "QÝXVAN", "Ждёщъ Эфьюк", "Vqqrl-Xktzj", "O’Qzzim"];

/// Gives the actors and coders of a project names of ours, and strews them over its words.
fn named(mut project: Project, places: &[(usize, usize)]) -> Project {
    let put = |record: Record, project: &mut Project| drop(project.put(record));
    for (nth, actor) in project.actors().clone().values().enumerate() {
        let mut actor = (**actor).clone();
        actor.name = NAMES[nth % 3].to_owned();
        actor.aliases = vec![NAMES[3 + nth % 3].to_owned()];
        actor.note = format!("{} is {}", NAMES[0], NAMES[3]);
        actor.external_ids = vec![ExternalId { scheme: "x".into(), id: NAMES[1].into() }];
        actor.attributes.insert("born as".to_owned(), NAMES[4].to_owned());
        put(Record::Actor(Arc::new(actor)), &mut project);
    }
    for coder in project.coders().clone().values() {
        let coder = Coder { name: NAMES[5].to_owned(), ..(**coder).clone() };
        put(Record::Coder(Arc::new(coder)), &mut project);
    }
    // Only names that the registry holds by now are looked for.
    let known: Vec<String> = {
        let actors = project.actors().values();
        let names: Vec<String> =
            actors.flat_map(|actor| actor.names().map(str::to_owned).collect::<Vec<_>>()).collect();
        if names.is_empty() { vec!["nobody".to_owned()] } else { names }
    };
    let name = |at: usize| known[at % known.len()].as_str();
    for (nth, document) in project.documents().clone().values().enumerate() {
        let (at, which) = places[nth % places.len()];
        let mut document = (**document).clone();
        document.title = format!("On {}: {}", name(which), document.title);
        document.url = format!("https://example.org/{}", name(which + 1));
        document.metadata.insert(name(which).to_owned(), name(which + 1).to_uppercase());
        // Put behind everything that is coded, so that no span has to move here.
        let text = project.text(document.id).unwrap().as_str().to_owned();
        let more = format!("{text} {} {at} {}", name(at), name(which).to_lowercase());
        let text = Text::new(more);
        document.fingerprint = text.fingerprint();
        (document.bytes, document.chars) = (text.end().0, text.chars());
        put(Record::Text(document.id, text), &mut project);
        put(Record::Document(Arc::new(document)), &mut project);
    }
    for (nth, claim) in project.claims().clone().values().enumerate() {
        let (at, which) = places[nth % places.len()];
        let mut claim = (**claim).clone();
        claim.note = format!("{} said, {}", name(at), name(which));
        // Some cover the names that were put behind the text.
        let end = project.text(claim.document).unwrap().end();
        if at % 2 == 0
            && let Some(last) = claim.fragments.last_mut()
        {
            *last = Span::new(last.start(), end).unwrap();
        }
        put(Record::Claim(Arc::new(claim)), &mut project);
    }
    for code in project.codes().clone().values() {
        let mut code = (**code).clone();
        code.definition = format!("as {} does", name(0));
        put(Record::Code(Arc::new(code)), &mut project);
    }
    project
}

/// Finds a name of ours in a file, whatever became of its letters.
fn betrayed(file: &str) -> Option<&'static str> {
    let folded = fold::fold(file);
    NAMES.into_iter().find(|name| folded.contains(&fold::fold(name)))
}

fn places() -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((0..9usize, 0..9usize), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_name_of_the_registry_is_in_any_file_that_promised_it(
        project in any_project(), places in places()
    ) {
        let project = named(project, &places);
        let made = pseudonymise(&project, ALL);
        prop_assert_eq!(check::project(&made.project), []);
        let coder = made.project.coders().keys().next().copied();
        let choices = Choices { coder, blind: false, ..Choices::default() };
        for format in FORMATS {
            let file = (format.write)(&made.project, &choices).unwrap();
            prop_assert_eq!(betrayed(&file), None, "{}: {}", format.id, file);
        }
        for row in &made.key {
            prop_assert_eq!(betrayed(&row.name).is_some(), true);
        }
    }

    #[test]
    fn where_texts_stay_no_name_is_in_what_goes_without_them(
        project in any_project(), places in places()
    ) {
        let project = named(project, &places);
        let made = pseudonymise(&project, Scope { coders: true, words: Words::WithoutTexts });
        prop_assert_eq!(made.project.texts(), project.texts());
        let bare = crate::format::catalogue::find("annotations-bare").unwrap();
        let file = (bare.write)(&made.project, &Choices::default()).unwrap();
        prop_assert_eq!(betrayed(&file), None, "{}", file);
        for (id, claim) in project.claims() {
            prop_assert_eq!(&made.project.claims()[id].fragments, &claim.fragments);
        }
    }

    #[test]
    fn claims_keep_what_is_coded_and_their_files_can_be_read_again(project in any_project()) {
        for words in [Words::Kept, Words::WithoutTexts, Words::All] {
            let made = pseudonymise(&project, Scope { coders: false, words });
            prop_assert_eq!(check::project(&made.project), []);
            prop_assert_eq!(made.project.claims().len(), project.claims().len());
            prop_assert_eq!(made.project.mentions().len(), project.mentions().len());
            prop_assert_eq!(made.project.actors().len(), project.actors().len());
            prop_assert_eq!(made.project.coders(), project.coders());
            for (id, claim) in project.claims() {
                let now = &made.project.claims()[id];
                prop_assert_eq!((&now.types, now.stance), (&claim.types, claim.stance));
                prop_assert_eq!(now.participants.len(), claim.participants.len());
            }
            let file = claimlight::write(&made.project, &Contents::Project).unwrap();
            let read = claimlight::read(file.as_bytes()).unwrap();
            prop_assert_eq!(&read.problems, &[]);
            let (again, problems) = read.package.into_project();
            prop_assert_eq!(problems, []);
            prop_assert_eq!(again, made.project);
        }
    }

    #[test]
    fn codes_are_the_same_each_time_and_a_new_actor_comes_last(project in any_project()) {
        let key = pseudonymise(&project, ALL).key;
        prop_assert_eq!(&pseudonymise(&project, ALL).key, &key);
        let codes: std::collections::BTreeSet<&str> = key.iter().map(|row| row.code.as_str()).collect();
        prop_assert_eq!(codes.len(), key.len());
        let mut later = project.clone();
        let id = ActorId(u128::MAX >> 1);
        drop(later.put(Record::Actor(Arc::new(Actor::new(id, "Newcomer", ActorKind::Group)))));
        let later = pseudonymise(&later, ALL).key;
        for row in &key {
            prop_assert!(later.contains(row), "{}", row.code);
        }
    }
}

fn small() -> Project {
    let mut project = Project::new(ProjectId(1), "Talks with Anna Berg", Timestamp(0));
    let words = "Anna Berg spoke. The minister\r\nBERG left; Bergs too.";
    let text = Text::new(words);
    let document = Document::new(DocumentId(1), "Berg speaks".into(), &text, Timestamp(0));
    let mut actor = Actor::new(ActorId(7), "Anna Berg", ActorKind::Person);
    actor.aliases = vec!["Berg".to_owned()];
    let party = ActorId(8);
    actor.affiliations =
        vec![Affiliation { with: party, position: "leader".into(), from: None, to: None }];
    let coder = CoderId(1);
    let span = |words_part: &str| {
        let start = words.find(words_part).unwrap();
        let end = start + words_part.len();
        Span::new(crate::text::Offset::from_index(start), crate::text::Offset::from_index(end))
            .unwrap()
    };
    let mention = Mention {
        id: crate::model::MentionId(1),
        document: DocumentId(1),
        coder,
        span: span("Bergs"),
        actor: ActorId(7),
        note: String::new(),
        created: Timestamp(0),
        modified: Timestamp(0),
        extra: Extra::new(),
    };
    let claim = Claim::new(
        crate::model::ClaimId(1),
        DocumentId(1),
        coder,
        span("Berg spoke. The minister\r\nBERG"),
        Timestamp(0),
    );
    for record in [
        Record::Document(Arc::new(document)),
        Record::Text(DocumentId(1), text),
        Record::Actor(Arc::new(Actor::new(party, "The Union", ActorKind::Organisation))),
        Record::Actor(Arc::new(actor)),
        Record::Coder(Arc::new(Coder::new(coder, "Ada"))),
        Record::Mention(Arc::new(mention)),
        Record::Claim(Arc::new(claim)),
    ] {
        drop(project.put(record));
    }
    project
}

#[test]
fn names_and_marked_mentions_give_way_in_texts_and_spans_move_along() {
    let made = pseudonymise(&small(), ALL).project;
    let text = made.text(DocumentId(1)).unwrap();
    assert_eq!(text.as_str(), "P001 spoke. The minister\r\nP001 left; P001 too.");
    assert_eq!(made.info().name, "Talks with P001");
    assert_eq!(made.documents()[&DocumentId(1)].title, "P001 speaks");
    let claim = made.claims().values().next().unwrap();
    assert_eq!(text.quote(claim.fragments[0]), "P001 spoke. The minister\r\nP001");
    let actor = made.actors().values().find(|actor| actor.name == "P001").unwrap();
    let with = &made.actors()[&actor.affiliations[0].with];
    assert_eq!((with.name.as_str(), actor.affiliations[0].position.as_str()), ("O002", ""));
    assert_eq!(made.coders().values().next().unwrap().name, "C001");
    assert!(!made.actors().contains_key(&ActorId(7)), "ids can be made of names");
}

#[test]
fn the_registry_alone_gives_way_where_that_is_asked_for() {
    let project = small();
    let scope = Scope { coders: false, words: Words::Kept };
    let made = pseudonymise(&project, scope);
    assert_eq!(made.project.texts(), project.texts());
    assert_eq!(made.project.documents(), project.documents());
    assert_eq!(made.project.info().name, project.info().name);
    assert_ne!(made.project.info().id, project.info().id);
    assert!(made.project.actors().values().all(|actor| actor.aliases.is_empty()));
}

#[test]
fn the_key_says_whom_each_code_stands_for() {
    let made = pseudonymise(&small(), ALL);
    let table = csv::read(&key_table(&made.key)).unwrap();
    assert_eq!(table[0], ["code", "name", "kind", "aliases", "id_in_project", "id_in_file"]);
    assert_eq!(table[1][..4], ["P001", "Anna Berg", "person", "Berg"]);
    assert_eq!(table[3][..3], ["C001", "Ada", "coder"]);
    let id: ActorId = table[1][5].parse().unwrap();
    assert_eq!(made.project.actors()[&id].name, "P001");
}

#[test]
fn a_name_that_looks_like_a_code_makes_codes_longer() {
    let mut project = small();
    let actor = Actor::new(ActorId(9), "P001", ActorKind::Person);
    drop(project.put(Record::Actor(Arc::new(actor))));
    let codes: Vec<String> =
        pseudonymise(&project, ALL).key.into_iter().map(|row| row.code).collect();
    assert_eq!(codes, ["P0001", "O0002", "P0003", "C0001"]);
}
