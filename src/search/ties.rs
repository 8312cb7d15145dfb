//! Near ties, put in the order in which the person uses them.

use super::{Answer, Field};

impl Answer {
    /// Puts the first hit and its near ties into the order of `weight` (of an entry: how much it is used,
    /// 0 for never). A better match stays before a lesser one that is used more, and so does a name typed
    /// in full.
    pub fn break_ties(&mut self, weight: &dyn Fn(usize) -> f64) {
        let exact = |answer: &Answer| {
            let first = answer.hits.first();
            first.is_some_and(|hit| hit.field == Field::Exact)
        };
        if self.near_ties == 0 || exact(self) {
            return;
        }
        if let Some(tied) = self.hits.get_mut(..=self.near_ties) {
            tied.sort_by(|a, b| weight(b.entry).total_cmp(&weight(a.entry)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Hit;

    fn answer(scores: &[f32], near_ties: usize, field: Field) -> Answer {
        let hit = |(entry, score): (usize, &f32)| Hit {
            entry,
            score: *score,
            covered: 1.0,
            field,
            step: None,
            words: Vec::new(),
        };
        Answer {
            hits: scores.iter().enumerate().map(hit).collect(),
            near_ties,
            doubtful: false,
            confident: true,
            symptom: false,
            filtered: false,
        }
    }

    fn order(mut answer: Answer, weights: &[f64]) -> Vec<usize> {
        answer.break_ties(&|entry| weights.get(entry).copied().unwrap_or(0.0));
        answer.hits.iter().map(|hit| hit.entry).collect()
    }

    #[test]
    fn use_decides_among_near_ties_alone() {
        let scores = [9.0, 8.9, 8.8, 2.0];
        let with = |ties, weights: &[f64]| order(answer(&scores, ties, Field::Title), weights);
        assert_eq!(with(2, &[0.0, 0.0, 1.0, 50.0]), [2, 0, 1, 3]);
        assert_eq!(with(2, &[0.0; 4]), [0, 1, 2, 3]);
        assert_eq!(with(0, &[0.0, 0.0, 1.0, 50.0]), [0, 1, 2, 3]);
    }

    #[test]
    fn a_name_typed_in_full_is_what_was_meant() {
        let named = answer(&[9.0, 8.9], 1, Field::Exact);
        assert_eq!(order(named, &[0.0, 3.0]), [0, 1]);
    }
}
