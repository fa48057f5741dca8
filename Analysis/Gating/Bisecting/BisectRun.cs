using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>A bisection so far: the lines of its file, and what they say.</summary>
/// <param name="Header">The first line.</param>
internal sealed record BisectRun(BisectHeader Header)
{
    // The code of one commit is still being compiled in so many pairs: more will not help.
    private const int MostUnsteady = 5;

    /// <summary>The benchmark; null before both ends were listed.</summary>
    public BenchmarkLine? Benchmark { get; private init; }

    /// <summary>The pairs that count, in order.</summary>
    public ImmutableArray<PairLine> Pairs { get; private init; } = [];

    /// <summary>The pairs of each commit that do not count.</summary>
    public ImmutableDictionary<int, int> Unsteady { get; private init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>The reason of each commit that cannot be measured.</summary>
    public ImmutableSortedDictionary<int, string> Skipped { get; private init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Pairs of commits of the same code.</summary>
    public ImmutableArray<(int Commit, int Other)> Alike { get; private init; } = [];

    /// <summary>The verdict on the pairs of both ends.</summary>
    public EndsVerdict Ends { get; private init; }

    /// <summary>The search; null until both ends were shown to differ.</summary>
    public ChangeSearch? Search { get; private init; }

    /// <summary>The profiles of the range's last commit beside the one before the range.</summary>
    public ImmutableArray<ProfileLine> Profiles { get; private init; } = [];

    /// <summary>The methods whose time changed in the range; null where it was not profiled.</summary>
    public Explanation? Explanation =>
        Explanation.FromProfileLines(Profiles) is [var only, ..] ? only with { Commits = MethodCommits } : null;

    /// <summary>The commits of the range that touch those methods; null where nobody looked for them.</summary>
    public MethodCommitsLine? MethodCommits { get; private init; }

    /// <summary>The estimate of ln(last ÷ first); null before there are pairs of both.</summary>
    public PairedEstimate? Change => SelectLogRatios(Header.Last) is { IsEmpty: false } ends ? PairedEstimate.FromDifferences(ends) : null;

    /// <summary>The smallest range with the wanted probability; null until both ends were shown to differ.</summary>
    public CommitRange? Range => Search?.FindRange(Header.Probability);

    /// <summary>True where the commit is found, or the smallest range that can be.</summary>
    public bool IsFound => Range is { } range && Search!.IsSmallest(range);

    /// <summary>True where nothing is left to measure.</summary>
    public bool IsFinished => Ends == EndsVerdict.NotShown || IsFound;

    /// <returns>ln(commit ÷ commit 0) of the pairs of a commit.</returns>
    public ImmutableArray<double> SelectLogRatios(int commit) =>
        [.. Pairs.Where(pair => pair.Commit == commit).Select(pair => pair.LogRatio)];

    /// <summary>Adds a line.</summary>
    public BisectRun With(BisectLine line) =>
        line switch
        {
            BenchmarkLine benchmark => this with { Benchmark = benchmark },
            SkipLine skip => this with { Skipped = Skipped.SetItem(skip.Commit, skip.Reason), Search = Search?.Skip(skip.Commit) },
            AlikeLine alike => AddAlike(alike),
            PairLine { Unsteady: not null } pair => AddUnsteady(pair),
            PairLine pair => AddPair(pair),
            CommitProfileLine profile => AddProfile(profile),
            CommitMethodsLine commits => IsOfRange(commits.Before, commits.After) ? this with { MethodCommits = commits.Methods } : this,
            _ => throw new UnreachableException(),
        };

    /// <inheritdoc cref="ChangeSearch.ChooseNext"/>
    public int? ChooseNext(IReadOnlySet<int> built, double buildPairs) =>
        IsFinished ? null
        : Search is null ? Header.Last
        : Search.ChooseNext(built, buildPairs);

    private BisectRun AddAlike(AlikeLine alike)
    {
        BisectRun run = this with { Alike = Alike.Add((alike.Commit, alike.Other)) };
        return Math.Abs(alike.Commit - alike.Other) == Header.Last
            ? run with
            {
                Ends = EndsVerdict.NotShown,
            }
            : run with
            {
                Search = Search?.AddAlike(alike.Commit, alike.Other),
            };
    }

    // A search that went on with another probability may have ended elsewhere.
    private BisectRun AddProfile(CommitProfileLine line) =>
        IsOfRange(line.Before, line.After) ? this with { Profiles = Profiles.Add(line.Profile) } : this;

    private bool IsOfRange(int before, int after) => Range is { } range && (range.First - 1, range.Last) == (before, after);

    private BisectRun AddUnsteady(PairLine pair)
    {
        int count = Unsteady.GetValueOrDefault(pair.Commit) + 1;
        BisectRun run = this with { Unsteady = Unsteady.SetItem(pair.Commit, count) };
        return count < MostUnsteady ? run
            : pair.Commit == Header.Last ? run with { Ends = Ends == EndsVerdict.Slower ? Ends : EndsVerdict.NotShown }
            : run.With(new SkipLine(pair.Commit, $"{count} of its pairs do not count: {pair.Unsteady}"));
    }

    private BisectRun AddPair(PairLine pair)
    {
        BisectRun run = this with { Pairs = Pairs.Add(pair) };
        if (Search is { } search)
        {
            return run with { Search = search.AddPairs(pair.Commit, pair.LogRatio) };
        }

        ImmutableArray<double> ends = run.SelectLogRatios(Header.Last);
        EndsVerdict verdict = EndsTest.Judge(ends, Header.Settings.Rules.LogMargin);
        return run with { Ends = verdict, Search = verdict == EndsVerdict.Slower ? run.CreateSearch(ends) : null };
    }

    private ChangeSearch CreateSearch(ImmutableArray<double> ends)
    {
        ChangeSearch search = ChangeSearch
            .Create(Header.Last, EffectGrid.FromEnds(PairedEstimate.FromDifferences(ends)))
            .AddPairs(Header.Last, ends);
        search = Skipped.Keys.Aggregate(search, (current, commit) => current.Skip(commit));
        return Alike.Aggregate(search, (current, alike) => current.AddAlike(alike.Commit, alike.Other));
    }
}
