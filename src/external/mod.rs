//! Other programs and the desktop: clipboard, opener, terminal multiplexers. Takes plain strings.

pub mod bash;
pub mod clipboard;
pub mod editor;
pub mod multiplexer;
pub mod opener;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The desktop that the person sits in front of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Desktop {
    /// macOS or Windows: always there.
    Native,
    Wayland,
    X11,
}

/// Why there is no desktop to talk to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoDesktop {
    /// It would be the wrong machine's.
    Remote,
    /// A console, a container.
    Absent,
}

/// Which desktop there is; `is_set` tells whether an environment variable has a value.
fn desktop(is_set: &dyn Fn(&str) -> bool) -> Result<Desktop, NoDesktop> {
    if ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"]
        .iter()
        .any(|name| is_set(name))
    {
        Err(NoDesktop::Remote)
    } else if cfg!(any(target_os = "macos", windows)) {
        Ok(Desktop::Native)
    } else if is_set("WAYLAND_DISPLAY") {
        Ok(Desktop::Wayland)
    } else if is_set("DISPLAY") {
        Ok(Desktop::X11)
    } else {
        Err(NoDesktop::Absent)
    }
}

/// Whether this process's environment has a value for the variable.
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Does `work` on a thread of its own and gives up waiting after `limit`: a display that no longer
/// answers must not hold up the person. None when it did not end well in time.
fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (done, wait) = mpsc::channel();
    let work = move || {
        // Nobody may be waiting any more; then the answer is of no use.
        let _ = done.send(work());
    };
    thread::Builder::new().spawn(work).ok()?;
    wait.recv_timeout(limit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[&str]) -> Result<Desktop, NoDesktop> {
        desktop(&|name| variables.contains(&name))
    }

    #[test]
    fn over_ssh_there_is_no_desktop_even_with_a_display() {
        assert_eq!(with(&["SSH_CONNECTION", "DISPLAY"]), Err(NoDesktop::Remote));
        assert_eq!(with(&["SSH_TTY"]), Err(NoDesktop::Remote));
    }

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn wayland_is_preferred_and_a_console_has_no_desktop() {
        assert_eq!(with(&["WAYLAND_DISPLAY", "DISPLAY"]), Ok(Desktop::Wayland));
        assert_eq!(with(&["DISPLAY"]), Ok(Desktop::X11));
        assert_eq!(with(&[]), Err(NoDesktop::Absent));
    }

    #[test]
    fn work_that_never_ends_is_not_waited_for() {
        let (_keep, never) = mpsc::channel::<()>();
        assert_eq!(within(Duration::ZERO, move || never.recv()), None);
        assert_eq!(within(Duration::from_secs(60), || 7), Some(7));
    }
}
