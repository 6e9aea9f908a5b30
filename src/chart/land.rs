//! The land behind the places of a map, cut to what the map shows.
//!
//! It is separate because the coasts are data of others, prepared once by `tools/land.py`. A page gets only those
//! of its frame, and no detail finer than its size can show.

use std::sync::LazyLock;

use super::layout::{Bounds, UNIT};

/// A coast a line: km east and north of the first point, then the steps to the others.
const LINES: &str = include_str!("land.txt");
/// The coasts in km, read once because reading takes as long as drawing them.
static COASTS: LazyLock<Vec<Coast>> = LazyLock::new(|| LINES.lines().map(Coast::read).collect());
/// A bend smaller than this is not seen.
const BEND: f64 = 0.6 * UNIT as f64;
/// Coasts keep to a raster of this distance, which takes half of the bytes.
const RASTER: f64 = UNIT as f64;
/// An island smaller than this is a speck.
const SPECK: f64 = 2.5 * UNIT as f64;

/// A part of the map in km, and where it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// Km east and north of the upper left corner.
    pub(super) corner: (f64, f64),
    /// Tenths of a px a km.
    pub(super) scale: f64,
    pub(super) plot: Bounds,
}

impl Frame {
    /// Where a point in km is drawn, in parts of a tenth of a px.
    pub(super) fn place(&self, (east, north): (f64, f64)) -> (f64, f64) {
        let x = f64::from(self.plot.left) + (east - self.corner.0) * self.scale;
        (x, f64::from(self.plot.top) + (self.corner.1 - north) * self.scale)
    }
}

/// The coasts inside a frame, each a ring that is filled.
pub(super) fn land(frame: &Frame) -> Vec<Vec<(i32, i32)>> {
    let Bounds { left, top, right, bottom } = frame.plot;
    let edges = [left, top, right, bottom].map(f64::from);
    let mut rings = Vec::new();
    for coast in COASTS.iter() {
        let ((west, north), (east, south)) = (frame.place(coast.corners[0]), frame.place(coast.corners[1]));
        let outside = east < edges[0] || west > edges[2] || south < edges[1] || north > edges[3];
        if outside || (east - west < SPECK && south - north < SPECK) {
            continue;
        }
        let ring: Vec<(f64, f64)> = coast.points.iter().map(|point| frame.place(*point)).collect();
        // The half of a ring that would be a line to itself is none: two points far apart stay.
        let (first, second) = ring.split_at(ring.len() / 2);
        let mut simple = simpler(first);
        simple.extend(simpler(second));
        let inside = (0..4).fold(simple, |ring, side| clipped(&ring, side, edges));
        let mut points: Vec<(i32, i32)> = inside.into_iter().map(whole).collect();
        points.dedup();
        if points.len() > 2 {
            rings.push(points);
        }
    }
    rings
}

/// A ring of land in km east and north.
struct Coast {
    points: Vec<(f64, f64)>,
    /// The upper left and the lower right of what it takes.
    corners: [(f64, f64); 2],
}

impl Coast {
    fn read(line: &str) -> Self {
        let mut numbers = line.split(' ').filter_map(|number| number.parse::<f64>().ok());
        let mut last = (0.0, 0.0);
        let points = std::iter::from_fn(|| {
            let (east, north) = (numbers.next()?, numbers.next()?);
            last = (last.0 + east, last.1 + north);
            Some(last)
        });
        let points: Vec<(f64, f64)> = points.collect();
        let start = [(f64::INFINITY, f64::NEG_INFINITY), (f64::NEG_INFINITY, f64::INFINITY)];
        let corners = points.iter().fold(start, |[upper, lower], (east, north)| {
            [(upper.0.min(*east), upper.1.max(*north)), (lower.0.max(*east), lower.1.min(*north))]
        });
        Coast { points, corners }
    }
}

/// The points of a line without bends that are not seen (Douglas and Peucker); both ends stay.
fn simpler(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut keep = vec![false; points.len()];
    keep[0] = true;
    keep[last] = true;
    let mut todo = vec![(0, last)];
    while let Some((first, last)) = todo.pop() {
        let off = off(points[first], points[last]);
        let far = (first + 1..last).map(|index| (off(points[index]), index));
        let worst = far.max_by(|left, right| left.0.total_cmp(&right.0));
        if let Some((_, index)) = worst.filter(|(far, _)| *far > BEND) {
            keep[index] = true;
            todo.extend([(first, index), (index, last)]);
        }
    }
    points.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// How far points are from the line through two others.
fn off((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> impl Fn((f64, f64)) -> f64 {
    // Once for all points between the two, since a root takes longer than the rest.
    let length = (bx - ax).hypot(by - ay);
    move |(x, y)| {
        if length == 0.0 {
            return (x - ax).hypot(y - ay);
        }
        ((bx - ax) * (ay - y) - (ax - x) * (by - ay)).abs() / length
    }
}

/// The part of a ring on the inner side of one edge of the frame (Sutherland and Hodgman).
fn clipped(ring: &[(f64, f64)], side: usize, edges: [f64; 4]) -> Vec<(f64, f64)> {
    let edge = edges[side];
    let across = |(x, y): (f64, f64)| if side.is_multiple_of(2) { x } else { y };
    let inside = |point| if side < 2 { across(point) >= edge } else { across(point) <= edge };
    let mut kept = Vec::with_capacity(ring.len());
    let Some(mut before) = ring.last().copied() else { return kept };
    for point in ring.iter().copied() {
        if inside(before) != inside(point) {
            let part = (edge - across(before)) / (across(point) - across(before));
            kept.push((before.0 + part * (point.0 - before.0), before.1 + part * (point.1 - before.1)));
        }
        if inside(point) {
            kept.push(point);
        }
        before = point;
    }
    kept
}

#[expect(clippy::cast_possible_truncation, reason = "inside a drawing a few thousand units wide")]
fn whole((x, y): (f64, f64)) -> (i32, i32) {
    let step = |length: f64| ((length / RASTER).round() * RASTER) as i32;
    (step(x), step(y))
}
