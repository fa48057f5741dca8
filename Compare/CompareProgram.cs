using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Commands;

namespace ConcurrencyBench.Compare;

/// <summary>The program as a function of its output and arguments.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class CompareProgram(CommandOutput output)
{
    /// <returns>The <see cref="ExitCode"/>; for a gate the <see cref="Analysis.Gating.GateExitCode"/>.</returns>
    public int Run(string[] arguments)
    {
        try
        {
            return new CompareCommandLine(CreateHandlers()).Invoke(arguments, output.Results, output.Error);
        }
        catch (Exception exception)
            when (exception is UsageException or ReportFormatException or IOException or UnauthorizedAccessException)
        {
            output.Error.WriteLine(VisibleText.Escape(exception.Message.ReplaceLineEndings(" ")));
            return ExitCode.BadInput;
        }
    }

    private CommandHandlers CreateHandlers() =>
        new(
            new CompareCommand(output).Run,
            new HistoryCommand(output).Run,
            new NoiseCommand(output).Run,
            new ExportCommand(output).Run,
            new GateCommand(output).Run,
            new SelfTestCommand(output).Run,
            new MergeCommand(output).Run,
            new BisectCommand(output).Run,
            new AffectedCommand(output).Run,
            new ReportCommand(output).Run,
            new CompletionCommand(output).Run
        );
}
