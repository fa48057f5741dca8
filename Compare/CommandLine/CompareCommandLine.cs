using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>What each command does once its arguments are read; each returns the exit code.</summary>
internal sealed record CommandHandlers(
    Func<CompareRequest, int> Compare,
    Func<HistoryRequest, int> History,
    Func<ExportRequest, int> Export,
    Func<GateRequest, int> Gate,
    Func<SelfTestRequest, int> SelfTest,
    Func<PageRequest, int> Page,
    Func<string, int> Completion
);

/// <summary>The command line: arguments in, requests out.</summary>
/// <param name="actions">What the commands do.</param>
internal sealed class CompareCommandLine(CommandHandlers actions)
{
    private readonly Argument<string[]> _reports = new("REPORT")
    {
        Description =
            "A BenchmarkDotNet JSON file, a folder with such files (of several runs the newest), a machine's folder under results/ (its newest run), or a quoted glob. The first is the baseline.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Argument<string> _report = new("REPORT") { Description = "A BenchmarkDotNet JSON file, a folder, or a quoted glob." };

    private readonly Argument<string> _folder = new("FOLDER")
    {
        Description = "A machine's folder, or any with reports: runs are in folders below it, or files with a time stamp.",
    };

    private readonly Argument<string> _pageFolder = new("FOLDER")
    {
        Description = "A run's folder, or one with runs below it, such as results: then every run's page, and an index.",
    };

    private readonly Option<bool> _newest = new("--newest")
    {
        Description = "Of the runs below the folder only the page of the one written last, and the index.",
    };

    private readonly Option<string> _margin = new("--margin")
    {
        Description = "Smaller differences are never called slower or faster.",
        HelpName = "PERCENT%",
        DefaultValueFactory = _ => "2%",
    };

    private readonly Option<string?> _tolerance = new("--tolerance")
    {
        Description =
            "A slow-down of this much that is excluded passes, though smaller ones are not. Default: 5%, or the margin where that is more.",
        HelpName = "PERCENT%",
    };

    private readonly Option<string?> _allocMargin = new("--alloc-margin")
    {
        Description =
            "Also fail (exit code 2) when an operation allocates more than this above the baseline. Without it, allocations are shown only.",
        HelpName = "PERCENT%|BYTES",
    };

    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Only benchmarks whose full name matches, such as '*ParallelFor*'. May be given again.",
        HelpName = "GLOB",
    };

    private readonly Option<string?> _baselineMethod = new("--baseline-method")
    {
        Description = "The method, or Class.Method, that ratios inside a run are to. Without it, what host.json beside the reports says.",
        HelpName = "METHOD",
    };

    private readonly Option<bool> _allRuns = new("--all-runs")
    {
        Description = "Take every run of a machine's folder, and every file, as launches of its own.",
    };

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "Also fail (exit code 3) on rows that are suspected slower, or inconclusive beyond the tolerance.",
        DefaultValueFactory = _ => "nothing",
    };

    private readonly Option<bool> _allowMissing = new("--allow-missing")
    {
        Description = "Benchmarks that are missing or failed do not fail (exit code 5). They are still shown.",
    };

    private readonly Option<bool> _sameMachine = new("--same-machine")
    {
        Description = "Take times together although the reports seem to be of different machines.",
    };

    private readonly Option<bool> _all = new("--all") { Description = "Show every row, however many." };

    private readonly Option<string[]> _outputs = new("--output", "-o")
    {
        Description = "Also write a file: .html, .md, .csv or .json. May be given again.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _exportOutput = new("--output", "-o")
    {
        Description = "Write to this file instead of standard output.",
        HelpName = "FILE",
    };

    private readonly Option<string> _format = new("--format", "-f") { Description = "Which format.", Required = true };

    private readonly Option<bool> _absolute = new("--absolute") { Description = "Times instead of speed-ups over the run's own baseline." };

    private readonly Argument<string> _shell = new("SHELL") { Description = "Which shell." };

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public int Invoke(string[] arguments, TextWriter output, TextWriter error)
    {
        // What stands behind -- is for the program that a gate runs, and no argument of this one.
        int end = arguments is [GateCommandLine.Name, ..] ? Array.IndexOf(arguments, "--") : -1;
        RootCommand root = BuildRoot(end < 0 ? [] : [.. arguments[(end + 1)..]]);
        ParseResult parsed = root.Parse(
            end < 0 ? arguments : arguments[..end],
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );
        if (parsed.Action is ParseErrorAction)
        {
            string? unknown = parsed
                .Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
                ?.Value;
            throw new UsageException(unknown is null ? $"{parsed.Errors[0].Message} See --help." : UnknownOption(unknown, parsed));
        }

        return parsed.Invoke(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
            }
        );
    }

    private RootCommand BuildRoot(ImmutableArray<string> programArguments)
    {
        RootCommand root = new(
            """
            Compares saved BenchmarkDotNet reports and says what is slower, what is not, and what cannot be known.

            Two reports of one machine: a verdict for every benchmark. Three or more, or different machines: times side
            by side, and the ratios inside each run judged.

            Exit codes: 0 nothing slower, 1 bad arguments or files, 2 slower, 3 inconclusive (with --fail-on),
            4 nothing comparable, 5 a benchmark is missing or failed.
            """
        );
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        _failOn.AcceptOnlyFromAmong("nothing", "suspected", "inconclusive");
        _format.AcceptOnlyFromAmong([.. ExportFormats.All.Select(format => format.Id)]);
        _shell.AcceptOnlyFromAmong([.. ShellCompletion.Shells]);
        root.Arguments.Add(_reports);
        Add(
            root,
            _margin,
            _tolerance,
            _allocMargin,
            _filter,
            _baselineMethod,
            _allRuns,
            _failOn,
            _allowMissing,
            _sameMachine,
            _all,
            _outputs
        );
        root.SetAction(parsed => actions.Compare(ReadCompare(parsed)));
        root.Subcommands.Add(History());
        root.Subcommands.Add(Export());
        root.Subcommands.Add(new GateCommandLine(actions, programArguments).Build());
        root.Subcommands.Add(Page());
        root.Subcommands.Add(Completion());
        return root;
    }

    private Command History()
    {
        Command command = new("history", "The runs of one machine over time: a benchmark's course, and since when its level is another.");
        command.Arguments.Add(_folder);
        Add(command, _filter, _baselineMethod, _absolute, _sameMachine, _margin, _outputs);
        command.SetAction(parsed =>
            actions.History(
                new HistoryRequest(
                    Reports(parsed, [parsed.GetRequiredValue(_folder)]),
                    ThresholdParser.ReadRules(parsed, _margin, _tolerance),
                    parsed.GetValue(_absolute),
                    parsed.GetValue(_sameMachine),
                    [.. parsed.GetValue(_outputs) ?? []]
                )
            )
        );
        return command;
    }

    private Command Export()
    {
        string formats = string.Join('\n', ExportFormats.All.Select(format => $"  {format.Id}: {format.Summary}"));
        Command command = new("export", $"A report in the format of other tools:\n{formats}");
        command.Arguments.Add(_report);
        Add(command, _format, _filter, _baselineMethod, _allRuns, _exportOutput);
        command.SetAction(parsed =>
            actions.Export(
                new ExportRequest(
                    Reports(parsed, [parsed.GetRequiredValue(_report)]),
                    parsed.GetRequiredValue(_format),
                    parsed.GetValue(_exportOutput)
                )
            )
        );
        return command;
    }

    private Command Page()
    {
        Command command = new(
            "report",
            "A page of a run: report.html, report.md and pictures beside its reports, and an index of all runs."
        );
        command.Arguments.Add(_pageFolder);
        Add(command, _baselineMethod, _newest);
        command.SetAction(parsed =>
            actions.Page(new PageRequest(parsed.GetRequiredValue(_pageFolder), parsed.GetValue(_baselineMethod), parsed.GetValue(_newest)))
        );
        return command;
    }

    private Command Completion()
    {
        Command command = new(
            "completion",
            "A script that makes a shell complete this program's arguments, such as: eval \"$(bdn-compare completion bash)\""
        );
        command.Arguments.Add(_shell);
        command.SetAction(parsed => actions.Completion(parsed.GetRequiredValue(_shell)));
        return command;
    }

    private CompareRequest ReadCompare(ParseResult parsed)
    {
        string[] reports = parsed.GetValue(_reports) ?? [];
        ReportSelection request = Reports(parsed, reports);
        if (reports.Length < 2)
        {
            throw new UsageException(
                reports is [var only]
                    ? $"'{only}' needs another report to be compared with: BASELINE CANDIDATE. See --help."
                    : "Name two reports or more: BASELINE CANDIDATE. See --help."
            );
        }

        return new CompareRequest(
            request,
            ThresholdParser.ReadRules(parsed, _margin, _tolerance),
            parsed.GetValue(_allocMargin) is { } allocation ? ThresholdParser.ParseAllocationMargin(_allocMargin.Name, allocation) : null,
            Enum.Parse<FailOn>(parsed.GetRequiredValue(_failOn), ignoreCase: true),
            parsed.GetValue(_allowMissing),
            parsed.GetValue(_sameMachine),
            parsed.GetValue(_all),
            [.. parsed.GetValue(_outputs) ?? []]
        );
    }

    private ReportSelection Reports(ParseResult parsed, string[] paths) =>
        paths.FirstOrDefault(path => path.StartsWith('-')) is { } option
            ? throw new UsageException(UnknownOption(option, parsed))
            : new ReportSelection(
                [.. paths],
                [.. parsed.GetValue(_filter) ?? []],
                parsed.GetValue(_baselineMethod),
                parsed.GetValue(_allRuns)
            );

    private static string UnknownOption(string option, ParseResult parsed) =>
        $"Unknown option '{option}'.{NearestOption.Suggest(option, parsed.CommandResult.Command)} See --help.";

    private static void Add(Command command, params IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }
}
