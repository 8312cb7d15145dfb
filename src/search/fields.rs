//! Which texts of an entry are searched, as what, and how much they weigh.

use crate::aid::{Entry, StepRef, Texts};

use super::Field;
use super::tokens::word_list;

/// A searched text's place in an entry; the discriminant is its bit in [`FieldSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub(super) enum Place {
    Name,
    Title,
    Alias,
    Tags,
    Summary,
    Question,
    Heading,
    Intro,
    Step,
    Command,
    #[default]
    Body,
    Symptom,
    Output,
    /// Initials of name and title, made here (`ksm` for `kube-state-metrics`).
    Initials,
}

/// How many places there are.
pub(super) const PLACES: usize = 14;

const ALL: [Place; PLACES] = [
    Place::Name,
    Place::Title,
    Place::Alias,
    Place::Tags,
    Place::Summary,
    Place::Question,
    Place::Heading,
    Place::Intro,
    Place::Step,
    Place::Command,
    Place::Body,
    Place::Symptom,
    Place::Output,
    Place::Initials,
];

/// A set of places, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct FieldSet(pub(super) u16);

impl FieldSet {
    pub(super) fn of(places: &[Place]) -> FieldSet {
        FieldSet(places.iter().fold(0, |bits, place| bits | place.bit()))
    }

    /// Everything that people write for people.
    pub(super) fn prose() -> FieldSet {
        let machine = FieldSet::of(&[Place::Command, Place::Output, Place::Initials]);
        FieldSet(FieldSet::of(&ALL).0 & !machine.0)
    }

    pub(super) fn meets(self, other: FieldSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The foremost place as callers name it.
    pub(super) fn foremost(self) -> Field {
        ALL.iter()
            .find(|place| self.0 & place.bit() != 0)
            .map_or(Field::Body, |place| place.field())
    }
}

/// How much a word in a place counts.
pub(super) struct Weight {
    /// When somebody types a topic.
    pub(super) topic: f32,
    /// When somebody pastes an error.
    pub(super) error: f32,
    /// How far a long text's words count less (BM25's b).
    pub(super) length: f32,
}

impl Place {
    pub(super) fn bit(self) -> u16 {
        1 << self as u8
    }

    /// Weights found on three public collections; half or twice any of them costs about a point.
    pub(super) fn weight(self) -> Weight {
        let (topic, error, length) = match self {
            Place::Name => (2.0, 3.0, 0.4),
            Place::Title => (2.0, 1.5, 0.4),
            Place::Alias => (2.0, 1.0, 0.3),
            Place::Tags => (1.0, 0.5, 0.3),
            Place::Summary => (1.8, 1.2, 0.5),
            Place::Question => (1.8, 1.2, 0.5),
            Place::Heading => (1.3, 1.0, 0.6),
            Place::Intro => (1.0, 1.0, 0.6),
            Place::Step => (1.3, 1.2, 0.5),
            Place::Command => (0.8, 1.0, 0.7),
            Place::Body => (0.5, 0.6, 0.8),
            Place::Symptom => (1.8, 4.0, 0.3),
            Place::Output => (0.6, 2.0, 0.8),
            Place::Initials => (1.5, 0.5, 0.0),
        };
        Weight {
            topic,
            error,
            length,
        }
    }

    pub(super) fn field(self) -> Field {
        match self {
            Place::Name | Place::Initials => Field::Name,
            Place::Title | Place::Alias => Field::Title,
            Place::Tags => Field::Tags,
            Place::Summary | Place::Question | Place::Intro => Field::Summary,
            Place::Heading => Field::Heading,
            Place::Step => Field::Step,
            Place::Command => Field::Command,
            Place::Symptom | Place::Output => Field::Symptom,
            Place::Body => Field::Body,
        }
    }
}

/// Calls `emit` with each passage of an entry, steps with their commands right after them, and the
/// headings of procedures and phases right before the step below them.
pub(super) fn passages(
    entry: &Entry,
    texts: &Texts,
    mut emit: impl FnMut(Place, Option<StepRef>, &str),
) {
    let meta = &entry.meta;
    emit(Place::Name, None, file_stem(&entry.id));
    // A title that says what the name says doesn't count it twice.
    let name = file_stem(&entry.id);
    let says_more = || {
        let name_words = word_list(name);
        let title_words = word_list(&entry.title);
        !title_words.iter().all(|word| name_words.contains(word))
    };
    if entry.title != name && says_more() {
        emit(Place::Title, None, &entry.title);
    }
    let mut each = |place, texts: &[String]| {
        for text in texts {
            emit(place, None, text);
        }
    };
    each(Place::Title, meta.short_title.as_slice());
    each(Place::Alias, &meta.aliases);
    each(Place::Tags, &meta.tags);
    each(Place::Summary, meta.summary.as_slice());
    each(Place::Question, &meta.questions);
    each(Place::Heading, &texts.headings);
    each(Place::Symptom, &meta.symptoms);
    each(Place::Output, &texts.outputs);
    let mut headings = texts.step_headings.iter().peekable();
    for step in &texts.steps {
        while let Some((at, text)) = headings.next_if(|(at, _)| *at <= step.at) {
            emit(Place::Heading, Some(*at), text);
        }
        emit(Place::Step, Some(step.at), &step.text);
        for command in &step.commands {
            emit(Place::Command, Some(step.at), command);
        }
    }
    headings.for_each(|(at, text)| emit(Place::Heading, Some(*at), text));
    if meta.summary.as_ref() != Some(&texts.intro) {
        emit(Place::Intro, None, &texts.intro);
    }
    for line in texts.body.lines().filter(|line| !line.is_empty()) {
        emit(Place::Body, None, line);
    }
}

/// The last part of an id.
pub(super) fn file_stem(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The place with this bit.
pub(super) fn place(bit: u8) -> Place {
    ALL.get(usize::from(bit)).copied().unwrap_or_default()
}
