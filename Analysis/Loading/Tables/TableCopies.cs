namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>
/// Leaves out of tables what a better file of the same run has: JSON, then measurements, then a CSV report, then Markdown.
/// </summary>
internal static class TableCopies
{
    // Half of the last digit, and as much as binary numbers add to it.
    private const double Half = 0.5001;

    /// <param name="files">Of one run or of several.</param>
    /// <returns>The same files in the same order; one may be without benchmarks.</returns>
    public static ImmutableArray<ReportFile> Drop(ImmutableArray<ReportFile> files)
    {
        if (files.Length < 2 || files.All(file => TableFiles.Rank(file) == 0))
        {
            return files;
        }

        ILookup<string, Source> byMethod = files
            .SelectMany((file, i) => file.Benchmarks.Select(filed => new Source(file, i, TableName.From(filed.Benchmark), filed.Benchmark)))
            .ToLookup(source => source.Name.Method);
        return [.. files.Select((file, i) => TableFiles.Rank(file) == 0 ? file : Drop(file, i, byMethod))];
    }

    private static ReportFile Drop(ReportFile file, int index, ILookup<string, Source> byMethod)
    {
        (FiledBenchmark Filed, Source[] Better)[] rows =
        [
            .. file.Benchmarks.Select(filed =>
                (filed, FindBetter(new Source(file, index, TableName.From(filed.Benchmark), filed.Benchmark), byMethod))
            ),
        ];
        Source[] copied = [.. rows.SelectMany(row => row.Better)];
        bool isOther = rows.Any(row => row.Better is not [] && !row.Better.Any(better => better.HasFiguresOf(row.Filed.Benchmark)));
        return copied is []
            ? file
            : file with
            {
                Benchmarks = [.. rows.Where(row => row.Better is []).Select(row => row.Filed)],
                Environment = file.Environment with { StartedUtc = copied[0].File.Environment.StartedUtc },
                Warnings = isOther
                    ?
                    [
                        $"{file.Path} has other figures than {copied[0].File.Path}, so it is of another run. "
                            + "What both have is taken from the latter.",
                    ]
                    : [],
            };
    }

    private static Source[] FindBetter(Source own, ILookup<string, Source> byMethod) =>
        [.. byMethod[own.Name.Method].Where(other => other.IsBetterThan(own) && other.Name.MayBe(own.Name))];

    private sealed record Source(ReportFile File, int Index, TableName Name, Benchmark Benchmark)
    {
        // Two tables of one rank are of one run where BenchmarkDotNet gave them one name.
        public bool IsBetterThan(Source other) =>
            TableFiles.Rank(File) < TableFiles.Rank(other.File)
            || (
                Index < other.Index
                && TableFiles.Rank(File) == TableFiles.Rank(other.File)
                && TableFiles.FindStem(File.Path) == TableFiles.FindStem(other.File.Path)
            );

        public bool HasFiguresOf(Benchmark other) =>
            (Benchmark.ReportedMeanNanoseconds, other.ReportedMeanNanoseconds) is not ({ } mean, { } rounded)
                ? Benchmark.IsFailed == other.IsFailed
                : Math.Abs(mean - rounded) <= Math.Max(RoundingOf(Benchmark), RoundingOf(other)) * Half;
    }

    private static double RoundingOf(Benchmark benchmark) =>
        benchmark.Launches.Select(launch => launch.RoundedToNanoseconds).DefaultIfEmpty().Max();
}
