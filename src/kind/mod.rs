//! Declared fields of collections: one declaration drives validation, listings and `add`.
//!
//! A [`Kind`] is read from a file in the theme's `kinds/` ([`declare()`]); the fields of an entry are
//! read by it ([`read`]); a new entry is written from it ([`scaffold()`]), and so is what editing
//! programs know of it ([`schema()`]). It is separate from the
//! model because it knows types of fields, not what cities or articles are.

mod common;
mod declare;
mod field;
mod moment;
mod read;
mod scaffold;
mod scalar;
mod schema;
mod structured;
mod text;
mod value;

#[cfg(test)]
mod tests;

pub use common::{common_fields, page_kind};
pub use declare::declare;
pub use field::{Field, Kind, Listing, Show, SortKey, Type};
pub use moment::Moment;
pub use read::{Reader, known_names};
pub use scaffold::{Format, scaffold};
pub use schema::{Words, schema};
pub use text::LocalText;
pub use value::{Fields, Image, Quote, Value, Written};
