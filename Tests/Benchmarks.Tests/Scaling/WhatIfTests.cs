using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Tests.Scaling;

public sealed class WhatIfTests
{
    private const double Sequential = 150e6;
    private static readonly ScalingOverhead None = new(0, 0, 0);
    private static readonly WhatIf OfTheArticle = WhatIf.FromSequential(WorkloadCatalog.Article, KernelCatalog.Default, Sequential);

    [Theory]
    [InlineData("sequential", 2, 1)]
    [InlineData("thread-workers", 2, 1.711)]
    [InlineData("thread-workers", 256, 1.711)]
    [InlineData("thread-slices", 2, 1.225)]
    [InlineData("thread-per-item", 2, 1.479)]
    public void Predict_NoOverhead_IsTheBoundOfTheSchedule(string id, int cores, double speedup) =>
        Assert.Equal(speedup, Sequential / OfTheArticle.Predict(ModelCatalog.Find(id)!, None, cores, cores), 0.001);

    // 64 ranges a worker: the last one to end is at most one range late.
    [Theory]
    [InlineData("thread-workers/ranges", 2)]
    [InlineData("process-pool/ranges", 16)]
    [InlineData("fork-join", 64)]
    public void Predict_RangesWithoutOverhead_GainEveryCore(string id, int cores) =>
        Assert.InRange(Sequential / OfTheArticle.Predict(ModelCatalog.Find(id)!, None, cores, cores), 0.95 * cores, cores + 1e-6);

    [Fact]
    public void Predict_OverheadOfWorkersAndItems_IsAdded()
    {
        ModelSpec spec = ModelCatalog.Find("thread-workers")!;
        double free = OfTheArticle.Predict(spec, None, 1, 1);
        Assert.Equal(free + 1e6 + 4 * 2e6, OfTheArticle.Predict(spec, new ScalingOverhead(1e6, 9e6, 2e6), 1, 1), 1.0);
    }

    // 150 ms of work for 256 workers are 0.6 ms each, but 5,594 ranges of 10 µs take one giver 56 ms.
    [Fact]
    public void Predict_OneGiverForManyWorkers_LimitsThem()
    {
        ScalingOverhead overhead = new(0, 0, 10e3);
        int items = WorkPlan.Cut(WorkloadCatalog.Article, KernelCatalog.Default, Granularity.Ranges, 256).Items.Length;
        Assert.Equal(items * 10e3, OfTheArticle.Predict(ModelCatalog.Find("process-pool/ranges")!, overhead, 256, 256), 1.0);
        Assert.True(OfTheArticle.Predict(ModelCatalog.Find("thread-workers/ranges")!, overhead, 256, 256) < 2e6);
    }

    // A worker every millisecond: by the time the 17th starts, 16 have done more than half of 150 ms.
    [Fact]
    public void Predict_WorkersThatAreSlowToStart_AreNotWorthTheirNumber()
    {
        ScalingOverhead overhead = new(0, 1e6, 0);
        ModelSpec spec = ModelCatalog.Find("thread-workers/ranges")!;
        Assert.InRange(OfTheArticle.Predict(spec, overhead, 256, 256), 16e6, 20e6); // k(k + 1)/2 = 150 at k = 17
    }

    // Neighbours only ever add, and on a busy machine by much.
    [Fact]
    public void Measure_AModelOfKnownOverhead_FindsIt()
    {
        ModelSpec spec = ModelCatalog.Baseline with { Create = options => new Spinner(options.Workers) };
        ScalingOverhead overhead = Calibration.Measure(spec, KernelCatalog.Default, 3);
        Assert.InRange(overhead.RunNanoseconds, 0.7e6, 4e6);
        Assert.InRange(overhead.WorkerNanoseconds, 1e6, 8e6);
        Assert.InRange(overhead.ItemNanoseconds, 1.5e3, 8e3);
    }

    // 1 ms a run, 2 ms a worker after the first, 2 µs an item.
    private sealed class Spinner(int workers) : IConcurrencyModel
    {
        public ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
        {
            TimeSpan time = TimeSpan.FromMicroseconds(1_000 + 2_000 * (workers - 1) + 2 * items.Length);
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < time) { }

            return new(new long[items.Length][]);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
