//! The one table of keys: what acts, what the help shows and what the bottom line offers.
//!
//! While a line is typed ([`Mode::types`]) printable keys type and never act, so one row can give
//! `?` and `F1` for help everywhere.

use std::collections::BTreeMap;

use super::action::{Action, Edit, Key, KeyCode, Mode};
use crate::config::KeyChange;
use crate::diagnostic::Diagnostic;
use changes::Changes;

mod changes;
mod key;

pub use key::{key_name, parse_key};

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where it holds.
    pub modes: &'static [Mode],
    /// What it does.
    pub action: Action,
    /// Its name in the configuration; rows of one name change together.
    pub name: &'static str,
    /// Its keys as written in the configuration.
    pub keys: &'static [&'static str],
    /// What it does, for the help.
    pub help: &'static str,
    /// A word for the bottom line, where it can stand there.
    pub hint: Option<&'static str>,
}

const SEARCH: &[Mode] = &[Mode::Search];
const STEPS: &[Mode] = &[Mode::Steps];
const FORM: &[Mode] = &[Mode::Form];
const TYPED: &[Mode] = &[Mode::Search, Mode::Find, Mode::Reason, Mode::Form];
const MAIN: &[Mode] = &[Mode::Search, Mode::Steps];
const ON_TOP: &[Mode] = &[
    Mode::Find,
    Mode::Links,
    Mode::Reason,
    Mode::Branches,
    Mode::Findings,
    Mode::Form,
    Mode::Panes,
    Mode::Help,
];
const LISTED: &[Mode] = &[
    Mode::Links,
    Mode::Branches,
    Mode::Findings,
    Mode::Panes,
    Mode::Help,
];
const ALL: &[Mode] = &[
    Mode::Search,
    Mode::Steps,
    Mode::Find,
    Mode::Links,
    Mode::Form,
    Mode::Panes,
    Mode::Confirm,
    Mode::Reason,
    Mode::Branches,
    Mode::Findings,
    Mode::Help,
];

const fn row(
    modes: &'static [Mode],
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> Row {
    Row {
        modes,
        action,
        name,
        keys,
        help,
        hint: None,
    }
}

impl Row {
    const fn hint(mut self, hint: &'static str) -> Row {
        self.hint = Some(hint);
        self
    }
}

/// All rows, in the order of the help; hints come in this order too.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    row(SEARCH, Action::Open, "open", &["enter", "tab"], "open the aid at its best step").hint("open"),
    row(SEARCH, Action::Up, "up", &["up", "ctrl-p", "ctrl-k"], "previous aid"),
    row(SEARCH, Action::Down, "down", &["down", "ctrl-n", "ctrl-j"], "next aid").hint("next"),
    row(SEARCH, Action::UseBest, "use-best", &["alt-enter"], "use the best step's command").hint("use command"),
    row(SEARCH, Action::PageUp, "page-up", &["pageup"], "scroll the preview back"),
    row(SEARCH, Action::PageDown, "page-down", &["pagedown"], "scroll the preview on").hint("preview"),
    row(SEARCH, Action::EditFile, "edit", &["ctrl-e"], "edit the aid in $VISUAL or $EDITOR"),
    row(SEARCH, Action::Back, "back", &["esc"], "empty the query, then quit").hint("clear"),
    row(STEPS, Action::Down, "down", &["j", "down", "ctrl-n"], "next step").hint("step"),
    row(STEPS, Action::Up, "up", &["k", "up", "ctrl-p"], "previous step"),
    row(STEPS, Action::Done, "done", &["space"], "mark the step done, go on").hint("done"),
    row(STEPS, Action::Use, "use", &["enter"], "copy the command, or print it (--print)").hint("use"),
    row(STEPS, Action::CopyCommand, "copy-command", &["y"], "copy the command").hint("copy"),
    row(STEPS, Action::CopyCommands, "copy-commands", &["C"], "copy all commands of the step"),
    row(STEPS, Action::NextCommand, "next-command", &["l", "right"], "choose the step's next command").hint("next command"),
    row(STEPS, Action::Send, "send", &["s"], "send the command to another pane (tmux)"),
    row(STEPS, Action::ChoosePane, "choose-pane", &["S"], "choose that pane"),
    row(STEPS, Action::Fill, "fill", &["f"], "fill the placeholders in").hint("fill in"),
    row(STEPS, Action::CopyStep, "copy-step", &["Y"], "copy the whole step"),
    row(STEPS, Action::NextProcedure, "next-procedure", &["tab"], "next procedure of the page").hint("procedure"),
    row(STEPS, Action::PreviousProcedure, "previous-procedure", &["shift-tab"], "previous procedure of the page"),
    row(STEPS, Action::Links, "links", &["o"], "open the step's link").hint("link"),
    row(STEPS, Action::EditFile, "edit", &["e"], "edit the aid at this step"),
    row(STEPS, Action::Check, "findings", &["!"], "what is wrong with the aid"),
    row(STEPS, Action::Skip, "skip", &["x"], "mark the step skipped, go on").hint("skip"),
    row(STEPS, Action::NotApplicable, "not-applicable", &["a"], "mark the step not applicable").hint("not applicable"),
    row(STEPS, Action::Undo, "undo", &["backspace", "U"], "take the last mark back"),
    row(STEPS, Action::StartOver, "start-over", &["R"], "start the aid over, pressed twice"),
    row(STEPS, Action::Verify, "verify", &["c"], "how to check that it worked").hint("check"),
    row(STEPS, Action::Rollback, "rollback", &["r"], "how to take back what it did").hint("roll back"),
    row(STEPS, Action::Find, "find", &["/"], "find in the page").hint("find"),
    row(STEPS, Action::FindNext, "find-next", &["n"], "next place found"),
    row(STEPS, Action::FindPrevious, "find-previous", &["N"], "previous place found"),
    row(STEPS, Action::Fold, "fold", &["v"], "show less or more of the page").hint("more"),
    row(STEPS, Action::GoTo, "go-to", &["1-9"], "go to that step; 1 2 is step 12"),
    row(STEPS, Action::First, "first", &["g", "home"], "first step"),
    row(STEPS, Action::Last, "last", &["G", "end"], "last step"),
    row(STEPS, Action::PageDown, "page-down", &["d", "ctrl-d", "pagedown"], "half a page on"),
    row(STEPS, Action::PageUp, "page-up", &["u", "ctrl-u", "pageup"], "half a page back"),
    row(STEPS, Action::Back, "back", &["esc", "h", "left"], "back, also from where a link led").hint("back"),
    row(LISTED, Action::Down, "down", &["j", "down", "ctrl-n"], "next line").hint("next"),
    row(LISTED, Action::Up, "up", &["k", "up", "ctrl-p"], "previous line"),
    row(LISTED, Action::PageDown, "page-down", &["d", "pagedown"], "half a page on"),
    row(LISTED, Action::PageUp, "page-up", &["u", "pageup"], "half a page back"),
    row(&[Mode::Find], Action::Accept, "accept", &["enter"], "go to the first place found").hint("go there"),
    row(&[Mode::Links], Action::Accept, "accept", &["enter", "o"], "open the link").hint("open"),
    row(&[Mode::Reason], Action::Accept, "accept", &["enter"], "skip the step").hint("skip"),
    row(&[Mode::Branches], Action::Accept, "accept", &["enter", "space"], "go on there").hint("go there"),
    row(&[Mode::Findings], Action::EditFile, "edit", &["enter", "e"], "edit the aid at that line").hint("edit there"),
    row(&[Mode::Confirm], Action::Accept, "accept", &["y"], "yes, take it as it is").hint("yes"),
    row(&[Mode::Confirm], Action::ChoosePane, "choose-pane", &["S"], "send it to another pane").hint("another pane"),
    row(&[Mode::Panes], Action::Accept, "accept", &["enter", "s"], "send it there").hint("send"),
    row(FORM, Action::Accept, "accept", &["enter", "tab"], "take the value, go on").hint("next"),
    row(FORM, Action::Down, "down", &["down", "ctrl-n"], "next offer").hint("offers"),
    row(FORM, Action::Up, "up", &["up", "ctrl-p"], "previous offer"),
    row(FORM, Action::PreviousField, "previous-field", &["shift-tab"], "the question before").hint("before"),
    row(ON_TOP, Action::Back, "back", &["esc"], "close, leave as it was").hint("close"),
    row(LISTED, Action::Back, "close", &["q", "?", "f1", "h", "left"], "close, leave as it was"),
    row(&[Mode::Confirm], Action::Back, "no", &["n", "q", "esc"], "no, leave it as it was").hint("no"),
    row(TYPED, Action::Edit(Edit::Left), "cursor-left", &["left", "ctrl-b"], "cursor left"),
    row(TYPED, Action::Edit(Edit::Right), "cursor-right", &["right", "ctrl-f"], "cursor right"),
    row(TYPED, Action::Edit(Edit::WordLeft), "word-left", &["ctrl-left", "alt-left", "alt-b"], "cursor a word left"),
    row(TYPED, Action::Edit(Edit::WordRight), "word-right", &["ctrl-right", "alt-right", "alt-f"], "cursor a word right"),
    row(TYPED, Action::Edit(Edit::Start), "line-start", &["ctrl-a", "home"], "cursor to the start"),
    row(TYPED, Action::Edit(Edit::End), "line-end", &["end"], "cursor to the end"),
    row(TYPED, Action::Edit(Edit::DeleteBack), "delete-back", &["backspace", "ctrl-h"], "delete a character back"),
    row(TYPED, Action::Edit(Edit::Delete), "delete", &["delete", "ctrl-d"], "delete a character on"),
    row(TYPED, Action::Edit(Edit::DeleteWord), "delete-word", &["ctrl-w", "alt-backspace"], "delete a word back"),
    row(TYPED, Action::Edit(Edit::DeleteAll), "delete-all", &["ctrl-u"], "delete the whole line"),
    row(MAIN, Action::Help, "help", &["?", "f1"], "all keys").hint("help"),
    row(STEPS, Action::Quit, "quit", &["q"], "quit"),
    row(ALL, Action::Quit, "quit-at-once", &["ctrl-c"], "quit from anywhere"),
    row(ALL, Action::Suspend, "suspend", &["ctrl-z"], "stop jitt; fg brings it back"),
    row(ALL, Action::Redraw, "redraw", &["ctrl-l"], "draw the screen anew"),
];

impl Mode {
    /// Whether printable keys type in this mode.
    pub fn types(self) -> bool {
        matches!(self, Mode::Search | Mode::Find | Mode::Reason | Mode::Form)
    }
}

/// The table with the configuration's changes applied.
#[derive(Debug, Clone)]
pub struct Keymap {
    actions: BTreeMap<(Mode, Key), Action>,
    /// The keys of each row of [`TABLE`], in order.
    keys: Vec<Vec<Key>>,
}

impl Keymap {
    /// The table with the configuration's `changes`, and what is wrong with them: findings without a
    /// file, in the order of the changes.
    pub fn new(changes: &[KeyChange]) -> (Keymap, Vec<Diagnostic>) {
        let (changed, findings) = changes::read(changes);
        let keys = TABLE
            .iter()
            .map(|row| row_keys(row, &changed))
            .collect::<Vec<_>>();
        let mut keymap = Keymap {
            actions: BTreeMap::new(),
            keys,
        };
        // What was configured wins over what another row has by default.
        keymap.enter(|row| changed.has(row.name));
        keymap.enter(|row| !changed.has(row.name));
        keymap.drop_lost_keys();
        (keymap, findings)
    }

    fn enter(&mut self, which: impl Fn(&Row) -> bool) {
        for (row, keys) in TABLE.iter().zip(&self.keys) {
            if !which(row) {
                continue;
            }
            for mode in row.modes {
                for key in keys.iter().filter(|key| !types(*mode, **key)) {
                    self.actions.entry((*mode, *key)).or_insert(row.action);
                }
            }
        }
    }

    /// Takes the keys out of each row that another row has won, so that help never shows them.
    fn drop_lost_keys(&mut self) {
        for (row, keys) in TABLE.iter().zip(&mut self.keys) {
            keys.retain(|key| {
                row.modes
                    .iter()
                    .any(|mode| self.actions.get(&(*mode, *key)) == Some(&row.action))
            });
        }
    }

    /// What `key` means in `mode`. Ctrl-C always means quit: nobody is ever locked in.
    pub fn action(&self, mode: Mode, key: Key) -> Option<Action> {
        if key == Key::ctrl(KeyCode::Char('c')) {
            return Some(Action::Quit);
        }
        if let (Mode::Steps, KeyCode::Char('0'..='9'), false, false) =
            (mode, key.code, key.ctrl, key.alt)
        {
            return Some(Action::GoTo);
        }
        self.actions.get(&(mode, key)).copied()
    }

    /// The names of the keys that do what `row` says in `mode`, as shown to people.
    pub fn names(&self, row: usize, mode: Mode) -> Vec<String> {
        let Some((row, keys)) = TABLE.get(row).zip(self.keys.get(row)) else {
            return Vec::new();
        };
        if row.action == Action::GoTo {
            return vec!["1-9".to_string()];
        }
        keys.iter()
            .filter(|key| self.actions.get(&(mode, **key)) == Some(&row.action))
            .map(|key| key_name(*key))
            .collect()
    }

    /// What the bottom line can offer in `mode`: the action, its first key's name and its word.
    pub fn hints(&self, mode: Mode) -> Vec<(Action, String, &'static str)> {
        let rows = TABLE.iter().enumerate();
        rows.filter(|(_, row)| row.modes.contains(&mode))
            .filter_map(|(at, row)| Some((at, row, row.hint?)))
            .filter_map(|(at, row, hint)| {
                let name = self.names(at, mode).into_iter().next()?;
                Some((row.action, name, hint))
            })
            .collect()
    }
}

fn row_keys(row: &Row, changed: &Changes) -> Vec<Key> {
    match changed.keys(row.name) {
        Some(keys) => keys.collect(),
        None => row.keys.iter().filter_map(|key| parse_key(key)).collect(),
    }
}

/// Whether `key` types a character in `mode`.
pub fn types(mode: Mode, key: Key) -> bool {
    mode.types() && matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Position;

    fn char(c: char) -> Key {
        Key::plain(KeyCode::Char(c))
    }

    fn change(name: &str, keys: &[&str]) -> KeyChange {
        let at = Position::default();
        KeyChange {
            action: name.to_string(),
            at,
            keys: keys.iter().map(|key| (key.to_string(), at)).collect(),
        }
    }

    #[test]
    fn every_key_of_the_table_can_be_read_and_reaches_its_action() {
        let (keymap, findings) = Keymap::new(&[]);
        assert_eq!(findings, []);
        for row in TABLE {
            for written in row.keys.iter().filter(|_| row.action != Action::GoTo) {
                let key = parse_key(written).expect(written);
                let reached = |mode: &Mode| keymap.action(*mode, key) == Some(row.action);
                assert!(row.modes.iter().any(reached), "{written} for {}", row.name);
            }
        }
    }

    #[test]
    fn no_key_is_given_twice_in_one_mode() {
        let mut seen = BTreeMap::new();
        for row in TABLE.iter().filter(|row| row.action != Action::GoTo) {
            for mode in row.modes {
                for written in row.keys {
                    let key = parse_key(written).expect(written);
                    if types(*mode, key) {
                        continue;
                    }
                    let before = seen.insert((*mode, key), row.name);
                    assert_eq!(before, None, "{written} in {mode:?} is also {}", row.name);
                }
            }
        }
    }

    #[test]
    fn printable_keys_type_while_a_line_is_typed() {
        let (keymap, _) = Keymap::new(&[change("help", &["?"])]);
        assert_eq!(keymap.action(Mode::Search, char('?')), None);
        assert_eq!(keymap.action(Mode::Steps, char('?')), Some(Action::Help));
    }

    #[test]
    fn a_configured_key_replaces_the_action_s_keys_and_wins_over_others() {
        let (keymap, findings) = Keymap::new(&[change("done", &["x", "ctrl-g"])]);
        assert!(findings.is_empty());
        assert_eq!(keymap.action(Mode::Steps, char('x')), Some(Action::Done));
        assert_eq!(keymap.action(Mode::Steps, char(' ')), None);
        let skip = TABLE.iter().position(|row| row.action == Action::Skip);
        let skip = skip.expect("skip is in the table");
        assert_eq!(keymap.names(skip, Mode::Steps), Vec::<String>::new());
    }

    #[test]
    fn ctrl_c_quits_whatever_was_configured() {
        let changes = [change("quit-at-once", &[]), change("done", &["ctrl-c"])];
        let (keymap, _) = Keymap::new(&changes);
        for mode in ALL {
            let action = keymap.action(*mode, Key::ctrl(KeyCode::Char('c')));
            assert_eq!(action, Some(Action::Quit));
        }
    }
}
