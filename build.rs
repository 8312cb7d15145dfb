//! Lists `aids/**/*.md` as Rust source, so that the starter aids are inside the program, and names the
//! build, so that an index on the disk is read only by the very program that wrote it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("aids");
    println!("cargo::rerun-if-changed=build.rs");
    let number = build_number(&PathBuf::from(variable("CARGO_MANIFEST_DIR")?))?;
    println!("cargo::rustc-env=JITT_BUILD={number:016x}");
    let mut list = String::from("&[\n");
    for file in files(&folder, |e| e == "md")? {
        // About the folder, for who reads the repository.
        if file.ends_with("README.md") {
            continue;
        }
        let name = file
            .strip_prefix(&folder)
            .map_err(io::Error::other)?
            .to_string_lossy()
            .replace('\\', "/");
        list.push_str(&format!("    ({name:?}, include_bytes!({file:?})),\n"));
    }
    list.push_str("]\n");
    fs::write(Path::new(&variable("OUT_DIR")?).join("starter.rs"), list)
}

/// A number that changes with the sources and what they include (FNV-1a).
fn build_number(root: &Path) -> io::Result<u64> {
    let mut number: u64 = 0xcbf2_9ce4_8422_2325;
    for folder in ["src", "data", "aids"] {
        println!("cargo::rerun-if-changed={folder}");
        for file in files(&root.join(folder), |_| true)? {
            for byte in fs::read(file)? {
                number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    Ok(number)
}

/// The files below `folder` with such an extension, sorted; none when it is not there.
fn files(folder: &Path, wanted: fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .and_then(|e| e.to_str())
                .is_some_and(wanted)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn variable(name: &str) -> io::Result<std::ffi::OsString> {
    env::var_os(name).ok_or_else(|| io::Error::other(format!("cargo sets {name}")))
}
