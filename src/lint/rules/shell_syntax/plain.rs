//! Scripts that need no shell to be judged: most blocks are a few words.

/// Words with a meaning to the shell's grammar.
const KEYWORDS: [&str; 18] = [
    "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac",
    "select", "function", "time", "coproc", "in", "[[",
];

/// Whether every line is words, joined by pipes and the like at most: no quote that stays open, nothing
/// that nests. Such a script cannot have a fault.
pub(super) fn is_fine(script: &str) -> bool {
    script.lines().all(is_fine_line)
}

fn is_fine_line(line: &str) -> bool {
    if line.trim_start().starts_with('#') {
        return true;
    }
    let Some(bare) = without_quotes(line) else {
        return false;
    };
    let bare = bare.trim();
    let safe = |c: char| c.is_alphanumeric() || "-_./=:,@%+~*?[]$^ \t|".contains(c);
    let words = || bare.split_whitespace();
    let mut pieces = bare.split('|').map(str::trim);
    bare.is_empty()
        || bare.chars().all(safe)
            && !words().any(|word| KEYWORDS.contains(&word))
            && pieces.all(|piece| !piece.is_empty())
}

/// The line with each quoted text as a letter; none when a quote stays open or something is expanded
/// inside of one.
fn without_quotes(line: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['"', '\'']) {
        let (before, from) = rest.split_at_checked(at)?;
        out.push_str(before);
        let mark = from.chars().next()?;
        let (inner, after) = from.get(1..)?.split_once(mark)?;
        if mark == '"' && inner.contains(['\\', '`', '$']) {
            return None;
        }
        out.push('q');
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_lines_need_no_shell_and_all_others_do() {
        for fine in [
            "",
            "# it's",
            "kubectl get pods -n monitoring | grep -v 'it is' | wc -l",
            "X=1 ls *.txt \"a b\" $HOME",
        ] {
            assert!(is_fine(fine), "{fine}");
        }
        for doubtful in [
            "echo 'a",
            "echo \"a",
            "(ls",
            "ls |",
            "| ls",
            "a || b",
            "if x",
            "a; b",
            "a & b",
            "x > y",
            "echo `a",
            "echo \\",
            "{ a",
            "a \"$(b\"",
            "done",
            "a)",
            "ls ;; b",
            "cat <<EOF",
            "a ! b",
        ] {
            assert!(!is_fine(doubtful), "{doubtful}");
        }
    }
}
