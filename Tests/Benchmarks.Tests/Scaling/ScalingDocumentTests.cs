using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Tests.Scaling;

public sealed class ScalingDocumentTests
{
    private static readonly ModelSpec Ranges = ModelCatalog.Find("thread-workers/ranges")!;
    private static readonly ModelSpec Whole = ModelCatalog.Find("thread-workers")!;

    // Sequential 150 ms; ranges as Amdahl's law with σ = 0.04 has it; whole numbers as their schedule has it.
    private static ScalingRun Run(int cores, Func<int, double>? ofRanges = null)
    {
        WhatIf whatIf = WhatIf.FromSequential(WorkloadCatalog.Article, KernelCatalog.Default, 150e6);
        return new ScalingRun(
            "article",
            cores,
            [
                Series(ModelCatalog.Baseline, cores, _ => 150e6),
                Series(Whole, cores, workers => whatIf.Predict(Whole, new ScalingOverhead(0, 0, 0), workers, cores)),
                Series(Ranges, cores, ofRanges ?? (workers => 150e6 * (0.04 + 0.96 / Math.Min(workers, cores)))),
            ]
        );
    }

    [Fact]
    public void CreateBlocks_TwoCores_ShowsSpeedupsWithOversubscriptionAndSaysWhyThereIsNoFit()
    {
        ScalingRun run = Run(2);
        ImmutableArray<Block> blocks = ScalingDocument.CreateBlocks(run, Predict(run));

        Grid measured = Table(blocks, "Measured");
        Assert.Equal(["Model", "1 worker", "2 workers", "3 workers", "4 workers"], measured.Columns.Select(column => column.Name));
        Assert.Equal(["thread-workers", "150.0 ms, 1.00x", "87.66 ms, 1.71x", "101.4 ms, 1.48x", "101.4 ms, 1.48x"], Texts(measured, 1));
        Assert.Equal(
            ["thread-workers/ranges", "150.0 ms, 1.00x", "78.00 ms, 1.92x", "78.00 ms, 1.92x", "78.00 ms, 1.92x"],
            Texts(measured, 2)
        );
        Assert.Contains("More than 2 workers share 2 cores", Assert.Single(Notes(blocks, "Measured")), StringComparison.Ordinal);
        Assert.Equal(
            "Amdahl's and Gunther's laws cannot be fitted: too few worker counts within the cores (2 measured, 3 needed). "
                + "There are 2 cores here; Gunther's law needs 4 counts.",
            Notes(blocks, "Laws")[0]
        );
    }

    [Fact]
    public void CreateBlocks_EightCores_FitsModelsOfRangesOnly()
    {
        ScalingRun run = Run(8);
        Grid laws = Table(ScalingDocument.CreateBlocks(run, Predict(run)), "Laws");

        Assert.Single(laws.Rows);
        string[] row = Texts(laws, 0);
        Assert.Equal("thread-workers/ranges", row[0]);
        Assert.StartsWith("0.04 [", row[1], StringComparison.Ordinal);
        Assert.StartsWith("0.04 [", row[2], StringComparison.Ordinal);
    }

    [Fact]
    public void CreateBlocks_AModelFarFromItsPrediction_IsNamed()
    {
        // Nothing gained: 150 ms with two workers, where half of that is predicted and a part of a range.
        ScalingRun run = Run(2, _ => 150e6);
        ImmutableArray<Block> blocks = ScalingDocument.CreateBlocks(run, Predict(run));
        Assert.Contains("off by more than 10 %: thread-workers/ranges.", Notes(blocks, "Predicted")[1], StringComparison.Ordinal);
        Assert.Equal("75.54 ms, -50 %", Texts(Table(blocks, "Predicted"), 1)[2]);
        Assert.Equal("87.66 ms, +0.0 %", Texts(Table(blocks, "Predicted"), 0)[2]);

        ScalingRun good = Run(2);
        Assert.Contains(
            "every prediction is within 10 %",
            Notes(ScalingDocument.CreateBlocks(good, Predict(good)), "Predicted")[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void CreateBlocks_TheWhatIf_GoesTo256Cores()
    {
        ScalingRun run = Run(2);
        Grid elsewhere = Table(ScalingDocument.CreateBlocks(run, Predict(run)), "What if");
        Assert.Equal(["Model", "1", "2", "4", "8", "16", "32", "64", "128", "256"], elsewhere.Columns.Select(column => column.Name));
        Assert.Equal("87.66 ms", Texts(elsewhere, 0)[^1]);
    }

    [Fact]
    public void CreateBlocks_NoSequentialTimes_HasNoPredictionAndSaysSo()
    {
        ScalingRun run = Run(2) with { Series = Run(2).Series.RemoveAt(0) };
        Assert.Null(Predict(run));
        ImmutableArray<Block> blocks = ScalingDocument.CreateBlocks(run, null);
        Assert.Equal("150.0 ms", Texts(Table(blocks, "Measured"), 0)[1]);
        Assert.StartsWith("No prediction", Assert.Single(Notes(blocks, "What if")), StringComparison.Ordinal);
    }

    private static IEnumerable<Block> Section(ImmutableArray<Block> blocks, string title) =>
        blocks
            .SkipWhile(block => block is not Heading heading || !heading.Text.StartsWith(title, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(block => block is not Heading);

    private static Grid Table(ImmutableArray<Block> blocks, string title) => Assert.Single(Section(blocks, title).OfType<Grid>());

    private static string[] Notes(ImmutableArray<Block> blocks, string title) =>
        [.. Section(blocks, title).OfType<Paragraph>().Select(paragraph => paragraph.Text)];

    private static string[] Texts(Grid table, int row) => [.. table.Rows[row].Select(cell => cell.Text)];

    private static Prediction? Predict(ScalingRun run) =>
        Prediction.Create(run, WorkloadCatalog.Article, KernelCatalog.Default, _ => new ScalingOverhead(0, 0, 0));

    private static ScalingSeries Series(ModelSpec spec, int cores, Func<int, double> time) =>
        new(
            spec,
            WorkerLadder
                .ChooseCounts(cores, ModelOptions.MaxWorkers)
                .ToImmutableSortedDictionary(
                    workers => workers,
                    workers => ImmutableArray.Create(0.999 * time(workers), time(workers), 1.001 * time(workers))
                )
        );
}
