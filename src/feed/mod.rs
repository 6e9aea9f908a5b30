//! Machine outputs: one file an output, model and plan to bytes.

pub mod atom;
pub mod csv;
pub mod robots;
pub mod sitemap;

#[cfg(test)]
mod tests;
