//! What `colour` promises.

use proptest::prelude::*;

use super::{Colour, TEXT};

#[test]
fn contrast_is_that_of_the_standard() {
    let grey = Colour::parse("#777777").unwrap();
    assert!((Colour::WHITE.contrast(Colour::BLACK) - 21.0).abs() < 0.01);
    assert!((grey.contrast(Colour::WHITE) - 4.48).abs() < 0.01);
    assert_eq!(Colour::parse("#fff"), Some(Colour::WHITE));
    for wrong in ["fff", "#ffff", "#gggggg", "#ffffff0", "red", "#é", ""] {
        assert_eq!(Colour::parse(wrong), None, "{wrong}");
    }
}

proptest! {
    #[test]
    fn what_is_proposed_can_be_read(channels: [u8; 3], ground: [u8; 3]) {
        let (colour, ground) = (Colour(channels), Colour(ground));
        let proposed = colour.readable_on(ground, TEXT);
        prop_assert!(proposed.contrast(ground) >= TEXT);
        prop_assert_eq!(proposed.readable_on(ground, TEXT), proposed);
        prop_assert_eq!(Colour::parse(&colour.to_string()), Some(colour));
    }
}
