using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>A gate's verdict, for a reader.</summary>
internal static class GateDocument
{
    /// <param name="result">Of a finished run.</param>
    public static ImmutableArray<Block> Create(GateResult result) => Create(result, [], _ => []);

    /// <summary>Creates the document of a page.</summary>
    /// <param name="result">Of a finished run.</param>
    /// <param name="pictures">Drawn before the table.</param>
    /// <param name="draw">Draws what stands below an explanation.</param>
    public static ImmutableArray<Block> Create(
        GateResult result,
        IEnumerable<Picture> pictures,
        Func<Explanation, ImmutableArray<Block>> draw
    ) => Create(result, UnchangedText.CreateSection, pictures, draw);

    /// <summary>Creates the document for a console: of benchmarks that were not measured it names the first ones.</summary>
    /// <param name="result">Of a finished run.</param>
    public static ImmutableArray<Block> CreateShort(GateResult result) => Create(result, UnchangedText.CreateShortSection, [], _ => []);

    private static ImmutableArray<Block> Create(
        GateResult result,
        Func<GateRun, ImmutableDictionary<string, string>, ImmutableArray<Block>> createUnchanged,
        IEnumerable<Picture> pictures,
        Func<Explanation, ImmutableArray<Block>> draw
    )
    {
        ImmutableDictionary<string, string> names = Names(result.Run);
        BenchmarkResult[] rows = [.. Order(result)];
        ImmutableArray<Block> drawn = [.. pictures];
        Func<string, ImmutableArray<Block>> name = Section.NameOnPages(drawn);
        return
        [
            CreateSides(result.Run),
            .. ShardText.CreateTable(result),
            .. Section.Create("This run is invalid", ShardText.DescribeControls(result, ControlText.Problems)),
            .. Section.Create("Warnings", DescribeWarnings(result)),
            .. name("Pictures"),
            .. drawn,
            .. name("Benchmarks"),
            .. rows is [] ? ImmutableArray<Block>.Empty : [CreateTable(rows, names)],
            .. Section.Create("Findings", DescribeFindings(result, names)),
            .. result.Explanations.SelectMany(explanation =>
                ExplanationText
                    .CreateSection(explanation, names, FindBaselineTime(result, explanation.Benchmark))
                    .AddRange(draw(explanation))
            ),
            .. createUnchanged(result.Run, names),
            .. name("Result"),
            Conclude(result),
            new Paragraph(ControlText.Describe(result.Validity, result.Shards.IsEmpty ? "Controls" : "Controls, the worst of all shards")),
            new Paragraph(DescribeMethod(result)),
        ];
    }

    private static ImmutableArray<string> DescribeFindings(GateResult result, ImmutableDictionary<string, string> names) =>
        [
            .. result.Findings.Select(finding => Describe(finding, names)),
            .. UnchangedText.DescribeCalledChecks(result, names),
            .. DescribeUnevenOutliers(result, names),
            .. DescribeAllocations(result, names),
            .. DescribeObstacles(result.Run.Probe!, names),
            .. DescribeUnconfirmed(result, names),
            .. DescribeUnpinned(result.Run, names),
            .. DescribeUnsteady(result.Run, names),
        ];

    private static double? FindBaselineTime(GateResult result, string benchmark) =>
        result.Benchmarks.FirstOrDefault(own => own.Plan.Name == benchmark)?.Assessment.BaselineNanoseconds;

    private static ImmutableArray<string> DescribeWarnings(GateResult result) =>
        result.Run.Header.IsSelfComparison
            ? [ControlText.SidesAreAlike, .. ShardText.DescribeControls(result, ControlText.Warnings)]
            : ShardText.DescribeControls(result, ControlText.Warnings);

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
            .ShortenBenchmarks([
                .. run.Probe!.Benchmarks.Select(cell => cell.Name)
                    .Concat(run.Probe.Unchanged?.NotMeasured ?? [])
                    .Concat(run.Probe.Findings.Select(finding => finding.Name))
                    .Distinct()
                    .Select(name => new BenchmarkKey(name, JobId.Default)),
            ])
            .ToImmutableDictionary(pair => pair.Key.FullName, pair => pair.Value);

    /// <summary>The benchmarks that a reader should see first stand first.</summary>
    public static IEnumerable<BenchmarkResult> Order(GateResult result) =>
        result
            .Benchmarks.OrderBy(cell =>
                Verdicts.RankUrgency(cell.Judgement.Verdict, cell.Judgement.Unconfirmed, cell.Judgement.IsUndecided)
            )
            .ThenByDescending(cell => cell.Judgement.Assessment.Estimate?.Value ?? 0);

    private static Grid CreateTable(BenchmarkResult[] rows, ImmutableDictionary<string, string> names)
    {
        const string Allocated = "Allocated";
        bool knowsAllocations = rows.Any(row => row.Allocations is not null);
        ImmutableArray<Column<BenchmarkResult>> columns =
        [
            new("Benchmark", row => names[row.Plan.Name]),
            new("Verdict", row => Verdicts.Describe(row.Judgement)),
            new("Ratio", row => row.Assessment.Estimate is { } ratio ? Figures.FormatRatio(ratio.Value) : Figures.None, true)
            {
                Size = row => row.Assessment.Estimate?.Value,
                IsChange = true,
            },
            new("95 % interval", row => FormatInterval(row.Assessment.Estimate), true),
            new("Baseline", row => FormatTime(row.Assessment.BaselineNanoseconds), true),
            new("Candidate", row => FormatTime(row.Assessment.CandidateNanoseconds), true),
            new("p", row => FindPValue(row.Judgement) is { } p ? FormatPValue(p) : Figures.None, true),
            new("Detectable", row => FormatEffect(row.Judgement.MinimumDetectableEffect), true),
            new(Allocated, row => FormatAllocated(row.Allocations), true),
            new("Pairs", row => $"{FormatPairs(row.Assessment)}, stage {Figures.FormatCount(row.Judgement.Stage)}", true),
        ];
        return Grid.Create(rows, [.. columns.Where(column => knowsAllocations || column.Name != Allocated)]);
    }

    private static string FormatEffect(double? effect) => effect is { } known ? Figures.FormatPercent(known) : Figures.None;

    private static string FormatAllocated(PairAllocations? allocations) =>
        ComparisonDocument.FormatAllocated(allocations?.BaselineBytes, allocations?.CandidateBytes);

    private static string FormatInterval(PairedEstimate? estimate) =>
        estimate is { Lower: var lower, Upper: var upper } && double.IsFinite(upper)
            ? Figures.FormatInterval(lower, upper, Figures.FormatRatio)
            : Figures.None;

    private static string FormatPairs(PairedAssessment assessment) =>
        assessment.Kept == assessment.Pairs
            ? Figures.FormatCount(assessment.Pairs)
            : $"{Figures.FormatCount(assessment.Kept)} of {Figures.FormatCount(assessment.Pairs)}";

    // Of what is called; where nothing is, of "slower".
    private static double? FindPValue(PairedJudgement judgement) =>
        judgement.Verdict == Verdict.Faster
            ? judgement.AdjustedPFaster
            : judgement.AdjustedPSlower ?? judgement.Assessment.Estimate?.PSlower;

    private static string FormatTime(double nanoseconds) => double.IsNaN(nanoseconds) ? Figures.None : Figures.FormatTime(nanoseconds);

    private static string FormatPValue(double p) => p < 0.001 ? "< 0.001" : Figures.FormatNumber(p);

    private static string Describe(BenchmarkFinding finding, ImmutableDictionary<string, string> names)
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

    private static IEnumerable<string> DescribeAllocations(GateResult result, ImmutableDictionary<string, string> names) =>
        result.AllocatingMore.Select(benchmark =>
            $"Allocates more{(result.AllocationMargin is null ? "" : " than the margin allows")}: {names[benchmark.Plan.Name]}, "
            + FormatAllocated(benchmark.Allocations)
        );

    private static IEnumerable<string> DescribeUnconfirmed(GateResult result, ImmutableDictionary<string, string> names)
    {
        BenchmarkResult[] without = [.. result.Benchmarks.Where(benchmark => benchmark.Plan.PairsTwo == 0)];
        return without is [var first, ..]
            ?
            [
                $"The budget had no time to measure {Figures.FormatCount(without.Length, "benchmark")} again that the first stage did not "
                    + $"show clean, such as {names[first.Plan.Name]}",
            ]
            : [];
    }

    private static IEnumerable<string> DescribeObstacles(ProbeLine probe, ImmutableDictionary<string, string> names) =>
        probe
            .Benchmarks.Where(benchmark => benchmark.Obstacle is not null)
            .GroupBy(benchmark => benchmark.Obstacle!)
            .Select(benchmarks =>
                $"{Figures.FormatCount(benchmarks.Count(), "benchmark")} measured in processes of their own, such as "
                + $"{names[benchmarks.First().Name]}: {benchmarks.Key}"
            );

    private static IEnumerable<string> DescribeUnpinned(GateRun run, ImmutableDictionary<string, string> names) =>
        run
            .Launches.Where(launch => launch.Unpinned is not null)
            .DistinctBy(launch => (launch.Benchmark, launch.Unpinned))
            .GroupBy(launch => launch.Unpinned!)
            .Select(launches =>
                $"{Figures.FormatCount(launches.Count(), "benchmark")} took turns on any core, such as "
                + $"{names[launches.First().Benchmark]}: {launches.Key}"
            );

    private static IEnumerable<string> DescribeUnsteady(GateRun run, ImmutableDictionary<string, string> names)
    {
        LaunchLine[] unsteady = [.. run.Launches.Where(launch => launch is { Unsteady: not null, Side: LaunchSide.Baseline })];
        return unsteady is [var first, ..]
            ?
            [
                $"{Figures.FormatCount(unsteady.DistinctBy(launch => launch.Benchmark).Count(), "benchmark")} not steady in "
                    + $"{Figures.FormatCount(unsteady.Length, "pair")}, which do not count, such as {names[first.Benchmark]}: "
                    + first.Unsteady,
            ]
            : [];
    }

    // A change in the share of outlier launches is no change of a typical launch, and may matter more.
    private static IEnumerable<string> DescribeUnevenOutliers(GateResult result, ImmutableDictionary<string, string> names) =>
        result
            .Benchmarks.Where(benchmark => benchmark.Judgement.Assessment.PValueOfShare <= Estimate.OneSidedLevel)
            .Select(benchmark => DescribeOutliers(names[benchmark.Plan.Name], benchmark.Judgement.Assessment));

    private static string DescribeOutliers(string name, PairedAssessment assessment) =>
        $"The share of outlier launches differs: {name}, {Figures.FormatCount(assessment.BaselineExcluded)} of "
        + $"{Figures.FormatCount(assessment.Pairs)} in the baseline, {Figures.FormatCount(assessment.CandidateExcluded)} in the candidate";

    /// <summary>The verdict of the gate in one sentence, and one more where benchmarks were left out.</summary>
    public static Paragraph Conclude(GateResult result)
    {
        Paragraph verdict = ShardText.Limit(result.Run, DescribeVerdict(result));
        return verdict with { Text = $"{verdict.Text} {UnchangedText.Count(result.Run)}".TrimEnd() };
    }

    private static Paragraph DescribeVerdict(GateResult result)
    {
        string tolerance = $"a slow-down of {Figures.FormatPercent(result.Run.Header.Settings.Tolerance)} or more";
        string all = Figures.FormatCount(result.Benchmarks.Length, "benchmark");
        int slower = result.Count(Verdict.Slower);
        return !result.Validity.IsValid ? new Paragraph(ShardText.DescribeInvalid(result), Tone.Bad)
            : slower > 0 || result.FailsByAllocations ? new Paragraph(DescribeFailure(result, slower, all), Tone.Bad)
            : result.Undecided > 0
                ? new Paragraph(
                    $"Nothing is shown to be slower, but {tolerance} is not excluded in {Figures.FormatCount(result.Undecided)} of {all}.",
                    Tone.Uncertain
                )
            : result.Benchmarks.IsEmpty ? new Paragraph("No benchmark could be measured on both sides.", Tone.Uncertain)
            : new Paragraph(
                $"Nothing is slower: {tolerance} is excluded in {(result.Benchmarks.Length == 1 ? "the benchmark" : $"all {all}")}"
                    + (result.IsIncomplete ? " that ran on both sides." : "."),
                result.IsIncomplete ? Tone.Uncertain : Tone.Good
            );
    }

    private static string DescribeFailure(GateResult result, int slower, string all)
    {
        string[] sentences =
        [
            .. slower > 0 ? [$"{Figures.FormatCount(slower)} of {all} slower, confirmed by fresh pairs."] : ImmutableArray<string>.Empty,
            .. result.FailsByAllocations
                ? [$"{Figures.FormatCount(result.AllocatingMore.Length)} of {all} allocate more than the margin allows."]
                : ImmutableArray<string>.Empty,
        ];
        return string.Join(' ', sentences);
    }

    private static string DescribeTurns(GatePlan plan) =>
        plan.Benchmarks.Count(benchmark => benchmark.Method == PairMethod.Turns) switch
        {
            0 => "",
            var turns when turns == plan.Benchmarks.Length => ", which stay for all benchmarks and take turns",
            var turns => $", which stay for {Figures.FormatCount(turns)} of the benchmarks and take turns",
        };

    private static string DescribeMethod(GateResult result) =>
        $"Pairs of fresh processes{DescribeTurns(result.Run.Plan!)}{DescribeSeed(result)}. "
        + "Exact signed ranks; what the first stage did not show clean was measured again by fresh pairs, "
        + $"and Holm at 1 % {ShardText.DescribeFamily(result)}: "
        + "in a run with no change the probability of any false \"slower\" is at most 1 %. "
        + $"Differences below {Figures.FormatPercent(result.Run.Header.Settings.Margin)} are never called. "
        + "Detectable: the smallest slow-down that 95 of 100 such runs would confirm.";

    private static string DescribeSeed(GateResult result) => result.Shards.IsEmpty ? $", seed {FormatSeed(result.Run)}" : "";

    /// <summary>The seed as the command line takes it.</summary>
    public static string FormatSeed(GateRun run) => run.Header.Settings.Seed.ToString(CultureInfo.InvariantCulture);
}
