using System.Collections.Immutable;

namespace ConcurrencyBench.Compare.Loading;

/// <summary>Reads what a path means into one report.</summary>
internal static class ReportLoader
{
    /// <param name="path">A file, folder or glob.</param>
    /// <param name="takesAllRuns">Every run of a machine's folder instead of the newest, and every file, as launches of their own.</param>
    /// <exception cref="ReportFormatException">Something in it cannot be read or makes no sense.</exception>
    public static Report Load(string path, bool takesAllRuns)
    {
        ImmutableArray<Report> runs = LoadRuns(path, takesAllRuns, onlyNewest: !takesAllRuns);
        return runs is [var only] ? only : RunMerger.Merge(path, runs);
    }

    /// <returns>Every run that the path leads to, oldest first.</returns>
    /// <exception cref="ReportFormatException">Something in it cannot be read or makes no sense.</exception>
    public static ImmutableArray<Report> LoadRuns(string path) => LoadRuns(path, takesEveryFile: false, onlyNewest: false);

    private static ImmutableArray<Report> LoadRuns(string path, bool takesEveryFile, bool onlyNewest)
    {
        (RunSource Source, HostJson? Host)[] runs =
        [
            .. ReportSources.Find(path)
                .Select(source => (source, Host: source.HostFile is { } file ? HostFile.Read(file) : null))
                .OrderBy(run => run.Host?.StartedUtc ?? DateTimeOffset.MinValue),
        ];
        return [.. (onlyNewest ? runs[^1..] : runs).Select(run => LoadRun(path, run.Source, run.Host, takesEveryFile))];
    }

    private static Report LoadRun(string path, RunSource source, HostJson? host, bool takesEveryFile)
    {
        ImmutableArray<ReportFile> files = [.. source.Files.Select(ReportFile.Read)];
        ReportFile first = files[0];
        if (files.FirstOrDefault(file => !file.Machine.IsSameAs(first.Machine)) is { } other)
        {
            throw new ReportFormatException(path, $"{first.Path} and {other.Path} are of different machines. Name them apart.");
        }

        ImmutableArray<Benchmark> benchmarks = FileMerger.Merge(files, takesEveryFile);
        if (benchmarks.All(benchmark => benchmark.IsFailed))
        {
            throw new ReportFormatException(
                source.Files is [var file] ? file : path,
                "no benchmark in it has a measurement: all failed, or they were never run. Read the run's log, and run it again.");
        }

        string run = !File.Exists(path) && Path.GetDirectoryName(source.HostFile) is { Length: > 0 } folder ? folder : path;
        return HostFile.Describe(
            new Report(run, first.Machine, first.Environment, ImmutableSortedDictionary<string, string>.Empty, benchmarks, Warnings(files)),
            host);
    }

    private static ImmutableArray<string> Warnings(ImmutableArray<ReportFile> files)
        => files.Any(file => file.Environment.Configuration.Equals("DEBUG", StringComparison.OrdinalIgnoreCase))
            ? ["The benchmarks were built in Debug: the times say little about a Release build."]
            : [];
}
