using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Shows progress on the error stream: one line that changes on a terminal, and a line every half minute elsewhere.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class ConsoleGateView(CommandOutput output) : IGateView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private DateTime _lastTime = DateTime.MinValue;
    private string _lastPart = "";
    private int _width;

    public void ShowMessage(string line)
    {
        Clear();
        output.Error.WriteLine(VisibleText.Escape(line));
    }

    public void ShowProgress(GateProgress progress)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Part}: {progress.Done} of {progress.Total} measurements, {Figures.FormatDuration(progress.Left.TotalSeconds)} left"
        );
        if (output.ErrorConsole.Profile.Capabilities.Interactive)
        {
            Clear();
            output.Error.Write(line);
            _width = line.Length;
        }
        else if (progress.Part != _lastPart || DateTime.UtcNow - _lastTime >= Interval)
        {
            output.Error.WriteLine(line);
            _lastTime = DateTime.UtcNow;
            _lastPart = progress.Part;
        }
    }

    /// <summary>Shows the plan: what is about to be measured, and the effect that it will find.</summary>
    public void ShowPlan(GateRun run)
    {
        Clear();
        ConsoleRenderer.Render(output.ErrorConsole, PlanDocument.Create(run));
    }

    /// <summary>Deletes the changing line.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            output.Error.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }
}
