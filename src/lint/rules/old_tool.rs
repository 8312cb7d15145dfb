//! `old-tool`: a command that a fresh system no longer has.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::OldTool,
    level: Severity::Info,
    catches: "netstat, ifconfig, route, arp, apt-key or docker-compose in a command",
    why: "it is not there on a fresh Debian when it counts",
    source: "net-tools and apt-key are no longer installed by Debian 12; docker-compose v1 ended in 2023",
    instead: "use its successor",
    bad: "1. Look: `netstat -ltnp`\n2. Read.\n",
    good: "1. Look: `ss -ltnp`\n2. Read.\n",
    check: Some(check),
};

/// A tool and what took its place.
const SUCCESSORS: [(&str, &str); 6] = [
    ("netstat", "ss"),
    ("ifconfig", "ip address"),
    ("route", "ip route"),
    ("arp", "ip neighbour"),
    ("apt-key", "a key file named by Signed-By"),
    ("docker-compose", "docker compose"),
];

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for command in page.commands() {
        for program in programs(command.text) {
            if let Some((old, new)) = SUCCESSORS.iter().find(|(old, _)| *old == program) {
                let message = format!("{old} is not on a fresh system; its successor is {new}");
                found.push(page.about(RULE.code, command.line, old, message));
            }
        }
    }
    found
}

/// The words in command position.
fn programs(command: &str) -> impl Iterator<Item = &str> {
    const BEFORE: [&str; 8] = ["sudo", "|", "||", "&&", ";", "watch", "then", "do"];
    let words = command.lines().flat_map(|line| {
        let before = std::iter::once("|").chain(line.split_whitespace());
        before.zip(line.split_whitespace())
    });
    words
        .filter(|(before, _)| BEFORE.contains(before) || before.ends_with(';'))
        .map(|(_, word)| word.trim_start_matches(['(', '$']).trim_end_matches(';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn only_the_program_counts_not_its_arguments() {
        let page = "Look:\n\n```sh\ndf\nsudo netstat -ltnp | grep x\n```\n";
        assert_eq!(hits(Code::OldTool, page), [5]);
        assert_eq!(
            hits(Code::OldTool, "1. Run `ip route`.\n2. Run `man netstat`.\n"),
            []
        );
    }
}
