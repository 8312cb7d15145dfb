//! The arrows between modules: a module may name only modules of a lower level.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Module name to its level, read from the comments in `lib.rs`.
fn levels() -> BTreeMap<String, u32> {
    let mut levels = BTreeMap::new();
    let mut level = None;
    for line in fs::read_to_string("src/lib.rs")
        .expect("src/lib.rs is there")
        .lines()
    {
        if let Some(rest) = line.strip_prefix("// level ") {
            level = rest.split(':').next().and_then(|n| n.parse().ok());
        } else if let Some(rest) = line.strip_prefix("pub mod ") {
            let level = level.expect("every module stands below a level comment");
            levels.insert(rest.trim_end_matches(';').to_string(), level);
        }
    }
    levels
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The source without its comment lines.
fn code_of(file: &Path) -> String {
    let source = fs::read_to_string(file).expect("source is readable");
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| [line, "\n"]).collect()
}

/// The modules that a piece of source names as `crate::NAME` or `crate::{NAME, ...}`, or by climbing
/// out of its own `depth` modules: `super::super::NAME`.
fn named_modules(code: &str, depth: usize) -> Vec<String> {
    let climbing = "super::".repeat(depth);
    let code = code.replace(&climbing, "crate::");
    code.split("crate::")
        .skip(1)
        .flat_map(|after| match after.strip_prefix('{') {
            Some(group) => first_names(group),
            None => vec![identifier(after)],
        })
        .collect()
}

fn identifier(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The first names of a `use crate::{a::b, c}` group, whose `{` is already read.
fn first_names(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![identifier(group)];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(identifier(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

fn upward_imports(
    module: &str,
    code: &str,
    depth: usize,
    levels: &BTreeMap<String, u32>,
) -> Vec<String> {
    let own = levels[module];
    let mut named = named_modules(code, depth);
    named.retain(|other| other != module && levels.get(other).is_some_and(|level| *level >= own));
    named
}

#[test]
fn a_module_names_only_modules_of_lower_levels() {
    let levels = levels();
    assert!(
        levels.len() >= 8,
        "lib.rs no longer reads as expected: {levels:?}"
    );
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let below = file.strip_prefix("src").expect("listed below src");
        let first = below.components().next().expect("a file has a name");
        let module = Path::new(first.as_os_str())
            .with_extension("")
            .display()
            .to_string();
        if levels.contains_key(&module) {
            let depth = below.components().count() - usize::from(below.ends_with("mod.rs"));
            let upward = upward_imports(&module, &code_of(&file), depth, &levels);
            wrong.extend(
                upward
                    .iter()
                    .map(|m| format!("{} names crate::{m}", file.display())),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "imports against the arrows:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn an_upward_import_would_be_noticed() {
    let levels = levels();
    assert_eq!(
        upward_imports("aid", "use crate::ui::App;", 1, &levels),
        ["ui"]
    );
    let group = "use crate::{aid::{Aid, Step}, render};";
    assert_eq!(upward_imports("parse", group, 1, &levels), ["render"]);
    let climbing = "use super::super::ui::App; use super::super::{aid, cli};";
    assert_eq!(upward_imports("parse", climbing, 2, &levels), ["ui", "cli"]);
    assert!(upward_imports("parse", "use super::ui::App;", 2, &levels).is_empty());
    assert!(upward_imports("ui", "use crate::aid::Aid;", 1, &levels).is_empty());
}

#[test]
fn a_crate_that_may_be_swapped_is_named_in_one_place() {
    let homes = [
        ("pulldown_cmark", &["src/parse/markdown"][..]),
        ("granit_parser", &["src/parse/front_matter"]),
        ("toml_edit", &["src/config", "src/parse/front_matter"]),
        ("notify", &["src/ui/watch.rs"]),
        ("signal_hook", &["src/ui"]),
        ("nucleo_matcher", &["src/search"]),
        ("crossterm::", &["src/ui/terminal"]),
        ("ratatui", &["src/ui"]),
        ("arboard", &["src/external"]),
        ("webbrowser", &["src/external"]),
        ("clap", &["src/cli"]),
    ];
    for file in rust_files(Path::new("src")) {
        let code = code_of(&file);
        for (name, homes) in homes {
            let named =
                code.contains(&format!("use {name}")) || code.contains(&format!("{name}::"));
            assert!(
                !named || homes.iter().any(|home| file.starts_with(home)),
                "{} names {name}",
                file.display()
            );
        }
    }
}
