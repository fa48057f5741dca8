using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>A model's predicted times beside its measured ones.</summary>
/// <param name="Spec">The model.</param>
/// <param name="Overhead">The time it takes beside the work.</param>
/// <param name="Elsewhere">Nanoseconds with as many workers as cores, by that number.</param>
/// <param name="Checks">The prediction for this machine beside the measurement, by number of workers.</param>
internal sealed record ModelPrediction(
    ModelSpec Spec,
    ScalingOverhead Overhead,
    ImmutableSortedDictionary<int, double> Elsewhere,
    ImmutableSortedDictionary<int, PredictionCheck> Checks
)
{
    /// <summary>The largest error among the counts within the cores.</summary>
    public double WorstErrorWithin(int cores) =>
        Checks.Where(check => check.Key <= cores).Select(check => Math.Abs(check.Value.Error)).DefaultIfEmpty().Max();
}

/// <param name="PredictedNanoseconds">The time of an operation.</param>
/// <param name="MeasuredNanoseconds">The median over the launches.</param>
internal readonly record struct PredictionCheck(double PredictedNanoseconds, double MeasuredNanoseconds)
{
    /// <summary>predicted ÷ measured − 1; above 0 the model was faster than predicted.</summary>
    public double Error => (PredictedNanoseconds / MeasuredNanoseconds) - 1;
}

/// <summary>The what-if of a run, checked against the run itself.</summary>
/// <param name="WhatIf">The time of a candidate, over all of the run.</param>
/// <param name="Models">The models but the sequential one, which everything starts from.</param>
internal sealed record Prediction(WhatIf WhatIf, ImmutableArray<ModelPrediction> Models)
{
    /// <returns>The prediction, or null when the run has no sequential times.</returns>
    /// <param name="run">The measured run.</param>
    /// <param name="workload">Its workload.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="measureOverhead">Measures the overhead of a model.</param>
    public static Prediction? Create(
        ScalingRun run,
        Workload workload,
        IDivisorKernel kernel,
        Func<ModelSpec, ScalingOverhead> measureOverhead
    )
    {
        if (run.Baseline is not { } baseline)
        {
            return null;
        }

        WhatIf From(double sequential) => WhatIf.FromSequential(workload, kernel, sequential);
        WhatIf overall = From(LaunchStatistics.Compute([.. baseline.Launches.Select(launch => launch.Nanoseconds)], [])!.NanosecondsPerOp);

        // As for the speed-ups: a prediction is checked against a neighbour in time of the sequential run it starts from.
        ImmutableSortedDictionary<int, WhatIf> beside = baseline.Points.Keys.ToImmutableSortedDictionary(
            workers => workers,
            workers => From(baseline.NanosecondsWith(workers)!.Value)
        );
        ModelPrediction Predict(ScalingSeries series) => CreateModel(series, run.Cores, overall, beside, measureOverhead(series.Spec));
        return new Prediction(overall, [.. run.Series.Where(series => series != baseline).Select(Predict)]);
    }

    private static ModelPrediction CreateModel(
        ScalingSeries series,
        int cores,
        WhatIf overall,
        ImmutableSortedDictionary<int, WhatIf> beside,
        ScalingOverhead overhead
    ) =>
        new(
            series.Spec,
            overhead,
            WhatIf.Cores.ToImmutableSortedDictionary(count => count, count => overall.Predict(series.Spec, overhead, count, count)),
            series
                .Points.Keys.Where(beside.ContainsKey)
                .ToImmutableSortedDictionary(
                    workers => workers,
                    workers => new PredictionCheck(
                        beside[workers].Predict(series.Spec, overhead, workers, cores),
                        series.NanosecondsWith(workers)!.Value
                    )
                )
        );
}
