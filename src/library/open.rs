//! Lists all sources, has their files read, and settles who owns which id.

use std::time::SystemTime;

use super::read::{Job, Outcome, read_all};
use super::record::{self, Recorded};
use super::sheets::Company;
use super::shelf::{Placed, Shelf};
use super::{Library, Plan, SourceStatus, of_file};
use crate::aid::Entry;
use crate::diagnostic::{Code, Diagnostic};
use crate::search::{At, Index, Synonyms};
use crate::source::{Listing, Source};
use crate::store::Sections;

/// Reads everything anew. The sections of the result lie in memory.
pub(super) fn read(plan: &Plan, now: SystemTime, progress: &mut dyn FnMut(usize)) -> Library {
    let sources = &plan.sources;
    let listings: Vec<Listing> = sources.iter().map(Source::list).collect();
    let jobs: Vec<Job> = listings
        .iter()
        .enumerate()
        .flat_map(|(source, listing)| listing.files.iter().map(move |path| Job { source, path }))
        .collect();
    let (mut outcomes, digests) = read_all(sources, &jobs, progress);
    leave_out(&mut outcomes, &jobs);
    let mut statuses: Vec<SourceStatus> = sources
        .iter()
        .zip(&listings)
        .map(|(source, listing)| SourceStatus {
            source: source.clone(),
            count: 0,
            shadowed: 0,
            skipped: skipped(&listing.findings),
            findings: listing.findings.clone(),
        })
        .collect();
    let stamps: Vec<_> = outcomes.iter().map(|outcome| outcome.stamp).collect();
    let (entries, at) = settle(outcomes, &jobs, &mut statuses);
    let recorded = Recorded {
        plan,
        listings: &listings,
        jobs: &jobs,
        stamps: &stamps,
        statuses: &statuses,
        entries: &entries,
    };
    let beside = |sections: &mut Sections| {
        Synonyms::put(&plan.synonyms, sections);
        record::put(&recorded, sections);
    };
    let sections = Index::put(&entries, &at, digests, std::env::consts::OS, beside);
    Library::of_reading(plan, statuses, sections, now)
}

/// How many of these findings are about something that was passed over.
fn skipped(findings: &[Diagnostic]) -> usize {
    let passed_over = |finding: &&Diagnostic| finding.code == Code::Unreadable;
    findings.iter().filter(passed_over).count()
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
            *outcome = Outcome {
                stamp: outcome.stamp,
                ..Outcome::default()
            };
        }
    }
}

/// The entries that can be reached and where they were digested, and each source's counts and findings.
fn settle(
    outcomes: Vec<Outcome>,
    jobs: &[Job],
    statuses: &mut [SourceStatus],
) -> (Vec<Entry>, Vec<At>) {
    let mut shelf = Shelf::default();
    let mut digested = Vec::new();
    for (outcome, job) in outcomes.into_iter().zip(jobs) {
        let Some(status) = statuses.get_mut(job.source) else {
            continue;
        };
        let Some((entry, at)) = outcome.entry else {
            status.skipped += outcome.findings.len();
            status.findings.extend(outcome.findings);
            continue;
        };
        status.findings.extend(outcome.findings);
        let hidden = entry.hidden;
        let (placed, findings) = shelf.place(entry);
        let file = status.source.file(job.path);
        status.findings.extend(of_file(&file, findings));
        if placed == Placed::Kept {
            digested.push(at);
        }
        if !hidden {
            match placed {
                Placed::Kept => status.count += 1,
                Placed::Shadowed => status.shadowed += 1,
            }
        }
    }
    (shelf.into_entries(), digested)
}
