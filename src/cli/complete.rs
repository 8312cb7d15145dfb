//! Completions: the shell asks jitt itself, so that flags, aids and tags are always those there are.

use std::ffi::{OsStr, OsString};
use std::time::SystemTime;

use clap::{CommandFactory, Parser};
use clap_complete::CompletionCandidate;
use clap_complete::env::Shells;

use super::args::Arguments;
use super::failure::Failure;
use super::list::short;
use super::lookup::{self, quoted};
use super::world::{World, answer};
use crate::library::Library;

/// Set to the shell's name where a shell asks; the words of its line stand behind `--`.
pub(super) const VARIABLE: &str = "JITT_COMPLETE";

/// Answers a shell that asks for completions; none when none does.
pub(super) fn answer_shell() -> Option<Result<(), Failure>> {
    let name = std::env::var(VARIABLE)
        .ok()
        .filter(|name| !name.is_empty())?;
    let words: Vec<OsString> = std::env::args_os()
        .skip_while(|word| word != "--")
        .skip(1)
        .collect();
    let shells = Shells::builtins();
    let shell = shells.completer(&name)?;
    let mut found = Vec::new();
    let cwd = std::env::current_dir().ok();
    let written =
        shell.write_complete(&mut Arguments::command(), words, cwd.as_deref(), &mut found);
    Some(match written {
        Ok(()) => answer(&String::from_utf8_lossy(&found)),
        Err(error) => Err(Failure::Io(format!("cannot complete: {error}"))),
    })
}

/// The ids of aids that start with what is typed, each with its title.
pub(super) fn ids(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else {
        return Vec::new();
    };
    let library = library();
    let known = (library.entries()).filter(|entry| !entry.hidden && starts(&entry.id, typed));
    let plain = known.filter(|entry| is_plain(&entry.id));
    plain
        .map(|entry| {
            let title = short(entry.list_title());
            CompletionCandidate::new(entry.id).help(Some(title.into()))
        })
        .collect()
}

/// The tags that start with what is typed.
pub(super) fn tags(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else {
        return Vec::new();
    };
    let library = library();
    let all = library.entries().flat_map(|entry| entry.meta.tags);
    let mut tags: Vec<String> = all
        .filter(|tag| starts(tag, typed) && is_plain(tag))
        .collect();
    tags.sort();
    tags.dedup();
    tags.into_iter().map(CompletionCandidate::new).collect()
}

fn starts(name: &str, typed: &str) -> bool {
    let start = name.get(..typed.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

/// A shell puts what it is given on the line as it is: only what means itself there is offered.
fn is_plain(name: &str) -> bool {
    name.is_ascii() && quoted(name) == name
}

/// The aids that jitt finds without arguments.
fn library() -> Library {
    let arguments = Arguments::parse_from(["jitt"]);
    let world = World::read(&arguments);
    let plan = lookup::plan(&arguments, &world);
    Library::open(&plan, SystemTime::now(), &mut |_| {})
}
