using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Tests.Operations;

[Collection(nameof(OwnEnvironment))]
public class ResourceTests
{
    // A third of a second of work, cut small.
    private static readonly WorkPlan Plan = WorkPlan.Cut(
        Workload.Custom([53541233, 53541233, 53541233, 53541233]),
        KernelCatalog.Default,
        Granularity.Ranges,
        1
    );

    [LinuxFact]
    public async Task Ledger_LivingWorkers_AgreesWithWhatTheyThemselvesSayAtTheirEnd()
    {
        WorkerLedger ledger = new();
        IConcurrencyModel model = ModelCatalog.All.Single(spec => spec.Id == "process-pool").Create(new ModelOptions(2, Ledger: ledger));
        await model.RunAsync(Plan.Items, CancellationToken.None);

        WorkerReading living = ledger.Read();
        await model.DisposeAsync();
        WorkerReading ended = ledger.Read();

        // The scheduler's account of threads against getrusage in the workers; what they do to end comes on top.
        Assert.Equal(2, ended.Started);
        Assert.InRange(
            ended.CpuTime.TotalMilliseconds,
            living.CpuTime.TotalMilliseconds * 0.95,
            (living.CpuTime.TotalMilliseconds * 1.05) + 40
        );
        Assert.InRange(ended.CpuTime.TotalMilliseconds, 200, double.MaxValue);
        Assert.Equal(0, ended.LivePeakBytes);
        Assert.InRange(ended.EndedPeakBytes, living.LivePeakBytes, living.LivePeakBytes * 1.5);
    }

    [LinuxFact]
    public async Task Ledger_PeakOfALivingWorker_IsAtLeastWhatTheKernelMapsNow()
    {
        WorkerLedger ledger = new();
        await using IConcurrencyModel model = ModelCatalog
            .All.Single(spec => spec.Id == "process-pool")
            .Create(new ModelOptions(1, Ledger: ledger));
        await model.RunAsync(Plan.Items[..2], CancellationToken.None);

        Assert.InRange(ledger.Read().LivePeakBytes, ResidentBytes(Assert.Single(ledger.LiveProcessIds)), 200_000_000);
    }

    [Fact]
    public async Task Ledger_WorkersThatCameAndWent_AreAllInTheAccount()
    {
        WorkerLedger ledger = new();
        await using IConcurrencyModel model = ModelCatalog
            .All.Single(spec => spec.Id == "process-per-item")
            .Create(new ModelOptions(2, Ledger: ledger));
        await model.RunAsync([.. Plan.Items[..3]], CancellationToken.None);

        WorkerReading reading = ledger.Read();
        Assert.Equal(3, reading.Started);
        Assert.True(reading.CpuTime > TimeSpan.Zero);
    }

    [Fact]
    public void Measure_OperationThatAllocates_HasAPeakAboveWhatItHolds()
    {
        ResourceUse costs = ResourceProbe.Measure(() => GC.KeepAlive(GC.AllocateArray<byte>(1_000_000, pinned: true)), ledger: null);

        Assert.InRange(costs.PeakBytes ?? double.MaxValue, 1_000_000, double.MaxValue);
    }

    [Fact]
    public void Measure_OperationThatComputes_CountsItsTime() =>
        Assert.InRange(
            ResourceProbe.Measure(() => Plan.Items[0].Run(CancellationToken.None), ledger: null).CpuNanosecondsPerOp,
            0.2 * 1e6,
            double.MaxValue
        );

    [Fact]
    public void Take_NobodyAsks_RunsNothing()
    {
        bool hasRun = false;
        string? before = ResourceProbe.Folder;
        try
        {
            ResourceProbe.Folder = null;
            ResourceProbe.Take("any", () => hasRun = true, ledger: null);
        }
        finally
        {
            ResourceProbe.Folder = before;
        }

        Assert.False(hasRun);
    }

    [Fact]
    public void Read_WhatLaunchesLeft_IsPerBenchmark()
    {
        using ResourceFolder folder = new();
        ResourceProbe.Take("Model.One.article", () => Thread.Sleep(110), ledger: null);
        ResourceProbe.Take("Model.One.article", () => Thread.Sleep(110), ledger: null);
        ResourceProbe.Take("Model.Two.article", () => Thread.Sleep(110), ledger: null);

        Assert.Equal(2, ResourceProbe.Read(folder.Path, "Model.One.article").Count);
        Assert.Single(ResourceProbe.Read(folder.Path, "Model.Two.article"));
        Assert.Empty(ResourceProbe.Read(folder.Path, "Model.Three.article"));
        folder.Dispose();
        Assert.False(Directory.Exists(folder.Path));
    }

    private static long ResidentBytes(int processId)
    {
        string line = File.ReadLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/smaps_rollup")
            .First(line => line.StartsWith("Rss:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["Rss:".Length..^"kB".Length], CultureInfo.InvariantCulture);
    }
}
