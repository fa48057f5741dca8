using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Compare.CommandLine;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Prints the completion script of a shell.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class CompletionCommand(CommandOutput output)
{
    /// <returns>The <see cref="ExitCode"/>.</returns>
    public int Run(string shell)
    {
        output.Results.Write(ShellCompletion.GetScript(shell).ReplaceLineEndings("\n") + "\n");
        return ExitCode.NothingSlower;
    }
}
