using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>The report on scaling for people.</summary>
internal static class ScalingDocument
{
    /// <summary>The target for predictions; beyond it the report names the model.</summary>
    public const double ErrorTarget = 0.1;

    private const string NoPrediction = "No prediction: it starts from the time of sequential, which this run did not measure.";

    private const string WholeNumbers =
        "Models that give out whole numbers are not fitted: the largest number limits them, "
        + "and not the serial part that the laws are about.";

    private const string Intervals =
        "In brackets the 95 % confidence interval. It holds the noise of the launches, not what the law leaves out: "
        + "that is the worst deviation of the curve from a median.";

    private const string WhatOverheadIs =
        "From the measured times of sequential, and from short runs without work right after the benchmarks. "
        + "What is too small to be told from them is 0.";

    private const string WhatErrorsAre =
        "Predicted from the sequential time measured beside it, the schedule and the overhead; "
        + "above 0 the model was faster than predicted.";

    private const string WhatIsPredicted =
        "Predicted from schedule, work and overhead, on cores like these. Memory, clock frequency and neighbours are not in it.";

    /// <param name="run">The measured run.</param>
    /// <param name="prediction">The what-if; null when the run lacks the sequential times it starts from.</param>
    public static ImmutableArray<Block> CreateBlocks(ScalingRun run, Prediction? prediction) =>
        [
            .. Measured(run),
            .. Laws(run),
            .. prediction is null
                ? [new Heading("What if"), new Paragraph(NoPrediction)]
                : ImmutableArray.Create([.. Overhead(prediction), .. Checks(run, prediction), .. Elsewhere(prediction)]),
        ];

    private static IEnumerable<Block> Measured(ScalingRun run)
    {
        string cores = Figures.FormatCount(run.Cores, "core");
        yield return new Heading($"Measured on {run.WorkloadId}, {cores}: time, and speed-up over sequential");
        yield return new Grid(
            Columns(run.Workers.Select(Workers)),
            [.. run.Series.Select(series => Row(series.Spec.Id, run.Workers.Select(workers => MeasuredText(run, series, workers))))]
        );
        if (run.Workers.Any(workers => workers > run.Cores))
        {
            yield return new Paragraph(
                $"More than {Workers(run.Cores)} share {cores}: "
                    + "such times show the operating system's scheduler and not the scaling of the hardware."
            );
        }
    }

    private static string MeasuredText(ScalingRun run, ScalingSeries series, int workers) =>
        series.NanosecondsWith(workers) is not { } time ? "not measured"
        : run.Baseline?.NanosecondsWith(workers) is { } sequential
            ? $"{Figures.FormatTime(time)}, {Figures.FormatSpeedup(Math.Log(sequential / time))}"
        : Figures.FormatTime(time);

    private static IEnumerable<Block> Laws(ScalingRun run)
    {
        (ScalingSeries Series, FitOutcome Amdahl, FitOutcome Gunther)[] fits =
        [
            .. from series in run.Series
            where series.Spec.SplitsNumbers
            select (series, ScalingLaws.FitAmdahl(series.Launches, run.Cores), ScalingLaws.FitGunther(series.Launches, run.Cores)),
        ];
        string[] reasons = [.. fits.Select(fit => fit.Amdahl.ReasonWhyNone).OfType<string>().Distinct()];
        if (reasons.Length > 0 && fits.All(fit => fit.Amdahl.Fit is null))
        {
            yield return new Heading("Laws of scaling");
            yield return new Paragraph(
                $"Amdahl's and Gunther's laws {string.Join("; ", reasons)}. There are {Figures.FormatCount(run.Cores, "core")} here; "
                    + $"Gunther's law needs {Figures.FormatCount(ScalingLaws.CountsForGunther)} counts."
            );
        }
        else
        {
            yield return new Heading($"Laws of scaling, fitted to the launches with up to {Workers(run.Cores)}");
            yield return new Grid(
                Columns(["Amdahl σ", "Gunther σ", "Gunther κ", "Most throughput at", "Worst deviation"]),
                [.. fits.Select(fit => Row(fit.Series.Spec.Id, LawTexts(fit.Amdahl, fit.Gunther)))]
            );
            yield return new Paragraph(Intervals);
        }

        yield return new Paragraph(WholeNumbers);
    }

    private static IEnumerable<string> LawTexts(FitOutcome amdahl, FitOutcome gunther) =>
        [
            amdahl.Fit is { } law ? Interval(law.Sigma) : amdahl.ReasonWhyNone!,
            .. gunther.Fit is { } fit
                ? [Interval(fit.Sigma), Interval(fit.Kappa!.Value), fit.Peak is { } peak ? Workers((int)Math.Round(peak)) : "no peak"]
                : ImmutableArray.Create(amdahl.Fit is null ? Figures.None : gunther.ReasonWhyNone!, Figures.None, Figures.None),
            Deviation(gunther.Fit ?? amdahl.Fit),
        ];

    private static string Deviation(ScalingFit? fit) =>
        fit is null ? Figures.None
        : fit.OutlierLaunches == 0 ? Figures.FormatPercent(fit.WorstDeviation)
        : $"{Figures.FormatPercent(fit.WorstDeviation)}; "
            + $"{Figures.FormatCount(fit.OutlierLaunches, "outlier launch", "outlier launches")} excluded";

    private static IEnumerable<Block> Overhead(Prediction prediction) =>
        [
            new Heading($"Overhead: {Figures.FormatTime(prediction.WhatIf.NanosecondsPerCandidate)} a candidate, and beside the work"),
            new Grid(
                Columns(["A run", "A worker more", "An item"]),
                [.. prediction.Models.Select(model => Row(model.Spec.Id, OverheadTexts(model.Overhead)))]
            ),
            new Paragraph(WhatOverheadIs),
        ];

    private static IEnumerable<string> OverheadTexts(ScalingOverhead overhead) =>
        new[] { overhead.RunNanoseconds, overhead.WorkerNanoseconds, overhead.ItemNanoseconds }.Select(Figures.FormatTime);

    private static IEnumerable<Block> Checks(ScalingRun run, Prediction prediction)
    {
        string[] beyond =
        [
            .. prediction.Models.Where(model => model.WorstErrorWithin(run.Cores) > ErrorTarget).Select(model => model.Spec.Id),
        ];
        return
        [
            new Heading($"Predicted for {Figures.FormatCount(run.Cores, "core")}, and its error against what was measured"),
            new Grid(
                Columns(run.Workers.Select(Workers)),
                [.. prediction.Models.Select(model => Row(model.Spec.Id, run.Workers.Select(workers => CheckText(model, workers))))]
            ),
            new Paragraph(WhatErrorsAre),
            new Paragraph(
                beyond is []
                    ? $"Within the cores every prediction is within {Figures.FormatPercent(ErrorTarget)} of the measurement."
                    : $"Within the cores these are off by more than {Figures.FormatPercent(ErrorTarget)}: {string.Join(", ", beyond)}."
            ),
        ];
    }

    private static string CheckText(ModelPrediction model, int workers) =>
        model.Checks.TryGetValue(workers, out PredictionCheck check)
            ? $"{Figures.FormatTime(check.PredictedNanoseconds)}, {(check.Error < 0 ? "-" : "+")}{Figures.FormatPercent(check.Error)}"
            : "not measured";

    private static IEnumerable<Block> Elsewhere(Prediction prediction) =>
        [
            new Heading("What if there were as many cores as workers?"),
            new Grid(
                Columns(WhatIf.Cores.Select(cores => Figures.FormatCount(cores))),
                [.. prediction.Models.Select(model => Row(model.Spec.Id, model.Elsewhere.Values.Select(Figures.FormatTime)))]
            ),
            new Paragraph(WhatIsPredicted),
        ];

    private static ImmutableArray<Column> Columns(IEnumerable<string> numbers) =>
        [new Column("Model"), .. numbers.Select(name => new Column(name, IsNumber: true))];

    private static ImmutableArray<Cell> Row(string model, IEnumerable<string> figures) =>
        [model, .. figures.Select(figure => new Cell(figure))];

    private static string Workers(int workers) => Figures.FormatCount(workers, "worker");

    private static string Interval(FittedParameter parameter) =>
        $"{Figures.FormatNumber(parameter.Value)} [{Figures.FormatInterval(parameter.Low, parameter.High, Figures.FormatNumber)}]";
}
