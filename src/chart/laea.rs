//! Places on the earth to places on a map of Europe: EPSG:3035, in which equal areas look equal.
//!
//! The formula is that of the Lambert azimuthal equal-area projection on an ellipsoid, as published in the
//! Geomatics Guidance Note 7-2 of the IOGP, with the ellipsoid and the origin of ETRS89-LAEA. Coordinates are
//! kilometres, as in `land.txt`.

/// Half of the longer axis of GRS 80 in km, and its flattening.
const AXIS: f64 = 6378.137;
const FLATTENING: f64 = 1.0 / 298.257_222_101;
/// The square of the eccentricity.
const SQUARE: f64 = FLATTENING * (2.0 - FLATTENING);
/// Latitude and longitude of the origin in degrees, and its coordinates in km.
const ORIGIN: (f64, f64) = (52.0, 10.0);
const FALSE: (f64, f64) = (4321.0, 3210.0);
/// The point opposite to the origin would be the whole rim; what is nearer to it than this is put on its right.
const OPPOSITE: f64 = 1e-9;

/// The projection, with what is the same for all places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Laea {
    /// q at a pole.
    pole: f64,
    /// Sine and cosine of the authalic latitude of the origin.
    origin: (f64, f64),
    /// Radius of the sphere of the same area.
    sphere: f64,
    /// How much the origin is stretched from east to west.
    stretch: f64,
}

impl Laea {
    /// The projection of EPSG:3035.
    pub(super) fn new() -> Self {
        let latitude = ORIGIN.0.to_radians();
        let pole = authalic(1.0);
        let origin = (authalic(latitude.sin()) / pole).asin().sin_cos();
        let sphere = AXIS * (pole / 2.0).sqrt();
        let across = AXIS * latitude.cos() / (1.0 - SQUARE * latitude.sin().powi(2)).sqrt();
        Laea { pole, origin, sphere, stretch: across / (sphere * origin.1) }
    }

    /// Kilometres east and north of a latitude and a longitude in degrees; every place has finite ones.
    pub(super) fn project(&self, (latitude, longitude): (f64, f64)) -> (f64, f64) {
        let sine = (authalic(latitude.to_radians().sin()) / self.pole).clamp(-1.0, 1.0);
        let cosine = (1.0 - sine * sine).sqrt();
        let (turn_sine, turn_cosine) = (longitude - ORIGIN.1).to_radians().sin_cos();
        let (origin_sine, origin_cosine) = self.origin;
        let near = 1.0 + origin_sine * sine + origin_cosine * cosine * turn_cosine;
        if near < OPPOSITE {
            return (FALSE.0 + 2.0 * self.sphere, FALSE.1);
        }
        let scale = self.sphere * (2.0 / near).sqrt();
        let east = scale * self.stretch * cosine * turn_sine;
        let north = scale / self.stretch * (origin_cosine * sine - origin_sine * cosine * turn_cosine);
        (FALSE.0 + east, FALSE.1 + north)
    }
}

/// q of the guidance note, from the sine of a latitude.
fn authalic(sine: f64) -> f64 {
    let root = SQUARE.sqrt();
    let part = sine / (1.0 - SQUARE * sine * sine) - ((1.0 - root * sine) / (1.0 + root * sine)).ln() / (2.0 * root);
    (1.0 - SQUARE) * part
}
