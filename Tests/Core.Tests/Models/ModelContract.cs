using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>The laws that every model of a catalogue keeps.</summary>
public abstract class ModelContract<TModels>
    where TModels : IModelList
{
    private static readonly TimeSpan Limit = Wine.Allow(TimeSpan.FromSeconds(30));
    private static readonly IDivisorKernel Kernel = KernelCatalog.Default;

    // A number that the kernel refuses as out of range, in any process.
    private static readonly WorkItem FailingItem = new(Kernel, 0, new CandidateRange(1, 1));

    // Under Wine, where a process takes a second to start, with one number of workers.
    public static TheoryData<string, int> Models { get; } = Pairs(TModels.All.Select(spec => spec.Id), Wine.IsRunning ? [2] : [1, 2, 7]);

    public static TheoryData<string, string, int> ModelsAndWorkloads
    {
        get
        {
            TheoryData<string, string, int> rows = [];
            foreach (Workload workload in WorkloadCatalog.All)
            {
                foreach (TheoryDataRow<string, int> row in Models)
                {
                    rows.Add(row.Data.Item1, workload.Id, row.Data.Item2);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(ModelsAndWorkloads))]
    public async Task RunAsync_EveryWorkload_GivesRightAnswersTwice(string modelId, string workloadId, int workers)
    {
        ModelSpec spec = IModelList.Find<TModels>(modelId);
        int maxItems = spec.MaxItems ?? int.MaxValue;
        Workload workload = Small(WorkloadCatalog.Find(workloadId)!, spec.UsesProcesses ? Wine.AllowProcesses(maxItems) : maxItems);
        WorkPlan plan = WorkPlan.Cut(workload, Kernel, spec.Granularity, workers);
        await using IConcurrencyModel model = spec.Create(new ModelOptions(workers));

        for (int run = 0; run < 2; run++)
        {
            long[][] answers = await model.RunAsync(plan.Items, CancellationToken.None).AsTask().WaitAsync(Limit);
            AnswerCheck.ThrowIfWrong(workload, plan.Merge(answers));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_ItemsOfOtherRangesAndOrders_AnswersEachWhereItStands(string modelId, int workers)
    {
        WorkItem Range(long number, long first, long last) => new(Kernel, number, new CandidateRange(first, last));
        ImmutableArray<WorkItem> items = [Range(12, 3, 12), Range(100, 5, 4), Range(12, 1, 2), Range(97, 2, 96), Range(100, 50, 50)];

        long[][] answers = await RunAsync(modelId, workers, items);

        Assert.Equal<long[]>(
            [
                [3, 4, 6, 12],
                [],
                [1, 2],
                [],
                [50],
            ],
            answers
        );
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_NoItems_GivesNoAnswers(string modelId, int workers) => Assert.Empty(await RunAsync(modelId, workers, []));

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_OneItem_GivesItsAnswer(string modelId, int workers)
    {
        long[][] answers = await RunAsync(modelId, workers, [Whole(28)]);
        Assert.Equal([1, 2, 4, 7, 14, 28], Assert.Single(answers));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_AnItemFails_ThrowsTheLowestIndexAndRunsAgain(string modelId, int workers)
    {
        ModelSpec spec = IModelList.Find<TModels>(modelId);
        await using IConcurrencyModel model = spec.Create(new ModelOptions(workers));
        ImmutableArray<WorkItem> items =
        [
            Whole(600_000),
            Whole(500_000),
            Whole(400_000),
            FailingItem,
            Whole(300),
            FailingItem,
            Whole(20),
            FailingItem,
        ];

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(async () =>
            await model.RunAsync(items, CancellationToken.None).AsTask().WaitAsync(Limit)
        );
        Assert.Equal(3, exception.Index);
        Assert.Equal(FailingItem, exception.Item);
        Assert.NotNull(exception.InnerException);
        Assert.Contains("trial-division of 0", exception.Message, StringComparison.Ordinal);

        long[][] answers = await model.RunAsync([Whole(6)], CancellationToken.None).AsTask().WaitAsync(Limit);
        Assert.Equal([1, 2, 3, 6], Assert.Single(answers));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_CancelledBefore_ThrowsAndRunsNothing(string modelId, int workers)
    {
        await using IConcurrencyModel model = IModelList.Find<TModels>(modelId).Create(new ModelOptions(workers));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await model.RunAsync([Endless()], new CancellationToken(canceled: true)).AsTask().WaitAsync(Limit)
        );
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_CancelledDuring_EndsEveryItemAndRunsAgain(string modelId, int workers)
    {
        ModelSpec spec = IModelList.Find<TModels>(modelId);
        await using IConcurrencyModel model = spec.Create(new ModelOptions(workers));
        using CancellationTokenSource cancellation = new();
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(30));

        // Models that block the caller must not block the test's time limit.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Task.Run(async () => await model.RunAsync([Endless(), Endless(), Endless()], cancellation.Token)).WaitAsync(Limit)
        );

        long[][] answers = await model.RunAsync([Whole(6)], CancellationToken.None).AsTask().WaitAsync(Limit);
        Assert.Equal([1, 2, 3, 6], Assert.Single(answers));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task DisposeAsync_Twice_IsHarmlessAndEndsTheModel(string modelId, int workers)
    {
        IConcurrencyModel model = IModelList.Find<TModels>(modelId).Create(new ModelOptions(workers));
        await model.RunAsync([Whole(6)], CancellationToken.None).AsTask().WaitAsync(Limit);

        await model.DisposeAsync().AsTask().WaitAsync(Limit);
        await model.DisposeAsync().AsTask().WaitAsync(Limit);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await model.RunAsync([Whole(6)], CancellationToken.None));
    }

    private static async Task<long[][]> RunAsync(string modelId, int workers, ImmutableArray<WorkItem> items)
    {
        await using IConcurrencyModel model = IModelList.Find<TModels>(modelId).Create(new ModelOptions(workers));
        return await model.RunAsync(items, CancellationToken.None).AsTask().WaitAsync(Limit);
    }

    private static WorkItem Whole(long number) => new(Kernel, number, new CandidateRange(1, number));

    private static WorkItem Endless() => new(Kernel, long.MaxValue, new CandidateRange(1, long.MaxValue));

    // The same shape at about a thousandth of the work.
    private static Workload Small(Workload workload, int maxItems) =>
        workload with
        {
            Numbers = [.. workload.Numbers.Take(maxItems).Select(number => number / 1_000 + 1)],
        };

    private static TheoryData<string, int> Pairs(IEnumerable<string> ids, int[] workers)
    {
        TheoryData<string, int> rows = [];
        foreach (string id in ids)
        {
            foreach (int count in workers)
            {
                rows.Add(id, count);
            }
        }

        return rows;
    }
}
