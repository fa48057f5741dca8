namespace ConcurrencyBench.Analysis.Loading;

/// <summary>Takes several runs of one machine together: every launch of each is a launch of the whole.</summary>
internal static class RunMerger
{
    /// <param name="path">As the user named them.</param>
    /// <param name="runs">Oldest first.</param>
    /// <exception cref="ReportFormatException">They are of different machines.</exception>
    public static Report Merge(string path, ImmutableArray<Report> runs)
    {
        Report newest = runs[^1];
        RequireOneMachine(path, runs);
        string[] differences = [.. Differences(runs)];
        return newest with
        {
            Path = path,
            Benchmarks =
            [
                .. runs.SelectMany(run => run.Benchmarks)
                    .GroupBy(benchmark => benchmark.Key)
                    .OrderBy(group => group.Key)
                    .Select(group => Merge([.. group])),
            ],
            Warnings = [.. runs.SelectMany(run => run.Warnings).Distinct(), .. differences],
        };
    }

    private static void RequireOneMachine(string path, ImmutableArray<Report> runs)
    {
        if (runs.FirstOrDefault(run => !run.Machine.IsSameAs(runs[^1].Machine)) is { } other)
        {
            throw new ReportFormatException(path, $"{other.Path} and {runs[^1].Path} are of different machines. Name them apart.");
        }
    }

    // Everything except time comes from the newest run. A run in which the benchmark failed adds no launches.
    private static Benchmark Merge(ImmutableArray<Benchmark> copies) =>
        copies.LastOrDefault(copy => !copy.IsFailed) is { } newest
            ? newest with
            {
                Launches = [.. copies.SelectMany(copy => copy.Launches)],
            }
            : copies[^1];

    private static IEnumerable<string> Differences(ImmutableArray<Report> runs)
    {
        string[] runtimes = [.. runs.Select(run => run.Environment.Runtime).Distinct()];
        string[] commits = [.. runs.Select(run => run.Environment.Commit).OfType<string>().Distinct()];
        if (runtimes.Length > 1)
        {
            yield return $"The runs taken together have different runtimes: {string.Join(", ", runtimes)}.";
        }

        foreach (IGrouping<BenchmarkKey, Benchmark> group in runs.SelectMany(run => run.Benchmarks).GroupBy(benchmark => benchmark.Key))
        {
            int failed = group.Count(benchmark => benchmark.IsFailed);
            if (failed > 0 && failed < group.Count())
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{group.Key}' failed in {failed} of {group.Count()} runs; the others' launches count."
                );
            }
        }

        if (commits.Length > 1)
        {
            yield return $"The runs taken together are of {commits.Length} commits.";
        }
    }
}
