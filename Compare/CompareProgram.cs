using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;
using ConcurrencyBench.Reporting.Pages.Pictures;
using Spectre.Console;

namespace ConcurrencyBench.Compare;

/// <summary>What the program may touch besides files.</summary>
/// <param name="Results">Results.</param>
/// <param name="Error">Problems, a line each.</param>
/// <param name="Console">Where results are drawn; writes to <paramref name="Results"/>.</param>
/// <param name="ErrorConsole">Where plans are drawn before anything is known; writes to <paramref name="Error"/>.</param>
/// <param name="StepSummaryFile">GitHub's GITHUB_STEP_SUMMARY: Markdown is appended to it; null outside of GitHub.</param>
internal sealed record CommandOutput(
    TextWriter Results,
    TextWriter Error,
    IAnsiConsole Console,
    IAnsiConsole ErrorConsole,
    string? StepSummaryFile
);

/// <summary>The whole program, as a function of its surroundings and arguments.</summary>
/// <param name="surroundings">What it may touch.</param>
internal sealed class CompareProgram(CommandOutput surroundings)
{
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public int Run(string[] arguments)
    {
        try
        {
            return new CompareCommandLine(
                new CommandHandlers(
                    Compare,
                    ShowHistory,
                    Export,
                    new GateCommand(surroundings).Run,
                    new SelfTestCommand(surroundings).Run,
                    WritePages,
                    Complete
                )
            ).Invoke(arguments, surroundings.Results, surroundings.Error);
        }
        catch (Exception exception)
            when (exception is UsageException or ReportFormatException or IOException or UnauthorizedAccessException)
        {
            surroundings.Error.WriteLine(VisibleText.Escape(exception.Message.ReplaceLineEndings(" ")));
            return ExitCode.BadInput;
        }
    }

    private int Compare(CompareRequest request)
    {
        RequireSafeOutputs(request.Outputs, request.Reports.Paths);
        NameFilter filter = new(request.Reports.Filters);
        ImmutableArray<Report> reports = Load(request.Reports);
        bool isOneMachine = request.IsSameMachine || reports.All(report => report.Machine.IsSameAs(reports[0].Machine));
        return reports is [var baseline, var candidate] && isOneMachine
            ? Compare(filter.Apply(baseline), filter.Apply(candidate), request)
            : CompareMany(
                [.. reports.Select(report => filter.ApplyWithBaselines(report, request.Reports.BaselineMethod))],
                request,
                isOneMachine
            );
    }

    private int Compare(Report baseline, Report candidate, CompareRequest request)
    {
        Comparison comparison = Comparison.Create(baseline, candidate, request.Rules, request.AllocationMargin);
        int exitCode = ExitCode.Choose(comparison, request.FailOn, request.AllowsMissing);
        ImmutableArray<Block> blocks = ComparisonDocument.Create(comparison, request.ShowsAll);
        Publish(
            "Benchmark comparison",
            blocks,
            request.Outputs,
            () => ComparisonDocument.Create(comparison, showsAll: true),
            () => CsvTable.Render(comparison),
            () => ResultJson.Render(comparison, exitCode),
            () =>
                Page.Render(
                    "Benchmark comparison",
                    ComparisonDocument.Conclude(comparison).Text,
                    ComparisonDocument.Create(comparison, showsAll: true, ComparisonPictures.Draw(comparison))
                )
        );
        if (exitCode == ExitCode.NotComparable)
        {
            surroundings.Error.WriteLine(
                comparison.FailedInBoth is []
                    ? "Nothing can be compared: no benchmark is in both reports. Look at the names and jobs above."
                    : "Nothing can be compared: every benchmark that is in both reports failed in both."
            );
        }

        return exitCode;
    }

    private int CompareMany(ImmutableArray<Report> reports, CompareRequest request, bool isOneMachine)
    {
        Matrix matrix = Matrix.FromRuns(reports, request.Reports.BaselineMethod, request.Rules, request.AllocationMargin);
        int exitCode = ExitCode.Choose(matrix, request.FailOn, request.AllowsMissing);
        ImmutableArray<Block> blocks = MatrixDocument.Create(matrix);
        Publish(
            "Benchmarks side by side",
            blocks,
            request.Outputs,
            () => blocks,
            () => CsvTable.Render(matrix),
            () => ResultJson.Render(matrix, exitCode)
        );
        if (exitCode == ExitCode.NotComparable)
        {
            string vouch = isOneMachine
                ? ""
                : " The reports are of different machines; where they are not, vouch for it with --same-machine.";
            surroundings.Error.WriteLine(
                (
                    matrix.IsJudged
                        ? "Times of these reports are not judged, so there is nothing that --fail-on could look at. Compare two reports of one machine."
                        : $"Nothing can be judged. {MatrixDocument.ExplainNoJudgement(matrix)}"
                ) + vouch
            );
        }

        return exitCode;
    }

    private int ShowHistory(HistoryRequest request)
    {
        RequireSafeOutputs(request.Outputs, request.Reports.Paths);
        NameFilter filter = new(request.Reports.Filters);
        LoadedRuns loaded = ReportLoader.LoadRuns(request.Reports.Paths[0]);
        RequireMatch(request.Reports, loaded.Runs, filter);
        ImmutableArray<Report> runs = [.. loaded.Runs.Select(run => filter.ApplyWithBaselines(run, request.Reports.BaselineMethod))];
        History history = History.FromRuns(runs, request.Reports.BaselineMethod, request.IsAbsolute, request.IsSameMachine, request.Rules);
        if (history.Shown.IsEmpty)
        {
            surroundings.Error.WriteLine(
                "There is no ratio inside these runs. Name the method they are to with --baseline-method METHOD, or take times with --absolute."
            );
            return ExitCode.NotComparable;
        }

        ImmutableArray<Block> blocks = HistoryDocument.Create(history, loaded.Warnings);
        Publish(
            "Benchmark history",
            blocks,
            request.Outputs,
            () => blocks,
            () => CsvTable.Render(history),
            () => ResultJson.Render(history)
        );
        return ExitCode.NothingSlower;
    }

    private int Export(ExportRequest request)
    {
        RequireFolders(request.Output is { } output ? [output] : []);
        NameFilter filter = new(request.Reports.Filters);
        Report report = Load(request.Reports)[0];
        ExportFormat format = ExportFormats.All.Single(format => format.Id == request.Format);
        ImmutableArray<ExportedBenchmark> benchmarks =
        [
            .. ExportedBenchmark.FromReport(report, request.Reports.BaselineMethod).Where(benchmark => filter.Matches(benchmark.Benchmark)),
        ];
        foreach (string warning in report.Warnings.Concat(LeftOut(report, filter)))
        {
            surroundings.Error.WriteLine($"warning: {VisibleText.Escape(warning)}");
        }

        if (benchmarks.IsEmpty)
        {
            throw new ReportFormatException(
                report.Path,
                "no benchmark in it has a time that can be exported: they failed, were never run, or take no measurable time. Read the run's log."
            );
        }

        if (format.NeedsSpeedups && benchmarks.All(benchmark => benchmark.LogSpeedup is not { Variance: > 0 }))
        {
            throw new UsageException(
                $"{format.Id} holds speed-ups, and this report does not say what they are over. Name it with --baseline-method METHOD."
            );
        }

        string text = format.Write(report, benchmarks);
        if (request.Output is { } file)
        {
            AtomicFile.Write(file, text);
        }
        else
        {
            surroundings.Results.Write(text);
        }

        return ExitCode.NothingSlower;
    }

    private int WritePages(PageRequest request)
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
        surroundings.Results.WriteLine($"Page: {Path.Combine(folder, RunPage.FileName)}");
        return report;
    }

    private int WriteIndex(PageWriter writer, string root, Func<string, Report> read)
    {
        ImmutableArray<IndexedRun> runs = [.. RunFolders.FindBelow(root).Select(run => PageWriter.ReadIndexed(root, run, read))];
        ImmutableArray<string> problems = [.. runs.Select(run => run.Warning).OfType<string>()];
        foreach (string problem in problems)
        {
            surroundings.Error.WriteLine(VisibleText.Escape(problem));
        }

        writer.WriteIndex(root, runs);
        surroundings.Results.WriteLine($"Index: {Path.Combine(root, IndexPage.FileName)}");
        return problems.IsEmpty ? ExitCode.NothingSlower : ExitCode.BadInput;
    }

    private int Complete(string shell)
    {
        surroundings.Results.Write(ShellCompletion.GetScript(shell).ReplaceLineEndings("\n") + "\n");
        return ExitCode.NothingSlower;
    }

    private static IEnumerable<string> LeftOut(Report report, NameFilter filter) =>
        report
            .Benchmarks.Where(benchmark => !benchmark.HasMeasurableTime && filter.Matches(benchmark))
            .Select(benchmark => $"{benchmark.Key} has no {(benchmark.IsFailed ? "measurement" : "measurable time")} and is left out.");

    private static ImmutableArray<Report> Load(ReportSelection request)
    {
        ImmutableArray<Report> reports = [.. request.Paths.Select(path => ReportLoader.Load(path, request.TakesAllRuns))];
        RequireMatch(request, reports, new NameFilter(request.Filters));
        return reports;
    }

    private static void RequireMatch(ReportSelection request, ImmutableArray<Report> reports, NameFilter filter)
    {
        if (!reports.Any(report => report.Benchmarks.Any(filter.Matches)))
        {
            throw new UsageException(
                $"No benchmark matches --filter {string.Join(" --filter ", request.Filters)}. Full names start with the namespace: try '*Name*'."
            );
        }
    }

    private void Publish(
        string title,
        ImmutableArray<Block> blocks,
        ImmutableArray<string> outputs,
        Func<ImmutableArray<Block>> whole,
        Func<string> csv,
        Func<string> json,
        Func<string>? page = null
    )
    {
        ConsoleRenderer.Render(surroundings.Console, blocks);
        foreach (string file in outputs)
        {
            AtomicFile.Write(
                file,
                Path.GetExtension(file).ToLowerInvariant() switch
                {
                    ".csv" => csv(),
                    ".json" => json(),
                    ".html" or ".htm" => page is null ? Page.Render(title, "", whole()) : page(),
                    _ => MarkdownRenderer.Render(title, whole()),
                }
            );
        }

        if (surroundings.StepSummaryFile is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, MarkdownRenderer.Render(title, blocks));
        }
    }

    // What cannot be written is better known before a long comparison, and a report is never overwritten by what is said of it.
    private static void RequireSafeOutputs(ImmutableArray<string> outputs, ImmutableArray<string> inputs)
    {
        if (outputs.IsEmpty)
        {
            return;
        }

        if (
            outputs.FirstOrDefault(file =>
                Path.GetExtension(file).ToLowerInvariant() is not (".html" or ".htm" or ".md" or ".csv" or ".json")
            ) is
            { } other
        )
        {
            throw new UsageException($"'{other}' ends in none of .html, .md, .csv and .json: -o takes the format from the file's name.");
        }

        RequireFolders(outputs);
        HashSet<string> read =
        [
            .. inputs.SelectMany(input => ReportSources.Find(input)).SelectMany(source => source.Files).Select(Path.GetFullPath),
        ];
        if (outputs.FirstOrDefault(file => read.Contains(Path.GetFullPath(file))) is { } input)
        {
            throw new UsageException($"'{input}' is one of the reports that are compared. Choose another name for -o.");
        }
    }

    /// <exception cref="UsageException">A file's folder is missing.</exception>
    public static void RequireFolders(ImmutableArray<string> outputs)
    {
        if (
            outputs.FirstOrDefault(file => file.Length == 0 || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))) is
            { } homeless
        )
        {
            throw new UsageException($"The folder of '{homeless}' does not exist. Make it, or choose another name for -o.");
        }
    }
}
