using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>A host as a child process, and the owner of it: when this is disposed, the process is gone.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly OwnedProcess _process;

    private HostProcess(WorkerCommand command, OwnedProcess process) => (Command, _process) = (command, process);

    /// <summary>The command that has started it.</summary>
    public WorkerCommand Command { get; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Completes when it has ended.</summary>
    public Task Ended => _process.Ended;

    /// <summary>True until then.</summary>
    public bool IsAlive => !Ended.IsCompleted;

    /// <summary>Its exit code; only when it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a host. It ends when this process does, because its standard input does then.</summary>
    /// <exception cref="HostException">The system does not start it.</exception>
    public static HostProcess Start(WorkerCommand command)
    {
        try
        {
            return new HostProcess(command, command.Start());
        }
        catch (WorkerStartException exception)
        {
            throw new HostException(exception.Message, exception);
        }
    }

    /// <summary>Waits until it says that it takes items.</summary>
    /// <exception cref="HostException">It has ended before; the message has what it wrote.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using StreamReader lines = new(_process.Output, leaveOpen: true);
        while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(ClusterHostLines.Ready, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new HostException($"The host '{Command.ProgramName}' has ended before it took items. {_process.ErrorText()}".TrimEnd());
    }

    /// <summary>Ends it at once, as a crash would: SIGKILL, where there are signals.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Closes its input, at which it ends, and kills it when it does not.</summary>
    public void Dispose() => _process.Dispose();
}

/// <summary>The lines that a host writes to its standard output.</summary>
internal static class ClusterHostLines
{
    /// <summary>The beginning of the line that says that it takes items.</summary>
    public const string Ready = "ready ";

    /// <summary>The beginning of the line that says that it takes no more, and finishes those that it has.</summary>
    public const string Draining = "draining";
}
