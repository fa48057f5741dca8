using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Explaining;
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

    /// <summary>Thrown by each profile; null for none.</summary>
    public Exception? ProfileFault { get; init; }

    /// <summary>The two commits of each profile.</summary>
    public List<(int Before, int After)> Profiled { get; } = [];

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

    public void Profile(int before, int after, string benchmark, Action<ProfileLine> save, CancellationToken cancellation)
    {
        Profiled.Add((before, after));
        for (int pair = 0; pair < 4; pair++)
        {
            if (pair == 2 && ProfileFault is { } fault)
            {
                throw fault;
            }

            save(new ProfileLine(benchmark, pair, CreateSide(100, 300 + pair), CreateSide(110, 400 - pair)));
        }

        static SideProfile CreateSide(double nanoseconds, int parse) =>
            new(
                nanoseconds,
                [new ProfiledFrame("N.T.Work()", IsFramework: false), new ProfiledFrame("N.T.Parse()", IsFramework: false)],
                [new ProfiledStack([0], 700), new ProfiledStack([0, 1], parse)]
            );
    }

    public MethodCommitsLine FindCommits(int before, int after, Explanation explanation, CancellationToken cancellation) =>
        new(
            explanation.Benchmark,
            [.. explanation.Named.Select(change => new MethodCommits(change.Method, [Begin(after).Header.Commits[^1]]))]
        );

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
