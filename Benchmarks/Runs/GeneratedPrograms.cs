using System.Text.RegularExpressions;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>
/// The programs that BenchmarkDotNet generates beside this one, in folders such as <c>Benchmarks-Suite-1-4711</c>: program, job, number,
/// and the process that builds it.
/// </summary>
internal static partial class GeneratedPrograms
{
    /// <summary>Deletes what runs that were killed have left behind.</summary>
    public static void DeleteAbandoned() =>
        AbandonedFolders.Delete(
            new DirectoryInfo(AppContext.BaseDirectory).EnumerateDirectories().Where(folder => Name().IsMatch(folder.Name))
        );

    [GeneratedRegex($"^{nameof(Benchmarks)}-.+-[0-9]+$")]
    private static partial Regex Name();
}
