using System.Globalization;
using ConcurrencyBench.Benchmarks.Reports;
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
    public int Conclude(RunRecorder recorder, RunFolder folder, IReadOnlyCollection<string> problems)
    {
        ResultTable[] tables = [.. recorder.Summaries.SelectMany(ResultTable.Of)];
        foreach (ResultTable table in tables)
        {
            Show(table);
        }

        string[] findings = [.. tables.Select(table => table.Finding).Append(CostFinding.Of(recorder.Summaries)).OfType<string>()];
        if (findings.Length > 0)
        {
            folder.Write("findings.md", $"# Findings\n\n{string.Concat(findings.Select(finding => $"- {finding}\n"))}");
        }

        Tell(findings);
        Tell("");
        Tell($"Reports: {folder.Path}");
        Complain(problems);
        return problems.Count == 0 ? ExitCodes.Success : ExitCodes.BenchmarkFailed;
    }

    private void Show(ResultTable results)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape(CaseText.On(results.Question.Name, results.Parameters)))
            .AddColumn(BenchmarkNames.HeadingOf(results.Question))
            .AddColumn(new TableColumn("Time").RightAligned())
            .AddColumn(new TableColumn("Launches").RightAligned())
            .AddColumn(new TableColumn("Speed-up").RightAligned())
            .AddColumn(new TableColumn("Bound").RightAligned())
            .AddColumn(new TableColumn("Efficiency").RightAligned())
            .AddColumn(new TableColumn("CPU").RightAligned())
            .AddColumn(new TableColumn("Memory").RightAligned());
        foreach (ResultRow row in results.Rows)
        {
            table.AddRow(Cells(row));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        console.Write(table);
    }

    private static string[] Cells(ResultRow row)
        => row.Launches is null
            ? [Markup.Escape(row.Subject), "failed", "", "", "", "", "", ""]
            :
            [
                Markup.Escape(row.Subject),
                DurationText.Of(row.Launches.NanosecondsPerOp),
                $"{DurationText.Of(row.Launches.LowestNanoseconds)} – {DurationText.Of(row.Launches.HighestNanoseconds)}",
                Text(row.Speedup, speedup => string.Create(CultureInfo.InvariantCulture, $"{speedup:F2}x")),
                Text(SuiteMetric.Bound.Of(row.Report), bound => string.Create(CultureInfo.InvariantCulture, $"{bound:F2}x")),
                Text(SuiteMetric.Efficiency.Of(row.Report), efficiency => string.Create(CultureInfo.InvariantCulture, $"{100 * efficiency:F0} %")),
                Text(SuiteMetric.Cpu.Of(row.Report), DurationText.Of),
                Text(SuiteMetric.Peak.Of(row.Report), bytes => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB")),
            ];

    private static string Text(double? value, Func<double, string> format) => value is { } known ? format(known) : "";
}
