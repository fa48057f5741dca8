using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The findings of a run, a sentence for each group of benchmarks.</summary>
internal static class RunFindings
{
    private const int MostFindings = 12;
    private const int MostTies = 5;

    public static ImmutableArray<string> Describe(RunView view)
    {
        Dictionary<string, Ranking> rankings = Ranking.Create(view.Table, JudgingRules.Default).ToDictionary(ranking => ranking.Group);
        string[] all = [.. view.Classes.SelectMany(one => one.Groups.Select(group => Finding(one, group, rankings))).OfType<string>()];
        return all.Length <= MostFindings
            ? [.. all]
            : [.. all.Take(MostFindings), $"{Figures.FormatCount(all.Length - MostFindings)} groups more are in the tables."];
    }

    private static string? Finding(ClassView view, BenchmarkGroup group, Dictionary<string, Ranking> rankings)
    {
        BenchmarkView[] measured = [.. group.Benchmarks.Where(benchmark => benchmark.Nanoseconds is not null)];
        if (measured.Length < 2)
        {
            return null;
        }

        BenchmarkView fastest = measured[0];
        string where = $"{SvgText.Isolate(view.Name)}{(group.Heading is { } heading ? $" ({SvgText.Isolate(heading)})" : "")}";
        string speedup = fastest.Speedup is { } known ? $", {PictureRules.Speedup(known)}" : "";
        string bound = fastest.Metric(MetricIds.Bound) is { } best ? $" (bound {PictureRules.Speedup(best)})" : "";
        return $"{where}: {SvgText.Isolate(fastest.Name)} is fastest with {PictureRules.Time(fastest.Nanoseconds)}{speedup}{bound}"
            + $"{Ties(fastest, measured, rankings)}.";
    }

    // Only what was compared with all others is confirmed: who has too few launches has no place in the ranking.
    private static string Ties(BenchmarkView fastest, BenchmarkView[] measured, Dictionary<string, Ranking> rankings)
    {
        if (!rankings.TryGetValue(fastest.Row.Group, out Ranking? ranking) || ranking.Places.All(place => place.Row != fastest.Row))
        {
            return "";
        }

        string[] others =
        [
            .. ranking
                .Places.Where(place => place.Rank == 1 && place.Row != fastest.Row)
                .Select(place => SvgText.Isolate(measured.Single(benchmark => benchmark.Row == place.Row).Name)),
        ];
        return others is []
            ? ranking.Places.Length == measured.Length
                ? ", confirmed"
                : ""
            : $"; not to be told from {string.Join(", ", others.Take(MostTies))}"
                + (others.Length > MostTies ? $" and {Figures.FormatCount(others.Length - MostTies)} more" : "");
    }
}
