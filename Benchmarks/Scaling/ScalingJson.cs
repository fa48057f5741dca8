using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Suite;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>What <c>scaling.md</c> says, for programs: times in ns, laws as T(p) = (1 + σ(p − 1) + κp(p − 1)) ÷ λp.</summary>
/// <param name="SchemaVersion">A field is added without a new version; one that changes its meaning or goes is a new one.</param>
/// <param name="Results">One for each workload.</param>
internal sealed record ScalingJson(int SchemaVersion, ImmutableArray<ScalingResult> Results)
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "scaling.json";

    public static ScalingJson Of(ImmutableArray<ScalingResult> results) => new(1, results);

    /// <param name="run">What was measured.</param>
    /// <param name="prediction">Null when the run lacks the sequential times it starts from.</param>
    public static ScalingResult ResultOf(ScalingRun run, Prediction? prediction) =>
        new(run.WorkloadId, run.Cores, [.. run.Series.Select(series => ModelOf(run, series, prediction))]);

    private static ScalingModel ModelOf(ScalingRun run, ScalingSeries series, Prediction? prediction)
    {
        ModelPrediction? model = prediction?.Models.FirstOrDefault(model => model.Spec == series.Spec);
        bool isFree = series.Spec.SplitsNumbers;
        FitOutcome amdahl = ScalingLaws.FitAmdahl(series.Launches, run.Cores);
        FitOutcome gunther = ScalingLaws.FitGunther(series.Launches, run.Cores);
        return new ScalingModel(
            series.Spec.Id,
            BenchmarkNames.MethodOf(series.Spec.Id),
            !isFree ? null
                : gunther.Fit is { } general ? LawOf("Gunther", general)
                : amdahl.Fit is { } fit ? LawOf("Amdahl", fit)
                : null,
            isFree ? amdahl.ReasonWhyNone : null,
            model is null
                ? null
                : new ScalingCosts(
                    model.Overhead.Run,
                    model.Overhead.Worker,
                    model.Overhead.HandOff,
                    prediction!.WhatIf.ItemsOf(model.Spec, run.Cores).Length
                ),
            model is null ? [] : [.. model.Checks.Select(check => new ScalingPoint(check.Key, check.Value.Predicted))]
        );
    }

    private static ScalingLaw LawOf(string name, ScalingFit fit) =>
        new(name, fit.Lambda.Value, fit.Sigma.Value, fit.Kappa?.Value ?? 0, fit.WorstDeviation, fit.OutlierLaunches);
}

/// <param name="Workload">Its id.</param>
/// <param name="Cores">Cores that the run could use.</param>
/// <param name="Models">In the order of the catalogue.</param>
internal sealed record ScalingResult(string Workload, int Cores, ImmutableArray<ScalingModel> Models);

/// <param name="Id">In the catalogue.</param>
/// <param name="Method">In the report.</param>
/// <param name="Law">The most general law that could be fitted; null for none.</param>
/// <param name="WhyNoLaw">One clause; null where there is a law, or where none is asked for.</param>
/// <param name="Costs">Null where nothing was predicted.</param>
/// <param name="Predicted">By number of workers.</param>
internal sealed record ScalingModel(
    string Id,
    string Method,
    ScalingLaw? Law,
    string? WhyNoLaw,
    ScalingCosts? Costs,
    ImmutableArray<ScalingPoint> Predicted
);

/// <param name="Name">Amdahl or Gunther.</param>
/// <param name="Lambda">Operations a second with one worker.</param>
/// <param name="Sigma">0..1.</param>
/// <param name="Kappa">0 for Amdahl.</param>
/// <param name="WorstDeviation">The largest |curve ÷ median − 1|.</param>
/// <param name="BadLaunches">Launches that were set aside.</param>
internal sealed record ScalingLaw(string Name, double Lambda, double Sigma, double Kappa, double WorstDeviation, int BadLaunches);

/// <param name="RunNanoseconds">A run with one worker and nothing to do.</param>
/// <param name="WorkerNanoseconds">Each further worker.</param>
/// <param name="ItemNanoseconds">An item, there and back.</param>
/// <param name="Items">How many items the workload has with a worker a core.</param>
internal sealed record ScalingCosts(double RunNanoseconds, double WorkerNanoseconds, double ItemNanoseconds, int Items);

/// <param name="Workers">How many.</param>
/// <param name="Nanoseconds">An operation.</param>
internal sealed record ScalingPoint(int Workers, double Nanoseconds);
