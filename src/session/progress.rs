//! What was done of an aid, when and where: records, and the run they add up to.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Surroundings;
use crate::aid::placeholder::Param;
use crate::aid::{Aid, Mark, StepKey};

/// A change of the place, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Steps were marked by one key; begins the run if there is none.
    Mark {
        /// The steps with their new state.
        steps: Vec<Marked>,
        /// Where that leads.
        next: Seen,
        /// All steps of all procedures that were begun are done with.
        finished: bool,
    },
    /// The last marks were taken back.
    Undo {
        /// The step that is current again.
        next: Seen,
    },
    /// Placeholders were filled in; begins the run if there is none. Never with a secret.
    Fill {
        /// Each name with its value; none where it was taken away again.
        values: BTreeMap<String, Option<String>>,
        /// The step that needed them.
        next: Seen,
    },
    /// Another step is the current one. Of an aid that is not begun nothing is kept.
    At(Seen),
    /// The page has changed and the person was told: its steps now.
    Page(Vec<StepKey>),
    /// The run is given up: the aid starts fresh.
    Reset,
}

/// A step that got a new state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Which step.
    #[serde(with = "written")]
    pub key: StepKey,
    /// Its number as shown.
    pub number: String,
    /// Its text, for the log.
    pub text: String,
    /// Its new state.
    #[serde(with = "mark")]
    pub mark: Mark,
    /// Why it was skipped, in the person's words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The current step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which step.
    #[serde(with = "written")]
    pub key: StepKey,
    /// Its number as shown.
    pub number: String,
    /// How many steps its procedure has.
    pub of: usize,
}

/// One line of a place's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Counts up over all records of the aid, on whatever machine: what orders them, since clocks jump.
    pub n: u64,
    /// The run it belongs to.
    pub run: String,
    /// Seconds since 1970, as the clock said.
    pub t: i64,
    /// The machine.
    pub host: String,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Event {
    Begin {
        #[serde(default)]
        id: String,
        title: String,
        /// Its source's folder; empty for an aid inside the program.
        #[serde(default)]
        root: String,
        here: Surroundings,
        page: Vec<Written>,
    },
    Mark {
        steps: Vec<Marked>,
        next: Seen,
        #[serde(default)]
        finished: bool,
    },
    Undo {
        next: Seen,
    },
    Fill {
        values: BTreeMap<String, Option<String>>,
        next: Seen,
    },
    At {
        next: Seen,
    },
    Page {
        page: Vec<Written>,
    },
    Reset {},
}

/// A [`StepKey`] as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written(#[serde(with = "written")] pub StepKey);

/// One going through an aid, as its records tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What tells it from others.
    pub id: String,
    /// The aid's title when it was begun.
    pub title: String,
    /// The aid's id.
    pub aid: String,
    /// The aid's source's folder; empty for an aid inside the program.
    pub root: String,
    /// When it was begun.
    pub begun: Timestamp,
    /// Where it was begun.
    pub here: Surroundings,
    /// The steps of the page as the person last knew it.
    pub page: Vec<StepKey>,
    /// The steps that have a state.
    pub marks: BTreeMap<StepKey, Mark>,
    /// What was filled in, by placeholder.
    pub values: BTreeMap<String, String>,
    /// Why steps that are skipped were, where it was said.
    pub reasons: BTreeMap<StepKey, String>,
    /// What undo takes back, last one last: steps with their state before.
    pub undo: Vec<Vec<Before>>,
    /// The current step.
    pub current: Option<Seen>,
    /// When something was last marked or moved, and on which machine.
    pub touched: Timestamp,
    /// The machine of the last mark or move.
    pub host: String,
    /// When it was finished.
    pub finished: Option<Timestamp>,
    /// It was given up.
    pub given_up: bool,
    /// All that was marked and taken back, in order.
    pub history: Vec<Happened>,
}

/// The state of a step before a key marked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Which step.
    pub step: StepKey,
    /// Its state.
    pub mark: Mark,
    /// Why it was skipped; may be empty.
    pub reason: String,
}

/// A line of what was ticked when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When, as the clock said.
    pub at: Timestamp,
    /// On which machine.
    pub host: String,
    /// The step with its new state.
    pub step: Marked,
    /// The mark was taken back.
    pub undone: bool,
}

impl Run {
    /// Whether it goes on.
    pub fn is_open(&self) -> bool {
        self.finished.is_none() && !self.given_up
    }

    fn begin(record: &Record) -> Option<Run> {
        let Event::Begin {
            id,
            title,
            root,
            here,
            page,
        } = &record.event
        else {
            return None;
        };
        Some(Run {
            id: record.run.clone(),
            title: title.clone(),
            aid: id.clone(),
            root: root.clone(),
            begun: time(record.t),
            here: here.clone(),
            page: page.iter().map(|key| key.0).collect(),
            marks: BTreeMap::new(),
            values: BTreeMap::new(),
            reasons: BTreeMap::new(),
            undo: Vec::new(),
            current: None,
            touched: time(record.t),
            host: record.host.clone(),
            finished: None,
            given_up: false,
            history: Vec::new(),
        })
    }

    fn take(&mut self, record: &Record) {
        let at = time(record.t);
        match &record.event {
            Event::Begin { .. } => return,
            Event::Mark {
                steps,
                next,
                finished,
            } => {
                let before = steps.iter().map(|step| Before {
                    step: step.key,
                    mark: self.mark(step.key),
                    reason: self.reason(step.key).to_string(),
                });
                self.undo.push(before.collect());
                for step in steps {
                    self.set(step.key, step.mark, &step.reason);
                    self.history.push(self.happened(record, step, false));
                }
                self.current = Some(next.clone());
                self.finished = finished.then_some(at);
            }
            Event::Undo { next } => {
                for Before { step, mark, reason } in self.undo.pop().unwrap_or_default() {
                    let known = self.history.iter().rev().find(|past| past.step.key == step);
                    if let Some(past) = known.map(|past| past.step.clone()) {
                        let past = Marked { mark, ..past };
                        self.history.push(self.happened(record, &past, true));
                    }
                    self.set(step, mark, &reason);
                }
                self.current = Some(next.clone());
                self.finished = None;
            }
            Event::Fill { values, next } => {
                for (name, value) in values {
                    match value {
                        Some(value) => self.values.insert(name.clone(), value.clone()),
                        None => self.values.remove(name),
                    };
                }
                self.current = Some(next.clone());
            }
            Event::At { next } => self.current = Some(next.clone()),
            Event::Page { page } => self.page = page.iter().map(|key| key.0).collect(),
            Event::Reset {} => self.given_up = true,
        }
        self.touched = at;
        self.host.clone_from(&record.host);
    }

    /// A step's state.
    pub fn mark(&self, step: StepKey) -> Mark {
        self.marks.get(&step).copied().unwrap_or_default()
    }

    /// Why a step that is skipped was, in the person's words; empty when nothing was said.
    pub fn reason(&self, step: StepKey) -> &str {
        self.reasons.get(&step).map_or("", String::as_str)
    }

    fn set(&mut self, step: StepKey, mark: Mark, reason: &str) {
        self.marks.insert(step, mark);
        match mark == Mark::Skipped && !reason.is_empty() {
            true => self.reasons.insert(step, reason.to_string()),
            false => self.reasons.remove(&step),
        };
    }

    /// What was filled in, by name; no value of what is a secret: as the page says now, where it is known, else
    /// as the name sounds.
    pub fn shown_values(&self, page: Option<&Aid>) -> Vec<(&str, Option<&str>)> {
        let params = page.map_or(Vec::new(), Aid::questions);
        let is_secret = |name: &str| {
            let known = params.iter().find(|known| known.param.name == name);
            known.map_or_else(|| Param::named(name).secret, |known| known.param.secret)
        };
        let values = self.values.iter().map(|(name, value)| {
            let value = (!is_secret(name)).then_some(value.as_str());
            (name.as_str(), value)
        });
        values.collect()
    }

    fn happened(&self, record: &Record, step: &Marked, undone: bool) -> Happened {
        Happened {
            at: time(record.t),
            host: record.host.clone(),
            step: step.clone(),
            undone,
        }
    }
}

/// All runs that these records tell of, in the order in which they were begun. Records of a run whose
/// beginning is lost are left out.
pub(super) fn runs<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<Run> {
    let mut ordered: Vec<&Record> = records.into_iter().collect();
    // Stable: what one machine wrote stays in its order.
    ordered.sort_by(|a, b| (a.n, &a.host).cmp(&(b.n, &b.host)));
    let mut runs: Vec<Run> = Vec::new();
    for record in ordered {
        match runs.iter_mut().rev().find(|run| run.id == record.run) {
            Some(run) => run.take(record),
            None => runs.extend(Run::begin(record)),
        }
    }
    runs
}

/// A time as kept; one that no calendar has is its end.
pub(super) fn time(seconds: i64) -> Timestamp {
    let least = Timestamp::MIN.as_second();
    let most = Timestamp::MAX.as_second();
    Timestamp::from_second(seconds.clamp(least, most)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A step's key as a text.
mod written {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::aid::StepKey;

    pub fn serialize<S: Serializer>(key: &StepKey, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(key)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<StepKey, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// A mark as a word.
mod mark {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::aid::Mark;

    const NAMES: [(&str, Mark); 4] = [
        ("open", Mark::Open),
        ("done", Mark::Done),
        ("skipped", Mark::Skipped),
        ("not-applicable", Mark::NotApplicable),
    ];

    pub fn serialize<S: Serializer>(mark: &Mark, to: S) -> Result<S::Ok, S::Error> {
        let name = NAMES.iter().find(|(_, named)| named == mark);
        to.serialize_str(name.map_or("open", |(name, _)| name))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Mark, D::Error> {
        let written = String::deserialize(from)?;
        let mark = NAMES.iter().find(|(name, _)| *name == written);
        mark.map(|(_, mark)| *mark)
            .ok_or_else(|| D::Error::custom("no state of a step"))
    }
}
