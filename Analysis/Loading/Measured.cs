namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The launches of one benchmark in one file.</summary>
/// <param name="Kind">Which figures the times are.</param>
/// <param name="Launches">Empty where there is no measurement.</param>
/// <param name="LaunchIndices">One for each launch; 0 where BenchmarkDotNet did not number them.</param>
/// <param name="Damage">A clause that says which of its values is impossible; null where none is.</param>
internal sealed record Measured(MeasurementKind Kind, ImmutableArray<Launch> Launches, ImmutableArray<int> LaunchIndices, string? Damage)
{
    public static Measured Read(BenchmarkJson json)
    {
        MeasurementKind kind = FindKind(json.Measurements);

        // Without statistics a launch has crashed or thrown; what the others measured would be a part that looks like the whole.
        double[] processed = json.Statistics?.OriginalValues ?? [];
        if (json.Statistics is null || (kind == MeasurementKind.Pooled && processed is []))
        {
            return new Measured(kind, [], [], Damage: null);
        }

        MeasurementJson[] iterations =
        [
            .. (json.Measurements ?? []).Where(iteration =>
                iteration.IterationMode != IterationMode.Other && iteration.IterationStage != IterationStage.Other
            ),
        ];
        return DamageIn(kind == MeasurementKind.Pooled ? processed : [.. iterations.Select(iteration => iteration.NanosecondsPerOp)])
                is { } damage
                ? new Measured(kind, [], [], damage)
            : kind == MeasurementKind.Pooled ? Pooled(processed)
            : ByLaunch(kind, iterations);
    }

    private static MeasurementKind FindKind(List<MeasurementJson>? measurements) =>
        Has(measurements, IterationStage.Actual) ? MeasurementKind.Raw
        : Has(measurements, IterationStage.Result) ? MeasurementKind.Processed
        : MeasurementKind.Pooled;

    private static bool Has(List<MeasurementJson>? measurements, IterationStage stage) =>
        measurements?.Exists(iteration => iteration.IsWorkload(stage)) == true;

    // A brief report does not tell launches apart, so all that is in it counts as one.
    private static Measured Pooled(double[] values) =>
        new(
            MeasurementKind.Pooled,
            [new Launch([.. values.Select(value => MeasurableTime.Subtract(0, value))], Operations: 0)],
            [0],
            Damage: null
        );

    private static Measured ByLaunch(MeasurementKind kind, MeasurementJson[] iterations)
    {
        IterationStage stage = kind == MeasurementKind.Raw ? IterationStage.Actual : IterationStage.Result;
        IGrouping<int, MeasurementJson>[] launches =
        [
            .. iterations.GroupBy(iteration => iteration.LaunchIndex).Where(launch => launch.Any(iteration => iteration.IsWorkload(stage))),
        ];
        return new Measured(
            kind,
            [.. launches.Select(launch => LaunchOf([.. launch], stage))],
            [.. launches.Select(launch => launch.Key)],
            Damage: null
        );
    }

    private static Launch LaunchOf(MeasurementJson[] all, IterationStage stage)
    {
        // BenchmarkDotNet has subtracted the empty loop from a Result itself.
        double emptyLoop = stage == IterationStage.Actual ? EmptyLoop.Find(all) : 0;
        MeasurementJson[] iterations = [.. all.Where(iteration => iteration.IsWorkload(stage))];
        return new Launch(
            [.. iterations.Select(iteration => MeasurableTime.Subtract(emptyLoop, iteration.NanosecondsPerOp))],
            (long)Math.Min(long.MaxValue, iterations.Sum(iteration => (double)iteration.Operations))
        )
        {
            EmptyLoopNanosecondsPerOp = emptyLoop,
        };
    }

    private static string? DamageIn(IEnumerable<double> times)
    {
        foreach (double time in times)
        {
            if (!(double.IsFinite(time) && time >= 0))
            {
                return string.Create(CultureInfo.InvariantCulture, $"it has a time of {time} ns in it, and times are 0 or more");
            }
        }

        return null;
    }
}
