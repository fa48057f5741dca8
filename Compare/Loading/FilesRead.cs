using System.Collections.Immutable;

namespace ConcurrencyBench.Compare.Loading;

/// <summary>What could be read of several files.</summary>
/// <param name="Files">One at least.</param>
/// <param name="Warnings">Which files are left out, and why.</param>
internal sealed record FilesRead(ImmutableArray<ReportFile> Files, ImmutableArray<string> Warnings)
{
    /// <param name="paths">One at least.</param>
    /// <exception cref="ReportFormatException">None of them can be read; the reason is that of the first.</exception>
    public static FilesRead Read(ImmutableArray<string> paths)
    {
        List<ReportFile> files = [];
        List<ReportFormatException> failures = [];
        foreach (string path in paths)
        {
            try
            {
                files.Add(ReportFile.Read(path));
            }
            catch (ReportFormatException failure)
            {
                failures.Add(failure);
            }
        }

        return files is [] ? throw failures[0] : new FilesRead([.. files], [.. failures.Select(failure => $"Left out: {failure.Message}")]);
    }
}
