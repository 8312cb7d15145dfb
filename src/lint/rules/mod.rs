//! The rules, a file each, in the order of the explanations: errors, warnings, what is worth knowing.

use super::fix::Edit;
use super::page::Page;
use super::rule::Rule;
use crate::diagnostic::{Code, Diagnostic};

mod block_too_big;
mod broken_markdown;
mod code_chars;
mod condition_late;
mod course_wording;
mod danger_unwarned;
mod dead_link;
mod duplicate_id;
mod front_matter;
mod here_link;
mod hostile_text;
mod ignore;
mod image_alt;
mod long_sentence;
mod long_title;
mod many_goals;
mod missing_meta;
mod no_check;
mod no_language;
mod not_a_job_aid;
mod numbering;
mod old_tool;
mod overdue;
mod params;
mod read_time;
mod same_title;
mod secret;
mod several_actions;
mod shell_syntax;
mod steps_late;
mod todo;
mod too_many_steps;
mod unreadable;
mod vague;
mod warning_late;
mod wide_code;

pub use same_title::same_titles;

/// All rules.
pub const RULES: &[Rule] = &[
    front_matter::RULE,
    shell_syntax::RULE,
    dead_link::RULE,
    duplicate_id::RULE,
    params::RULE,
    hostile_text::RULE,
    unreadable::RULE,
    secret::RULE,
    danger_unwarned::RULE,
    numbering::RULE,
    broken_markdown::RULE,
    too_many_steps::RULE,
    long_sentence::RULE,
    code_chars::RULE,
    image_alt::RULE,
    todo::RULE,
    overdue::RULE,
    not_a_job_aid::RULE,
    ignore::RULE,
    warning_late::RULE,
    course_wording::RULE,
    steps_late::RULE,
    read_time::RULE,
    many_goals::RULE,
    no_check::RULE,
    several_actions::RULE,
    block_too_big::RULE,
    condition_late::RULE,
    vague::RULE,
    no_language::RULE,
    old_tool::RULE,
    here_link::RULE,
    long_title::RULE,
    wide_code::RULE,
    missing_meta::RULE,
    same_title::RULE,
];

/// The rule with this code; none for what is no rule about aids (the configuration, a source).
pub fn rule_of(code: Code) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Mends what one finding is about; none where only the author can.
pub(super) type Fix = fn(&Page, &Diagnostic) -> Option<Edit>;

/// How `--fix` mends what this rule finds.
pub(super) fn fix_of(code: Code) -> Option<Fix> {
    Some(match code {
        Code::BrokenMarkdown => broken_markdown::fix,
        Code::CodeChars => code_chars::fix,
        Code::NoLanguage => no_language::fix,
        Code::Numbering => numbering::fix,
        Code::WarningLate => warning_late::fix,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{hits, hits_strictly, written_out};

    /// Found by comparing pages or by reading files: their examples are tried where that is done.
    const OF_FOLDERS: [Code; 3] = [Code::DuplicateId, Code::Unreadable, Code::SameTitle];

    #[test]
    fn every_bad_example_is_hit_and_no_good_one() {
        for rule in RULES.iter().filter(|rule| !OF_FOLDERS.contains(&rule.code)) {
            let name = rule.code.name();
            let (bad, good) = (written_out(rule.bad), written_out(rule.good));
            assert_ne!(hits_strictly(rule.code, &bad), [], "{name}: bad");
            assert_eq!(hits_strictly(rule.code, &good), [], "{name}: good");
            if rule.code != Code::MissingMeta {
                assert_ne!(hits(rule.code, &bad), [], "{name}: bad, not strict");
            }
        }
    }

    #[test]
    fn every_code_but_those_of_folders_and_settings_has_one_rule() {
        for code in Code::ALL {
            let count = RULES.iter().filter(|rule| rule.code == code).count();
            let is_rule = !matches!(code, Code::Source | Code::Config);
            assert_eq!(count, usize::from(is_rule), "{}", code.name());
        }
    }
}
