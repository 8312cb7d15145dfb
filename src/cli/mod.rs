//! The command line: the only place that writes to standard output and standard error, but for the
//! message of a panic, which the terminal's owner says.
//!
//! [`run`] tells the program as a story; each file below is one operation.

use std::process::ExitCode;

use clap::Parser;

use args::Arguments;
use failure::{Failure, finding_text};
use world::World;

use crate::ui::terminal::{end_cleanly_on_panic, outlive_full_files};

mod args;
mod author;
mod browse;
mod check;
mod complete;
mod failure;
mod init;
mod json;
mod list;
mod lookup;
mod manual;
mod pasted;
mod place;
mod procedure;
mod show;
mod sources;
mod steps;
mod values;
mod world;
mod write;

/// Runs the program on the process's own arguments and streams.
pub fn run() -> ExitCode {
    // Without it a full file ends the process, as it did before.
    let _ = outlive_full_files();
    if let Some(answered) = complete::answer_shell() {
        return end(answered);
    }
    let arguments = match Arguments::try_parse_from(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    end_cleanly_on_panic();
    end(dispatch(&arguments))
}

fn dispatch(arguments: &Arguments) -> Result<(), Failure> {
    if let Some(shell) = arguments.init {
        return init::print(shell);
    }
    if arguments.man {
        return manual::print();
    }
    if let Some(option) = arguments.lacks_check() {
        let name = option.split(' ').next().unwrap_or(option);
        let advice = format!("jitt --check {option} runbooks checks the aids in a folder");
        let message = format!("{name} belongs to --check\n  {advice}");
        return Err(Failure::Usage(message));
    }
    if arguments.edit && arguments.topic.is_empty() {
        let advice = "name it, as in jitt --edit disk full; jitt -l lists all aids";
        return Err(Failure::Usage(format!("edit which aid?\n  {advice}")));
    }
    let world = World::read(arguments);
    if !arguments.sources {
        world
            .findings
            .iter()
            .for_each(|finding| world::say(&finding_text(finding.clone())));
    }
    let topic = arguments.topic_text();
    if let Some(folder) = &arguments.add {
        sources::add(&world, folder)
    } else if arguments.paths {
        sources::paths(&world)
    } else if arguments.sources {
        sources::report(arguments, &world)
    } else if let Some(rule) = &arguments.explain {
        check::explain(&world, rule)
    } else if let Some(title) = &arguments.new {
        author::new(arguments, &world, title)
    } else if arguments.check {
        check::check(arguments, &world)
    } else if arguments.resume {
        place::resume(arguments, &world, &topic)
    } else if arguments.log {
        place::log(arguments, &world, &topic)
    } else if arguments.reset {
        place::reset(arguments, &world, &topic)
    } else if arguments.wants_browser() {
        let query = browse::query(&world, topic)?;
        browse::browse(arguments, &world, query)
    } else if !arguments.topic.is_empty() {
        lookup::topic(arguments, &world, &topic)
    } else if let Some(output) = pasted::read(&world)? {
        lookup::pasted(arguments, &world, &output)
    } else if arguments.json && !arguments.list && world.stdin_is_piped {
        // A program asked what is about the output of a command that said nothing.
        json::empty().and(Err(Failure::NotFound(String::new())))
    } else if arguments.list || arguments.json {
        list::everything(arguments, &world)
    } else if world.stdin_is_piped {
        let advice = "jitt TOPIC looks a topic up, jitt -i browses";
        let message = format!("nothing was piped in to look up\n  {advice}");
        Err(Failure::NotFound(message))
    } else if arguments.picks() {
        let advice = "jitt -l lists all aids; without options jitt browses";
        let message = format!("of which aid? there is no topic\n  {advice}");
        Err(Failure::Usage(message))
    } else {
        browse::browse(arguments, &world, topic)
    }
}

/// Help and version go to standard output, everything else about the arguments to standard error.
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    if error.use_stderr() {
        world::say(text.trim_end());
        return ExitCode::from(2);
    }
    end(world::answer(&text))
}

/// The exit status, after what is to be said about a failure is said.
fn end(outcome: Result<(), Failure>) -> ExitCode {
    let Err(failure) = outcome else {
        return ExitCode::SUCCESS;
    };
    if let Some(message) = failure.message() {
        world::say(&message);
    }
    failure.code()
}
