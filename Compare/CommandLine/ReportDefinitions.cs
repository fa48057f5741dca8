using System.CommandLine;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The commands for the reports of one machine, with their arguments and options.</summary>
/// <param name="shared">The options that other commands have as well.</param>
internal sealed class ReportDefinitions(SharedOptions shared)
{
    public Command CreateHistory(Func<HistoryRequest, int> run)
    {
        Argument<string> folder = new("FOLDER")
        {
            Description = "A machine's folder, or any with reports: runs are in folders below it, or files with a time stamp.",
        };
        Option<bool> absolute = OptionFactory.CreateFlag("--absolute", "Take times instead of speed-ups over the run's own baseline.");
        Command command = new("history", "Shows the runs of one machine over time, and the runs in which the level of a benchmark changed.")
        {
            folder,
            shared.Filter,
            shared.BaselineMethod,
            absolute,
            shared.SameMachine,
            shared.Margin,
            shared.Outputs,
        };
        command.SetAction(parsed =>
            run(
                new HistoryRequest(
                    shared.ReadSelection(parsed, parsed.GetRequiredValue(folder)),
                    ThresholdParser.ReadRules(parsed, shared.Margin),
                    parsed.GetValue(absolute),
                    parsed.GetValue(shared.SameMachine),
                    SharedOptions.ReadOutputs(parsed, shared.Outputs, SharedOptions.ReportFormats)
                )
            )
        );
        return command;
    }

    public Command CreateNoise(Func<NoiseRequest, int> run)
    {
        Argument<string[]> reports = new("REPORT")
        {
            Description = "Reports of unchanged code, four or more: a machine's folder or any with runs below it, or several reports.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> output = new("--output", "-o")
        {
            Description = $"Write to this file instead of {NoiseFile.Name} in the folder that holds all reports.",
            HelpName = "FILE",
        };
        Command command = new(
            "noise",
            "Learns from reports of unchanged code how far a machine's launches lie apart, and keeps it beside them: one launch is then "
                + "judged by its own benchmark's noise."
        )
        {
            reports,
            shared.Filter,
            output,
        };
        command.SetAction(parsed =>
            run(new NoiseRequest(shared.ReadSelection(parsed, parsed.GetRequiredValue(reports)), parsed.GetValue(output)))
        );
        return command;
    }

    public Command CreateExport(Func<ExportRequest, int> run)
    {
        Argument<string> report = new("REPORT")
        {
            Description = "A BenchmarkDotNet report (JSON, Markdown or CSV), a folder, or a quoted glob.",
        };
        Option<string?> output = new("--output", "-o")
        {
            Description = "Write to this file instead of standard output.",
            HelpName = "FILE",
        };
        Option<string> format = new("--format", "-f") { Description = "The format.", Required = true };
        format.AcceptOnlyFromAmong([.. ExportFormats.All.Select(format => format.Id)]);
        string formats = string.Join('\n', ExportFormats.All.Select(format => $"  {format.Id}: {format.Summary}"));
        Command command = new("export", $"Writes a report in the format of another tool:\n{formats}")
        {
            report,
            format,
            shared.Filter,
            shared.BaselineMethod,
            shared.AllRuns,
            output,
        };
        command.SetAction(parsed =>
            run(
                new ExportRequest(
                    shared.ReadSelection(parsed, parsed.GetRequiredValue(report)),
                    parsed.GetRequiredValue(format),
                    parsed.GetValue(output)
                )
            )
        );
        return command;
    }

    public Command CreateReport(Func<PageRequest, int> run)
    {
        Argument<string> folder = new("FOLDER")
        {
            Description = "A run's folder, or one with runs below it, such as results: then the page of every run, and an index.",
        };
        Option<bool> newest = OptionFactory.CreateFlag(
            "--newest",
            "Of the runs below the folder, write only the page of the newest, and the index."
        );
        Command command = new(
            "report",
            "Writes the page of a run (report.html, report.md and pictures beside its reports) and an index of all runs."
        )
        {
            folder,
            shared.BaselineMethod,
            newest,
        };
        command.SetAction(parsed =>
            run(new PageRequest(parsed.GetRequiredValue(folder), parsed.GetValue(shared.BaselineMethod), parsed.GetValue(newest)))
        );
        return command;
    }

    public static Command CreateCompletion(Func<string, int> run)
    {
        Argument<string> shell = new("SHELL") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. ShellCompletion.Shells]);
        Command command = new(
            "completion",
            "Prints a script with which a shell completes this program's arguments, such as: eval \"$(bdn-compare completion bash)\""
        )
        {
            shell,
        };
        command.SetAction(parsed => run(parsed.GetRequiredValue(shell)));
        return command;
    }
}
