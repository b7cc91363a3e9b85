//! What stands at the left of the text.

use super::Desk;

/// What stands at the left of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// The documents of the project.
    #[default]
    Documents,
    /// The claims of the open document.
    Claims,
}

impl Side {
    /// Everything that can stand there, in the order of the tabs.
    pub const ALL: [Self; 2] = [Self::Documents, Self::Claims];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "Documents",
            Self::Claims => "Claims",
        }
    }
}

impl Desk {
    /// Returns what stands at the left of the text.
    pub fn side(&self) -> Side {
        self.side
    }

    /// Shows something at the left of the text.
    pub fn show_side(&mut self, side: Side) {
        self.side = side;
    }
}
