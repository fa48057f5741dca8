using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The options that fail on what a comparison shows and passes.</summary>
internal static class FailingOptions
{
    /// <returns>One line; none where every option passes too, or where the comparison fails without any.</returns>
    public static IEnumerable<Paragraph> Name(Comparison comparison)
    {
        if (ExitCode.Choose(comparison) != ExitCode.NothingSlower)
        {
            yield break;
        }

        int suspected = comparison.Judgements.Count(judgement => ExitCode.Fails(judgement, FailOn.Suspected));
        int inconclusive = comparison.Judgements.Count(judgement => ExitCode.Fails(judgement, FailOn.Inconclusive));
        int allocating = comparison.AllocationMargin is null ? comparison.Judgements.Count(AllocatesMore) : 0;
        string[] options =
        [
            .. Describe("--fail-on suspected", suspected),
            .. Describe("--fail-on inconclusive", inconclusive),
            .. Describe("--alloc-margin 0B", allocating),
        ];
        if (options is not [])
        {
            yield return new Paragraph($"Options that fail on this: {string.Join(", ", options)}.");
        }
    }

    private static IEnumerable<string> Describe(string option, int benchmarks) =>
        benchmarks == 0 ? [] : [$"{option} ({Figures.FormatCount(benchmarks, "benchmark")})"];

    private static bool AllocatesMore(Judgement judgement) => new AllocationMargin(0, 0).IsExceededBy(judgement.Pair);
}
