using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Bisecting;
using ConcurrencyBench.Compare.Gating;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Compare.Tests.Bisecting;

/// <summary>Commits that are not built, whose pairs are drawn.</summary>
internal sealed class SimulatedPrograms(int slowFrom, int seed = 1) : IBisectPrograms
{
    private readonly Random _random = new(seed);

    public ImmutableHashSet<int> Broken { get; init; } = [];

    public ImmutableHashSet<int> Failing { get; init; } = [];

    /// <summary>The commits of the same code as another one.</summary>
    public ImmutableDictionary<int, int> SameCode { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>Called before each pair.</summary>
    public Action<int> Before { get; init; } = _ => { };

    public bool BaselineFails { get; init; }

    public List<int> Built { get; } = [];

    public List<int> Measured { get; } = [];

    public static BisectRun Begin(int commits) =>
        new(
            new BisectHeader(
                BisectHeader.CurrentSchema,
                new GateSettings(0.02, 0.05, null, null, 1, [], [], [], 1, 120),
                0.95,
                [
                    .. Enumerable
                        .Range(0, commits + 1)
                        .Select(i => new SourceCommit(
                            i.ToString("x7", CultureInfo.InvariantCulture) + new string('0', 33),
                            DateTimeOffset.UnixEpoch.AddDays(i),
                            "Ann",
                            FormattableString.Invariant($"Change {i}")
                        )),
                ]
            )
        );

    public string? Build(int commit, CancellationToken cancellation)
    {
        Built.Add(commit);
        return Broken.Contains(commit) ? "It does not build." : null;
    }

    public int? FindSameCode(int commit) => SameCode.TryGetValue(commit, out int other) ? other : null;

    public BenchmarkLine FindBenchmark(CancellationToken cancellation) => new("N.T.Work", ".NET 10.0.1", "A machine");

    public TurnOutcome Measure(int commit, string benchmark, CancellationToken cancellation)
    {
        Before(commit);
        cancellation.ThrowIfCancellationRequested();
        Measured.Add(commit);
        double ratio = Math.Exp(Normal.Sample(_random, commit >= slowFrom ? 0.05 : 0, 0.01));
        bool fails = BaselineFails || Failing.Contains(commit);
        return new TurnOutcome(
            fails ? [] : [1000, 1000, 1000],
            fails ? [] : [1000 * ratio, 1000 * ratio, 1000 * ratio],
            1000,
            0,
            0,
            Overhead: 1,
            Unsteady: null,
            Unpinned: null,
            fails ? (BaselineFails, "it threw") : null
        );
    }
}
