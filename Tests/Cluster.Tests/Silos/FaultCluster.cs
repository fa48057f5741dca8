using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>Clusters for tests of faults, and their work.</summary>
internal static class FaultCluster
{
    /// <summary>The number whose divisors the items find: 2 × 5 × 10^6 candidates each.</summary>
    public const long Number = 10_000_000;

    /// <summary>A probe a second, three of which may be missed: a death is known after 4 s at most.</summary>
    public static OrleansSettings Settings =>
        new(OrleansMembership.Embedded(), $"test-{Guid.NewGuid():N}") { ProbeTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>Items of some ten milliseconds each, one a message.</summary>
    public static ImmutableArray<WorkItem> CreateItems(int count) =>
        [.. Enumerable.Repeat(new WorkItem(KernelCatalog.Default, Number, new CandidateRange(1, Number)), count)];

    public static Task<OrleansCluster> StartAsync(params ImmutableArray<int> workers) =>
        OrleansCluster.StartAsync(Settings, workers, CancellationToken.None);

    /// <summary>Every item has its answer, and the right one.</summary>
    public static void AssertComplete(int count, long[][] answers)
    {
        Assert.Equal(count, answers.Length);
        long[] expected = AnswerCheck.Divisors(Number);
        Assert.All(answers, answer => Assert.Equal(expected, answer.Order()));
    }
}
