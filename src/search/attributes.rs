//! `tag:x` and `key:value`: what front matter says, to restrict a search.

use crate::aid::{Entry, Kind};

use super::table::{Table, TableWriter};
use crate::store::{Blob, Sections};

/// `key:value` texts in lower case, sorted, each with an entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes {
    texts: Table,
    docs: Blob,
}

impl Attributes {
    /// What [`Attributes::put`] has put there.
    pub(super) fn of(sections: &Sections) -> Attributes {
        Attributes {
            texts: Table::of_sorted(sections, "attributes"),
            docs: sections.get("attributes.docs"),
        }
    }

    /// Puts together what all entries say.
    pub(super) fn put(entries: &[Entry], sections: &mut Sections) {
        let mut all = Vec::new();
        for (doc, entry) in (0u32..).zip(entries) {
            let mut add = |key: &str, value: &str| {
                let key = key.to_lowercase();
                let value = value.to_lowercase();
                let parts = value.split(|c: char| c == ',' || c.is_whitespace());
                for part in parts.filter(|part| !part.is_empty()).chain([value.trim()]) {
                    all.push((format!("{key}:{part}"), doc));
                }
            };
            let meta = &entry.meta;
            meta.tags.iter().for_each(|tag| add("tag", tag));
            meta.owners.iter().for_each(|owner| add("owner", owner));
            meta.platforms.iter().for_each(|os| add("platform", os));
            meta.extra.iter().for_each(|(key, value)| add(key, value));
            meta.kind
                .into_iter()
                .for_each(|kind| add("kind", kind_name(kind)));
        }
        all.sort_unstable();
        all.dedup();
        let mut texts = TableWriter::default();
        all.iter().for_each(|(text, _)| texts.push(text));
        texts.put_sorted(sections, "attributes");
        let docs: Vec<u32> = all.iter().map(|(_, doc)| *doc).collect();
        sections.put_numbers("attributes.docs", &docs);
    }

    /// Whether any entry has this key. `tag` always exists: a tag that no aid has is an empty answer.
    pub(super) fn knows(&self, key: &str) -> bool {
        let key = key.to_lowercase();
        key == "tag" || !self.texts.prefix_range(&format!("{key}:")).is_empty()
    }

    /// The entries with this value, ascending; with `typing` also those whose value begins so.
    pub(super) fn having(&self, key: &str, value: &str, typing: bool) -> Vec<u32> {
        let text = format!("{}:{}", key.to_lowercase(), value.to_lowercase());
        let mut range = self.texts.equal_range(&text);
        if range.is_empty() && typing {
            range = self.texts.prefix_range(&text);
        }
        let mut docs = self.docs.numbers(range);
        docs.sort_unstable();
        docs.dedup();
        docs
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Procedure => "procedure",
        Kind::Checklist => "checklist",
        Kind::Reference => "reference",
        Kind::Diagram => "diagram",
        Kind::Module => "module",
    }
}
