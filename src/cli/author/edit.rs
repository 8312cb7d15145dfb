//! `--edit TOPIC`: the aid in the person's editor, at the step shown.

use std::io::{self, IsTerminal};

use super::super::check;
use super::super::failure::Failure;
use super::super::lookup::quoted;
use super::super::world::{World, say, variable};
use crate::external::editor::Editor;
use crate::library::Library;
use crate::render::sanitize::visible_path;
use crate::source::Origin;
use crate::ui::terminal;

/// Opens the aid's file at a line, and says afterwards what is wrong with it.
///
/// # Errors
/// The aid has no file of its own, or the editor fails.
pub(in crate::cli) fn edit(
    world: &World,
    library: &Library,
    entry: usize,
    line: u32,
) -> Result<(), Failure> {
    let file = library.file(entry);
    let found = library.entry(entry);
    let source = found
        .as_ref()
        .and_then(|found| library.sources().get(found.source));
    if source.is_some_and(|status| status.source.origin == Origin::Starter) {
        let id = found.map(|found| quoted(&found.id)).unwrap_or_default();
        return Err(Failure::Usage(format!(
            "{id} is inside the program and cannot be edited\n  \
             make it yours first: jitt -r {id} > FOLDER/{id}.md, with a folder of yours (jitt --paths)"
        )));
    }
    let editor = Editor::of(variable("VISUAL").as_deref(), variable("EDITOR").as_deref());
    // The streams may be pipes; an editor needs the terminal.
    let piped = !io::stdin().is_terminal() || !io::stdout().is_terminal();
    let own = piped.then(terminal::stream).flatten();
    editor
        .and_then(|editor| editor.edit(&file, line, own.as_ref()))
        .map_err(|why| Failure::Io(format!("{why}\n  the file is {}", visible_path(&file))))?;
    say(check::after_editing(world, library, entry).trim_end());
    Ok(())
}
