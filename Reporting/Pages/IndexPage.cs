using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>A run as the index has it.</summary>
/// <param name="Folder">From the index, with / between folders.</param>
/// <param name="Report">Null where it cannot be read.</param>
/// <param name="Problem">Which of its files cannot be read or written, and why; null where all is well.</param>
/// <param name="HasPage">Whether its page is written.</param>
internal sealed record IndexedRun(string Folder, Report? Report, string? Problem, bool HasPage)
{
    /// <summary>One line with the run's folder; null where all is well.</summary>
    public string? Warning => Problem is null ? null : $"{Folder}: {Problem}";
}

/// <summary>All runs and machines below a folder, and the machines side by side.</summary>
internal static class IndexPage
{
    /// <summary>The page's file.</summary>
    public const string FileName = "index.html";

    /// <summary>The same as Markdown.</summary>
    public const string MarkdownFileName = "index.md";

    /// <param name="runs">In any order.</param>
    /// <param name="others">Other results below the folder.</param>
    /// <param name="baselineMethod">See <see cref="InRunBaseline.Find"/>.</param>
    /// <param name="overTime">Each benchmark's course.</param>
    /// <param name="runFile">The file of a run's page: who reads Markdown is led to Markdown.</param>
    public static ImmutableArray<Block> Create(
        ImmutableArray<IndexedRun> runs,
        ImmutableArray<(string Text, string Link, string About)> others,
        string? baselineMethod,
        ImmutableArray<Block> overTime,
        string runFile = RunPage.FileName
    )
    {
        IndexedRun[] newestFirst =
        [
            .. runs.OrderBy(run => NameMachine(run))
                .ThenByDescending(run => run.Report?.Environment.StartedUtc)
                .ThenBy(run => run.Folder, StringComparer.Ordinal),
        ];
        (string Name, Report Newest)[] machines =
        [
            .. newestFirst.Where(run => run.Report is not null).GroupBy(NameMachine).Select(group => (group.Key, group.First().Report!)),
        ];
        return
        [
            .. Section.Create("Warnings", [.. runs.Select(run => run.Warning).OfType<string>()]),
            new Heading("Runs"),
            CreateTable(newestFirst, baselineMethod, runFile),
            .. overTime,
            .. others is [] ? ImmutableArray<Block>.Empty : [new Heading("Other results"), new Links(others)],
            .. CompareMachines(machines, baselineMethod),
        ];
    }

    /// <summary>The machines with their runs over time.</summary>
    /// <param name="runs">In any order.</param>
    /// <param name="baselineMethod">See <see cref="InRunBaseline.Find"/>.</param>
    public static ImmutableArray<MachineHistory> FindHistories(ImmutableArray<IndexedRun> runs, string? baselineMethod) =>
        [
            .. runs.Where(run => run.Report is not null)
                .GroupBy(NameMachine)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => MachineHistory.Create(group.Key, group, baselineMethod)),
        ];

    private static Grid CreateTable(IndexedRun[] runs, string? baselineMethod, string runFile) =>
        Grid.Create(
            runs,
            new("Run", run => new Cell(run.Folder, Link: run.HasPage ? $"{run.Folder}/{runFile}" : null)),
            new("Machine", run => NameMachine(run)),
            new("Started", run => Read(run, RunText.FormatStart)),
            new("Source", run => Read(run, report => RunText.FormatSource(report.Environment.Commit))) { IsOptional = true },
            new("Runtime", run => Read(run, report => report.Environment.Runtime)),
            new("Benchmarks", run => Read(run, report => Figures.FormatCount(report.Benchmarks.Length)), true),
            new("Failed", run => CountFailed(run.Report), true),
            new(
                "Fastest over its baseline",
                run =>
                    run.Report is { } report
                        ? Fastest(RunView.Create(report, baselineMethod))
                        : new Cell("cannot be read or shown", Tone.Bad)
            )
            {
                IsOptional = true,
            }
        );

    private static string Read(IndexedRun run, Func<Report, string> read) => run.Report is { } report ? read(report) : Figures.None;

    private static Cell CountFailed(Report? report) =>
        report?.Benchmarks.Count(benchmark => benchmark.IsFailed) switch
        {
            null => Figures.None,
            0 => "0",
            { } failed => new Cell(Figures.FormatCount(failed), Tone.Bad),
        };

    private static string NameMachine(IndexedRun run) =>
        run.Report is not { } report ? ""
        : report.Machine.Host?.Name is { Length: > 0 } name ? name
        : report.Machine.Description;

    private static string Fastest(RunView view) =>
        string.Join(
            "; ",
            view.Classes.Select(one =>
                    (one.Name, Best: one.Benchmarks.Where(benchmark => benchmark.Speedup is not null).MaxBy(benchmark => benchmark.Speedup))
                )
                .Where(one => one.Best is not null)
                .Take(3)
                .Select(one => $"{SvgText.Isolate(one.Name)}: {SvgText.Isolate(one.Best!.Name)} {PictureRules.Speedup(one.Best.Speedup)}")
        )
            is { Length: > 0 } text
            ? text
            : Figures.None;

    // One class a picture: only benchmarks of one class can be compared.
    private static IEnumerable<Block> CompareMachines((string Name, Report Newest)[] machines, string? baselineMethod)
    {
        if (machines.Length < 2)
        {
            return [];
        }

        Picture[] pictures =
        [
            .. ShortNames
                .ShortenClasses(machines.SelectMany(machine => machine.Newest.Benchmarks))
                .OrderBy(one => one.Value, StringComparer.Ordinal)
                .Select(
                    (one, i) =>
                        MachinesPicture.Draw(
                            one.Value,
                            RunTable.FromRuns([.. machines.Select(machine => KeepClass(machine.Newest, one.Key))], baselineMethod),
                            [.. machines.Select(machine => machine.Name)],
                            FormattableString.Invariant($"index-machines-{i + 1}")
                        )
                )
                .OfType<Picture>(),
        ];
        return pictures is [] ? [] : [new Heading("Machines side by side"), new Paragraph("The newest run of each machine."), .. pictures];
    }

    private static Report KeepClass(Report report, string className) =>
        report with
        {
            Benchmarks = [.. report.Benchmarks.Where(benchmark => benchmark.Class == className)],
        };
}
