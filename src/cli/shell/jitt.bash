# jitt for bash. In ~/.bashrc:  eval "$(jitt --init bash)"
#
# A key opens jitt below the prompt with what is typed as its query. Enter there puts the step's command
# on the line and runs nothing; Esc leaves the line as it was. Set before that line, to change it:
#   JITT_KEY     the key as bind writes it. Default: '\ej' (Alt-J). Empty: no key.
#   JITT_HEIGHT  rows, or a share of the terminal. Default: 60%.

__jitt_widget() {
  local answer
  # The first line says where the cursor belongs, the others are the command.
  answer=$(command jitt --print --cursor --height "${JITT_HEIGHT:-60%}" -- ${READLINE_LINE:+"$READLINE_LINE"}) || return
  READLINE_LINE=${answer#*$'\n'}
  READLINE_POINT=${answer%%$'\n'*}
}

# Before version 4 a key could not change the line.
if [[ $- == *i* && -n ${JITT_KEY-x} && ${BASH_VERSINFO[0]} -ge 4 ]]; then
  bind -m emacs-standard -x "\"${JITT_KEY:-\\ej}\": __jitt_widget"
  bind -m vi-insert -x "\"${JITT_KEY:-\\ej}\": __jitt_widget"
  bind -m vi-command -x "\"${JITT_KEY:-\\ej}\": __jitt_widget"
fi
