//! What goes into the browser and what comes out of it, as plain values: only `terminal` knows the
//! terminal library's own types, and only `run` performs effects.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::external::multiplexer::Pane;
use crate::library::{Library, Loaded};
use crate::session::{Change, Run, Surroundings};
use crate::ui::habits::Habits;

/// What the keys mean at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Mode {
    /// The query is typed, the list is moved through.
    #[default]
    Search,
    /// An aid is open at a step.
    Steps,
    /// The words to find in the page are typed.
    Find,
    /// One of several links of a step is chosen.
    Links,
    /// The value of a placeholder is typed.
    Form,
    /// The pane that commands are sent to is chosen.
    Panes,
    /// A command that destroys something or holds hidden characters waits for a yes.
    Confirm,
    /// Why a step is skipped is typed.
    Reason,
    /// Of several ways to go on from a decision one is chosen.
    Branches,
    /// What is wrong with the open aid is shown.
    Findings,
    /// The key table is shown.
    Help,
}

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character as typed: `Y`, not Shift and `y`.
    Char(char),
    /// A function key.
    F(u8),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with Shift the key that terminals call back-tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held; always false for [`KeyCode::Char`], which tells it by itself.
    pub shift: bool,
}

/// What a key means. Names, keys and help are in the table of [`super::keymap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The entry, step or line above.
    Up,
    /// The entry, step or line below.
    Down,
    /// Scrolls back.
    PageUp,
    /// Scrolls on.
    PageDown,
    /// The first step, the top.
    First,
    /// The last step, the end.
    Last,
    /// The step with the digit typed.
    GoTo,
    /// Opens the selected aid at its best step.
    Open,
    /// Uses the best step's command without opening the aid.
    UseBest,
    /// Goes back: empties the query, leaves an aid, closes what lies on top.
    Back,
    /// Yes, this one.
    Accept,
    /// The next procedure of the page.
    NextProcedure,
    /// The previous procedure of the page.
    PreviousProcedure,
    /// The next command of the step.
    NextCommand,
    /// Marks the step as done and goes on.
    Done,
    /// Marks the step as skipped, after asking why, and goes on.
    Skip,
    /// Marks a step with a condition as not applicable and goes on.
    NotApplicable,
    /// Takes the last mark back.
    Undo,
    /// Forgets all marks, asked twice.
    StartOver,
    /// Shows how to take back what the aid does.
    Rollback,
    /// Shows how to check that it worked.
    Verify,
    /// Copies the command, or leaves with it (`--print`).
    Use,
    /// Copies the command.
    CopyCommand,
    /// Copy all commands of the step, a line each.
    CopyCommands,
    /// Copies the step.
    CopyStep,
    /// Shows less or more of the page.
    Fold,
    /// Asks for words to find in the page.
    Find,
    /// The next place found.
    FindNext,
    /// The previous place found.
    FindPrevious,
    /// Sends the command to another pane.
    Send,
    /// Chooses the pane for that.
    ChoosePane,
    /// Asks for the values of placeholders.
    Fill,
    /// The question before.
    PreviousField,
    /// Opens the step's link.
    Links,
    /// Opens the aid's file in the person's editor, at the step.
    EditFile,
    /// Shows what is wrong with the aid.
    Check,
    /// Shows the keys.
    Help,
    /// Leaves.
    Quit,
    /// Stops the process.
    Suspend,
    /// Draws everything anew.
    Redraw,
    /// Moves or deletes in the line being typed.
    Edit(Edit),
}

impl Action {
    /// Whether it is harmless without seeing what it is about.
    pub fn is_general(self) -> bool {
        use Action::{Back, Quit, Redraw, Suspend};
        matches!(self, Back | Quit | Redraw | Suspend)
    }
}

/// What a key does to the line being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edit {
    /// A character back.
    Left,
    /// A character on.
    Right,
    /// A word back.
    WordLeft,
    /// A word on.
    WordRight,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Deletes the character before the cursor.
    DeleteBack,
    /// Deletes the character at the cursor.
    Delete,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes everything.
    DeleteAll,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// One notch up.
    WheelUp,
    /// One notch down.
    WheelDown,
}

/// Something the person did. A resize is not among them: the next [`super::App::draw`] sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key press (or its repeat; never its release).
    Key(Key),
    /// The mouse, in the coordinates of the frame's buffer.
    Mouse {
        /// What it did.
        kind: MouseKind,
        /// Column of the buffer.
        column: u16,
        /// Row of the buffer.
        row: u16,
    },
    /// Pasted text, as it came.
    Paste(String),
}

/// What `run` reports back: the outcomes of effects and what happened by itself.
#[derive(Debug)]
pub enum News {
    /// So many aids have been read so far.
    Reading(usize),
    /// What the person has begun and uses, of the library that comes next.
    Habits(Box<Habits>),
    /// All aids are there; may come again when files were added or removed.
    Ready(Arc<Library>),
    /// What [`Effect::Load`] of this entry gave.
    Opened(usize, Result<Box<Loaded>, Diagnostic>),
    /// The file last loaded has changed on the disk.
    Changed,
    /// What [`Effect::Copy`] gave: how it was copied ("copied", "sent to the terminal"), or why not.
    Copied(Result<String, String>),
    /// What is kept of an aid's place: when it was opened, when a change was kept, and when another program
    /// changed it.
    Kept(Box<Kept>),
    /// Where the person is now.
    Here(Surroundings),
    /// What [`Effect::EditFile`] gave.
    Edited(Result<(), String>),
    /// What [`Effect::Check`] found on this entry's page.
    Checked(usize, Vec<Diagnostic>),
    /// What [`Effect::FindPanes`] gave: the likeliest first, or why there are none.
    Panes(Result<Vec<Pane>, String>),
    /// What [`Effect::Send`] gave.
    Sent(Result<(), String>),
    /// What [`Effect::Browse`] gave.
    Browsed(Result<(), String>),
}

/// What is kept of the place in an aid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The aid's id.
    pub aid: String,
    /// The run that goes on, or was just finished.
    pub run: Option<Run>,
    /// A run on another machine that goes on beside it and is not joined with it.
    pub apart: Option<Run>,
    /// What is wrong with what was kept before.
    pub said: Vec<String>,
    /// Why the last change is in memory alone.
    pub trouble: Option<String>,
}

/// One thing that happened.
#[derive(Debug)]
pub enum Event {
    /// The person did something.
    Input(Input),
    /// The world did something.
    News(News),
}

/// What the browser asks `run` to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read this entry of the library, answer with [`News::Opened`], and watch its file from now on
    /// in place of the last one. Of several in a row only the last matters.
    Load(usize),
    /// Put this on the clipboard, answer with [`News::Copied`].
    Copy(String),
    /// Keep this change of the place in the aid with this id, answer with [`News::Kept`].
    Keep(String, Change),
    /// Keep that the aid with this id was used.
    Used(String),
    /// Look where the person is, answer with [`News::Here`].
    LookAround,
    /// Leave and print this (`--print`); the cursor belongs before byte `cursor` of it.
    Print {
        /// What is printed.
        text: String,
        /// Where the cursor belongs.
        cursor: usize,
    },
    /// Find the other panes of the terminal multiplexer, answer with [`News::Panes`].
    FindPanes,
    /// Put this into another pane, not run, answer with [`News::Sent`].
    Send {
        /// Where to.
        pane: Pane,
        /// What.
        text: String,
    },
    /// Keep a value given for a placeholder of an aid for the next time.
    KeepValue {
        /// The aid's id.
        aid: String,
        /// The placeholder.
        name: String,
        /// What was typed.
        value: String,
    },
    /// Open this http, https or mailto address outside, answer with [`News::Browsed`].
    Browse(String),
    /// Give the terminal to the person's editor for this file, at this line (from 1), answer with
    /// [`News::Edited`].
    EditFile(PathBuf, u32),
    /// Find out what is wrong with this entry's page, answer with [`News::Checked`].
    Check(usize),
    /// Stop the process (Ctrl-Z); draw everything anew after it goes on.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
}

impl Key {
    /// The key without modifiers.
    pub const fn plain(code: KeyCode) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The key with Control.
    pub const fn ctrl(code: KeyCode) -> Key {
        Key {
            ctrl: true,
            ..Key::plain(code)
        }
    }

    /// The key with Alt.
    pub fn alt(code: KeyCode) -> Key {
        Key {
            alt: true,
            ..Key::plain(code)
        }
    }
}

impl From<Input> for Event {
    fn from(input: Input) -> Event {
        Event::Input(input)
    }
}

impl From<News> for Event {
    fn from(news: News) -> Event {
        Event::News(news)
    }
}
