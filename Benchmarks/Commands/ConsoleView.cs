using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Benchmarks.Suite;
using Spectre.Console;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>What a person sees of a run.</summary>
/// <param name="output">Progress and results.</param>
/// <param name="error">Warnings and problems.</param>
internal sealed class ConsoleView(TextWriter output, TextWriter error)
{
    // Wide enough for every table when nobody knows how wide the reader's window is.
    private const int WidthWithoutTerminal = 160;

    private volatile bool _isSilent;

    /// <summary>Shows nothing more but the last word: an interrupted run fails in many ways that are nobody's concern.</summary>
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
        }
    }

    public void Complain(IEnumerable<string> problems)
    {
        foreach (string problem in problems.TakeWhile(_ => !_isSilent))
        {
            error.WriteLine(problem);
        }
    }

    /// <summary>Shows the tables and findings, and where the reports are.</summary>
    /// <returns>The exit code.</returns>
    public int Conclude(RunRecorder recorder, RunFolder folder, IEnumerable<ScalingSection> scaling, IReadOnlyCollection<string> problems)
    {
        // The sections on scaling have every number of workers in one table.
        ResultTable[] tables = [.. recorder.Summaries.SelectMany(ResultTable.Of).Where(table => table.Question != typeof(ScalingBenchmarks))];
        foreach (ResultTable table in tables)
        {
            Show(table);
        }

        foreach (ScalingSection section in scaling)
        {
            Show(section);
        }

        Tell(tables.Select(table => table.Finding).OfType<string>());
        Tell("");
        Tell($"Reports: {folder.Path}");
        Complain(problems);
        return problems.Count == 0 ? ExitCodes.Success : ExitCodes.BenchmarkFailed;
    }

    private void Show(ResultTable results)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .Title($"{Markup.Escape(results.Question.Name)} on {Markup.Escape(results.Parameters)}")
            .AddColumn(results.Question == typeof(KernelBenchmarks) ? "Kernel" : "Model")
            .AddColumn(new TableColumn("Time").RightAligned())
            .AddColumn(new TableColumn("Launches").RightAligned())
            .AddColumn(new TableColumn("Speed-up").RightAligned());
        foreach (ResultRow row in results.Rows)
        {
            table.AddRow(Cells(row));
        }

        Write(table);
    }

    private void Show(ScalingSection section)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(section.Title));
        table.AddColumns([.. section.Columns.Select((column, index) => new TableColumn(Markup.Escape(column)) { Alignment = index == 0 ? Justify.Left : Justify.Right })]);
        foreach (ImmutableArray<string> row in section.Rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        if (!section.Rows.IsEmpty)
        {
            Write(table);
        }

        Tell(section.Notes);
    }

    private void Write(Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        console.Write(table);
    }

    private static string[] Cells(ResultRow row)
        => row.Launches is null
            ? [Markup.Escape(row.Subject), "failed", "", ""]
            :
            [
                Markup.Escape(row.Subject),
                DurationText.Of(row.Launches.NanosecondsPerOp),
                $"{DurationText.Of(row.Launches.LowestNanoseconds)} – {DurationText.Of(row.Launches.HighestNanoseconds)}",
                row.Speedup is { } speedup ? string.Create(CultureInfo.InvariantCulture, $"{speedup:F2}x") : "",
            ];
}
