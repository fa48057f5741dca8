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
        (RunSource Source, HostJson? Host)[] runs = InOrder(ReportSources.Find(path));

        // A glob names each of its files.
        bool takesNewest = !takesAllRuns && !ReportSources.IsGlob(path);
        ImmutableArray<Report> reports = [.. (takesNewest ? runs[^1..] : runs).Select(run => LoadRun(path, run.Source, run.Host, takesAllRuns))];
        return reports is [var only] ? only : RunMerger.Merge(path, reports);
    }

    /// <returns>Every run that the path leads to, oldest first. Without a host.json a folder is a run.</returns>
    /// <exception cref="ReportFormatException">Something in it cannot be read or makes no sense, or they are of several machines.</exception>
    public static ImmutableArray<Report> LoadRuns(string path)
    {
        ImmutableArray<Report> runs =
        [
            .. ReportSources.FindRuns(path)
                .Select(source => LoadRun(source.HostFile is null ? Path.GetDirectoryName(source.Files[0])! : path, source, HostOf(source), takesEveryFile: false))
                .OrderBy(run => run.Environment.StartedUtc ?? DateTimeOffset.MinValue)
                .ThenBy(run => run.Path, StringComparer.Ordinal),
        ];
        RunMerger.RequireOneMachine(path, runs);
        return runs;
    }

    private static (RunSource Source, HostJson? Host)[] InOrder(ImmutableArray<RunSource> sources)
        => [.. sources.Select(source => (source, Host: HostOf(source))).OrderBy(run => run.Host?.StartedUtc ?? DateTimeOffset.MinValue)];

    private static HostJson? HostOf(RunSource source) => source.HostFile is { } file ? HostFile.Read(file) : null;

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
            new Report(run, first.Machine, first.Environment, ImmutableSortedDictionary<string, string>.Empty, benchmarks, [.. Warnings(files)]),
            host);
    }

    private static IEnumerable<string> Warnings(ImmutableArray<ReportFile> files)
    {
        if (files.Any(file => file.Environment.Configuration.Equals("DEBUG", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "The benchmarks were built in Debug: the times say little about a Release build.";
        }

        string[] runtimes = [.. files.Select(file => $"{file.Environment.Runtime} with BenchmarkDotNet {file.Environment.BenchmarkDotNet}").Distinct()];
        if (runtimes.Length > 1)
        {
            yield return $"The files taken together are of {string.Join(" and ", runtimes)}.";
        }

        // A launch of its own that failed is not there to be counted.
        ILookup<BenchmarkKey, FiledBenchmark> copies = files.SelectMany(file => file.Benchmarks).ToLookup(copy => copy.Benchmark.Key);
        foreach (IGrouping<BenchmarkKey, FiledBenchmark> group in copies.Where(group => group.Any(copy => copy.Benchmark.IsFailed) && group.Any(copy => !copy.Benchmark.IsFailed)))
        {
            yield return $"'{group.Key}' failed in {group.First(copy => copy.Benchmark.IsFailed).Path}; the other files' launches count.";
        }
    }
}
