//! Licences that are known by their SPDX names.

/// A licence with its usual name and its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Licence {
    /// The SPDX name, as in `site.yaml`.
    pub spdx: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Its text.
    pub url: &'static str,
}

const KNOWN: [Licence; 4] = [
    Licence { spdx: "CC-BY-4.0", name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
    Licence { spdx: "CC-BY-SA-4.0", name: "CC BY-SA 4.0", url: "https://creativecommons.org/licenses/by-sa/4.0/" },
    Licence { spdx: "CC-BY-NC-4.0", name: "CC BY-NC 4.0", url: "https://creativecommons.org/licenses/by-nc/4.0/" },
    Licence { spdx: "CC0-1.0", name: "CC0 1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/" },
];

/// The licence of an SPDX name, if it is one of those that open content uses.
pub fn licence(spdx: &str) -> Option<Licence> {
    KNOWN.into_iter().find(|licence| licence.spdx == spdx)
}
