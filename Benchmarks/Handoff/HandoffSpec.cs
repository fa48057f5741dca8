namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>One row of the catalogue.</summary>
/// <param name="Id">The key in saved reports, such as <c>unix-socket</c>; never renamed.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="IsBetweenProcesses">Whether the partner is a process, so that the payload is copied and its size counts.</param>
/// <param name="Create">Makes it and its partner. The caller disposes it.</param>
internal sealed record HandoffSpec(string Id, string Summary, bool IsBetweenProcesses, Func<IHandoff> Create)
{
    /// <summary>How many items an operation hands over within a process: enough to drown the start of a stream, which wakes a thread.</summary>
    public const int ItemsInProcess = 4096;

    /// <summary>The same between processes: a receipt at the end takes as long as some ten small items, and 512 of 1 MiB take half a second.</summary>
    public const int ItemsBetweenProcesses = 512;

    /// <summary>How many items an operation hands over.</summary>
    public int Items => IsBetweenProcesses ? ItemsBetweenProcesses : ItemsInProcess;
}
