//! Claimlight: mark who claims what, in your browser.
//!
//! This page is the map of the code, in reading order. Each module says in its own first lines what
//! it is; what it may *not* know stands here and in `tests/it/tidy/layers.rs`, where a test holds
//! it. The rule for a new line: it goes into the lowest module whose words are enough to say it.
//!
//! # The map
//!
//! - [`text`]: positions in immutable text. [`text::Offset`] counts UTF-8 bytes and is the one unit
//!   inside; code points are for files, UTF-16 units for the DOM, and one table a text converts.
//!   Invariant: nothing in `text` knows that annotations exist.
//! - [`model`]: what a project is, as plain data, and what must be true of it ([`model::check`]).
//!   Everything a project holds is a [`model::Record`] under a [`model::Key`].
//!   Invariant: nothing in `model` knows files, history or screens; no clock, no randomness.
//! - [`edit`]: how a project changes. A [`edit::Change`] puts or removes one record and returns its
//!   inverse; a [`edit::Transaction`] is a named group of them that happens whole or not at all;
//!   [`edit::History`] is undo and redo; `edit::action` works out what users do as changes.
//!   Invariant: every change of a project goes through a transaction, and so can be taken back.
//! - [`merge`]: two projects into one; conflicts are values, the resolution is changes.
//!   [`merge::follow()`] is the merging of a shared folder, which knows what was read before.
//! - [`intake`]: from a file's bytes to a proposed document: encoding, text of HTML, title, date.
//! - [`mod@format`]: files to read and write; `format::FORMATS` is the table of what can be written.
//! - [`sample`]: the project a newcomer sees, and the default codebook.
//! - [`published`]: what a lead publishes beside the app, made a project.
//! - [`store`]: what is kept between two visits and in what form, without a browser.
//! - [`desk`]: the project on the desk: what is open, selected, asked; the table of commands
//!   ([`desk::command`]); what screens show, as plain data (`desk::view`). Commands return
//!   [`desk::Effect`]s, which only the outside can carry out.
//!   Invariant: nothing up to here knows that a browser exists; all of it is tested natively.
//! - `web`: everything that needs a browser, for wasm32 only. `web::dom` wraps the page,
//!   `web::storage` the database, `web::ui` holds the components, `web::app` joins them.
//!   Invariant: components read the desk through memos and write it only through `AppContext`;
//!   imported text becomes text nodes and nothing else.
//!
//! # The words
//!
//! Code, screens, files and documentation use these words and no others for these things.
//!
//! - **document**: one immutable text with title, date, source and other metadata.
//! - **span**: a half-open range of a document's text; a claim has one or more disjoint
//!   **fragments**, each a span.
//! - **claim**: one act of claim-making: fragments, claim types, issues, stance, participants.
//! - **claim type**: what the actor does by saying it: demand, commitment, accusation …
//! - **issue**: what the claim is about; "concept" in discourse network analysis.
//! - **stance**: whether the claimant supports or opposes the issue as coded.
//! - **actor**: a person, organisation, state or group in the project's **registry**, with
//!   **aliases** and dated **affiliations**.
//! - **participant**: an actor in a claim in a **role**: **claimant** (who makes it), **addressee**
//!   (whom it calls on), **target** (whom it blames, praises or affects).
//! - **mention**: a span that names or describes an actor.
//! - **codebook**: claim types, issues, stance scale and variables, each with its definition.
//! - **coder**: who coded; all of a coder's records form that coder's **layer**.
//! - **project**: documents, codebook, registry, coders and all layers.
//! - **transaction**: a named, undoable group of changes, with time and coder.
//! - **desk**: an open project with what is true only while somebody works on it.

pub mod text;

pub mod model;

pub mod edit;

pub mod merge;

pub mod intake;

pub mod format;

pub mod sample;

pub mod published;

pub mod store;

pub mod desk;

#[cfg(target_arch = "wasm32")]
pub mod web;
