//! The `jitt` program: everything is in the library.

fn main() -> std::process::ExitCode {
    jitt::cli::run()
}
