using System.ComponentModel;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Processes;

/// <summary>Runs processes to their end. A guard ends them when this process is killed; short ones need none.</summary>
internal static class GuardedRun
{
    /// <inheritdoc cref="ChildProcess.Run"/>
    /// <exception cref="UsageException">The system does not start it.</exception>
    public static ChildEnd Run(
        LaunchGuard? guard,
        ChildCommand command,
        Action<string> onOutput,
        Action<string> onError,
        CancellationToken cancellationToken
    )
    {
        int? id = null;
        try
        {
            return ChildProcess.Run(command, onOutput, onError, Open, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new UsageException($"'{command.FileName}' cannot be started: {exception.Message}. Install it, or put it into the PATH.");
        }
        finally
        {
            if (id is { } started)
            {
                guard?.Close(started);
            }
        }

        void Open(System.Diagnostics.Process process)
        {
            id = process.Id;
            guard?.Open(process);
        }
    }
}
