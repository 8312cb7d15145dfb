//! Whole aids: at the prompt, in the browser, folded and not.

use super::*;

#[test]
fn an_aid_at_the_prompt_is_title_line_then_steps_with_their_commands_set_apart() {
    assert_eq!(
        printed(&deleted_file(), 80),
        "\
Free disk space held by a deleted file
4 steps · 4 min · reviewed 2025-11-02, overdue by 20 days
DANGER: step 3 discards data
Needs: lsof, root

1. Compare the file system with the tree.
     df -h <mount>; sudo du -xsh <mount>
   Expect: df far above du.
   If not: open disk-full-triage.
2. Can its service restart now?
   - Yes -> step 3
   - No -> step 4
3. Empty the file through the open descriptor.
   WARNING: Its content is gone for good. Check that PID and FD are those of
   step 2, on this host.
     sudo truncate -s 0 /proc/<pid>/fd/<fd>
4. Check that the space is back:
     df -h <mount>

Related: disk-full-triage
"
    );
}

#[test]
fn twenty_columns_are_enough_to_read_the_steps_and_leave_printed_commands_whole() {
    assert_eq!(
        plain(
            &deleted_file(),
            &View {
                steps: Some(1..=3),
                ..View::new(20, TODAY)
            }
        ),
        "\
1. Compare the file
   system with the
   tree.
     df -h <mount>; sudo du -xsh <mount>
   Expect: df far
   above du.
   If not: open
   disk-full-triage.
2. Can its service
   restart now?
   - Yes -> step 3
   - No -> step 4
3. Empty the file
   through the open
   descriptor.
   WARNING: Its
   content is gone
   for good. Check
   that PID and FD
   are those of step
   2, on this host.
     sudo truncate -s 0 /proc/<pid>/fd/<fd>
"
    );
}

#[test]
fn the_browser_shows_cursor_marks_and_commands_that_go_on_below() {
    let mark = |at: StepRef| match at.step {
        0 => Mark::Done,
        1 => Mark::Skipped,
        _ => Mark::Open,
    };
    let view = View {
        current: Some(StepRef {
            procedure: 0,
            step: 2,
        }),
        mark: &mark,
        wrap_commands: true,
        steps: Some(1..=4),
        ..View::new(40, TODAY)
    };
    let lines = aid_lines(&deleted_file(), &view);
    assert_eq!(
        to_text(&lines, Output::default()),
        "\x20✓ 1. Compare the file system with the
      tree.
 - 2. Can its service restart now?
      (skipped)
>  3. Empty the file through the open
      descriptor.
      WARNING: Its content is gone for
      good. Check that PID and FD are
      those of step 2, on this host.
        sudo truncate -s 0
          /proc/<pid>/fd/<fd>
   4. Check that the space is back:
        df -h <mount>
"
    );
    let kinds: Vec<(LineKind, bool)> = lines
        .iter()
        .filter(|line| line.step.is_some_and(|at| at.step == 2))
        .map(|line| (line.kind, line.wrapped))
        .collect();
    assert_eq!(
        kinds,
        [
            (LineKind::StepStart, false),
            (LineKind::Step, true),
            (LineKind::Step, false),
            (LineKind::Step, true),
            (LineKind::Step, true),
            (LineKind::Command(0), false),
            (LineKind::Command(0), true),
        ]
    );
}

fn runbook() -> Aid {
    let diagnosis = procedure(
        "Diagnosis",
        vec![
            step(1, "Look at the disks.", vec![command("df -h")]),
            step(2, "Look at the log.", vec![command("journalctl -b")]),
        ],
    );
    let mitigation = procedure(
        "Mitigation",
        vec![
            step(
                1,
                "Delete it.",
                vec![paragraph("Ask first."), command("rm -r x")],
            ),
            Step {
                callouts: vec![
                    callout(CalloutKind::Note, "It takes long."),
                    callout(CalloutKind::Caution, "Nobody can log in."),
                ],
                ..step(2, "Restart.", vec![command("reboot")])
            },
        ],
    );
    aid(
        "DiskFull",
        vec![
            section("Meaning", "The disk is full."),
            section("Impact", "Nothing works."),
            diagnosis,
            mitigation,
        ],
    )
}

#[test]
fn one_procedure_of_several_names_the_others_and_background_is_one_line() {
    let view = View {
        procedure: Some(0),
        ..View::new(80, TODAY)
    };
    assert_eq!(
        plain(&runbook(), &view),
        "\
DiskFull
2 steps
Also on this page: #mitigation

Diagnosis
1. Look at the disks.
     df -h
2. Look at the log.
     journalctl -b

Background: #meaning, #impact
"
    );
}

#[test]
fn only_commands_keeps_what_guards_them() {
    let view = View {
        procedure: Some(1),
        fold: Fold::Commands,
        ..View::new(80, TODAY)
    };
    assert_eq!(
        plain(&runbook(), &view),
        "\
DiskFull
2 steps
Also on this page: #diagnosis

Mitigation
1. Delete it.
     rm -r x
2. Restart.
   CAUTION: Nobody can log in.
     reboot
"
    );
}

#[test]
fn everything_is_the_page_in_its_order() {
    let view = View {
        fold: Fold::Everything,
        ..View::new(80, TODAY)
    };
    assert_eq!(
        plain(&runbook(), &view),
        "\
DiskFull
4 steps

Meaning
The disk is full.

Impact
Nothing works.

Diagnosis
1. Look at the disks.
     df -h
2. Look at the log.
     journalctl -b

Mitigation
1. Delete it.
   Ask first.
     rm -r x
2. Restart.
   NOTE: It takes long.
   CAUTION: Nobody can log in.
     reboot
"
    );
}
