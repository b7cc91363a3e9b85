//! The rows of the list of projects.

use crate::desk::Desk;
use crate::model::{ProjectId, Timestamp};
use crate::store::summary::WAY_BACK_MS;
use crate::store::{Counts, Summary};

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;

/// One project of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRow {
    /// Which project.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// How much it holds: "5 documents · 32 claims".
    pub counts: String,
    /// When it was opened last, or how long a deleted one can be restored.
    pub when: String,
    /// Whether it is the one on the desk.
    pub current: bool,
}

/// Returns the projects that are there, in the order given, the open one always among them.
pub fn rows(summaries: &[Summary], desk: &Desk, now: Timestamp) -> Vec<ProjectRow> {
    let current = desk.project().info().id;
    let open = ProjectRow {
        id: current,
        name: desk.project().info().name.clone(),
        counts: counts(Counts::of(desk.project())),
        when: "open now".to_owned(),
        current: true,
    };
    let listed = summaries.iter().any(|summary| summary.info.id == current);
    let missing = if listed { None } else { Some(open.clone()) };
    let kept =
        summaries.iter().filter(|summary| summary.deleted.is_none() || summary.info.id == current);
    let rows = kept.map(|summary| {
        if summary.info.id == current {
            // The list is read now and then; the desk knows what the project holds at this moment.
            return open.clone();
        }
        let when = match summary.opened {
            Some(at) => format!("opened {}", ago(at, now)),
            None => format!("made {}", ago(summary.info.created, now)),
        };
        row(summary, when)
    });
    missing.into_iter().chain(rows).collect()
}

/// Returns the projects that were deleted and can still be restored.
pub fn deleted(summaries: &[Summary], desk: &Desk, now: Timestamp) -> Vec<ProjectRow> {
    let current = desk.project().info().id;
    let gone = summaries.iter().filter(|summary| summary.info.id != current);
    gone.filter_map(|summary| {
        let at = summary.deleted?;
        let left = WAY_BACK_MS.saturating_sub(now.0.saturating_sub(at.0));
        let days = match left.div_ceil(DAY_MS) {
            1 => "1 more day".to_owned(),
            many => format!("{many} more days"),
        };
        Some(row(summary, format!("deleted {}, can be restored for {days}", ago(at, now))))
    })
    .collect()
}

fn row(summary: &Summary, when: String) -> ProjectRow {
    ProjectRow {
        id: summary.info.id,
        name: summary.info.name.clone(),
        counts: counts(summary.counts),
        when,
        current: false,
    }
}

fn counts(counts: Counts) -> String {
    let number = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        many => format!("{} {word}s", crate::desk::intake::grouped(many)),
    };
    format!("{} · {}", number(counts.documents, "document"), number(counts.claims, "claim"))
}

/// Says how long ago something was; in this way it is right in every time zone.
pub(super) fn ago(at: Timestamp, now: Timestamp) -> String {
    let passed = now.0.saturating_sub(at.0);
    let (number, word) = if passed < MINUTE_MS {
        return "just now".to_owned();
    } else if passed < HOUR_MS {
        (passed / MINUTE_MS, "minute")
    } else if passed < DAY_MS {
        (passed / HOUR_MS, "hour")
    } else if passed / DAY_MS <= 60 {
        (passed / DAY_MS, "day")
    } else {
        return format!("on {}", at.to_iso_day());
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural} ago")
}

/// Says how much room is taken of how much there is; both in bytes, as a browser estimates them.
pub fn room(used: f64, quota: f64) -> String {
    let words = |bytes: f64| match bytes {
        bytes if bytes < 1e6 => format!("{:.0} KB", bytes / 1e3),
        bytes if bytes < 1e9 => format!("{:.1} MB", bytes / 1e6),
        bytes => format!("{:.0} GB", bytes / 1e9),
    };
    format!("All projects take {} of the {} this browser allows.", words(used), words(quota))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Project;

    const NOW: Timestamp = Timestamp(1_605_000_000_000);

    fn summary(id: u128, name: &str) -> Summary {
        let project = Project::new(ProjectId(id), name, Timestamp(NOW.0 - 90 * DAY_MS));
        Summary::new((**project.info()).clone(), Counts::of(&project))
    }

    fn desk() -> Desk {
        Desk::new(Project::new(ProjectId(1), "Talks", NOW), None)
    }

    #[test]
    fn the_open_project_is_shown_as_it_is_now_and_marked() {
        let list = [summary(2, "Border"), summary(1, "An old name")];
        let rows = rows(&list, &desk(), NOW);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[1].name.as_str(), rows[1].current), ("Talks", true));
        assert_eq!(rows[1].counts, "0 documents · 0 claims");
        assert_eq!(rows[0].when, "made on 2020-08-12");
    }

    #[test]
    fn a_project_that_is_not_kept_yet_is_listed_all_the_same() {
        assert_eq!(rows(&[], &desk(), NOW).len(), 1);
    }

    #[test]
    fn deleted_projects_stand_apart_with_the_time_they_can_be_restored() {
        let mut gone = summary(2, "Border");
        gone.deleted = Some(Timestamp(NOW.0 - 3 * HOUR_MS));
        let list = [gone, summary(3, "Sea")];
        let names: Vec<String> = rows(&list, &desk(), NOW).into_iter().map(|r| r.name).collect();
        assert_eq!(names, ["Talks", "Sea"]);
        let deleted = deleted(&list, &desk(), NOW);
        assert_eq!(deleted.len(), 1);
        assert_eq!(deleted[0].when, "deleted 3 hours ago, can be restored for 30 more days");
    }

    #[test]
    fn times_are_said_in_the_largest_fitting_unit() {
        let said = |ms: u64| ago(Timestamp(NOW.0 - ms), NOW);
        assert_eq!(said(5_000), "just now");
        assert_eq!(said(MINUTE_MS), "1 minute ago");
        assert_eq!(said(HOUR_MS * 2), "2 hours ago");
        assert_eq!(said(DAY_MS * 60), "60 days ago");
        assert_eq!(said(DAY_MS * 61), "on 2020-09-10");
        assert_eq!(ago(Timestamp(NOW.0 + 1), NOW), "just now", "a clock was set back");
    }

    #[test]
    fn room_is_said_in_units_one_can_picture() {
        assert_eq!(
            room(812_345.0, 41e9),
            "All projects take 812 KB of the 41 GB this browser allows."
        );
        assert!(room(2.5e6, 41e9).contains("2.5 MB"));
    }
}
