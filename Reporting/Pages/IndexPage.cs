using System.Collections.Immutable;
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
    /// <param name="runFile">The file of a run's page: who reads Markdown is led to Markdown.</param>
    public static ImmutableArray<Block> Create(
        ImmutableArray<IndexedRun> runs,
        ImmutableArray<(string Text, string Link, string About)> others,
        string? baselineMethod,
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
        string[] problems = [.. runs.Select(run => run.Warning).OfType<string>()];
        return
        [
            .. problems is [] ? ImmutableArray<Block>.Empty : [new Heading("Warnings"), new Bullets([.. problems])],
            new Heading("Runs"),
            new Grid(
                [
                    new Column("Run"),
                    new Column("Machine"),
                    new Column("Started"),
                    new Column("Source"),
                    new Column("Runtime"),
                    new Column("Benchmarks", true),
                    new Column("Failed", true),
                    new Column("Fastest over its baseline"),
                ],
                [.. newestFirst.Select(run => Row(run, baselineMethod, runFile))]
            ),
            .. others is [] ? ImmutableArray<Block>.Empty : [new Heading("Other results"), new Links(others)],
            .. SideBySide(machines, baselineMethod),
        ];
    }

    private static string NameMachine(IndexedRun run) =>
        run.Report is not { } report ? ""
        : report.Machine.Host?.Name is { Length: > 0 } name ? name
        : report.Machine.Description;

    private static ImmutableArray<Cell> Row(IndexedRun run, string? baselineMethod, string runFile) =>
        run.Report is not { } report
            ?
            [
                run.Folder,
                "",
                Figures.None,
                Figures.None,
                Figures.None,
                Figures.None,
                Figures.None,
                new Cell("cannot be read or shown", Tone.Bad),
            ]
            :
            [
                new Cell(run.Folder, Link: run.HasPage ? $"{run.Folder}/{runFile}" : null),
                NameMachine(run),
                RunText.FormatStart(report),
                RunText.FormatSource(report.Environment.Commit),
                report.Environment.Runtime,
                Figures.FormatCount(report.Benchmarks.Length),
                report.Benchmarks.Count(benchmark => benchmark.IsFailed) is > 0 and var failed
                    ? new Cell(Figures.FormatCount(failed), Tone.Bad)
                    : "0",
                Fastest(RunView.Create(report, baselineMethod)),
            ];

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

    // One class a picture: what can be compared at all is in one class.
    private static IEnumerable<Block> SideBySide((string Name, Report Newest)[] machines, string? baselineMethod)
    {
        if (machines.Length < 2)
        {
            return [];
        }

        Report[] newest = [.. machines.Select(machine => machine.Newest)];
        Picture[] pictures =
        [
            .. ShortNames
                .ShortenClasses(newest.SelectMany(report => report.Benchmarks))
                .OrderBy(one => one.Value, StringComparer.Ordinal)
                .Select(
                    (one, i) =>
                        MachinesPicture.Draw(
                            one.Value,
                            RunTable.FromRuns(
                                [
                                    .. newest.Select(report =>
                                        report with
                                        {
                                            Benchmarks = [.. report.Benchmarks.Where(benchmark => benchmark.Class == one.Key)],
                                        }
                                    ),
                                ],
                                baselineMethod
                            ),
                            [.. machines.Select(machine => machine.Name)],
                            FormattableString.Invariant($"index-machines-{i + 1}")
                        )
                )
                .OfType<Picture>(),
        ];
        return pictures is [] ? [] : [new Heading("Machines side by side"), new Paragraph("The newest run of each machine."), .. pictures];
    }
}
