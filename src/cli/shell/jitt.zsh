# jitt for zsh. In ~/.zshrc, behind compinit and `bindkey -v`:  eval "$(jitt --init zsh)"
#
# A key opens jitt below the prompt with what is typed as its query. Enter there puts the step's command
# on the line and runs nothing; Esc leaves the line as it was. Set before that line, to change it:
#   JITT_KEY     the key as bindkey writes it. Default: '^[j' (Alt-J). Empty: no key.
#   JITT_HEIGHT  rows, or a share of the terminal. Default: 60%.

__jitt_widget() {
  emulate -L zsh
  local answer
  # The first line says where the cursor belongs, the others are the command.
  if answer=$(command jitt --print --cursor --height "${JITT_HEIGHT:-60%}" -- ${BUFFER:+"$BUFFER"} <$TTY); then
    BUFFER=${answer#*$'\n'}
    CURSOR=${answer%%$'\n'*}
  fi
  zle reset-prompt
}

if [[ -o interactive && -n ${JITT_KEY-x} ]]; then
  zle -N jitt-widget __jitt_widget
  bindkey -M emacs "${JITT_KEY:-^[j}" jitt-widget
  bindkey -M viins "${JITT_KEY:-^[j}" jitt-widget
  bindkey -M vicmd "${JITT_KEY:-^[j}" jitt-widget
fi
