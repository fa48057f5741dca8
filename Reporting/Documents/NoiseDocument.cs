using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>A machine's noise profile, for a reader.</summary>
internal static class NoiseDocument
{
    /// <param name="profile">With the file that it is kept in.</param>
    /// <param name="warnings">Of its reports.</param>
    public static ImmutableArray<Block> Create(NoiseProfile profile, ImmutableArray<string> warnings)
    {
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(profile.Benchmarks.Select(one => one.Key));
        int tests = profile.Benchmarks.Length;
        MachineNoise noise = profile.FindNoise(tests);
        (ProfiledBenchmark Benchmark, ProfiledRatio? Ratio)[] rows =
        [
            .. profile.Benchmarks.Select(benchmark => (benchmark, noise.Judge(benchmark.Key, logRatio: 0, FindScale(benchmark)))),
        ];
        return
        [
            new Paragraph(
                $"{Figures.FormatCount(profile.Reports.Length, "report")} of unchanged code on {profile.Machine.Description}: how far "
                    + "single launches lie apart."
            ),
            .. Section.Create("Warnings", [.. warnings, .. FindCommits(profile)]),
            CreateTable(rows, names, tests),
            new Paragraph(Conclude(profile, noise, rows, tests)),
        ];
    }

    private static Grid CreateTable(
        (ProfiledBenchmark Benchmark, ProfiledRatio? Ratio)[] rows,
        ImmutableDictionary<BenchmarkKey, string> names,
        int tests
    ) =>
        Grid.Create(
            rows,
            new("Benchmark", row => names[row.Benchmark.Key]),
            new("Reports", row => Figures.FormatCount(row.Benchmark.Count), true),
            new("Median", row => Figures.FormatTime(row.Benchmark.Nanoseconds.OfType<double>().Median()), true),
            new(
                "95 % of unchanged ratios",
                row =>
                    row.Ratio is { } ratio
                        ? Figures.FormatInterval(ratio.Ratio.Lower, ratio.Ratio.Upper, Figures.FormatRatio)
                        : new Cell("unstable", Tone.Uncertain),
                true
            ),
            new("Detectable", row => row.Ratio is { } ratio ? FormatDetectable(ratio, tests) : Figures.None, true)
        );

    private static double FindScale(ProfiledBenchmark benchmark) =>
        Resolution.ComputeScale(Math.Log(benchmark.Nanoseconds.OfType<double>().Median()));

    private static string FormatDetectable(ProfiledRatio ratio, int tests) =>
        ComputeDetectable(ratio, tests) is var effect && double.IsFinite(effect) ? Figures.FormatPercent(effect) : Figures.None;

    private static double ComputeDetectable(ProfiledRatio ratio, int tests) =>
        Judge.ComputeMinimumDetectableEffect(ratio, tests, JudgingRules.Default);

    private static string Conclude(
        NoiseProfile profile,
        MachineNoise noise,
        (ProfiledBenchmark Benchmark, ProfiledRatio? Ratio)[] rows,
        int tests
    )
    {
        ProfiledRatio[] known = [.. rows.Select(row => row.Ratio).OfType<ProfiledRatio>()];
        int launches = profile.Benchmarks.Sum(benchmark => benchmark.Count);
        int outliers = noise.Outliers.Sorted.Count(excess => excess > 0);
        string detectable =
            known is [] ? ""
            : known.Select(ratio => ComputeDetectable(ratio, tests)).Median() is var effect && double.IsFinite(effect)
                ? $" A comparison of one launch a side finds a slow-down of {Figures.FormatPercent(effect)} or less in half of these "
                    + "benchmarks."
            : "";
        return $"{Figures.FormatCount(outliers)} of {Figures.FormatCount(launches)} launches were outliers.{detectable} "
            + $"Kept in {profile.Path}: comparisons of reports in this folder take it by themselves, others with --noise FILE.";
    }

    private static IEnumerable<string> FindCommits(NoiseProfile profile) =>
        profile.Reports.Select(report => report.Commit).OfType<string>().Distinct().Count() is > 1 and var commits
            ? [$"The reports are of {Figures.FormatCount(commits)} commits: what changed between them counts as noise, and hides changes."]
            : [];
}
