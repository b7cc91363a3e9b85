//! A file as a project of its own.

use std::sync::Arc;

use super::Listed;
use super::rows::{self, ProblemRow};
use crate::desk::arrival::ReadFile;
use crate::model::{Project, ProjectId, ProjectInfo, Record};

/// The project a file would become.
#[derive(Debug, Clone)]
pub struct FreshProject {
    /// The project.
    pub project: Arc<Project>,
    /// What was not as it should be.
    pub problems: Listed<ProblemRow>,
    /// Whether a project of that id is here already, so that this one gets another.
    pub is_copy: bool,
}

/// Makes a project of a file. When one of its id is `here` already, it becomes a further one with
/// the id given, so that neither takes the other's place.
pub fn fresh_project(
    file: &ReadFile,
    here: impl Fn(ProjectId) -> bool,
    id: ProjectId,
) -> FreshProject {
    let (mut project, found) = file.package.clone().into_project();
    let is_copy = here(project.info().id);
    if is_copy {
        make_further(&mut project, id);
    }
    let problems = rows::problems(file.problems.iter().chain(&found));
    FreshProject { project: Arc::new(project), problems, is_copy }
}

/// Makes a project a further one, under an id and a name of its own.
pub fn make_further(project: &mut Project, id: ProjectId) {
    let old = &**project.info();
    let info = ProjectInfo { id, name: format!("{} (copy)", old.name), ..old.clone() };
    drop(project.put(Record::Project(Arc::new(info))));
}

#[cfg(test)]
mod tests {
    use super::super::tests::sent;
    use super::*;
    use crate::sample::sample_project;

    #[test]
    fn a_file_becomes_the_project_it_was_written_from() {
        let sample = sample_project(ProjectId(1));
        let fresh = fresh_project(&sent(&sample, "project"), |_| false, ProjectId(9));
        assert_eq!(*fresh.project, sample);
        assert!(fresh.problems.is_empty() && !fresh.is_copy);
        let again = |project: &Project| crate::desk::view::export::backup(project).unwrap();
        assert_eq!(again(&fresh.project), again(&sample), "the same bytes under the same name");
    }

    #[test]
    fn beside_itself_it_gets_another_id_and_name() {
        let sample = sample_project(ProjectId(1));
        let file = sent(&sample, "project");
        let fresh = fresh_project(&file, |id| id == ProjectId(1), ProjectId(9));
        assert!(fresh.is_copy);
        assert_eq!(fresh.project.info().id, ProjectId(9));
        assert_eq!(fresh.project.info().name, format!("{} (copy)", sample.info().name));
        assert_eq!(fresh.project.claims(), sample.claims());
    }

    #[test]
    fn what_could_not_be_placed_is_listed() {
        let sample = sample_project(ProjectId(1));
        let fresh = fresh_project(&sent(&sample, "annotations-quotes"), |_| false, ProjectId(9));
        assert!(fresh.project.claims().is_empty());
        assert!(fresh.problems.len() >= sample.documents().len());
    }
}
