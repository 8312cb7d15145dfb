//! Opens an address in the desktop's browser.

use std::path::Path;
use std::time::Duration;

use super::{NoDesktop, desktop, is_set, within};

/// Asking the desktop for its browser can take a second; longer than this it is stuck.
const PATIENCE: Duration = Duration::from_secs(5);

/// Browsers that would draw on our own terminal.
const TEXT_BROWSERS: [&str; 6] = ["elinks", "links", "links2", "lynx", "w3m", "www-browser"];

/// Opens an http or https address. May take seconds: not for a thread that draws.
///
/// # Errors
/// Why it could not, one sentence for the person without a closing period.
pub fn open(address: &str) -> Result<(), String> {
    check(address)?;
    desktop(&is_set).map_err(|reason| match reason {
        NoDesktop::Remote => "in a remote session the browser would open on the other machine",
        NoDesktop::Absent => "there is no desktop here",
    })?;
    if let Some(browsers) = std::env::var_os("BROWSER")
        && names_text_browser(&browsers.to_string_lossy())
    {
        return Err("BROWSER names a program that needs this terminal".to_string());
    }
    let address = address.to_string();
    match within(PATIENCE, move || webbrowser::open(&address)) {
        Some(Ok(())) => Ok(()),
        Some(Err(error)) => Err(format!("no browser could be started: {error}")),
        None => Err("the browser does not answer".to_string()),
    }
}

/// Only what a browser shows, and nothing a program behind it could misread.
fn check(address: &str) -> Result<(), String> {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme);
    let known = scheme.is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    });
    if !known {
        return Err("only http and https addresses are opened".to_string());
    }
    if address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err("the address holds spaces or control characters".to_string());
    }
    Ok(())
}

/// `BROWSER` is a list of command lines with colons between them.
fn names_text_browser(browsers: &str) -> bool {
    browsers.split(':').any(|line| {
        let program = line.split_whitespace().next().unwrap_or_default();
        let name = Path::new(program).file_name().unwrap_or_default();
        TEXT_BROWSERS.iter().any(|browser| name == *browser)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        assert_eq!(check("https://example.org/a?b=c#d"), Ok(()));
        assert_eq!(check("HTTP://example.org"), Ok(()));
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "mailto:ada@example.org?attach=/etc/passwd",
            "-https://example.org",
            "ssh://host",
            "example.org",
            "https://example.org/\u{1b}[31m",
            "https://example.org/a b",
            "",
        ] {
            assert!(check(address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_browser_that_draws_on_this_terminal_is_known() {
        assert!(names_text_browser("/usr/bin/w3m -o x=1 %s"));
        assert!(names_text_browser("firefox:lynx"));
        assert!(!names_text_browser("firefox %s:/opt/linksy"));
    }
}
