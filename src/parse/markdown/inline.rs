//! Building a run of inline pieces.

use crate::aid::Inline;

/// Appends a piece; text joins the text before it.
pub(super) fn push(inlines: &mut Vec<Inline>, piece: Inline) {
    match (inlines.last_mut(), piece) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, piece) => inlines.push(piece),
    }
}

/// Takes white space and line breaks off both ends.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    loop {
        match inlines.last_mut() {
            Some(Inline::Break) => {}
            Some(Inline::Text(text)) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        inlines.pop();
    }
    let blank = inlines
        .iter()
        .take_while(|piece| match piece {
            Inline::Break => true,
            Inline::Text(text) => text.trim().is_empty(),
            _ => false,
        })
        .count();
    inlines.drain(..blank);
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
}
