//! Every link and image inside the site leads somewhere, down to the `#fragment`.

use super::Scope;
use super::each::Each;
use crate::diag::{Diagnostic, Report, nearest};
use crate::model::reads::{Read, Use};
use crate::model::{Entry, Prose, Version};
use crate::path::SourcePath;
use crate::plan::link::{Dead, Linked, Target};
use crate::syntax::markdown::Link;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    for (version, prose) in each.proses() {
        for link in &prose.document.links {
            if let Some(problem) = link_problem(each, version, prose, link) {
                report.add(problem.at(super::at(version, link.span)));
            }
        }
    }
}

fn link_problem(each: &Each<'_, '_>, version: &Version, prose: &Prose, link: &Link) -> Option<Diagnostic> {
    let scope = each.scope;
    match scope.plan.link(scope.site, &version.file, &link.target) {
        Ok(Linked::Outside) if link.image => Some(outside_image()),
        Ok(Linked::Outside) if link.target.starts_with("//") => Some(
            Diagnostic::error("broken-link", "the address has no `https:`").hint("write it in full, with `https://`"),
        ),
        Ok(Linked::Outside | Linked::Collection(_) | Linked::File(_)) => None,
        Ok(Linked::Here(fragment)) => {
            let body = version.body.as_ref().unwrap_or(prose);
            (!has_place(body, &fragment)).then(|| no_place(version, body, &fragment))
        }
        Ok(Linked::Entry(key, language, fragment)) => {
            let entry = scope.site.entries.get(&key)?;
            if !fragment.is_empty() {
                each.reads.note(Use::Link, || Read::Entry(key.clone()));
            }
            fragment_problem(scope, entry, language.as_deref(), &fragment)
        }
        Err(Dead::NoFile(file)) if scope.site.unread.file(&file) => None,
        Err(dead) => Some(dead_link(scope, version, link, dead)),
    }
}

fn fragment_problem(scope: &Scope<'_>, entry: &Entry, language: Option<&str>, fragment: &str) -> Option<Diagnostic> {
    let default = scope.site.default_language();
    let target = entry.version(language.unwrap_or(default), default)?;
    // What is on the page of a city or an indicator is the theme's matter.
    if fragment.is_empty() || entry.is_data {
        return None;
    }
    let body = target.body.as_ref()?;
    (!has_place(body, fragment)).then(|| no_place(target, body, fragment))
}

/// Headings, figures and sections of a page can be linked to.
fn has_place(prose: &Prose, fragment: &str) -> bool {
    use crate::model::request::Block;
    let charts = prose.blocks.iter().filter(|block| matches!(block, Block::Chart(_))).count();
    let figure = fragment.strip_prefix("figure-").and_then(|number| number.parse::<usize>().ok());
    let footnote = fragment.starts_with("fn-") || fragment.starts_with("fnref-");
    prose.document.headings.iter().any(|heading| heading.id == fragment)
        || figure.is_some_and(|number| (1..=charts).contains(&number))
        || fragment.starts_with("field-")
        || fragment == "main"
        || footnote
}

fn no_place(target: &Version, prose: &Prose, fragment: &str) -> Diagnostic {
    let known = prose.document.headings.iter().map(|heading| heading.id.as_str());
    let near = nearest(fragment, known).map(|id| format!("did you mean `#{id}`?"));
    let hint =
        near.unwrap_or_else(|| "headings are named by their words in small letters, with `-` between".to_owned());
    let message = format!("there is no heading `#{fragment}` in `{}`", target.file);
    Diagnostic::error("broken-fragment", message).hint(hint)
}

fn dead_link(scope: &Scope<'_>, version: &Version, link: &Link, dead: Dead) -> Diagnostic {
    let target = &link.target;
    let problem = |message: String| Diagnostic::error("broken-link", message);
    match dead {
        Dead::Empty => problem("the link leads nowhere".into()).hint("write the file or address it leads to"),
        Dead::Garbled => problem(format!("`{target}` is no address")).hint("check the `%` signs in it"),
        Dead::Leaves => leaves(target),
        Dead::NoRoute => problem(format!("nothing on this site has the address `{target}`"))
            .hint("link to the file of the entry, such as `../cities/tallinn.yaml`"),
        Dead::Hidden(key) => {
            let state = scope.site.entries.get(&key).map(|entry| entry.state.reason()).unwrap_or_default();
            Diagnostic::error("hidden-entry", format!("the link leads to `{}`, which is {state}", key.id))
                .hint("take the link out, or publish the entry")
        }
        Dead::NoFile(file) if scope.snapshot.text(&file).is_some() => {
            problem(format!("`{file}` has no page on the site"))
                .hint("it is no entry, or a translation that is not shown yet; link to an entry that is shown")
        }
        Dead::NoFile(file) => {
            let hint = nearest_file(scope, version, &file, link.image).unwrap_or_else(|| match link.image {
                true => "put the file beside the article, and write its name as it is".to_owned(),
                false => "links name the file of an entry, relative to this one".to_owned(),
            });
            problem(format!("there is no file `{file}`")).hint(hint)
        }
    }
}

/// Why a file that a field or block names cannot be shown; `None` if it can.
pub(super) fn file_problem(scope: &Scope<'_>, version: &Version, src: &str) -> Option<Diagnostic> {
    if src.contains("://") || src.starts_with("//") {
        return Some(outside_image());
    }
    if let Some(inside) = src.strip_prefix('/') {
        let hint =
            format!("name the file as it lies beside the article, without a slash before it: `{}`", last_name(inside));
        return Some(Diagnostic::error("missing-file", format!("`{src}` begins with a slash")).hint(hint));
    }
    let Some(file) = version.file.link(src) else { return Some(leaves(src)) };
    match scope.plan.targets.file(&file) {
        Some(Target::File(_)) => None,
        Some(_) => Some(
            Diagnostic::error("missing-file", format!("`{file}` is an article or data, and no picture or document"))
                .hint("name a picture or document that lies beside the article"),
        ),
        None => {
            let hint = nearest_file(scope, version, file.as_str(), true)
                .unwrap_or_else(|| "put the file beside the article, and write its name as it is".to_owned());
            Some(Diagnostic::error("missing-file", format!("there is no file `{file}`")).hint(hint))
        }
    }
}

pub(super) fn outside_image() -> Diagnostic {
    Diagnostic::error("outside-image", "the image would be loaded from another site")
        .hint("save the image beside the article, if its licence allows, and name the file")
}

fn leaves(target: &str) -> Diagnostic {
    Diagnostic::error("broken-link", format!("`{target}` leads out of the folder of the site"))
        .hint("link to a file in `content/`, or to a full address with `https://`")
}

/// The file that was probably meant, written as a link from here: one of the same name elsewhere, or
/// of nearly the same name in the same folder.
fn nearest_file(scope: &Scope<'_>, version: &Version, file: &str, picture: bool) -> Option<String> {
    let stem = |path: &str| last_name(path).split('.').next().unwrap_or_default().to_lowercase();
    let folder = |path: &str| path.rfind('/').map_or("", |slash| &path[..slash]).to_owned();
    let is_file = |path: &&SourcePath| matches!(scope.plan.targets.file(path), Some(Target::File(_))) == picture;
    let files = || scope.plan.targets.files().filter(|path| **path != version.file).filter(is_file);
    let same = files().find(|path| stem(path.as_str()) == stem(file)).map(SourcePath::as_str);
    let found = same.map(str::to_owned).or_else(|| {
        let here = files().filter(|path| path.folder() == folder(file));
        let stems: Vec<(String, &str)> = here.map(|path| (stem(path.as_str()), path.as_str())).collect();
        let near = nearest(&stem(file), stems.iter().map(|(stem, _)| stem.as_str()))?.to_owned();
        stems.into_iter().find(|(stem, _)| *stem == near).map(|(_, path)| path.to_owned())
    })?;
    Some(format!("did you mean `{}`?", relative(version.file.folder(), &found)))
}

fn last_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn relative(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    let up = vec![".."; from.len() - common];
    up.into_iter().chain(to.into_iter().skip(common)).collect::<Vec<_>>().join("/")
}
