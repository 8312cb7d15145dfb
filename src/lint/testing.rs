//! Pages in, findings out: what the tests of the rules stand on.

use jiff::civil::date;

use super::{Options, Surroundings, SyntaxError, check, fixed};
use crate::diagnostic::{Code, Diagnostic};
use crate::external::bash;
use crate::parse::{Written, parse};

/// Files and aids called `there` exist, nothing else; the shell is the machine's.
struct Around;

impl Surroundings for Around {
    fn exists(&self, path: &str) -> Option<bool> {
        Some(path.starts_with("there."))
    }

    fn names(&self, name: &str) -> Option<bool> {
        Some(name == "there")
    }

    fn shell_error(&self, script: &str) -> Option<SyntaxError> {
        let program = bash::find().expect("these tests need a bash");
        bash::syntax_error(&program, script).map(|(line, message)| SyntaxError { line, message })
    }
}

/// All findings on a page, on the 22nd of November 2026.
pub(super) fn findings(text: &str, strict: bool) -> Vec<Diagnostic> {
    let parsed = parse("page.md", text.as_bytes());
    let written = Written::of(text.as_bytes());
    check(
        &parsed.aid,
        &written,
        parsed.findings,
        &options(strict),
        &Around,
    )
}

/// Lines of findings, to be compared with a list of numbers.
#[derive(Debug)]
pub(super) struct Lines(Vec<u32>);

impl<const N: usize> PartialEq<[u32; N]> for Lines {
    fn eq(&self, other: &[u32; N]) -> bool {
        self.0 == other
    }
}

/// An example with `[320 words on x]` written out.
pub(super) fn written_out(example: &str) -> String {
    let mut out = String::new();
    let mut rest = example;
    while let Some((before, after)) = rest.split_once('[') {
        let (inner, behind) = after.split_once(']').unwrap_or((after, ""));
        let count = inner
            .split_once(" words on ")
            .map(|(count, _)| count.parse::<usize>());
        out.push_str(before);
        match count {
            Some(Ok(count)) => out.push_str(&"word ".repeat(count)),
            _ => out.push_str(&format!("[{inner}]")),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The page with all mended that can be; none when nothing can.
pub(super) fn mended(text: &str) -> Option<String> {
    fixed("page.md", text, &options(false), &Around)
}

fn options(strict: bool) -> Options {
    Options {
        strict,
        levels: Vec::new(),
        today: date(2026, 11, 22),
    }
}

/// The lines on which a rule finds something.
pub(super) fn hits(code: Code, text: &str) -> Lines {
    lines(code, findings(text, false))
}

/// The same with --strict.
pub(super) fn hits_strictly(code: Code, text: &str) -> Lines {
    lines(code, findings(text, true))
}

fn lines(code: Code, findings: Vec<Diagnostic>) -> Lines {
    let own = findings.into_iter().filter(|finding| finding.code == code);
    Lines(own.map(|finding| finding.at.line).collect())
}
