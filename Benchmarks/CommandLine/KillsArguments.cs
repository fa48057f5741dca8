namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The arguments of <c>kills</c>, as the user wrote them.</summary>
/// <param name="Hosts">How many hosts are killed.</param>
/// <param name="Restarts">How often the broker is killed and started again.</param>
/// <param name="Cuts">How many hosts are cut off.</param>
/// <param name="Heartbeat">The seconds between two signs of life.</param>
/// <param name="Queue">The kind of the queue of items.</param>
/// <param name="Engine">The engine whose hosts are killed.</param>
/// <param name="Output">A file for the table.</param>
/// <param name="Network">The network whose first host this program runs on; null where it runs on none.</param>
internal sealed record KillsArguments(
    string? Hosts,
    string? Restarts,
    string? Cuts,
    string? Heartbeat,
    string? Queue,
    string? Engine,
    string? Output,
    string? Network
);
