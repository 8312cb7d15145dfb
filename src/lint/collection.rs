//! Checks the aids of a library: reads each file, asks the file system and bash what rules want to know.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::SystemTime;

use super::check::{Options, check, levelled};
use super::fix::fixed;
use super::page::{Surroundings, SyntaxError};
use super::rules::same_titles;
use crate::diagnostic::{Code, Diagnostic, Position};
use crate::external::bash;
use crate::library::{Library, Loaded, Plan};
use crate::parse::Written;
use crate::source::{Origin, SIZE_LIMIT, Source};

/// More threads than this only wait for the same disk.
const MOST_THREADS: usize = 4;

/// Checks aids; holds what all checks of a run share.
#[derive(Debug, Clone)]
pub struct Checker {
    options: Options,
    bash: Option<PathBuf>,
    /// The aids inside the program, read when a page first names one that is not its neighbour.
    starter: Arc<OnceLock<Library>>,
}

/// What a check of libraries gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// How many aids were checked.
    pub pages: usize,
    /// What was found, in the order of files and places.
    pub found: Vec<Found>,
}

/// A file before and after it was mended; nothing is written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Which file.
    pub file: PathBuf,
    /// Its text.
    pub before: String,
    /// Its text, mended.
    pub after: String,
}

/// A finding with the line that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The finding, its file named.
    pub finding: Diagnostic,
    /// The line of the file as it is written; empty where the finding is about more than a line, or
    /// where the line holds a secret.
    pub line: String,
}

impl Checker {
    /// A checker that looks for bash itself.
    pub fn new(options: Options) -> Checker {
        Checker {
            options,
            bash: bash::find(),
            starter: Arc::default(),
        }
    }

    /// Whether blocks of shell can be read; without a bash they are left alone.
    pub fn has_shell(&self) -> bool {
        self.bash.is_some()
    }

    fn starter(&self) -> &Library {
        self.starter.get_or_init(|| {
            let plan = Plan {
                sources: vec![Source::starter()],
                ..Plan::default()
            };
            Library::read(&plan, SystemTime::now(), &mut |_| {})
        })
    }

    /// What is wrong with the file of one aid, now.
    pub fn aid(&self, library: &Library, entry: usize) -> Vec<Found> {
        match library.load(entry) {
            Ok(loaded) => self.loaded(library, entry, loaded),
            Err(finding) => vec![without_line(finding)],
        }
    }

    /// What is wrong with everything in these libraries, each a collection of its own.
    pub fn libraries(&self, libraries: &[Library]) -> Checked {
        let jobs: Vec<(&Library, usize)> = libraries
            .iter()
            .flat_map(|library| (0..library.len()).map(move |entry| (library, entry)))
            .collect();
        let mut found = self.all(&jobs);
        for library in libraries {
            let of_sources = library.sources().iter().flat_map(|status| &status.findings);
            // What the reader finds in a page is found again when it is checked.
            let pages: HashSet<PathBuf> = (0..library.len()).map(|at| library.file(at)).collect();
            let of_folders = of_sources
                .filter(|finding| is_of_folder(finding) || !pages.contains(&finding.file))
                .cloned();
            let titles = same_titles(&library.entries().collect::<Vec<_>>()).into_iter();
            let titles = titles.map(|(entry, mut finding)| {
                finding.file = library.file(entry);
                finding
            });
            let more = of_folders.chain(titles).map(super::check::as_the_rule_says);
            let more = more.filter_map(|finding| levelled(finding, &self.options));
            found.extend(more.map(without_line));
        }
        found.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
        found.dedup_by(|a, b| a.finding == b.finding);
        Checked {
            pages: jobs.len(),
            found,
        }
    }

    /// The file of an aid with everything mended that can be mended without asking; none when there is
    /// nothing, or when the file is no plain text whose line ends are all alike.
    pub fn mended(&self, library: &Library, entry: usize) -> Option<Mended> {
        let around = Neighbours {
            library,
            entry,
            checker: self,
        };
        let found = library.entry(entry)?;
        let source = &library.sources().get(found.source)?.source;
        let raw = library.load(entry).ok()?.raw;
        // What was cut must not be written back, and what is inside the program cannot be.
        if raw.len() >= SIZE_LIMIT || source.origin == Origin::Starter {
            return None;
        }
        let before = String::from_utf8(raw).ok()?;
        let (mark, text) = match before.strip_prefix('\u{feff}') {
            Some(text) => ("\u{feff}", text),
            None => ("", before.as_str()),
        };
        let returns = text.matches("\r\n").count();
        let ends = text.matches('\n').count();
        if (returns > 0 && returns != ends) || text.contains('\0') {
            return None;
        }
        let path = found.path.to_string_lossy();
        let mut after = fixed(&path, &text.replace("\r\n", "\n"), &self.options, &around)?;
        if returns > 0 {
            after = after.replace('\n', "\r\n");
        }
        Some(Mended {
            file: library.file(entry),
            after: format!("{mark}{after}"),
            before,
        })
    }

    /// Checks several aids at a time.
    fn all(&self, jobs: &[(&Library, usize)]) -> Vec<Found> {
        let next = AtomicUsize::new(0);
        let one = || {
            let (library, entry) = jobs.get(next.fetch_add(1, Ordering::Relaxed))?;
            Some(self.aid(library, *entry))
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            let work = || std::iter::from_fn(one).flatten().collect::<Vec<_>>();
            // A thread that cannot be had (limits) is done without: this one works too.
            let threads: Vec<_> = (1..cores.min(MOST_THREADS))
                .filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok())
                .collect();
            let mut found = work();
            for thread in threads {
                match thread.join() {
                    Ok(more) => found.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            found
        })
    }

    fn loaded(&self, library: &Library, entry: usize, loaded: Loaded) -> Vec<Found> {
        let written = Written::of(&loaded.raw);
        let around = Neighbours {
            library,
            entry,
            checker: self,
        };
        let findings = check(
            &loaded.aid,
            &written,
            loaded.findings,
            &self.options,
            &around,
        );
        let file = library.file(entry);
        let lines: Vec<&str> = written.text.split('\n').collect();
        let with_line = |mut finding: Diagnostic| {
            finding.file.clone_from(&file);
            let index = (finding.at.line as usize).wrapping_sub(1);
            let line = lines.get(index).filter(|_| finding.code != Code::Secret);
            Found {
                line: line.map(|line| line.to_string()).unwrap_or_default(),
                finding,
            }
        };
        findings.into_iter().map(with_line).collect()
    }
}

fn without_line(finding: Diagnostic) -> Found {
    Found {
        finding,
        line: String::new(),
    }
}

fn order(finding: &Diagnostic) -> (&Path, Position, Code) {
    (&finding.file, finding.at, finding.code)
}

/// What no page shows by itself.
fn is_of_folder(finding: &Diagnostic) -> bool {
    matches!(
        finding.code,
        Code::Source | Code::Unreadable | Code::DuplicateId
    ) || finding.at.line == 0
}

/// The files and aids around a page, and the machine's bash.
struct Neighbours<'a> {
    library: &'a Library,
    entry: usize,
    checker: &'a Checker,
}

impl Surroundings for Neighbours<'_> {
    /// Inside the collection, or beside a file that was given by itself.
    fn exists(&self, path: &str) -> Option<bool> {
        let entry = self.library.entry(self.entry)?;
        let source = &self.library.sources().get(entry.source)?.source;
        if source.origin == Origin::Starter {
            return Some(self.library.resolve(self.entry, path).is_some());
        }
        let file = self.library.file(self.entry);
        let folder = file.parent().unwrap_or(Path::new(""));
        let target = folder.join(decoded(path));
        let climbs = depth_below(&entry.path, path).is_none();
        (file == source.root || !climbs).then(|| target.exists())
    }

    fn names(&self, name: &str) -> Option<bool> {
        let entry = self.library.entry(self.entry)?;
        let source = &self.library.sources().get(entry.source)?.source;
        let alone = source.origin == Origin::Given && self.library.file(self.entry) == source.root;
        let is_address = name.contains("://");
        // A reader of the page has the aids inside the program too.
        let is_starter = || self.checker.starter().named(name).is_some();
        (!alone && !is_address)
            .then(|| self.library.resolve(self.entry, name).is_some() || is_starter())
    }

    fn shell_error(&self, script: &str) -> Option<SyntaxError> {
        let (line, message) = bash::syntax_error(self.checker.bash.as_deref()?, script)?;
        Some(SyntaxError { line, message })
    }
}

/// `%20` in a link is a space in a name.
fn decoded(path: &str) -> String {
    path.replace("%20", " ")
}

/// How many folders below its root a link from `page` leads; none when it leaves the root.
fn depth_below(page: &Path, link: &str) -> Option<usize> {
    let folders = page.components().count().saturating_sub(1);
    link.split('/').try_fold(folders, |depth, part| match part {
        ".." => depth.checked_sub(1),
        "" | "." => Some(depth),
        _ => Some(depth + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check_all(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let plan = Plan {
            sources: vec![Source {
                origin: Origin::Given,
                root: folder.path().to_path_buf(),
            }],
            ..Plan::default()
        };
        let library = Library::read(&plan, SystemTime::now(), &mut |_| {});
        let checker = Checker::new(Options {
            strict: false,
            levels: Vec::new(),
            today: date(2026, 11, 22),
        });
        let checked = checker.libraries(&[library]);
        let shown = checked.found.iter().map(|Found { finding, .. }| {
            let file = finding.file.strip_prefix(folder.path()).expect("below");
            format!(
                "{} {} {}",
                file.display(),
                finding.at.line,
                finding.code.name()
            )
        });
        shown.collect()
    }

    #[test]
    fn pages_are_checked_in_the_order_of_their_files_with_those_around_them() {
        let found = check_all(&[
            (
                "b/two.md",
                "---\nrelated: [one, three, disk-full-triage]\n---\n[a](../one.md) [b](../gone.md) [c](../../x.md)\n",
            ),
            ("one.md", "# One\n\nTODO\n"),
            ("six.md", "# One\n\n![The sea](a%20b.png)\n"),
            ("a b.png", ""),
        ]);
        assert_eq!(
            found,
            [
                "b/two.md 2 dead-link",
                "b/two.md 4 dead-link",
                "one.md 3 todo",
                "six.md 1 same-title",
            ]
        );
    }

    #[test]
    fn what_is_found_while_reading_is_said_once() {
        let found = check_all(&[
            ("a.md", "---\ntags: [\n---\n1. Go\n"),
            ("b.md", "---\naliases: [x]\n---\n1. Go\n"),
            ("c.md", "---\naliases: [x]\n---\n1. Go\n"),
        ]);
        assert_eq!(found, ["a.md 2 front-matter", "c.md 0 duplicate-id"]);
    }

    #[test]
    fn a_file_that_is_skipped_is_said_with_what_to_do() {
        let found = check_all(&[("a.md", "1. Go\n"), ("b.md", "x\0y")]);
        assert_eq!(found, ["b.md 1 hostile-text"]);
    }

    #[test]
    fn mark_and_line_ends_of_a_file_stay_as_they_are() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mended = |bytes: &[u8]| {
            let root = folder.path().join("page.md");
            std::fs::write(&root, bytes).expect("written");
            let origin = Origin::Given;
            let plan = Plan {
                sources: vec![Source { origin, root }],
                ..Plan::default()
            };
            let library = Library::read(&plan, SystemTime::now(), &mut |_| {});
            let checker = Checker::new(Options {
                strict: false,
                levels: Vec::new(),
                today: date(2026, 11, 22),
            });
            checker.mended(&library, 0).map(|mended| mended.after)
        };
        let after = mended(b"\xef\xbb\xbf##Go\r\n\r\n1. Go.\r\n");
        assert_eq!(after.as_deref(), Some("\u{feff}## Go\r\n\r\n1. Go.\r\n"));
        assert_eq!(mended(b"##Go\r\n\n1. Go.\n"), None);
        assert_eq!(mended(b"##Go\n\xff\n"), None);
    }

    #[test]
    fn an_empty_folder_has_nothing_wrong() {
        assert_eq!(check_all(&[]), Vec::<String>::new());
    }
}
