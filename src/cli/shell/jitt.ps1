# jitt for PowerShell 7. In $PROFILE:  Invoke-Expression (& jitt --init powershell | Out-String)
#
# A key opens jitt below the prompt with what is typed as its query. Enter there puts the step's command
# on the line and runs nothing; Esc leaves the line as it was. Set before that line, to change it:
#   $env:JITT_KEY     the key as PSReadLine writes it. Default: 'Alt+j'. 'none': no key.
#   $env:JITT_HEIGHT  rows, or a share of the terminal. Default: 60%.

if ($env:JITT_KEY -ne 'none' -and (Get-Module PSReadLine)) {
    Set-PSReadLineKeyHandler -Chord $(if ($env:JITT_KEY) { $env:JITT_KEY } else { 'Alt+j' }) `
        -BriefDescription 'jitt' -Description 'Puts the command of a step on the line' -ScriptBlock {
        $line = $null
        $place = $null
        [Microsoft.PowerShell.PSConsoleReadLine]::GetBufferState([ref]$line, [ref]$place)
        $height = if ($env:JITT_HEIGHT) { $env:JITT_HEIGHT } else { '60%' }
        $query = @(if ($line) { $line })
        # The first line says where the cursor belongs, the others are the command.
        $answer = @(& (Get-Command -CommandType Application jitt)[0] --print --cursor --height $height -- @query)
        if ($LASTEXITCODE -eq 0 -and $answer.Count -gt 1) {
            [Microsoft.PowerShell.PSConsoleReadLine]::RevertLine()
            [Microsoft.PowerShell.PSConsoleReadLine]::Insert(($answer | Select-Object -Skip 1) -join "`n")
            [Microsoft.PowerShell.PSConsoleReadLine]::SetCursorPosition([int]$answer[0])
        }
        [Microsoft.PowerShell.PSConsoleReadLine]::InvokePrompt()
    }
}
