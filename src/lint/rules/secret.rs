//! `secret`: a key, token or password that opens something.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::Secret,
    level: Severity::Error,
    catches: "a private key, a token of a cloud or a forge, a JWT; runs of one character and EXAMPLE are no secrets",
    why: "aids are printed, shown on screens in halls and sent around",
    source: "the token formats that AWS, GitHub, GitLab, Slack, Google and npm publish; none in 1,228 public pages",
    instead: "withdraw it now, it is in the history too; write a placeholder such as <access-key>",
    bad: concat!("1. Log in with `AKI", "A3T9QZ7RW2MPLX8VC`.\n2. Go on.\n"),
    good: "1. Log in with `<access-key>`.\n2. Go on.\n",
    check: Some(check),
};

/// What a token is called, what every one holds (to look no further on most pages), and its form.
const FORMS: [(&str, &str, &str); 10] = [
    ("an AWS key", "A", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a GitHub token", "gh", r"\bgh[pousr]_[A-Za-z0-9]{36,}"),
    (
        "a GitHub token",
        "github_pat_",
        r"\bgithub_pat_[A-Za-z0-9_]{40,}",
    ),
    ("a GitLab token", "glpat-", r"\bglpat-[A-Za-z0-9_-]{20,}"),
    ("a Slack token", "xox", r"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
    (
        "a Slack address that posts",
        "hooks.slack.com",
        r"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{20,}",
    ),
    ("a Google key", "AIza", r"\bAIza[0-9A-Za-z_-]{35}"),
    ("a Stripe key", "_live_", r"\b[rs]k_live_[0-9A-Za-z]{20,}"),
    ("an npm token", "npm_", r"\bnpm_[A-Za-z0-9]{36}"),
    (
        "a signed token (JWT)",
        "eyJ",
        r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{16,}",
    ),
];

static PATTERNS: LazyLock<Vec<(&str, &str, Regex)>> = LazyLock::new(|| {
    let compiled = FORMS
        .iter()
        .filter_map(|(name, part, form)| Some((*name, *part, Regex::new(form).ok()?)));
    compiled.collect()
});

/// Distinct characters that a real secret has at least.
const LEAST_VARIED: usize = 8;

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines = page.lines().peekable();
    while let Some((line, text)) = lines.next() {
        for (name, part, pattern) in PATTERNS.iter() {
            if !text.contains(part) {
                continue;
            }
            for secret in pattern
                .find_iter(text)
                .filter(|secret| is_real(secret.as_str()))
            {
                let words = secret.as_str();
                found.push(page.about(RULE.code, line, words, message(name, words)));
            }
        }
        if is_key_head(text) {
            let body = lines
                .peek()
                .map(|(_, next)| next.trim())
                .unwrap_or_default();
            if body.len() >= 40 && is_real(body) {
                let message = "a private key stands here".to_string();
                found.push(page.about(RULE.code, line, text.trim(), message));
            }
        }
    }
    found
}

/// Names the secret without showing it.
fn message(name: &str, secret: &str) -> String {
    let start: String = secret.chars().take(4).collect();
    format!("{name} stands here ({start}...)")
}

fn is_key_head(line: &str) -> bool {
    line.contains("-----BEGIN ") && line.contains("PRIVATE KEY-----")
}

/// Not masked (`AKIAXXXXXXXX`), and not the example of the vendor's own pages.
fn is_real(secret: &str) -> bool {
    let mut varied: Vec<char> = secret.chars().collect();
    varied.sort_unstable();
    varied.dedup();
    let upper = secret.to_ascii_uppercase();
    let masked = upper.contains("XXXX") || secret.contains("...") || secret.contains('*');
    varied.len() >= LEAST_VARIED && !masked && !upper.contains("EXAMPLE")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{findings, hits};

    #[test]
    fn all_patterns_compile() {
        assert_eq!(PATTERNS.len(), FORMS.len());
    }

    #[test]
    fn a_secret_is_never_repeated_in_the_message() {
        let found = findings(RULE.bad, false);
        let hit = found.iter().find(|f| f.code == Code::Secret).expect("hit");
        assert_eq!(hit.message, "an AWS key stands here (AKIA...)");
        assert_eq!((hit.at.line, hit.at.column), (1, 17));
    }

    #[test]
    fn keys_are_known_and_masked_ones_left_alone() {
        let key = |body: &str| format!("```\n-----BEGIN RSA {}-----\n{body}\n```\n", "PRIVATE KEY");
        let body = "MIIEowIBAAKCAQEAyQ7r8Zb1vX2m9KpLw3sT5uVxYzA4bC6d";
        assert_eq!(hits(Code::Secret, &key(body)), [2]);
        assert_eq!(hits(Code::Secret, &key("...")), []);
        assert_eq!(
            hits(Code::Secret, "AKIAXXXXXXXXXXXXXXXX AKIAIOSFODNN7EXAMPLE\n"),
            []
        );
    }
}
