use super::*;

fn texts(text: &str, console: bool) -> Vec<String> {
    let commands = commands_of(text, console);
    commands.into_iter().map(|command| command.text).collect()
}

fn block(language: &str, text: &str) -> CodeBlock {
    let mut code = CodeBlock {
        language: language.to_string(),
        text: text.to_string(),
        ..CodeBlock::default()
    };
    classify(&mut code);
    code
}

#[test]
fn each_line_of_a_plain_block_is_a_command() {
    assert_eq!(texts("ls -l\n\n  pwd  \n", false), ["ls -l", "pwd"]);
}

#[test]
fn comments_label_the_next_command() {
    let commands = commands_of("# List\n# all files\nls\npwd", false);
    assert_eq!(commands[0].label.as_deref(), Some("List all files"));
    assert_eq!(commands[1].label, None);
}

#[test]
fn with_a_prompt_other_lines_are_output() {
    let text = "$ uname -r\n6.1.0\n$ cat /etc/issue\nDebian";
    assert_eq!(texts(text, false), ["uname -r", "cat /etc/issue"]);
}

#[test]
fn a_sharp_sign_is_a_comment_where_another_prompt_shows_the_commands() {
    let text = "# on the node\n$ crictl ps\n$ journalctl -u kubelet";
    assert_eq!(texts(text, true), ["crictl ps", "journalctl -u kubelet"]);
    let text = "$ ps aux\n# kill the first of them\n# kill 4711";
    assert_eq!(texts(text, true), ["ps aux", "kill 4711"]);
    let text = "$ sudo -i\n# systemctl stop app\n# exit";
    assert_eq!(texts(text, true), ["sudo -i", "systemctl stop app", "exit"]);
    let text = "$ oc debug node/one\nStarting pod/one-debug ...\n# chroot /host\n# crictl ps";
    assert_eq!(
        texts(text, true),
        ["oc debug node/one", "chroot /host", "crictl ps"]
    );
}

#[test]
fn root_prompts_count_on_a_console_and_are_comments_elsewhere() {
    assert_eq!(texts("# id\nuid=0(root)", true), ["id"]);
    assert_eq!(texts("# id\nls", false), ["ls"]);
}

#[test]
fn an_unfinished_command_takes_the_lines_that_finish_it() {
    let text = "$ docker run \\\n>   -it x\noutput\n$ cat <<EOF > f\n> a\n> EOF\ndone";
    assert_eq!(
        texts(text, true),
        ["docker run \\\n  -it x", "cat <<EOF > f\na\nEOF"]
    );
    let text = "cat <<EOF > f\n> quoted mail\nEOF\nls";
    assert_eq!(
        texts(text, false),
        ["cat <<EOF > f\n> quoted mail\nEOF", "ls"]
    );
    let text = "for x in a b; do\n  echo $x\ndone\nls";
    assert_eq!(
        texts(text, false),
        ["for x in a b; do\n  echo $x\ndone", "ls"]
    );
}

#[test]
fn a_table_or_log_after_a_command_is_never_handed_out_as_a_command() {
    let text = "oc get lease\n\nNAME      HOLDER   AGE\novn-x     pod-1    32m\noc get pods";
    assert_eq!(texts(text, false), ["oc get lease", "oc get pods"]);
}

#[test]
fn a_statement_at_a_databases_prompt_goes_on_to_its_semicolon() {
    let text =
        "shop=# \\x\nExpanded display is on.\nshop=# select *\nfrom it's\n;\n a\n---\nshop=# \\q";
    assert_eq!(texts(text, false), ["\\x", "select *\nfrom it's\n;", "\\q"]);
}

#[test]
fn what_a_database_shows_before_further_lines_is_no_part_of_the_statement() {
    let text = "shop=# select *\nshop-# from x;\n a\n---\nshop=# \\q";
    assert_eq!(texts(text, false), ["select *\nfrom x;", "\\q"]);
    let text = "mysql> select 1\n    -> from dual;\n+---+\nmysql> show status\\G\n-> no;";
    assert_eq!(
        texts(text, false),
        ["select 1\nfrom dual;", "show status\\G"]
    );
    let text = "shop=> select 1\nshop-> \\gx\nout;";
    assert_eq!(texts(text, false), ["select 1\n\\gx"]);
}

#[test]
fn in_a_session_a_known_program_behind_a_number_sign_is_roots_command() {
    let text = "$ oc debug node\n# sysctl -a | grep fs\nfs.file-max = 1\n# Remove it\n$ rm x";
    let commands = commands_of(text, false);
    assert_eq!(commands[1].text, "sysctl -a | grep fs");
    assert_eq!(commands[2].label.as_deref(), Some("Remove it"));
}

#[test]
fn what_looks_like_a_prompt_inside_a_heredoc_or_a_quote_is_text() {
    let text =
        "systemctl stop app\ncat > /etc/motd <<EOF\n$ rm -rf build\nEOF\nsystemctl start app";
    let motd = "cat > /etc/motd <<EOF\n$ rm -rf build\nEOF";
    let expected = ["systemctl stop app", motd, "systemctl start app"];
    assert_eq!(texts(text, false), expected);
    assert_eq!(
        texts(
            &text
                .replace("systemctl", "$ systemctl")
                .replace("cat", "$ cat"),
            false
        ),
        expected
    );
    assert_eq!(
        texts("echo \"\n$ price\n\"\nls", false),
        ["echo \"\n$ price\n\"", "ls"]
    );
    assert_eq!(block("", text).commands.len(), 3);
    let python = "python3 - <<END\n% magic\nEND";
    assert_eq!(texts(python, false), [python]);
    assert_eq!(
        block("text", "Note <<EOF\n$ ls\nEOF").role,
        CodeRole::Material
    );
    // A quote that is open by mistake ends at the next prompt.
    let text = "$ echo \"oops\nout\n$ cat <<EOF\na\nEOF\n$ ls";
    assert_eq!(
        texts(text, false),
        ["echo \"oops", "cat <<EOF\na\nEOF", "ls"]
    );
}

#[test]
fn a_quote_that_never_closes_does_not_swallow_the_block() {
    assert_eq!(
        texts("echo don't\nls\npwd", false),
        ["echo don't", "ls", "pwd"]
    );
    assert_eq!(
        texts("$ echo don't\nit's\n$ ls 'a'", false),
        ["echo don't\nit's", "ls 'a'"]
    );
    assert_eq!(
        texts("$ echo don't\nout\n$ ls", false),
        ["echo don't", "ls"]
    );
    assert_eq!(texts("cat <<EOF\na\nb", false), ["cat <<EOF", "a", "b"]);
}

#[test]
fn a_script_is_one_command() {
    assert_eq!(texts("#!/bin/sh\nset -e\nls\n", false).len(), 1);
}

#[test]
fn the_language_decides_the_role() {
    assert_eq!(block("bash", "ls").role, CodeRole::Command);
    assert_eq!(block("console", "# ls").commands.len(), 1);
    assert_eq!(block("promql", "up == 0").role, CodeRole::Material);
    assert_eq!(block("log", "ls").role, CodeRole::Output);
    assert_eq!(block("text", "$ ls").role, CodeRole::Command);
    assert_eq!(block("text", "ls").role, CodeRole::Material);
    assert_eq!(
        block("sh", "# TODO: command needed").role,
        CodeRole::Material
    );
}

#[test]
fn a_block_full_of_open_quotes_is_read_in_time() {
    let text = "cat <<EOF 'x\n".repeat(50_000);
    assert_eq!(texts(&text, false).len(), 50_000);
}

#[test]
fn prompts_of_a_language_are_no_part_of_its_statements() {
    let statements = |language: &str, text: &str| {
        let code = block(language, text);
        let commands = code.commands.into_iter().map(|command| command.text);
        (code.role, commands.collect::<Vec<_>>())
    };
    let session = ">>> import os\n>>> for x in y:\n...     pass\n...\n1\n... more";
    for language in ["python", "pycon"] {
        let (role, commands) = statements(language, session);
        assert_eq!(role, CodeRole::Command);
        assert_eq!(commands, ["import os", "for x in y:\n    pass"]);
    }
    let (_, commands) = statements("sql", "mysql> SHOW TABLES;\n+---+\npostgres=# select 1;");
    assert_eq!(commands, ["SHOW TABLES;", "select 1;"]);
    for (language, text) in [("sql", "select a > b;"), ("python", "print(1) # >>> x")] {
        assert_eq!(statements(language, text), (CodeRole::Material, vec![]));
    }
}
