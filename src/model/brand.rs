//! How a site looks of its own: colour, face and sign, and what it says of its accessibility.

use jiff::civil::Date;

use crate::colour::Colour;
use crate::kind::LocalText;

/// `brand` of `site.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// The one colour, on light and on dark pages; both can be read there.
    pub colour: Option<(Colour, Colour)>,
    /// The typeface.
    pub face: Face,
    /// A sign beside the name, as a path below `assets/`.
    pub logo: Option<String>,
}

/// A typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Face {
    /// Inter, which the site serves itself.
    #[default]
    Inter,
    /// What the reader's system writes with; nothing is fetched.
    System,
}

/// What the accessibility statement says beyond the checks of every build.
#[derive(Debug, Clone, Default)]
pub struct Accessibility {
    /// How far the site conforms.
    pub conformance: Conformance,
    /// The day somebody assessed it.
    pub assessed: Option<Date>,
    /// What is known not to conform.
    pub exceptions: Vec<LocalText>,
    /// Where to turn when an answer does not satisfy.
    pub enforcement: Option<String>,
}

/// How far a site conforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conformance {
    /// Nobody has assessed it yet.
    #[default]
    Unknown,
    /// Fully.
    Full,
    /// But for the exceptions.
    Partial,
    /// It does not.
    No,
}

impl Conformance {
    /// The names in `site.yaml`.
    pub const NAMES: [(&'static str, Conformance); 4] = [
        ("not-assessed", Conformance::Unknown),
        ("full", Conformance::Full),
        ("partial", Conformance::Partial),
        ("none", Conformance::No),
    ];

    /// The name in `site.yaml`, and in keys of interface texts.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, conformance)| *conformance == self).map_or("not-assessed", |(name, _)| name)
    }
}
