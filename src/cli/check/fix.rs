//! `--check --fix`: mends, and shows what was changed.

use similar::{ChangeTag, TextDiff};

use super::super::failure::Failure;
use super::super::world::{World, answer, say};
use super::super::write;
use super::text::row;
use crate::library::Library;
use crate::lint::{Checker, Mended};
use crate::render::ansi::to_text;
use crate::render::sanitize::{visible_code, visible_path};
use crate::render::{Line, Role, Span};

/// Lines around a change.
const CONTEXT: usize = 3;

/// Mends every aid that can be mended; the first file that cannot be written ends it.
pub(super) fn fix(checker: &Checker, libraries: &[Library], world: &World) -> Result<(), Failure> {
    let mut count = 0;
    for library in libraries {
        for entry in 0..library.len() {
            let Some(mended) = checker.mended(library, entry) else {
                continue;
            };
            let file = visible_path(&mended.file);
            write::whole(&mended.file, &mended.after)
                .map_err(|error| Failure::Io(format!("cannot change {file}: {error}")))?;
            answer(&to_text(&diff(&mended, &file), world.output))?;
            count += 1;
        }
    }
    let files = if count == 1 { "file" } else { "files" };
    say(&format!("{count} {files} changed"));
    Ok(())
}

/// The change as `diff -u` writes it.
fn diff(mended: &Mended, file: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(&mended.before, &mended.after);
    let head = |mark: &str| row(vec![Span::new(format!("{mark} {file}"), Role::Title)]);
    let mut lines = vec![head("---"), head("+++")];
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        lines.push(row(vec![Span::new(hunk.header().to_string(), Role::Dim)]));
        lines.extend(hunk.iter_changes().map(|change| {
            let (mark, role) = match change.tag() {
                ChangeTag::Equal => (" ", Role::Text),
                ChangeTag::Delete => ("-", Role::Caution),
                ChangeTag::Insert => ("+", Role::Mark),
            };
            let text = change.value().trim_end_matches(['\r', '\n']);
            row(vec![Span::new(
                format!("{mark}{}", visible_code(text)),
                role,
            )])
        }));
    }
    lines
}
