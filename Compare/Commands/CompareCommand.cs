using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Compares two reports of one machine benchmark by benchmark, and shows other reports side by side.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class CompareCommand(CommandOutput output)
{
    private readonly ResultPublisher _publisher = new(output);

    /// <returns>The <see cref="ExitCode"/>.</returns>
    public int Run(CompareRequest asked)
    {
        OutputFiles.RequireWritable(asked.Outputs, asked.Reports.Paths);
        NameFilter filter = new(asked.Reports.Filters);
        ImmutableArray<Report> reports = SelectedReports.Load(asked.Reports);
        CompareRequest request = asked with { Rules = asked.Rules with { Noise = FindNoise(asked, reports[0]) } };
        if (request.Jobs is { } jobs)
        {
            TwoJobs two = TwoJobs.Split(filter.Apply(reports[0]), jobs.Baseline, jobs.Candidate);
            return CompareTwo(
                two.Baseline,
                two.Candidate,
                request with
                {
                    Pairing = two.Request with { Renames = request.Pairing.Renames },
                }
            );
        }

        bool isOneMachine = request.IsSameMachine || reports.All(report => report.Machine.IsSameAs(reports[0].Machine));
        return reports is [var baseline, var candidate] && isOneMachine
                ? CompareTwo(filter.Apply(baseline), filter.Apply(candidate), request)
            : request.Pairing.IsNone
                ? ShowSideBySide(
                    [.. reports.Select(report => filter.ApplyWithBaselines(report, request.Reports.BaselineMethod))],
                    isOneMachine ? TimeComparisons.Create([.. reports.Select(filter.Apply)], request.Rules, request.AllocationMargin) : [],
                    request
                )
            : throw new UsageException(
                $"{JobPairing.Option} and {RenamePairing.Option} pair benchmarks of two reports of one machine, and these are "
                    + (isOneMachine ? "more." : "of different machines; if they are of one, add --same-machine.")
            );
    }

    private NoiseProfile? FindNoise(CompareRequest request, Report baseline) =>
        request.Noise switch
        {
            NoiseChoice.None => null,
            NoiseChoice.Nearest => FindNearestNoise(baseline),
            _ => ReadNoise(request, baseline),
        };

    // Nobody asked for that file, so it ends nothing.
    private NoiseProfile? FindNearestNoise(Report baseline)
    {
        try
        {
            return NoiseFile.Find(baseline);
        }
        catch (ReportFormatException exception)
        {
            output.Error.WriteLine($"{exception.Message} The reports are judged without a noise profile.");
            return null;
        }
    }

    private static NoiseProfile ReadNoise(CompareRequest request, Report baseline)
    {
        NoiseProfile profile = NoiseFile.Read(request.Noise);
        return request.IsSameMachine || profile.Machine.IsSameAs(baseline.Machine)
            ? profile
            : throw new UsageException(
                $"{request.Noise} is of {profile.Machine.Description} and {baseline.Path} of {baseline.Machine.Description}. "
                    + "Learn the noise of that machine, or add --same-machine if they are one."
            );
    }

    private int CompareTwo(Report baseline, Report candidate, CompareRequest request)
    {
        Comparison comparison = Comparison.Create(
            baseline,
            candidate,
            request.Rules,
            request.AllocationMargin,
            request.IsSameMachine,
            request.Pairing
        );
        int exitCode = ExitCode.Choose(comparison, request.FailOn, request.AllowsMissing);
        _publisher.Publish(CreateResult(comparison, exitCode, request.ShowsAll), request.Outputs);
        if (exitCode == ExitCode.NotComparable)
        {
            output.Error.WriteLine(
                comparison.FailedInBoth is []
                    ? "Nothing can be compared: no benchmark is in both reports. Look at the names and jobs above; "
                        + "--job A=B and --rename A=B pair them."
                    : "Nothing can be compared: every benchmark that is in both reports failed in both."
            );
        }

        return exitCode;
    }

    private static CommandResult CreateResult(Comparison comparison, int exitCode, bool showsAll)
    {
        const string Title = "Benchmark comparison";
        return new CommandResult(Title, ComparisonDocument.Create(comparison, showsAll), () => ResultJson.Render(comparison, exitCode))
        {
            Csv = () => CsvTable.Render(comparison),
            Markdown = _ => MarkdownRenderer.Render(Title, ComparisonDocument.Create(comparison, showsAll: true)),
            Html = _ =>
                Page.Render(
                    Title,
                    ComparisonDocument.Conclude(comparison).Text,
                    ComparisonDocument.Create(comparison, showsAll: true, ComparisonPictures.Draw(comparison))
                ),
        };
    }

    private int ShowSideBySide(ImmutableArray<Report> reports, ImmutableArray<Comparison> times, CompareRequest request)
    {
        Matrix matrix = Matrix.FromRuns(reports, request.Reports.BaselineMethod, request.Rules, request.AllocationMargin, times);
        int exitCode = ExitCode.Choose(matrix, request.FailOn, request.AllowsMissing);
        CommandResult result = new("Benchmarks side by side", MatrixDocument.Create(matrix), () => ResultJson.Render(matrix, exitCode))
        {
            Csv = () => CsvTable.Render(matrix),
        };
        _publisher.Publish(result, request.Outputs);
        if (exitCode == ExitCode.NotComparable)
        {
            output.Error.WriteLine(ExplainNotComparable(matrix, isOneMachine: times.Length > 0));
        }

        return exitCode;
    }

    private static string ExplainNotComparable(Matrix matrix, bool isOneMachine)
    {
        string reason = matrix.IsJudged
            ? "Times of these reports are not judged, so --fail-on has nothing to look at. Compare two reports of one machine."
            : $"Nothing can be judged. {MatrixDocument.ExplainNoJudgement(matrix)}";
        return isOneMachine
            ? reason
            : $"{reason} The reports seem to be of different machines; if they are of one machine, add --same-machine.";
    }
}
