//! The panes of tmux: which one is meant, and what stands on its line.

use unicode_width::UnicodeWidthChar;

use super::{Pane, TypedLine};

/// What is asked of each pane; the folder comes last, since its name may hold anything.
pub(super) const FORMAT: &str = "#{pane_id}\t#{window_active}\t#{pane_active}\t#{pane_last}\t#{window_last_flag}\t#{window_index}\t#{alternate_on}\t#{cursor_x},#{cursor_y}\t#{pane_current_command}\t#{pane_current_path}";

/// What ends a prompt, in the shells and themes that are about.
const PROMPTS: &str = "$%#>❯➜»›λ";

/// A pane as it is listed, with its cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pane: Pane,
    /// Column and row in the pane.
    cursor: (usize, u32),
}

/// The panes but our `own` (nothing in a popup), the likeliest first.
pub(super) fn tmux_panes(listed: &str, own: &str, home: &str) -> Vec<Listed> {
    let rows: Vec<Vec<&str>> = listed
        .lines()
        .map(|line| line.splitn(10, '\t').collect())
        .collect();
    let own_window = rows.iter().find(|row| row.first() == Some(&own));
    let own_window = own_window.and_then(|row| row.get(5));
    let mut panes: Vec<(u8, Listed)> = Vec::new();
    for row in &rows {
        let &[
            id,
            in_active_window,
            active,
            last,
            last_window,
            window,
            full,
            cursor,
            program,
            folder,
        ] = row.as_slice()
        else {
            continue;
        };
        if id == own {
            continue;
        }
        let here = own_window.map_or(in_active_window == "1", |own| *own == window);
        let rank = match (here, active == "1", last == "1") {
            // Over a popup the active pane is the one below it; it has no pane of its own.
            (true, true, _) if own.is_empty() => 0,
            (true, _, true) => 1,
            (true, ..) => 2,
            (false, true, _) if last_window == "1" => 3,
            (false, true, _) => 4,
            (false, ..) => 5,
        };
        let short = match folder.strip_prefix(home).filter(|_| !home.is_empty()) {
            Some(below) if below.is_empty() || below.starts_with('/') => format!("~{below}"),
            _ => folder.to_string(),
        };
        let (column, line) = cursor.split_once(',').unwrap_or_default();
        let pane = Pane {
            id: id.to_string(),
            name: format!("{id} {program} {short}, window {window}"),
            program: program.to_string(),
            folder: folder.to_string(),
            expected: false,
            line: match full {
                "1" => TypedLine::FullScreen,
                _ => TypedLine::Unknown,
            },
        };
        let cursor = (column.parse().unwrap_or(0), line.parse().unwrap_or(0));
        panes.push((rank, Listed { pane, cursor }));
    }
    panes.sort_by_key(|(rank, _)| *rank);
    let ranked = |wanted: u8| panes.iter().filter(|(rank, _)| *rank == wanted).count();
    let is_clear = match panes.first() {
        Some((0 | 1, _)) => true,
        Some((2 | 3, _)) if ranked(2) < 2 => true,
        _ => panes.len() == 1,
    };
    if let Some((_, first)) = panes.first_mut() {
        first.pane.expected = is_clear;
    }
    panes.into_iter().map(|(_, pane)| pane).collect()
}

/// Asks for the line that the cursor is on, of each pane, in one go.
pub(super) fn capture(panes: &[Listed]) -> Vec<String> {
    let one = |listed: &Listed| {
        let row = listed.cursor.1.to_string();
        let id = listed.pane.id.as_str();
        ["capture-pane", "-p", "-N", "-t", id, "-S", &row, "-E", &row].map(str::to_string)
    };
    let mut words: Vec<String> = Vec::new();
    for (at, listed) in panes.iter().enumerate() {
        if at > 0 {
            words.push(";".to_string());
        }
        words.extend(one(listed));
    }
    words
}

/// The panes with what stands on their lines, as [`capture`] gave it.
pub(super) fn tmux_lines(panes: Vec<Listed>, captured: &str) -> Vec<Pane> {
    let lines: Vec<&str> = captured.lines().collect();
    let known = lines.len() == panes.len();
    let line_of = |at: usize| lines.get(at).copied().filter(|_| known);
    let with_line = |(at, listed): (usize, Listed)| {
        let Listed { mut pane, cursor } = listed;
        if let (TypedLine::Unknown, Some(line)) = (&pane.line, line_of(at)) {
            pane.line = typed_line(line, cursor.0, &pane.program);
        }
        pane
    };
    panes.into_iter().enumerate().map(with_line).collect()
}

/// What a line with the cursor in this column is, where `program` runs. Nothing says where a prompt ends: one is
/// believed in where the first thing on the line that looks like the end of a prompt is the last one before the
/// cursor, and does not ask for the rest of an unfinished command.
fn typed_line(line: &str, cursor: usize, program: &str) -> TypedLine {
    let mut columns = 0;
    let at = line.char_indices().find(|(_, c)| {
        let here = columns;
        columns += c.width().unwrap_or(0);
        here >= cursor
    });
    let (before, after) = line.split_at(at.map_or(line.len(), |(at, _)| at));
    // Far to the right stands what a shell shows there.
    let goes_on = !after.trim().is_empty() && !after.starts_with("  ");
    match (is_prompt(before, program) || is_arrow_prompt(before)) && !goes_on {
        true => TypedLine::Prompt,
        false => TypedLine::Holds(line.trim().to_string()),
    }
}

fn is_prompt(before: &str, program: &str) -> bool {
    let text = before.trim_end();
    let ends = |(at, c): &(usize, char)| {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        PROMPTS.contains(*c) && (rest.is_empty() || rest.starts_with(' '))
    };
    let end = text.char_indices().find(ends);
    end.is_some_and(|(at, c)| {
        let words = text.get(..at).unwrap_or_default().trim_start();
        at + c.len_utf8() == text.len() && !may_go_on(words, c, program)
    })
}

/// Whether words with this sign behind them may ask for the rest of a command: `>` alone does in sh and bash,
/// `quote>` and the like in zsh, `'>` and `->` in mysql, `db-#` in psql, `… ❯` in themes of zsh.
fn may_go_on(words: &str, sign: char, program: &str) -> bool {
    let is_open = words.ends_with(['-', '\'', '"', '`', '(', '*', '$']);
    match sign {
        '>' => is_open || !is_first_prompt(words, program),
        '#' => is_open,
        _ => words.starts_with('…'),
    }
}

/// Whether only a prompt for a new command has these words before its `>`: `ada@web3 ~`, `PS C:\x`, `db=` (psql),
/// `MariaDB [shop]`, `>>` (Python), the name of the program (`mysql`, `sqlite`).
fn is_first_prompt(words: &str, program: &str) -> bool {
    let is_named = words.len() > 2 && program.starts_with(words);
    let names_place = words.contains(['@', '~', '/', '\\']);
    names_place || words.ends_with(['=', ']']) || words == ">>" || is_named
}

/// The prompt of oh-my-zsh as it comes, which has its sign in front: `➜  srv git:(main) ✗ `.
fn is_arrow_prompt(before: &str) -> bool {
    let Some(rest) = before.strip_prefix('➜').filter(|rest| rest.ends_with(' ')) else {
        return false;
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let branch = |word: &str| word.starts_with("git:(") && word.ends_with(')');
    match words.as_slice() {
        [_folder] => true,
        [_folder, git] | [_folder, git, "✗"] => branch(git),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(panes: &[Listed]) -> Vec<&str> {
        panes.iter().map(|listed| listed.pane.id.as_str()).collect()
    }

    fn expected(panes: &[Listed]) -> Option<&str> {
        let first = panes.iter().find(|listed| listed.pane.expected);
        first.map(|listed| listed.pane.id.as_str())
    }

    const LISTED: &str = "%0\t1\t0\t1\t0\t1\t0\t4,2\tbash\t/home/ada/srv\n%1\t1\t1\t0\t0\t1\t1\t0,0\tjitt\t/\n%2\t1\t0\t0\t0\t1\t1\t0,9\tvim\t/home/adam\n%3\t0\t1\t0\t1\t2\t0\t1,0\tssh\t/a\tb\n";

    #[test]
    fn the_pane_left_last_is_meant_and_ours_is_never_offered() {
        let panes = tmux_panes(LISTED, "%1", "/home/ada");
        assert_eq!(ids(&panes), ["%0", "%2", "%3"]);
        assert_eq!(expected(&panes), Some("%0"));
        assert_eq!(panes[0].pane.name, "%0 bash ~/srv, window 1");
        assert_eq!(panes[1].pane.name, "%2 vim /home/adam, window 1");
        assert_eq!(panes[1].pane.line, TypedLine::FullScreen);
        assert_eq!(panes[2].pane.folder, "/a\tb");
    }

    #[test]
    fn below_a_popup_it_is_the_pane_below() {
        let panes = tmux_panes(LISTED, "", "");
        assert_eq!(ids(&panes), ["%1", "%0", "%2", "%3"]);
        assert_eq!(expected(&panes), Some("%1"));
    }

    #[test]
    fn of_several_that_may_be_meant_none_is() {
        let other = LISTED.replace("%0\t1\t0\t1", "%0\t1\t0\t0");
        assert_eq!(expected(&tmux_panes(&other, "%1", "")), None);
        let alone: String = LISTED.lines().skip(1).collect::<Vec<_>>().join("\n");
        assert_eq!(expected(&tmux_panes(&alone, "%1", "")), Some("%2"));
        assert_eq!(expected(&tmux_panes(&alone, "%2", "")), Some("%1"));
        let windows: String = LISTED.lines().skip(3).collect();
        assert_eq!(expected(&tmux_panes(&windows, "%9", "")), Some("%3"));
    }

    #[test]
    fn each_pane_gets_its_line_or_none_does() {
        let panes = || tmux_panes(LISTED, "%1", "");
        let lines: Vec<TypedLine> = tmux_lines(panes(), "ada$ \nx\n$ ls\n")
            .into_iter()
            .map(|pane| pane.line)
            .collect();
        let holds = TypedLine::Holds("$ ls".to_string());
        assert_eq!(lines, [TypedLine::Prompt, TypedLine::FullScreen, holds]);
        assert_eq!(tmux_lines(panes(), "ada$ \n")[0].line, TypedLine::Unknown);
    }

    #[test]
    fn a_prompt_is_told_from_a_line_that_holds_something() {
        let at_end = |line: &str| line.chars().count();
        for line in [
            "$ ",
            "root@vm:/srv/app# ",
            "~/srv (main *) $ ",
            "❯ ",
            ">>> ",
            "➜  srv ",
            "➜  srv git:(main) ✗ ",
            "PS C:\\x> ",
            "ada@web3 ~/srv (main)> ",
            "~> ",
            "db=> ",
            "db=# ",
            "MariaDB [(none)]> ",
            "sqlite> ",
        ] {
            let is = typed_line(line, at_end(line), "sqlite3");
            assert_eq!(is, TypedLine::Prompt, "{line:?}");
        }
        let on_the_right = "~/z>                    14:05";
        assert_eq!(typed_line(on_the_right, 5, "zsh"), TypedLine::Prompt);
        for line in [
            "$ ls",
            "$ ls ",
            "$ echo 1 >",
            "",
            "Password:",
            "➜  srv ls ",
            "➜  srv git:(main) ls",
            "$ # not yet",
            // What asks for the rest of a command.
            "> ",
            ">> ",
            "quote> ",
            "for then> ",
            "    -> ",
            "    '> ",
            "   /*> ",
            "   ...> ",
            "db-> ",
            "db(# ",
            "… dquote ❯ ",
        ] {
            let held = TypedLine::Holds(line.trim().to_string());
            assert_eq!(typed_line(line, at_end(line), "zsh"), held, "{line:?}");
        }
        for (line, cursor) in [("$ ls -l", 2), ("磁盘 $ x", 8)] {
            let held = TypedLine::Holds(line.to_string());
            assert_eq!(typed_line(line, cursor, "zsh"), held, "{line:?}");
        }
    }
}
