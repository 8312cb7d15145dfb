//! Frames in, bytes out, and what an emulator makes of them.

use super::*;
use ratatui::layout::Rect;
use ratatui::style::Stylize;
use ratatui::text::{Line, Text};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

const SIZE: Size = Size {
    width: 20,
    height: 3,
};

fn terminal(origin: Origin) -> Terminal<Canvas> {
    let mut canvas = Canvas::new(origin);
    canvas.begin(b"<enter>", SIZE);
    let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, SIZE)));
    Terminal::with_options(canvas, TerminalOptions { viewport }).expect("nothing is asked")
}

fn frame(terminal: &mut Terminal<Canvas>, render: impl FnOnce(&mut Frame)) -> String {
    terminal.draw(render).expect("nothing is written yet");
    let bytes = terminal.backend_mut().take();
    String::from_utf8(bytes)
        .expect("symbols are text")
        .replace('\x1b', "^")
}

fn line(text: &str) -> impl FnOnce(&mut Frame) {
    move |frame| frame.render_widget(Text::raw(text), frame.area())
}

#[test]
fn the_first_frame_comes_with_the_entering_and_the_next_are_what_changed() {
    let mut terminal = terminal(Origin::Corner);
    assert_eq!(frame(&mut terminal, line("tar")), "<enter>^[1;1H^[Jtar");
    assert_eq!(frame(&mut terminal, line("tar")), "");
    assert_eq!(frame(&mut terminal, line("tap")), "^[3Gp");
    let styled = |frame: &mut Frame| frame.render_widget(Line::from("tap".bold()), frame.area());
    assert_eq!(frame(&mut terminal, styled), "^[1G^[1mtap");
}

#[test]
fn what_was_to_come_before_a_frame_is_kept_when_more_is_to_come() {
    let mut terminal = terminal(Origin::Corner);
    terminal.backend_mut().begin(b"<resized>", SIZE);
    let drawn = frame(&mut terminal, line("tar"));
    assert_eq!(drawn, "<enter><resized>^[1;1H^[Jtar");
}

#[test]
fn a_stretch_of_blanks_is_one_sequence() {
    let mut terminal = terminal(Origin::Corner);
    frame(&mut terminal, line("a long line of text!"));
    assert_eq!(frame(&mut terminal, line("a text")), "^[1;3Htext ^[13X");
    assert_eq!(frame(&mut terminal, line("a")), "^[3G    ");
}

#[test]
fn a_few_equal_cells_are_written_over_and_many_are_jumped() {
    let mut terminal = terminal(Origin::Corner);
    frame(&mut terminal, line("copy the file over"));
    let drawn = frame(&mut terminal, line("cope thy file ower"));
    assert_eq!(drawn, "^[4Ge thy^[16Gw");
}

#[test]
fn below_the_prompt_no_row_of_the_screen_is_named() {
    let mut terminal = terminal(Origin::BelowPrompt);
    assert_eq!(
        frame(&mut terminal, line("a\nb\nc")),
        "<enter>^[1G^[Ja^[1B^[1Gb^[1B^[1Gc"
    );
    assert_eq!(frame(&mut terminal, line("x\nb\nc")), "^[2A^[1Gx");
}

#[test]
fn the_cursor_is_shown_where_the_frame_wants_it() {
    let mut terminal = terminal(Origin::Corner);
    let prompt = |frame: &mut Frame| {
        frame.render_widget(">", frame.area());
        frame.set_cursor_position((2, 0));
    };
    assert_eq!(frame(&mut terminal, prompt), "<enter>^[1;1H^[J> ^[?25h");
    assert_eq!(frame(&mut terminal, prompt), "");
    assert_eq!(frame(&mut terminal, line(">")), "^[?25l");
}

#[test]
fn after_a_symbol_of_doubtful_width_the_place_is_named_again() {
    let mut terminal = terminal(Origin::Corner);
    assert_eq!(
        frame(&mut terminal, line("漢x│y")),
        "<enter>^[1;1H^[J漢^[1;3Hx│y"
    );
}

#[test]
fn a_control_character_in_a_cell_is_not_written() {
    let mut terminal = terminal(Origin::Corner);
    let hostile = |frame: &mut Frame| {
        let buffer = frame.buffer_mut();
        buffer[(0, 0)].set_symbol("\x1b]0;x\x07");
        buffer[(0, 1)].set_symbol("\u{9b}");
        buffer[(0, 2)].set_symbol("a\nb");
    };
    assert_eq!(
        frame(&mut terminal, hostile),
        "<enter>^[1;1H^[J ^[2;1H ^[3;1H "
    );
}

/// What an emulator shows after the frames, its rows from `top` on: text and bold of each cell.
fn emulated(origin: Origin, top: u16, frames: &[Vec<Line<'static>>]) -> Vec<Vec<(String, bool)>> {
    let mut terminal = terminal(origin);
    let mut emulator = vt100::Parser::new(SIZE.height + top, SIZE.width, 0);
    emulator.process(format!("\x1b[{}H", top + 1).as_bytes());
    for lines in frames {
        let text = Text::from(lines.clone());
        let drawn = frame(&mut terminal, |frame| {
            frame.render_widget(text, frame.area())
        });
        let drawn = drawn.replace("<enter>", "").replace('^', "\x1b");
        emulator.process(drawn.as_bytes());
    }
    let cell = |row, column| match emulator.screen().cell(row + top, column) {
        Some(cell) if cell.has_contents() => (cell.contents().to_string(), cell.inverse()),
        _ => (" ".to_string(), false),
    };
    let row = |row| (0..SIZE.width).map(|column| cell(row, column)).collect();
    (0..SIZE.height).map(row).collect()
}

proptest::proptest! {
    #[test]
    fn the_screen_shows_the_last_frame_whatever_went_before(
        frames in proptest::collection::vec(
            proptest::collection::vec(("[abc  漢é│─]{0,12}", "[ab ]{0,16}"), 3),
            1..6,
        )
    ) {
        let lines = |frame: &Vec<(String, String)>| -> Vec<Line<'static>> {
            let line = |(plain, bold): &(String, String)| {
                Line::from(vec![plain.clone().into(), bold.clone().reversed()])
            };
            frame.iter().map(line).collect()
        };
        let frames: Vec<_> = frames.iter().map(lines).collect();
        let last = frames.last().expect("at least one").clone();
        for (origin, top) in [(Origin::Corner, 0), (Origin::BelowPrompt, 4)] {
            let all = emulated(origin, top, &frames);
            let alone = emulated(origin, top, std::slice::from_ref(&last));
            proptest::prop_assert_eq!(all, alone);
        }
    }
}
