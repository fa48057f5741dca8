using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>Says what a run found out about scaling.</summary>
internal static class ScalingDocument
{
    /// <summary>The target for predictions; beyond it the report names the model.</summary>
    public const double ErrorTarget = 0.1;

    /// <param name="run">What was measured.</param>
    /// <param name="prediction">The what-if; null when the run lacks the sequential times it starts from.</param>
    public static ImmutableArray<ScalingSection> CreateSections(ScalingRun run, Prediction? prediction) =>
        [
            Measured(run),
            Laws(run),
            .. prediction is null
                ?
                [
                    new ScalingSection(
                        "What if",
                        [],
                        [],
                        ["No prediction: it starts from the time of sequential, which this run did not measure."]
                    ),
                ]
                : ImmutableArray.Create(Costs(prediction), Checks(run, prediction), Elsewhere(prediction)),
        ];

    private static ScalingSection Measured(ScalingRun run) =>
        new(
            $"Measured on {run.WorkloadId}, {Cores(run.Cores)}: time, and speed-up over sequential",
            ["Model", .. run.Workers.Select(WorkersHeading)],
            [
                .. run.Series.Select(series =>
                    (ImmutableArray<string>)[series.Spec.Id, .. run.Workers.Select(workers => MeasuredCell(run, series, workers))]
                ),
            ],
            run.Workers.Any(workers => workers > run.Cores)
                ?
                [
                    $"More than {Count(run.Cores, "worker")} share {Cores(run.Cores)}: such times show the operating system's scheduler and not the scaling of the hardware.",
                ]
                : []
        );

    private static string MeasuredCell(ScalingRun run, ScalingSeries series, int workers) =>
        series.TimeWith(workers) is not { } time ? "not measured"
        : run.Baseline?.TimeWith(workers) is { } sequential ? Format($"{DurationText.Of(time)}, {sequential / time:F2}x")
        : DurationText.Of(time);

    private static ScalingSection Laws(ScalingRun run)
    {
        const string WholeNumbers =
            "Models that give out whole numbers are not fitted: the largest number limits them, and not the serial part that the laws are about.";
        ImmutableArray<ScalingSeries> scaling = [.. run.Series.Where(series => series.Spec.SplitsNumbers)];
        string[] reasons =
        [
            .. scaling.Select(series => ScalingLaws.FitAmdahl(series.Launches, run.Cores).ReasonWhyNone).OfType<string>().Distinct(),
        ];
        return reasons.Length > 0 && scaling.All(series => ScalingLaws.FitAmdahl(series.Launches, run.Cores).Fit is null)
            ? new(
                "Laws of scaling",
                [],
                [],
                [
                    Format(
                        $"Amdahl's and Gunther's laws {string.Join("; ", reasons)}. There are {Cores(run.Cores)} here; Gunther's law needs {ScalingLaws.CountsForGunther} counts."
                    ),
                    WholeNumbers,
                ]
            )
            : new(
                Format($"Laws of scaling, fitted to the launches with up to {Count(run.Cores, "worker")}"),
                ["Model", "Amdahl σ", "Gunther σ", "Gunther κ", "Most throughput at", "Worst deviation"],
                [.. scaling.Select(series => LawsRow(series, run.Cores))],
                [
                    "In brackets the 95 % confidence interval. It holds the noise of the launches, not what the law leaves out: that is the worst deviation of the curve from a median.",
                    WholeNumbers,
                ]
            );
    }

    private static ImmutableArray<string> LawsRow(ScalingSeries series, int cores)
    {
        FitOutcome amdahl = ScalingLaws.FitAmdahl(series.Launches, cores);
        FitOutcome gunther = ScalingLaws.FitGunther(series.Launches, cores);
        return
        [
            series.Spec.Id,
            amdahl.Fit is { } law ? Interval(law.Sigma) : amdahl.ReasonWhyNone!,
            .. gunther.Fit is { } fit
                ? [Interval(fit.Sigma), Interval(fit.Kappa!.Value), fit.Peak is { } peak ? Format($"{peak:F0} workers") : "no peak"]
                : ImmutableArray.Create(amdahl.Fit is null ? "–" : gunther.ReasonWhyNone!, "–", "–"),
            Deviation(gunther.Fit ?? amdahl.Fit),
        ];
    }

    private static string Deviation(ScalingFit? fit) =>
        fit is null
            ? "–"
            : Format($"{100 * fit.WorstDeviation:F1} %")
                + (fit.OutlierLaunches > 0 ? $"; {Count(fit.OutlierLaunches, "outlier launch", "outlier launches")} excluded" : "");

    private static ScalingSection Costs(Prediction prediction) =>
        new(
            Format($"Costs: {prediction.WhatIf.NanosecondsPerCandidate:F3} ns a candidate, and beside the work"),
            ["Model", "A run", "A worker more", "An item"],
            [
                .. prediction.Models.Select(model =>
                    ImmutableArray.Create(
                        model.Spec.Id,
                        DurationText.Of(model.Overhead.Run),
                        DurationText.Of(model.Overhead.Worker),
                        DurationText.Of(model.Overhead.HandOff)
                    )
                ),
            ],
            [
                "From the measured times of sequential, and from short runs without work right after the benchmarks. What is too small to be told from them is 0.",
            ]
        );

    private static ScalingSection Checks(ScalingRun run, Prediction prediction)
    {
        string[] beyond =
        [
            .. prediction.Models.Where(model => model.WorstErrorWithin(run.Cores) > ErrorTarget).Select(model => model.Spec.Id),
        ];
        return new(
            $"Predicted for {Cores(run.Cores)}, and its error against what was measured",
            ["Model", .. run.Workers.Select(WorkersHeading)],
            [
                .. prediction.Models.Select(model =>
                    (ImmutableArray<string>)[model.Spec.Id, .. run.Workers.Select(workers => CheckCell(model, workers))]
                ),
            ],
            [
                "Predicted from the sequential time measured beside it, the schedule and the costs; above 0 the model was faster than predicted.",
                beyond.Length == 0
                    ? Format($"Within the cores every prediction is within {100 * ErrorTarget:F0} % of the measurement.")
                    : Format($"Within the cores these are off by more than {100 * ErrorTarget:F0} %: {string.Join(", ", beyond)}."),
            ]
        );
    }

    private static string CheckCell(ModelPrediction model, int workers) =>
        model.Checks.TryGetValue(workers, out PredictionCheck check)
            ? Format($"{DurationText.Of(check.Predicted)}, {100 * check.Error:+0.0;-0.0;0.0} %")
            : "not measured";

    private static ScalingSection Elsewhere(Prediction prediction) =>
        new(
            "What if there were as many cores as workers?",
            ["Model", .. WhatIf.Cores.Select(cores => cores.ToString(CultureInfo.InvariantCulture))],
            [
                .. prediction.Models.Select(model =>
                    (ImmutableArray<string>)[model.Spec.Id, .. model.Elsewhere.Values.Select(DurationText.Of)]
                ),
            ],
            ["Predicted from schedule, work and costs, on cores like these. Memory, clock frequency and neighbours are not in it."]
        );

    private static string WorkersHeading(int workers) => Count(workers, "worker");

    private static string Cores(int cores) => Count(cores, "core");

    private static string Count(int count, string one, string? many = null) => Format($"{count} {(count == 1 ? one : many ?? one + "s")}");

    private static string Interval(FittedParameter estimate) => Format($"{estimate.Value:G3} [{estimate.Low:G3}, {estimate.High:G3}]");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
