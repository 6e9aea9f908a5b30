//! The chart module against its rules: cases that go wrong easily, properties of any chart, and the words.

mod advances;
mod cases;
mod contrast;
mod maps;
mod pen;
mod placing;
mod properties;
mod rules;
mod snapshots;
mod sparkline;
mod wording;
