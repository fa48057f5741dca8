using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Article;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Reporting.Documents;
using Spectre.Console;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Shows a run on the console: progress, results, warnings and problems.</summary>
/// <param name="output">Progress and results.</param>
/// <param name="error">Warnings and problems.</param>
internal sealed class ConsoleView(TextWriter output, TextWriter error)
{
    // Wide enough for every table. It is used where the width of the reader's window is not known.
    private const int WidthWithoutTerminal = 160;

    private volatile bool _isSilent;

    private ImmutableArray<string> _warnings = [];

    /// <summary>The warnings and problems so far, for a reader who does not see the console.</summary>
    public ImmutableArray<string> Warnings => _warnings;

    /// <summary>
    /// Hides everything from now on, except for the last line: the failures of an interrupted run are only consequences of the
    /// interruption.
    /// </summary>
    public void Silence() => _isSilent = true;

    public void ComplainLast(string line) => error.WriteLine(line);

    public void Tell(string line)
    {
        if (!_isSilent)
        {
            output.WriteLine(line);
        }
    }

    public void Tell(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Tell(line);
        }
    }

    public void Warn(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            error.WriteLine($"warning: {warning}");
            ImmutableInterlocked.Update(ref _warnings, (all, one) => all.Add(one), warning);
        }
    }

    public void Complain(IEnumerable<string> problems)
    {
        foreach (string problem in problems.TakeWhile(_ => !_isSilent))
        {
            error.WriteLine(problem);
            ImmutableInterlocked.Update(ref _warnings, (all, one) => all.Add(one), problem);
        }
    }

    /// <summary>Shows the tables, the findings, and the folder of the reports.</summary>
    /// <returns>The exit code.</returns>
    public int Conclude(RunResults results, RunFolder folder, IReadOnlyCollection<string> problems)
    {
        foreach (ResultTable table in results.Tables)
        {
            Show(table);
            Tell(SpeedupBars.Render(table));
        }

        ConsoleRenderer.Render(CreateConsole(), results.Scaling);

        Tell(results.Findings);
        Tell("");
        Tell($"Reports: {folder.Path}");
        Complain(problems);
        return problems.Count == 0 ? ExitCodes.Success : ExitCodes.BenchmarkFailed;
    }

    /// <summary>Shows the article's programs as the article does, then the table, the reasons, and the folder of the reports.</summary>
    /// <returns>The exit code.</returns>
    public int Conclude(ArticleReport report, RunFolder folder)
    {
        foreach (IGrouping<string, ArticleResult> program in report.Results.GroupBy(result => result.Row.Program))
        {
            Tell(["", program.Key, .. program.Select(result => $"  {ArticleDocument.RenderResult(result)}")]);
        }

        Tell("");
        ConsoleRenderer.Render(CreateConsole(), ArticleDocument.CreateBlocks(report));
        Tell($"Reports: {folder.Path}");
        Complain(report.Failures);
        return report.Failures.IsEmpty ? ExitCodes.Success : ExitCodes.BenchmarkFailed;
    }

    /// <summary>Shows a document.</summary>
    public void Show(ImmutableArray<Block> blocks) => ConsoleRenderer.Render(CreateConsole(), blocks);

    private void Show(ResultTable results)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape(BenchmarkText.On(results.Class.Name, results.Parameters)))
            .AddColumn(BenchmarkCatalog.Describe(results.Class).RowHeading);
        (string Head, Func<ResultRow, string> Cell)[] columns =
        [
            .. Columns.Where(column => results.Rows.Any(row => column.Cell(row).Length > 0)),
        ];
        table.AddColumns([.. columns.Select(column => new TableColumn(column.Head).RightAligned())]);
        foreach (ResultRow row in results.Rows)
        {
            table.AddRow([Markup.Escape(row.Name), .. columns.Select(column => column.Cell(row))]);
        }

        Write(table);
    }

    private void Write(Table table) => CreateConsole().Write(table);

    private IAnsiConsole CreateConsole()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }

    // A column is shown where some row has a value for it.
    private static (string Head, Func<ResultRow, string> Cell)[] Columns { get; } =
    [
        ("Time", row => row.Launches is { } launches ? Figures.FormatTime(launches.NanosecondsPerOp) : "failed"),
        (
            "Launches",
            row =>
                row.Launches is { } launches
                    ? Figures.FormatInterval(launches.LowestNanoseconds, launches.HighestNanoseconds, Figures.FormatTime)
                    : ""
        ),
        ("Speed-up", row => Text(row.Speedup, FormatSpeedup)),
        ("Bound", row => Text(SuiteMetric.Bound.Find(row.Report), FormatSpeedup)),
        ("Efficiency", row => Text(SuiteMetric.Efficiency.Find(row.Report), Figures.FormatPercent)),
        ("CPU", row => Text(SuiteMetric.Cpu.Find(row.Report), Figures.FormatTime)),
        ("Memory", row => Text(SuiteMetric.Peak.Find(row.Report), bytes => Figures.FormatBytes(bytes))),
    ];

    private static string FormatSpeedup(double speedup) => Figures.FormatSpeedup(Math.Log(speedup));

    private static string Text(double? value, Func<double, string> format) => value is { } known ? format(known) : "";
}
