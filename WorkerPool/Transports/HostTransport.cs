using System.Diagnostics;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>The host's end of the connection to one worker. Disposed when the worker is gone.</summary>
internal abstract class HostTransport : IDisposable
{
    /// <returns>A transport for one worker that is about to be started.</returns>
    public static HostTransport Create(WorkerTransport transport) =>
        transport switch
        {
            WorkerTransport.Stdio => new StdioTransport(),
            WorkerTransport.UnixSocket => new UnixSocketTransport(),
            WorkerTransport.SharedMemory => new SharedMemoryTransport(),
            _ => throw new ArgumentOutOfRangeException(nameof(transport), transport, "There is no such transport."),
        };

    /// <returns>What the worker must know.</returns>
    public virtual WorkerSettings SettingsWith(JobMark mark) => new(mark.Path);

    /// <summary>Connects.</summary>
    /// <param name="worker">The worker, just started.</param>
    /// <exception cref="OperationCanceledException"><see cref="StopConnecting"/> was called first.</exception>
    public abstract StreamPair Connect(Process worker);

    /// <summary>Called when the worker has ended: nobody will connect any more.</summary>
    public virtual void StopConnecting() { }

    public virtual void Dispose() { }
}
