//! Opens files that strangers may have put there: regular ones only, never more than a stated size.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::{Content, Stamp};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// At most this much of an aid is read: 2 MiB, two hundred times a long runbook.
pub const SIZE_LIMIT: usize = 2 << 20;

/// How much is looked at to tell a binary, as git and grep do.
const HEAD: usize = 8 << 10;

/// Opens a regular file for reading.
///
/// Without blocking, because a FIFO without a writer would hang the program, and looked at after
/// opening, because a name can change what it stands for in between.
///
/// # Errors
/// The system's error, or one saying what kind of thing the path is.
pub fn open_regular(path: &Path) -> io::Result<File> {
    Ok(open_with_metadata(path)?.0)
}

/// As [`open_regular`], with what was seen when it was looked at.
fn open_with_metadata(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // std adds O_CLOEXEC itself.
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    let kind = metadata.file_type();
    if kind.is_file() {
        Ok((file, metadata))
    } else {
        Err(io::Error::other(format!(
            "is {}, not a regular file",
            kind_name(kind)
        )))
    }
}

/// What a thing in a folder is, with its article.
pub(super) fn kind_name(kind: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe (FIFO)";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if kind.is_dir() {
        "a folder"
    } else if kind.is_symlink() {
        "a link"
    } else {
        "something else"
    }
}

/// A finding about a whole file that is skipped.
pub(super) fn skipped(path: &Path, message: impl Into<String>) -> Diagnostic {
    let mut finding = Diagnostic::new(
        Code::Unreadable,
        Severity::Warning,
        Position::default(),
        message,
    );
    finding.file = path.to_path_buf();
    finding
}

/// What a finding about a file starts with that the system refuses to show: it may well be an aid.
pub const REFUSED: &str = "cannot be read: ";

/// Why the system refused, as a finding about the file.
pub(super) fn refused(path: &Path, error: &io::Error) -> Diagnostic {
    let finding = skipped(path, format!("{REFUSED}{error}"));
    match error.kind() {
        io::ErrorKind::PermissionDenied => finding.with_help("allow yourself to read it"),
        _ => finding,
    }
}

/// Reads an aid; what cannot be one is an error that names the file.
pub(super) fn read_aid(path: &Path) -> Result<Content, Diagnostic> {
    let refused = |error| refused(path, &error);
    let (file, metadata) = open_with_metadata(path).map_err(refused)?;
    let length = metadata.len();
    let mut bytes = match usize::try_from(length) {
        Ok(length @ 1..HEAD) => read_small(&file, length),
        _ => read_head(&file),
    }
    .map_err(refused)?;
    if let Some(finding) = binary(path, &bytes) {
        return Err(finding);
    }
    let mut content = Content {
        stamp: Some(Stamp::of(&metadata)),
        ..Content::default()
    };
    if bytes.len() == HEAD {
        let rest = SIZE_LIMIT - HEAD + 1;
        read_up_to(&file, length.min(rest as u64), rest, &mut bytes).map_err(refused)?;
    }
    if bytes.len() > SIZE_LIMIT {
        cut(&mut bytes);
        content.is_cut = true;
        let message = format!(
            "is longer than 2 MiB; only its first {} bytes are read",
            bytes.len()
        );
        let mut finding = skipped(path, message).with_help("split it into several aids");
        // Steps are missing: whoever opens it is told.
        finding.severity = Severity::Error;
        content.findings.push(finding);
    }
    content.bytes = bytes;
    Ok(content)
}

/// Reads a file that had so many bytes a moment ago. One read is enough: it leaves room for a byte more,
/// and gives fewer than there is room for only at the end.
fn read_small(mut file: &File, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length + 1];
    let read = match file.read(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        read => read?,
    };
    bytes.truncate(read);
    if read != length {
        // It has been written to since, or a signal came.
        read_up_to(file, 0, HEAD.saturating_sub(read), &mut bytes)?;
    }
    Ok(bytes)
}

fn read_head(file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_up_to(file, HEAD as u64, HEAD, &mut bytes)?;
    Ok(bytes)
}

/// Reads at most `limit` more bytes. Room is made at once for the `expected` ones and for the read that
/// finds the end, or they would come in many small ones.
fn read_up_to(file: &File, expected: u64, limit: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
    /// Less room than this makes `read_to_end` probe in a buffer of its own.
    const PROBE: usize = 32;
    bytes.reserve(usize::try_from(expected).unwrap_or(limit).min(limit) + PROBE);
    file.take(limit as u64).read_to_end(bytes)?;
    Ok(())
}

/// Cuts at the last line end within the limit: half a command is worse than none.
fn cut(bytes: &mut Vec<u8>) {
    bytes.truncate(SIZE_LIMIT);
    let end = match utf16_unit(bytes) {
        Some(unit) => {
            let (pairs, _) = bytes.as_chunks::<2>();
            let line_end = pairs
                .iter()
                .rposition(|pair| unit(*pair) == u16::from(b'\n'));
            line_end.map_or(pairs.len() * 2, |at| (at + 1) * 2)
        }
        None => {
            let line_end = bytes.iter().rposition(|&byte| byte == b'\n');
            line_end.map_or(bytes.len(), |at| at + 1)
        }
    };
    bytes.truncate(end);
}

/// How two bytes make a unit of UTF-16, where a byte order mark says that it is that.
fn utf16_unit(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Whether a control character of this code has no place in a text.
fn is_stray(code: u32) -> bool {
    code < 0x20 && !matches!(code, 0x09 | 0x0a | 0x0c | 0x0d | 0x1b)
}

/// Whether these first bytes are UTF-16 with its mark, and mostly characters of a text.
fn is_utf16_text(head: &[u8]) -> bool {
    let Some(unit) = utf16_unit(head) else {
        return false;
    };
    let (pairs, _) = head.as_chunks::<2>();
    let read = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    let (mut all, mut strange) = (0, 0);
    for character in read {
        all += 1;
        strange += usize::from(!character.is_ok_and(|c| !is_stray(u32::from(c))));
    }
    strange * 4 < all
}

/// A finding if these first bytes are no text. A page with a stray NUL still is one: the parser shows it.
fn binary(path: &Path, head: &[u8]) -> Option<Diagnostic> {
    // Searched many bytes at a time.
    if !head.contains(&0) {
        return None;
    }
    let nul = head.iter().position(|&byte| byte == 0)?;
    if is_utf16_text(head) {
        return None;
    }
    let controls = head
        .iter()
        .filter(|&&byte| is_stray(u32::from(byte)))
        .count();
    let invalid: usize = head.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    // One byte in four: UTF-16 has more, as have programs and pictures; a tiny page with a few stray
    // NULs has fewer.
    if (controls + invalid) * 4 < head.len() {
        return None;
    }
    let at = place(head, nul);
    let mut finding = Diagnostic::new(
        Code::HostileText,
        Severity::Warning,
        at,
        "is not text (it holds NUL bytes) and is skipped",
    )
    .with_help("if it is UTF-16 text without a byte order mark, save it as UTF-8");
    finding.file = path.to_path_buf();
    Some(finding)
}

/// Line and column, from 1, of the byte at `offset`.
fn place(bytes: &[u8], offset: usize) -> Position {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let last = before
        .rsplit(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let column = String::from_utf8_lossy(last).chars().count() + 1;
    Position {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
    }
}
