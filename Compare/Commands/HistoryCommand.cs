using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Shows the runs of one machine over time, with change points.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class HistoryCommand(CommandOutput output)
{
    /// <returns>The <see cref="ExitCode"/>.</returns>
    public int Run(HistoryRequest request)
    {
        OutputFiles.RequireWritable(request.Outputs, request.Reports.Paths);
        LoadedRuns loaded = ReportLoader.LoadRuns(request.Reports.Paths[0]);
        SelectedReports.RequireMatch(request.Reports, loaded.Runs);
        History history = CreateHistory(request, loaded.Runs);
        if (history.Shown.IsEmpty)
        {
            output.Error.WriteLine(
                "These runs hold no ratio to a baseline. "
                    + "Name the baseline method with --baseline-method METHOD, or take times with --absolute."
            );
            return ExitCode.NotComparable;
        }

        new ResultPublisher(output).Publish(CreateResult(history, loaded.Warnings), request.Outputs);
        return ExitCode.NothingSlower;
    }

    private static CommandResult CreateResult(History history, ImmutableArray<string> warnings)
    {
        const string Title = "Benchmark history";
        return new CommandResult(Title, HistoryDocument.Create(history, warnings), () => ResultJson.Render(history))
        {
            Csv = () => CsvTable.Render(history),
            Markdown = file =>
                MarkdownRenderer.Render(Title, [.. HistoryDocument.Create(history, warnings), .. KeptExplanations.Link(history, file)]),
            Html = file =>
                Page.Render(
                    Title,
                    HistoryDocument.Conclude(history),
                    [.. HistoryDocument.Create(history, warnings, HistoryPicture.Draw(history)), .. KeptExplanations.Link(history, file)]
                ),
        };
    }

    private static History CreateHistory(HistoryRequest request, ImmutableArray<Report> runs)
    {
        NameFilter filter = new(request.Reports.Filters);
        string? baseline = request.Reports.BaselineMethod;
        ImmutableArray<Report> filtered = [.. runs.Select(run => filter.ApplyWithBaselines(run, baseline))];
        return History.FromRuns(filtered, baseline, request.IsAbsolute, request.IsSameMachine, request.Rules);
    }
}
