using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>The laws of the models with worker processes.</summary>
public sealed class ProcessModelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Models { get; } =
    [.. ModelCatalog.All.Where(spec => spec.Create(new ModelOptions(1)) is ProcessModel).Select(spec => spec.Id)];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_AnAnswerLargerThanASlot_ArrivesWhole(string modelId)
    {
        // 6,720 divisors, where a slot of shared memory holds 511; and another kernel than the default.
        const long Number = 963_761_198_400;
        IDivisorKernel kernel = new SquareRoot();
        Workload workload = Workload.Custom([Number, 12, Number]);
        WorkPlan plan = WorkPlan.Cut(workload, kernel, Granularity.PerNumber, 2);
        await using IConcurrencyModel model = ModelCatalog.Find(modelId)!.Create(new ModelOptions(2));

        long[][] answers = await model.RunAsync(plan.Items, CancellationToken.None).AsTask().WaitAsync(Limit);

        AnswerCheck.ThrowIfWrong(workload, plan.Merge(answers));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_TheWorkerIsMissing_IsOneClearError(string modelId)
    {
        WorkerCommand missing = new("/no/such/worker", []);
        await using IConcurrencyModel model = ModelCatalog.Find(modelId)!.Create(new ModelOptions(2, missing));

        WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(async () =>
            await model
                .RunAsync([new WorkItem(KernelCatalog.Default, 6, new CandidateRange(1, 6))], CancellationToken.None)
                .AsTask()
                .WaitAsync(Limit)
        );

        Assert.Contains("/no/such/worker", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>In the article an answer that takes longer than the poll's 5 s is lost without an error.</summary>
    [Fact]
    public async Task RunAsync_ThePipesPollTimesOut_IsAnErrorOfThatItem()
    {
        await using IConcurrencyModel model = ModelCatalog.Find("process-pipe")!.Create(new ModelOptions(1));
        WorkItem quick = new(KernelCatalog.Default, 6, new CandidateRange(1, 6));
        WorkItem endless = new(KernelCatalog.Default, long.MaxValue, new CandidateRange(1, long.MaxValue));

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(async () =>
            await model.RunAsync([quick, endless, quick], CancellationToken.None).AsTask().WaitAsync(Limit)
        );

        Assert.Equal(1, exception.Index);
        Assert.Contains("within 5 s", Assert.IsType<TimeoutException>(exception.InnerException).Message, StringComparison.Ordinal);
    }
}
