using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The benchmarks whose code is the same on both sides, in words.</summary>
internal static class UnchangedText
{
    private const string Title = "Not measured: code unchanged";
    private const int MostOnConsole = 10;
    private const int NamesInALine = 3;

    /// <summary>All benchmarks that were not measured because their code is the same.</summary>
    public static ImmutableArray<Block> CreateSection(GateRun run, ImmutableDictionary<string, string> names) =>
        Section.Create(Title, [.. FindNotMeasured(run).Select(name => names[name])]);

    /// <summary>All of them where they are few; else their number and the first names in one line.</summary>
    public static ImmutableArray<Block> CreateShortSection(GateRun run, ImmutableDictionary<string, string> names)
    {
        ImmutableArray<string> left = FindNotMeasured(run);
        return left.Length <= MostOnConsole
            ? CreateSection(run, names)
            :
            [
                new Paragraph(
                    $"{Title} in {Figures.FormatCount(left.Length, "benchmark")}, such as "
                        + $"{string.Join(", ", left.Take(NamesInALine).Select(name => names[name]))}. The files of the result list all."
                ),
            ];
    }

    /// <summary>The number of benchmarks that are measured, and of those that are not; empty where all are.</summary>
    public static string Count(GateRun run)
    {
        if (run.Probe!.Unchanged is not { } unchanged)
        {
            return "";
        }

        int measured = run.Probe.Benchmarks.Length;
        int affected = measured - unchanged.Checks.Length;
        string all = Figures.FormatCount(measured + unchanged.NotMeasured.Length, "benchmark");
        string who =
            affected == 0 ? $"No benchmark reaches changed code: {Figures.FormatCount(measured)} of {all} measured as a check"
            : unchanged.Checks.IsEmpty ? $"Measured: {all}, all of which may run other code"
            : $"Measured: {Figures.FormatCount(measured)} of {all}, {Figures.FormatCount(affected)} of which may run other code and "
                + $"{Figures.FormatCount(unchanged.Checks.Length)} as a check";
        return unchanged.NotMeasured.IsEmpty
            ? $"{who}."
            : $"{who}; not measured, because their code is unchanged: {Figures.FormatCount(unchanged.NotMeasured.Length)}.";
    }

    /// <summary>The benchmarks that are called slower or faster although their code is the same, a line each.</summary>
    public static IEnumerable<string> DescribeCalledChecks(GateResult result, ImmutableDictionary<string, string> names) =>
        result
            .Benchmarks.Where(benchmark =>
                benchmark.Judgement.Verdict is Verdict.Slower or Verdict.Faster
                && result.Run.Probe!.Unchanged?.Checks.Contains(benchmark.Plan.Name) == true
            )
            .Select(benchmark =>
                $"{(benchmark.Judgement.Verdict == Verdict.Slower ? "Slower" : "Faster")} with unchanged code: "
                + $"{names[benchmark.Plan.Name]}. Either it reaches changed code in a way that --affected does not see, or the same code "
                + "runs at another speed, as after a change of its place in memory. Leave --affected out to measure all"
            );

    private static ImmutableArray<string> FindNotMeasured(GateRun run) => run.Probe!.Unchanged?.NotMeasured ?? [];
}
