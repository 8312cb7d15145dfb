//! What stands in place of a template tag that means something: an HTML comment, because that is a
//! block of its own in any place, without blank lines around it, and never shown.

use crate::aid::CalloutKind;

/// No page has it by chance; one that has it on purpose gets a callout.
const MARK: char = '\u{E000}';

/// A template tag's meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) enum Marker {
    /// A callout opens.
    Callout(CalloutKind, Option<String>),
    /// A folded block opens.
    Details(String),
    /// The innermost callout ends.
    EndCallout,
    /// The innermost folded block ends.
    EndDetails,
    /// Nothing, but lists before and behind it are two.
    Break,
    /// A bold line: the title of a tab.
    Label(String),
    /// A numbered heading: the title of a step.
    Step(String),
}

impl Marker {
    /// The comment.
    pub(super) fn comment(&self) -> String {
        let (sign, text) = match self {
            Marker::Callout(kind, title) => (kind.word(), title.as_deref().unwrap_or_default()),
            Marker::Details(summary) => ("details", summary.as_str()),
            Marker::EndCallout => ("end", ""),
            Marker::EndDetails => ("enddetails", ""),
            Marker::Break => ("break", ""),
            Marker::Label(text) => ("label", text.as_str()),
            Marker::Step(title) => ("step", title.as_str()),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        // Nothing in the text may end the comment.
        let text = words.join(" ").replace("--", "-\u{E001}-");
        format!("<!--{MARK}{sign}{MARK}{text}{MARK}-->")
    }

    /// The marker a comment's text is, if it is one.
    pub(in crate::parse) fn read(comment: &str) -> Option<Marker> {
        let (sign, text) = comment.strip_prefix(MARK)?.split_once(MARK)?;
        let text = text.trim_end_matches(MARK).replace('\u{E001}', "");
        Some(match sign {
            "details" => Marker::Details(text),
            "end" => Marker::EndCallout,
            "enddetails" => Marker::EndDetails,
            "break" => Marker::Break,
            "label" => Marker::Label(text),
            "step" => Marker::Step(text),
            word => Marker::Callout(
                CalloutKind::named(word)?,
                Some(text).filter(|title| !title.is_empty()),
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_survives_its_comment_whatever_its_title() {
        for marker in [
            Marker::Callout(CalloutKind::Danger, None),
            Marker::Callout(CalloutKind::Tip, Some("a --> b ---- c".to_owned())),
            Marker::Details("More".to_owned()),
            Marker::EndCallout,
            Marker::EndDetails,
            Marker::Break,
            Marker::Label("Linux".to_owned()),
            Marker::Step("Go".to_owned()),
        ] {
            let comment = marker.comment();
            let text = comment
                .strip_prefix("<!--")
                .and_then(|text| text.strip_suffix("-->"))
                .expect("it is a comment");
            assert!(!text.contains("-->"));
            assert_eq!(Marker::read(text), Some(marker));
        }
    }
}
