using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Writes pages beside the reports that they show. BenchmarkDotNet's own files are read and never changed.</summary>
/// <param name="baselineMethod">See <see cref="InRunBaseline.Find"/>.</param>
internal sealed class PageWriter(string? baselineMethod)
{
    /// <summary>Writes the pages of a run.</summary>
    /// <returns>The run, for an index.</returns>
    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    /// <exception cref="IOException">Its pages cannot be written, or somebody else's are in their place.</exception>
    public Report WriteRun(string folder)
    {
        Report report = Load(folder);
        RequireOwn(folder, RunPage.FileName, RunPage.MarkdownFileName);
        ImmutableArray<Block> blocks = RunPage.Create(RunView.Create(report, baselineMethod), RunExtras.Find(folder));
        WritePictures(folder, blocks);
        AtomicFile.Write(
            Path.Combine(folder, RunPage.FileName),
            Page.Render(RunPage.FormatTitle(report), RunPage.FormatLead(report), blocks)
        );
        WriteMarkdown(Path.Combine(folder, RunPage.MarkdownFileName), RunPage.FormatTitle(report), blocks);
        return report;
    }

    /// <summary>Writes the index of all runs below a folder; each has its page already, or is named without one.</summary>
    /// <exception cref="IOException">It cannot be written, or somebody else's page is in its place.</exception>
    public void WriteIndex(string root, ImmutableArray<IndexedRun> runs)
    {
        const string Title = "Benchmark results";
        RequireOwn(root, IndexPage.FileName, IndexPage.MarkdownFileName);
        ImmutableArray<(string, string, string)> others = [.. LinkedFiles.FindOtherResults(root)];
        ImmutableArray<MachineHistory> machines = IndexPage.FindHistories(runs, baselineMethod);
        RunComparisons comparisons = RunComparisons.Create(machines);
        ImmutableArray<Block> overTime = OverTime.Create(machines, comparisons, root);
        WriteComparisons(root, comparisons);
        ImmutableArray<Block> blocks = IndexPage.Create(runs, others, baselineMethod, overTime);
        WritePictures(root, blocks);
        AtomicFile.Write(Path.Combine(root, IndexPage.FileName), Page.Render(Title, $"{Figures.FormatCount(runs.Length, "run")}.", blocks));
        WriteMarkdown(
            Path.Combine(root, IndexPage.MarkdownFileName),
            Title,
            IndexPage.Create(runs, others, baselineMethod, overTime, RunPage.MarkdownFileName)
        );
    }

    /// <summary>A run for the index, read if it can be: one that cannot does not stand in the way of the others.</summary>
    /// <param name="root">The index' folder.</param>
    /// <param name="folder">The run's.</param>
    /// <param name="read">Reads it, and may write its page.</param>
    public static IndexedRun ReadIndexed(string root, string folder, Func<string, Report> read)
    {
        string link = RelativeLink.From(root, folder);
        try
        {
            Report report = read(folder);
            return new IndexedRun(link, report, null, File.Exists(Path.Combine(folder, RunPage.FileName)));
        }
        catch (ReportFormatException exception)
        {
            return new IndexedRun(link, null, $"{Path.GetFileName(exception.Path)}: {RelativeLink.Within(root, exception.Reason)}", false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new IndexedRun(link, null, RelativeLink.Within(folder, exception.Message), false);
        }
    }

    /// <returns>The reports of one folder.</returns>
    /// <exception cref="ReportFormatException">They cannot be read.</exception>
    public static Report Load(string folder)
    {
        Report report = ReportLoader.LoadFolder(folder);
        return report with
        {
            Path = Path.GetFileName(folder),
            Warnings = [.. report.Warnings.Select(warning => RelativeLink.Within(folder, warning))],
        };
    }

    private static void WriteComparisons(string root, RunComparisons comparisons)
    {
        if (comparisons.Pages is not [])
        {
            Directory.CreateDirectory(Path.Combine(root, RunComparisons.FolderName));
        }

        foreach ((Report baseline, Report candidate, string link) in comparisons.Pages)
        {
            RequireOwn(root, link);
            AtomicFile.Write(Path.Combine(root, link), RunComparisons.Render(baseline, candidate));
        }
    }

    private static void WritePictures(string folder, ImmutableArray<Block> blocks)
    {
        foreach (Picture picture in blocks.OfType<Picture>())
        {
            AtomicFile.Write(Path.Combine(folder, $"{picture.Id}.svg"), Canvas.File(picture.Svg));
        }
    }

    private static void WriteMarkdown(string file, string title, ImmutableArray<Block> blocks) =>
        AtomicFile.Write(file, $"{MarkdownRenderer.Render(title, blocks)}\n<!-- {Page.Mark}. -->\n");

    // An index.html is what every web project has. The page decides for the Markdown beside it, which once did not say whose it is.
    private static void RequireOwn(string folder, params ReadOnlySpan<string> pages)
    {
        string? there = pages.ToArray().Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (there is not null && !File.ReadLines(there).Any(line => line.Contains(Page.Mark, StringComparison.Ordinal)))
        {
            throw new IOException($"'{there}' is there, and does not say that bdn-compare wrote it. Move it away, or name another folder.");
        }
    }
}
