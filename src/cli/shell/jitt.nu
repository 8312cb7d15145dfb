# jitt for Nushell. Once:  jitt --init nushell | save --force ($nu.default-config-dir | path join autoload jitt.nu)
#
# A key opens jitt below the prompt with what is typed as its query. Enter there puts the step's command
# on the line and runs nothing; Esc leaves the line as it was. In the environment, to change it:
#   JITT_KEY     the key: its modifier, a blank, its keycode. Default: 'alt char_j'. Empty: no key.
#   JITT_HEIGHT  rows, or a share of the terminal. Default: 60%.

def __jitt_widget [] {
  let height = ($env.JITT_HEIGHT? | default "60%")
  let line = (commandline)
  let query = (if ($line | is-empty) { [] } else { [$line] })
  let answer = (do { ^jitt --print --cursor --height $height -- ...$query } | complete)
  if $answer.exit_code == 0 {
    # The first line says where the cursor belongs, the others are the command.
    let lines = ($answer.stdout | lines)
    commandline edit --replace ($lines | skip 1 | str join (char newline))
    commandline set-cursor ($lines | first | into int)
  }
}

const jitt_default_key = "alt char_j"
export-env {
  let key = ($env.JITT_KEY? | default $jitt_default_key | split row " ")
  if ($key | length) == 2 {
    $env.config.keybindings = ($env.config.keybindings | append {
      name: jitt
      modifier: $key.0
      keycode: $key.1
      mode: [emacs vi_insert vi_normal]
      event: { send: executehostcommand cmd: "__jitt_widget" }
    })
  }
}
