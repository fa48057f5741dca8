namespace ConcurrencyBench.Workers.Transports;

/// <summary>The host's end of the connection to one worker. Disposed when the worker is gone.</summary>
internal abstract class HostTransport : IDisposable
{
    /// <returns>The settings that the worker needs.</returns>
    public virtual WorkerSettings SettingsWith(JobMark mark) => new(mark.Path);

    /// <summary>Connects.</summary>
    /// <param name="worker">The worker, just started.</param>
    /// <exception cref="OperationCanceledException"><see cref="StopConnecting"/> was called first.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The host has no descriptor left.</exception>
    public abstract StreamPair Connect(Process worker);

    /// <summary>Called when the worker has ended and cannot connect any more.</summary>
    public virtual void StopConnecting() { }

    public virtual void Dispose() { }
}
