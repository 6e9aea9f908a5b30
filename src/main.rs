//! The program: hands its arguments to the command line.

use std::process::ExitCode;

/// Many threads make and drop small texts all the time, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cityfolio::cli::run(std::env::args_os())
}
