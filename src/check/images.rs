//! Every picture can be shown, and is described for those who do not see it.

use super::each::Each;
use crate::diag::{Diagnostic, Place, Report, Span};
use crate::media::{self, Fault};
use crate::model::named::{Named, Role, of_entry};

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for named in of_entry(each.entry, scope.site.default_language()) {
        if named.role == Role::InText("") {
            let problem = Diagnostic::error("missing-alt", "the picture has no description").hint(
                "write between the square brackets what it shows; one that only decorates goes into a `{figure}` \
                 block with `alt: \"\"`",
            );
            report.add(problem.at(super::at(named.version, named.span)));
        }
        // That a text is no picture is told with the name of the file.
        let is_text = |file: &crate::path::SourcePath| [".md", ".yaml"].iter().any(|end| file.as_str().ends_with(end));
        let picture = named
            .file()
            .filter(|file| named.is_picture() && !is_text(file))
            .and_then(|file| scope.site.pictures.get(&file));
        if let Some(Err(fault)) = picture {
            report.add(problem(&named, fault));
        }
    }
}

/// What is wrong with a picture, where it is used; what is wrong in a drawing, where it stands there.
pub fn problem(named: &Named<'_>, fault: &Fault) -> Diagnostic {
    let file = named.file();
    let name = file.as_ref().map_or(named.target, |file| file.as_str());
    let (message, hint) = media::reason(fault, name);
    let code = match fault {
        Fault::Heavy(_) | Fault::Pixels(..) | Fault::High(_) => "picture-too-large",
        Fault::Unknown | Fault::Moving => "picture-format",
        Fault::Damaged => "picture-damaged",
        Fault::Unreadable(_) => "unreadable",
        Fault::Unsafe(_) => "unsafe-drawing",
    };
    let place = match (fault, &file) {
        (Fault::Unsafe(found), Some(file)) => Place::at(file.shared(), Span::new(found.start, found.end)),
        _ => super::at(named.version, named.span),
    };
    Diagnostic::error(code, message).at(place).hint(hint)
}
