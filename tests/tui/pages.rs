//! The pages that the journeys are made through.

pub const DISK: &str = "---
title: Disk full
summary: Find what fills the disk and free space without breaking anything.
tags: [disk, storage]
danger: step 4 deletes logs
reviewed: 2026-01-10
review_in: 9 months
owner: platform team
---
Find what fills the disk and free space without breaking anything.

## Steps

1. See which file system is full.
   ```sh
   df -h
   ```
   **Expect:** one line at 100 %.
2. Find the largest folders on it.
   ```sh
   sudo du -xh / | sort -h | tail -20
   sudo du -xsh /var/log
   ```
3. If nothing large is found, a deleted file may be open: see [deleted files](deleted.md)
   and [the manual](https://example.org/lsof).
4. Empty the journal.
   > [!WARNING]
   > Logs of the last hours are gone for good.
   ```sh
   sudo journalctl --vacuum-size=200M
   ```
5. Check that the space is back: `df -h /`
";

pub const DELETED: &str = "---
title: Deleted file holds space
tags: [disk, process]
---
df says full, du finds nothing.

## Diagnosis

1. List deleted files that are still open.
   ```sh
   sudo lsof +L1
   ```
2. Note the process. The [disk page](disk-full.md) has the rest.

## Mitigation

1. Restart the process that holds the file.
   ```sh
   sudo systemctl restart NAME
   ```
2. Check the space.
   ```sh
   df -h
   ```

## Background

A deleted file keeps its blocks until the last process closes it.
";

pub const PORT: &str = "---
title: Port already in use
tags: [network]
---
1. Find who listens on the port.
   ```sh
   sudo ss -ltnp 'sport = :8080'
   ```
2. Stop it, or choose another port.
";

pub const WIDE: &str = "---
title: 磁盘已满的处理步骤
tags: [日本語]
---
## Steps

1. 查看磁盘空间，然后继续下一步，直到全部完成为止。
   ```sh
   df -h
   ```
2. Cafe\u{301} ne\u{301}e: combining marks stay with their letters.
3. בדוק את הדיסק ואז המשך
";

pub const HIDDEN: &str = "---
title: Trojan command
---
1. Run this.
   ```sh
   echo safe \u{202e}txt.exe
   ```
2. And this: `ls -l /tmp`
";

/// A page without steps.
pub const NOTES: &str = "# Architecture notes

The service has three parts.

They talk over a queue.
";

pub const ALL: &[(&str, &str)] = &[
    ("disk-full.md", DISK),
    ("deleted.md", DELETED),
    ("port.md", PORT),
    ("wide.md", WIDE),
    ("hidden.md", HIDDEN),
    ("notes.md", NOTES),
];

/// A page of many steps.
pub fn long(steps: usize) -> String {
    let mut page = String::from("# A long page\n\n");
    for number in 1..=steps {
        page.push_str(&format!(
            "{number}. Do thing {number} now.\n\n   ```sh\n   do-{number} --now\n   ```\n"
        ));
    }
    page
}

/// Where the person under test is.
pub fn here() -> jitt::session::Surroundings {
    jitt::session::Surroundings {
        user: "ada".to_string(),
        host: "web3".to_string(),
        folder: "/srv/app".to_string(),
        kube: Some("prod".to_string()),
        branch: Some("main".to_string()),
    }
}

/// A page with two errors: a date that is none, and front matter that does not parse.
pub const BROKEN: &str = "---
reviewed: someday
title: Broken: colons
---
1. Look at it.
2. Mend it.
";
