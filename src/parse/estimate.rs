//! How long a page takes whose author did not say.

use super::survey::Survey;

/// Words read in a minute by somebody who acts on them.
const WORDS_A_MINUTE: usize = 200;
/// Seconds to copy, run and watch one command.
const SECONDS_A_COMMAND: usize = 10;

/// Nobody reads for longer at once: such a page is a log or a book, and the figure says nothing.
const MOST_MINUTES: usize = 120;

/// Minutes, rounded up; none for a page with nothing on it, or far too much.
pub(super) fn minutes(survey: &Survey<'_>) -> Option<u32> {
    let reading = survey.words.saturating_mul(60).div_ceil(WORDS_A_MINUTE);
    let running = survey.commands.len().saturating_mul(SECONDS_A_COMMAND);
    let minutes = reading.saturating_add(running).div_ceil(60);
    let sensible = (1..=MOST_MINUTES).contains(&minutes);
    u32::try_from(minutes).ok().filter(|_| sensible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_commands_take_time_and_nothing_takes_none() {
        let page = |words, commands| Survey {
            words,
            commands: vec!["ls"; commands],
            ..Survey::default()
        };
        assert_eq!(minutes(&page(0, 0)), None);
        assert_eq!(minutes(&page(1, 0)), Some(1));
        assert_eq!(minutes(&page(200, 0)), Some(1));
        assert_eq!(minutes(&page(200, 1)), Some(2));
        assert_eq!(minutes(&page(1000, 6)), Some(6));
        assert_eq!(minutes(&page(400_000, 0)), None);
    }
}
