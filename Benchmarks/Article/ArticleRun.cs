using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>
/// Runs the article's programs: in each launch every language gets a new server, which runs its programs one after the other.
/// </summary>
/// <param name="workload">The numbers.</param>
/// <param name="workers">The workers of the programs with a choice.</param>
/// <param name="own">The command that starts this program as a peer.</param>
/// <param name="tell">Progress.</param>
internal sealed class ArticleRun(Workload workload, int workers, WorkerCommand own, Action<string> tell)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Programs shorter than this run many times in a launch, and the median counts. The first runs compile, and a run of a
    // tenth of a second is easily disturbed by other work of the machine.
    private const double ShortSeconds = 1;
    private const int FewestRuns = 11;
    private const int MostRuns = 301;
    private const int WarmupRuns = 5;

    private readonly Dictionary<string, List<double>> _seconds = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly Dictionary<string, PeerHello> _peers = [];

    /// <summary>Runs all launches.</summary>
    public ArticleReport Run(int launches)
    {
        ImmutableArray<string> leftOut = [.. PeerLanguage.All.Select(language => language.ReasonToLeaveOut).OfType<string>()];
        ArticleRow[] rows = [.. ArticleCatalog.All.Where(row => row.Language?.ReasonToLeaveOut is null)];
        long start = Stopwatch.GetTimestamp();
        for (int launch = 0; launch < launches; launch++)
        {
            foreach (IGrouping<PeerLanguage?, ArticleRow> language in rows.GroupBy(row => row.Language))
            {
                RunLanguage(language.Key, [.. language]);
            }

            TimeSpan left = Stopwatch.GetElapsedTime(start) / (launch + 1) * (launches - launch - 1);
            tell(
                $"launch {launch + 1} of {launches}{(left > TimeSpan.Zero ? $", about {Math.Ceiling(left.TotalSeconds):F0} s left" : "")}"
            );
        }

        return new ArticleReport(
            workload,
            workers,
            _peers.ToImmutableSortedDictionary(StringComparer.Ordinal),
            [
                .. rows.Select(row => new ArticleResult(
                    row,
                    [.. _seconds.GetValueOrDefault(row.Id) ?? []],
                    _failures.GetValueOrDefault(row.Id)
                )),
            ],
            leftOut
        );
    }

    private void RunLanguage(PeerLanguage? language, ArticleRow[] rows)
    {
        PeerServer? server = null;
        try
        {
            foreach (ArticleRow row in rows)
            {
                try
                {
                    server ??= PeerServer.Start(language?.Command() ?? own);
                    _peers[language?.Id ?? "csharp"] = server.Hello;
                    (_seconds.TryGetValue(row.Id, out List<double>? seconds) ? seconds : _seconds[row.Id] = []).Add(Time(server, row));
                }
                catch (Exception exception) when (exception is PeerException or WrongAnswerException)
                {
                    // One that failed may be in any state; the next row gets a new one.
                    _failures[row.Id] = exception.Message;
                    server?.Dispose();
                    server = null;
                }
            }
        }
        finally
        {
            server?.Dispose();
        }
    }

    private double Time(PeerServer server, ArticleRow row)
    {
        double first = TimeOnce(server, row);
        if (first > ShortSeconds)
        {
            return first;
        }

        int runs = (int)Math.Clamp(ShortSeconds / first, FewestRuns, MostRuns);
        double[] seconds = [.. Enumerable.Range(0, WarmupRuns + runs).Select(_ => TimeOnce(server, row))];
        return seconds[WarmupRuns..].Median();
    }

    private double TimeOnce(PeerServer server, ArticleRow row)
    {
        long start = Stopwatch.GetTimestamp();
        long[][] answers = server.Run(new PeerRequest(row.Variant, [.. workload.Numbers], workers), Limit);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        AnswerCheck.ThrowIfWrong(workload, answers);
        return taken.TotalSeconds;
    }
}
