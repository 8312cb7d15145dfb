# jitt for tmux. Once:  jitt --init tmux > ~/.config/tmux/jitt.conf
# and in tmux.conf:     source-file ~/.config/tmux/jitt.conf
#
# Change the keys here as you like. Behind the prefix (mostly Ctrl-B):
#   j  jitt in a popup over the pane: Enter and s put the step's command into the pane, and run nothing
#   J  jitt in a pane beside it: s puts the step's command into the pane you came from

bind-key j display-popup -E -w 90% -h 80% -d '#{pane_current_path}' jitt
bind-key J split-window -h -l 45% -c '#{pane_current_path}' jitt
