//! Inline pieces to spans, and the rule when a link's target is shown.

use std::borrow::Cow;

use super::sanitize::{visible_code, visible_line};
use super::{DeadEnd, Role, Span, code};
use crate::aid::placeholder::Filled;
use crate::aid::{Inline, inline_text};

/// A longer target is no address that anything opens; it is shown, never linked. It also bounds
/// what copying the target onto every row of a link can cost.
const LONGEST_TARGET: usize = 2048;

/// What a run of inline pieces inherits.
#[derive(Clone, Copy, Default)]
pub(super) struct Look<'a> {
    /// Role of plain text.
    pub(super) role: Role,
    /// Bold.
    pub(super) strong: bool,
    /// Italic.
    pub(super) emphasis: bool,
    /// Write web targets after their text.
    pub(super) link_targets: bool,
    /// The code span that is the step's command, and what is filled into it.
    pub(super) command: Option<(&'a str, &'a Filled)>,
    /// [`super::View::dead_end`].
    pub(super) dead_end: Option<&'a DeadEnd<'a>>,
}

/// The spans of `inlines`; a hard line break is LF.
pub(super) fn spans(inlines: &[Inline], look: Look) -> Vec<Span> {
    let mut out = Vec::new();
    push(inlines, look, None, &mut out);
    out
}

// Nesting is bounded by the parser (16 levels), so this recursion is too.
fn push(inlines: &[Inline], look: Look, link: Option<&str>, out: &mut Vec<Span>) {
    let plain = |text: &str| styled(visible_line(text), look.role, look, link);
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push(plain(text)),
            Inline::Code(code) => code_spans(code, look, link, out),
            Inline::Strong(inner) => {
                let strong = true;
                push(inner, Look { strong, ..look }, link, out);
            }
            Inline::Emphasis(inner) => {
                let emphasis = true;
                push(inner, Look { emphasis, ..look }, link, out);
            }
            Inline::Strike(inner) => {
                // Struck-out text read as valid would be an instruction: the sign stays.
                out.push(plain("~~"));
                push(inner, look, link, out);
                out.push(plain("~~"));
            }
            Inline::Link { target, text } => push_link(target, text, look, out),
            Inline::Image { target, alt } => out.push(image(target, alt, look)),
            Inline::Break => out.push(styled("\n".into(), look.role, look, link)),
            Inline::FootnoteRef(label) => {
                let text = format!("[{label}]");
                out.push(styled(visible_line(&text), Role::Dim, look, link));
            }
        }
    }
}

fn styled(text: Cow<'_, str>, role: Role, look: Look, link: Option<&str>) -> Span {
    Span {
        text: text.into_owned(),
        role,
        strong: look.strong,
        emphasis: look.emphasis,
        link: link.map(str::to_string),
        ..Span::default()
    }
}

/// `[image: what it shows]`, or its file's name.
fn image(target: &str, alt: &str, look: Look) -> Span {
    let name = if alt.trim().is_empty() {
        target.rsplit('/').next().unwrap_or_default()
    } else {
        alt
    };
    let text = format!("[image: {name}]");
    // A picture that nothing here can open is text.
    match dead_end(target, look) {
        None => styled(visible_line(&text), Role::Link, look, linkable(target)),
        Some(_) => styled(visible_line(&text), look.role, look, None),
    }
}

fn code_spans(code: &str, look: Look, link: Option<&str>, out: &mut Vec<Span>) {
    let mut push = |text: &str, role| {
        if !text.is_empty() {
            out.push(styled(text.replace('\n', " ").into(), role, look, link));
        }
    };
    let command = look.command.filter(|(written, _)| *written == code);
    let Some((_, filled)) = command else {
        return push(&format!("`{}`", visible_code(code)), Role::Code);
    };
    let (text, marks) = code::shown(filled);
    let mut before = "`".to_string();
    let mut done = 0;
    for (range, role) in marks {
        before.push_str(text.get(done..range.start).unwrap_or_default());
        push(&std::mem::take(&mut before), Role::Command);
        push(text.get(range.clone()).unwrap_or_default(), role);
        done = range.end;
    }
    before.push_str(text.get(done..).unwrap_or_default());
    push(&format!("{before}`"), Role::Command);
}

fn push_link(target: &str, text: &[Inline], look: Look, out: &mut Vec<Span>) {
    let role = match look.role {
        Role::Text => Role::Link,
        other => other,
    };
    let label = inline_text(text);
    if let Some(why) = dead_end(target, look) {
        push(text, look, None, out);
        let said = match label.trim() == target {
            true => format!(" ({why})"),
            false => format!(" ({}: {why})", visible_line(target)),
        };
        out.push(Span::new(said, Role::Dim));
        return;
    }
    let link = linkable(target);
    push(text, Look { role, ..look }, link, out);
    if shows_target(target, &label, look.link_targets) {
        let separator = if label.trim().is_empty() { "" } else { " " };
        let (open, shown, close) = match mail(target) {
            Some(address) => ("(", address, ")"),
            None => ("<", target, ">"),
        };
        let shown = visible_code(shown).replace('\n', "^J");
        out.push(Span {
            link: link.map(str::to_string),
            ..Span::new(format!("{separator}{open}{shown}{close}"), Role::Dim)
        });
    }
}

fn dead_end(target: &str, look: Look) -> Option<&'static str> {
    look.dead_end.and_then(|dead_end| dead_end(target))
}

fn linkable(target: &str) -> Option<&str> {
    (target.len() <= LONGEST_TARGET && !target.is_empty()).then_some(target)
}

/// Always when the label names another host or mailbox than the target has, or names nothing; else
/// addresses of the web and of mail only, where the output cannot open them.
fn shows_target(target: &str, label: &str, wanted: bool) -> bool {
    let label = label.trim();
    if label == target {
        return false;
    }
    if label.is_empty() {
        return true;
    }
    if let Some(address) = mail(target) {
        let names_mailbox = label.contains('@') && !label.contains(char::is_whitespace);
        let other_host = host_named(label).is_some();
        return !label.eq_ignore_ascii_case(address) && (wanted || names_mailbox || other_host);
    }
    if let Some(named) = host_named(label) {
        let has_host = target.starts_with("//") || scheme(target).is_some();
        if has_host && host(target).is_none_or(|host| host != named) {
            return true;
        }
    }
    let is_web = matches!(scheme(target).as_deref(), Some("http" | "https"));
    let bare = target.split_once("://").map_or(target, |(_, rest)| rest);
    wanted && is_web && label.trim_end_matches('/') != bare.trim_end_matches('/')
}

/// The address that `mailto:address?subject=...` is for, where it is for one.
fn mail(target: &str) -> Option<&str> {
    let (scheme, rest) = target.split_once(':')?;
    let address = rest.split('?').next()?;
    (scheme.eq_ignore_ascii_case("mailto") && !address.trim().is_empty()).then_some(address)
}

/// The scheme in lower case: `https` of `HTTPS://x`, `javascript` of `javascript:x`.
fn scheme(target: &str) -> Option<String> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// The host of `scheme://user@host:port/path` or `//host/path`, in lower case.
fn host(target: &str) -> Option<String> {
    let (_, rest) = target.split_once("//")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    Some(host.split(':').next()?.to_ascii_lowercase())
}

/// The host a label names, if the label as a whole is an address: with a scheme, or a dotted name
/// that ends like one.
fn host_named(label: &str) -> Option<String> {
    if label.contains(char::is_whitespace) {
        return None;
    }
    if label.contains("://") {
        return host(label);
    }
    let name = label.split(['/', '?', '#', ':']).next()?;
    let (_, last) = name.rsplit_once('.')?;
    let is_host = last.len() >= 2
        && last.chars().all(char::is_alphabetic)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    is_host.then(|| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(inlines: &[Inline], link_targets: bool) -> String {
        let look = Look {
            link_targets,
            ..Look::default()
        };
        spans(inlines, look)
            .iter()
            .map(|span| span.text.as_str())
            .collect()
    }

    fn link(label: &str, target: &str) -> Inline {
        Inline::Link {
            target: target.into(),
            text: vec![Inline::Text(label.into())],
        }
    }

    #[test]
    fn a_label_that_names_another_host_is_always_shown_with_its_target() {
        for (label, target) in [
            ("https://bank.example", "https://evil.example/x"),
            ("bank.example/login", "https://evil.example"),
            ("https://bank.example", "https://bank.example@evil.example/"),
            ("https://bank.example", "javascript:alert(1)"),
            ("https://bank.example", "//evil.example/"),
            ("", "https://evil.example"),
        ] {
            let shown = text(&[link(label, target)], false);
            assert!(shown.ends_with(&format!("<{target}>")), "{shown}");
        }
        for (label, target) in [
            ("https://bank.example", "HTTPS://bank.example/login"),
            ("the docs", "https://docs.example"),
            ("disk-full.md", "disk-full.md"),
            ("README.md", "../README.md#x"),
        ] {
            assert_eq!(text(&[link(label, target)], false), label);
        }
    }

    #[test]
    fn targets_are_written_out_where_the_output_cannot_open_them() {
        assert_eq!(
            text(&[link("docs", "https://docs.example/a")], true),
            "docs <https://docs.example/a>"
        );
        assert_eq!(
            text(&[link("docs.example", "https://docs.example/")], true),
            "docs.example"
        );
        assert_eq!(text(&[link("other aid", "other.md")], true), "other aid");
    }

    #[test]
    fn an_address_of_mail_is_shown_once() {
        for (label, target, shown) in [
            (
                "pki@example.org",
                "mailto:pki@example.org",
                "pki@example.org",
            ),
            ("Bob", "mailto:bob@example.org", "Bob (bob@example.org)"),
            ("Bob", "MAILTO:b@x.org?subject=Hi", "Bob (b@x.org)"),
            ("Mail us", "mailto:?subject=Hi", "Mail us"),
        ] {
            assert_eq!(text(&[link(label, target)], true), shown);
        }
        let bob = |label| text(&[link(label, "mailto:bob@example.org")], false);
        assert_eq!(bob("Bob"), "Bob");
        assert_eq!(bob("Bob@Example.org"), "Bob@Example.org");
        assert_eq!(bob("ada@example.org"), "ada@example.org (bob@example.org)");
        assert_eq!(bob(""), "(bob@example.org)");
    }

    #[test]
    fn code_keeps_its_quotes_and_struck_out_text_its_sign() {
        let inlines = [
            Inline::Text("Type ".into()),
            Inline::Code(":q\u{200b}".into()),
            Inline::Text(" not ".into()),
            Inline::Strike(vec![Inline::Text("ZZ".into())]),
        ];
        assert_eq!(text(&inlines, false), "Type `:q<U+200B>` not ~~ZZ~~");
        assert_eq!(text(&[Inline::Code("df -h".into())], false), "`df -h`");
    }

    #[test]
    fn an_image_is_its_description_or_its_file_name() {
        let image = |alt: &str| Inline::Image {
            target: "img/flow.png".into(),
            alt: alt.into(),
        };
        assert_eq!(text(&[image("the flow")], false), "[image: the flow]");
        assert_eq!(text(&[image("")], false), "[image: flow.png]");
    }

    #[test]
    fn a_target_too_long_to_open_is_no_link() {
        let long = format!("https://x.example/{}", "a".repeat(5_000));
        let spans = spans(&[link("x", &long)], Look::default());
        assert!(spans.iter().all(|span| span.link.is_none()));
    }
}
