namespace ConcurrencyBench.Workers.Processes;

/// <summary>The reasons for which a worker counts as lost.</summary>
internal enum LossReason
{
    /// <summary>It ended by itself.</summary>
    Ended,

    /// <summary>It broke the protocol, and was killed.</summary>
    Protocol,

    /// <summary>It did not answer a ping, and was killed.</summary>
    Silent,

    /// <summary>Its job ran longer than the limit, and it was killed.</summary>
    TimeLimit,

    /// <summary>Its host had no memory, thread or descriptor left for it, and killed it.</summary>
    Host,

    /// <summary>It held more memory than the limit, and was killed.</summary>
    MemoryLimit,
}

/// <summary>The end of a worker process.</summary>
/// <param name="ExitCode">Its exit code; 128 and more by signal on Unix, as shells report it.</param>
/// <param name="ErrorTail">The end of its standard error.</param>
internal sealed record WorkerExit(int ExitCode, string ErrorTail)
{
    /// <summary>The job that it had begun last, or null when it never began one.</summary>
    public long? BegunJob { get; init; }

    /// <summary>The reason for which the pool killed it, if it did.</summary>
    public LossReason Reason { get; init; } = LossReason.Ended;

    /// <summary>A description of what it sent, of what its host lacked, or of the memory it held, where that was the reason.</summary>
    public string? Sent { get; init; }

    /// <summary>True when it has noted that it ends by itself, as a worker does at its end and in <see cref="Environment.Exit"/>.</summary>
    public bool IsByItself { get; init; }

    /// <summary>The signal that ended it, or null.</summary>
    /// <remarks>
    /// .NET reports signal n as exit code 128 + n, as shells do. A worker says so itself when it chose such a code; of any other program
    /// nobody knows.
    /// </remarks>
    public int? Signal => !OperatingSystem.IsWindows() && !IsByItself && ExitCode is > 128 and < 128 + 65 ? ExitCode - 128 : null;

    /// <summary>One line: the reason for which it was killed, or the way it ended.</summary>
    public string Describe() =>
        Reason switch
        {
            LossReason.Protocol => $"it broke the protocol ({Sent}) and was killed.{Wrote()}",
            LossReason.Silent => $"it did not answer any more and was killed.{Wrote()}",
            LossReason.TimeLimit => $"its job took longer than the limit, and it was killed.{Wrote()}",
            LossReason.MemoryLimit => $"it held {Sent}, and was killed.{Wrote()}",
            LossReason.Host => $"its host could not serve it ({Sent}) and killed it.{Wrote()}",
            _ => DescribeEnd(),
        };

    /// <summary>One line: the way it ended, for any reason.</summary>
    public string DescribeEnd() =>
        Signal is { } signal
            ? string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {ExitCode}, by custom signal {signal}.{Wrote()}")
            : string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {ExitCode}.{Wrote()}");

    private string Wrote() => ErrorTail.Length == 0 ? "" : $" It wrote: {ErrorTail}";
}
