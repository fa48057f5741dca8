namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>
/// The search for the first slow commit, as a probability of each: every commit before it is as fast as commit 0, and every one from it
/// on is slower by the same factor, which is not known. A pair is wrong at times, so no step excludes half of the commits for ever; it
/// moves probability, and the next pair goes where it tells most.
/// </summary>
/// <remarks>
/// M. Ben-Or and A. Hassidim, The Bayesian learner is optimal for noisy binary search, FOCS 2008; R. Waeber, P. I. Frazier and
/// S. G. Henderson, Bisection search with noisy responses, SIAM J. Control Optim. 51 (2013). Theirs measure at the median of the
/// probability; this one also counts that a commit which is not built yet costs a build.
/// </remarks>
/// <param name="Commits">n: the commits 1 to n may be the first slow one; n is known to be slow.</param>
/// <param name="Grid">The sizes of change and noise.</param>
internal sealed record ChangeSearch(int Commits, EffectGrid Grid)
{
    /// <summary>The evidence of the commits that were measured.</summary>
    public ImmutableSortedDictionary<int, CommitEvidence> Evidence { get; private init; } =
        ImmutableSortedDictionary<int, CommitEvidence>.Empty;

    /// <summary>The commits that cannot be measured.</summary>
    public ImmutableSortedSet<int> Skipped { get; private init; } = [];

    /// <summary>Pairs of commits of the same code: what lies between them cancels out, and the first slow commit is none of it.</summary>
    public ImmutableArray<(int First, int Last)> Alike { get; private init; } = [];

    /// <summary>The probability of each commit: <c>result[i]</c> is that of commit i + 1. Their sum is 1.</summary>
    public ImmutableArray<double> Probabilities { get; private init; } = [];

    /// <summary>Creates a search in which every commit is equally likely.</summary>
    public static ChangeSearch Create(int commits, EffectGrid grid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(commits, 1);
        return new ChangeSearch(commits, grid).Update();
    }

    /// <summary>Adds a pair of a commit against commit 0.</summary>
    /// <param name="commit">1 to n.</param>
    /// <param name="logRatios">ln(commit ÷ commit 0) of each pair.</param>
    public ChangeSearch AddPairs(int commit, params ImmutableArray<double> logRatios)
    {
        CommitEvidence before = Evidence.GetValueOrDefault(commit) ?? CommitEvidence.Create(Grid);
        CommitEvidence after = logRatios.Aggregate(before, (evidence, logRatio) => evidence.Add(logRatio));
        return (this with { Evidence = Evidence.SetItem(commit, after) }).Update();
    }

    /// <summary>Leaves a commit out that cannot be measured. It stays a possible first slow one.</summary>
    public ChangeSearch Skip(int commit) => this with { Skipped = Skipped.Add(commit) };

    /// <summary>Adds that two commits are the same code.</summary>
    public ChangeSearch AddAlike(int first, int last) =>
        (this with { Alike = Alike.Add((Math.Min(first, last), Math.Max(first, last))) }).Update();

    /// <summary>Chooses the commit to measure next: the one of which a pair tells most for its time.</summary>
    /// <param name="built">The commits that need no build.</param>
    /// <param name="buildPairs">The time of a build, in pairs; 0 or more.</param>
    /// <returns>Null where no measurement can tell the rest apart.</returns>
    public int? ChooseNext(IReadOnlySet<int> built, double buildPairs)
    {
        int? best = null;
        double bestWorth = 0;
        double before = 0;
        for (int commit = 1; commit < Commits; commit++)
        {
            before += Probabilities[commit - 1];
            double worth = ComputeEntropy(before) / (1 + (built.Contains(commit) ? 0 : buildPairs));
            if (!Skipped.Contains(commit) && worth > bestWorth + 1e-12)
            {
                (best, bestWorth) = (commit, worth);
            }
        }

        return best;
    }

    /// <summary>Finds the smallest range of commits that holds the first slow one.</summary>
    /// <param name="probability">With at least this probability; below 1.</param>
    public CommitRange FindRange(double probability)
    {
        ImmutableArray<CommitRange> groups = FindGroups();
        CommitRange? best = null;
        for (int first = 0; first < groups.Length; first++)
        {
            double sum = 0;
            for (int last = first; last < groups.Length; last++)
            {
                sum += groups[last].Probability;
                CommitRange range = new(groups[first].First, groups[last].Last, Math.Min(1, sum));
                if (sum >= probability && (best is null || IsBetter(range, best)))
                {
                    best = range;
                }
            }
        }

        return best ?? new CommitRange(1, Commits, 1);
    }

    /// <summary>True where no measurement can make a range smaller.</summary>
    public bool IsSmallest(CommitRange range) => FindGroups().Any(group => group.First == range.First && group.Last == range.Last);

    private static bool IsBetter(CommitRange one, CommitRange other) =>
        one.Count < other.Count || (one.Count == other.Count && one.Probability > other.Probability);

    // A commit that cannot be measured cannot be told from the next one that can.
    private ImmutableArray<CommitRange> FindGroups()
    {
        ImmutableArray<CommitRange>.Builder groups = ImmutableArray.CreateBuilder<CommitRange>();
        int first = 1;
        double sum = 0;
        for (int commit = 1; commit <= Commits; commit++)
        {
            sum += Probabilities[commit - 1];
            if (commit == Commits || !Skipped.Contains(commit))
            {
                groups.Add(new CommitRange(first, commit, sum));
                (first, sum) = (commit + 1, 0);
            }
        }

        return groups.ToImmutable();
    }

    private ChangeSearch Update() => this with { Probabilities = ComputeProbabilities() };

    private ImmutableArray<double> ComputeProbabilities()
    {
        double[] logs = new double[Commits];
        Array.Fill(logs, double.NegativeInfinity);
        for (int effect = 0; effect < Grid.LogRatios.Length; effect++)
        {
            for (int spread = 0; spread < Grid.Spreads.Length; spread++)
            {
                double[] some = ComputeLogLikelihoods(effect, spread);
                for (int i = 0; i < logs.Length; i++)
                {
                    logs[i] = LogSum.Compute([logs[i], some[i]]);
                }
            }
        }

        double total = LogSum.Compute(logs);
        return double.IsFinite(total)
            ? [.. logs.Select(log => Math.Exp(log - total))]
            : throw new InvalidOperationException("No commit can be the first slow one.");
    }

    // From the commit before: the evidence of that commit changes from slower to unchanged.
    private double[] ComputeLogLikelihoods(int effect, int spread)
    {
        double current = Evidence.Values.Sum(evidence => evidence.ComputeSlower(effect, spread));
        double[] logs = new double[Commits];
        for (int commit = 1; commit <= Commits; commit++)
        {
            if (Evidence.GetValueOrDefault(commit - 1) is { } evidence)
            {
                current += evidence.ComputeUnchanged(effect, spread) - evidence.ComputeSlower(effect, spread);
            }

            logs[commit - 1] = Alike.Any(alike => alike.First < commit && commit <= alike.Last) ? double.NegativeInfinity : current;
        }

        return logs;
    }

    private static double ComputeEntropy(double probability) =>
        probability is <= 0 or >= 1 ? 0 : -(probability * Math.Log(probability)) - ((1 - probability) * Math.Log(1 - probability));
}

/// <summary>A range of commits.</summary>
/// <param name="First">The number of the first one.</param>
/// <param name="Last">The number of the last one; it belongs to the range.</param>
/// <param name="Probability">That it holds the first slow one.</param>
internal sealed record CommitRange(int First, int Last, double Probability)
{
    /// <summary>The number of commits in it.</summary>
    public int Count => Last - First + 1;
}
