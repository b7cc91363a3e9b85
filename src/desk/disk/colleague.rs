//! Reading a colleague's file in a shared folder.

use crate::desk::take_in::{take_in, texts_needed};
use crate::desk::view::prose::sentence;
use crate::desk::{Desk, Effect, Host, Outcome};
use crate::edit::{Change, History, Meta, Origin, Transaction};
use crate::format::ProblemKind;
use crate::format::folder::{CoderFile, Refusal};
use crate::merge::{Conflict, Followed, Incoming, Ledger, follow};
use crate::model::{CoderId, Project, TransactionId};

/// A colleague as the folder shows them.
#[derive(Debug, Clone, PartialEq)]
pub struct Colleague {
    /// Who.
    pub coder: CoderId,
    /// What the coder is called.
    pub name: String,
    /// Their file.
    pub file: String,
    /// When they last wrote it, in ms since 1970.
    pub written: u64,
    /// What both sides changed.
    pub conflicts: Vec<Conflict>,
    /// What was not taken over, or not whole, and what stays though they deleted it: full sentences.
    pub remarks: Vec<String>,
}

/// A file of the folder that is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAlone {
    /// What it is called.
    pub file: String,
    /// Why, and what to do: full sentences.
    pub reason: String,
}

/// What reading a colleague's file comes to.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The changes, the conflicts and the new ledger.
    pub followed: Followed,
    /// What to tell the user, as full sentences.
    pub remarks: Vec<String>,
    /// Whether something it refers to has not arrived, so that it must be read again when something
    /// else has.
    pub incomplete: bool,
}

impl LeftAlone {
    /// Leaves a file alone, for the reason that reading it gave.
    pub fn new(file: &str, refusal: &Refusal) -> Self {
        let mut reason = sentence(&refusal.to_string());
        if !matches!(refusal, Refusal::Stray) {
            reason.push_str(
                " It was left alone, and what it brought before is kept. It is read again as soon \
                 as it changes.",
            );
        }
        Self { file: file.to_owned(), reason }
    }

    /// Leaves a file alone, because there is a newer one of the same coder.
    pub fn older(file: &str, newer: &str) -> Self {
        let reason = format!(
            "There are two files of this coder, and “{newer}” is the newer one, so it is read \
             instead. Delete this one once you are sure that nothing in it is missed."
        );
        Self { file: file.to_owned(), reason }
    }

    /// Leaves a file alone, because it belongs to another project.
    pub fn of_other_project(file: &str) -> Self {
        let reason =
            "It belongs to another project and was left alone. Each project needs a folder \
                      of its own."
                .to_owned();
        Self { file: file.to_owned(), reason }
    }
}

/// Works out what a colleague's file changes; `Err` says why it is left alone. The texts of the
/// project must be in memory: see [`texts_needed`].
pub fn read_colleague(
    project: &Project,
    file: &CoderFile,
    ledger: &Ledger,
) -> Result<Reading, String> {
    if !texts_needed(project, &file.package).is_empty() {
        return Err("The texts of the project are still being loaded.".to_owned());
    }
    let taken = take_in(project, &file.package, |_| None);
    let lost = |kind: ProblemKind| matches!(kind, ProblemKind::SetAside | ProblemKind::Lost);
    if let Some(problem) = taken.problems.iter().find(|problem| lost(problem.kind)) {
        return Err(format!(
            "Some of it has no place here: {} The file was left alone, and what it brought before \
             is kept.",
            sentence(&problem.to_string())
        ));
    }
    let incomplete = taken.problems.iter().any(|problem| problem.kind == ProblemKind::LeftOut);
    let followed = follow(project, &taken.incoming, file.coder, ledger);
    let remarks = remarks(project, &taken.incoming, &followed);
    Ok(Reading { followed, remarks, incomplete })
}

impl Desk {
    /// Carries out what a colleague wrote in a shared folder. It is kept like any change and is no
    /// step of the user's: taking back one's own last step must not take back theirs.
    pub fn follow_colleague(
        &mut self,
        host: &mut Host,
        file: &CoderFile,
        changes: Vec<Change>,
    ) -> Outcome {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let meta = Meta {
            id: TransactionId(host.fresh()),
            at: host.now,
            coder: Some(file.coder),
            label: format!("read what {} wrote", file.name),
            origin: Origin::Merge,
        };
        let transaction = Transaction { meta, changes };
        let keys = transaction.keys();
        // A history of its own, which nobody goes back in.
        let done = History::default().commit(&mut self.project, transaction)?;
        self.settle(&keys);
        Ok(vec![Effect::Keep(Box::new(done))])
    }
}

fn remarks(project: &Project, incoming: &Incoming, followed: &Followed) -> Vec<String> {
    let aside = followed.outcome.set_aside.iter().map(|one| {
        format!(
            "The {} “{}” was taken over only in part: {}.",
            one.key.kind(),
            one.title,
            one.reason
        )
    });
    let used = followed.still_used.iter().map(|record| {
        format!(
            "The {} “{}” was deleted there and stays here, because something here refers to it.",
            record.key().kind(),
            crate::merge::title(project, incoming, record)
        )
    });
    aside.chain(used).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action;
    use crate::edit::random::{sample, undone};
    use crate::format::folder;
    use crate::model::{ClaimId, CodeId, Coder, Key, Record};

    fn of(project: &Project, coder: u128) -> CoderFile {
        let coder = Coder::new(CoderId(coder), "Bo");
        let file = folder::write(project, &coder).unwrap();
        folder::read(&folder::name_of(&coder), file.as_bytes()).unwrap()
    }

    #[test]
    fn a_file_brings_its_coders_claims_and_takes_them_away_again() {
        let ours = sample();
        let bo = Record::Coder(std::sync::Arc::new(Coder::new(CoderId(2), "Bo")));
        let mut theirs = undone(&ours, vec![Change::Put(bo)]);
        let mut claim = (*theirs.claims()[&ClaimId(1)]).clone();
        (claim.id, claim.coder) = (ClaimId(9), CoderId(2));
        theirs = undone(&theirs, action::claim::add(&theirs, claim));
        let reading = read_colleague(&ours, &of(&theirs, 2), &Ledger::default()).unwrap();
        assert!(!reading.incomplete && reading.remarks.is_empty());
        let end = undone(&ours, reading.followed.outcome.changes);
        assert_eq!(end.claims().len(), 4);
        theirs = undone(&theirs, vec![Change::Remove(Key::Claim(ClaimId(9)))]);
        let reading = read_colleague(&end, &of(&theirs, 2), &reading.followed.ledger).unwrap();
        let changes = reading.followed.outcome.changes;
        assert_eq!(changes, [Change::Remove(Key::Claim(ClaimId(9)))]);
    }

    #[test]
    fn what_stays_although_it_was_deleted_is_said_by_name() {
        let ours = sample();
        let first = read_colleague(&ours, &of(&ours, 2), &Ledger::default()).unwrap();
        let ours = undone(&ours, first.followed.outcome.changes);
        let mut theirs = sample();
        for id in [1, 2, 3] {
            drop(theirs.remove(Key::Claim(ClaimId(id))));
        }
        drop(theirs.remove(Key::Code(CodeId(1))));
        let reading = read_colleague(&ours, &of(&theirs, 2), &first.followed.ledger).unwrap();
        assert_eq!(reading.followed.outcome.changes, []);
        assert!(reading.remarks[0].contains("“demand” was deleted there and stays here"));
    }

    #[test]
    fn what_a_colleague_wrote_is_kept_and_is_no_step_to_take_back() {
        let mut trial = crate::desk::trial::Trial::new("One. Two.\n");
        let file = of(&sample(), 2);
        let claim = trial.desk.project().claims()[&ClaimId(1)].id;
        let remove = vec![Change::Remove(Key::Claim(claim))];
        let effects = trial.act(|desk, host| desk.follow_colleague(host, &file, remove));
        assert!(matches!(effects.as_slice(), [Effect::Keep(_)]));
        assert_eq!(trial.desk.history().undo_label(), None);
        let none = trial.act(|desk, host| desk.follow_colleague(host, &file, Vec::new()));
        assert_eq!(none, []);
    }

    #[test]
    fn texts_that_are_not_in_memory_are_waited_for() {
        let mut ours = sample();
        let file = of(&ours, 1);
        drop(ours.remove(Key::Text(crate::model::DocumentId(1))));
        let refused = read_colleague(&ours, &file, &Ledger::default()).unwrap_err();
        assert!(refused.contains("still being loaded"));
    }
}
