//! `--man`: the manual page, from the same lists as the help and the keys.

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::{Arguments, EXAMPLES};
use super::failure::Failure;
use super::world::answer;
use crate::ui::action::Mode;
use crate::ui::keymap::{Keymap, TABLE};

/// What the environment says, and where files are.
const ENVIRONMENT: [(&str, &str); 8] = [
    ("JITT_PATH", "folders of aids, with colons between them"),
    (
        "JITT_LINEAR",
        "1: plain lines instead of a full screen, for screen readers",
    ),
    (
        "JITT_KEY",
        "the key of the shell's prompt, as that shell writes keys; empty: none (see --init)",
    ),
    ("JITT_HEIGHT", "how much of the terminal that key takes"),
    ("NO_COLOR", "no colours"),
    ("CLICOLOR_FORCE", "colours, also into a pipe"),
    ("TERM", "dumb, or not set: plain lines"),
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME",
        "where the folders of jitt --paths are",
    ),
];

/// Prints the manual page as roff.
pub(super) fn print() -> Result<(), Failure> {
    let man = Man::new(Arguments::command());
    let mut page = Vec::new();
    let written = man
        .render_title(&mut page)
        .and_then(|()| man.render_name_section(&mut page))
        .and_then(|()| man.render_synopsis_section(&mut page))
        .and_then(|()| man.render_description_section(&mut page))
        .and_then(|()| man.render_options_section(&mut page))
        .and_then(|()| own_sections().to_writer(&mut page));
    written.map_err(|error| Failure::Io(format!("cannot write the manual: {error}")))?;
    answer(&String::from_utf8_lossy(&page))
}

fn own_sections() -> Roff {
    let mut roff = Roff::new();
    for (heading, mode) in [
        ("KEYS WHILE SEARCHING", Mode::Search),
        ("KEYS WHILE AN AID IS OPEN", Mode::Steps),
    ] {
        roff.control("SH", [heading]);
        keys(&mut roff, mode);
    }
    roff.control("SH", ["ENVIRONMENT"]);
    for (name, says) in ENVIRONMENT {
        roff.control("TP", []);
        roff.text([bold(name)]);
        roff.text([roman(says)]);
    }
    // As it stands, line by line.
    roff.control("SH", ["EXAMPLES"]);
    roff.control("nf", []);
    roff.text([roman(EXAMPLES.trim_start_matches("Examples:\n"))]);
    roff.control("fi", []);
    roff
}

fn keys(roff: &mut Roff, mode: Mode) {
    let (keymap, _) = Keymap::new(&[]);
    for (at, row) in TABLE.iter().enumerate() {
        let names = keymap.names(at, mode);
        if row.modes.contains(&mode) && !names.is_empty() {
            roff.control("TP", []);
            roff.text([bold(names.join(", "))]);
            let name = format!(" ({})", row.name);
            roff.text([roman(row.help), roman(name)]);
        }
    }
}
