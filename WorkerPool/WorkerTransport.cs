namespace ConcurrencyBench.Workers;

/// <summary>The connections between host and worker. With each of them the worker ends when its standard input does.</summary>
public enum WorkerTransport
{
    /// <summary>The worker's standard input and output, which are anonymous pipes.</summary>
    Stdio,

    /// <summary>A Unix domain socket; .NET has them on Windows too.</summary>
    UnixSocket,

    /// <summary>Calls through standard input, answers through a ring in a memory-mapped file.</summary>
    SharedMemory,
}
