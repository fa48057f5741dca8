using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Writes the pages of saved runs, and the index of all runs.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class ReportCommand(CommandOutput output)
{
    /// <returns>The <see cref="ExitCode"/>.</returns>
    public int Run(PageRequest request)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Folder));
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"'{request.Folder}' is no folder. Name a run's folder, or one with runs below it.");
        }

        PageWriter writer = new(request.BaselineMethod);
        if (RunFolders.IsRun(folder))
        {
            Report report = WriteRun(writer, folder);
            return PageIndex.FindRoot(folder, report) is { } root ? WriteIndex(writer, root, PageWriter.Load) : ExitCode.NothingSlower;
        }

        return WriteBelow(writer, folder, request);
    }

    private int WriteBelow(PageWriter writer, string folder, PageRequest request)
    {
        ImmutableArray<string> runs = RunFolders.FindBelow(folder);
        if (runs.IsEmpty)
        {
            throw new ReportFormatException(request.Folder, ReportFiles.WhyNone);
        }

        string? newest = request.TakesNewest ? PageIndex.FindNewest(runs) : null;
        return WriteIndex(writer, folder, run => newest is null || run == newest ? WriteRun(writer, run) : PageWriter.Load(run));
    }

    private Report WriteRun(PageWriter writer, string folder)
    {
        Report report = writer.WriteRun(folder);
        output.Results.WriteLine($"Page: {Path.Combine(folder, RunPage.FileName)}");
        return report;
    }

    private int WriteIndex(PageWriter writer, string root, Func<string, Report> read)
    {
        ImmutableArray<IndexedRun> runs = [.. RunFolders.FindBelow(root).Select(run => PageWriter.ReadIndexed(root, run, read))];
        ImmutableArray<string> problems = [.. runs.Select(run => run.Warning).OfType<string>()];
        foreach (string problem in problems)
        {
            output.Error.WriteLine(VisibleText.Escape(problem));
        }

        writer.WriteIndex(root, runs);
        output.Results.WriteLine($"Index: {Path.Combine(root, IndexPage.FileName)}");
        return problems.IsEmpty ? ExitCode.NothingSlower : ExitCode.BadInput;
    }
}
