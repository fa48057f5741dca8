using System.Collections.Immutable;
using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Benchmarks.Suite;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>Makes the report on scaling of a run that has just ended.</summary>
internal static class ScalingReport
{
    /// <summary>Calibrates the models, in this process, and writes the report, for people and for programs, into the run's folder.</summary>
    /// <returns>The report's sections; none when the run measured no scaling.</returns>
    public static ImmutableArray<ScalingSection> Write(IEnumerable<Summary> summaries, SuiteSettings settings, RunFolder folder)
    {
        (ScalingRun Run, Prediction? Prediction)[] runs =
        [
            .. summaries.SelectMany(ScalingRun.FromSummary).Select(run => (run, PredictionOf(run, settings))),
        ];
        ImmutableArray<ScalingSection> sections = [.. runs.SelectMany(run => ScalingDocument.CreateSections(run.Run, run.Prediction))];
        if (!sections.IsEmpty)
        {
            folder.Write(ScalingMarkdown.FileName, ScalingMarkdown.Render(sections));
            folder.Write(
                ScalingJson.FileName,
                ReportJson.Of(ScalingJson.Of([.. runs.Select(run => ScalingJson.ResultOf(run.Run, run.Prediction))]))
            );
        }

        return sections;
    }

    private static Prediction? PredictionOf(ScalingRun run, SuiteSettings settings)
    {
        Workload workload = settings.Find(run.WorkloadId);
        ModelOverhead CostsOf(ModelSpec spec) => Calibration.Measure(spec, settings.Kernel, run.Cores);
        return Prediction.Create(run, workload, settings.Kernel, CostsOf);
    }
}
