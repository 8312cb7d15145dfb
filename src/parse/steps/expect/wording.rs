//! Sentences that lead in output, failures and results.

use crate::parse::words;

/// Words of a sentence that leads in a command's output.
const OUTPUT_WORDS: &[&str] = &[
    "output",
    "looks like",
    "look like",
    "should see",
    "you will see",
    "you'll see",
    "you see",
    "returns",
    "similar to",
    "should return",
    "should show",
    "should look",
    "result:",
    "response:",
    "expected result",
    "prints",
    "should be:",
];

/// Openings of a sentence that says what a step shows.
pub(super) const STATEMENTS: &[&str] = &[
    "you should see",
    "you should now see",
    "you should get",
    "you should then see",
    "you should also see",
    "you will see",
    "you'll see",
    "you will then see",
    "the output should",
    "output should",
    "this should return",
    "this should show",
    "this should print",
    "this should output",
    "this will output",
    "this will return",
    "it should return",
    "it should show",
    "it should print",
    "it should output",
    "it should say",
    "should see",
    "the expected output",
    "expected output",
    "the result should",
    "the command should return",
    "the command should show",
    "the command should print",
    "the command should output",
    "the output is",
    "the output will",
    "sample output",
    "example output",
];

/// Whether a sentence leads in output that follows it.
pub(in crate::parse::steps) fn leads_output(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    if !OUTPUT_WORDS.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let orders = words::starts_with_purpose(sentence)
        || (words::starts_with_verb(sentence)
            && !matches!(
                words::first_word(sentence).as_str(),
                "see" | "expect" | "output"
            ))
        || ["run", "execute", "type", "use", "using"]
            .iter()
            .any(|verb| {
                lower
                    .split_whitespace()
                    .any(|word| words::bare(word) == *verb)
            });
    !orders || STATEMENTS.iter().any(|start| lower.starts_with(start))
}

/// Phrases of a sentence that leads in an example of what goes wrong.
const FAILURES: &[&str] = &[
    "following error",
    "following failure",
    "error such as",
    "errors such as",
    "error like",
    "errors like",
    "error similar",
    "errors similar",
    "fails with",
    "failing with",
    "an error:",
    "the error:",
    "this error:",
    "error message:",
];

/// Whether a sentence leads in an example of what goes wrong: `Errors such as the following`, `you
/// may see the following error:`. One that tells what to do leads in the cure instead.
pub(in crate::parse::steps) fn leads_failure(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    if !FAILURES.iter().any(|words| lower.contains(words)) {
        return false;
    }
    let orders = words::starts_with_verb(sentence) || words::starts_with_purpose(sentence);
    let cures = [
        "run", "execute", "try", "use", "fix", "using", "command", "commands",
    ];
    let cure = lower
        .split_whitespace()
        .any(|word| cures.contains(&words::bare(word).as_str()));
    !orders && !cure
}

/// Whether a text says what a step shows: `You should see ...`.
pub(in crate::parse::steps) fn states_result(text: &str) -> bool {
    let start: String = text.chars().take(40).collect();
    let lower = start.to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    STATEMENTS.iter().any(|start| lower.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_of_a_failure_is_told_from_its_cure() {
        for text in [
            "Errors such as the following point at the add-on:",
            "Without a login you may see the following error:",
            "It then fails with:",
        ] {
            assert!(leads_failure(text), "{text}");
        }
        for text in [
            "If you see the following error, run:",
            "To fix an error like this:",
            "This command mends the following errors:",
            "Search the log for errors like this:",
            "If there is an error, restart it:",
        ] {
            assert!(!leads_failure(text), "{text}");
        }
    }
}
