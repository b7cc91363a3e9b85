//! What a caller may choose.

use std::env;

/// A part of the report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Budgets,
    Saving,
    Story,
    Growth,
    Count,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Budgets => "budgets",
            Self::Saving => "saving",
            Self::Story => "story",
            Self::Growth => "growth",
            Self::Count => "count",
        }
    }
}

/// From the environment: `CLAIMLIGHT_BENCH_RUNS` (5), `CLAIMLIGHT_BENCH_ONLY` (names of parts with
/// commas: budgets, saving, story, growth, count; all), `CLAIMLIGHT_BENCH_SIZES` (which documents of
/// the budgets: 1 normal, 2 large, 3 dense, 4 the start; all), `CLAIMLIGHT_BENCH_OUT` (a Markdown file
/// for the report) and `CLAIMLIGHT_BENCH_PROFILE` (how many lines of a profile to print).
pub(crate) struct Settings {
    pub(crate) runs: usize,
    only: Option<String>,
    sizes: Option<String>,
}

impl Settings {
    pub(crate) fn of_environment() -> Self {
        let runs = env::var("CLAIMLIGHT_BENCH_RUNS").ok().and_then(|runs| runs.parse().ok());
        Self {
            runs: runs.filter(|runs| *runs > 0).unwrap_or(5),
            only: env::var("CLAIMLIGHT_BENCH_ONLY").ok(),
            sizes: env::var("CLAIMLIGHT_BENCH_SIZES").ok(),
        }
    }

    pub(crate) fn wants(&self, part: Part) -> bool {
        has(self.only.as_deref(), part.name())
    }

    pub(crate) fn wants_size(&self, number: &str) -> bool {
        has(self.sizes.as_deref(), number)
    }
}

fn has(list: Option<&str>, name: &str) -> bool {
    list.is_none_or(|list| list.split(',').any(|one| one.trim() == name))
}
