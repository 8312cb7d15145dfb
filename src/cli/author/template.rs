//! The text of a new aid, by the four answers that decide its form.

use jiff::civil::Date;

/// What the author said; what was skipped is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answers {
    /// How often it is done.
    pub often: Option<Often>,
    /// What people see when they need it: error texts, alerts.
    pub symptoms: Vec<String>,
    /// How urgent it is then.
    pub urgent: Option<Urgent>,
    /// Who does it.
    pub reader: Option<Reader>,
}

/// How often a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Often {
    /// Daily or weekly: known by heart, steps are still left out.
    Often,
    /// Less often: read while it is done.
    Rarely,
}

/// How urgent a task is when it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Urgent {
    /// Something is down.
    Now,
    /// It can wait for its preparation.
    Later,
}

/// Who does a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// People who know the system.
    Experienced,
    /// Whoever is on call, perhaps for the first time.
    Anyone,
}

/// The aid with blanks, each of them `TODO` so that `jitt --check` names what is still open.
///
/// Done often, or by those who know: a list to confirm from memory (Gawande: do-confirm). Else steps to
/// read and do; when it is urgent the damage is stopped first, when anyone does it each step says what it
/// shows and where to go on if not.
pub(super) fn text(title: &str, answers: &Answers, today: Date) -> String {
    let by_heart = answers.often == Some(Often::Often) && answers.reader != Some(Reader::Anyone);
    let body = match by_heart {
        true => checklist(),
        false => steps(answers),
    };
    format!("{}{body}", front_matter(title, answers, today, by_heart))
}

fn front_matter(title: &str, answers: &Answers, today: Date, by_heart: bool) -> String {
    let mut text = format!(
        "---\ntitle: {}\nsummary: TODO what it does, in one sentence\ntags: [TODO]\n",
        quoted(title)
    );
    match (answers.symptoms.as_slice(), by_heart) {
        ([], true) => {}
        ([], false) => {
            text.push_str("symptoms:\n  - TODO what people see, an error text as it is\n")
        }
        (symptoms, _) => {
            text.push_str("symptoms:\n");
            for symptom in symptoms {
                text.push_str(&format!("  - {}\n", quoted(symptom)));
            }
        }
    }
    if by_heart {
        text.push_str("use: do-confirm\npause: TODO when to stop and go down the list\n");
    }
    text.push_str(&format!(
        "reviewed: {today} # the day its steps were last run\nreview_in: 1 year\n---\n"
    ));
    text
}

/// Five items are a start; nine are the most.
fn checklist() -> String {
    "- [ ] TODO the item whose lack does most harm, with the value it should show: `TODO its command`\n\
     - [ ] TODO the next one\n\
     - [ ] TODO the next one\n\
     - [ ] Somebody knows that it is done, and whom to call.\n"
        .to_string()
}

fn steps(answers: &Answers) -> String {
    let guided = answers.reader != Some(Reader::Experienced);
    let mut steps = Vec::new();
    if answers.urgent == Some(Urgent::Now) {
        steps.push(step(
            "TODO stop the damage, verb first.",
            "the service answers again",
            guided,
        ));
    }
    steps.push(step(
        "Check that this is the fault. TODO what to look at",
        "what it shows then",
        guided,
    ));
    steps.push(change(answers.urgent));
    steps.push(step(
        "Check that it worked. TODO where to look",
        "the value that tells success",
        true,
    ));
    let numbered = (1..).zip(&steps);
    let mut text: String = numbered
        .map(|(number, step)| format!("{number}. {step}"))
        .collect();
    text.push_str("\n## Undo\n\nTODO how to take it back, or that nothing can\n");
    text
}

/// A step with its command and what it should show.
fn step(order: &str, result: &str, guided: bool) -> String {
    let mut text = format!("{order}\n   ```sh\n   TODO\n   ```\n");
    if guided {
        text.push_str(&format!(
            "   **Expect:** TODO {result}. **If not:** TODO where to go on.\n"
        ));
    }
    text
}

/// The step that changes something: its warning stands above the command.
fn change(urgent: Option<Urgent>) -> String {
    let prepare = match urgent {
        Some(Urgent::Later) => "TODO what to save before. ",
        _ => "",
    };
    format!(
        "TODO change one thing, verb first.\n   > [!WARNING]\n   > {prepare}TODO what is lost and how to be sure, or remove this\n   \
         ```sh\n   TODO\n   ```\n"
    )
}

/// A text as YAML's double quotes hold it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            // A control character would be taken for an attack by whoever reads the page.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::lint::{Options, Surroundings, SyntaxError, check};
    use crate::parse::{Written, parse};
    use jiff::civil::date;

    struct Nothing;

    impl Surroundings for Nothing {
        fn exists(&self, _: &str) -> Option<bool> {
            None
        }
        fn names(&self, _: &str) -> Option<bool> {
            None
        }
        fn shell_error(&self, _: &str) -> Option<SyntaxError> {
            None
        }
    }

    fn strictly(text: &str) -> Vec<Diagnostic> {
        let parsed = parse("new.md", text.as_bytes());
        let options = Options {
            strict: true,
            levels: Vec::new(),
            today: date(2026, 11, 22),
        };
        let written = Written::of(text.as_bytes());
        check(&parsed.aid, &written, parsed.findings, &options, &Nothing)
    }

    fn every_answer() -> Vec<Answers> {
        let mut all = Vec::new();
        for often in [None, Some(Often::Often), Some(Often::Rarely)] {
            for urgent in [None, Some(Urgent::Now), Some(Urgent::Later)] {
                for reader in [None, Some(Reader::Experienced), Some(Reader::Anyone)] {
                    for symptoms in [Vec::new(), vec!["E: \"x\" # 5%".to_string()]] {
                        all.push(Answers {
                            often,
                            symptoms,
                            urgent,
                            reader,
                        });
                    }
                }
            }
        }
        all
    }

    #[test]
    fn with_its_blanks_filled_every_form_passes_strictly() {
        for answers in every_answer() {
            let page = text("Free a \"full\" disk: \\now", &answers, date(2026, 11, 22));
            let filled = page.replace("TODO", "Look");
            assert_eq!(strictly(&filled), [], "{answers:?}\n{filled}");
        }
    }

    #[test]
    fn any_one_blank_that_is_left_is_found() {
        for answers in every_answer() {
            let page = text("Free a full disk", &answers, date(2026, 11, 22));
            let parts: Vec<&str> = page.split("TODO").collect();
            for left in 1..parts.len() {
                let (before, after) = parts.split_at(left);
                let page = format!("{}TODO{}", before.join("Look"), after.join("Look"));
                assert_ne!(strictly(&page), [], "{page}");
            }
        }
    }

    #[test]
    fn its_blanks_are_named_and_nothing_else_is_wrong() {
        for answers in every_answer() {
            let page = text("Free a full disk", &answers, date(2026, 11, 22));
            let found = strictly(&page);
            assert!(found.len() > 3, "{page}");
            let other = found.iter().find(|finding| finding.code != Code::Todo);
            assert_eq!(other, None, "{page}");
        }
    }

    #[test]
    fn who_does_it_often_confirms_and_who_does_not_is_led() {
        let page = |often, reader| {
            let answers = Answers {
                often,
                reader,
                ..Answers::default()
            };
            text("x", &answers, date(2026, 11, 22))
        };
        assert!(page(Some(Often::Often), None).contains("use: do-confirm"));
        let led = page(Some(Often::Often), Some(Reader::Anyone));
        assert!(led.contains("**If not:**") && !led.contains("do-confirm"));
        let known = page(Some(Often::Rarely), Some(Reader::Experienced));
        assert_eq!(known.matches("**Expect:**").count(), 1);
    }

    #[test]
    fn what_was_said_stands_in_the_front_matter_as_it_was_said() {
        let answers = Answers {
            symptoms: vec!["no: \"space\" \\ left".to_string()],
            ..Answers::default()
        };
        let page = text("It's: \"odd\"", &answers, date(2026, 11, 22));
        let parsed = parse("new.md", page.as_bytes());
        assert_eq!(parsed.aid.title, "It's: \"odd\"");
        assert_eq!(parsed.aid.meta.symptoms, answers.symptoms);
    }
}
