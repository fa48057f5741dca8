using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>Models begin items in the order of their hand-out, so that those with the same one may stand for each other.</summary>
public abstract class HandOutContract<TModels>
    where TModels : IModelList
{
    private const int Items = 24;
    private const int Workers = 2;

    private static readonly ImmutableArray<ModelSpec> Ordered =
    [
        .. TModels.All.Where(spec =>
            spec is { Schedule: Schedule.DynamicInOrder or Schedule.RoundRobin, UsesProcesses: false, SplitsNumbers: false }
        ),
    ];

    public static TheoryData<string> WithWorkers { get; } = [.. Ordered.Where(spec => !spec.IsOnThreadPool).Select(spec => spec.Id)];

    public static TheoryData<string> OnThePool { get; } = [.. Ordered.Where(spec => spec.IsOnThreadPool).Select(spec => spec.Id)];

    /// <summary>The item that has begun last ends first, so that a worker which held more than it runs would show it.</summary>
    [Theory]
    [MemberData(nameof(WithWorkers))]
    public async Task RunAsync_TheLatestItemEndsFirst_BeginsWhatTheSimulationGivesOut(string id)
    {
        ModelSpec spec = IModelList.Find<TModels>(id);
        ItemSource source =
            spec.Schedule == Schedule.RoundRobin ? new ItemsInTurns(Items, Workers) : ItemSource.Create(spec.HandOut, Items, Workers);
        int[] held = [source.Take(0)!.Value, source.Take(1)!.Value];
        HeldItems items = new(Items);
        Task<long[][]> run = items.RunAsync(spec, Workers);
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
    protected static async Task AssertBeginsItemsInTheirOrderAsync(string id)
    {
        HeldItems items = new(Items);
        Task<long[][]> run = items.RunAsync(IModelList.Find<TModels>(id), Workers);
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
            TModels.All.Where(spec => spec.Representative is not null),
            spec =>
            {
                ModelSpec other = IModelList.Find<TModels>(spec.Representative!);
                Assert.Null(other.Representative);
                Assert.Equal(
                    (other.Schedule, other.HandOut, other.Granularity, other.MaxItems, other.IsOnThreadPool, other.HasDispatcher),
                    (spec.Schedule, spec.HandOut, spec.Granularity, spec.MaxItems, spec.IsOnThreadPool, spec.HasDispatcher)
                );
                Assert.Equal(other.UsesProcesses, spec.UsesProcesses);
            }
        );
}
