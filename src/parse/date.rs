//! Dates and lengths of time as people write them in front matter.

use jiff::civil::Date;

use crate::aid::{Period, PeriodUnit};

/// Which number of `03/04/2026` is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Not known: only dates that can be read in one way are.
    Unknown,
    /// The first (`ms.date` of Microsoft's pages).
    MonthFirst,
}

/// Why a date was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadDate {
    /// Day and month could be either.
    Ambiguous,
    /// No such day, or no date at all.
    Impossible,
}

/// Reads `2026-11-22`, date-times that start so, `2026/11/22`, and `22-11-2026` or `11/22/2026` where
/// only one reading is a day (or `order` says which).
pub(super) fn date(text: &str, order: Order) -> Result<Date, BadDate> {
    let day = text
        .trim()
        .split(['T', 't', ' '])
        .next()
        .unwrap_or_default();
    let mut numbers = day.split(['-', '/', '.']);
    let (Some(a), Some(b), Some(c), None) = (
        numbers.next(),
        numbers.next(),
        numbers.next(),
        numbers.next(),
    ) else {
        return Err(BadDate::Impossible);
    };
    let (first, second, third) = (number(a)?, number(b)?, number(c)?);
    if a.len() == 4 {
        return calendar(first, second, third);
    }
    if c.len() != 4 {
        return Err(BadDate::Impossible);
    }
    let month_first = calendar(third, first, second);
    let day_first = calendar(third, second, first);
    match (order, month_first, day_first) {
        (Order::MonthFirst, date, _) => date,
        (_, Ok(one), Ok(other)) if one != other => Err(BadDate::Ambiguous),
        (_, one, other) => one.or(other),
    }
}

fn number(digits: &str) -> Result<i16, BadDate> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse() {
        Ok(number) if all_digits => Ok(number),
        _ => Err(BadDate::Impossible),
    }
}

fn calendar(year: i16, month: i16, day: i16) -> Result<Date, BadDate> {
    let month = i8::try_from(month).map_err(|_| BadDate::Impossible)?;
    let day = i8::try_from(day).map_err(|_| BadDate::Impossible)?;
    Date::new(year, month, day).map_err(|_| BadDate::Impossible)
}

/// Reads `6 months`, `90 days`, `1y`, `180-days`, `90` (days).
pub(super) fn period(text: &str) -> Option<Period> {
    let (count, unit) = count_and_unit(text)?;
    let unit = match unit.to_ascii_lowercase().as_str() {
        "" | "d" | "day" | "days" => PeriodUnit::Day,
        "w" | "week" | "weeks" | "wk" | "wks" => PeriodUnit::Week,
        "m" | "month" | "months" | "mo" | "mos" => PeriodUnit::Month,
        "y" | "year" | "years" | "yr" | "yrs" => PeriodUnit::Year,
        _ => return None,
    };
    Some(Period { count, unit })
}

/// Reads minutes from `10`, `10 min`, `1 h`, `1h 30m`, `90 s`, `5-10 minutes` (the longer), rounded up.
pub(super) fn minutes(text: &str) -> Option<u32> {
    let text = text
        .trim()
        .trim_start_matches(['~', '≈'])
        .to_ascii_lowercase();
    let longest = text.rsplit(['-', '–']).next()?;
    let mut rest = longest.trim();
    let mut seconds = 0_u64;
    while !rest.is_empty() {
        let (count, after) = leading_number(rest)?;
        let after = after.trim_start();
        let unit_end = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, following) = after.split_at_checked(unit_end)?;
        let of = match unit {
            "" | "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
            "d" | "day" | "days" => 24 * 3600,
            _ => return None,
        };
        seconds = seconds.checked_add(u64::from(count).checked_mul(of)?)?;
        let following = following.trim_start_matches(['.', ',']).trim_start();
        rest = following.strip_prefix("and ").unwrap_or(following);
        if rest.len() == longest.len() {
            return None;
        }
    }
    let minutes = u32::try_from(seconds.div_ceil(60)).ok()?;
    (!longest.trim().is_empty()).then_some(minutes)
}

fn count_and_unit(text: &str) -> Option<(u32, &str)> {
    let (count, unit) = leading_number(text.trim())?;
    Some((count, unit.trim_matches([' ', '-', '.', '_'])))
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[test]
    fn dates_are_read_in_the_forms_people_use() {
        let day = Ok(civil::date(2026, 11, 22));
        for text in [
            "2026-11-22",
            " 2026-11-22 ",
            "2026-11-22T09:15:00Z",
            "2026-11-22 09:15:00 +0100",
            "2026/11/22",
            "22-11-2026",
            "22.11.2026",
            "11/22/2026",
        ] {
            assert_eq!(date(text, Order::Unknown), day, "{text}");
        }
        let may = Ok(civil::date(2026, 5, 5));
        assert_eq!(date("05-05-2026", Order::Unknown), may);
    }

    #[test]
    fn a_date_with_two_readings_is_none_unless_the_order_is_known() {
        assert_eq!(date("03/04/2026", Order::Unknown), Err(BadDate::Ambiguous));
        let april = Ok(civil::date(2026, 3, 4));
        assert_eq!(date("03/04/2026", Order::MonthFirst), april);
        let no_month = date("22/11/2026", Order::MonthFirst);
        assert_eq!(no_month, Err(BadDate::Impossible));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "today",
            "2026-02-30",
            "2026-13-01",
            "99999-01-01",
            "2026-11",
            "1-2-3",
            "2026-+1-01",
            "2026-1-1-1",
            "22-11-26",
            "20261122",
            "٢٠٢٦-١١-٢٢",
        ] {
            let read = date(text, Order::Unknown);
            assert_eq!(read, Err(BadDate::Impossible), "{text}");
        }
    }

    #[test]
    fn periods_are_read_in_any_form_of_their_unit() {
        let months = |count| {
            Some(Period {
                count,
                unit: PeriodUnit::Month,
            })
        };
        assert_eq!(period("6 months"), months(6));
        assert_eq!(period("6m"), months(6));
        assert_eq!(period("1 Month"), months(1));
        assert_eq!(period("1y"), Some(Period::YEAR));
        let days = |count| {
            Some(Period {
                count,
                unit: PeriodUnit::Day,
            })
        };
        assert_eq!(period("180-days"), days(180));
        assert_eq!(period("90"), days(90));
        for text in [
            "",
            "months",
            "six months",
            "6 parsecs",
            "-3 days",
            "99999999999 days",
            "1.5 years",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn minutes_are_read_in_the_forms_people_use() {
        for (text, expected) in [
            ("10", 10),
            ("10 min", 10),
            ("~10 minutes", 10),
            ("1h 30m", 90),
            ("1 hour and 5 minutes", 65),
            ("90s", 2),
            ("5-10 min", 10),
            ("5 min.", 5),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "-",
            "soon",
            "5 lightyears",
            "99999999999",
            "4294967295 days 1 s x",
            "10:00",
        ] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
