using System.Net.Sockets;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>One way to hand items over, as the catalogue lists it.</summary>
/// <param name="Id">The key in saved reports, such as <c>unix-socket</c>; never renamed.</param>
/// <param name="Summary">A description in one line.</param>
/// <param name="IsBetweenProcesses">True where the partner is a process, so that the payload is copied and its size counts.</param>
/// <param name="Create">Creates the way and its partner. The caller disposes it.</param>
internal sealed record HandoffSpec(string Id, string Summary, bool IsBetweenProcesses, Func<IHandoff> Create)
{
    /// <summary>
    /// The items of an operation within a process. So many items make the start of a stream, which wakes a thread, unimportant.
    /// </summary>
    public const int ItemsInProcess = 4096;

    /// <summary>
    /// The items of an operation between processes. The receipt takes as long as some ten small items, and 512 items of 1 MiB take half
    /// a second.
    /// </summary>
    public const int ItemsBetweenProcesses = 512;

    /// <summary>True where it needs Unix domain sockets, which not every system has.</summary>
    public bool NeedsUnixSockets { get; init; }

    /// <summary>The reason why it does not run here, in one line; null where it runs.</summary>
    public string? ReasonToLeaveOut =>
        NeedsUnixSockets && !Socket.OSSupportsUnixDomainSockets ? $"{Id} is left out: this system has no Unix domain sockets." : null;

    /// <summary>The number of items that an operation hands over.</summary>
    public int Items => IsBetweenProcesses ? ItemsBetweenProcesses : ItemsInProcess;
}
