//! Lists all sources, has their files read, and settles who owns which id.

use super::read::{Job, Outcome, read_all};
use super::sheets::Company;
use super::shelf::{Placed, Shelf};
use super::{Library, SourceStatus, of_file};
use crate::aid::Entry;
use crate::source::Source;

pub(super) fn open(sources: Vec<Source>, progress: &mut dyn FnMut(usize)) -> Library {
    let listings: Vec<_> = sources.iter().map(Source::list).collect();
    let jobs: Vec<Job> = listings
        .iter()
        .enumerate()
        .flat_map(|(source, listing)| listing.files.iter().map(move |path| Job { source, path }))
        .collect();
    let mut outcomes = read_all(&sources, &jobs, progress);
    leave_out(&mut outcomes, &jobs);
    let mut statuses: Vec<SourceStatus> = sources
        .iter()
        .zip(&listings)
        .map(|(source, listing)| SourceStatus {
            source: source.clone(),
            count: 0,
            shadowed: 0,
            findings: listing.findings.clone(),
        })
        .collect();
    let entries = settle(outcomes, &jobs, &mut statuses);
    Library::of_parts(statuses, entries)
}

/// Empties the outcomes of files that turn out to be no aids in the company they keep.
fn leave_out(outcomes: &mut [Outcome], jobs: &[Job]) {
    let mut company = Company::default();
    for (outcome, job) in outcomes.iter().zip(jobs) {
        if let Some(look) = outcome.look {
            company.add(job.source, job.path, look);
        }
    }
    for (outcome, job) in outcomes.iter_mut().zip(jobs) {
        if let Some(look) = outcome.look
            && !company.accepts(job.source, job.path, look)
        {
            *outcome = Outcome::default();
        }
    }
}

/// The entries that can be reached, and each source's counts and findings.
fn settle(outcomes: Vec<Outcome>, jobs: &[Job], statuses: &mut [SourceStatus]) -> Vec<Entry> {
    let mut shelf = Shelf::default();
    for (outcome, job) in outcomes.into_iter().zip(jobs) {
        let Some(status) = statuses.get_mut(job.source) else {
            continue;
        };
        status.findings.extend(outcome.findings);
        let Some(entry) = outcome.entry else {
            continue;
        };
        let hidden = entry.hidden;
        let (placed, findings) = shelf.place(entry);
        let file = status.source.file(job.path);
        status.findings.extend(of_file(&file, findings));
        if !hidden {
            match placed {
                Placed::Kept => status.count += 1,
                Placed::Shadowed => status.shadowed += 1,
            }
        }
    }
    shelf.into_entries()
}
