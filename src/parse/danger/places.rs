//! What a file's name tells about it: temporary, made again, a disk.

/// Folders that a tool makes again.
const REMADE: [&str; 3] = ["node_modules", "__pycache__", ".terraform"];

/// Variables that name a temporary folder, in lower case.
const TEMPORARY: [&str; 6] = ["tmp", "tmpdir", "tmp_dir", "temp", "tempdir", "temp_dir"];

/// Disks, partitions and volumes under `/dev/`.
const DISKS: [&str; 14] = [
    "sd", "nvme", "vd", "xvd", "hd", "mmcblk", "disk", "rdisk", "md", "mapper/", "dm-", "nbd",
    "drbd", "zvol/",
];

pub(super) fn is_remade(file: &str) -> bool {
    let name = file.trim_end_matches('/').rsplit('/').next();
    name.is_some_and(|name| REMADE.contains(&name))
}

/// Whether a file lies in a temporary folder.
pub(super) fn is_temporary(file: &str) -> bool {
    let is_inside = ["/tmp/", "/var/tmp/"]
        .iter()
        .any(|folder| file.starts_with(folder));
    (is_inside || starts_with_temporary(file)) && !file.contains("..")
}

/// A temporary folder itself.
pub(super) fn is_temporary_folder(folder: &str) -> bool {
    matches!(folder.trim_end_matches('/'), "/tmp" | "/var/tmp") || is_temporary(folder)
}

/// `$TMPDIR/x`, `${TMP}/x`, `${TMP:-/tmp}/x`; not `${TMP:-/srv}/x`, which may be anywhere.
fn starts_with_temporary(file: &str) -> bool {
    let Some(variable) = file.strip_prefix('$') else {
        return false;
    };
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let inner = variable.strip_prefix('{');
    let text = inner.unwrap_or(variable);
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let after = match inner {
        None => Some(rest),
        Some(_) => rest
            .split_once('}')
            .filter(|(operation, _)| keeps_temporary(operation))
            .map(|(_, after)| after),
    };
    let is_whole = after.is_some_and(|after| after.is_empty() || after.starts_with('/'));
    is_whole && TEMPORARY.contains(&name.to_ascii_lowercase().as_str())
}

/// What stands behind a variable's name: nothing, an error when it is empty, a folder that is
/// temporary as well, a slash cut off.
fn keeps_temporary(operation: &str) -> bool {
    let operation = operation.strip_prefix(':').unwrap_or(operation);
    match operation.split_at_checked(1) {
        None => true,
        Some(("?", _)) | Some(("%", "/")) => true,
        Some(("-" | "=", default)) => is_temporary_folder(default),
        Some(_) => false,
    }
}

/// A file by its looks: `of=/swapfile` makes one. What stands for a disk (`<disk>`, `$disk`) is none,
/// nor is what Windows calls one (`\\.\PhysicalDrive1`).
pub(super) fn is_plain_file(file: &str) -> bool {
    let is_path = file.contains(['/', '.']) && !file.contains("/dev/");
    is_path && !file.contains(['$', '<']) && !file.starts_with('\\') && !file.starts_with("//")
}

/// A whole disk or partition, not `/dev/null` and its like.
pub(super) fn is_disk(file: &str) -> bool {
    file.strip_prefix("/dev/")
        .is_some_and(|name| DISKS.iter().any(|disk| name.starts_with(disk)))
}
