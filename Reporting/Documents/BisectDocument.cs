using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The result of a bisection as a document.</summary>
internal static class BisectDocument
{
    /// <summary>The title.</summary>
    public const string Title = "Slower since which commit?";

    // Less is not worth a row where nothing was measured.
    private const double SmallestShown = 0.005;

    /// <summary>Creates the document: the answer, the commits that were looked at, and what to look at next.</summary>
    /// <param name="run">Finished, or as far as its budget went.</param>
    /// <param name="draw">Draws what stands below the explanation; null for nothing.</param>
    public static ImmutableArray<Block> Create(BisectRun run, Func<Explanation, ImmutableArray<Block>>? draw = null) =>
        [
            new Paragraph(Describe(run), run.IsFound ? Tone.Bad : Tone.Uncertain),
            .. CreateTable(run),
            .. Section.Create("Skipped", [.. run.Skipped.Select(skip => $"{Name(run, skip.Key)}: {skip.Value}")]),
            .. CreateExplanation(run, draw),
            .. Section.Create("Next", DescribeNext(run)),
        ];

    /// <summary>The answer in a sentence or two.</summary>
    public static string Describe(BisectRun run) =>
        run.Range is { } range ? DescribeRange(run, range)
        : run.Alike.Any(alike => Math.Abs(alike.Commit - alike.Other) == run.Header.Last)
            ? $"There is no commit to find: {Name(run, run.Header.Last)} is the same code as {Name(run, 0)}."
        : run.Ends == EndsVerdict.NotShown
            ? $"There is no commit to find: it was not shown that {run.Benchmark?.Name} is slower by "
                + $"{Figures.FormatPercent(run.Header.Settings.Margin)} or more in {Name(run, run.Header.Last)} than in "
                + $"{Name(run, 0)} ({DescribeChange(run.Change)})."
        : "The budget ended before both ends were compared.";

    private static string DescribeRange(BisectRun run, CommitRange range)
    {
        string change = $"The last commit is {DescribeChange(run.Change)}.";
        string probability = $"probability {FormatProbability(range.Probability)}";
        if (range.Count == 1)
        {
            SourceCommit commit = run.Header.Commits[range.First];
            string date = commit.Authored.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return $"{run.Benchmark!.Name} is slower since {commit.Short} \"{commit.Subject}\" of {commit.Author}, {date} "
                + $"({probability}). {change}";
        }

        string some = $"{Figures.FormatCount(range.Count)} commits, {Name(run, range.First)} to {Name(run, range.Last)} ({probability})";
        return run.IsFound
            ? $"{run.Benchmark!.Name} is slower since one of {some}; the others of them cannot be measured. {change}"
            : $"{run.Benchmark!.Name} is slower since one of {some}; the budget ended before it was found. {change}";
    }

    private static string DescribeChange(PairedEstimate? change) =>
        change is { } known
            ? double.IsFinite(known.Lower)
                ? $"{Figures.FormatChange(known.Value)}, 95 % interval of the ratio "
                    + Figures.FormatInterval(known.Lower, known.Upper, Figures.FormatRatio)
                : Figures.FormatChange(known.Value)
            : "without a pair";

    private static ImmutableArray<Block> CreateExplanation(BisectRun run, Func<Explanation, ImmutableArray<Block>>? draw) =>
        run is { Explanation: { } explanation, Range: { } range }
            ?
            [
                .. ExplanationText.CreateSection(explanation, ImmutableDictionary<string, string>.Empty, measured: null),
                new Paragraph($"The baseline of this section is {Name(run, range.First - 1)}, the candidate {Name(run, range.Last)}."),
                .. draw?.Invoke(explanation) ?? [],
            ]
            : [];

    private static ImmutableArray<Block> CreateTable(BisectRun run)
    {
        int[] shown =
        [
            .. Enumerable
                .Range(1, run.Header.Last)
                .Where(commit =>
                    run.Skipped.ContainsKey(commit)
                    || run.SelectLogRatios(commit).Length > 0
                    || run.Search?.Probabilities[commit - 1] >= SmallestShown
                ),
        ];
        return shown is []
            ? []
            :
            [
                Grid.Create(
                    shown,
                    new("Commit", commit => run.Header.Commits[commit].Short),
                    new("Date", commit => run.Header.Commits[commit].Authored.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    new("Subject", commit => run.Header.Commits[commit].Subject),
                    new("Pairs", commit => Figures.FormatCount(run.SelectLogRatios(commit).Length), IsNumber: true),
                    new("Ratio", commit => FormatRatio(run.SelectLogRatios(commit)), IsNumber: true),
                    new("Probability", commit => FormatProbability(run, commit), IsNumber: true)
                ),
            ];
    }

    private static Cell FormatRatio(ImmutableArray<double> logRatios) =>
        logRatios is [] ? "" : Figures.FormatRatio(PairedEstimate.FromDifferences(logRatios).Value);

    private static Cell FormatProbability(BisectRun run, int commit) =>
        run.Search is not { } search
            ? ""
            : new Cell(
                FormatProbability(search.Probabilities[commit - 1]),
                run.Range is { Count: 1 } range && range.First == commit ? Tone.Bad : Tone.Neutral
            );

    // Never certain: the model is not.
    private static string FormatProbability(double probability) => probability > 0.99 ? "above 99 %" : Figures.FormatPercent(probability);

    private static ImmutableArray<string> DescribeNext(BisectRun run) =>
        run.Range is { } range
            ?
            [
                $"Measure it again, alone: bdn-compare gate {run.Header.Commits[range.First - 1].Short} "
                    + $"{run.Header.Commits[range.Last].Short} --filter '{run.Benchmark!.Name}'",
                .. run.IsFound ? ImmutableArray<string>.Empty : ["Go on: bdn-compare gate bisect --resume with the run's file."],
            ]
            : [];

    private static string Name(BisectRun run, int commit) => $"{run.Header.Commits[commit].Short} \"{run.Header.Commits[commit].Subject}\"";
}
