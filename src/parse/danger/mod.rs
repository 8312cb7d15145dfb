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

use super::command::may_be_statements;
use crate::aid::CodeBlock;
use carried::{is_shell, reaches_in, scripts};
use simple::Simple;

/// Programs that run the SQL they are given.
const SQL_CLIENTS: [&str; 26] = [
    "psql",
    "pgcli",
    "mysql",
    "mycli",
    "mariadb",
    "sqlite3",
    "sqlcmd",
    "sqlplus",
    "isql",
    "osql",
    "tsql",
    "usql",
    "cqlsh",
    "clickhouse",
    "clickhouse-client",
    "cockroach",
    "duckdb",
    "db2",
    "snowsql",
    "bq",
    "hive",
    "beeline",
    "impala-shell",
    "trino",
    "influx",
    "wp",
];

/// How deep commands are followed into the scripts they carry: `ssh host 'sudo sh -c "..."'`.
const MAX_SCRIPTS: u8 = 3;

/// Whether `command` (one command as it would be pasted: may have several lines and pipes) destroys
/// data or access, prefixes such as `sudo` looked through.
pub fn destructive(command: &str) -> bool {
    script_line(command, MAX_SCRIPTS, Pods::Count).is_some()
}

/// Whether a block that is no command holds statements that destroy something when they are copied to
/// where they run. What other files hold is theirs.
pub fn destructive_statements(code: &CodeBlock) -> bool {
    may_be_statements(code) && destructive(&code.text)
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
        let groups = read.pipelines.iter().map(|pipeline| {
            let reads_group = pipeline.iter().any(|simple| simple.reads_group);
            reads_group.then(|| Readers::of(pipeline))
        });
        let groups: Vec<Option<Readers>> = groups.collect();
        let behind = |is: fn(&Readers) -> bool| {
            groups
                .iter()
                .rposition(|readers| readers.as_ref().is_some_and(is))
        };
        let (sql, shell) = (
            behind(|readers| readers.sql),
            behind(|readers| readers.shell),
        );
        let mut pipelines = read.pipelines.iter().enumerate();
        pipelines.find_map(|(at, pipeline)| {
            let of_group = Readers {
                sql: sql.is_some_and(|reader| at < reader),
                shell: shell.is_some_and(|reader| at < reader),
                store: false,
            };
            pipeline_line(pipeline, &of_group, scripts_left, pods)
        })
    })
}

/// What reads the output of a command.
struct Readers {
    sql: bool,
    shell: bool,
    /// Redis or MongoDB.
    store: bool,
}

impl Readers {
    fn of(pipeline: &[Simple]) -> Readers {
        let is_read_by = |is: &dyn Fn(&Simple) -> bool| pipeline.iter().any(is);
        Readers {
            sql: is_read_by(&runs_sql),
            shell: is_read_by(&|simple| is_shell(simple) || reaches_in(simple)),
            store: is_read_by(&services::is_store),
        }
    }
}

/// `of_group`: what reads all that its script prints.
fn pipeline_line(
    pipeline: &[Simple],
    of_group: &Readers,
    scripts_left: u8,
    pods: Pods,
) -> Option<usize> {
    let readers = Readers::of(pipeline);
    let in_temporary = pipeline.iter().any(finds_temporary);
    let found = pipeline.iter().enumerate().find(|(at, simple)| {
        let prints = matches!(simple.program(), "echo" | "printf" | "cat");
        let sql = readers.sql || (prints && of_group.sql);
        let shell = readers.shell || (prints && of_group.shell);
        programs::destroys(simple, in_temporary)
            || (*at > 0 && programs::destroys_what_it_reads(simple))
            || (prints && readers.store && services::empties_a_store(simple))
            || (pods == Pods::Count && services::restarts(simple))
            || (sql && simple.texts().any(|text| sql::destroys_at(text).is_some()))
            || (scripts_left > 0
                && scripts(simple, shell)
                    .iter()
                    .any(|text| script_line(text, scripts_left - 1, pods).is_some()))
    });
    found.map(|(_, simple)| simple.line)
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
