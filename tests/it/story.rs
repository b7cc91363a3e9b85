//! Whole stories over the core, as a coder and a colleague live them, without a browser.

#![expect(clippy::unwrap_used, reason = "helpers of tests; clippy knows tests themselves only")]

use std::collections::BTreeSet;

use claimlight::desk::code_claim::Who;
use claimlight::desk::take_in::{PlacementCounts, TakenIn, take_in};
use claimlight::desk::{Effect, Focus, Prompt, Severity};
use claimlight::edit::Origin;
use claimlight::edit::action::actor;
use claimlight::edit::action::claim::toggle_code;
use claimlight::format::claimlight::{Contents, read, write};
use claimlight::merge::{Choice, Plan};
use claimlight::model::{
    ActorId, ActorKind, ClaimId, ClaimStatus, Code, CodeId, Key, Project, ProjectId, Role, check,
};
use claimlight::sample::sample_project;

use crate::worker::Worker;

/// Ada before her first step: the sample, with the untouched joint statement open.
fn ada() -> Worker {
    let mut ada = Worker::new(sample_project(ProjectId(1)), "Ada");
    let title = "Joint Statement by the Minsk Group Co-Chairs";
    let documents = ada.project().documents().values();
    let id = documents.filter(|document| document.title == title).map(|one| one.id).next();
    let id = id.unwrap_or_else(|| panic!("the sample has no “{title}”"));
    // By key, as someone does who starts at the top of the list.
    for _ in 0..ada.project().documents().len() {
        if ada.desk.document() != Some(id) {
            ada.press("]");
        }
    }
    assert_eq!(ada.desk.document(), Some(id));
    ada
}

fn code(project: &Project, name: &str) -> CodeId {
    let named = |code: &&std::sync::Arc<Code>| code.name == name;
    project.codes().values().find(named).unwrap_or_else(|| panic!("no code {name}")).id
}

/// Returns the first actor that typing finds.
fn found(project: &Project, typed: &str) -> ActorId {
    actor::search(project, typed).first().unwrap_or_else(|| panic!("nobody is {typed}")).actor
}

/// Returns the selected words.
fn selected(worker: &Worker) -> &str {
    let span = worker.desk.selected().unwrap_or_else(|| panic!("nothing is selected"));
    worker.desk.text().unwrap().quote(span)
}

fn quotes(project: &Project, id: ClaimId) -> Vec<&str> {
    let claim = &project.claims()[&id];
    let text = project.text(claim.document).unwrap();
    claim.fragments.iter().map(|fragment| text.quote(*fragment)).collect()
}

/// Returns the actors who have a role in a claim.
fn in_role(project: &Project, id: ClaimId, role: Role) -> Vec<ActorId> {
    let participants = project.claims()[&id].participants.iter();
    participants.filter(|p| p.role == role).map(|p| p.actor).collect()
}

/// Codes one claim of the joint statement from its words to its issue, by keys where there are keys.
fn code_a_claim(ada: &mut Worker) -> ClaimId {
    // Down to the fourth paragraph, whose first sentence is a proposal.
    ada.press("Ctrl+Home } } }");
    let below = ada.desk.text().unwrap().as_str().get(ada.desk.caret().focus.index()..).unwrap();
    assert!(below.trim_start().starts_with("The\u{a0}Co-Chairs propose"), "{below}");
    ada.press("v");
    assert_eq!(
        selected(ada),
        "The\u{a0}Co-Chairs propose that the Foreign Ministers meet with them in Geneva before the end \
         of the month."
    );
    let proposal = code(ada.project(), "Proposal");
    ada.act(|desk, host| desk.code_selection(host, proposal));
    let id = ada.desk.focused_claim().unwrap().id;
    assert_eq!(ada.desk.prompt(), Some(Prompt::Participant(id, Role::Claimant)));

    let chairs = found(ada.project(), "minsk group co");
    ada.act(|desk, host| desk.add_participant(host, id, Role::Claimant, Who::Known(chairs)));
    ada.press("&");
    assert_eq!(ada.desk.prompt(), Some(Prompt::Participant(id, Role::Addressee)));
    let name = "Foreign ministers of both sides".to_owned();
    let ministers = Who::New { name, kind: ActorKind::Group };
    ada.act(|desk, host| desk.add_participant(host, id, Role::Addressee, ministers));
    ada.press("+ #");
    assert_eq!(ada.desk.prompt(), Some(Prompt::Issues(id)));
    let mediation = code(ada.project(), "Mediation");
    ada.act(|desk, host| {
        desk.alter_focused(host, "change issues", |claim| {
            toggle_code(&mut claim.issues, mediation);
        })
    });
    ada.desk.set_prompt(None);
    id
}

#[test]
fn a_claim_is_coded_completed_changed_and_all_taken_back() {
    let mut ada = ada();
    let start = ada.project().clone();
    let id = code_a_claim(&mut ada);

    let claim = &ada.project().claims()[&id];
    let chairs = found(ada.project(), "minsk group co");
    let ministers = found(ada.project(), "foreign ministers of");
    assert_eq!(in_role(ada.project(), id, Role::Claimant), [chairs]);
    assert_eq!(in_role(ada.project(), id, Role::Addressee), [ministers]);
    assert_eq!((claim.stance, claim.status), (Some(1), ClaimStatus::Done));
    assert_eq!(claim.types, [code(ada.project(), "Proposal")]);
    assert_eq!(claim.issues, [code(ada.project(), "Mediation")]);
    assert_eq!(Some(claim.coder), ada.desk.my_id());

    // The first words of the next sentence as a further fragment, then its edge one word on.
    ada.press(") Ctrl+Shift+ArrowRight Ctrl+Shift+ArrowRight Ctrl+Shift+ArrowRight");
    let added = selected(&ada).to_owned();
    ada.press("f");
    assert_eq!(quotes(ada.project(), id).last(), Some(&added.as_str()));
    ada.press("Alt+Shift+ArrowDown");
    let last = (*quotes(ada.project(), id).last().unwrap()).to_owned();
    assert!(last.starts_with(&added) && last.len() > added.len(), "{last}");

    // Who is meant by the last word of the text, then the claim deleted and brought back.
    ada.press("Ctrl+End Ctrl+Shift+ArrowLeft m");
    let Some(Prompt::Mention(span)) = ada.desk.prompt() else { panic!("{:?}", ada.desk.prompt()) };
    let alias = ada.desk.text().unwrap().quote(span).to_owned();
    let who = Who::Alias { of: chairs, name: alias.clone() };
    ada.act(|desk, host| desk.add_mention(host, span, who));
    assert!(ada.project().actors()[&chairs].goes_by(&alias));
    ada.press("p Delete");
    assert!(!ada.project().claims().contains_key(&id));
    ada.run("undo");
    assert_eq!(quotes(ada.project(), id).last(), Some(&last.as_str()));

    let steps: Vec<&str> = ada.desk.history().steps().map(|step| step.label.as_str()).collect();
    let told = [
        "code proposal",
        "add claimant",
        "add addressee",
        "change stance",
        "change issues",
        "add fragment",
        "move edge",
        "add mention",
    ];
    assert_eq!(steps.into_iter().rev().collect::<Vec<_>>(), told);
    assert_eq!(check::project(ada.project()), []);

    let end = ada.project().clone();
    ada.undo_all();
    assert!(ada.project() == &start, "not everything was taken back");
    for _ in told {
        ada.run("redo");
    }
    assert!(ada.project() == &end, "not everything was done again");
}

#[test]
fn a_coded_project_is_the_same_after_a_file_and_saved_twice_byte_for_byte() {
    let mut ada = ada();
    code_a_claim(&mut ada);
    let file = write(ada.project(), &Contents::Project).unwrap();
    let read = read(file.as_bytes()).unwrap();
    assert_eq!(read.problems, []);
    let (again, problems) = read.package.into_project();
    assert_eq!(problems, []);
    assert!(again == *ada.project());
    assert_eq!(write(&again, &Contents::Project).unwrap(), file);
}

/// Returns what a colleague's file brings to a project, all of it where it was.
fn brought(ours: &Project, theirs: &Project) -> TakenIn {
    let file = write(theirs, &Contents::Project).unwrap();
    let taken = take_in(ours, &read(file.as_bytes()).unwrap().package, |_| None);
    assert_eq!(taken.problems, []);
    let exact = taken.placements.len();
    assert_eq!(taken.placement_counts(), PlacementCounts { exact, ..PlacementCounts::default() });
    taken
}

/// Takes a colleague's work in as one step; every conflict goes one way.
fn merge(ours: &mut Worker, theirs: &Project, choice: Choice) {
    let taken = brought(ours.project(), theirs);
    let plan = Plan::new(ours.project(), &taken.incoming, &[]);
    let outcome = plan.resolve(ours.project(), &plan.always(choice));
    assert_eq!(outcome.set_aside, []);
    ours.act(|desk, host| desk.take_in(host, "merge Bob's file", Origin::Merge, outcome.changes));
}

#[test]
fn a_colleague_s_copy_is_merged_its_conflict_settled_their_way_and_undone() {
    let mut ada = ada();
    let id = code_a_claim(&mut ada);

    // Bob gets the file, thinks otherwise of one claim and adds one of his own.
    let mut bob = Worker::new(ada.project().clone(), "Bob");
    bob.act(|desk, host| {
        desk.alter_claim(host, id, "change stance", |claim| claim.stance = Some(-1))
    });
    bob.desk.open_document(ada.desk.document().unwrap());
    bob.press("Ctrl+End ( v");
    let demand = code(bob.project(), "Demand");
    bob.act(|desk, host| desk.code_selection(host, demand));
    let his = bob.desk.focused_claim().unwrap().id;

    // Ada, meanwhile, thinks a third thing; nothing changes before she has chosen.
    ada.desk.set_focus(Focus::Claim(id));
    ada.press("0");
    let before = ada.project().clone();
    let taken = brought(ada.project(), bob.project());
    let plan = Plan::new(ada.project(), &taken.incoming, &[]);
    let conflicts: BTreeSet<Key> = plan.conflicts.iter().map(|conflict| conflict.key).collect();
    assert_eq!(conflicts, BTreeSet::from([Key::Claim(id)]));
    let differences = plan.conflicts[0].differences(ada.project(), &taken.incoming);
    let told: Vec<_> =
        differences.iter().map(|one| (one.label, one.ours.as_str(), one.theirs.as_str())).collect();
    assert_eq!(told, [("stance", "neutral", "opposes")]);

    merge(&mut ada, bob.project(), Choice::Theirs);
    assert_eq!(ada.project().claims()[&id].stance, Some(-1));
    assert_eq!(ada.project().claims()[&his], bob.project().claims()[&his]);
    assert_eq!(check::project(ada.project()), []);
    let after = ada.project().clone();

    // Merging the same file again finds nothing to do, and Bob ends where Ada is.
    let again = brought(ada.project(), bob.project());
    assert!(Plan::new(ada.project(), &again.incoming, &[]).is_empty());
    merge(&mut bob, &before, Choice::Ours);
    assert_eq!(bob.project().claims(), ada.project().claims());

    let told = ada.run("undo");
    let kept = |effect: &Effect| match effect {
        Effect::Tell(notice) => Some((notice.severity, notice.message.clone())),
        _ => None,
    };
    let told: Vec<_> = told.iter().filter_map(kept).collect();
    assert_eq!(told, [(Severity::Info, "Undone: merge Bob's file.".to_owned())]);
    assert!(ada.project() == &before, "one undo takes the whole merge back");
    ada.run("redo");
    assert!(ada.project() == &after);
}
