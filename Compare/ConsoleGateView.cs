using System.Globalization;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Gating.Running;

namespace ConcurrencyBench.Compare;

/// <summary>Progress on the error stream: one line that changes on a terminal, and a line every half minute elsewhere.</summary>
/// <param name="error">Where.</param>
/// <param name="isTerminal">Whether a line can be written over.</param>
internal sealed class ConsoleGateView(TextWriter error, bool isTerminal) : IGateView
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private DateTime _last = DateTime.MinValue;
    private string _part = "";
    private int _width;

    public void Tell(string line)
    {
        Clear();
        error.WriteLine(line);
    }

    public void Show(GateProgress progress)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{progress.Part}: {progress.Done} of {progress.Total} launches, {DurationText.Of(progress.Left.TotalSeconds)} left");
        if (isTerminal)
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
