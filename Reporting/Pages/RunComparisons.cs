using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The pages that compare two runs of one machine, for the index.</summary>
/// <param name="Pages">Baseline, candidate, and the file with its folder from the index.</param>
internal sealed record RunComparisons(ImmutableArray<(Report Baseline, Report Candidate, string Link)> Pages)
{
    /// <summary>The folder of the pages, beside the index.</summary>
    public const string FolderName = "comparisons";

    private const string Title = "Benchmark comparison";

    /// <summary>Finds the pairs of runs that follow each other in the history of some benchmark.</summary>
    public static RunComparisons Create(ImmutableArray<MachineHistory> machines)
    {
        (string Name, Report Baseline, Report Candidate)[] pairs =
        [
            .. machines.SelectMany(machine =>
                machine
                    .Histories.SelectMany(history => history.Shown)
                    .SelectMany(series => series.Points.Zip(series.Points.Skip(1), (last, next) => (last.Run, next.Run)))
                    .Distinct()
                    .Select(pair => ($"{machine.FindFolder(pair.Item2)} since {machine.FindFolder(pair.Item1)}", pair.Item1, pair.Item2))
            ),
        ];
        ImmutableArray<string> names = Slugs.Create([.. pairs.Select(pair => pair.Name)]);
        return new RunComparisons([.. pairs.Select((pair, i) => (pair.Baseline, pair.Candidate, $"{FolderName}/{names[i]}.html"))]);
    }

    /// <returns>The page of two runs, from the index; null where there is none.</returns>
    public string? Find(Report baseline, Report candidate) =>
        Pages.FirstOrDefault(page => ReferenceEquals(page.Baseline, baseline) && ReferenceEquals(page.Candidate, candidate)).Link;

    /// <returns>The content of a page.</returns>
    public static string Render(Report baseline, Report candidate)
    {
        // Allocations are judged to the byte, as the command does where nothing else is asked for.
        Comparison comparison = Comparison.Create(baseline, candidate, allocationMargin: new AllocationMargin(Fraction: 0, Bytes: 0));
        return Page.Render(
            Title,
            ComparisonDocument.Conclude(comparison).Text,
            ComparisonDocument.Create(comparison, showsAll: true, ComparisonPictures.Draw(comparison))
        );
    }
}
