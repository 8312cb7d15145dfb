//! What is said above a command that destroys something, and what is asked before it leaves.

use crate::aid::{Aid, CodeBlock, CodeRole, Danger, Step};
use crate::parse::danger::{destructive, destructive_statements};
use crate::session::Surroundings;

/// Whether a text, as it would leave, destroys data or access. An aid that says `danger: false` is
/// believed.
pub fn destroys(aid: &Aid, text: &str) -> bool {
    aid.meta.danger != Some(Danger::No) && destructive(text)
}

/// The first command of a step that destroys something, else the first statements to copy that do. Its
/// sub-steps say it of theirs.
fn destroying<'a>(aid: &Aid, step: &'a Step) -> Option<&'a str> {
    let commands = step.own_commands();
    let mut texts = commands.iter().map(|command| command.text.as_str());
    texts.find(|text| destroys(aid, text)).or_else(|| {
        let copied = step.own_code_blocks(CodeRole::Material);
        let mut copied = copied.into_iter();
        let code = copied.find(|code| copy_destroys(aid, code))?;
        Some(code.text.as_str())
    })
}

fn copy_destroys(aid: &Aid, code: &CodeBlock) -> bool {
    aid.meta.danger != Some(Danger::No) && destructive_statements(code)
}

/// Whether a step destroys something, its sub-steps included.
pub fn step_destroys(aid: &Aid, step: &Step) -> bool {
    let commands = step.commands();
    let copied = step.code_blocks(CodeRole::Material);
    commands.iter().any(|command| destroys(aid, &command.text))
        || copied.into_iter().any(|code| copy_destroys(aid, code))
}

/// What stands above the commands of a step that destroys something: where that would be.
pub fn above(aid: &Aid, step: &Step, here: &Surroundings) -> Option<String> {
    let command = destroying(aid, step)?;
    Some(place(command, here))
}

/// `on ada@web3, in /srv/app, kube context prod, git branch main`: the last two where the command has
/// to do with them and does not choose others itself.
pub fn place(command: &str, here: &Surroundings) -> String {
    let mut parts = vec![format!("on {}", here.user_at_host())];
    if !here.folder.is_empty() {
        parts.push(format!("in {}", here.folder));
    }
    if let Some(context) = here.kube.as_ref().filter(|_| meets_cluster(command)) {
        parts.push(format!("kube context {context}"));
    }
    if let Some(branch) = here.branch.as_ref().filter(|_| meets_repository(command)) {
        parts.push(format!("git branch {branch}"));
    }
    parts.join(", ")
}

/// Whether the current kube context decides what the command hits.
pub fn meets_cluster(command: &str) -> bool {
    const PROGRAMS: [&str; 9] = [
        "kubectl",
        "oc",
        "helm",
        "k9s",
        "flux",
        "argocd",
        "istioctl",
        "velero",
        "kustomize",
    ];
    const CHOOSES: [&str; 3] = ["--context", "--kube-context", "--kubeconfig"];
    has_word(command, &PROGRAMS) && !CHOOSES.iter().any(|option| command.contains(option))
}

/// Whether the branch of the working directory decides what the command hits.
fn meets_repository(command: &str) -> bool {
    has_word(command, &["git"]) && !["-C ", "--git-dir"].iter().any(|o| command.contains(o))
}

fn has_word(command: &str, words: &[&str]) -> bool {
    let pieces = command.split(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)));
    let mut names = pieces.map(|piece| piece.rsplit('/').next().unwrap_or(piece));
    names.any(|name| words.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here() -> Surroundings {
        Surroundings {
            user: "ada".to_string(),
            host: "web3".to_string(),
            folder: "/srv/app".to_string(),
            kube: Some("prod".to_string()),
            branch: Some("main".to_string()),
        }
    }

    #[test]
    fn context_and_branch_are_named_where_they_decide_what_is_hit() {
        let at = "on ada@web3, in /srv/app";
        let said = |command| place(command, &here());
        assert_eq!(said("rm -rf /var/lib/x"), at);
        let kube = format!("{at}, kube context prod");
        assert_eq!(said("sudo /usr/bin/kubectl delete pod x"), kube);
        assert_eq!(said("kubectl --context=test delete pod x"), at);
        assert_eq!(said("echo octopus; rm -r x"), at);
        assert_eq!(
            said("cd x && git push --force"),
            format!("{at}, git branch main")
        );
        assert_eq!(said("git -C /other reset --hard"), at);
    }

    #[test]
    fn statements_to_copy_are_warned_of_like_commands() {
        let said = |front: &str, language: &str| {
            let page = format!(
                "{front}# A\n\n1. Go\n   ```{language}\n   DROP TABLE users;\n   ```\n2. Look\n"
            );
            let aid = crate::parse::parse("a.md", page.as_bytes()).aid;
            let step = aid.procedures().next().and_then(|p| p.steps().next());
            let step = step.expect("a step");
            let above = above(&aid, step, &here());
            assert_eq!(step_destroys(&aid, step), above.is_some());
            above
        };
        let place = Some("on ada@web3, in /srv/app".to_string());
        assert_eq!(said("", "sql"), place);
        assert_eq!(said("", ""), place);
        assert_eq!(said("", "yaml"), None);
        assert_eq!(said("---\ndanger: no\n---\n", "sql"), None);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let nowhere = Surroundings {
            host: "web3".to_string(),
            ..Surroundings::default()
        };
        assert_eq!(place("git clean -fd", &nowhere), "on web3");
    }
}
