using ConcurrencyBench.Benchmarks.Pools;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Tests;

/// <summary>The ways to give a pool many jobs, as they are timed.</summary>
public sealed class PoolUseTests
{
    public static TheoryData<string> Ids => [.. PoolUse.All.Select(use => use.Id)];

    /// <summary>The operation itself throws when an answer is missing or not in its place.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task RunAsync_EachUse_AnswersEveryJob(string id)
    {
        PoolUse use = PoolUse.All.Single(other => other.Id == id);
        using PoolOperation operation = PoolOperation.Prepare(use, WorkerTransport.Stdio, workers: 2, jobs: 500);
        await operation.RunAsync();
        await operation.RunAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(499)]
    public async Task RunAsync_AnAnswerInTheWrongPlace_IsSeen(int place)
    {
        PoolUse use = new("wrong", (_, payloads) => Task.FromResult(payloads.SetItem(place, payloads[place == 0 ? 1 : 0])));
        using PoolOperation operation = PoolOperation.Prepare(use, WorkerTransport.Stdio, workers: 1, jobs: 500);
        await Assert.ThrowsAsync<Core.Workloads.WrongAnswerException>(async () => await operation.RunAsync());
    }
}
