using BenchmarkDotNet.Reports;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>The report on scaling of a run that has just ended.</summary>
internal static class ScalingReport
{
    // For people; ScalingFile is for programs.
    private const string FileName = "scaling.md";

    /// <summary>Calibrates the models, in this process, and writes the report, for people and for programs, into the folder.</summary>
    /// <returns>The report; empty when the run measured no scaling.</returns>
    public static ImmutableArray<Block> Write(IEnumerable<Summary> summaries, SuiteSettings settings, RunFolder folder)
    {
        (ScalingRun Run, Prediction? Prediction)[] runs =
        [
            .. summaries.SelectMany(ScalingRun.FromSummary).Select(run => (run, Predict(run, settings))),
        ];
        ImmutableArray<Block> blocks = [.. runs.SelectMany(run => ScalingDocument.CreateBlocks(run.Run, run.Prediction))];
        if (!blocks.IsEmpty)
        {
            folder.Write(FileName, MarkdownRenderer.Render("Scaling and what-if", blocks));
            folder.Write(ScalingFile.Name, ScalingFile.Render([.. runs.Select(run => ScalingResults.Create(run.Run, run.Prediction))]));
        }

        return blocks;
    }

    private static Prediction? Predict(ScalingRun run, SuiteSettings settings)
    {
        Workload workload = settings.Find(run.WorkloadId);
        ScalingOverhead Measure(ModelSpec spec) => Calibration.Measure(spec, settings.Kernel, run.Cores);
        return Prediction.Create(run, workload, settings.Kernel, Measure);
    }
}
