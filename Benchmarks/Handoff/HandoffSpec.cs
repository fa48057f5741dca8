using System.Net.Sockets;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>One row of the catalogue.</summary>
/// <param name="Id">The key in saved reports, such as <c>unix-socket</c>; never renamed.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="IsBetweenProcesses">Whether the partner is a process, so that the payload is copied and its size counts.</param>
/// <param name="Create">Makes it and its partner. The caller disposes it.</param>
internal sealed record HandoffSpec(string Id, string Summary, bool IsBetweenProcesses, Func<IHandoff> Create)
{
    /// <summary>Items that an operation hands over within a process: enough to drown the start of a stream, which wakes a thread.</summary>
    public const int ItemsInProcess = 4096;

    /// <summary>
    /// The same between processes: the receipt takes as long as some ten small items, and 512 of 1 MiB take half a second.
    /// </summary>
    public const int ItemsBetweenProcesses = 512;

    /// <summary>Whether it needs Unix domain sockets, which not every system has.</summary>
    public bool NeedsUnixSockets { get; init; }

    /// <summary>Why it does not run here, in one line; null where it does.</summary>
    public string? ReasonToLeaveOut =>
        NeedsUnixSockets && !Socket.OSSupportsUnixDomainSockets ? $"{Id} is left out: this system has no Unix domain sockets." : null;

    /// <summary>How many items an operation hands over.</summary>
    public int Items => IsBetweenProcesses ? ItemsBetweenProcesses : ItemsInProcess;
}
