using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>Laws that a kernel within this process checks: the number of runs of each item, and that none runs afterwards.</summary>
public abstract class InProcessContract<TModels>
    where TModels : IModelList
{
    public static TheoryData<string> Models { get; } =
    [.. TModels.All.Where(spec => spec.Create(new ModelOptions(1)) is InProcessModel).Select(spec => spec.Id)];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_ManyItems_RunsEachCandidateExactlyOnce(string modelId)
    {
        ProbeKernel kernel = new();
        ImmutableArray<WorkItem> items = [.. Enumerable.Range(1, 100).Select(number => kernel.Whole(number))];

        await RunAsync(modelId, items, CancellationToken.None);

        Assert.Equal(5_050, kernel.CandidatesSeen);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_CancelledDuring_LeavesNothingRunning(string modelId)
    {
        using CancellationTokenSource cancellation = new();
        ProbeKernel kernel = new() { OnCall = cancellation.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunAsync(modelId, [.. Enumerable.Repeat(kernel.Whole(long.MaxValue), 5)], cancellation.Token)
        );

        await AssertQuietAsync(kernel);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_AnItemFails_LeavesNothingRunningAndKeepsTheCause(string modelId)
    {
        ProbeKernel kernel = new() { FailsOn = 7 };

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(() =>
            RunAsync(modelId, [kernel.Whole(100_000_000), kernel.Whole(7), kernel.Whole(100_000_000)], CancellationToken.None)
        );

        Assert.Equal(1, exception.Index);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
        await AssertQuietAsync(kernel);
    }

    /// <summary>Eight candidates: those of the first item and of the one that fails.</summary>
    protected static async Task AssertItemsBehindAFailureAreNotStartedAsync(string modelId)
    {
        ProbeKernel kernel = new() { FailsOn = 7 };
        await Assert.ThrowsAsync<WorkItemException>(() =>
            RunAsync(modelId, [kernel.Whole(1), kernel.Whole(7), kernel.Whole(100)], CancellationToken.None)
        );
        Assert.Equal(8, kernel.CandidatesSeen);
    }

    private static async Task RunAsync(string modelId, ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        await using IConcurrencyModel model = IModelList.Find<TModels>(modelId).Create(new ModelOptions(2));
        await Task.Run(async () => await model.RunAsync(items, cancellationToken), CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private static async Task AssertQuietAsync(ProbeKernel kernel)
    {
        Assert.Equal(0, kernel.Running);
        long before = kernel.CandidatesSeen;
        await Task.Delay(20);
        Assert.Equal(before, kernel.CandidatesSeen);
    }

    /// <summary>Finds nothing, slowly enough to be cancelled, and counts.</summary>
    private sealed class ProbeKernel : IDivisorKernel
    {
        private int _running;
        private long _candidatesSeen;

        public string Id => "probe";

        public int Running => Volatile.Read(ref _running);

        public long CandidatesSeen => Interlocked.Read(ref _candidatesSeen);

        public Action? OnCall { get; init; }

        public long? FailsOn { get; init; }

        public WorkItem Whole(long number) => new(this, number, new CandidateRange(1, number));

        public long CandidateCount(long number) => number;

        public void FindDivisors(long number, CandidateRange candidates, List<long> divisors)
        {
            Interlocked.Increment(ref _running);
            try
            {
                Interlocked.Add(ref _candidatesSeen, candidates.Length);
                OnCall?.Invoke();
                Thread.SpinWait(1_000);
                if (number == FailsOn)
                {
                    throw new InvalidOperationException("The probe fails on this number.");
                }
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
