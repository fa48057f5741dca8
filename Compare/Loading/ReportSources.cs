using System.Collections.Immutable;
using Microsoft.Extensions.FileSystemGlobbing;

namespace ConcurrencyBench.Compare.Loading;

/// <summary>The files of one run: those of one folder with its <c>host.json</c>, or all that a path without one led to.</summary>
/// <param name="Files">JSON reports, sorted by path.</param>
/// <param name="HostFile">Null where there is none.</param>
internal sealed record RunSource(ImmutableArray<string> Files, string? HostFile);

/// <summary>Finds the reports that a path means: a file, a run's folder, a machine's folder (its runs), any folder, or a glob.</summary>
internal static class ReportSources
{
    private const string HostFileName = "host.json";
    private const string ReportPattern = "*-report*.json";
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System };

    /// <returns>The runs, oldest first; never empty.</returns>
    /// <exception cref="ReportFormatException">There is nothing, or several machines.</exception>
    public static ImmutableArray<RunSource> Find(string path)
        => File.Exists(path) ? [new RunSource([path], HostBeside(path))]
            : Directory.Exists(path) ? InFolder(path)
            : path.AsSpan().ContainsAny('*', '?') ? [new RunSource(Matches(path), HostFile: null)]
            : throw new ReportFormatException(path, "there is no such file or folder.");

    private static ImmutableArray<RunSource> InFolder(string folder)
    {
        string[] hosts = [.. Directory.EnumerateFiles(folder, HostFileName, Deep).Order(StringComparer.Ordinal)];
        if (hosts is [])
        {
            return [new RunSource(ReportsIn(folder, Deep), HostFile: null)];
        }

        string[] machines = [.. hosts.Select(host => Path.GetDirectoryName(Path.GetDirectoryName(host)!)!).Distinct()];
        if (machines.Length > 1)
        {
            throw new ReportFormatException(folder, $"it holds the runs of {machines.Length} machines. Name one of them, such as {machines[0]}.");
        }

        return [.. hosts.Select(host => new RunSource(ReportsIn(Path.GetDirectoryName(host)!, new EnumerationOptions()), host))];
    }

    private static ImmutableArray<string> ReportsIn(string folder, EnumerationOptions options)
    {
        try
        {
            ImmutableArray<string> files = [.. Directory.EnumerateFiles(folder, ReportPattern, options).Order(StringComparer.Ordinal)];
            return files is []
                ? throw new ReportFormatException(folder, $"no BenchmarkDotNet JSON ({ReportPattern}) is in it. BenchmarkDotNet writes it with '--exporters json' or [JsonExporterAttribute.Full].")
                : files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(folder, $"cannot be searched. {exception.Message}");
        }
    }

    private static ImmutableArray<string> Matches(string glob)
    {
        // The folders before the first wild card are where the search starts.
        string[] segments = glob.Split('/', Path.DirectorySeparatorChar);
        int first = Array.FindIndex(segments, segment => segment.AsSpan().ContainsAny('*', '?'));
        string root = string.Join('/', segments[..first]) is { Length: > 0 } start ? start : glob.StartsWith('/') ? "/" : ".";
        Matcher matcher = new(StringComparison.Ordinal);
        matcher.AddInclude(string.Join('/', segments[first..]));
        ImmutableArray<string> files = Directory.Exists(root)
            ? [.. matcher.GetResultsInFullPath(root).Where(file => Path.GetFileName(file) != HostFileName).Order(StringComparer.Ordinal)]
            : [];
        return files is [] ? throw new ReportFormatException(glob, "no file matches.") : files;
    }

    private static string? HostBeside(string file)
    {
        string host = Path.Combine(Path.GetDirectoryName(file) ?? "", HostFileName);
        return File.Exists(host) ? host : null;
    }
}
