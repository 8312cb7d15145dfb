//! The README is run: its commands, its configuration, its aid.

use std::path::Path;
use std::process::Command;

use jitt::config::Settings;
use jitt::parse::parse;
use jitt::ui::keymap::{Keymap, TABLE};

fn readme() -> String {
    std::fs::read_to_string("README.md").expect("README.md is there")
}

/// The texts of the fenced blocks of one language; what a longer fence quotes is not looked into.
fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let mut found = Vec::new();
    let mut open: Option<(String, bool, Vec<&str>)> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        let fence: String = trimmed.chars().take_while(|c| *c == '`').collect();
        match open.take() {
            Some((until, wanted, lines)) if trimmed == until => {
                found.extend(wanted.then(|| lines.join("\n")));
            }
            Some((until, wanted, mut lines)) => {
                lines.push(line);
                open = Some((until, wanted, lines));
            }
            None if fence.len() >= 3 => {
                let wanted = &trimmed[fence.len()..] == language;
                open = Some((fence, wanted, Vec::new()));
            }
            None => {}
        }
    }
    found
}

/// `$PATH` with the program that is tested before all others.
fn path_with_jitt() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_jitt"));
    let folder = program.parent().expect("the program is in a folder");
    format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    )
}

#[test]
fn every_command_of_the_readme_shows_something() {
    let path = path_with_jitt();
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut ran = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let command = line.trim().replace("cargo run --release --", "jitt");
        if command.starts_with("cargo ") || !command.contains("jitt") {
            continue; // `cargo test` is what runs this
        }
        let output = Command::new("sh")
            .args(["-c", &command])
            .env_clear()
            .env("PATH", &path)
            .env("HOME", home.path())
            .output()
            .expect("sh runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {errors}");
        assert!(!output.stdout.is_empty(), "{command} printed nothing");
        ran += 1;
    }
    assert!(ran >= 7, "only {ran} commands were found");
}

#[test]
fn the_hook_shown_checks_what_is_committed_and_not_what_lies_in_the_folder() {
    let blocks = blocks("bash");
    let hook = blocks
        .iter()
        .find(|block| block.starts_with("#!/bin/sh"))
        .expect("the hook is shown");
    let home = tempfile::tempdir().expect("a temporary folder");
    let path = path_with_jitt();
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org"])
            .args(arguments)
            .current_dir(home.path())
            .env_clear()
            .env("PATH", &path)
            .env("HOME", home.path())
            .env("TMPDIR", home.path().join("tmp"))
            .output()
            .expect("git runs");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).into_owned()
                + &String::from_utf8_lossy(&output.stdout),
        )
    };
    let write = |file: &str, text: &str| {
        let file = home.path().join(file);
        std::fs::create_dir_all(file.parent().expect("below the home")).expect("a folder");
        std::fs::write(file, text).expect("a file");
    };
    let (good, bad) = ("# Go\n\n1. [Go](b c.md).\n", "# Go\n\n1. [Go](gone.md).\n");
    git(&["init", "-q"]);
    write("tmp/.gitignore", "*\n");
    write(".git/hooks/pre-commit", hook);
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    let file = home.path().join(".git/hooks/pre-commit");
    std::fs::set_permissions(file, mode).expect("its mode can be set");

    write("runbooks/deep/b c.md", "# B\n\n1. Go.\n");
    write("runbooks/a.md", &bad.replace("gone", "deep/b c"));
    write("runbooks/d.md", bad);
    git(&["add", "runbooks"]);
    // Mended in the folder alone: what is staged is still broken.
    write("runbooks/d.md", good);
    let (done, said) = git(&["commit", "-qm", "first"]);
    assert!(!done && said.contains("runbooks/d.md:3:"), "{said}");
    write("runbooks/d.md", &good.replace("b c", "deep/b c"));
    git(&["add", "runbooks"]);
    // Broken in the folder alone.
    write("runbooks/d.md", bad);
    let (done, said) = git(&["commit", "-qm", "first"]);
    assert!(done, "{said}");
    let (done, said) = git(&["commit", "-qam", "all"]);
    assert!(!done && said.contains("gone.md"), "{said}");
    git(&["rm", "-qf", "runbooks/d.md"]);
    let (done, said) = git(&["commit", "-qm", "less"]);
    assert!(done, "{said}");
    let left = std::fs::read_dir(home.path().join("tmp")).expect("listed");
    assert_eq!(left.count(), 1, "the hook leaves nothing behind");
}

#[test]
fn the_configuration_shown_reads_without_a_finding() {
    let blocks = blocks("toml");
    let [config] = blocks.as_slice() else {
        panic!("one configuration is shown")
    };
    let (settings, findings) = Settings::read(
        config,
        Path::new("/home/me/.config/jitt/config.toml"),
        Some(Path::new("/home/me")),
    );
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(settings.sources.len(), 2);
    assert_eq!(settings.keys.len(), 1);
    let (_, wrong) = Keymap::new(&settings.keys);
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_action_that_can_have_other_keys_is_named() {
    let readme = readme();
    for row in TABLE.iter().filter(|row| row.name != "go-to") {
        let named = format!("`{}`", row.name);
        assert!(readme.contains(&named), "{named} is not in the README");
    }
}

#[test]
fn the_aid_shown_has_two_steps_with_a_warning_and_an_expected_result() {
    let blocks = blocks("markdown");
    let [page] = blocks.as_slice() else {
        panic!("one aid is shown")
    };
    let parsed = parse("deleted.md", page.as_bytes());
    assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
    assert_eq!(parsed.aid.step_count(), 2);
    let steps: Vec<_> = parsed.aid.procedures().flat_map(|p| p.steps()).collect();
    assert_eq!(steps[1].callouts.len(), 1);
    assert_eq!(steps[0].commands().len(), 1);
}

#[test]
fn every_crate_of_the_manifest_is_in_the_table() {
    let manifest = std::fs::read_to_string("Cargo.toml").expect("Cargo.toml is there");
    let readme = readme();
    let mut of_crates = false;
    let names = manifest.lines().filter_map(|line| {
        if line.starts_with('[') {
            of_crates = line.contains("dependencies]");
        }
        line.split_once(" = ")
            .filter(|_| of_crates)
            .map(|(name, _)| name)
    });
    let table = readme.lines().skip_while(|line| *line != "## Dependencies");
    let crates: Vec<&str> = table
        .filter_map(|line| match line.strip_prefix("| ") {
            Some(row) => row.split(" | ").next(),
            None => line.strip_prefix("Only for tests: "),
        })
        .flat_map(|cell| cell.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_'))
        .collect();
    for name in names {
        assert!(crates.contains(&name), "{name} is not in the table");
    }
}
