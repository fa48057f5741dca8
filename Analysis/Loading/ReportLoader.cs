using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The runs that a path leads to.</summary>
/// <param name="Runs">Oldest first.</param>
/// <param name="Warnings">The sources that are left out, and the certainty of the order.</param>
internal sealed record LoadedRuns(ImmutableArray<Report> Runs, ImmutableArray<string> Warnings);

/// <summary>Loads reports of BenchmarkDotNet, any version from 0.12, from files, folders and globs.</summary>
public static class ReportLoader
{
    /// <summary>Loads one report. <see cref="Report.Warnings"/> names the parts of it that cannot be used.</summary>
    /// <param name="path">
    /// A file; a folder, of which every report in it and below is taken, of several runs the newest; or a glob with <c>*</c> and
    /// <c>**</c>, of which every file is taken.
    /// </param>
    /// <param name="takesAllRuns">True takes every run below a folder instead of the newest, with each launch as one of its own.</param>
    /// <returns>The report; it has one benchmark at least.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ReportFormatException">There is no report, none can be read, or they are of several machines.</exception>
    public static Report Load(string path, bool takesAllRuns = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        (RunSource Source, HostInfo? Host)[] sources = InOrder(ReportSources.Find(path));

        // A glob names each of its files.
        bool takesNewest = !takesAllRuns && !ReportSources.IsGlob(path);
        ImmutableArray<Report> reports =
        [
            .. (takesNewest ? sources[^1..] : sources).SelectMany(source =>
                LoadSource(path, source.Source, source.Host, takesNewest, takesAllRuns)
            ),
        ];
        return reports is [var only] ? only : RunMerger.Merge(path, TableAlignment.Align(reports));
    }

    /// <returns>The run in a folder, without those below it; the newest where its files are of several.</returns>
    /// <exception cref="ReportFormatException">There is none, or it cannot be read.</exception>
    internal static Report LoadFolder(string folder)
    {
        RunSource source = ReportSources.FindRun(folder) ?? throw new ReportFormatException(folder, ReportFiles.WhyNone);
        return LoadSource(folder, source, HostOf(source), takesNewest: true, takesEveryFile: false).Single();
    }

    /// <returns>
    /// Every run that the path leads to. Without a host.json a folder is a run, unless the files in it are of several; one
    /// that cannot be read is left out, and said.
    /// </returns>
    /// <exception cref="ReportFormatException">None can be read.</exception>
    internal static LoadedRuns LoadRuns(string path) =>
        InOrderOfStart(Readable.Read(ReportSources.FindRuns(path), source => LoadRunsOf(path, source)));

    private static Report[] LoadRunsOf(string path, RunSource source)
    {
        string folder = source.HostFile is null ? Path.GetDirectoryName(source.Files[0])! : path;
        HostInfo? host = HostOf(source);
        Readable<ReportFile> read = Readable.ReadFiles(source.Files);
        ImmutableArray<ImmutableArray<ReportFile>> runs = host is null ? RunSplitter.Split(read.Items, splitsUndated: true) : [read.Items];
        return
        [
            .. runs.Select(
                (files, i) =>
                    Describe(
                        runs.Length == 1 ? folder : files[0].Path,
                        files,
                        source.HostFile,
                        host,
                        takesEveryFile: false,
                        // A file that is left out is of no run; the first run of its folder says it.
                        i == 0
                            ? read.Warnings
                            : []
                    )
            ),
        ];
    }

    // Where a start is not known, the runs are in the order of their paths, and a warning says so.
    private static LoadedRuns InOrderOfStart(Readable<Report> read)
    {
        ImmutableArray<Report> runs = read.Items;
        Report[] undated = [.. runs.Where(run => run.Environment.StartedUtc is null)];
        Report[] inOrder = undated is []
            ? [.. runs.OrderBy(run => run.Environment.StartedUtc).ThenBy(run => run.Path, NaturalOrder.Instance)]
            : [.. runs.OrderBy(run => run.Path, NaturalOrder.Instance)];
        DateTimeOffset[] known = [.. inOrder.Select(run => run.Environment.StartedUtc).OfType<DateTimeOffset>()];
        string contradiction = known.Zip(known.Skip(1)).Any(pair => pair.First > pair.Second)
            ? ", which is not the order of the starts that are known"
            : "";
        return new LoadedRuns(
            TableAlignment.Align([.. inOrder]),
            [
                .. read.Warnings,
                .. undated is []
                    ? Array.Empty<string>()
                    :
                    [
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{undated.Length} of {runs.Length} runs do not say when they started, such as {undated[0].Path}: "
                                + $"the runs stand in the order of their paths{contradiction}."
                        ),
                    ],
            ]
        );
    }

    private static (RunSource Source, HostInfo? Host)[] InOrder(ImmutableArray<RunSource> sources) =>
        [.. sources.Select(source => (source, Host: HostOf(source))).OrderBy(run => run.Host?.StartedUtc ?? DateTimeOffset.MinValue)];

    private static HostInfo? HostOf(RunSource source) => source.HostFile is { } file ? HostFile.Read(file) : null;

    private static IEnumerable<Report> LoadSource(string path, RunSource source, HostInfo? host, bool takesNewest, bool takesEveryFile)
    {
        Readable<ReportFile> read = Readable.ReadFiles(source.Files);
        ImmutableArray<ImmutableArray<ReportFile>> runs =
            host is null && !takesEveryFile ? RunSplitter.Split(read.Items, splitsUndated: false) : [read.Items];
        ImmutableArray<string> warnings =
            takesNewest && runs.Length > 1
                ?
                [
                    .. read.Warnings,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path} holds {runs.Length} runs; the newest is taken, of "
                            + $"{string.Join(" and ", runs[^1].Select(file => file.Path))}. Name the files of another to take that."
                    ),
                ]
                : read.Warnings;
        return (takesNewest ? runs[^1..] : runs).Select(files => Describe(path, files, source.HostFile, host, takesEveryFile, warnings));
    }

    private static Report Describe(
        string path,
        ImmutableArray<ReportFile> all,
        string? hostFile,
        HostInfo? host,
        bool takesEveryFile,
        ImmutableArray<string> warnings
    )
    {
        ImmutableArray<ReportFile> files = RequireOneMachine(path, all);
        ReportFile first = files.FirstOrDefault(file => file.Machine.IsKnown) ?? files[0];
        string run = !File.Exists(path) && Path.GetDirectoryName(hostFile) is { Length: > 0 } folder ? folder : path;
        return HostFile.Describe(
            new Report(
                run,
                first.Machine,
                first.Environment,
                ImmutableSortedDictionary<string, string>.Empty,
                FileMerger.Merge(files, takesEveryFile),
                [
                    .. warnings,
                    .. Warnings(files),
                    .. all.Except(files)
                        .Select(file => $"Left out, because it is of another machine ({file.Machine.Description}): {file.Path}."),
                ]
            ),
            host
        );
    }

    // Most files of a run decide which machine it is of.
    private static ImmutableArray<ReportFile> RequireOneMachine(string path, ImmutableArray<ReportFile> files)
    {
        ReportFile[] known = [.. files.Where(file => file.Machine.IsKnown)];
        ImmutableArray<ReportFile> most = (known is [] ? [.. files] : known)
            .Select(file => files.Where(other => other.Machine.IsSameAs(file.Machine)).ToImmutableArray())
            .MaxBy(alike => alike.Length);
        return 2 * most.Length > files.Length
            ? most
            : throw new ReportFormatException(
                path,
                $"{most[0].Path} and {files.Except(most).First().Path} are of different machines. Name them apart."
            );
    }

    private static IEnumerable<string> Warnings(ImmutableArray<ReportFile> files)
    {
        foreach (string warning in files.SelectMany(file => file.Warnings).Distinct())
        {
            yield return warning;
        }

        if (files.Any(file => file.Environment.Configuration.Equals("DEBUG", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "The benchmarks were built in Debug: the times say little about a Release build.";
        }

        string[] runtimes =
        [
            .. files
                .Where(file => file.Machine.IsKnown)
                .Select(file => $"{file.Environment.Runtime} with BenchmarkDotNet {file.Environment.BenchmarkDotNet}")
                .Distinct(),
        ];
        if (runtimes.Length > 1)
        {
            yield return $"The files taken together are of {string.Join(" and ", runtimes)}.";
        }

        foreach (string note in TableNotes.Describe(files))
        {
            yield return note;
        }

        // A failed launch with a file of its own has no measurement that could be counted.
        ILookup<BenchmarkKey, FiledBenchmark> copies = files.SelectMany(file => file.Benchmarks).ToLookup(copy => copy.Benchmark.Key);
        foreach (
            IGrouping<BenchmarkKey, FiledBenchmark> group in copies.Where(group =>
                group.Any(copy => copy.Benchmark.IsFailed) && group.Any(copy => !copy.Benchmark.IsFailed)
            )
        )
        {
            yield return $"'{group.Key}' failed in {group.First(copy => copy.Benchmark.IsFailed).Path}; the other files' launches count.";
        }
    }
}
