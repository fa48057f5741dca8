using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Engines.Tests;

/// <summary>An engine ends with its model.</summary>
[Collection(nameof(Alone))]
public sealed class EngineEndTests
{
    public static TheoryData<string> Models { get; } =
    [.. EngineModels.All.Where(spec => spec.Granularity == Granularity.PerNumber).Select(spec => spec.Id)];

    /// <summary>The first model loads what the engine keeps for the whole process, such as the runtime's own sockets for events.</summary>
    [LinuxTheory]
    [MemberData(nameof(Models))]
    public async Task DisposeAsync_AfterARun_LeavesNoThreadAndNoSocket(string id)
    {
        await RunAndEndAsync(id);
        Holdings before = await Holdings.TakeAsync();
        await RunAndEndAsync(id);
        await Holdings.AssertRestoredAsync(before);
    }

    /// <summary>Each has an engine of its own, and a port where it needs one.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task RunAsync_TwoModelsAtOnce_AnswerBoth(string id)
    {
        await using IConcurrencyModel one = Create(id);
        await using IConcurrencyModel other = Create(id);
        long[][][] answers = await Task.WhenAll(RunAsync(one), RunAsync(other));
        Assert.All(answers, answer => Assert.Equal([1, 2, 3, 6], Assert.Single(answer)));
    }

    private static async Task RunAndEndAsync(string id)
    {
        await using IConcurrencyModel model = Create(id);
        await RunAsync(model);
    }

    private static IConcurrencyModel Create(string id) => EngineModels.All.Single(spec => spec.Id == id).Create(new ModelOptions(3));

    private static Task<long[][]> RunAsync(IConcurrencyModel model) =>
        model
            .RunAsync([new WorkItem(KernelCatalog.Default, 6, new CandidateRange(1, 6))], CancellationToken.None)
            .AsTask()
            .WaitAsync(TimeSpan.FromMinutes(1));
}
