//! `vague`: words that leave open when or what.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::{find_phrase, without_code};

pub(super) const RULE: Rule = Rule {
    code: Code::Vague,
    level: Severity::Info,
    catches: "as necessary, as appropriate, as needed, if required, where applicable, and/or, etc. in a step",
    why: "the reader has to know when, and reads the aid because they do not",
    source: "DOE-STD-1029 and the procedure guides of nuclear plants ban them; 44 of 1,228 public pages",
    instead: "say the condition or name the things",
    bad: "1. Restart the workers as needed.\n2. Go on.\n",
    good: "1. Restart the workers that `status` calls failed.\n2. Go on.\n",
    check: Some(check),
};

const PHRASES: [&str; 13] = [
    "as necessary",
    "as appropriate",
    "as needed",
    "as required",
    "if necessary",
    "if needed",
    "if required",
    "if appropriate",
    "where applicable",
    "if applicable",
    "where appropriate",
    "and/or",
    "etc",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (inlines, line) in page.step_texts() {
        let text = without_code(inlines);
        for phrase in PHRASES {
            if let Some(range) = find_phrase(&text, phrase) {
                let words = text.get(range).unwrap_or(phrase);
                let message = format!("{words:?} leaves open when or what");
                found.push(page.about(RULE.code, line, words, message));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::testing::hits;

    #[test]
    fn only_steps_are_looked_at_and_a_path_is_no_word() {
        let page = "Clean up as needed.\n\n1. Open it.\n2. Edit a, b, Etc.\n";
        assert_eq!(hits(Code::Vague, page), [4]);
        assert_eq!(
            hits(Code::Vague, "1. Open `/etc/hosts`.\n2. Search it.\n"),
            []
        );
        assert_eq!(
            hits(Code::Vague, "1. Open /etc/hosts.\n2. Search it.\n"),
            []
        );
    }
}
