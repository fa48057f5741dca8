using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.SelfTesting;

/// <summary>
/// The share of slow-downs that gates on this machine find, by resampling. Pairs of a benchmark are drawn with replacement from all
/// recorded pairs, and the drawn run is judged like any other. Where both sides are one program, the candidate's side of one benchmark
/// is made slower by a known effect, or of a tenth of them where they are many; where the candidate is another program, the pairs are
/// taken as they are.
/// </summary>
/// <param name="Points">One for each benchmark and effect.</param>
/// <param name="Gates">The number of gates that were drawn for each point.</param>
/// <param name="Unchanged">The results of gates that were drawn without any change; null where the candidate is another program.</param>
internal sealed record PowerCurve(ImmutableArray<PowerPoint> Points, int Gates, UnchangedGates? Unchanged)
{
    private static readonly ImmutableArray<double> AddedEffects = [0.01, 0.02, 0.03, 0.05, 0.10];

    /// <summary>The effects, ρ − 1, that were added; a single 0 where the candidate is another program.</summary>
    public ImmutableArray<double> Effects => [.. Points.Select(point => point.Effect).Distinct()];

    private const int MostGates = 1000;
    private const int FewestGates = 100;
    private const int UnchangedFactor = 5;
    private const double MostJudgements = 5e5;

    // Of hundreds of benchmarks a tenth is slowed at a time: one by one they would take hours.
    private const int MostGroups = 10;

    /// <param name="results">Finished runs by one plan.</param>
    /// <param name="cancellation">Ends it: of hundreds of benchmarks it takes minutes.</param>
    public static PowerCurve Compute(ImmutableArray<GateResult> results, CancellationToken cancellation)
    {
        GatePlan plan = results[0].Run.Plan!;
        JudgingRules rules = results[0].Run.Header.Settings.Rules;
        bool isOfAlikeSides = results[0].Run.Header.IsSelfComparison;
        ImmutableArray<PairPool> pools =
        [
            .. plan
                .Benchmarks.Select(benchmark => PairPool.FromResults(benchmark, results, isOfAlikeSides))
                .Where(pool => pool.Logs.Count > 0),
        ];

        ImmutableArray<double> effects = isOfAlikeSides ? AddedEffects : [0.0];
        int groups = Math.Min(pools.Length, isOfAlikeSides ? MostGroups : 1);
        int gates = (int)Math.Clamp(MostJudgements / Math.Max(1.0, effects.Length * groups * pools.Length), FewestGates, MostGates);
        ImmutableArray<PowerPoint> points =
        [
            .. Enumerable
                .Range(0, groups)
                .SelectMany(group => effects.Select(effect => (group, effect)))
                .AsParallel()
                .AsOrdered()
                .WithCancellation(cancellation)
                .SelectMany(
                    (part, index) =>
                        DrawPoints(pools, i => i % groups == part.group, part.effect, rules, new GateDraw(gates, index, cancellation))
                )
                .AsEnumerable()
                .OrderBy(point => point.Benchmark, StringComparer.Ordinal)
                .ThenBy(point => point.Effect),
        ];
        return new PowerCurve(
            points,
            gates,
            isOfAlikeSides ? DrawUnchanged(pools, rules, new GateDraw(UnchangedFactor * gates, Seed: -1, cancellation)) : null
        );
    }

    private static IEnumerable<PowerPoint> DrawPoints(
        ImmutableArray<PairPool> pools,
        Func<int, bool> isSlow,
        double effect,
        JudgingRules rules,
        GateDraw draw
    )
    {
        double[] shifts = [.. pools.Select((_, benchmark) => isSlow(benchmark) ? Math.Log(1 + effect) : 0)];
        ImmutableArray<PairedJudgement>[] drawn = DrawGates(pools, shifts, rules, draw);
        return Enumerable
            .Range(0, pools.Length)
            .Where(isSlow)
            .Select(benchmark => new PowerPoint(
                pools[benchmark].Plan.Name,
                effect,
                drawn.Count(gate => gate[benchmark].Verdict == Verdict.Slower),
                drawn.Count(gate => gate[benchmark].Verdict == Verdict.Faster)
            ));
    }

    private static UnchangedGates DrawUnchanged(ImmutableArray<PairPool> pools, JudgingRules rules, GateDraw draw)
    {
        ImmutableArray<PairedJudgement>[] drawn = DrawGates(pools, new double[pools.Length], rules, draw);
        int falsePositives = drawn.Count(gate => gate.Any(judgement => judgement.Verdict == Verdict.Slower));
        return new UnchangedGates(
            draw.Gates,
            falsePositives,
            drawn.Count(gate => gate.All(judgement => judgement is { Verdict: not Verdict.Slower, IsUndecided: false }))
        );
    }

    private static ImmutableArray<PairedJudgement>[] DrawGates(
        ImmutableArray<PairPool> pools,
        double[] shifts,
        JudgingRules rules,
        GateDraw draw
    )
    {
        Random random = new(draw.Seed);
        return [.. Enumerable.Range(0, draw.Gates).Select(_ => DrawOne())];

        ImmutableArray<PairedJudgement> DrawOne()
        {
            draw.Cancellation.ThrowIfCancellationRequested();
            return DrawGate(pools, shifts, rules, random);
        }
    }

    private readonly record struct GateDraw(int Gates, int Seed, CancellationToken Cancellation);

    /// <param name="pools">The pairs of each benchmark.</param>
    /// <param name="shifts"><c>shifts[i]</c> is added to the logarithms of the candidate of <c>pools[i]</c>.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    /// <param name="random">Draws.</param>
    private static ImmutableArray<PairedJudgement> DrawGate(
        ImmutableArray<PairPool> pools,
        double[] shifts,
        JudgingRules rules,
        Random random
    )
    {
        ImmutableArray<PairedAssessment> first = ModeratedPairs.Assess([
            .. pools.Select((pool, benchmark) => pool.Draw(pool.Plan.PairsOne, shifts[benchmark], random)),
        ]);
        return TwoStages.Judge(
            [
                .. pools.Select(
                    (pool, benchmark) =>
                        new StagedBenchmark(
                            first[benchmark],
                            () => PairedAssessment.FromLogs(pool.Draw(pool.Plan.PairsTwo, shifts[benchmark], random)),
                            pool.Plan.PairsTwo
                        )
                ),
            ],
            pools.Length,
            rules
        );
    }
}

/// <param name="Gates">The number of gates that were drawn.</param>
/// <param name="FalsePositives">Those that called anything slower.</param>
/// <param name="Clean">Those that exit with 0: the tolerance is excluded everywhere.</param>
internal sealed record UnchangedGates(int Gates, [property: JsonPropertyName("falseReds")] int FalsePositives, int Clean);

/// <param name="Benchmark">Full name.</param>
/// <param name="Effect">ρ − 1.</param>
/// <param name="Slower">The number of drawn gates that called it slower.</param>
/// <param name="Faster">The number of drawn gates that called it faster.</param>
internal sealed record PowerPoint(string Benchmark, double Effect, int Slower, int Faster);

/// <summary>All pairs of a benchmark that a self-test recorded; its A/A controls as well where both sides are one program.</summary>
/// <param name="Plan">The plan by which they were measured.</param>
/// <param name="Logs">The pairs of all runs.</param>
internal sealed record PairPool(BenchmarkPlan Plan, PairedLogs Logs)
{
    public static PairPool FromResults(BenchmarkPlan benchmark, ImmutableArray<GateResult> results, bool withControls) =>
        new(
            benchmark,
            GateStages.ComputeLogs(
                [.. results.SelectMany(result => SelectPairs(result.Run, benchmark.Name)).Where(pair => withControls || !pair.IsControl)],
                benchmark
            )
        );

    /// <returns>Pairs, drawn with replacement, the candidate's side slower by <paramref name="shift"/> in logarithms.</returns>
    public PairedLogs Draw(int pairs, double shift, Random random)
    {
        int[] drawn = [.. Enumerable.Range(0, pairs).Select(_ => random.Next(Logs.Baseline.Length))];
        return new PairedLogs([.. drawn.Select(i => Logs.Baseline[i])], [.. drawn.Select(i => Logs.Candidate[i] + shift)])
        {
            TookTurns = Logs.TookTurns,
            Resolution = Logs.Resolution,
        };
    }

    private static IEnumerable<LaunchPair> SelectPairs(GateRun run, string benchmark) =>
        run.SelectPairsOfBothStages().Where(pair => pair.IsSteady && pair.Benchmark == benchmark);
}
