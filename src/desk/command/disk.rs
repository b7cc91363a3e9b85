//! Commands about the project's place on the disk.

use super::{Command, Group, Scope, always};
use crate::desk::disk::Order;
use crate::desk::{Effect, Overlay};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "disk",
        title: "Where the project is on disk",
        help: "Shows the file or shared folder the project is in, and what is to be settled there.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| {
            desk.set_overlay(Some(Overlay::Disk));
            Ok(Vec::new())
        },
    },
    Command {
        id: "disk.keep",
        title: "Keep the project in a file",
        help: "Writes every change into a file on the disk, beside the browser's own store.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::Disk(Order::KeepInFile)]),
    },
    Command {
        id: "disk.open",
        title: "Open a project file and go on in it",
        help: "Opens a whole project from the disk and writes every change back into its file.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::Disk(Order::OpenFile)]),
    },
    Command {
        id: "disk.share",
        title: "Share the project through a folder",
        help: "Each coder writes a file of their own in it and reads the others'.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::Disk(Order::Share)]),
    },
    Command {
        id: "disk.join",
        title: "Join the project of a shared folder",
        help: "Opens the project that colleagues share through a folder, and takes part in it.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::Disk(Order::Join)]),
    },
];
