//! Indicators under the headings of their themes: the one way that tables of many indicators are cut.

use crate::model::Indicator;
use crate::view::Page;

impl Page<'_> {
    /// The heading an indicator stands under; `other` names the one for those without a theme.
    pub(super) fn theme_of(&self, indicator: &Indicator, other: &str) -> String {
        let theme = indicator.theme.as_ref().map(|theme| self.in_words(theme).to_owned());
        theme.unwrap_or_else(|| self.say(other))
    }
}

/// Rows with their headings to groups, in the order in which headings and rows come.
pub(super) fn grouped<R>(rows: impl IntoIterator<Item = (String, R)>) -> Vec<(String, Vec<R>)> {
    let mut groups: Vec<(String, Vec<R>)> = Vec::new();
    for (title, row) in rows {
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((title, vec![row])),
        }
    }
    groups
}
