//! Measured values, what they are held against, and the verdict.

use std::fmt::Write as _;

/// One frame of a screen with 60 frames a second, in ms.
pub(crate) const FRAME: f64 = 1000.0 / 60.0;

/// The values of several runs; a run that did not come to an end has none.
#[derive(Clone, Default)]
pub(crate) struct Samples(Vec<Option<f64>>);

impl Samples {
    pub(crate) fn push(&mut self, value: Option<f64>) {
        self.0.push(value);
    }

    /// Says that nothing of the kind was measured.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The middle value; none where half of the runs did not end.
    pub(crate) fn median(&self) -> Option<f64> {
        let sorted = self.sorted();
        let middle = self.0.len() / 2;
        // Runs that did not end count as the longest.
        sorted.get(middle).copied()
    }

    /// The value that so many in a hundred do not exceed; none where it did not end.
    pub(crate) fn percentile(&self, share: usize) -> Option<f64> {
        // The smallest rank that leaves no more than the rest above it.
        let rank = (self.0.len() * share).div_ceil(100).max(1);
        self.sorted().get(rank - 1).copied()
    }

    /// How many runs there were.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// `median (least–most)` with a unit.
    pub(crate) fn words(&self, unit: Unit) -> String {
        let sorted = self.sorted();
        let (Some(median), Some(least), Some(most)) =
            (self.median(), sorted.first(), sorted.last())
        else {
            return if self.0.is_empty() { "–".to_owned() } else { "over 30 s".to_owned() };
        };
        let mut words = unit.words(median);
        if self.0.len() > 1 {
            write!(words, " ({}–{})", unit.number(*least), unit.number(*most))
                .expect("a string takes all");
        }
        words
    }

    /// Run by run the sum of two.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let sum = |(a, b): (&Option<f64>, &Option<f64>)| Some((*a)? + (*b)?);
        Self(self.0.iter().zip(&other.0).map(sum).collect())
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted: Vec<f64> = self.0.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

/// What a figure counts.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Milliseconds,
    Megabytes,
}

impl Unit {
    fn number(self, value: f64) -> String {
        match self {
            Self::Milliseconds if value >= 10.0 => format!("{value:.0}"),
            _ => format!("{value:.1}"),
        }
    }

    pub(crate) fn words(self, value: f64) -> String {
        let name = match self {
            Self::Milliseconds => "ms",
            Self::Megabytes => "MB",
        };
        format!("{} {name}", self.number(value))
    }
}

/// The most a figure may be, and in which words.
pub(crate) struct Budget {
    words: String,
    /// None where what it is relative to was not measured.
    most: Option<f64>,
}

impl Budget {
    pub(crate) fn at_most(most: f64, unit: Unit) -> Self {
        Self { words: format!("≤ {}", unit.words(most)), most: Some(most) }
    }

    pub(crate) fn times_floor(times: f64, floor: &Samples) -> Self {
        let most = floor.median().map(|median| times * median);
        Self { words: format!("≤ {times} × floor"), most }
    }

    pub(crate) fn frame_over_floor(floor: &Samples) -> Self {
        let most = floor.median().map(|median| median + FRAME);
        Self { words: "≤ floor + 1 frame".to_owned(), most }
    }

    /// So many times faster than something published.
    pub(crate) fn faster_than(times: f64, whom: &str, theirs: f64) -> Self {
        Self { words: format!("{times} × faster than {whom}"), most: Some(theirs / times) }
    }

    pub(crate) fn times_own(times: f64, what: &str, own: &Samples) -> Self {
        let most = own.median().map(|median| times * median);
        Self { words: format!("≤ {times} × {what}"), most }
    }

    /// The budget as the table says it, with the number it comes to.
    pub(crate) fn words(&self, unit: Unit) -> String {
        match self.most {
            Some(most) if !self.words.ends_with(&unit.words(most)) => {
                format!("{} = {}", self.words, unit.words(most))
            }
            _ => self.words.clone(),
        }
    }

    fn holds(&self, value: Option<f64>) -> Option<bool> {
        let most = self.most?;
        Some(value.is_some_and(|value| value <= most))
    }
}

/// One line of the table of budgets.
pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) unit: Unit,
    pub(crate) app: Samples,
    pub(crate) floor: Option<Samples>,
    pub(crate) budget: Option<Budget>,
}

impl Figure {
    pub(crate) fn new(what: impl Into<String>, unit: Unit, app: &Samples) -> Self {
        Self { what: what.into(), unit, app: app.clone(), floor: None, budget: None }
    }

    pub(crate) fn floor(mut self, floor: &Samples) -> Self {
        self.floor = Some(floor.clone());
        self
    }

    pub(crate) fn budget(mut self, budget: Budget) -> Self {
        self.budget = Some(budget);
        self
    }

    pub(crate) const HEADINGS: [&'static str; 6] =
        ["what", "app, median (least–most)", "floor", "app : floor", "budget", "verdict"];

    /// The cells of its row.
    pub(crate) fn cells(&self) -> [String; 6] {
        let none = || "–".to_owned();
        let floor = self.floor.as_ref();
        let ratio = floor.and_then(|floor| Some(self.app.median()? / floor.median()?));
        [
            self.what.clone(),
            self.app.words(self.unit),
            floor.map_or_else(none, |floor| floor.words(self.unit)),
            ratio.map_or_else(none, |ratio| format!("{ratio:.1}")),
            self.budget.as_ref().map_or_else(none, |budget| budget.words(self.unit)),
            match self.budget.as_ref().map(|budget| budget.holds(self.app.median())) {
                None => none(),
                Some(None) => "not known".to_owned(),
                Some(Some(true)) => "pass".to_owned(),
                Some(Some(false)) => "**miss**".to_owned(),
            },
        ]
    }
}
