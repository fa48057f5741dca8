using System.Globalization;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Reporting.Documents;
using Spectre.Console;

namespace ConcurrencyBench.Compare;

/// <summary>Progress on the error stream: one line that changes on a terminal, and a line every half minute elsewhere.</summary>
/// <param name="error">Where.</param>
/// <param name="console">The same, for tables.</param>
internal sealed class ConsoleGateView(TextWriter error, IAnsiConsole console) : IGateView
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private DateTime _last = DateTime.MinValue;
    private string _part = "";
    private int _width;

    public static ConsoleGateView Of(CommandOutput surroundings) => new(surroundings.Error, surroundings.ErrorConsole);

    public void ShowMessage(string line)
    {
        Clear();
        error.WriteLine(VisibleText.Escape(line));
    }

    public void ShowProgress(GateProgress progress)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Part}: {progress.Done} of {progress.Total} launches, {Figures.FormatDuration(progress.Left.TotalSeconds)} left"
        );
        if (console.Profile.Capabilities.Interactive)
        {
            Clear();
            error.Write(line);
            _width = line.Length;
        }
        else if (progress.Part != _part || DateTime.UtcNow - _last >= Quiet)
        {
            error.WriteLine(line);
            _last = DateTime.UtcNow;
            _part = progress.Part;
        }
    }

    /// <summary>What is about to be measured, and what that buys.</summary>
    public void ShowPlan(GateRun run)
    {
        Clear();
        ConsoleRenderer.Render(console, PlanDocument.Create(run));
    }

    /// <summary>Takes the changing line away.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            error.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }
}
