using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>A gate's verdict, for a reader.</summary>
internal static class GateDocument
{
    /// <param name="result">Of a finished run.</param>
    /// <param name="pictures">Drawn before the table.</param>
    public static ImmutableArray<Block> Create(GateResult result, params IEnumerable<Picture> pictures)
    {
        ImmutableDictionary<string, string> names = Names(result.Run);
        CellResult[] rows = [.. Order(result)];
        string[] warnings =
        [
            .. result.Run.Header.IsOfAlikeSides ? [ControlText.SidesAreAlike] : Array.Empty<string>(),
            .. ControlText.Warnings(result.Controls),
        ];
        ImmutableArray<string> problems = ControlText.Problems(result.Controls);
        string[] findings = [.. result.Findings.Select(finding => Text(finding, names)), .. UnevenOutliers(result, names)];
        return
        [
            Sides(result.Run),
            .. problems is [] ? ImmutableArray<Block>.Empty : [new Heading("This run is invalid"), new Bullets(problems)],
            .. warnings is [] ? ImmutableArray<Block>.Empty : [new Heading("Warnings"), new Bullets([.. warnings])],
            .. pictures,
            .. rows is [] ? ImmutableArray<Block>.Empty : [Table(rows, names)],
            .. findings is [] ? ImmutableArray<Block>.Empty : [new Heading("Findings"), new Bullets([.. findings])],
            Conclusion(result),
            new Paragraph(ControlText.Describe(result.Controls)),
            new Paragraph(Method(result.Run)),
        ];
    }

    /// <summary>Both programs, and where they ran.</summary>
    public static Grid Sides(GateRun run) =>
        new(
            [new Column("Side"), new Column("Program"), new Column("Machine"), new Column("Runtime"), new Column("BenchmarkDotNet")],
            [
                ["Baseline", run.Header.Baseline.Description, run.Probe!.Machine, run.Probe.Runtime, run.Probe.BenchmarkDotNet],
                [
                    "Candidate",
                    run.Header.Candidate.Description,
                    run.Probe.Machine,
                    run.Probe.CandidateRuntime ?? run.Probe.Runtime,
                    run.Probe.CandidateBenchmarkDotNet ?? run.Probe.BenchmarkDotNet,
                ],
            ]
        );

    /// <summary>Names as short as they can be.</summary>
    public static ImmutableDictionary<string, string> Names(GateRun run) =>
        ShortNames
            .Of([
                .. run.Probe!.Cells.Select(cell => cell.Name)
                    .Concat(run.Probe.Findings.Select(finding => finding.Name))
                    .Distinct()
                    .Select(name => new BenchmarkKey(name, JobId.Default)),
            ])
            .ToImmutableDictionary(pair => pair.Key.FullName, pair => pair.Value);

    /// <summary>What matters first.</summary>
    public static IEnumerable<CellResult> Order(GateResult result) =>
        result
            .Cells.OrderBy(cell => Verdicts.RankUrgency(cell.Judgement.Verdict, cell.Judgement.Suspicion, cell.Judgement.IsUndecided))
            .ThenByDescending(cell => cell.Judgement.Assessment.Estimate?.Value ?? 0);

    private static Grid Table(CellResult[] rows, ImmutableDictionary<string, string> names) =>
        new(
            [
                new Column("Benchmark"),
                new Column("Verdict"),
                new Column("Ratio", true),
                new Column("95 % interval", true),
                new Column("Baseline", true),
                new Column("Candidate", true),
                new Column("p", true),
                new Column("Detectable", true),
                new Column("Pairs", true),
            ],
            [.. rows.Select(row => Row(row, names[row.Plan.Cell]))]
        );

    private static ImmutableArray<Cell> Row(CellResult cell, string name)
    {
        PairedJudgement judgement = cell.Judgement;
        PairedAssessment assessment = judgement.Assessment;
        return
        [
            name,
            Verdicts.Describe(judgement),
            assessment.Estimate is { } ratio ? Figures.Ratio(ratio.Value) : Figures.None,
            assessment.Estimate is { Lower: var lower, Upper: var upper } && double.IsFinite(upper)
                ? Figures.Interval(lower, upper, Figures.Ratio)
                : Figures.None,
            Time(assessment.BaselineNanoseconds),
            Time(assessment.CandidateNanoseconds),
            FindPValue(judgement) is { } p ? PValue(p) : Figures.None,
            judgement.MinimumDetectableEffect is { } effect ? Figures.Percent(effect) : Figures.None,
            (
                assessment.Kept == assessment.Pairs
                    ? Figures.Count(assessment.Pairs)
                    : $"{Figures.Count(assessment.Kept)} of {Figures.Count(assessment.Pairs)}"
            ) + (judgement.Stage == 1 ? ", stage 1" : ", stage 2"),
        ];
    }

    // Of what is called; where nothing is, of "slower".
    private static double? FindPValue(PairedJudgement judgement) =>
        judgement.Verdict == Verdict.Faster
            ? judgement.AdjustedPFaster
            : judgement.AdjustedPSlower ?? judgement.Assessment.Estimate?.PSlower;

    private static string Time(double nanoseconds) => double.IsNaN(nanoseconds) ? Figures.None : Figures.Time(nanoseconds);

    private static string PValue(double p) => p < 0.001 ? "< 0.001" : Figures.Number(p);

    private static string Text(CellFinding finding, ImmutableDictionary<string, string> names)
    {
        string name = names.GetValueOrDefault(finding.Name, finding.Name);
        string what = finding.Message.Split('\n') is [var first, ..] && first.Length > 0 ? $": {first.Trim()}" : "";
        return finding.Kind switch
        {
            FindingKind.Missing => $"Missing from the candidate: {name}",
            FindingKind.Added => $"New in the candidate: {name}",
            FindingKind.FailedInCandidate => $"Failed in the candidate: {name}{what}",
            _ => $"Failed in the baseline: {name}{what}",
        };
    }

    // A change in the share of outlier launches is no change of a typical launch, and may matter more.
    private static IEnumerable<string> UnevenOutliers(GateResult result, ImmutableDictionary<string, string> names) =>
        result
            .Cells.Where(cell => cell.Judgement.Assessment.PValueOfShare <= Estimate.OneSidedLevel)
            .Select(cell =>
                $"The share of outlier launches differs: {names[cell.Plan.Cell]}, {Figures.Count(cell.Judgement.Assessment.BaselineExcluded)} of {Figures.Count(cell.Judgement.Assessment.Pairs)} in the baseline, {Figures.Count(cell.Judgement.Assessment.CandidateExcluded)} in the candidate"
            );

    /// <summary>One sentence.</summary>
    public static Paragraph Conclusion(GateResult result)
    {
        string tolerance = Figures.Percent(result.Run.Header.Settings.Tolerance);
        int slower = result.Count(Verdict.Slower);
        return !result.Controls.IsValid
                ? new Paragraph(
                    "Invalid: a control moved, so nothing here may be believed. Which one stands above; run the gate again when it rests.",
                    Tone.Bad
                )
            : slower > 0
                ? new Paragraph(
                    $"{Figures.Count(slower)} of {Figures.Count(result.Cells.Length, "benchmark")} slower, confirmed by fresh pairs.",
                    Tone.Bad
                )
            : result.Open > 0
                ? new Paragraph(
                    $"Nothing is shown to be slower, but a slow-down of {tolerance} or more is not excluded in {Figures.Count(result.Open)} of {Figures.Count(result.Cells.Length, "benchmark")}.",
                    Tone.Uncertain
                )
            : result.Cells.IsEmpty ? new Paragraph("No benchmark could be measured on both sides.", Tone.Uncertain)
            : new Paragraph(
                $"Nothing is slower: a slow-down of {tolerance} or more is excluded in {(result.Cells.Length == 1 ? "the benchmark" : $"all {Figures.Count(result.Cells.Length)} benchmarks")}{(result.IsIncomplete ? " that ran on both sides" : "")}.",
                result.IsIncomplete ? Tone.Uncertain : Tone.Good
            );
    }

    private static string Method(GateRun run) =>
        $"Pairs of fresh processes, seed {Figures.Count(run.Header.Settings.Seed)}. Exact signed ranks; what the first stage did not show clean was measured again by fresh pairs, and Holm at 1 % over those: in a run with no change the "
        + $"probability of any false \"slower\" is at most 1 %. Differences below {Figures.Percent(run.Header.Settings.Margin)} are never called. Detectable: the smallest slow-down that 95 of 100 such runs would confirm.";
}
