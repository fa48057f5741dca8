using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers;

/// <summary>Does a job.</summary>
/// <param name="payload">The payload of the request.</param>
/// <param name="cancellationToken">Cancelled when the answer is not wanted any more; look at it every few milliseconds.</param>
/// <returns>
/// The answer, at most <see cref="WorkerPool.MaxPayloadBytes"/>. An exception reaches the host as <see cref="RemoteException"/>, and the
/// worker goes on.
/// </returns>
public delegate ReadOnlyMemory<byte> WorkerHandler(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

/// <summary>The main function of a program that a <see cref="WorkerPool"/> starts.</summary>
public static class WorkerProgram
{
    // The exit code after an initializer that threw.
    private const int NotReadyCode = 3;

    /// <summary>As <see cref="Serve(WorkerHandler)"/>, with a handler that can report the progress of its jobs.</summary>
    /// <param name="handler">Does the jobs, one at a time.</param>
    /// <param name="initializer">
    /// Runs once, before the worker greets and within <see cref="WorkerPoolOptions.StartLimit"/>; or null. When it throws, the start has
    /// failed with its exception, and the exit code is 3.
    /// </param>
    /// <returns>The exit code.</returns>
    public static int Serve(JobHandler handler, Action? initializer = null) =>
        Serve(
            (jobId, payload, reports, cancellationToken) => handler(new JobContext(jobId, payload, reports, cancellationToken)),
            initializer
        );

    /// <summary>Answers the host until it closes the connection or is gone; the <c>Main</c> of a worker.</summary>
    /// <param name="handler">Does the jobs, one at a time.</param>
    /// <returns>
    /// The exit code: 0 after the end of the work, 2 when the host broke the protocol or is gone, or when no pool has started this
    /// program.
    /// </returns>
    /// <remarks>Standard output belongs to the host from here on; text printed to it goes to stderr, whose end the host keeps.</remarks>
    public static int Serve(WorkerHandler handler) => Serve((_, payload, _, cancellationToken) => handler(payload, cancellationToken));

    private static int Serve(JobRunner runner, Action? initializer = null)
    {
        if (WorkerSettings.FromEnvironment(Environment.GetEnvironmentVariable) is not { } settings)
        {
            Console.Error.WriteLine("This program is started by a worker pool, not by hand.");
            return 2;
        }

        OrphanGuard.Current.Enter();

        using GroupSignals signals = GroupSignals.LeaveToHost();

        // Open for as long as this process lives: its end is noted too.
        JobMark mark = JobMark.Open(settings.MarkPath);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => mark.WriteExit();
        StreamPair connection = Connect(settings, StandardStreams.Take());
        if (TryInitialize(initializer) is { } thrown)
        {
            WorkerLoop.Refuse(connection, thrown);
            return NotReadyCode;
        }

        return WorkerLoop.Serve(connection, mark, runner);
    }

    /// <returns>The exception that it threw, or null.</returns>
    private static ThrownException? TryInitialize(Action? initializer)
    {
        try
        {
            initializer?.Invoke();
            return null;
        }
#pragma warning disable CA1031 // Whatever it throws, the host gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ThrownException.From(exception);
        }
    }

    internal static StreamPair Connect(WorkerSettings settings, StreamPair standard) =>
        settings.Transport switch
        {
            UnixSocketTransport.Name => UnixSocketTransport.ConnectWorker(settings.TransportPath!, standard.Input),
            SharedMemoryTransport.Name => SharedMemoryTransport.ConnectWorker(settings.TransportPath!, standard.Input, standard.Output),
            _ => standard,
        };
}
