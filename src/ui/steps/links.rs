//! The links of the aid in the pane, as it is laid out.

use std::ops::Range;

use super::Steps;
use super::laid::Laid;

impl Steps {
    /// The links among the lines of the current step, else among those in view: target and text.
    pub fn links(&self) -> Vec<(String, String)> {
        let links = self.links_of_step();
        links
            .filter(|links| !links.is_empty())
            .unwrap_or_else(|| self.links_in_view())
    }

    /// Whether the current step has links; on a page without steps, whether one is in view.
    pub fn has_links(&self) -> bool {
        let links = self.links_of_step();
        !links.unwrap_or_else(|| self.links_in_view()).is_empty()
    }

    fn links_of_step(&self) -> Option<Vec<(String, String)>> {
        let (opened, laid) = self.opened().zip(self.laid.as_ref())?;
        let lines = laid.range(opened.place.current)?;
        Some(links_in(laid, lines))
    }

    fn links_in_view(&self) -> Vec<(String, String)> {
        let Some((opened, laid)) = self.opened().zip(self.laid.as_ref()) else {
            return Vec::new();
        };
        let offset = opened.place.offset;
        links_in(laid, offset..offset + self.height)
    }
}

/// The links of some lines, each target once. A text broken over lines is put together again.
fn links_in(laid: &Laid, lines: Range<usize>) -> Vec<(String, String)> {
    let mut links: Vec<(String, String)> = Vec::new();
    let lines = laid.body.iter().take(lines.end).skip(lines.start);
    let mut last: Option<(usize, usize)> = None;
    for (at, line) in lines.enumerate() {
        for span in &line.spans {
            let Some(target) = &span.link else {
                continue;
            };
            match links.iter().position(|(known, _)| known == target) {
                Some(known) if last.is_some_and(|(l, k)| k == known && at <= l + 1) => {
                    if let Some((_, text)) = links.get_mut(known) {
                        let broken = last.is_some_and(|(line, _)| line != at);
                        text.push_str(if broken { " " } else { "" });
                        text.push_str(&span.text);
                    }
                    last = Some((at, known));
                }
                Some(_) => last = None,
                None => {
                    links.push((target.clone(), span.text.clone()));
                    last = Some((at, links.len() - 1));
                }
            }
        }
    }
    links
}
