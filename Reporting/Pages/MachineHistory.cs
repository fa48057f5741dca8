using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The runs of one machine over time.</summary>
/// <param name="Name">The machine's.</param>
/// <param name="Runs">Oldest first.</param>
/// <param name="Histories">Speed-ups where runs have baselines, and times of the other benchmarks; none where nothing has two runs.</param>
/// <param name="LeftOut">The number of older runs that are not among them.</param>
internal sealed record MachineHistory(string Name, ImmutableArray<IndexedRun> Runs, ImmutableArray<History> Histories, int LeftOut)
{
    /// <summary>More runs than this cannot be told apart in a panel, and each has a page that compares it.</summary>
    public const int MostRuns = 50;

    /// <param name="name">The machine's.</param>
    /// <param name="runs">Its runs, in any order.</param>
    /// <param name="baselineMethod">See <see cref="Analysis.Matching.InRunBaseline.Find"/>.</param>
    public static MachineHistory Create(string name, IEnumerable<IndexedRun> runs, string? baselineMethod)
    {
        IndexedRun[] known = [.. runs.Where(run => run.Report is not null).OrderBy(run => run.Report!.Environment.StartedUtc)];
        ImmutableArray<IndexedRun> newest = [.. known.TakeLast(MostRuns)];
        ImmutableArray<Report> reports = [.. newest.Select(run => run.Report!)];
        return new MachineHistory(
            name,
            newest,
            reports.Length < 2 ? [] : CreateHistories(reports, baselineMethod),
            known.Length - newest.Length
        );
    }

    /// <returns>The folder of a run, from the index.</returns>
    public string FindFolder(Report report) => Runs.First(run => ReferenceEquals(run.Report, report)).Folder;

    private static ImmutableArray<History> CreateHistories(ImmutableArray<Report> reports, string? baselineMethod)
    {
        History ratios = CreateHistory(reports, baselineMethod, isAbsolute: false);
        History times = CreateHistory(reports, baselineMethod, isAbsolute: true);
        HashSet<BenchmarkKey> withRatios = [.. ratios.Series.Where(series => series.Points.Length > 0).Select(series => series.Key)];
        History others = times with { Series = [.. times.Series.Where(series => !withRatios.Contains(series.Key))] };
        return [.. new[] { ratios, others }.Where(history => history.Shown.Any(series => series.Points.Length > 1))];
    }

    private static History CreateHistory(ImmutableArray<Report> reports, string? baselineMethod, bool isAbsolute) =>
        History.FromRuns(reports, baselineMethod, isAbsolute, isOneMachine: false, JudgingRules.Default);
}
