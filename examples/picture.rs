//! Draws `docs/jitt.svg` from a real screen: `cargo run --release --example picture`.
//!
//! Starts the jitt beside it in a pseudo-terminal on the starter aids, types, waits for what it
//! shows and writes the cells as SVG text.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const COLUMNS: u16 = 104;
const ROWS: u16 = 30;
/// Pixels of a cell.
const CELL: (f32, f32) = (8.4, 18.0);
/// The 16 colours of a quiet dark terminal.
const PALETTE: [&str; 16] = [
    "#2e3440", "#d0606a", "#8fbc7a", "#d9b26f", "#7aa2d6", "#b48ead", "#79b8c4", "#d8dee9",
    "#6b7689", "#e0717b", "#a3cf8e", "#e6c384", "#8fb4e3", "#c7a3c1", "#8fcbd6", "#eceff4",
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let home = tempfile::tempdir()?;
    let script = [("", "type what you need"), ("disk full", "1/7")];
    let screen = play(home.path(), &script)?;
    std::fs::create_dir_all("docs")?;
    std::fs::write("docs/jitt.svg", svg(&screen))?;
    Ok(())
}

/// Types each text after the one before has shown what it waits for; gives the last screen.
fn play(home: &Path, script: &[(&str, &str)]) -> Result<vt100::Parser, Failure> {
    let size = PtySize {
        rows: ROWS,
        cols: COLUMNS,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size)?;
    let program = std::env::current_exe()?.with_file_name("../jitt");
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", home);
    command.cwd(home);
    let mut child = pty.slave.spawn_command(command)?;
    let (sender, pieces) = mpsc::channel();
    let mut reader = pty.master.try_clone_reader()?;
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut keys = pty.master.take_writer()?;
    let mut screen = vt100::Parser::new(ROWS, COLUMNS, 0);
    for (typed, wanted) in script {
        keys.write_all(typed.as_bytes())?;
        while !screen.screen().contents().contains(wanted) {
            let piece = pieces.recv_timeout(Duration::from_secs(10)).map_err(|_| {
                format!(
                    "\"{wanted}\" did not appear:\n{}",
                    screen.screen().contents()
                )
            })?;
            screen.process(&piece);
        }
        while let Ok(piece) = pieces.recv_timeout(Duration::from_millis(300)) {
            screen.process(&piece);
        }
    }
    child.kill()?;
    Ok(screen)
}

fn svg(screen: &vt100::Parser) -> String {
    let (width, height) = (
        f32::from(COLUMNS) * CELL.0 + 32.0,
        f32::from(ROWS) * CELL.1 + 28.0,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"jitt showing the steps of an aid\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1f242d\"/>\n\
         <g font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"14\" \
         xml:space=\"preserve\" fill=\"#d8dee9\">\n"
    );
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            cell(&mut out, screen.screen(), row, column);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// A cell of its own, so that no viewer's font can shift what stands to its right.
fn cell(out: &mut String, screen: &vt100::Screen, row: u16, column: u16) {
    let Some(cell) = screen.cell(row, column) else {
        return;
    };
    let (x, y) = (
        f32::from(column) * CELL.0 + 16.0,
        f32::from(row) * CELL.1 + 14.0,
    );
    let (mut ink, mut paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
    if cell.inverse() {
        (ink, paper) = (
            Some(paper.unwrap_or("#1f242d")),
            Some(ink.unwrap_or("#d8dee9")),
        );
    }
    if let Some(paper) = paper {
        let (w, h) = CELL;
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w}\" height=\"{h}\" fill=\"{paper}\"/>"
        );
    }
    let text = cell.contents();
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    if let Some(ink) = ink {
        let _ = write!(style, " fill=\"{ink}\"");
    }
    for (on, attribute) in [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.dim(), " opacity=\"0.6\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
    ] {
        style.push_str(if on { attribute } else { "" });
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\"{style}>{text}</text>",
        y + 13.5
    );
}

fn colour(colour: vt100::Color) -> Option<&'static str> {
    match colour {
        vt100::Color::Idx(index) => PALETTE.get(usize::from(index)).copied(),
        _ => None,
    }
}
