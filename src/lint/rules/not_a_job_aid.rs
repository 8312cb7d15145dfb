//! `not-a-job-aid`: a page that is a course, a policy or several pages in one.

use super::course_wording::course_words;
use super::many_goals::MANY;
use super::too_many_steps;
use crate::aid::Kind;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

/// Minutes of reading that no aid takes.
const LONG_MINUTES: usize = 5;
/// A page shorter than this (words) is no theory, wherever its words stand.
const SHORT: usize = 400;
/// The share of words outside of steps from which on a page is theory, in percent.
const THEORY_PERCENT: usize = 70;

pub(super) const RULE: Rule = Rule {
    code: Code::NotAJobAid,
    level: Severity::Warning,
    catches: "two or more signs of another kind of text: over 5 minutes to read, over 70 % of its words outside the steps, four or more procedures, too many steps, words of a course",
    why: "whoever opens it in the middle of work finds a text to study",
    source: "Rossett and Schafer: an aid has one goal, theory and assessment belong elsewhere; 57 of 1,228 public pages, 15 of 15 true",
    instead: "split it by goal, move the background to a linked page, or make it a course",
    bad: "# Storage\n\nBy the end of this chapter you will know how we store data.\n\n[1100 words on file systems and their history]\n\n1. Look at a disk: `lsblk`\n2. Grow it: `growpart /dev/sda 1`\n",
    good: "# Grow a disk\n\n1. Look at it: `lsblk`\n2. Grow it: `growpart /dev/sda 1`\n3. Check it: `lsblk`\n\nWhy it is done so: [file systems](file-systems.md)\n",
    check: Some(check),
};

/// A sign that a page is no aid, and what would serve better.
struct Sign {
    what: String,
    better: &'static str,
}

fn check(page: &Page) -> Vec<Diagnostic> {
    if !page.is_markdown() || says_what_it_is(page) {
        return Vec::new();
    }
    let signs = signs(page);
    if signs.len() < 2 {
        return Vec::new();
    }
    let named: Vec<&str> = signs.iter().map(|sign| sign.what.as_str()).collect();
    let mut better: Vec<&str> = signs.iter().map(|sign| sign.better).collect();
    better.dedup();
    let message = format!("this is no job aid: {}", named.join(", "));
    let finding = page.finding(RULE.code, page.title_place(), 0, message);
    vec![finding.with_help(better.join("; "))]
}

/// Whether the front matter itself calls the page something else than an aid.
fn says_what_it_is(page: &Page) -> bool {
    let other = matches!(
        page.aid.meta.kind,
        Some(Kind::Module | Kind::Diagram | Kind::Reference)
    );
    // The reader of pages fills in what nobody has said.
    other
        && page
            .key_line(&["kind", "ms.topic", "diataxis_content_type"])
            .is_some()
}

fn signs(page: &Page) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut sign = |what: String, better| signs.push(Sign { what, better });
    let (goals, minutes) = (page.goal_count(), page.reading_minutes());
    if goals >= MANY {
        sign(
            format!("{goals} procedures"),
            "split it by goal, an aid each",
        );
    }
    if let Some(first) = too_many_steps::hits(page).first() {
        let what = first.message.split(';').next().unwrap_or_default();
        sign(what.to_string(), "split it by goal, an aid each");
    }
    if minutes > LONG_MINUTES {
        sign(
            format!("{minutes} minutes to read"),
            "keep what is needed while working and link the rest",
        );
    }
    let (outside, all) = page.words_outside_steps();
    if all > SHORT && outside * 100 > all * THEORY_PERCENT {
        let percent = outside * 100 / all;
        sign(
            format!("{percent} % of {all} words outside the steps"),
            "move the background to a page of its own and link it",
        );
    }
    if let Some((words, _)) = course_words(page).first() {
        sign(
            format!("it speaks of {words:?}"),
            "make it a course: learning and compliance need exercise and control, an aid can only remind",
        );
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{findings, hits};

    #[test]
    fn two_signs_are_named_with_what_would_serve_better() {
        let theory = "word ".repeat(1300);
        let page = format!("---\ntags: [a]\n---\n# Storage\n\n{theory}\n\n1. Look.\n2. Act.\n");
        let found = findings(&page, false);
        let hit = found
            .iter()
            .find(|f| f.code == Code::NotAJobAid)
            .expect("hit");
        assert_eq!(hit.at.line, 4);
        assert_eq!(
            hit.message,
            "this is no job aid: 7 minutes to read, 99 % of 1302 words outside the steps"
        );
        assert!(
            hit.help
                .as_deref()
                .is_some_and(|help| help.contains("link the rest; move the background"))
        );
    }

    #[test]
    fn a_course_is_told_that_it_is_one() {
        let theory = "word ".repeat(500);
        let page = format!("# Safety\n\nBy the end of this module you will know.\n\n{theory}\n");
        assert_eq!(hits(Code::NotAJobAid, &page), [1]);
    }

    #[test]
    fn one_sign_alone_or_a_page_that_says_what_it_is_is_no_hit() {
        let theory = "word ".repeat(900);
        assert_eq!(hits(Code::NotAJobAid, &theory), []);
        let page = format!("---\nkind: reference\n---\n{}\n", theory.repeat(3));
        assert_eq!(hits(Code::NotAJobAid, &page), []);
    }
}
