//! Feeds libFuzzer's bytes to one of [`targets::TARGETS`], which `FUZZ_TARGET` names. See `fuzz/run`.

#![no_main]

mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    // libFuzzer ends the program at every panic, also at one that is caught: the parser of Markdown has such texts, and an author gets a
    // message of them. One that nobody catches still ends it. `cityfolio` says where, when the text is tried again.
    std::panic::set_hook(Box::new(|_| ()));
    let wanted = std::env::var("FUZZ_TARGET").unwrap_or_default();
    let known = targets::TARGETS.iter().find(|(name, _)| *name == wanted);
    known.map(|(_, target)| *target).unwrap_or_else(|| panic!("`FUZZ_TARGET` is `{wanted}`, and that is no target"))
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        (*TARGET)(text);
    }
});
