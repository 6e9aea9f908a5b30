//! What a text asks for: values, charts, tables, quotes, pictures and lists.
//!
//! A request is what the author wrote, typed and with its places; whether it can be met is asked
//! later, of the whole site.

use crate::diag::Span;
use crate::kind::Quote;
use crate::locale::Period;

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The name as written.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// What a role asks for.
#[derive(Debug, Clone)]
pub enum RoleRequest {
    /// A figure in the sentence.
    Value(ValueRequest),
    /// Works of the file of references, by their keys.
    Cite(Vec<Named>),
    /// It could not be read; the fault was reported.
    Faulty,
}

/// `` {value}`helsinki/online-access@2023` ``
#[derive(Debug, Clone)]
pub struct ValueRequest {
    /// A city's id, or the word of an aggregate.
    pub subject: Named,
    /// An indicator's id.
    pub indicator: Named,
    /// Which period.
    pub when: When,
    /// Where the period stands, or the whole role.
    pub when_span: Span,
}

/// Which period, or periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The newest with a figure.
    Latest,
    /// One.
    At(Period),
    /// From one to another: a change in prose, a span of time in a chart.
    Between(Period, Period),
}

impl When {
    /// Reads `latest`, `2023` or `2015..2023`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "latest" {
            return Some(When::Latest);
        }
        match text.split_once("..") {
            Some((from, to)) => {
                let (from, to) = (Period::parse(from.trim())?, Period::parse(to.trim())?);
                (from < to).then_some(When::Between(from, to))
            }
            None => Period::parse(text).map(When::At),
        }
    }
}

/// Whether a period lies between two others, both counted in: the second quarter of 2023 lies in
/// `2023..2024`.
pub fn within(period: Period, (from, to): (Period, Period)) -> bool {
    from.start() <= period.start() && period.end() <= to.end()
}

/// The message and cure for what is no period of a request.
pub fn no_period(written: &str) -> (String, String) {
    let ends =
        written.split_once("..").and_then(|(from, to)| Some((Period::parse(from.trim())?, Period::parse(to.trim())?)));
    match ends {
        Some((from, to)) if from > to => {
            (format!("`{written}` goes backwards"), format!("write the earlier period first: `{to}..{from}`"))
        }
        Some((from, _)) => (format!("`{written}` begins and ends at once"), format!("write `{from}`")),
        None => {
            let hint = "write `latest`, a period such as `2023`, or from the earlier to the later: `2015..2023`";
            (format!("`{written}` is no period"), hint.to_owned())
        }
    }
}

/// Several cities taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// The arithmetic mean.
    Mean,
    /// The middle one.
    Median,
    /// The lowest.
    Min,
    /// The highest.
    Max,
    /// How many have a figure.
    Count,
}

impl Aggregate {
    /// The words in place of a city.
    pub const NAMES: [(&'static str, Aggregate); 5] = [
        ("mean", Aggregate::Mean),
        ("median", Aggregate::Median),
        ("min", Aggregate::Min),
        ("max", Aggregate::Max),
        ("count", Aggregate::Count),
    ];

    /// Reads a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == text).map(|(_, aggregate)| *aggregate)
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, aggregate)| *aggregate == self).map_or("mean", |(name, _)| name)
    }
}

/// What a block asks for.
#[derive(Debug, Clone)]
pub enum Block {
    /// A drawn figure.
    Chart(Box<ChartRequest>),
    /// Its selection as a table.
    Table(Box<Selection>),
    /// Somebody's words.
    Quote(Box<Quote>),
    /// A picture.
    Figure(Box<FigureRequest>),
    /// A list of entries.
    Listing(Box<ListingRequest>),
    /// It could not be read; the fault was reported.
    Faulty,
}

/// Which figures: indicators, cities and periods.
#[derive(Debug, Clone)]
pub struct Selection {
    /// At least one.
    pub indicators: Vec<Named>,
    /// Which periods.
    pub when: When,
    /// Where the period stands.
    pub when_span: Span,
    /// Of a span of time, only these periods; empty for all with a figure.
    pub only: Vec<Period>,
    /// Which cities.
    pub cities: Cities,
    /// The heading the author gave.
    pub title: Option<String>,
    /// What a reader must know.
    pub note: Option<String>,
    /// The order of places.
    pub sort: Sort,
    /// Where the block begins.
    pub span: Span,
}

/// Which cities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cities {
    /// Every city; regions only where figures describe regions.
    All,
    /// These, in this order.
    These(Vec<Named>),
    /// Those of a country, by its two letters.
    Country(Named),
    /// Those that are partners in a role.
    Role(Named),
    /// So many with the highest or the lowest figures, and those level with the last of them.
    Extreme {
        /// The highest, not the lowest.
        highest: bool,
        /// How many.
        count: usize,
    },
}

/// The order of places in a chart or table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By value, best first.
    #[default]
    Value,
    /// By name.
    Name,
    /// As the author listed them.
    Given,
}

/// A chart's selection with its looks.
#[derive(Debug, Clone)]
pub struct ChartRequest {
    /// Which figures.
    pub selection: Selection,
    /// How they are drawn.
    pub kind: ChartKind,
    /// Cities that stand out.
    pub highlight: Vec<Named>,
    /// A line to compare with.
    pub reference: Option<ReferenceLine>,
    /// Whether the cities were chosen because they are near the highlighted one, which is said.
    pub nearest: bool,
    /// What is said to people who do not see the drawing, in place of the generated sentence.
    pub alt: Option<String>,
    /// How many panels of small multiples stand beside each other in a wide column.
    pub columns: Option<u8>,
}

/// How figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars of one period.
    Bar,
    /// Lines over time.
    Line,
    /// Dots of one period, or of the first and the last of several, joined; or of two indicators.
    Dot,
    /// Lines from the first period to the last, or from one indicator to another.
    Slope,
    /// A shaded table of periods or indicators.
    Heat,
    /// A panel a place, with a line over time.
    Multiples,
    /// All places of a period or an indicator in a row, some of them named.
    Strip,
    /// Two indicators, a dot a place.
    Scatter,
    /// Two or three parts of one whole.
    Stacked,
    /// One place against the mean of all, an indicator a row.
    Profile,
    /// Dots where the places are, for one period.
    Map,
}

impl ChartKind {
    /// The words in a `{chart}`.
    pub const NAMES: [(&'static str, ChartKind); 11] = [
        ("bar", ChartKind::Bar),
        ("line", ChartKind::Line),
        ("dot", ChartKind::Dot),
        ("slope", ChartKind::Slope),
        ("heat", ChartKind::Heat),
        ("multiples", ChartKind::Multiples),
        ("strip", ChartKind::Strip),
        ("scatter", ChartKind::Scatter),
        ("stacked", ChartKind::Stacked),
        ("profile", ChartKind::Profile),
        ("map", ChartKind::Map),
    ];

    /// Whether it shows the two ends of a span of time alone.
    pub fn shows_ends(self) -> bool {
        matches!(self, ChartKind::Dot | ChartKind::Slope)
    }
}

/// A line to compare with.
#[derive(Debug, Clone, PartialEq)]
pub enum ReferenceLine {
    /// Computed from the cities shown.
    Of(Aggregate),
    /// A fixed number, with what it is where the author says so.
    At(f64, Option<String>),
}

/// A picture with its caption.
#[derive(Debug, Clone)]
pub struct FigureRequest {
    /// The file, relative to the article.
    pub src: Named,
    /// What it shows; empty for decoration.
    pub alt: String,
    /// The line below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A list of entries inside a text.
#[derive(Debug, Clone)]
pub struct ListingRequest {
    /// The collection.
    pub collection: Named,
    /// Only entries of this city.
    pub city: Option<Named>,
    /// Only entries with this tag.
    pub tag: Option<Named>,
    /// The order; the collection's own where nothing is said.
    pub sort: Vec<Named>,
    /// How many at the most.
    pub limit: Option<usize>,
}
