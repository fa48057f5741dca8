using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Tests.Operations;

/// <summary>The width of the thread pool is the whole process's, so nothing else may run meanwhile.</summary>
[Collection(nameof(ScalingOperationTests))]
[CollectionDefinition(nameof(ScalingOperationTests), DisableParallelization = true)]
public sealed class ScalingOperationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Prepare_Workers_ReachTheModelAndTheCut(int workers)
    {
        Spy spy = new();
        ModelSpec spec = ModelCatalog.Find("thread-workers/ranges")! with
        {
            Create = options =>
            {
                spy.Workers = options.Workers;
                return spy;
            },
        };

        using (ScalingOperation.Prepare(spec, SuiteSettings.Default, "article", workers))
        {
            Assert.Equal(workers, spy.Workers);
            Assert.Equal(
                WorkPlan.Cut(WorkloadCatalog.Article, SuiteSettings.Default.Kernel, Granularity.Ranges, workers).Items.Length,
                spy.Items
            );
        }
    }

    [Fact]
    public void Prepare_AModelThatAnswersWrongly_IsNeverTimedAndLeavesThePoolAsItWas()
    {
        ModelSpec liar = ModelCatalog.Baseline with { Create = _ => new Spy { IsLiar = true } };
        ThreadPool.GetMinThreads(out int before, out _);
        Assert.Throws<WrongAnswerException>(() => ScalingOperation.Prepare(liar, SuiteSettings.Default, "article", before + 3));
        ThreadPool.GetMinThreads(out int after, out _);
        Assert.Equal(before, after);
    }

    [Fact]
    public void PoolWidth_WhileItLives_IsAsAskedAndThenAsBefore()
    {
        ThreadPool.GetMinThreads(out int minimum, out _);
        ThreadPool.GetMaxThreads(out int maximum, out _);

        using (PoolWidth.AtLeast(minimum + 3))
        {
            Assert.Equal((minimum + 3, maximum), Width());
        }

        using (PoolWidth.AtLeast(1))
        {
            Assert.Equal((minimum, maximum), Width());
        }

        using (PoolWidth.Exactly(1))
        {
            Assert.Equal((1, 1), Width());
        }

        Assert.Equal((minimum, maximum), Width());
    }

    private static (int Minimum, int Maximum) Width()
    {
        ThreadPool.GetMinThreads(out int minimum, out _);
        ThreadPool.GetMaxThreads(out int maximum, out _);
        return (minimum, maximum);
    }

    private sealed class Spy : IConcurrencyModel
    {
        public int Workers { get; set; }

        public int Items { get; private set; }

        public bool IsLiar { get; init; }

        public ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
        {
            Items = items.Length;
            return new([
                .. items.Select(item =>
                    IsLiar
                        ? [1]
                        : Array.FindAll(
                            AnswerCheck.Divisors(item.Number),
                            divisor => divisor >= item.Candidates.First && divisor <= item.Candidates.Last
                        )
                ),
            ]);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
