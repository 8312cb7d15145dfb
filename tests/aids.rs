//! The starter aids: each reads without a finding, is short, and says what it needs to.

use std::path::PathBuf;

use jitt::aid::{Aid, BlockKind};
use jitt::parse::{Parsed, parse};

fn starter_aids() -> Vec<(PathBuf, String, Parsed)> {
    let mut aids: Vec<_> = std::fs::read_dir("aids")
        .expect("aids/ is there")
        .map(|entry| entry.expect("aids/ can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("an aid is UTF-8");
            let name = path
                .file_name()
                .expect("a file")
                .to_string_lossy()
                .into_owned();
            let parsed = parse(&name, text.as_bytes());
            (path, text, parsed)
        })
        .collect();
    aids.sort_by(|a, b| a.0.cmp(&b.0));
    aids
}

fn has_expectation(aid: &Aid) -> bool {
    let mut steps = aid.procedures().flat_map(|procedure| procedure.steps());
    steps.any(|step| {
        step.blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Expect(_)))
    })
}

#[test]
fn the_starter_set_is_there() {
    let names: Vec<_> = starter_aids()
        .into_iter()
        .map(|(_, _, parsed)| parsed.aid.id)
        .collect();
    for wanted in [
        "boot-rescue",
        "cannot-delete-file",
        "capture-packets",
        "connection-refused-or-timeout",
        "container-disk",
        "container-will-not-start",
        "cron-did-not-run",
        "deleted-file-space",
        "disk-full-triage",
        "dns-change-check",
        "dns-who-answers",
        "firewall-change-guarded",
        "fsck-safely",
        "fstab-check",
        "git-bisect-run",
        "git-conflict",
        "git-lost-commits",
        "git-secret-pushed",
        "git-undo",
        "grow-partition-and-fs",
        "high-load-60s",
        "inodes-exhausted",
        "journal-too-big",
        "k8s-crashloop",
        "logrotate-now",
        "logs-in-window",
        "lvm-extend",
        "mtu-blackhole",
        "mysql-stuck",
        "oom-killed",
        "permission-path",
        "port-in-use",
        "postgres-blocked",
        "process-stuck",
        "read-only-filesystem",
        "restore-one-file",
        "root-password-reset",
        "route-and-source",
        "rsync-mirror",
        "service-will-not-start",
        "ssh-host-key-changed",
        "ssh-hung-session",
        "ssh-permission-denied",
        "ssh-tunnel",
        "sudoers-edit",
        "swap-file-add",
        "systemd-override",
        "tar-extract-safely",
        "tls-cert-expired",
        "tls-chain-incomplete",
        "tls-key-match",
        "too-many-open-files",
        "unmount-busy",
        "user-locked-out",
    ] {
        assert!(
            names.iter().any(|name| name == wanted),
            "{wanted} is missing from {names:?}"
        );
    }
}

#[test]
fn every_aid_reads_without_a_finding() {
    for (path, _, parsed) in starter_aids() {
        assert!(
            parsed.findings.is_empty(),
            "{}: {:?}",
            path.display(),
            parsed.findings
        );
    }
}

#[test]
fn every_aid_is_one_procedure_of_at_most_ten_steps_as_written() {
    for (path, text, parsed) in starter_aids() {
        let procedures: Vec<_> = parsed.aid.procedures().collect();
        assert_eq!(procedures.len(), 1, "{}", path.display());
        let steps = procedures[0].step_count();
        let body = text
            .splitn(3, "---")
            .nth(2)
            .expect("front matter")
            .to_string();
        let written = body
            .lines()
            .filter(|line| {
                line.split_once(". ")
                    .is_some_and(|(n, _)| n.parse::<u32>().is_ok())
            })
            .count();
        assert_eq!(steps, written, "{}", path.display());
        assert!(
            (3..=10).contains(&steps),
            "{} has {steps} steps",
            path.display()
        );
    }
}

#[test]
fn every_aid_says_what_it_does_when_it_was_reviewed_and_what_people_see() {
    for (path, _, parsed) in starter_aids() {
        let meta = &parsed.aid.meta;
        assert!(
            parsed.aid.title.len() <= 60,
            "{}: long title",
            path.display()
        );
        assert!(meta.summary.is_some(), "{}: no summary", path.display());
        assert!(meta.reviewed.is_some(), "{}: no review", path.display());
        assert!(!meta.owners.is_empty(), "{}: no owner", path.display());
        assert!(meta.symptoms.len() >= 2, "{}: no symptoms", path.display());
        assert!(!meta.tags.is_empty(), "{}: no tags", path.display());
        assert!(
            meta.minutes.is_some_and(|minutes| minutes <= 5),
            "{}: too long",
            path.display()
        );
        assert!(
            has_expectation(&parsed.aid)
                || path.ends_with("git-undo.md")
                || path.ends_with("git-lost-commits.md"),
            "{}: no expected result",
            path.display()
        );
    }
}

#[test]
fn every_step_that_destroys_is_warned_of_before_it() {
    for (path, _, parsed) in starter_aids() {
        for step in parsed
            .aid
            .procedures()
            .flat_map(|procedure| procedure.steps())
        {
            let dangerous = step
                .commands()
                .iter()
                .any(|c| jitt::parse::danger::destructive(&c.text));
            assert!(
                !dangerous || !step.callouts.is_empty(),
                "{}: step {} is not warned of",
                path.display(),
                step.number_label()
            );
        }
    }
}

#[test]
fn every_link_to_another_aid_leads_somewhere() {
    for (path, text, parsed) in starter_aids() {
        let mut targets = parsed.aid.meta.related.clone();
        for piece in text.split("](").skip(1) {
            targets.extend(
                piece
                    .split(')')
                    .next()
                    .filter(|t| t.ends_with(".md"))
                    .map(str::to_string),
            );
        }
        for target in targets {
            let file = PathBuf::from("aids")
                .join(target.trim_end_matches(".md"))
                .with_extension("md");
            assert!(file.exists(), "{} links to {target}", path.display());
        }
    }
}

/// Age is left out: it is for the owner to see, and no test may fail by the calendar alone.
#[test]
fn every_aid_passes_its_own_strict_check() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_jitt"))
        .args(["--check", "--strict", "aids"])
        .output()
        .expect("jitt runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let findings: Vec<_> = said
        .lines()
        .filter(|line| line.starts_with("aids/") && !line.contains("[overdue]"))
        .collect();
    assert!(findings.is_empty(), "{findings:#?}");
    assert!(
        output.status.code().is_some_and(|code| code < 2),
        "{output:?}"
    );
}
