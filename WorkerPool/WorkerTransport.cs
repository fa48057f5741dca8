namespace ConcurrencyBench.Workers;

/// <summary>What host and worker talk through. In every case the worker's life follows its standard input.</summary>
public enum WorkerTransport
{
    /// <summary>The worker's standard input and output, which are anonymous pipes.</summary>
    Stdio,

    /// <summary>A Unix domain socket; .NET has them on Windows too.</summary>
    UnixSocket,

    /// <summary>Calls through standard input, answers through a ring in a memory-mapped file.</summary>
    SharedMemory,
}
