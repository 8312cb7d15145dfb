//! Writes a file as a whole or not at all.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

/// Writes beside the file and renames, so that no moment has half of it. A file that is a link (a
/// dotfiles repository) stays one: what it points to is replaced.
pub(super) fn whole(path: &Path, text: &str) -> std::io::Result<()> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let aside = target.with_file_name(name);
    write_as(&target, &aside, text)
        .and_then(|()| std::fs::rename(&aside, &target))
        .inspect_err(|_| {
            let _ = std::fs::remove_file(&aside);
        })
}

/// Writes a new file at `aside` that may be read by those who may read `target`, and waits until the
/// disk has it.
fn write_as(target: &Path, aside: &Path, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::File::create(aside)?;
    if let Ok(metadata) = std::fs::metadata(target) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
