# jitt for fish. In ~/.config/fish/config.fish:  jitt --init fish | source
#
# A key opens jitt below the prompt with what is typed as its query. Enter there puts the step's command
# on the line and runs nothing; Esc leaves the line as it was. Set before that line, to change it:
#   JITT_KEY     the key as bind writes it. Default: \ej (Alt-J). Empty: no key.
#   JITT_HEIGHT  rows, or a share of the terminal. Default: 60%.

function __jitt_widget
    set -l height 60%
    set -q JITT_HEIGHT; and set height $JITT_HEIGHT
    set -l line (commandline | string collect)
    # The first line says where the cursor belongs, the others are the command.
    set -l answer (command jitt --print --cursor --height $height -- $line)
    if test $status -eq 0; and test (count $answer) -gt 1
        commandline --replace -- (string join \n -- $answer[2..-1] | string collect)
        commandline --cursor $answer[1]
    end
    commandline --function repaint
end

if status is-interactive
    set -q JITT_KEY; or set -l JITT_KEY \ej
    if test -n "$JITT_KEY"
        bind $JITT_KEY __jitt_widget
        bind -M insert $JITT_KEY __jitt_widget
    end
end
