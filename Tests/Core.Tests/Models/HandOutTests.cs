using System.Collections.Concurrent;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>Models begin items in the order of their hand-out, so that those with the same one may stand for each other.</summary>
public sealed class HandOutTests
{
    private const int Items = 24;
    private const int Workers = 2;

    private static readonly ImmutableArray<ModelSpec> InOrder =
    [
        .. ModelCatalog.All.Where(spec => spec is { Schedule: Schedule.DynamicInOrder, UsesProcesses: false, SplitsNumbers: false }),
    ];

    public static TheoryData<string> WithWorkers { get; } = [.. InOrder.Where(spec => !spec.IsOnThreadPool).Select(spec => spec.Id)];

    public static TheoryData<string> OnThePool { get; } = [.. InOrder.Where(spec => spec.IsOnThreadPool).Select(spec => spec.Id)];

    /// <summary>The item that has begun last ends first, so that a worker which held more than it runs would show it.</summary>
    [Theory]
    [MemberData(nameof(WithWorkers))]
    public async Task RunAsync_TheLatestItemEndsFirst_BeginsWhatTheSimulationGivesOut(string id)
    {
        ModelSpec spec = ModelCatalog.Find(id)!;
        ItemSource source = ItemSource.Create(spec.HandOut, Items, Workers);
        int[] held = [source.Take(0)!.Value, source.Take(1)!.Value];
        HeldItems items = new();
        Task<long[][]> run = items.RunAsync(spec);
        List<int> expected = [.. held];
        while (expected.Count < Items)
        {
            await Eventually.TrueAsync(() => items.Begun.SequenceEqual(expected.Order()));
            int worker = held[0] > held[1] ? 0 : 1;
            items.End(held[worker]);
            held[worker] = source.Take(worker) ?? -1;
            if (held[worker] < 0)
            {
                break;
            }

            expected.Add(held[worker]);
        }

        items.EndAll();
        Assert.Equal(Items, (await run.WaitAsync(TimeSpan.FromMinutes(1))).Length);
    }

    /// <summary>The pool decides how many run, and they are always the first ones.</summary>
    [Theory]
    [MemberData(nameof(OnThePool))]
    public async Task RunAsync_OnThePool_BeginsItemsInTheirOrder(string id)
    {
        HeldItems items = new();
        Task<long[][]> run = items.RunAsync(ModelCatalog.Find(id)!);
        HashSet<int> ended = [];
        while (ended.Count < Items)
        {
            await Eventually.TrueAsync(() =>
                items.Begun is var begun && begun.Length > ended.Count && begun.SequenceEqual(Enumerable.Range(0, begun.Length))
            );
            int latest = items.Begun.Where(item => !ended.Contains(item)).Max();
            items.End(latest);
            ended.Add(latest);
        }

        Assert.Equal(Items, (await run.WaitAsync(TimeSpan.FromMinutes(1))).Length);
    }

    /// <summary>What reports and predictions know of a model that another one stands for is what they know of that one.</summary>
    [Fact]
    public void Representative_EveryModelThatHasOne_IsOfTheSameSchedule() =>
        Assert.All(
            ModelCatalog.All.Where(spec => spec.Representative is not null),
            spec =>
            {
                ModelSpec other = ModelCatalog.Find(spec.Representative!)!;
                Assert.Null(other.Representative);
                Assert.Equal(
                    (other.Schedule, other.HandOut, other.Granularity, other.MaxItems, other.IsOnThreadPool, other.HasDispatcher),
                    (spec.Schedule, spec.HandOut, spec.Granularity, spec.MaxItems, spec.IsOnThreadPool, spec.HasDispatcher)
                );
                Assert.Equal(other.UsesProcesses, spec.UsesProcesses);
            }
        );

    /// <summary>Items that wait until a test ends them.</summary>
    private sealed class HeldItems : IDivisorKernel
    {
        private readonly ConcurrentDictionary<int, bool> _begun = [];
        private readonly ManualResetEventSlim[] _ends = [.. Enumerable.Range(0, Items).Select(_ => new ManualResetEventSlim())];

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
        public Task<long[][]> RunAsync(ModelSpec spec) =>
            Task
                .Factory.StartNew(
                    async () =>
                    {
                        await using IConcurrencyModel model = spec.Create(new ModelOptions(Workers));
                        ImmutableArray<WorkItem> items =
                        [
                            .. Enumerable.Range(1, Items).Select(number => new WorkItem(this, number, new CandidateRange(1, 1))),
                        ];
                        return await model.RunAsync(items, CancellationToken.None);
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
                .Unwrap();
    }
}
