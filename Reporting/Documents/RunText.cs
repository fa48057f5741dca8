using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Runs in words: machine, runtime, start and source, and how their launches are judged.</summary>
internal static class RunText
{
    /// <param name="label">The head of the runs' names.</param>
    /// <param name="runs">A row each.</param>
    public static Grid CreateTable(string label, IEnumerable<(string Name, Report Report)> runs) =>
        Grid.Create(
            runs,
            new(label, run => run.Name),
            new("Report", run => run.Report.Path),
            new("Machine", run => run.Report.Machine.Description),
            new("Runtime", run => run.Report.Environment.Runtime is { Length: > 0 } runtime ? runtime : Figures.None),
            new("Started", run => FormatStart(run.Report)),
            new("Source", run => FormatSource(run.Report.Environment.Commit))
        );

    /// <summary>The start of a run; without UTC it is the local time of the machine, which is all that a report says by itself.</summary>
    public static string FormatStart(Report report) =>
        report.Environment.StartedUtc is { } start
            ? start.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + (report.Environment.IsUtc ? " UTC" : "")
            : Figures.None;

    /// <summary>The first digits of a commit.</summary>
    public static string FormatSource(string? commit) =>
        commit is null ? Figures.None
        : commit.Length > 40 ? $"{commit[..7]}{commit[40..]}"
        : commit[..Math.Min(7, commit.Length)];

    /// <summary>A value with its 95 % interval in brackets, both from logarithms.</summary>
    public static string FormatWithInterval(Estimate log, Func<double, string> format) =>
        $"{format(log.Value)} ({Figures.FormatInterval(log.Lower, log.Upper, format)})";

    /// <summary>The test that reports are judged by.</summary>
    /// <param name="judgements">What it was used for.</param>
    public static string DescribeTest(IEnumerable<Judgement> judgements) =>
        $"Judged by {DescribeTest(judgements.Select(judgement => judgement.Basis).ToHashSet())} on the "
        + $"{Format(LaunchSummaries.ForReports)} of each launch (logarithms), "
        + "outlier launches excluded, Benjamini–Hochberg at 5 %";

    private static string DescribeTest(HashSet<NoiseBasis> bases) =>
        bases.Contains(NoiseBasis.LaunchesAndSuite) ? "Student's t with a variance moderated over the suite"
        : bases.Contains(NoiseBasis.Profile) ? "the machine's noise profile"
        : bases.Contains(NoiseBasis.Suite) ? "how far the ratios of the suite lie apart,"
        : "Welch's t";

    /// <summary>The summary of a launch in words.</summary>
    public static string Format(LaunchSummary summary) =>
        summary switch
        {
            LaunchSummary.Minimum => "minimum",
            LaunchSummary.LowerQuartile => "lower quartile",
            LaunchSummary.Median => "median",
        };
}
