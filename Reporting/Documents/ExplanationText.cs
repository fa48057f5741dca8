using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Explaining;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The methods whose time changed, for a reader.</summary>
internal static class ExplanationText
{
    private const int MostMethods = 8;

    /// <summary>Creates the section of one benchmark.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="names">Short names of benchmarks.</param>
    /// <param name="measured">The time of the baseline's operation without the sampler, in nanoseconds; null if unknown.</param>
    public static ImmutableArray<Block> CreateSection(
        Explanation explanation,
        ImmutableDictionary<string, string> names,
        double? measured
    ) =>
        Section.Create(
            $"What changed in {names.GetValueOrDefault(explanation.Benchmark, explanation.Benchmark)}",
            [
                DescribeCause(explanation),
                CreateTable(explanation),
                .. RuntimeText.Create(explanation),
                .. CommitText.Create(explanation),
                new Paragraph(DescribeMethod(explanation) + DescribeOverhead(explanation, measured)),
            ]
        );

    private static Paragraph DescribeCause(Explanation explanation)
    {
        string operation = $"An operation takes {FormatDifference(explanation.Operation.Difference.Value)} while it is profiled.";
        return explanation.Named.ToArray() switch
        {
            [] => new Paragraph(
                $"{operation} No method is named: the time of none changed clearly.{DescribeChangedCode(explanation)}",
                Tone.Uncertain
            ),
            [var first, .. var others] => new Paragraph(
                $"{operation} {Describe(first, explanation)}{DescribeOthers(others)}",
                first.Own.Difference.Value > 0 ? Tone.Bad : Tone.Good
            ),
        };
    }

    private static string DescribeChangedCode(Explanation explanation) =>
        explanation.ChangedCode.Take(MostMethods).Select(ShortenParameters).ToArray() is { Length: > 0 } methods
            ? $" It runs code that changed: {string.Join(", ", methods)}."
            : "";

    private static string Describe(MethodChange change, Explanation explanation) =>
        $"{ShortenParameters(change.Method)} takes {FormatDifference(change.Own.Difference.Value)} "
        + $"({FormatInterval(change.Own)})"
        + (
            change.Through is [var through, ..]
                ? $", {DescribeThrough(through, explanation.Compiled.FirstOrDefault(compiled => compiled.Method == change.Method))}"
                : ""
        )
        + ".";

    private static string DescribeOthers(MethodChange[] others) =>
        others is []
            ? ""
            : $" Also changed: {string.Join(", ", others.Take(MostMethods).Select(change => ShortenParameters(change.Method)))}.";

    // What one side inlines has no frame there, although it is called.
    private static string DescribeThrough((string Method, MethodPresence Presence, double Nanoseconds) through, CompiledChange? compiled)
    {
        string reason = through.Presence switch
        {
            MethodPresence.CandidateOnly => compiled?.NoLongerInlined.Contains(through.Method) == true
                ? "which the baseline inlines"
                : "which only the candidate calls",
            _ => compiled?.NewlyInlined.Contains(through.Method) == true ? "which the candidate inlines" : "which only the baseline calls",
        };
        return $"{FormatSigned(through.Nanoseconds)} of it in {ShortenParameters(through.Method)}, {reason}";
    }

    private static Grid CreateTable(Explanation explanation) =>
        Grid.Create(
            explanation.Changes.Where(change => !change.IsFramework || change.Presence != MethodPresence.Both).Take(MostMethods),
            new("Method", change => ShortenParameters(change.Method)),
            new("Own time", change => Figures.FormatTime(change.Own.Baseline), true),
            new("Change", change => FormatSigned(change.Own.Difference.Value), true),
            new("95 % interval", change => FormatInterval(change.Own), true),
            new("Self", change => FormatSigned(change.Self.Difference.Value), true),
            new("Inclusive", change => FormatSigned(change.Inclusive.Difference.Value), true),
            new Column<MethodChange>("Note", change => DescribeNote(change))
        );

    private static string DescribeNote(MethodChange change)
    {
        string[] notes =
        [
            .. change.IsNamed ? ["named"] : ImmutableArray<string>.Empty,
            .. change.HasChangedCode ? ["its code changed"] : ImmutableArray<string>.Empty,
            .. change.ChangedInlinees is []
                ? ImmutableArray<string>.Empty
                : [$"code changed that is inlined into it: {string.Join(", ", change.ChangedInlinees.Select(ShortenParameters))}"],
            .. change.Presence switch
            {
                MethodPresence.CandidateOnly => ["only in the candidate: counts for its caller"],
                MethodPresence.BaselineOnly => ["only in the baseline: counts for its caller"],
                _ => ImmutableArray<string>.Empty,
            },
        ];
        return string.Join("; ", notes);
    }

    private static string DescribeMethod(Explanation explanation) =>
        $"{Figures.FormatCount(explanation.Samples, "sample")} of {Figures.FormatCount(explanation.Pairs)} pairs of fresh processes that "
        + "took turns, about 1,000 a second. Own time is that of the method and of what it calls, up to the next method of the program "
        + "that both sides have. The runtime takes samples where it can stop: the time of a short method may count for its caller. "
        + "A method is named when its own time changed by 1 % of the operation or more, Holm at 5 %.";

    private static string DescribeOverhead(Explanation explanation, double? measured) =>
        measured is { } time
            ? $" While it is sampled, an operation of the baseline takes {Figures.FormatTime(explanation.Operation.Baseline)}, with the "
                + $"loop around it, and {Figures.FormatTime(time)} in the gate."
            : "";

    private static string FormatDifference(double nanoseconds) =>
        $"{Figures.FormatTime(Math.Abs(nanoseconds))} {(nanoseconds < 0 ? "less" : "more")}";

    private static string FormatSigned(double nanoseconds) => Figures.FormatSigned(nanoseconds, Figures.FormatTime);

    private static string FormatInterval(SideTimes times) =>
        Figures.FormatInterval(times.Difference.Lower, times.Difference.Upper, FormatSigned);

    // Without namespaces of the parameters: N.C.M(System.Int32, N.D) becomes N.C.M(Int32, D).
    public static string ShortenParameters(string method)
    {
        int open = method.IndexOf('(', StringComparison.Ordinal);
        return open < 0
            ? method
            : method[..(open + 1)] + string.Join(", ", method[(open + 1)..].Split(',').Select(type => type[(type.LastIndexOf('.') + 1)..]));
    }
}
