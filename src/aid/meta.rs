//! What the front matter says, resolved from its many spellings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The resolved front matter. Everything is optional; the defaults of the format are applied where
/// the value is used (title, summary) or by the parser (`time`, `kind`).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Meta {
    /// `title` as written there; [`super::Aid::title`] is the resolved one.
    pub title: Option<String>,
    /// Short form for lists (`linkTitle`).
    pub short_title: Option<String>,
    /// One line for the list; the parser fills in the first sentence of the first paragraph.
    pub summary: Option<String>,
    /// Filter words; the parser fills in folder names.
    pub tags: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// What people see: error texts, `*` wildcards, `/re/`.
    pub symptoms: Vec<String>,
    /// How people ask.
    pub questions: Vec<String>,
    /// What opens first; the parser fills in what the body says.
    pub kind: Option<Kind>,
    /// Read-do or do-confirm, where it is said; a page of nothing but task lists is do-confirm.
    pub use_: Option<Use>,
    /// When to run the checklist.
    pub pause: Option<String>,
    /// What must be there: `cmd:x`, `root`, free text.
    pub needs: Vec<String>,
    /// `linux`, `macos`, ...; empty means any.
    pub platforms: Vec<String>,
    /// What can be lost; the parser fills in [`Danger::Yes`] where a command destroys something or a
    /// callout says danger.
    pub danger: Option<Danger>,
    /// Minutes, as written or estimated by the parser (200 words a minute + 10 s a command).
    pub minutes: Option<u32>,
    /// Nobody wrote the minutes: they are the parser's estimate.
    pub minutes_estimated: bool,
    /// Whom to ask.
    pub owners: Vec<String>,
    /// Last checked against reality.
    pub reviewed: Option<Date>,
    /// How long that is good for; one year when not said.
    pub review_in: Option<Period>,
    /// Ids of related aids; the parser fills in links of the body.
    pub related: Vec<String>,
    /// How to take it back: text or `#heading`.
    pub undo: Option<String>,
    /// How to see that it worked: text or `#heading`.
    pub verify: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// Language of a cheat sheet.
    pub syntax: Option<String>,
    /// Hidden in lists, opened when named.
    pub draft: bool,
    /// Rules of `jitt --check` that the page switches off (`lint: {off: [ID]}`), as written.
    pub lint_off: Vec<String>,
    /// Keys that jitt does not know, values flattened to text; searchable as `key:value`.
    pub extra: Vec<(String, String)>,
}

/// What sort of page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Steps.
    Procedure,
    /// Boxes to tick.
    Checklist,
    /// To look things up.
    Reference,
    /// A drawing.
    Diagram,
    /// A lesson.
    Module,
}

/// How a reader uses the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Use {
    /// Read a step, do it, mark it.
    ReadDo,
    /// Do from memory, then confirm each.
    DoConfirm,
}

/// What the front matter says about danger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Danger {
    /// `danger: true`.
    Yes,
    /// `danger: false`: says that the derived mark is wrong.
    No,
    /// What can be lost, one sentence.
    Says(String),
}

/// A length of time in calendar units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: PeriodUnit,
}

/// Unit of a [`Period`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PeriodUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// How old the last review is (section 10 of the format: by the dates alone, never by file time).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// No date.
    Unknown,
    /// Due in more than 14 days.
    Fresh {
        /// The date of the review.
        reviewed: Date,
    },
    /// Due within 14 days.
    Due {
        /// Days left.
        days: i32,
    },
    /// Past its date.
    Overdue {
        /// Days since it was due.
        days: i32,
    },
}

impl Period {
    /// One year: what holds when nothing is said.
    pub const YEAR: Period = Period {
        count: 1,
        unit: PeriodUnit::Year,
    };

    /// The date this much later, saturating at the calendar's end.
    pub fn after(self, date: Date) -> Date {
        let count = i64::from(self.count);
        let span = match self.unit {
            PeriodUnit::Day => jiff::Span::new().try_days(count),
            PeriodUnit::Week => jiff::Span::new().try_weeks(count),
            PeriodUnit::Month => jiff::Span::new().try_months(count),
            PeriodUnit::Year => jiff::Span::new().try_years(count),
        };
        span.map_or(Date::MAX, |span| date.saturating_add(span))
    }
}

impl Meta {
    /// How the review stands on `today`.
    pub fn review(&self, today: Date) -> Review {
        let Some(reviewed) = self.reviewed else {
            return Review::Unknown;
        };
        let due = self.review_in.unwrap_or(Period::YEAR).after(reviewed);
        // Dates are at most 20,000 years apart: the days fit an i32.
        let days = today.until(due).map_or(i32::MAX, |span| span.get_days());
        match days {
            ..0 => Review::Overdue { days: -days },
            0..=14 => Review::Due { days },
            _ => Review::Fresh { reviewed },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn meta(reviewed: Date, count: u32, unit: PeriodUnit) -> Meta {
        Meta {
            reviewed: Some(reviewed),
            review_in: Some(Period { count, unit }),
            ..Meta::default()
        }
    }

    #[test]
    fn review_is_fresh_due_or_overdue_by_dates_alone() {
        let half_year = meta(date(2026, 1, 1), 6, PeriodUnit::Month);
        assert_eq!(
            half_year.review(date(2026, 6, 1)),
            Review::Fresh {
                reviewed: date(2026, 1, 1)
            }
        );
        assert_eq!(
            half_year.review(date(2026, 6, 20)),
            Review::Due { days: 11 }
        );
        assert_eq!(half_year.review(date(2026, 7, 1)), Review::Due { days: 0 });
        assert_eq!(
            half_year.review(date(2026, 7, 3)),
            Review::Overdue { days: 2 }
        );
        assert_eq!(Meta::default().review(date(2026, 7, 3)), Review::Unknown);
    }

    #[test]
    fn a_review_period_past_the_calendars_end_is_no_panic() {
        let far = meta(date(9999, 12, 31), u32::MAX, PeriodUnit::Year);
        assert_eq!(
            far.review(date(2026, 1, 1)),
            Review::Fresh {
                reviewed: date(9999, 12, 31)
            }
        );
    }
}
