using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Core.Models;

/// <summary>The settings of a model.</summary>
/// <param name="Workers">The number of items that may run at once, 1..<see cref="MaxWorkers"/>.</param>
/// <param name="Worker">The command that starts worker processes; null for the worker that was built beside this program.</param>
/// <param name="Ledger">Gets the resource use of the worker processes; or null.</param>
public sealed record ModelOptions(int Workers, WorkerCommand? Worker = null, WorkerLedger? Ledger = null)
{
    /// <summary>The most workers any model takes; PLINQ takes no more.</summary>
    public const int MaxWorkers = 512;

    /// <inheritdoc cref="ModelOptions(int, WorkerCommand, WorkerLedger)"/>
    public int Workers { get; init; } =
        Workers is >= 1 and <= MaxWorkers
            ? Workers
            : throw new ArgumentOutOfRangeException(nameof(Workers), Workers, $"Must be 1..{MaxWorkers}.");

    /// <summary>Further arguments of <see cref="Worker"/>.</summary>
    public ImmutableArray<string> WorkerArguments { get; init; } = [];

    /// <summary>One worker for each core that this process may use, by affinity and cgroup quota.</summary>
    public static int DefaultWorkers => Math.Min(Environment.ProcessorCount, MaxWorkers);
}
