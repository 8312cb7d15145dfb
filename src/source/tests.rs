use super::*;

#[test]
fn a_folder_is_listed_with_its_subfolders_in_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("k8s")).expect("made");
    for name in ["z.md", "k8s/oom.md", "tar", "photo.png", ".hidden.md"] {
        std::fs::write(folder.path().join(name), "# x\n").expect("written");
    }
    let source = Source {
        origin: Origin::Given,
        root: folder.path().to_path_buf(),
    };
    let listing = source.list();
    let expected: Vec<PathBuf> = ["k8s/oom.md", "tar", "z.md"].map(PathBuf::from).into();
    assert_eq!(listing.files, expected);
    assert_eq!(listing.findings, []);
}
