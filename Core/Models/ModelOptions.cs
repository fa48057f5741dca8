using System.Collections.Immutable;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Core.Models;

/// <summary>What a model is made with.</summary>
/// <param name="Workers">How many items may run at once, 1..<see cref="MaxWorkers"/>.</param>
/// <param name="Worker">How worker processes are started; null for the worker that was built beside this program.</param>
/// <param name="Ledger">Keeps account of the worker processes; null costs nothing.</param>
public sealed record ModelOptions(int Workers, WorkerCommand? Worker = null, WorkerLedger? Ledger = null)
{
    /// <summary>The most workers any model takes; PLINQ takes no more.</summary>
    public const int MaxWorkers = 512;

    /// <inheritdoc cref="ModelOptions(int, WorkerCommand, WorkerLedger)"/>
    public int Workers { get; init; } =
        Workers is >= 1 and <= MaxWorkers
            ? Workers
            : throw new ArgumentOutOfRangeException(nameof(Workers), Workers, $"Must be 1..{MaxWorkers}.");

    /// <summary>What worker processes are told besides, as further arguments of <see cref="Worker"/>.</summary>
    public ImmutableArray<string> WorkerArguments { get; init; } = [];

    /// <summary>One worker per core that this process may use: <see cref="Environment.ProcessorCount"/> honours affinity and cgroup quota.</summary>
    public static int DefaultWorkers => Math.Min(Environment.ProcessorCount, MaxWorkers);
}
