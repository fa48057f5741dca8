using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The files of one run: those of one folder with its <c>host.json</c>, or all that a path without one led to.</summary>
/// <param name="Files">JSON reports, sorted by path.</param>
/// <param name="HostFile">Null where there is none.</param>
internal sealed record RunSource(ImmutableArray<string> Files, string? HostFile);

/// <summary>Finds the reports that a path means: a file, a run's folder, a machine's folder (its runs), any folder, or a glob.</summary>
internal static class ReportSources
{
    /// <summary>True where a path is a pattern; all files that match it are wanted.</summary>
    public static bool IsGlob(string path) => path.Contains('*', StringComparison.Ordinal) && !File.Exists(path) && !Directory.Exists(path);

    /// <returns>The runs in the order of their paths; never empty.</returns>
    /// <exception cref="ReportFormatException">There is nothing, or several machines.</exception>
    public static ImmutableArray<RunSource> Find(string path) => Find(path, RequireOneMachine);

    private static ImmutableArray<RunSource> Find(string path, Action<string, ImmutableArray<RunSource>> require)
    {
        try
        {
            return File.Exists(path) ? [new RunSource([path], HostIn(Path.GetDirectoryName(path) ?? ""))]
                : Directory.Exists(path) ? InFolder(path, require)
                : IsGlob(path) ? ByFolder(Matches(path))
                : throw new ReportFormatException(path, "there is no such file or folder.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(path, $"cannot be searched. {exception.Message}");
        }
    }

    /// <returns>The reports of one folder, without those below it; null where there is none.</returns>
    public static RunSource? FindRun(string folder) =>
        ReportFiles.In(folder).Order(NaturalOrder.Instance).ToImmutableArray() is { Length: > 0 } files
            ? new RunSource(files, HostIn(folder))
            : null;

    /// <returns>
    /// The same, where every folder with reports is a run, as it is without a <c>host.json</c>; they may be of several machines.
    /// </returns>
    /// <exception cref="ReportFormatException">There is nothing.</exception>
    public static ImmutableArray<RunSource> FindRuns(string path) =>
        [.. Find(path, (_, _) => { }).SelectMany(source => source.HostFile is null ? ByEveryFolder(source.Files) : [source])];

    private static ImmutableArray<RunSource> InFolder(string folder, Action<string, ImmutableArray<RunSource>> require)
    {
        ImmutableArray<string> files = [.. ReportFiles.Below(folder).Order(NaturalOrder.Instance)];
        if (files is [])
        {
            throw new ReportFormatException(folder, ReportFiles.WhyNone);
        }

        ImmutableArray<RunSource> runs = ByFolder(files);
        require(folder, runs);
        return runs;
    }

    private static void RequireOneMachine(string folder, ImmutableArray<RunSource> runs)
    {
        string[] machines =
        [
            .. runs.Where(run => run.HostFile is not null)
                .Select(run => Path.GetDirectoryName(Path.GetDirectoryName(run.HostFile!)!)!)
                .Distinct(),
        ];
        if (machines.Length > 1)
        {
            throw new ReportFormatException(
                folder,
                $"it holds the runs of {machines.Length} machines. Name one of them, such as {machines[0]}."
            );
        }

        if (machines is [_] && runs.FirstOrDefault(run => run.HostFile is null) is { } stray)
        {
            throw new ReportFormatException(
                folder,
                $"it holds runs, and reports outside of them, such as {stray.Files[0]}. Name what you mean."
            );
        }
    }

    // Reports beside a host.json belong to its run; all others belong to one run.
    private static ImmutableArray<RunSource> ByFolder(ImmutableArray<string> files) =>
        [
            .. files
                .Select(file => (File: file, Host: HostIn(Path.GetDirectoryName(file) ?? "")))
                .GroupBy(file => file.Host, file => file.File)
                .Select(run => new RunSource([.. run], run.Key)),
        ];

    private static IEnumerable<RunSource> ByEveryFolder(ImmutableArray<string> files) =>
        files.GroupBy(file => Path.GetDirectoryName(file)).Select(run => new RunSource([.. run], HostFile: null));

    private static ImmutableArray<string> Matches(string glob)
    {
        // The search starts in the folder before the first wild card.
        string[] segments = glob.Split('/', Path.DirectorySeparatorChar);
        int first = Array.FindIndex(segments, segment => segment.Contains('*', StringComparison.Ordinal));
        string root =
            string.Join('/', segments[..first]) is { Length: > 0 } start ? start
            : glob.StartsWith('/') ? "/"
            : ".";
        Matcher matcher = new(StringComparison.Ordinal);
        matcher.AddInclude(string.Join('/', segments[first..]));
        ImmutableArray<string> files = Directory.Exists(root)
            ?
            [
                .. matcher
                    .Execute(new DirectoryInfoWrapper(new DirectoryInfo(root)))
                    .Files.Select(file => Path.Join(root is "." ? "" : root, file.Path))
                    .Where(file => Path.GetFileName(file) is not (HostFile.Name or ReportFiles.NoiseProfile))
                    .Order(NaturalOrder.Instance),
            ]
            : [];
        return files is [] ? throw new ReportFormatException(glob, "no file matches.") : files;
    }

    private static string? HostIn(string folder)
    {
        string host = Path.Combine(folder, HostFile.Name);
        return File.Exists(host) ? host : null;
    }
}
