using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>Reads the outcome of a launch that has ended.</summary>
/// <param name="request">The request to measure.</param>
/// <param name="end">The end of the process.</param>
/// <param name="tail">The end of its output.</param>
/// <param name="ignoresArguments">True when it wrote its reports elsewhere.</param>
internal sealed class OutcomeReader(LaunchRequest request, ChildEnd end, OutputTail tail, bool ignoresArguments)
{
    private readonly string _program = request.Program.Assembly;

    /// <param name="artifacts">The folder for the reports.</param>
    public LaunchOutcome Read(string artifacts)
    {
        if (end.ExitCode is not { } code)
        {
            return ReadTimedOut();
        }

        try
        {
            return LaunchReports.Read(artifacts) is { } reports
                ? new LaunchOutcome(
                    reports.Benchmarks,
                    reports.Machine,
                    reports.Environment,
                    end.Elapsed,
                    FindFault(reports, code),
                    reports.Jobs
                )
                : ReadWithoutReport(code);
        }
        catch (ReportFormatException exception)
        {
            return Fail(
                code == 0 ? LaunchFaultKind.NoReport : LaunchFaultKind.Crashed,
                $"{_program} {LaunchText.FormatEnd(code)} and left an incomplete report: {exception.Reason}"
            );
        }
    }

    private LaunchOutcome ReadTimedOut()
    {
        string remedy = ignoresArguments ? $" It ignores its arguments: {ArgumentCheck.PassArgumentsRemedy}." : "";
        return Fail(
            ignoresArguments ? LaunchFaultKind.IgnoresArguments : LaunchFaultKind.TimedOut,
            $"{_program} took longer than {LaunchText.FormatLimit(request.Limit)} and was ended.{remedy}"
        );
    }

    private LaunchOutcome ReadWithoutReport(int code) =>
        code != 0
            ? Fail(LaunchFaultKind.Crashed, $"{_program} {LaunchText.FormatEnd(code)} and left no report.{LaunchText.FormatError(tail)}")
        : ignoresArguments
            ? Fail(LaunchFaultKind.IgnoresArguments, $"{_program} ignores its arguments: {ArgumentCheck.PassArgumentsRemedy}.")
        : Fail(
            LaunchFaultKind.NoReport,
            $"{_program} left no report: perhaps nothing matches {string.Join(' ', request.Filters)}.{LaunchText.FormatError(tail)}"
        );

    // The exit code of a BenchmarkDotNet program says little: measurements decide.
    private LaunchFault? FindFault(LaunchReports reports, int code)
    {
        string[] failed =
        [
            .. reports.Benchmarks.Where(benchmark => benchmark.IsFailed).Select(benchmark => benchmark.Key.FullName).Distinct(),
        ];
        if (failed is [] && !reports.Benchmarks.IsEmpty)
        {
            return null;
        }

        string names = failed is [] ? "anything" : string.Join(", ", failed);
        return new LaunchFault(
            LaunchFaultKind.NotMeasured,
            tail.FormatBelow($"{_program} {LaunchText.FormatEnd(code)} without a measurement of {names}.{LaunchText.FormatError(tail)}")
        );
    }

    private LaunchOutcome Fail(LaunchFaultKind kind, string headline) =>
        new([], Machine: null, Environment: null, end.Elapsed, new LaunchFault(kind, tail.FormatBelow(headline)), []);
}
