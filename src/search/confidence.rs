//! Is the first hit really about the query, and how many are nearly as good?

/// A hit at less than this share of the first one's score is no near tie.
const NEAR: f32 = 0.93;
/// Near ties named at most.
const MAX_NEAR: usize = 5;

/// What is known of the first hit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// Share of the query that it holds anywhere; words that look mistyped count less.
    pub(super) covered: f32,
    /// Share in its name, titles and aliases.
    pub(super) titled: f32,
    /// All of its name was typed.
    pub(super) named: bool,
    /// Share in its best single passage.
    pub(super) passage: f32,
    /// How surely a declared symptom matches.
    pub(super) symptom: f32,
    /// A pasted error, of which no aid holds every word.
    pub(super) pasted: bool,
    /// What was pasted has words that errors have: `failed`, `denied`.
    pub(super) complains: bool,
    /// So many words of one pasted line are more than numbers and letters.
    pub(super) telling: usize,
    /// The next hit's score, as a share of this one's; 0 when there is none.
    pub(super) next: f32,
    /// How many entries there are to choose from.
    pub(super) entries: usize,
}

/// Among fewer entries than this any error is nearest to something.
const FEW: usize = 50;

/// Among so many entries any two words stand together somewhere: chance must be better excluded.
const MANY: usize = 1_000;

/// Whether a procedure may be printed for it. Calibrated on invented queries about other things
/// (cooking, weather, letters hit at random) and on those that the collections do answer. What tells
/// them apart best: words that only resemble one of the library (`tires`, `times`) count less.
pub(super) fn confident(evidence: Evidence) -> bool {
    if evidence.symptom >= 0.5 {
        return true;
    }
    let Evidence {
        covered,
        titled,
        passage,
        ..
    } = evidence;
    if evidence.pasted && !evidence.complains {
        // Any output may be piped in, by mistake too: a word of it that some aid has says nothing.
        return evidence.telling > 1 && covered >= 0.6 && passage >= 0.6;
    }
    if evidence.pasted {
        // One that stands out from others need not hold much; where there are few or none, nothing does.
        let stands_out = evidence.next > 0.0 && evidence.entries >= FEW;
        let alone = stands_out && evidence.next <= 0.7 && covered >= 0.2;
        return titled >= 0.17 || passage >= 0.35 || covered >= 0.45 || alone;
    }
    let by_name = titled >= 0.35 && evidence.named;
    let by_title = titled >= 0.25 && covered >= 0.34 && titled.max(passage) >= 0.4;
    // Words from somewhere in the text must be more of the query, and stand together.
    let most = if evidence.entries < MANY { 0.5 } else { 0.52 };
    by_name || by_title || (covered >= most && passage >= 0.47)
}

/// Whether an answer to a pasted error leaves doubt: others fit about as well, and it holds neither most of
/// the error nor, in its title, much of it.
pub(super) fn doubtful(evidence: Evidence) -> bool {
    let weak = evidence.titled < 0.45 && evidence.passage < 0.6 && evidence.covered < 0.7;
    evidence.pasted && evidence.symptom < 0.5 && evidence.next > 0.45 && weak
}

/// How many of the scores after the first, best first, are nearly as good.
pub(super) fn near_ties(scores: impl Iterator<Item = f32>) -> usize {
    let mut scores = scores;
    let Some(first) = scores.next() else { return 0 };
    scores
        .take(MAX_NEAR)
        .take_while(|score| *score >= NEAR * first)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn among_thousands_of_entries_half_of_a_query_in_one_passage_is_chance() {
        let half = Evidence {
            covered: 0.51,
            passage: 0.51,
            entries: 200,
            ..Evidence::default()
        };
        let entries = 7_000;
        assert!(confident(half) && !confident(Evidence { entries, ..half }));
    }

    #[test]
    fn an_error_of_which_one_aid_alone_holds_something_is_about_that() {
        let alone = Evidence {
            covered: 0.21,
            pasted: true,
            complains: true,
            next: 0.6,
            entries: 100,
            ..Evidence::default()
        };
        assert!(confident(alone));
        for not in [
            Evidence { next: 0.9, ..alone },
            Evidence { next: 0.0, ..alone },
            Evidence {
                entries: 3,
                ..alone
            },
        ] {
            assert!(!confident(not), "{not:?}");
        }
    }

    #[test]
    fn where_others_hold_as_much_of_an_error_doubt_is_said() {
        let weak = Evidence {
            covered: 0.29,
            titled: 0.29,
            pasted: true,
            next: 0.92,
            ..Evidence::default()
        };
        assert!(doubtful(weak) && !doubtful(Evidence { next: 0.4, ..weak }));
        let declared = Evidence {
            symptom: 0.8,
            ..weak
        };
        let titled = Evidence {
            titled: 0.5,
            ..weak
        };
        assert!(!doubtful(declared) && !doubtful(titled));
    }
}
