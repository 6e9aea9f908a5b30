//! A map from a few names, in their order: for what every one of thousands of entries has, such as its languages.
//!
//! It is separate because it stands in for the library's map, which makes room for eleven values at once; with one
//! version an entry, ten of them would stay empty.

use std::ops::Index;

/// Values by name, in the order of the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Few<T>(Vec<(String, T)>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few(Vec::new())
    }
}

impl<T> Few<T> {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.get_key_value(name).map(|(_, value)| value)
    }

    /// The same with the name as it is kept.
    pub fn get_key_value(&self, name: &str) -> Option<(&String, &T)> {
        let (name, value) = self.0.get(self.position(name).ok()?)?;
        Some((name, value))
    }

    /// Gives a name a value; that which it had before comes back.
    pub fn insert(&mut self, name: String, value: T) -> Option<T> {
        match self.position(&name) {
            Ok(position) => self.0.get_mut(position).map(|(_, known)| std::mem::replace(known, value)),
            Err(position) => {
                self.0.reserve_exact(1);
                self.0.insert(position, (name, value));
                None
            }
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names with values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&String, &T)> + Clone {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The names.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// The values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl<T> Index<&str> for Few<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        self.get(name).expect("whoever writes an index knows the name")
    }
}

impl<T> FromIterator<(String, T)> for Few<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(pairs: I) -> Self {
        let mut few = Few::new();
        pairs.into_iter().for_each(|(name, value)| drop(few.insert(name, value)));
        few
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (String, T)>, fn(&'a (String, T)) -> (&'a String, &'a T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(name, value)| (name, value))
    }
}
