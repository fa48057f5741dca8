using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers;

/// <summary>The command that starts a worker process.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string FileName, ImmutableArray<string> Arguments)
{
    /// <returns>The same with further arguments.</returns>
    public WorkerCommand With(params ReadOnlySpan<string> arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    /// <summary>The command line, for messages.</summary>
    public override string ToString() => string.Join(' ', [FileName, .. Arguments]);

    /// <summary>Starts the program outside of any pool, to talk to it directly.</summary>
    /// <exception cref="WorkerStartException">The operating system does not start it.</exception>
    internal OwnedProcess Start()
    {
        try
        {
            return OwnedProcess.Start(ToStartInfo());
        }
        catch (Exception exception) when (ProcessLauncher.IsRefusal(exception))
        {
            throw new WorkerStartException(DescribeRefusal(exception), exception);
        }
    }

    internal ProcessStartInfo ToStartInfo() => new(FileName, Arguments);

    /// <returns>The message for a program that the system does not start.</returns>
    internal string DescribeRefusal(Exception reason) => StartRefusal.Describe(this, reason);
}
