//! How lengths are written.

use crate::chart::pen::Tenths;

#[test]
fn lengths_are_written_short() {
    let cases = [
        (0, "0"),
        (5, ".5"),
        (-5, "-.5"),
        (10, "1"),
        (-70, "-7"),
        (99, "9.9"),
        (1_005, "100.5"),
        (9_999, "999.9"),
        (10_000, "1000"),
        (-10_070, "-1007"),
        (123_004_567, "12300456.7"),
        (i32::MIN, "-214748364.8"),
    ];
    for (tenths, text) in cases {
        assert_eq!(Tenths(tenths).to_string(), text);
    }
}
