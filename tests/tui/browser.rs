//! A browser over a folder of pages: presses keys, performs loads at once, remembers other effects.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use jitt::config::KeyChange;
use jitt::diagnostic::Position;
use jitt::library::{Library, Plan};
use jitt::search::Filter;
use jitt::session::{Store, Surroundings, Values};
use jitt::source::{Origin, Source};
use jitt::ui::action::{Effect, Event, Input, Key, KeyCode, MouseKind, News};
use jitt::ui::habits::Habits;
use jitt::ui::keeper::{Keeper, track};
use jitt::ui::keymap::parse_key;
use jitt::ui::{App, Options};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};
use tempfile::TempDir;

/// The browser under test with its world.
pub struct Browser {
    app: App,
    terminal: Terminal<TestBackend>,
    folder: TempDir,
    /// Other folders, behind the first one.
    others: Vec<PathBuf>,
    library: Arc<Library>,
    /// Loads that are not answered yet, where they are held.
    held: Option<Vec<(Arc<Library>, usize)>>,
    /// Looking where the person is takes its time.
    holds_looks: bool,
    /// Every effect but loads, in order.
    pub effects: Vec<Effect>,
    /// Where the person is when the browser looks.
    pub around: Surroundings,
    options: Options,
    store: Store,
    keeper: Keeper,
    now: Zoned,
}

/// How the browser is started.
pub struct Start {
    size: (u16, u16),
    options: Options,
    /// Where places are kept.
    places: Option<PathBuf>,
}

/// A browser of 100 by 24 without a query.
pub fn start() -> Start {
    Start {
        size: (100, 24),
        options: Options {
            query: String::new(),
            open: None,
            filter: Filter::default(),
            today: date(2026, 11, 22),
            print: false,
            popup: false,
            here: super::pages::here(),
            set: Vec::new(),
            short_options: false,
            environment: Vec::new(),
            last_values: Values::default(),
            colour: true,
            keys: Vec::new(),
        },
        places: None,
    }
}

impl Start {
    pub fn size(mut self, width: u16, height: u16) -> Start {
        self.size = (width, height);
        self
    }

    pub fn query(mut self, query: &str) -> Start {
        self.options.query = query.to_string();
        self
    }

    pub fn set(mut self, name: &str, value: &str) -> Start {
        self.options.set.push((name.to_string(), value.to_string()));
        self
    }

    pub fn environment(mut self, name: &str, value: &str) -> Start {
        let variable = (name.to_string(), value.to_string());
        self.options.environment.push(variable);
        self
    }

    pub fn last_value(mut self, aid: &str, name: &str, value: &str) -> Start {
        self.options.last_values.set(aid, name, value);
        self
    }

    pub fn popup(mut self) -> Start {
        self.options.popup = true;
        self
    }

    pub fn print(mut self) -> Start {
        self.options.print = true;
        self
    }

    pub fn colourless(mut self) -> Start {
        self.options.colour = false;
        self
    }

    /// Places are kept in this folder.
    pub fn keeping(mut self, places: &Path) -> Start {
        self.places = Some(places.to_path_buf());
        self
    }

    pub fn key(mut self, name: &str, keys: &[&str]) -> Start {
        let at = Position::default();
        self.options.keys.push(KeyChange {
            action: name.to_string(),
            at,
            keys: keys.iter().map(|key| (key.to_string(), at)).collect(),
        });
        self
    }

    /// Opens it over `pages` (path and text) before they are read.
    pub fn unread(self, pages: &[(&str, &str)]) -> Browser {
        let folder = tempfile::tempdir().expect("a folder for the pages");
        for (path, text) in pages {
            write(folder.path().join(path), text);
        }
        let (width, height) = self.size;
        let around = self.options.here.clone();
        let store = match self.places {
            Some(places) => Store::new(Some(places), around.clone()),
            None => Store::off(around.clone()),
        };
        let backend = TestBackend::new(width, height);
        Browser {
            app: App::new(self.options.clone()),
            terminal: Terminal::new(backend).expect("the test terminal starts"),
            folder,
            others: Vec::new(),
            library: Arc::default(),
            held: None,
            holds_looks: false,
            effects: Vec::new(),
            options: self.options,
            store,
            around,
            keeper: Keeper::default(),
            now: date(2026, 11, 22)
                .at(14, 5, 0, 0)
                .to_zoned(TimeZone::UTC)
                .expect("a time"),
        }
    }

    /// Opens it over `pages` and reads them.
    pub fn over(self, pages: &[(&str, &str)]) -> Browser {
        let mut browser = self.unread(pages);
        browser.draw();
        browser.read();
        browser
    }
}

fn write(path: PathBuf, text: &str) {
    let folder = path.parent().expect("a page is in a folder");
    fs::create_dir_all(folder).expect("the folder is made");
    fs::write(path, text).expect("the page is written");
}

impl Browser {
    /// Reads all pages, as at the start or when the folder has changed.
    pub fn read(&mut self) -> &mut Browser {
        let given = |root: &Path| Source {
            origin: Origin::Given,
            root: root.to_path_buf(),
        };
        let mut sources = vec![given(self.folder.path())];
        sources.extend(self.others.iter().map(|folder| given(folder)));
        let plan = Plan {
            sources,
            ..Plan::default()
        };
        self.library = Arc::new(Library::read(&plan, SystemTime::now(), &mut |_| {}));
        let habits = Habits::read(&self.store, &self.library, self.now.timestamp());
        self.event(News::Habits(Box::new(habits)).into());
        self.event(News::Ready(Arc::clone(&self.library)).into())
    }

    /// Changes a page's file and tells the browser.
    pub fn change(&mut self, path: &str, text: &str) -> &mut Browser {
        write(self.folder.path().join(path), text);
        self.read();
        self.event(News::Changed.into())
    }

    /// Writes a page's file without a word.
    pub fn write(&mut self, path: &str, text: &str) -> &mut Browser {
        write(self.folder.path().join(path), text);
        self
    }

    /// Adds a second folder of pages and reads it.
    pub fn add_folder(&mut self, name: &str, pages: &[(&str, &str)]) -> &mut Browser {
        // Not below the first folder to it: hidden folders are left out.
        let folder = self.folder.path().join(".others").join(name);
        for (path, text) in pages {
            write(folder.join(path), text);
        }
        self.others.push(folder);
        self.read()
    }

    /// Deletes a page's file without a word.
    pub fn remove(&mut self, path: &str) -> &mut Browser {
        fs::remove_file(self.folder.path().join(path)).expect("the page was there");
        self
    }

    /// Presses keys, written as in the configuration, with blanks between them.
    pub fn press(&mut self, keys: &str) -> &mut Browser {
        for written in keys.split(' ') {
            let key = parse_key(written).unwrap_or_else(|| panic!("{written} is a key"));
            self.event(Input::Key(key).into());
        }
        self
    }

    /// Presses keys faster than frames are drawn, as over a slow line.
    pub fn press_at_once(&mut self, keys: &str) -> &mut Browser {
        for written in keys.split(' ') {
            let key = parse_key(written).unwrap_or_else(|| panic!("{written} is a key"));
            self.undrawn(Input::Key(key).into());
        }
        self.draw()
    }

    /// Types text.
    pub fn type_in(&mut self, text: &str) -> &mut Browser {
        for c in text.chars() {
            self.event(Input::Key(Key::plain(KeyCode::Char(c))).into());
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Browser {
        self.event(Input::Paste(text.to_string()).into())
    }

    pub fn mouse(&mut self, kind: MouseKind, column: u16, row: u16) -> &mut Browser {
        self.event(Input::Mouse { kind, column, row }.into())
    }

    /// Clicks on the first cell of `text` on the screen.
    pub fn click(&mut self, text: &str) -> &mut Browser {
        let (column, row) = self.place_of(text);
        self.mouse(MouseKind::Press, column, row)
    }

    /// Column and row of `text` on the screen.
    pub fn place_of(&mut self, text: &str) -> (u16, u16) {
        let screen = self.screen();
        for (row, line) in (0..).zip(screen.lines()) {
            if let Some(at) = line.find(text) {
                let before: usize = jitt::render::width(&line[..at]);
                return (u16::try_from(before).expect("on the screen"), row);
            }
        }
        panic!("{text:?} is not on the screen:\n{screen}");
    }

    /// From now on files take their time.
    pub fn hold_loads(&mut self) -> &mut Browser {
        self.held = Some(Vec::new());
        self
    }

    /// How many files are awaited.
    pub fn held(&self) -> usize {
        self.held.as_ref().map_or(0, Vec::len)
    }

    /// From now on looking where the person is takes its time.
    pub fn hold_looks(&mut self) -> &mut Browser {
        self.holds_looks = true;
        self
    }

    /// It was looked where the person is.
    pub fn release_looks(&mut self) -> &mut Browser {
        self.holds_looks = false;
        self.news(News::Here(self.around.clone()))
    }

    /// It was looked where the person is, and a key was pressed before that was drawn.
    pub fn release_looks_and_press(&mut self, key: &str) -> &mut Browser {
        self.holds_looks = false;
        self.undrawn(News::Here(self.around.clone()).into());
        self.press_at_once(key)
    }

    /// The files that took their time are there.
    pub fn release_loads(&mut self) -> &mut Browser {
        for (library, entry) in self.held.take().unwrap_or_default() {
            let loaded = library.load(entry).map(Box::new);
            self.news(News::Opened(entry, loaded));
        }
        self
    }

    pub fn news(&mut self, news: News) -> &mut Browser {
        self.event(news.into())
    }

    fn event(&mut self, event: Event) -> &mut Browser {
        self.undrawn(event);
        self.draw()
    }

    /// Reads an aid and what is kept of it, as the browser's worker does.
    fn load(&mut self, entry: usize) -> Vec<Effect> {
        let loaded = self.library.load(entry).map(Box::new);
        let place = loaded.as_ref().ok();
        let place = place.map(|loaded| track(&self.store, &self.library, entry, loaded));
        let kept = place.map(|place| self.keeper.open(place));
        let mut effects = self.app.update(News::Opened(entry, loaded).into());
        effects.extend(kept.map_or(Vec::new(), |kept| self.app.update(kept.into())));
        effects
    }

    /// Opened with this aid (`--resume`).
    pub fn resumed(&mut self, id: &str) -> &mut Browser {
        self.options.open = Some(id.to_string());
        let host = self.around.host.clone();
        self.again(&host, 0)
    }

    /// Shows the pages of another window's folder.
    pub fn share(&mut self, other: &Browser) -> &mut Browser {
        self.others = vec![other.folder.path().to_path_buf()];
        self.read()
    }

    /// Another window over the same pages and places, on the machine `host`, `minutes` later.
    pub fn again(&mut self, host: &str, minutes: i64) -> &mut Browser {
        let options = self.options.clone();
        self.around.host = host.to_string();
        self.app = App::new(Options {
            here: self.around.clone(),
            ..options
        });
        self.keeper = Keeper::default();
        self.effects.clear();
        self.store = self.store.moved(self.around.clone());
        self.now = self.now.checked_add(minutes.minutes()).expect("a time");
        self.draw();
        self.read()
    }

    /// Another window did something in the aid that is shown.
    pub fn hear(&mut self, places: &Path) -> &mut Browser {
        let mut files = BTreeSet::new();
        for place in fs::read_dir(places.join("places")).expect("there are places") {
            files.insert(place.expect("it can be read").path());
        }
        let news = self.keeper.changed(&files);
        if let Some(news) = news {
            self.news(news);
        }
        self
    }

    fn undrawn(&mut self, event: Event) {
        self.app.tell_time(self.now.clone());
        let mut effects = self.app.update(event);
        // A load answers at once, and its answer may ask for more.
        for _ in 0..10 {
            let mut more = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Load(entry) if self.held.is_some() => {
                        let load = (Arc::clone(&self.library), entry);
                        self.held.get_or_insert_default().push(load);
                    }
                    Effect::Load(entry) => more.extend(self.load(entry)),
                    Effect::Used(id) => {
                        let kept = self.store.keep_use(&id, self.now.timestamp());
                        // Some tests give a store that cannot be written.
                        drop(kept);
                    }
                    Effect::Keep(aid, change) => {
                        let now = self.now.timestamp();
                        let kept = self.keeper.keep(&aid, &change, now);
                        more.extend(kept.map_or(Vec::new(), |kept| self.app.update(kept.into())));
                    }
                    Effect::LookAround if self.holds_looks => {}
                    Effect::LookAround => {
                        let here = News::Here(self.around.clone());
                        more.extend(self.app.update(here.into()));
                    }
                    effect => self.effects.push(effect),
                }
            }
            effects = more;
        }
    }

    /// Draws a frame.
    pub fn draw(&mut self) -> &mut Browser {
        let drawn = self.terminal.draw(|frame| self.app.draw(frame));
        drawn.expect("the test terminal takes a frame");
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Browser {
        self.terminal.backend_mut().resize(width, height);
        self.draw()
    }

    /// The screen as text, blanks at the ends of lines cut.
    pub fn screen(&mut self) -> String {
        let buffer = self.terminal.backend().buffer();
        let mut text = String::new();
        for row in buffer.content.chunks(usize::from(buffer.area.width).max(1)) {
            let mut line = String::new();
            let mut covered = 0;
            for cell in row {
                // The second cell of a wide character is not a blank.
                if covered == 0 {
                    line.push_str(cell.symbol());
                    covered = jitt::render::width(cell.symbol()).max(1);
                }
                covered -= 1;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        // The folder's name is another one in each run.
        let folder = self.folder.path().display().to_string();
        text.replace(&folder, "FOLDER")
    }

    /// The lines of the screen that hold `text`.
    pub fn lines_with(&mut self, text: &str) -> Vec<String> {
        let screen = self.screen();
        let lines = screen.lines().filter(|line| line.contains(text));
        lines.map(str::to_string).collect()
    }

    pub fn shows(&mut self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// The line of the current step's number.
    pub fn current(&mut self) -> String {
        let (width, cells) = {
            let buffer = self.terminal.backend().buffer();
            (usize::from(buffer.area.width), buffer.content.clone())
        };
        let reversed = cells.iter().position(|cell| {
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            reversed && cell.symbol().chars().all(|c| c.is_ascii_digit())
        });
        let row = reversed.expect("a current step is on the screen") / width;
        let screen = self.screen();
        screen.lines().nth(row).unwrap_or_default().to_string()
    }

    pub fn bottom(&mut self) -> String {
        let screen = self.screen();
        screen.lines().last().unwrap_or_default().trim().to_string()
    }

    pub fn cursor(&mut self) -> (u16, u16) {
        use ratatui::backend::Backend;
        let at = self.terminal.backend_mut().get_cursor_position();
        let at = at.expect("the test terminal knows its cursor");
        (at.x, at.y)
    }

    /// The screen with colours and attributes: each run of cells as `[look]text`.
    pub fn styled(&mut self) -> String {
        let buffer = self.terminal.backend().buffer();
        let mut text = String::new();
        for row in buffer.content.chunks(usize::from(buffer.area.width)) {
            let mut last = String::new();
            let mut line = String::new();
            for cell in row {
                let look = look(cell.fg, cell.modifier);
                if look != last {
                    line.push_str(&format!("[{look}]"));
                    last = look;
                }
                line.push_str(cell.symbol());
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Whether any cell has a colour.
    pub fn has_colour(&mut self) -> bool {
        let cells = &self.terminal.backend().buffer().content;
        cells
            .iter()
            .any(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset)
    }
}

fn look(colour: Color, modifier: Modifier) -> String {
    let mut look = match colour {
        Color::Reset => String::new(),
        colour => format!("{colour:?}").to_lowercase(),
    };
    for (name, _) in modifier.iter_names() {
        look.push_str(if look.is_empty() { "" } else { " " });
        look.push_str(&name.to_lowercase());
    }
    look
}

/// Compares the screen with the stored one.
#[macro_export]
macro_rules! assert_screen {
    ($name:literal, $screen:expr) => {
        insta::with_settings!({
            snapshot_path => "../screens",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!($name, $screen);
        });
    };
}
