//! Opens an address in the desktop's browser.

/// Opens an http(s) or mailto address.
///
/// # Errors
/// Why it could not, one sentence for the person.
pub fn open(address: &str) -> Result<(), String> {
    let _ = address;
    Err("no browser here".to_string())
}
