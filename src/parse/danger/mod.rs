//! Whether a command destroys something: the one place that decides.
//!
//! Only what stands in command position counts: `echo rm -rf /` and `grep 'DROP TABLE' dump.sql`
//! harm nobody. A command that hides what it does (`eval "$x"`, a script) is not seen through.

mod carried;
mod places;
mod programs;
mod services;
mod shell;
mod simple;
mod sql;

use carried::{is_shell, reaches_in, scripts};
use simple::Simple;

/// Programs that run the SQL they are given.
const SQL_CLIENTS: [&str; 9] = [
    "psql",
    "mysql",
    "mariadb",
    "sqlite3",
    "sqlcmd",
    "sqlplus",
    "cqlsh",
    "clickhouse-client",
    "duckdb",
];

/// How deep commands are followed into the scripts they carry: `ssh host 'sudo sh -c "..."'`.
const MAX_SCRIPTS: u8 = 3;

/// Whether `command` (one command as it would be pasted: may have several lines and pipes) destroys
/// data or access, prefixes such as `sudo` looked through.
pub fn destructive(command: &str) -> bool {
    script_line(command, MAX_SCRIPTS, Pods::Count).is_some()
}

/// The line of `command`, from 0, on which the first of its commands stands that destroys something
/// which nothing brings back. Deleting pods is left out: it is how they are restarted.
pub fn destructive_line(command: &str) -> Option<usize> {
    script_line(command, MAX_SCRIPTS, Pods::StartAnew)
}

/// What deleting pods is taken for.
#[derive(Clone, Copy, PartialEq)]
enum Pods {
    /// In the wrong cluster it is an outage: worth a question.
    Count,
    /// The cluster starts new ones.
    StartAnew,
}

fn script_line(script: &str, scripts_left: u8, pods: Pods) -> Option<usize> {
    let read = shell::read(script);
    sql::destroys_at(&read.outside).or_else(|| {
        let mut pipelines = read.pipelines.iter();
        pipelines.find_map(|pipeline| pipeline_line(pipeline, scripts_left, pods))
    })
}

fn pipeline_line(pipeline: &[Simple], scripts_left: u8, pods: Pods) -> Option<usize> {
    let any = |is: &dyn Fn(&Simple) -> bool| pipeline.iter().any(is);
    let feeds_sql = any(&runs_sql);
    let feeds_shell = any(&|simple| is_shell(simple) || reaches_in(simple));
    let in_temporary = any(&finds_temporary);
    let found = pipeline.iter().find(|simple| {
        programs::destroys(simple, in_temporary)
            || (pods == Pods::Count && services::restarts(simple))
            || (feeds_sql && simple.texts().any(|text| sql::destroys_at(text).is_some()))
            || (scripts_left > 0
                && scripts(simple, feeds_shell)
                    .iter()
                    .any(|text| script_line(text, scripts_left - 1, pods).is_some()))
    });
    found.map(|simple| simple.line)
}

/// A client of a database, or a command that runs one somewhere else.
fn runs_sql(simple: &Simple) -> bool {
    let is_client = |word: &str| SQL_CLIENTS.contains(&word);
    is_client(simple.program())
        || (reaches_in(simple)
            && simple
                .args()
                .any(|word| word.split_whitespace().any(is_client)))
}

/// `find` that looks into temporary folders only.
fn finds_temporary(simple: &Simple) -> bool {
    let mut folders = simple
        .args()
        .take_while(|word| !word.starts_with(['-', '(', '!']))
        .peekable();
    simple.program() == "find"
        && folders.peek().is_some()
        && folders.all(places::is_temporary_folder)
}

#[cfg(test)]
mod tests;
