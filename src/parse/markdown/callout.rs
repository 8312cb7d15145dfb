//! Callouts in their many spellings.

use crate::aid::{Block, BlockKind, Callout, CalloutKind, Inline};

/// The words that make a paragraph `Word: text` a callout. Fewer than a container may have:
/// "Error: x" or "Example: x" in a text is no callout.
const LABELS: &[(&str, CalloutKind)] = &[
    ("danger", CalloutKind::Danger),
    ("warning", CalloutKind::Warning),
    ("attention", CalloutKind::Warning),
    ("caution", CalloutKind::Caution),
    ("important", CalloutKind::Important),
    ("note", CalloutKind::Note),
    ("notice", CalloutKind::Note),
    ("tip", CalloutKind::Tip),
];

/// Signs that say "warning" by themselves, as characters and by the names of emoji.
const SIGNS: &[&str] = &[
    "⚠",
    "❗",
    "‼",
    "🚨",
    "⛔",
    "🛑",
    "☢",
    "☠",
    ":warning:",
    ":exclamation:",
    ":heavy_exclamation_mark:",
    ":bangbang:",
    ":rotating_light:",
    ":no_entry:",
    ":octagonal_sign:",
    ":stop_sign:",
    ":skull_and_crossbones:",
];

/// The kind of a label: `Note`, `Note 2`; the gravest of `WARNING/DANGER`.
fn label_kind(label: &str) -> Option<CalloutKind> {
    let label = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == '#');
    let kinds = label.split('/').map(|word| {
        let word = word.trim();
        let named = LABELS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word));
        named.map(|(_, kind)| *kind)
    });
    kinds.collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// A quote as what it is: `> [!WARNING]`, `> **Warning** x` and `> Warning: x` are callouts.
pub(super) fn from_quote(line: u32, mut blocks: Vec<Block>) -> BlockKind {
    let Some(BlockKind::Paragraph(first)) = blocks.first_mut().map(|block| &mut block.kind) else {
        return BlockKind::Quote(blocks);
    };
    let alert = take_alert(first);
    let found = match alert {
        Some((kind, title)) => Some((kind, title)),
        None => take_label(first, true)
            .or_else(|| take_sign(first))
            .map(|kind| (kind, None)),
    };
    let Some((kind, title)) = found else {
        return BlockKind::Quote(blocks);
    };
    if first.is_empty() {
        blocks.remove(0);
    }
    BlockKind::Callout(Callout {
        kind,
        title,
        blocks,
        line,
    })
}

/// A paragraph as what it is: `**Warning:** x`, `Warning: x` and `⚠️ x` are callouts.
pub(super) fn from_paragraph(line: u32, mut inlines: Vec<Inline>) -> BlockKind {
    match take_label(&mut inlines, false).or_else(|| take_sign(&mut inlines)) {
        Some(kind) => BlockKind::Callout(Callout {
            kind,
            title: None,
            blocks: vec![Block {
                line,
                kind: BlockKind::Paragraph(inlines),
            }],
            line,
        }),
        None => BlockKind::Paragraph(inlines),
    }
}

/// Whether a line of a quote is an alert's first: `[!WARNING]`, `[!tip]- Title`.
pub(super) fn is_alert(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("[!") else {
        return false;
    };
    // The longest word has eleven letters; this is asked for every line of a paragraph.
    let end = rest.bytes().take(16).position(|byte| byte == b']');
    end.and_then(|end| rest.get(..end))
        .is_some_and(|word| CalloutKind::named(word).is_some())
}

/// Takes `[!WARNING] Title` and its line break off the front.
fn take_alert(inlines: &mut Vec<Inline>) -> Option<(CalloutKind, Option<String>)> {
    let Some(Inline::Text(text)) = inlines.first() else {
        return None;
    };
    let (word, rest) = text.trim_start().strip_prefix("[!")?.split_once(']')?;
    let kind = CalloutKind::named(word)?;
    let rest = rest.trim_start_matches(['+', '-']).trim();
    let next = inlines.get(2);
    // A sentence that began behind the mark goes on below; it is no title.
    let goes_on = match next {
        Some(Inline::Text(text)) => text.starts_with(char::is_lowercase),
        Some(Inline::Code(_) | Inline::Link { .. }) => true,
        _ => false,
    };
    let begins_below = rest.is_empty() || !goes_on;
    let whole_line = begins_below && matches!(inlines.get(1), None | Some(Inline::Break));
    if !whole_line {
        let rest = format!("{rest} ");
        if let Some(first) = inlines.first_mut() {
            *first = Inline::Text(rest.trim_start().to_owned());
        }
        if matches!(inlines.get(1), Some(Inline::Break)) {
            inlines.remove(1);
        }
        return Some((kind, None));
    }
    let title = (!rest.is_empty()).then(|| rest.to_owned());
    inlines.drain(..inlines.len().min(2));
    Some((kind, title))
}

/// Takes a label off the front: `Warning:`, `**Warning:**`, `**Warning**:`, `*Note:*`. In a quote a
/// bold word alone is a label too. Nothing is taken when no text would be left.
fn take_label(inlines: &mut Vec<Inline>, quoted: bool) -> Option<CalloutKind> {
    let signed = matches!(inlines.first(), Some(Inline::Text(sign)) if is_sign(sign));
    if let Some(kind) = inlines
        .get_mut(usize::from(signed))
        .and_then(take_bold_label)
    {
        inlines.drain(..usize::from(signed));
        return Some(kind);
    }
    let (skip, kind, rest) = match inlines.as_slice() {
        [Inline::Text(text), ..] if label_in(text).is_some() => {
            let (kind, rest) = label_in(text)?;
            (0, kind, rest.to_owned())
        }
        [
            Inline::Text(sign),
            Inline::Strong(_) | Inline::Emphasis(_),
            ..,
        ] if is_sign(sign) => {
            let (kind, rest) = label_in_bold(inlines.get(1)?, inlines.get(2), quoted)?;
            (1, kind, rest)
        }
        [first, ..] => {
            let (kind, rest) = label_in_bold(first, inlines.get(1), quoted)?;
            (0, kind, rest)
        }
        [] => return None,
    };
    let bold = !matches!(inlines.get(skip), Some(Inline::Text(_)));
    let text_follows = bold && matches!(inlines.get(skip + 1), Some(Inline::Text(_)));
    let behind = skip + 1 + usize::from(text_follows);
    let rest = rest.trim_start().to_owned();
    if rest.is_empty() && inlines.len() <= behind && !quoted {
        return None;
    }
    inlines.drain(..behind.min(inlines.len()));
    if !rest.is_empty() {
        inlines.insert(0, Inline::Text(rest));
    }
    super::inline::trim(inlines);
    Some(kind)
}

/// Takes the label off a bold text that goes on behind it: `**Warning: never do this**`.
fn take_bold_label(piece: &mut Inline) -> Option<CalloutKind> {
    let (Inline::Strong(inner) | Inline::Emphasis(inner)) = piece else {
        return None;
    };
    let Some(Inline::Text(text)) = inner.first_mut() else {
        return None;
    };
    let (kind, rest) = label_in(text)?;
    let rest = rest.trim_start().to_owned();
    if rest.is_empty() {
        return None;
    }
    *text = rest;
    Some(kind)
}

/// `Warning: rest` in a plain text, a sign before it allowed.
fn label_in(text: &str) -> Option<(CalloutKind, &str)> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '('));
    let (word, rest) = text.split_once(':')?;
    Some((label_kind(word)?, rest))
}

/// The label in a bold or italic piece, and the text behind the label's colon.
fn label_in_bold(
    piece: &Inline,
    next: Option<&Inline>,
    quoted: bool,
) -> Option<(CalloutKind, String)> {
    let (Inline::Strong(inner) | Inline::Emphasis(inner)) = piece else {
        return None;
    };
    let [Inline::Text(label)] = inner.as_slice() else {
        return None;
    };
    let after = match next {
        Some(Inline::Text(after)) => after.as_str(),
        _ => "",
    };
    let word = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(word) = word.trim_end().strip_suffix([':', '!']) {
        return Some((label_kind(word)?, after.to_owned()));
    }
    let kind = label_kind(word)?;
    match after.trim_start().strip_prefix(':') {
        Some(rest) => Some((kind, rest.to_owned())),
        None if quoted => Some((kind, after.to_owned())),
        None => None,
    }
}

/// Takes a warning sign off the front of a text that leads to nothing else (`⚠️ Run this as root:`
/// is the text of the command behind it).
fn take_sign(inlines: &mut Vec<Inline>) -> Option<CalloutKind> {
    let leads =
        matches!(inlines.last(), Some(Inline::Text(text)) if text.trim_end().ends_with(':'));
    let alone = inlines.len() == 1;
    let Some(Inline::Text(text)) = inlines.first_mut() else {
        return None;
    };
    let mut rest = without_sign(text)?;
    while let Some(further) = without_sign(rest) {
        rest = further;
    }
    if leads || (rest.is_empty() && alone) {
        return None;
    }
    *text = rest.to_owned();
    super::inline::trim(inlines);
    Some(CalloutKind::Warning)
}

/// The text behind a warning sign and its variation selector.
fn without_sign(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = SIGNS.iter().find_map(|sign| text.strip_prefix(sign))?;
    Some(rest.trim_start_matches('\u{fe0f}').trim_start())
}

/// A warning sign or emoji before the label.
fn is_sign(text: &str) -> bool {
    let text = text.trim();
    SIGNS.contains(&text) || !text.chars().any(char::is_alphanumeric)
}
