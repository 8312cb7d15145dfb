//! The command line: the only place that prints.
//!
//! [`run`] tells the program as a story; each file below is one operation.

use std::process::ExitCode;

use clap::Parser;

use args::Arguments;
use failure::Failure;
use world::World;

use crate::ui::terminal::end_cleanly_on_panic;

mod args;
mod browse;
mod failure;
mod json;
mod list;
mod lookup;
mod pasted;
mod show;
mod sources;
mod world;

/// Runs the program on the process's own arguments and streams.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse_from(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    end_cleanly_on_panic();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                world::say(&message);
            }
            failure.code()
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<(), Failure> {
    let world = World::read(arguments);
    if !arguments.sources {
        world
            .findings
            .iter()
            .for_each(|finding| world::say(&finding.to_string()));
    }
    let topic = arguments.topic_text();
    if let Some(folder) = &arguments.add {
        sources::add(&world, folder)
    } else if arguments.paths {
        sources::paths(&world)
    } else if arguments.sources {
        sources::report(arguments, &world)
    } else if arguments.wants_browser() {
        browse::browse(arguments, &world, topic)
    } else if !topic.is_empty() {
        lookup::topic(arguments, &world, &topic)
    } else if arguments.list && !world.stdin_is_piped {
        list::everything(arguments, &world)
    } else if let Some(output) = pasted::read(&world)? {
        lookup::pasted(arguments, &world, &output)
    } else if arguments.list || arguments.json {
        list::everything(arguments, &world)
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
    match world::answer(&text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.code(),
    }
}
