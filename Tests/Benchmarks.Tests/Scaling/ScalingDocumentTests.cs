using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

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
                Series(Whole, cores, workers => whatIf.Predict(Whole, default, workers, cores)),
                Series(Ranges, cores, ofRanges ?? (workers => 150e6 * (0.04 + 0.96 / Math.Min(workers, cores)))),
            ]
        );
    }

    [Fact]
    public void Of_TwoCores_ShowsSpeedupsWithOversubscriptionAndSaysWhyThereIsNoFit()
    {
        ScalingRun run = Run(2);
        ImmutableArray<ScalingSection> sections = ScalingDocument.CreateSections(run, Predict(run));

        Assert.Equal<string>(["Model", "1 worker", "2 workers", "3 workers", "4 workers"], sections[0].Columns);
        Assert.Equal<string>(["thread-workers", "150 ms, 1.00x", "87.7 ms, 1.71x", "101 ms, 1.48x", "101 ms, 1.48x"], sections[0].Rows[1]);
        Assert.Equal<string>(
            ["thread-workers/ranges", "150 ms, 1.00x", "78.0 ms, 1.92x", "78.0 ms, 1.92x", "78.0 ms, 1.92x"],
            sections[0].Rows[2]
        );
        Assert.Contains("More than 2 workers share 2 cores", Assert.Single(sections[0].Notes), StringComparison.Ordinal);
        Assert.Empty(sections[1].Rows);
        Assert.Equal(
            "Amdahl's and Gunther's laws cannot be fitted: too few worker counts within the cores (2 measured, 3 needed). There are 2 cores here; Gunther's law needs 4 counts.",
            sections[1].Notes[0]
        );
    }

    [Fact]
    public void Of_EightCores_FitsWhatIsCutIntoRangesOnly()
    {
        ScalingRun run = Run(8);
        ScalingSection laws = ScalingDocument.CreateSections(run, Predict(run))[1];
        ImmutableArray<string> row = Assert.Single(laws.Rows);
        Assert.Equal("thread-workers/ranges", row[0]);
        Assert.StartsWith("0.04 [", row[1], StringComparison.Ordinal);
        Assert.StartsWith("0.04 [", row[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AModelFarFromItsPrediction_IsNamed()
    {
        // Nothing gained: 150 ms with two workers, where half of that is predicted and a part of a range.
        ScalingRun run = Run(2, _ => 150e6);
        ScalingSection checks = ScalingDocument.CreateSections(run, Predict(run))[3];
        Assert.Contains("off by more than 10 %: thread-workers/ranges.", checks.Notes[1], StringComparison.Ordinal);
        Assert.Equal("75.5 ms, -49.6 %", checks.Rows[1][2]);
        Assert.Equal("87.7 ms, 0.0 %", checks.Rows[0][2]);

        ScalingRun good = Run(2);
        Assert.Contains(
            "every prediction is within 10 %",
            ScalingDocument.CreateSections(good, Predict(good))[3].Notes[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_TheWhatIf_GoesTo256Cores()
    {
        ScalingRun run = Run(2);
        ScalingSection elsewhere = ScalingDocument.CreateSections(run, Predict(run))[4];
        Assert.Equal<string>(["Model", "1", "2", "4", "8", "16", "32", "64", "128", "256"], elsewhere.Columns);
        Assert.Equal("87.7 ms", elsewhere.Rows[0][^1]);
    }

    [Fact]
    public void Of_NoSequentialTimes_HasNoPredictionAndSaysSo()
    {
        ScalingRun run = Run(2) with { Series = Run(2).Series.RemoveAt(0) };
        Assert.Null(Predict(run));
        ImmutableArray<ScalingSection> sections = ScalingDocument.CreateSections(run, null);
        Assert.Equal("150 ms", sections[0].Rows[0][1]);
        Assert.StartsWith("No prediction", Assert.Single(sections[^1].Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_Sections_AreHeadingsTablesAndSentences() =>
        Assert.Equal(
            "# Scaling and what-if\n\n## Costs\n\n| Model | A run |\n|---|--:|\n| a | 1 |\n| b | 2 |\n\nMeasured.\n\n## None\n\nNothing.\n",
            ScalingMarkdown.Render([
                new ScalingSection(
                    "Costs",
                    ["Model", "A run"],
                    [
                        ["a", "1"],
                        ["b", "2"],
                    ],
                    ["Measured."]
                ),
                new ScalingSection("None", [], [], ["Nothing."]),
            ])
        );

    private static Prediction? Predict(ScalingRun run) =>
        Prediction.Create(run, WorkloadCatalog.Article, KernelCatalog.Default, _ => default);

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
