using System.Globalization;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>How a worker process ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and more by signal on Unix, as shells report it.</param>
/// <param name="ErrorTail">The last that it wrote to stderr.</param>
internal sealed record WorkerExit(int ExitCode, string ErrorTail)
{
    /// <summary>The job that it had begun last, or null when it never began one.</summary>
    public long? BegunJob { get; init; }

    /// <summary>Why it was killed, where the pool did it.</summary>
    public WorkerLossReason Reason { get; init; } = WorkerLossReason.Ended;

    /// <summary>What it sent, where that was the reason.</summary>
    public string? Sent { get; init; }

    /// <summary>The signal that ended it, or null.</summary>
    public int? Signal => !OperatingSystem.IsWindows() && ExitCode is > 128 and < 128 + 65 ? ExitCode - 128 : null;

    /// <summary>One line: why it was killed, or how it ended.</summary>
    public string Describe() =>
        Reason switch
        {
            WorkerLossReason.Protocol => $"it sent what no worker sends ({Sent}) and was killed.{Wrote()}",
            WorkerLossReason.Silent => $"it did not answer any more and was killed.{Wrote()}",
            WorkerLossReason.TimeLimit => $"its job took longer than the limit, and it was killed.{Wrote()}",
            _ => DescribeEnd(),
        };

    /// <summary>One line: how it ended, whatever the reason.</summary>
    public string DescribeEnd() =>
        Signal is { } signal
            ? string.Create(CultureInfo.InvariantCulture, $"signal {signal} ended it.{Wrote()}")
            : string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {ExitCode}.{Wrote()}");

    private string Wrote() => ErrorTail.Length == 0 ? "" : $" It wrote: {ErrorTail}";
}
