//! A project's place on the disk beside the browser's store: one file that is saved in place, or a
//! shared folder in which each coder has a file.
//!
//! The store stays what counts; the disk is written after it. What to write when, whether a file was
//! changed underneath, and what a colleague's file brings is decided here; the bytes are moved by
//! `web`.

mod colleague;
mod gather;
mod link;
mod obstacle;
mod order;
mod replace;
mod stamp;
mod status;

pub use colleague::{Colleague, LeftAlone, Reading, read_colleague};
pub use gather::{Gathered, Home, Listing, home_of, project_of};
pub use link::{Kept, Link};
pub use obstacle::Obstacle;
pub use order::Order;
pub use replace::replace;
pub use stamp::{Sight, Stamp, Verdict, judge, mark};
pub use status::{Status, View};
