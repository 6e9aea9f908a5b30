//! Arguments to options to one call; the only module that prints.

mod add;
mod arguments;
mod explain;
mod new;
mod run;
mod schema;
mod serve;
mod show;
mod status;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};

/// The site has errors; nothing was written.
const SITE_ERRORS: u8 = 1;
/// Wrong usage, or the machine failed.
const FAILED: u8 = 2;

/// Runs the program with its arguments.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // A fault of our own is told in one line, without the programmer's trace.
    panic::set_hook(Box::new(|_| {}));
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { FAILED } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let done = panic::catch_unwind(move || match arguments.command {
        Command::Build(options) => run::build(&options),
        Command::Serve(options) => serve::serve(&options),
        Command::Check(options) => run::check(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::New(options) => new::new(&options),
        Command::Add(options) => add::add(&options),
        Command::Status(options) => status::status(&options),
        Command::Schema(options) => schema::schema(&options),
    });
    done.unwrap_or_else(|fault| {
        let said = fault.downcast_ref::<String>().map(String::as_str).or(fault.downcast_ref::<&str>().copied());
        show::failure(&format!("cityfolio met a fault of its own: {}", said.unwrap_or("unknown")), None);
        ExitCode::from(FAILED)
    })
}
