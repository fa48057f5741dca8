using System.Collections.Immutable;
using ConcurrencyBench.Compare.Drawing;
using ConcurrencyBench.Compare.Exporting;
using ConcurrencyBench.Compare.Loading;
using ConcurrencyBench.Compare.Rendering;

namespace ConcurrencyBench.Compare.Paging;

/// <summary>Writes pages beside the reports that they show. BenchmarkDotNet's own files are read and never changed.</summary>
/// <param name="baselineMethod">See <see cref="Matching.InRunBaseline.Find"/>.</param>
internal sealed class PageWriter(string? baselineMethod)
{
    /// <summary>Writes the pages of a run.</summary>
    /// <returns>The run, for an index.</returns>
    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public Report WriteRun(string folder)
    {
        Report report = Load(folder);
        ImmutableArray<Block> blocks = RunPage.Of(RunView.Of(report, baselineMethod), RunExtras.Find(folder));
        Write(folder, RunPage.FileName, RunPage.MarkdownFileName, RunPage.TitleOf(report), RunPage.LeadOf(report), blocks);
        return report;
    }

    /// <summary>Writes the index of all runs below a folder; each has its page already, or is named without one.</summary>
    /// <returns>What could not be read.</returns>
    public ImmutableArray<string> WriteIndex(string root, ImmutableArray<IndexedRun> runs)
    {
        ImmutableArray<Block> blocks = IndexPage.Of(runs, [.. Others(root)], baselineMethod);
        Write(root, IndexPage.FileName, IndexPage.MarkdownFileName, "Benchmark results", $"{Figures.Count(runs.Length, "run")}.", blocks);
        return [.. runs.Select(run => run.Problem).OfType<string>()];
    }

    /// <summary>A run for the index, read if it can be.</summary>
    /// <param name="root">The index' folder.</param>
    /// <param name="folder">The run's.</param>
    /// <param name="read">Reads it, and may write its page.</param>
    public static IndexedRun Indexed(string root, string folder, Func<string, Report> read)
    {
        string link = RelativeLink.From(root, folder);
        try
        {
            Report report = read(folder);
            return new IndexedRun(link, report, null, File.Exists(Path.Combine(folder, RunPage.FileName)));
        }
        catch (ReportFormatException exception)
        {
            return new IndexedRun(link, null, Within(root, exception.Reason), false);
        }
    }

    /// <returns>The reports of one folder.</returns>
    /// <exception cref="ReportFormatException">They cannot be read.</exception>
    public static Report Load(string folder)
    {
        Report report = ReportLoader.Load(RunFolders.ReportsOf(folder), takesAllRuns: false);
        return report with { Path = Path.GetFileName(folder), Warnings = [.. report.Warnings.Select(warning => Within(folder, warning))] };
    }

    // A page travels: where it was made is nobody's concern.
    private static string Within(string folder, string text) => text.Replace($"{folder}{Path.DirectorySeparatorChar}", "", StringComparison.Ordinal);

    // The article's programs are measured by a tool of their own, which writes a page of its own.
    private static IEnumerable<(string, string, string)> Others(string root)
        => Directory.EnumerateFiles(root, "article.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (RelativeLink.From(root, Path.GetDirectoryName(file)!), RelativeLink.From(root, file), "the article's programs in Python, Go and C#"));

    private static void Write(string folder, string page, string markdown, string title, string lead, ImmutableArray<Block> blocks)
    {
        foreach (Picture picture in blocks.OfType<Picture>())
        {
            WholeFile.Write(Path.Combine(folder, $"{picture.Id}.svg"), Canvas.File(picture.Svg));
        }

        WholeFile.Write(Path.Combine(folder, page), Page.Of(title, lead, blocks));
        WholeFile.Write(Path.Combine(folder, markdown), MarkdownRenderer.Render(title, blocks));
    }
}
