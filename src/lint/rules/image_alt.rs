//! `image-alt`: a picture without words for those who cannot see it.

use crate::aid::Inline;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::ImageAlt,
    level: Severity::Warning,
    catches: "a picture whose alternative text is empty, a file name or \"image\"; a step that is only a picture",
    why: "a terminal, a screen reader and a printer have only these words",
    source: "WCAG 1.1.1; 8 of 1,228 public pages",
    instead: "say what the picture shows, as you would on the phone",
    bad: "1. Follow the arrows: ![](dns.png)\n2. Go on.\n",
    good: "1. Follow the arrows: ![Resolver asks 127.0.0.53, then the router](dns.png)\n2. Go on.\n",
    check: Some(check),
};

const EMPTY: [&str; 10] = [
    "image",
    "img",
    "picture",
    "screenshot",
    "photo",
    "alt",
    "alt text",
    "alt_text",
    "figure",
    "diagram",
];

const ENDINGS: [&str; 6] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (inlines, piece) in page.texts() {
        for (target, alt) in pictures(inlines) {
            let what = alt.trim().to_lowercase();
            let message = if what.is_empty() {
                "a picture without a word".to_string()
            } else if EMPTY.contains(&what.as_str()) || is_file_name(&what) {
                format!("{alt:?} does not say what the picture shows")
            } else {
                continue;
            };
            let written = format!("![{alt}]");
            let at = page
                .seek(piece.line, &written)
                .or_else(|| page.seek(piece.line, target));
            let at = at.unwrap_or_else(|| page.place(piece.line, ""));
            found.push(page.finding(RULE.code, at, 0, message));
        }
    }
    let bare = page.steps().filter(|step| is_picture(&step.text));
    let bare = bare.map(|step| {
        let message = "this step is only a picture";
        page.finding(RULE.code, page.place(step.line, ""), 0, message)
            .with_help("say in words what to do")
    });
    found.extend(bare);
    found
}

fn is_file_name(alt: &str) -> bool {
    !alt.contains(char::is_whitespace) && ENDINGS.iter().any(|ending| alt.ends_with(ending))
}

fn is_picture(text: &[Inline]) -> bool {
    let blank = |inline: &Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
    let picture = |inline: &Inline| matches!(inline, Inline::Image { .. });
    text.iter().any(picture) && text.iter().all(|inline| picture(inline) || blank(inline))
}

/// The pictures of a text with their alternative texts.
// Nesting is bounded by the parser, so this recursion is too.
fn pictures(inlines: &[Inline]) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Image { target, alt } => found.push((target.as_str(), alt.as_str())),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Link { text: inner, .. } => found.extend(pictures(inner)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn names_of_files_say_nothing_and_a_step_needs_words() {
        assert_eq!(
            hits(Code::ImageAlt, "Text.\n\n![dns.PNG](there.png)\n"),
            [3]
        );
        assert_eq!(
            hits(
                Code::ImageAlt,
                "1. Go.\n2. ![The green button](there.png)\n"
            ),
            [2]
        );
        assert_eq!(
            hits(
                Code::ImageAlt,
                "1. Press ![the green button](there.png)\n2. Go.\n"
            ),
            []
        );
    }
}
