using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>One run, for a reader: warnings, findings, pictures and tables, the machine, and the method.</summary>
internal static class RunPage
{
    /// <summary>The page's file, beside the run's reports.</summary>
    public const string FileName = "report.html";

    /// <summary>The same for those who read Markdown, such as GitHub.</summary>
    public const string MarkdownFileName = "report.md";

    public static ImmutableArray<Block> Create(RunView view, RunExtras extras)
    {
        ImmutableArray<string> warnings =
        [
            .. RunWarnings.Describe(view),
            .. extras.Warnings,
            .. extras.Timelines.SelectMany(trace => TimelinePicture.TooLarge(trace.Name, trace.Runs)),
        ];
        return
        [
            .. Section.Create("Warnings", warnings),
            .. Section.Create("Findings", RunFindings.Describe(view)),
            .. view.Classes.SelectMany(one => ClassBlocks(view, one, extras)),
            .. Timelines(extras),
            new Heading("Machine and run"),
            new Bullets(Environment(view.Report)),
            .. extras.Files is [] ? ImmutableArray<Block>.Empty : [new Links(extras.Files)],
            new Heading("How it was measured"),
            new Bullets(RunMethod.Describe(view)),
            .. extras.Documents is [] ? ImmutableArray<Block>.Empty : [new Links(extras.Documents)],
        ];
    }

    /// <summary>The page's name.</summary>
    public static string FormatTitle(Report report) =>
        $"Benchmarks on {(report.Machine.Host?.Name is { Length: > 0 } name ? name : report.Machine.Processor)}";

    /// <summary>One line: machine, runtime, when, which source.</summary>
    public static string FormatLead(Report report) =>
        string.Join(
            " · ",
            new[]
            {
                report.Machine.Description,
                report.Environment.Runtime,
                RunText.FormatStart(report),
                RunText.FormatSource(report.Environment.Commit),
            }.Where(part => part is { Length: > 0 } and not Figures.None)
        );

    private static IEnumerable<Block> ClassBlocks(RunView view, ClassView one, RunExtras extras) =>
        [
            new Heading(one.Groups is [{ Heading: { } parameters }] ? $"{one.Name} ({parameters})" : one.Name),
            .. Pictured(SpeedupPicture.Draw(one, Elsewhere(view, one)) ?? TimePicture.Draw(one)),
            BenchmarkTable.Create(one),
            .. ParameterPicture.Draw(one, extras.Scaling),
            .. extras.Scaling.SelectMany(result => Pictured(StartupPicture.Draw(one, result))).Take(1),
            .. Pictured(LaunchPicture.Draw(one)),
            .. Pictured(CorePicture.Draw(one, view.Report.Machine.Host?.UsableCores ?? view.Report.Machine.LogicalCores)),
            .. Pictured(MemoryPicture.Draw(one)),
        ];

    // Beside an algorithm that is thousands of times as fast, all of concurrency is a small number: shown where it is known.
    private static (string, BenchmarkView)? Elsewhere(RunView view, ClassView one) =>
        view
            .Classes.Where(other =>
                other != one
                && other.HasSpeedups
                && !PictureRules.AreFarApart(other.Benchmarks.Select(benchmark => benchmark.Speedup).OfType<double>())
            )
            .Select(other =>
                (other.Name, other.Benchmarks.Where(benchmark => benchmark.Speedup is not null).MaxBy(benchmark => benchmark.Speedup)!)
            )
            .Select(other => ((string, BenchmarkView)?)other)
            .FirstOrDefault();

    private static IEnumerable<Block> Timelines(RunExtras extras)
    {
        ImmutableArray<string> ids = Slugs.Create([.. extras.Timelines.Select(trace => trace.Name)]);
        Picture[] pictures = [.. extras.Timelines.Select((trace, i) => TimelinePicture.Draw(ids[i], trace.Runs)).OfType<Picture>()];
        return pictures is [] ? [] : [new Heading("Timeline"), .. pictures];
    }

    private static IEnumerable<Block> Pictured(Picture? picture) => picture is null ? [] : [picture];

    private static ImmutableArray<string> Environment(Report report)
    {
        RunEnvironment run = report.Environment;
        string?[] lines =
        [
            $"Machine: {report.Machine.Description}{(report.Machine.Host?.Name is { Length: > 0 } name ? $" ({name})" : "")}",
            $"Runtime: {run.Runtime}",
            $"BenchmarkDotNet: {run.BenchmarkDotNet}{(run.Configuration is { Length: > 0 } configuration ? $", {configuration}" : "")}",
            run.StartedUtc is null ? null : $"Started: {RunText.FormatStart(report)}{(run.IsUtc ? "" : ", by the machine's own clock")}",
            run.Commit is null ? null : $"Source: {run.Commit}",
            run.Workers is { } workers ? $"Workers: {Figures.FormatCount(workers)}" : null,
            run.WorkerCompilation is { } compilation ? $"Worker processes: {compilation}" : null,
        ];
        return [.. lines.OfType<string>()];
    }
}
