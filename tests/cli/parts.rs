//! `page#part` at the command line: every output honours it, and none does something else instead.

use super::program::{Outcome, Program};

const ETCD: &str = "# Etcd has no leader\n\n## Overview\n\nEtcd elects a leader.\n\n\
    ## Diagnosis\n\n1. Look at the members.\n   ```sh\n   etcdctl member list\n   ```\n2. Look at the disks.\n\n\
    ## Repair\n\n1. Add a member.\n   ```sh\n   etcdctl member add\n   ```\n2. Check it.\n";

const ISSUE: &str = "# Etcd quorum lost\n\n1. Restore number 5 from the backup.\n2. Look.\n";

/// A run of `jitt --dir d ARGUMENTS`.
fn run(arguments: &[&str]) -> Outcome {
    Program::new()
        .file("d/etcd.md", ETCD)
        .file("d/quorum.md", ISSUE)
        .args(["--dir", "d"])
        .args(arguments)
        .run()
}

fn json(outcome: &Outcome) -> serde_json::Value {
    serde_json::from_str(&outcome.stdout).expect("JSON")
}

#[test]
fn text_without_steps_gives_no_commands_and_no_steps() {
    let text = run(&["etcd#overview"]);
    assert!(text.shown().contains("Etcd elects a leader."));
    for pick in [&["-c"][..], &["-s", "1"], &["-c", "-s", "1"], &["-c", "-y"]] {
        let outcome = run(&[&["etcd#overview"], pick].concat());
        assert_eq!(outcome.status, Some(1), "{pick:?}");
        assert_eq!(outcome.stdout, "", "{pick:?}: a shell may be reading it");
        assert!(
            outcome.stderr.contains("etcd#overview has no steps"),
            "{pick:?}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn a_part_that_is_not_there_is_said_by_every_output() {
    for output in [
        &[][..],
        &["-c"],
        &["-r"],
        &["-l"],
        &["--json"],
        &["--json", "-n", "1"],
    ] {
        let outcome = run(&[&["etcd#nosuch"], output].concat());
        assert_eq!(outcome.status, Some(1), "{output:?}");
        assert!(
            outcome.stderr.contains("no part \"nosuch\""),
            "{output:?}: {}",
            outcome.stderr
        );
        let answer = if output.contains(&"--json") {
            "[]\n"
        } else {
            ""
        };
        assert_eq!(outcome.stdout, answer, "{output:?}");
    }
}

#[test]
fn json_says_which_procedure_was_named() {
    for (topic, first) in [
        ("etcd", 0),
        ("etcd#repair", 1),
        ("etcd#diagnosis", 0),
        ("etcd#overview", 0),
    ] {
        let outcome = run(&[topic, "--json", "-n", "1"]);
        assert_eq!(outcome.status, Some(0), "{topic}: {}", outcome.stderr);
        assert_eq!(json(&outcome)[0]["aid"]["first"], first, "{topic}");
    }
    let several = run(&["etcd#repair", "--json"]);
    assert_eq!(json(&several)[0]["id"], "etcd");
}

#[test]
fn a_number_sign_in_a_topic_may_be_just_that() {
    for topic in ["etcd quorum #5", "quorum lost #5", "lost quorum#1045"] {
        let outcome = run(&[topic]);
        assert!(
            outcome.shown().starts_with("Etcd quorum lost\n"),
            "{topic}: {}",
            outcome.stderr
        );
    }
    let part = run(&["leader etcd#repair"]);
    assert!(
        part.shown().contains("Add a member."),
        "a search's first hit has the part"
    );
}

#[test]
fn a_topic_that_says_a_procedure_s_title_opens_it() {
    let vpn = "# Manage the VPN\n\n## Add a user\n\n1. Make the certificate of the user.\n2. Send it.\n\n\
        ## Remove a user\n\n1. Revoke it.\n   ```sh\n   easyrsa revoke NAME\n   ```\n2. Publish the list.\n";
    let run = |arguments: &[&str]| {
        let program = Program::new().file("d/vpn.md", vpn);
        program.args(["--dir", "d"]).args(arguments).run()
    };
    let outcome = run(&["remove", "a", "user"]);
    let text = outcome.shown();
    assert!(text.contains("easyrsa revoke"), "{text}");
    assert!(!text.contains("Make the certificate"), "{text}");
    let outcome = run(&["-c", "vpn", "remove", "user"]);
    let text = outcome.shown();
    assert!(text.contains("easyrsa revoke"), "{text}");
}

const DISK: &str = "# Move a volume\n\n1. Ask.\n2. Wait.\n\n## Mitigation\n\n### Free space\n\n1. Look.\n2. Delete logs.\n\n\
    ### Purge volume\n\n> [!WARNING]\n> All is gone.\n\n1. Stop it.\n   ```sh\n   stop it\n   ```\n2. Purge it.\n";

fn disk(arguments: &[&str]) -> Outcome {
    Program::new()
        .file("d/move.md", DISK)
        .args(["--dir", "d"])
        .args(arguments)
        .run()
}

#[test]
fn a_number_alone_is_a_phase_where_steps_have_two() {
    let phase = disk(&["move#mitigation", "-s", "2"]);
    assert!(phase.shown().contains("2.1. Stop it."), "{}", phase.stdout);
    assert!(phase.stdout.contains("2.2. Purge it."), "{}", phase.stdout);
    assert!(!phase.stdout.contains("Delete logs."), "{}", phase.stdout);
    let range = disk(&["move#mitigation", "-s", "1.2-2"]);
    assert!(range.shown().contains("Delete logs.") && range.stdout.contains("Purge it."));
    let beyond = disk(&["move#mitigation", "-s", "3"]);
    assert_eq!(beyond.status, Some(1));
    assert!(
        beyond.stderr.contains("its last is 2.2"),
        "{}",
        beyond.stderr
    );
}

#[test]
fn a_phase_is_opened_without_the_rest_of_its_procedure() {
    let phase = disk(&["move#purge-volume"]);
    assert!(phase.shown().contains("Purge it."), "{}", phase.stdout);
    assert!(phase.stdout.contains("All is gone."), "{}", phase.stdout);
    assert!(!phase.stdout.contains("Delete logs."), "{}", phase.stdout);
    assert_eq!(disk(&["move#purge-volume", "-c"]).shown(), "stop it\n");
}

#[test]
fn the_beginning_of_a_part_s_name_and_a_number_open_it() {
    assert!(disk(&["move#purge"]).shown().contains("Purge it."));
    let first = disk(&["move#mitigation"]);
    assert!(
        first.shown().contains("Also on this page: #1"),
        "{}",
        first.stdout
    );
    assert!(disk(&["move#1"]).shown().contains("1. Ask."));
}

const BRANCHES: &str = "# Send the web server somewhere else\n\n\
    1. Switch it over.\n\n   > [!WARNING]\n   > Visitors are cut off.\n\n   \
    - If nginx: `systemctl reload nginx`\n   - If <server> is else: `systemctl restart <server>`\n\
    2. Look.\n   ```sh\n   curl -I localhost\n   ```\n   - And from afar:\n     ```sh\n     curl -I example.org\n     ```\n";

fn branches(arguments: &[&str]) -> Outcome {
    let program = Program::new().file("d/switch.md", BRANCHES);
    program.args(["--dir", "d", "switch"]).args(arguments).run()
}

#[test]
fn a_command_in_the_text_of_a_branch_is_a_command() {
    assert_eq!(
        branches(&["-c"]).stdout,
        "systemctl reload nginx\nsystemctl restart <server>\ncurl -I localhost\ncurl -I example.org\n"
    );
    assert!(branches(&["-c"]).stderr.contains("step 1 is a choice"));
    assert_eq!(branches(&["-c", "-s", "1a"]).stderr, "");
    let filled = branches(&["-c", "-s", "1", "--set", "server=caddy"]);
    assert_eq!(
        filled.stdout,
        "systemctl reload nginx\nsystemctl restart caddy\n"
    );
    let whole = json(&branches(&["--json", "-n", "1"]));
    assert_eq!(whole[0]["aid"]["placeholders"][0]["name"], "server");
    let step = &whole[0]["aid"]["procedures"][0]["phases"][0]["steps"][0];
    assert_eq!(step["commands"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        step["steps"][1]["commands"][0],
        "systemctl restart <server>"
    );
}

#[test]
fn one_branch_is_shown_alone_with_what_guards_it() {
    assert_eq!(
        branches(&["-c", "-s", "1b"]).stdout,
        "systemctl restart <server>\n"
    );
    assert_eq!(
        branches(&["-c", "-s", "2A"]).stdout,
        "curl -I example.org\n"
    );
    let shown = branches(&["-s", "1b"]).stdout;
    assert!(
        shown.contains("WARNING") && shown.contains("systemctl restart <server>"),
        "{shown}"
    );
    assert!(
        !shown.contains("nginx") && !shown.contains("curl"),
        "{shown}"
    );
    for (asked, said) in [
        ("1c", "the last part of step 1 is 1b"),
        ("9a", "its last is 2"),
    ] {
        let outcome = branches(&["-s", asked]);
        assert_eq!(outcome.status, Some(1));
        assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    }
}

#[test]
fn a_phase_of_several_steps_has_no_part_of_its_own() {
    let page = "# Move\n\n## Steps\n\n### Before\n\n1. Look.\n2. Ask.\n\n### After\n\n\
        1. Start it.\n   - In haste: `systemctl start x`\n   - Else: `systemctl start y`\n2. Look.\n";
    let run = |step: &str| {
        let program = Program::new().file("d/move.md", page);
        program.args(["--dir", "d", "move", "-c", "-s", step]).run()
    };
    assert_eq!(run("2.1b").stdout, "systemctl start y\n");
    let phase = run("2a");
    assert_eq!(phase.status, Some(2));
    assert!(phase.stderr.contains("2.1a"), "{}", phase.stderr);
}

#[test]
fn the_number_shown_is_the_number_to_ask_for() {
    let page = |name: &str, text: &str, arguments: &[&str]| {
        let program = Program::new().file(name, text);
        program.args(["--dir", "d"]).args(arguments).run()
    };
    let plan = "# Plan\n\n## 1. Declare\n\nCall.\n\n## 2. Switch\n\n### 2.1 Database\n\n```sh\npg_ctl promote\n```\n\n\
        ### 2.2. Names\n\n```sh\ndnsctl flip\n```\n\n## 3. Tell\n\nDone.\n";
    let plan = |number: &str| page("d/plan.md", plan, &["plan", "-c", "-s", number]);
    assert_eq!(plan("2.1").stdout, "pg_ctl promote\n");
    assert_eq!(plan("2.2").stdout, "dnsctl flip\n");
    assert_eq!(plan("2.3").status, Some(1));
    let patch = "# Patch\n\n## Prepare\n\n1. Drain `drain a`\n2. Look `pods a`\n\n## Act\n\n3. Patch `patch a`\n4. Reboot `reboot a`\n";
    let patch = |arguments: &[&str]| page("d/patch.md", patch, arguments);
    assert_eq!(patch(&["patch", "-c", "-s", "4"]).stdout, "reboot a\n");
    assert!(patch(&["patch"]).shown().contains("3. Patch"));
    assert!(patch(&["patch#act"]).shown().contains("3. Patch"));
}
