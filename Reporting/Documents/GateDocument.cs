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
        return
        [
            CreateSides(result.Run),
            .. Section.Create("This run is invalid", ControlText.Problems(result.Controls)),
            .. Section.Create(
                "Warnings",
                [
                    .. result.Run.Header.IsOfAlikeSides ? [ControlText.SidesAreAlike] : Array.Empty<string>(),
                    .. ControlText.Warnings(result.Controls),
                ]
            ),
            .. pictures,
            .. rows is [] ? ImmutableArray<Block>.Empty : [CreateTable(rows, names)],
            .. Section.Create(
                "Findings",
                [.. result.Findings.Select(finding => Describe(finding, names)), .. DescribeUnevenOutliers(result, names)]
            ),
            Conclude(result),
            new Paragraph(ControlText.Describe(result.Controls)),
            new Paragraph(DescribeMethod(result.Run)),
        ];
    }

    /// <summary>Both programs, and where they ran.</summary>
    public static Grid CreateSides(GateRun run) =>
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

    /// <summary>The benchmarks that a reader should see first stand first.</summary>
    public static IEnumerable<CellResult> Order(GateResult result) =>
        result
            .Cells.OrderBy(cell => Verdicts.RankUrgency(cell.Judgement.Verdict, cell.Judgement.Suspicion, cell.Judgement.IsUndecided))
            .ThenByDescending(cell => cell.Judgement.Assessment.Estimate?.Value ?? 0);

    private static Grid CreateTable(CellResult[] rows, ImmutableDictionary<string, string> names) =>
        Grid.Create(
            rows.Select(row => (row.Plan, row.Judgement, row.Judgement.Assessment)),
            new("Benchmark", row => names[row.Plan.Cell]),
            new("Verdict", row => Verdicts.Describe(row.Judgement)),
            new("Ratio", row => row.Assessment.Estimate is { } ratio ? Figures.Ratio(ratio.Value) : Figures.None, true),
            new("95 % interval", row => FormatInterval(row.Assessment.Estimate), true),
            new("Baseline", row => FormatTime(row.Assessment.BaselineNanoseconds), true),
            new("Candidate", row => FormatTime(row.Assessment.CandidateNanoseconds), true),
            new("p", row => FindPValue(row.Judgement) is { } p ? FormatPValue(p) : Figures.None, true),
            new("Detectable", row => row.Judgement.MinimumDetectableEffect is { } effect ? Figures.Percent(effect) : Figures.None, true),
            new("Pairs", row => $"{FormatPairs(row.Assessment)}, stage {Figures.Count(row.Judgement.Stage)}", true)
        );

    private static string FormatInterval(PairedEstimate? estimate) =>
        estimate is { Lower: var lower, Upper: var upper } && double.IsFinite(upper)
            ? Figures.Interval(lower, upper, Figures.Ratio)
            : Figures.None;

    private static string FormatPairs(PairedAssessment assessment) =>
        assessment.Kept == assessment.Pairs
            ? Figures.Count(assessment.Pairs)
            : $"{Figures.Count(assessment.Kept)} of {Figures.Count(assessment.Pairs)}";

    // Of what is called; where nothing is, of "slower".
    private static double? FindPValue(PairedJudgement judgement) =>
        judgement.Verdict == Verdict.Faster
            ? judgement.AdjustedPFaster
            : judgement.AdjustedPSlower ?? judgement.Assessment.Estimate?.PSlower;

    private static string FormatTime(double nanoseconds) => double.IsNaN(nanoseconds) ? Figures.None : Figures.Time(nanoseconds);

    private static string FormatPValue(double p) => p < 0.001 ? "< 0.001" : Figures.Number(p);

    private static string Describe(CellFinding finding, ImmutableDictionary<string, string> names)
    {
        string name = names.GetValueOrDefault(finding.Name, finding.Name);
        string cause = finding.Message.Split('\n') is [var first, ..] && first.Length > 0 ? $": {first.Trim()}" : "";
        return finding.Kind switch
        {
            FindingKind.Missing => $"Missing from the candidate: {name}",
            FindingKind.Added => $"New in the candidate: {name}",
            FindingKind.FailedInCandidate => $"Failed in the candidate: {name}{cause}",
            FindingKind.FailedInBaseline => $"Failed in the baseline: {name}{cause}",
        };
    }

    // A change in the share of outlier launches is no change of a typical launch, and may matter more.
    private static IEnumerable<string> DescribeUnevenOutliers(GateResult result, ImmutableDictionary<string, string> names) =>
        result
            .Cells.Where(cell => cell.Judgement.Assessment.PValueOfShare <= Estimate.OneSidedLevel)
            .Select(cell =>
                $"The share of outlier launches differs: {names[cell.Plan.Cell]}, "
                + $"{Figures.Count(cell.Judgement.Assessment.BaselineExcluded)} of {Figures.Count(cell.Judgement.Assessment.Pairs)} "
                + $"in the baseline, {Figures.Count(cell.Judgement.Assessment.CandidateExcluded)} in the candidate"
            );

    /// <summary>The verdict of the gate in one sentence.</summary>
    public static Paragraph Conclude(GateResult result)
    {
        string tolerance = $"a slow-down of {Figures.Percent(result.Run.Header.Settings.Tolerance)} or more";
        string all = Figures.Count(result.Cells.Length, "benchmark");
        int slower = result.Count(Verdict.Slower);
        return !result.Controls.IsValid
                ? new Paragraph(
                    "Invalid: a control moved, so nothing here may be believed. "
                        + "Which one stands above; run the gate again when it rests.",
                    Tone.Bad
                )
            : slower > 0 ? new Paragraph($"{Figures.Count(slower)} of {all} slower, confirmed by fresh pairs.", Tone.Bad)
            : result.Open > 0
                ? new Paragraph(
                    $"Nothing is shown to be slower, but {tolerance} is not excluded in {Figures.Count(result.Open)} of {all}.",
                    Tone.Uncertain
                )
            : result.Cells.IsEmpty ? new Paragraph("No benchmark could be measured on both sides.", Tone.Uncertain)
            : new Paragraph(
                $"Nothing is slower: {tolerance} is excluded in {(result.Cells.Length == 1 ? "the benchmark" : $"all {all}")}"
                    + (result.IsIncomplete ? " that ran on both sides." : "."),
                result.IsIncomplete ? Tone.Uncertain : Tone.Good
            );
    }

    private static string DescribeMethod(GateRun run) =>
        $"Pairs of fresh processes, seed {Figures.Count(run.Header.Settings.Seed)}. "
        + "Exact signed ranks; what the first stage did not show clean was measured again by fresh pairs, "
        + "and Holm at 1 % over those: in a run with no change the probability of any false \"slower\" is at most 1 %. "
        + $"Differences below {Figures.Percent(run.Header.Settings.Margin)} are never called. "
        + "Detectable: the smallest slow-down that 95 of 100 such runs would confirm.";
}
