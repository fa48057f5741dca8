namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Scripts that ask this program for completions with the directive <c>[suggest:POSITION]</c>.</summary>
internal static class ShellCompletion
{
    private const string Program = "bdn-compare";

    /// <summary>The shells there is a script for.</summary>
    public static ImmutableArray<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string GetScript(string shell) =>
        shell switch
        {
            "bash" => $$"""
                # Files, and what {{Program}} itself suggests. In ~/.bashrc: eval "$({{Program}} completion bash)"
                _bdn_compare() {
                  local IFS=$'\n'
                  COMPREPLY=($(compgen -W "$({{Program}} "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                }
                complete -o default -F _bdn_compare {{Program}}
                """,
            "zsh" => $$"""
                # Files, and what {{Program}} itself suggests. In ~/.zshrc: eval "$({{Program}} completion zsh)"
                _bdn_compare() {
                  local -a suggestions
                  suggestions=("${(@f)$({{Program}} "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                  compadd -- $suggestions
                  _files
                }
                compdef _bdn_compare {{Program}}
                """,
            "fish" => $$"""
                # Files, and what {{Program}} itself suggests. {{Program}} completion fish > ~/.config/fish/completions/{{Program}}.fish
                complete -c {{Program}} -a '({{Program}} "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
                """,
            _ => $$"""
                # What {{Program}} itself suggests. In $PROFILE: {{Program}} completion pwsh | Out-String | Invoke-Expression
                Register-ArgumentCompleter -Native -CommandName {{Program}} -ScriptBlock {
                  param($wordToComplete, $commandAst, $cursorPosition)
                  {{Program}} "[suggest:$cursorPosition]" "$commandAst" 2>$null |
                    Where-Object { $_ -like "$wordToComplete*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
                }
                """,
        };
}
