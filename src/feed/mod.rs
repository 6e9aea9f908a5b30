//! Machine outputs: one file an output, model and plan to bytes.

pub mod atom;
pub mod calendar;
pub mod catalogue;
pub mod citation;
pub mod csv;
pub mod csvw;
mod digits;
pub mod headers;
pub mod json;
pub mod package;
pub mod robots;
pub mod search;
pub mod sitemap;

#[cfg(test)]
mod tests;
