using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Explaining;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>What changed in the runtime's work for a benchmark, for a reader: machine code, allocations by type, collections.</summary>
internal static class RuntimeText
{
    private const int MostItems = 5;
    private const int MostInlinees = 4;

    // Collections are rare.
    private const double Operations = 1_000_000;

    /// <summary>A list; nothing where nothing changed.</summary>
    public static ImmutableArray<Block> Create(Explanation explanation)
    {
        ImmutableArray<string> items =
        [
            .. explanation.Compiled.Take(MostItems).Select(Describe),
            .. explanation.Allocations.Take(MostItems).Select(DescribeType),
            .. explanation.Collections.Select(DescribeCollections),
        ];
        return items is [] ? [] : [new Bullets(items)];
    }

    private static string Describe(CompiledChange change)
    {
        string[] parts =
        [
            .. change.NoLongerInlined is []
                ? ImmutableArray<string>.Empty
                : [$"the baseline inlines {List(change.NoLongerInlined)} into it, and the candidate does not"],
            .. change.NewlyInlined is []
                ? ImmutableArray<string>.Empty
                : [$"the candidate inlines {List(change.NewlyInlined)} into it, and the baseline does not"],
            .. change.HasOtherTier
                ? [$"it is compiled as {change.BaselineTier} in the baseline and as {change.CandidateTier} in the candidate"]
                : ImmutableArray<string>.Empty,
            .. change.HasOtherSize
                ? [$"its machine code has {Figures.FormatCount(change.BaselineBytes)} → {Figures.FormatCount(change.CandidateBytes)} bytes"]
                : ImmutableArray<string>.Empty,
        ];
        return $"{ExplanationText.ShortenParameters(change.Method)}: {string.Join("; ", parts)}.";
    }

    private static string List(ImmutableArray<string> methods) =>
        string.Join(", ", methods.Take(MostInlinees).Select(ExplanationText.ShortenParameters))
        + (methods.Length > MostInlinees ? $" and {Figures.FormatCount(methods.Length - MostInlinees)} more" : "");

    private static string DescribeType(FigureChange change) =>
        $"Allocates {change.Name}: {Figures.FormatBytes(change.Baseline)} → {Figures.FormatBytes(change.Candidate)} in an operation "
        + $"({FormatInterval(change, 1, FormatSignedBytes)}).";

    private static string DescribeCollections(FigureChange change) =>
        $"Collects generation {change.Name}: {Figures.FormatNumber(change.Baseline * Operations)} → "
        + $"{Figures.FormatNumber(change.Candidate * Operations)} times in a million operations "
        + $"({FormatInterval(change, Operations, FormatSigned)}).";

    private static string FormatInterval(FigureChange change, double factor, Func<double, string> format) =>
        Figures.FormatInterval(change.Difference.Lower * factor, change.Difference.Upper * factor, format);

    private static string FormatSignedBytes(double bytes) => Figures.FormatSigned(bytes, size => Figures.FormatBytes(size));

    private static string FormatSigned(double value) => Figures.FormatSigned(value, Figures.FormatNumber);
}
