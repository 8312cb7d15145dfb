//! Which names sound like a secret's: such a value is neither shown, stored nor offered, unless the page says
//! otherwise.

/// Words whose value is a secret wherever they stand in a name's word (`PGPASSWORD`, `GITHUB_TOKENS`).
const SECRET: [&str; 5] = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN"];

/// Last words of names that only lead to a secret: `secret-name`, `PASSWORD_FILE`.
const LEADS_THERE: [&str; 11] = [
    "NAME",
    "FILE",
    "PATH",
    "DIR",
    "ID",
    "URL",
    "URI",
    "TYPE",
    "LENGTH",
    "TTL",
    "NAMESPACE",
];

/// Whether a placeholder of this name holds a secret: a name with PASS, SECRET, TOKEN or KEY in it. A bare
/// `key` is none, since it mostly is one of a table or a file; `api_key` is.
pub(super) fn sounds_secret(name: &str) -> bool {
    let words = words(name);
    if words
        .last()
        .is_some_and(|last| LEADS_THERE.contains(&last.as_str()))
    {
        return false;
    }
    let secret = |word: &String| word == "PASS" || SECRET.iter().any(|part| word.contains(part));
    words.iter().any(secret) || ends_in_a_key(&words)
}

fn ends_in_a_key(words: &[String]) -> bool {
    match words {
        [.., before, last] => matches!(last.as_str(), "KEY" | "KEYS" | "PWD") && before != "PUBLIC",
        [one] => matches!(one.as_str(), "APIKEY" | "SECRETKEY" | "PRIVATEKEY"),
        [] => false,
    }
}

/// The words of a name in capitals: `apiKey`, `api-key` and `API_KEY` are API and KEY.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
            words.push(String::new());
        }
        lower = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphabetic(), words.last_mut()) {
            word.extend(c.to_uppercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::sounds_secret;

    #[test]
    fn names_of_secrets_are_known_and_those_of_other_things_are_not() {
        for name in [
            "AWS_SECRET_ACCESS_KEY",
            "GITHUB_TOKEN",
            "PGPASSWORD",
            "db-pass",
            "DB_PASS2",
            "apiKey",
            "api key",
            "MYSQL_PWD",
            "new password",
            "secret",
        ] {
            assert!(sounds_secret(name), "{name}");
        }
        for name in [
            "key",
            "PWD",
            "public_key",
            "secret-name",
            "PASSWORD_FILE",
            "AWS_ACCESS_KEY_ID",
            "keyboard",
            "bypass",
            "host",
            "",
        ] {
            assert!(!sounds_secret(name), "{name}");
        }
    }
}
