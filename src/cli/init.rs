//! `--init`: the scripts that put jitt on a key, with completions. They are printed; what becomes of them
//! is the person's business.

use clap::{CommandFactory, ValueEnum};
use clap_complete::env::Shells;

use super::args::{Arguments, Init};
use super::complete::VARIABLE;
use super::failure::Failure;
use super::world::answer;

/// Prints the script for a shell, or the key bindings for tmux.
pub(super) fn print(shell: Init) -> Result<(), Failure> {
    let key = match shell {
        Init::Bash => include_str!("shell/jitt.bash"),
        Init::Zsh => include_str!("shell/jitt.zsh"),
        Init::Fish => include_str!("shell/jitt.fish"),
        Init::Nushell => include_str!("shell/jitt.nu"),
        Init::Powershell => include_str!("shell/jitt.ps1"),
        Init::Tmux => return answer(include_str!("shell/jitt.tmux")),
    };
    answer(&format!("{key}\n{}", completions(shell)?))
}

fn completions(shell: Init) -> Result<String, Failure> {
    if shell == Init::Nushell {
        return Ok(nushell());
    }
    let failed = |why: String| Failure::Io(format!("no completions for this shell: {why}"));
    let name = shell
        .to_possible_value()
        .map(|value| value.get_name().to_string())
        .unwrap_or_default();
    let shells = Shells::builtins();
    let completer = shells.completer(&name);
    let completer = completer.ok_or_else(|| failed(name.clone()))?;
    let mut script = Vec::new();
    completer
        .write_registration(VARIABLE, "jitt", "jitt", "jitt", &mut script)
        .map_err(|error| failed(error.to_string()))?;
    let script = String::from_utf8_lossy(&script).trim().to_string();
    Ok(match shell {
        // Without compinit there is nothing to complete with.
        Init::Zsh => {
            let (head, body) = script.split_once('\n').unwrap_or(("", &script));
            let (function, register) = body.rsplit_once('\n').unwrap_or((body, ""));
            let _ = head; // `#compdef` is for a file of its own
            format!("{function}\n(( $+functions[compdef] )) && {register}\n")
        }
        _ => format!("{script}\n"),
    })
}

/// Nushell has its own word for what a program takes.
fn nushell() -> String {
    let mut script = String::from(
        "def \"nu-complete jitt\" [line: string] {\n  \
         with-env { JITT_COMPLETE: fish } { ^jitt -- ...($line | split row -r '\\s+') }\n  \
         | lines | each {|row| $row | split row (char tab) | { value: $in.0, description: ($in.1? | default '') } }\n\
         }\n\nexport extern jitt [\n",
    );
    for argument in Arguments::command().get_arguments() {
        let takes = argument.get_action().takes_values();
        let kind = if takes {
            ": string@\"nu-complete jitt\""
        } else {
            ""
        };
        let help = argument.get_help().map(ToString::to_string);
        let help = help.unwrap_or_default();
        let name = match (argument.get_long(), argument.get_short()) {
            (Some(long), Some(short)) => format!("--{long}(-{short})"),
            (Some(long), None) => format!("--{long}"),
            (None, Some(short)) => format!("-{short}"),
            (None, None) => format!("...{}", argument.get_id()),
        };
        script.push_str(&format!("  {name}{kind}  # {help}\n"));
    }
    script.push_str("]\n");
    script
}
