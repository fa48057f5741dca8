namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The arguments of <c>kills</c>, as the user wrote them.</summary>
/// <param name="Hosts">How many hosts are killed.</param>
/// <param name="Restarts">How often the broker is killed and started again.</param>
/// <param name="Queue">The kind of the queue of items.</param>
/// <param name="Engine">The engine whose hosts are killed.</param>
/// <param name="Output">A file for the table.</param>
internal sealed record KillsArguments(string? Hosts, string? Restarts, string? Queue, string? Engine, string? Output);
