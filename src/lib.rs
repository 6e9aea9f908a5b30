//! cityfolio: a static site generator for consortium publications.
//!
//! It compiles Markdown articles and YAML city data into a website with generated charts. The
//! modules are layers; ARCHITECTURE.md says which may import which, and a test holds them to it.

pub mod build;
pub mod chart;
pub mod check;
pub mod cli;
pub mod colour;
pub mod diag;
pub mod explain;
pub mod feed;
pub mod few;
pub mod kind;
pub mod load;
pub mod locale;
pub mod markup;
pub mod media;
pub mod model;
pub mod packed;
pub mod path;
pub mod plan;
pub mod raster;
pub mod render;
pub mod serve;
pub mod source;
pub mod status;
pub mod style;
pub mod syntax;
pub mod theme;
pub mod view;
pub mod watch;
pub mod write;
