//! `--new TITLE`: a template of its own form for each task.

use std::fs::OpenOptions;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::super::args::Arguments;
use super::super::failure::Failure;
use super::super::lookup::quoted;
use super::super::world::{World, answer, say};
use super::template::{self, Answers, Often, Reader, Urgent};
use crate::render::sanitize::visible_path;

/// Longer names are cut: file systems take 255 bytes.
const LONGEST_NAME: usize = 60;

/// Writes a new aid and says where; asks four questions first when somebody is there to answer.
pub(in crate::cli) fn new(
    arguments: &Arguments,
    world: &World,
    title: &str,
) -> Result<(), Failure> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = file_name(&title);
    if name.is_empty() {
        let advice = "name the task, verb first: jitt --new \"Free a full disk\"";
        return Err(Failure::Usage(format!("the title has no word\n  {advice}")));
    }
    let folder = folder(arguments, world)?;
    let file = folder.join(format!("{name}.md"));
    if file.symlink_metadata().is_ok() {
        return Err(taken(&file));
    }
    let answers = match io::stdin().is_terminal() && io::stderr().is_terminal() {
        true => ask(&mut io::stdin().lock())?,
        false => Answers::default(),
    };
    write(
        &folder,
        &file,
        &template::text(&title, &answers, world.today),
    )?;
    answer(&format!("{}\n", visible_path(&file)))?;
    let path = quoted(&visible_path(&file));
    // Only --dir finds it again where the folder is none that jitt reads.
    let dir = arguments.dir.first().map(|dir| quoted(&visible_path(dir)));
    let dir = dir.map(|dir| format!("--dir {dir} ")).unwrap_or_default();
    say(&format!(
        "fill in what is marked TODO: jitt {dir}--edit {name}\n\
         then: jitt --check --strict {path}"
    ));
    Ok(())
}

/// The folder given, which must be there, else the person's own, which is made.
fn folder(arguments: &Arguments, world: &World) -> Result<PathBuf, Failure> {
    if let Some(folder) = arguments.dir.first() {
        return match folder.is_dir() {
            true => Ok(folder.clone()),
            false => Err(Failure::Usage(format!(
                "--dir {} is no folder\n  make it first, or leave --dir out",
                visible_path(folder)
            ))),
        };
    }
    let data = world.folders.data.as_ref().map(|data| data.join("aids"));
    data.ok_or_else(|| {
        let advice = "set HOME or XDG_DATA_HOME, or name a folder with --dir";
        Failure::Io(format!("there is no home folder for the aid\n  {advice}"))
    })
}

/// The title as a file's name: lower case letters and digits, with dashes between the words.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.to_lowercase().chars() {
        match c {
            c if c.is_alphanumeric() => name.push(c),
            '\'' | '’' => {}
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
        if name.len() >= LONGEST_NAME {
            break;
        }
    }
    name.trim_end_matches('-').to_string()
}

fn taken(file: &Path) -> Failure {
    let shown = visible_path(file);
    Failure::Usage(format!(
        "{shown} is there already and is not written over\n  jitt --edit opens it; or choose another title"
    ))
}

fn write(folder: &Path, file: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => taken(file),
        _ => Failure::Io(format!("cannot write {}: {error}", visible_path(file))),
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    // Never over a file that came into being meanwhile, nor through a link.
    let mut new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .map_err(failed)?;
    new.write_all(text.as_bytes())
        .and_then(|()| new.sync_all())
        .map_err(failed)
}

/// The four questions that decide the form; an empty answer skips one, the end of input all.
fn ask(input: &mut dyn BufRead) -> Result<Answers, Failure> {
    say("Four questions decide the form; Enter skips one.");
    let often = choose(
        input,
        "1 of 4. How often is it done?",
        &["daily or weekly", "rarely"],
    )?;
    say("2 of 4. What goes wrong, what do people see then? Error texts, with commas between them.");
    let symptoms = line(input)?;
    let urgent = choose(
        input,
        "3 of 4. How urgent is it then?",
        &["now, something is down", "it can wait"],
    )?;
    let reader = choose(
        input,
        "4 of 4. For whom is it?",
        &[
            "people who know the system",
            "anyone on call, perhaps for the first time",
        ],
    )?;
    let parts = symptoms.split(',').map(str::trim);
    Ok(Answers {
        often: [Often::Often, Often::Rarely].into_iter().nth(often),
        symptoms: parts
            .filter(|part| !part.is_empty())
            .map(str::to_string)
            .collect(),
        urgent: [Urgent::Now, Urgent::Later].into_iter().nth(urgent),
        reader: [Reader::Experienced, Reader::Anyone]
            .into_iter()
            .nth(reader),
    })
}

/// The index of what is chosen; beyond the choices when it is skipped. Asks again for anything else.
fn choose(input: &mut dyn BufRead, question: &str, choices: &[&str]) -> Result<usize, Failure> {
    let listed: Vec<String> = (1..)
        .zip(choices)
        .map(|(n, choice)| format!("{n} {choice}"))
        .collect();
    say(&format!("{question} {}", listed.join(", ")));
    loop {
        let answer = line(input)?;
        if answer.is_empty() {
            return Ok(usize::MAX);
        }
        match answer.parse::<usize>() {
            Ok(number) if (1..=choices.len()).contains(&number) => return Ok(number - 1),
            _ => say(&format!(
                "a number from 1 to {}, or Enter to skip",
                choices.len()
            )),
        }
    }
}

/// A line that was typed, without its end; empty at the end of input.
fn line(input: &mut dyn BufRead) -> Result<String, Failure> {
    let _ = write!(io::stderr(), "> ");
    let mut line = Vec::new();
    input
        .read_until(b'\n', &mut line)
        .map_err(|error| Failure::Io(format!("cannot read the answer: {error}")))?;
    Ok(String::from_utf8_lossy(&line).trim().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_can_be_typed() {
        assert_eq!(file_name("Free a full disk (now!)"), "free-a-full-disk-now");
        assert_eq!(file_name("Don't panic"), "dont-panic");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("¡!"), "");
        assert!(file_name(&"é".repeat(500)).len() <= LONGEST_NAME + 1);
    }

    #[test]
    fn answers_are_numbers_and_texts_and_may_be_left_out() {
        let mut input: &[u8] = b"2\nNo space left, ENOSPC\nx\n1\n\n";
        let answers = ask(&mut input).ok();
        let answers = answers.expect("read");
        assert_eq!(answers.often, Some(Often::Rarely));
        assert_eq!(answers.symptoms, ["No space left", "ENOSPC"]);
        assert_eq!((answers.urgent, answers.reader), (Some(Urgent::Now), None));
        let mut nothing: &[u8] = b"";
        assert_eq!(ask(&mut nothing).ok(), Some(Answers::default()));
    }
}
