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
    /// <summary>Calibrates the models, in this process, and writes the report into the run's folder.</summary>
    /// <returns>The report's sections; none when the run measured no scaling.</returns>
    public static ImmutableArray<ScalingSection> Write(IEnumerable<Summary> summaries, SuiteSettings settings, RunFolder folder)
    {
        ImmutableArray<ScalingSection> sections = [.. summaries.SelectMany(ScalingRun.Of).SelectMany(run => SectionsOf(run, settings))];
        if (!sections.IsEmpty)
        {
            folder.Write(ScalingMarkdown.FileName, ScalingMarkdown.Of(sections));
        }

        return sections;
    }

    private static ImmutableArray<ScalingSection> SectionsOf(ScalingRun run, SuiteSettings settings)
    {
        Workload workload = settings.Find(run.WorkloadId);
        ModelCosts CostsOf(ModelSpec spec) => Calibration.Measure(spec, settings.Kernel, run.Cores);
        return ScalingDocument.Of(run, Prediction.Of(run, workload, settings.Kernel, CostsOf));
    }
}
