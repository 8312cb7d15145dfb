//! A search from the typed text to the answer.

use std::borrow::Cow;

use super::confidence::{self, Evidence};
use super::expand::{Word, expand};
use super::fields::FieldSet;
use super::index::Index;
use super::names::Named;
use super::passages::{Marks, Reading};
use super::postings::Mode;
use super::query::{Query, is_particle};
use super::rank::{Scored, rank};
use super::stem::stem;
use super::symptom::{self, Line};
use super::{Answer, Field, Filter, Hit, fuzzy};

/// So many hits are read passage by passage and ordered anew.
const REREAD: usize = 20;
/// So many hits say which of their words matched.
const MARKED: usize = 60;
/// How much the best single passage counts.
const PASSAGE: f32 = 0.2;
/// A longer query is an output, not a topic.
const MAX_TOPIC: usize = 2_000;

impl Index {
    /// Ranks for what was typed; an empty query gives all entries by title.
    pub fn search(&self, query: &str, filter: &Filter, limit: usize) -> Answer {
        if query.len() > MAX_TOPIC {
            return self.search_error(query, filter, limit);
        }
        let named = self.names.named(query);
        let pasted = named.is_empty() && symptom::looks_pasted(query);
        let parsed = Query::parse(
            query,
            |key| self.attributes.knows(key),
            |word| self.excludes(word),
        );
        if pasted && parsed.attributes.is_empty() {
            return self.search_lines(&[symptom::line_of(query, 1.0)], true, filter, limit);
        }
        let allowed = self.allowed(&parsed, filter);
        if parsed.words.is_empty() && named.is_empty() {
            return self.everything(allowed.as_deref(), limit);
        }
        let lines = match parsed.words.len() {
            0 | 1 => Vec::new(),
            _ => vec![symptom::line_of(query, 1.0)],
        };
        let request = Request {
            words: expand(self, &parsed.words),
            mode: Mode::Topic,
            complains: false,
            telling: 0,
            lines,
            allowed,
            limit,
        };
        let mut answer = self.answer(&request);
        self.put_named_first(&named, request.allowed.as_deref(), limit, &mut answer);
        if answer.hits.is_empty() {
            answer.hits = self.last_resort(query, request.allowed.as_deref(), limit);
        }
        answer
    }

    /// Whether `-word` can mean "without it": a word that is only in commands is a pasted flag.
    fn excludes(&self, word: &str) -> bool {
        let term = self.terms.find(&stem(word));
        term.is_some_and(|term| self.postings.entries(term).is_in(FieldSet::prose()))
    }

    /// Ranks for the output of a failed command: last lines first, volatile parts ignored.
    pub fn search_error(&self, output: &str, filter: &Filter, limit: usize) -> Answer {
        let (lines, complains) = symptom::error_lines(output);
        self.search_lines(&lines, complains, filter, limit)
    }

    fn search_lines(
        &self,
        lines: &[Line],
        complains: bool,
        filter: &Filter,
        limit: usize,
    ) -> Answer {
        let words = symptom::words_of(lines);
        let telling = |line: &Line| {
            line.masked
                .split(' ')
                .filter(|word| is_telling(word))
                .count()
        };
        let telling = lines.iter().map(telling).max().unwrap_or(0);
        let request = Request {
            words: expand(self, &words),
            mode: Mode::Error,
            complains,
            telling,
            lines: lines.to_vec(),
            allowed: self.allowed(&Query::default(), filter),
            limit,
        };
        let mut answer = self.answer(&request);
        answer.symptom = true;
        answer
    }

    /// All visible entries by title.
    fn everything(&self, allowed: Option<&[bool]>, limit: usize) -> Answer {
        let hits = self
            .by_title
            .all_numbers()
            .into_iter()
            .filter(|doc| is_allowed(allowed, *doc))
            .take(limit)
            .map(|doc| hit(doc, 0.0))
            .collect();
        Answer {
            hits,
            filtered: allowed.is_some(),
            ..Answer::default()
        }
    }

    /// Which entries tags, `key:value`, phrases and `-word` let through; none means all.
    fn allowed(&self, query: &Query, filter: &Filter) -> Option<Vec<bool>> {
        let tags = filter.tags.iter().map(|tag| ("tag", tag.as_str(), false));
        let typed = query.attributes.iter();
        let typed = typed.map(|(key, value, typing)| (key.as_str(), value.as_str(), *typing));
        let wanted: Vec<_> = tags.chain(typed).collect();
        if wanted.is_empty() && query.phrases.is_empty() && query.excluded.is_empty() {
            return None;
        }
        let mut allowed = vec![true; self.len()];
        for (key, value, typing) in wanted {
            let having = self.attributes.having(key, value, typing);
            keep(&mut allowed, |doc| having.binary_search(&doc).is_ok());
        }
        for phrase in &query.phrases {
            let forms: Vec<_> = phrase.iter().map(|word| self.terms.forms(word)).collect();
            let terms: Option<Vec<u32>> =
                phrase.iter().map(|w| self.terms.find(&stem(w))).collect();
            let terms = terms.unwrap_or_default().into_iter();
            let terms: Vec<_> = terms.map(|term| self.postings.entries(term)).collect();
            keep(&mut allowed, |doc| {
                !terms.is_empty()
                    && terms.iter().all(|term| term.holds(doc))
                    && self.passages.hold_phrase(doc, &forms)
            });
        }
        for word in &query.excluded {
            if let Some(term) = self.terms.find(&stem(word)) {
                let having = self.postings.entries(term);
                keep(&mut allowed, |doc| !having.holds(doc));
            }
        }
        Some(allowed)
    }

    fn answer(&self, request: &Request) -> Answer {
        let mut scored = rank(
            self,
            &request.words,
            request.mode,
            request.allowed.as_deref(),
        );
        let symptoms = self.add_symptoms(request, &mut scored);
        let first = REREAD.max(request.limit.min(scored.len()));
        if scored.len() > first {
            scored.select_nth_unstable_by(first - 1, better);
            scored.truncate(first);
        }
        scored.sort_unstable_by(better);
        let marks = request.marks(self);
        let head = scored.iter().take(MARKED);
        let mut hits: Vec<(Hit, Evidence)> = head
            .enumerate()
            .map(|(i, scored)| {
                let reading = self.passages.read(scored.doc, &self.terms, &marks);
                self.read_hit(scored, &reading, i < REREAD, request)
            })
            .collect();
        if let Some(reread) = hits.get_mut(..REREAD.min(scored.len())) {
            reread.sort_by(|a, b| b.0.score.total_cmp(&a.0.score));
        }
        let next = hits.get(1).map_or(0.0, |(next, _)| next.score);
        let evidence = hits.first().map(|(hit, evidence)| {
            let declared = symptoms.iter().find(|(doc, _)| *doc as usize == hit.entry);
            Evidence {
                symptom: declared.map_or(0.0, |(_, strength)| *strength),
                next: next / hit.score.max(f32::MIN_POSITIVE),
                entries: self.visible(),
                ..*evidence
            }
        });
        let near_ties = confidence::near_ties(hits.iter().map(|(hit, _)| hit.score));
        let rest = scored.iter().skip(MARKED).map(plain_hit);
        let hits = hits
            .into_iter()
            .map(|(hit, _)| hit)
            .chain(rest)
            .take(request.limit);
        let hits: Vec<Hit> = hits.collect();
        Answer {
            near_ties: near_ties.min(hits.len().saturating_sub(1)),
            hits,
            confident: evidence.is_some_and(confidence::confident),
            doubtful: evidence.is_some_and(confidence::doubtful),
            symptom: false,
            filtered: false,
        }
    }

    /// Raises entries that declare a symptom found in the text; gives them with their strengths.
    fn add_symptoms(&self, request: &Request, scored: &mut Vec<Scored>) -> Vec<(u32, f32)> {
        let declared = FieldSet::of(&[super::fields::Place::Symptom]);
        let top: f32 = request
            .words
            .iter()
            .map(|word| word.idf * word.weight)
            .sum();
        let mut found = Vec::new();
        if request.lines.is_empty() {
            return found;
        }
        for doc in self.patterns.wordless() {
            let known = scored.iter().any(|s| s.doc == *doc);
            if !known && is_allowed(request.allowed.as_deref(), *doc) {
                scored.push(Scored::nothing(*doc, declared));
            }
        }
        for entry in scored.iter_mut().filter(|s| s.places.meets(declared)) {
            let strength = self.patterns.strength(entry.doc, &request.lines);
            if strength > 0.0 {
                entry.score += 2.0 * top * strength;
                found.push((entry.doc, strength));
            }
        }
        scored.retain(|entry| entry.score > 0.0);
        found
    }

    fn read_hit(
        &self,
        scored: &Scored,
        reading: &Reading,
        reread: bool,
        request: &Request,
    ) -> (Hit, Evidence) {
        let mut hit = plain_hit(scored);
        let words = reading
            .forms
            .iter()
            .map(|form| self.terms.written(*form as usize));
        hit.words = words.map(Cow::into_owned).collect();
        if reread {
            hit.score *= 1.0 + PASSAGE * reading.best;
            let led = reading.is_led();
            let step = reading.step;
            let step = step.filter(|(_, share)| led || *share > reading.titled);
            hit.step = step.map(|(at, _)| at);
            if reading.best > reading.titled
                && let Some(place) = reading.place
            {
                hit.field = place.field();
            }
        }
        let evidence = Evidence {
            covered: scored.sure,
            titled: scored.titled.max(reading.titled),
            named: scored.named,
            passage: reading.best,
            pasted: request.mode == Mode::Error,
            complains: request.complains,
            telling: request.telling,
            ..Evidence::default()
        };
        (hit, evidence)
    }

    /// What is called exactly so comes before everything else.
    fn put_named_first(
        &self,
        named: &[Named],
        allowed: Option<&[bool]>,
        limit: usize,
        answer: &mut Answer,
    ) {
        let named: Vec<u32> = named
            .iter()
            .map(|named| named.doc)
            .filter(|doc| is_allowed(allowed, *doc))
            .collect();
        if named.is_empty() {
            return;
        }
        let best = answer.hits.first().map_or(1.0, |hit| hit.score);
        let mut hits: Vec<Hit> = Vec::with_capacity(answer.hits.len() + named.len());
        for doc in &named {
            let found = answer.hits.iter().find(|hit| hit.entry == *doc as usize);
            let mut first = found.cloned().unwrap_or_else(|| hit(*doc, 0.0));
            first.score = 2.0 * best;
            first.covered = 1.0;
            first.field = Field::Exact;
            first.step = None;
            hits.push(first);
        }
        let rest = answer.hits.drain(..);
        hits.extend(rest.filter(|hit| !named.iter().any(|doc| *doc as usize == hit.entry)));
        hits.truncate(limit);
        answer.near_ties = (named.len() - 1).min(hits.len().saturating_sub(1));
        answer.hits = hits;
        answer.confident = true;
    }

    fn last_resort(&self, query: &str, allowed: Option<&[bool]>, limit: usize) -> Vec<Hit> {
        fuzzy::by_letters(self, query, limit.min(REREAD))
            .into_iter()
            .filter(|doc| is_allowed(allowed, *doc))
            .zip((1..=u8::MAX).rev())
            .map(|(doc, rank)| Hit {
                field: Field::Title,
                ..hit(doc, f32::from(rank))
            })
            .collect()
    }
}

/// Whether a word is more than a number or a letter or two.
fn is_telling(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// What is to be ranked.
struct Request {
    words: Vec<Word>,
    mode: Mode,
    /// The text holds words that errors have.
    complains: bool,
    /// So many words of one of its lines could be those of an error.
    telling: usize,
    /// The text to try declared symptoms on.
    lines: Vec<Line>,
    allowed: Option<Vec<bool>>,
    limit: usize,
}

impl Request {
    fn marks(&self, index: &Index) -> Marks {
        let mut marks = Marks::default();
        let whole: f32 = self.words.iter().map(|word| word.idf * word.weight).sum();
        for (i, word) in self.words.iter().enumerate() {
            marks
                .shares
                .push(word.idf * word.weight / whole.max(f32::MIN_POSITIVE));
            for expansion in &word.expansions {
                let weight = expansion.weight / expansion.terms.len() as f32;
                // Of "out of space" for "full", `out` would be marked all over the page.
                let several = expansion.terms.len() > 1;
                let says_nothing =
                    |term: &&u32| several && is_particle(&index.terms.stem(**term as usize));
                for term in expansion.terms.iter().filter(|term| !says_nothing(term)) {
                    marks.set(*term, i, weight);
                }
            }
        }
        marks
    }
}

fn hit(doc: u32, score: f32) -> Hit {
    Hit {
        entry: doc as usize,
        score,
        covered: 0.0,
        field: Field::Body,
        step: None,
        words: Vec::new(),
    }
}

fn plain_hit(scored: &Scored) -> Hit {
    Hit {
        covered: scored.covered,
        field: scored.places.foremost(),
        ..hit(scored.doc, scored.score)
    }
}

fn better(a: &Scored, b: &Scored) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc))
}

fn is_allowed(allowed: Option<&[bool]>, doc: u32) -> bool {
    allowed.is_none_or(|allowed| allowed.get(doc as usize).copied().unwrap_or(false))
}

fn keep(allowed: &mut [bool], mut wanted: impl FnMut(u32) -> bool) {
    for (doc, slot) in (0u32..).zip(allowed) {
        *slot = *slot && wanted(doc);
    }
}
