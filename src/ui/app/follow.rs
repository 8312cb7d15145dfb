//! Links: choosing one, following it, finding its heading.

use super::{App, Target};
use crate::aid::{Anchored, link};
use crate::render::sanitize;
use crate::ui::action::{Action, Effect, Mode};
use crate::ui::links::Links;

impl App {
    pub(super) fn open_links(&mut self) -> Vec<Effect> {
        let mut links = self.steps.links();
        if links.is_empty() {
            links = self.related();
        }
        let links = self.each_once(links);
        match links.as_slice() {
            [] => self.say("there is no link here"),
            [(target, _)] => self.follow(&target.clone()),
            _ => {
                self.links = Links::new("open which link?", links);
                self.mode = Mode::Links;
                Vec::new()
            }
        }
    }

    /// What the open aid names as related: aids by their titles, and addresses.
    fn related(&self) -> Vec<(String, String)> {
        let (Some(opened), Some(library)) = (self.steps.opened(), &self.library) else {
            return Vec::new();
        };
        let related = opened.aid.meta.related.iter();
        let known = related.filter_map(|id| {
            if link::is_outside(id) {
                return Some((id.clone(), id.clone()));
            }
            let there = library.resolve(opened.entry, id)?;
            Some((id.clone(), library.entry(there.entry)?.title))
        });
        known.collect()
    }

    /// The links without those that lead where an earlier one does.
    fn each_once(&self, links: Vec<(String, String)>) -> Vec<(String, String)> {
        let from = self.steps.opened().map(|opened| opened.entry);
        let library = self.library.as_ref().zip(from);
        let mut known = Vec::new();
        let mut is_new = |(target, _): &(String, String)| {
            let there = library.and_then(|(library, from)| library.resolve(from, target));
            let there = there.ok_or_else(|| target.clone());
            let is_new = !known.contains(&there);
            known.push(there);
            is_new
        };
        links.into_iter().filter(|link| is_new(link)).collect()
    }

    pub(super) fn act_in_links(&mut self, action: Action) -> Vec<Effect> {
        if action != Action::Accept {
            self.move_in_links(action);
            return Vec::new();
        }
        self.mode = Mode::Steps;
        let target = self.links.selected().map(str::to_string);
        target.map_or(Vec::new(), |target| self.follow(&target))
    }

    /// Moves in what is to be chosen from, or closes it.
    pub(super) fn move_in_links(&mut self, action: Action) {
        let page = 5;
        match action {
            Action::Up => self.links.move_by(-1),
            Action::Down => self.links.move_by(1),
            Action::PageUp => self.links.move_by(-page),
            Action::PageDown => self.links.move_by(page),
            Action::Back => self.mode = Mode::Steps,
            _ => {}
        }
    }

    /// Shows the section that says how to take back what the aid did, or how to check it; Esc leads back.
    pub(super) fn open_section(&mut self, verify: bool) -> Vec<Effect> {
        let Some(opened) = self.steps.opened() else {
            return Vec::new();
        };
        let meta = &opened.aid.meta;
        let (text, none) = match verify {
            true => (
                &meta.verify,
                "this page does not say how to check that it worked",
            ),
            false => (&meta.undo, "this page does not say how to take it back"),
        };
        let Some(text) = text.clone() else {
            return self.complain(none);
        };
        let Some(anchor) = text.strip_prefix('#') else {
            return self.say(text);
        };
        let way_back = (opened.aid.id.clone(), opened.place.spot());
        self.trail.push(way_back);
        self.aim_at_anchor(anchor);
        Vec::new()
    }

    pub(super) fn follow_numbered(&mut self, number: usize) -> Vec<Effect> {
        let Some(target) = self.links.numbered(number).map(str::to_string) else {
            return Vec::new();
        };
        self.mode = Mode::Steps;
        self.follow(&target)
    }

    /// An address is opened outside, an aid inside; anything else stays closed.
    pub(super) fn follow(&mut self, target: &str) -> Vec<Effect> {
        let shown = sanitize::visible_line(target).into_owned();
        if link::is_outside(target) {
            if sanitize::hides_something(target) || target.chars().any(char::is_whitespace) {
                return self.complain(format!("not opened, it holds hidden characters: {shown}"));
            }
            self.say(format!("opening {shown}"));
            self.browsing = target.to_string();
            return vec![Effect::Browse(target.to_string())];
        }
        let from = self.steps.opened().map(|opened| opened.entry);
        let library = self.library.as_ref();
        let there = library
            .zip(from)
            .and_then(|(library, from)| library.resolve(from, target));
        let Some(there) = there else {
            return self.complain(format!("this link leads nowhere here: {shown}"));
        };
        if let Some(opened) = self.steps.opened_mut() {
            opened.visited = true;
            let way_back = (opened.aid.id.clone(), opened.place.spot());
            self.trail.push(way_back);
        }
        let target = there.anchor.map_or(Target::Left, Target::Anchor);
        self.show(there.entry, target, true)
    }

    /// Goes to a procedure's first step, or to the text under a heading.
    pub(super) fn aim_at_anchor(&mut self, anchor: &str) {
        let Some(opened) = self.steps.opened() else {
            return;
        };
        match opened.aid.anchored(anchor) {
            Some(Anchored::Top) => self.steps.go_to_end(false),
            Some(Anchored::Procedure(procedure)) => self.steps.open_procedure(procedure),
            Some(Anchored::Step(step)) => self.steps.go_to(step),
            Some(Anchored::Text(heading)) => {
                let heading = sanitize::visible_line(&heading).into_owned();
                self.steps.go_to_heading(heading);
            }
            None => {
                self.complain(format!("the page has no heading for #{anchor}"));
            }
        }
    }
}
