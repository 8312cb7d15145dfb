//! `here-link`: a link whose text says nothing.

use crate::aid::{Inline, inline_text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::HereLink,
    level: Severity::Info,
    catches: "a link called here, click here, this, link or more",
    why: "a list of links and a voice that reads them lose where it leads",
    source: "WCAG 2.4.4, 2.4.9; 58 of 1,228 public pages",
    instead: "link the words that name the page",
    bad: "1. Open the runbook [here](https://example.org/disk).\n",
    good: "1. Open the [disk runbook](https://example.org/disk).\n",
    check: Some(check),
};

const EMPTY: [&str; 9] = [
    "here",
    "click here",
    "this",
    "link",
    "more",
    "this link",
    "read more",
    "this page",
    "see here",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (inlines, piece) in page.texts() {
        for text in link_texts(inlines) {
            let words = text.trim().trim_end_matches('.').to_lowercase();
            if EMPTY.contains(&words.as_str()) {
                let message = format!("the link is called {text:?}");
                let mark = format!("[{text}]");
                found.push(page.about(RULE.code, piece.line, &mark, message));
            }
        }
    }
    found
}

// Nesting is bounded by the parser, so this recursion is too.
fn link_texts(inlines: &[Inline]) -> Vec<String> {
    let mut texts = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Link { text, .. } => texts.push(inline_text(text)),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => {
                texts.extend(link_texts(inner));
            }
            _ => {}
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::testing::hits;

    #[test]
    fn the_line_of_the_link_is_said_and_a_named_link_is_fine() {
        assert_eq!(
            hits(Code::HereLink, "Read\n**[this](a.md)** and [more](b.md)\n"),
            [2, 2]
        );
        assert_eq!(hits(Code::HereLink, "See [more about disks](a.md).\n"), []);
    }
}
