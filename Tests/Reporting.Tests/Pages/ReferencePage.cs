using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The page of the reference run in results/.</summary>
internal static class ReferencePage
{
    /// <summary>Writes it of the reports alone, so that nothing else in their folder shows.</summary>
    /// <returns>The page's file.</returns>
    public static string Write(TemporaryFolder folder)
    {
        string run = Directory
            .GetDirectories(Path.Combine(RepositoryFolder.Path, "results"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .First(RunFolders.IsRun);
        string copy = Path.Combine(folder.Path, "reference");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(run, "*.json"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }

        Assert.Equal(0, CompareRun.Run("report", copy).ExitCode);
        return Path.Combine(copy, "report.html");
    }
}
