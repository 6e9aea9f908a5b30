//! Names beside points that lie anywhere: which of the places around a point is free, and the line to a far one.
//!
//! It is separate because points on a map and points of two indicators are named alike.

use super::super::layout::{Anchor, Bounds, Group, Label, UNIT, half_cap};
use super::super::measure::Style;
use super::super::spec::Series;

/// Between a mark and its label.
const BESIDE: i32 = 4 * UNIT;
/// How far from its mark a label may stand with a leader.
const ARMS: [i32; 3] = [16 * UNIT, 28 * UNIT, 44 * UNIT];
/// How far it may stand where no nearer place is free, and among how few points: more would tangle their leaders.
const LONG_ARMS: [i32; 5] = [28 * UNIT, 44 * UNIT, 62 * UNIT, 82 * UNIT, 104 * UNIT];
const FEW: usize = 24;
/// How much further a label stands beside points that lie on each other, so that it is clear of all of them.
const CLOSE: [i32; 3] = [0, 3 * UNIT, 6 * UNIT];
/// Points and leaders keep labels this far away.
const CLEAR: i32 = 2 * UNIT;
/// A leader is looked at in so many places.
const STEPS: i32 = 12;

/// A point to be named.
#[derive(Debug, Clone)]
pub(super) struct Pin {
    pub(super) at: (i32, i32),
    pub(super) radius: i32,
    pub(super) text: String,
    pub(super) style: Style,
    /// Whether it is named even over the points of others.
    pub(super) first: bool,
}

/// A label that has its place, and the line that leads to it, if it needs one.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) label: Label,
    pub(super) leader: Vec<(i32, i32)>,
}

/// Names the points in their order while there is room: beside the point, else further away with a leader. No label
/// touches another, nor a point of others, nor the edges of the frame.
pub(super) fn named(pins: &[Pin], frame: &Bounds) -> Vec<Option<Named>> {
    let dots: Vec<Bounds> = pins.iter().map(|pin| around(pin.at, pin.radius + CLEAR)).collect();
    let mut taken: Vec<Bounds> = Vec::new();
    let mut name = |(index, pin): (usize, &Pin)| {
        let others = || dots.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, dot)| dot);
        let under = |dot: &&Bounds| dots.get(index).is_some_and(|own| dot.meets(own));
        let alone = !others().any(|dot| under(&dot));
        let free = |bounds: &Bounds| inside(bounds, frame) && taken.iter().all(|other| !bounds.meets(other));
        let fits = |over: bool| {
            let clear = |label: &Bounds| free(label) && (over || others().all(|dot| !label.meets(dot)));
            // A leader begins at its point, and so among those that lie on it.
            let apart = |step: &Bounds| others().filter(|dot| !under(dot)).all(|dot| !step.meets(dot));
            let leads = |step: Bounds| free(&step) && (over || apart(&step));
            let suits = |named: &Named| clear(&named.label.bounds()) && steps(&named.leader).all(leads);
            candidates(pin, alone).find(suits).or_else(|| far(pin).filter(|_| pins.len() <= FEW).find(suits))
        };
        let named = fits(false).or_else(|| if pin.first { fits(true) } else { None })?;
        taken.push(named.label.bounds());
        taken.extend(steps(&named.leader));
        Some(named)
    };
    pins.iter().enumerate().map(&mut name).collect()
}

/// A place with its name and leader, if there was room for them.
pub(super) fn group<'a>(series: &'a Series, named: Option<Named>) -> Group<'a> {
    let (label, leader) = named.map(|named| (named.label, named.leader)).unzip();
    let leaders = leader.into_iter().filter(|leader| !leader.is_empty()).collect();
    Group { leaders, ..Group::of(series, label.into_iter().collect()) }
}

fn inside(bounds: &Bounds, frame: &Bounds) -> bool {
    bounds.left >= frame.left && bounds.top >= frame.top && bounds.right <= frame.right && bounds.bottom <= frame.bottom
}

fn around((x, y): (i32, i32), half: i32) -> Bounds {
    Bounds { left: x - half, top: y - half, right: x + half, bottom: y + half }
}

/// Small boxes along a leader.
fn steps(leader: &[(i32, i32)]) -> impl Iterator<Item = Bounds> + '_ {
    let pieces = leader.windows(2).filter_map(|pair| <[(i32, i32); 2]>::try_from(pair).ok());
    pieces.flat_map(|[from, to]| {
        (1..STEPS).map(move |step| {
            let part = |from: i32, to: i32| from + (to - from) * step / STEPS;
            around((part(from.0, to.0), part(from.1, to.1)), CLEAR)
        })
    })
}

const WAYS: [(i32, i32); 8] = [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)];

/// Right, left, above and below, then between these; then the same further away. Only a point that is not alone has
/// places a little further away without a leader.
fn candidates(pin: &Pin, alone: bool) -> impl Iterator<Item = Named> + '_ {
    let close = CLOSE.into_iter().take(if alone { 1 } else { CLOSE.len() });
    let near = close.flat_map(|arm| WAYS.into_iter().map(move |way| (arm, way)));
    let near = near.map(|(arm, way)| Named { label: label(pin, way, arm), leader: Vec::new() });
    let far = ARMS.into_iter().flat_map(|arm| WAYS.into_iter().map(move |way| (arm, way)));
    near.chain(far.map(|(arm, way)| led(pin, way, arm)))
}

/// A label so far away, with a leader.
fn led(pin: &Pin, way: (i32, i32), arm: i32) -> Named {
    let reach = |arm: i32| if way.0 != 0 && way.1 != 0 { arm * 7 / 10 } else { arm };
    let (from, to) = (reach(pin.radius), reach(pin.radius + arm));
    let point = |reach: i32| (pin.at.0 + way.0 * reach, pin.at.1 + way.1 * reach);
    Named { label: label(pin, way, arm), leader: vec![point(from), point(to)] }
}

/// Far away straight up or down with the text to one side, as in a corner, and then any way.
fn far(pin: &Pin) -> impl Iterator<Item = Named> + '_ {
    LONG_ARMS.into_iter().flat_map(move |arm| {
        let sides = [(1, -1), (-1, -1), (1, 1), (-1, 1)].into_iter().map(move |(across, down)| {
            let x = pin.at.0;
            let label = Label { x: x - across * CLEAR, ..label(pin, (0, down), arm) };
            let anchor = if across > 0 { Anchor::Start } else { Anchor::End };
            let point = |reach: i32| (x, pin.at.1 + down * reach);
            Named { label: Label { anchor, ..label }, leader: vec![point(pin.radius), point(pin.radius + arm)] }
        });
        sides.chain(WAYS.into_iter().map(move |way| led(pin, way, arm)))
    })
}

fn label(pin: &Pin, (across, down): (i32, i32), arm: i32) -> Label {
    let reach = if across != 0 && down != 0 { (pin.radius + arm) * 7 / 10 } else { pin.radius + arm };
    let anchor = match across {
        1 => Anchor::Start,
        -1 => Anchor::End,
        _ => Anchor::Middle,
    };
    let gap = if across != 0 && down != 0 { BESIDE / 2 } else { BESIDE };
    let middle = pin.at.1 + half_cap(pin.style);
    let y = match (across, down) {
        (_, 0) => middle,
        (0, -1) => pin.at.1 - reach - gap,
        (0, _) => pin.at.1 + reach + gap + 2 * half_cap(pin.style),
        // Between two sides the label goes on from the end of its leader.
        (_, -1) => middle - reach - gap,
        (_, _) => middle + reach + gap,
    };
    Label { text: pin.text.clone(), style: pin.style, anchor, x: pin.at.0 + across * (reach + gap), y }
}
