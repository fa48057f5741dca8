using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Operations;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>The scaling of a run as it is saved.</summary>
internal static class ScalingResults
{
    /// <param name="run">The measured run.</param>
    /// <param name="prediction">Null when the run lacks the sequential times it starts from.</param>
    public static ScalingResult Create(ScalingRun run, Prediction? prediction) =>
        new(run.WorkloadId, run.Cores, [.. run.Series.Select(series => CreateModel(run, series, prediction))]);

    private static ScalingModel CreateModel(ScalingRun run, ScalingSeries series, Prediction? prediction)
    {
        ModelPrediction? model = prediction?.Models.FirstOrDefault(model => model.Spec == series.Spec);
        (FitOutcome? amdahl, FitOutcome? gunther) = series.Spec.SplitsNumbers
            ? (ScalingLaws.FitAmdahl(series.Launches, run.Cores), ScalingLaws.FitGunther(series.Launches, run.Cores))
            : (null, null);
        return new ScalingModel(
            series.Spec.Id,
            MethodName.MethodOf(series.Spec.Id),
            (gunther?.Fit ?? amdahl?.Fit)?.Law,
            amdahl?.ReasonWhyNone,
            model is null ? null : model.Overhead with { Items = prediction!.WhatIf.CutItems(model.Spec, run.Cores).Length },
            model is null ? [] : [.. model.Checks.Select(check => new ScalingPoint(check.Key, check.Value.PredictedNanoseconds))]
        );
    }
}
