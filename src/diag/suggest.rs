//! "Did you mean": the nearest known name, so that a typing slip is mended in one step.

/// The candidate nearest to what was written, if it is near enough to be what was meant: at most a
/// third of the letters differ (Damerau-Levenshtein), or one is the beginning of the other.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let limit = (lower.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let distance = strsim::damerau_levenshtein(&lower, &other);
            let begins = lower.len().min(other.len()) >= 3 && (other.starts_with(&lower) || lower.starts_with(&other));
            (distance <= limit || begins).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// A ready cure: "did you mean `x`?", or the list of what is known where nothing is near and the
/// list is short enough to read.
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    /// More names than this are no help in a message.
    const READABLE: usize = 16;
    let known: Vec<&str> = candidates.into_iter().collect();
    if let Some(name) = nearest(written, known.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    if known.is_empty() || known.len() > READABLE {
        return None;
    }
    let list: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("known here: {}", list.join(", ")))
}
