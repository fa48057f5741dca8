using System.Collections.Concurrent;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>Items that wait until a test ends them.</summary>
internal sealed class HeldItems(int count) : IDivisorKernel
{
    private readonly ConcurrentDictionary<int, bool> _begun = [];
    private readonly ManualResetEventSlim[] _ends = [.. Enumerable.Range(0, count).Select(_ => new ManualResetEventSlim())];

    public string Id => "held";

    /// <summary>The items that have begun, in the order of their numbers.</summary>
    public int[] Begun => [.. _begun.Keys.Order()];

    public long CandidateCount(long number) => 1;

    public void FindDivisors(long number, CandidateRange candidates, List<long> divisors)
    {
        _begun[(int)number - 1] = true;
        _ends[number - 1].Wait(TimeSpan.FromMinutes(1));
    }

    public void End(int item) => _ends[item].Set();

    public void EndAll()
    {
        foreach (ManualResetEventSlim end in _ends)
        {
            end.Set();
        }
    }

    // Models that wait themselves must not take a thread of the pool for that.
    public Task<long[][]> RunAsync(ModelSpec spec, int workers) =>
        Task
            .Factory.StartNew(
                async () =>
                {
                    await using IConcurrencyModel model = spec.Create(new ModelOptions(workers));
                    ImmutableArray<WorkItem> items =
                    [
                        .. Enumerable.Range(1, count).Select(number => new WorkItem(this, number, new CandidateRange(1, 1))),
                    ];
                    return await model.RunAsync(items, CancellationToken.None);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();
}
