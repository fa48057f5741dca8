using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Tests.Gating.Bisecting;

/// <summary>A whole bisection whose pairs are drawn; what to measure, and when to end, is the product's.</summary>
internal static class SimulatedBisection
{
    // A build of the small programs takes about three times as long as a pair.
    private const double BuildPairs = 3;

    // A real one ends by its budget.
    private const int MostPairs = 400;

    public static BisectHeader CreateHeader(int commits, double probability = 0.95) =>
        new(
            BisectHeader.CurrentSchema,
            new GateSettings(0.02, 0.05, null, null, 1, [], [], [], 1, 120),
            probability,
            [
                .. Enumerable
                    .Range(0, commits + 1)
                    .Select(i => new SourceCommit(
                        i.ToString("x40", CultureInfo.InvariantCulture),
                        DateTimeOffset.UnixEpoch.AddDays(i),
                        "A",
                        FormattableString.Invariant($"Commit {i}")
                    )),
            ]
        );

    /// <param name="commits">n.</param>
    /// <param name="draw">Draws ln(commit ÷ commit 0) of a pair.</param>
    /// <param name="broken">The commits that do not build.</param>
    /// <param name="probability">The probability at which it ends.</param>
    public static (BisectRun Run, int Builds) Run(
        int commits,
        Func<int, double> draw,
        IReadOnlySet<int>? broken = null,
        double probability = 0.95
    )
    {
        BisectRun run = new(CreateHeader(commits, probability));
        HashSet<int> built = [0, commits];
        while (run.Pairs.Length < MostPairs && run.ChooseNext(built, BuildPairs) is { } next)
        {
            if (broken?.Contains(next) == true)
            {
                run = run.With(new SkipLine(next, "It does not build."));
                continue;
            }

            built.Add(next);
            run = run.With(CreatePair(next, draw(next)));
        }

        return (run, built.Count);
    }

    public static PairLine CreatePair(int commit, double logRatio) => new(commit, [1e6], [1e6 * Math.Exp(logRatio)]);
}
