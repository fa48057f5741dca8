using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Runs the commands after their arguments are read; each returns the exit code.</summary>
internal sealed record CommandHandlers(
    Func<CompareRequest, int> Compare,
    Func<HistoryRequest, int> History,
    Func<NoiseRequest, int> Noise,
    Func<ExportRequest, int> Export,
    Func<GateRequest, int> Gate,
    Func<SelfTestRequest, int> SelfTest,
    Func<MergeRequest, int> Merge,
    Func<BisectRequest, int> Bisect,
    Func<AffectedRequest, int> Affected,
    Func<PageRequest, int> Page,
    Func<string, int> Completion
);

/// <summary>The command line: reads arguments into requests.</summary>
/// <param name="handlers">Run the commands.</param>
internal sealed class CompareCommandLine(CommandHandlers handlers)
{
    /// <summary>Parses the arguments and runs the command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public int Invoke(string[] arguments, TextWriter output, TextWriter error)
    {
        // Arguments behind -- are for the program that a gate runs.
        int end = arguments is [GateCommandLine.Name, ..] ? Array.IndexOf(arguments, "--") : -1;
        RootCommand root = CreateRoot(end < 0 ? [] : [.. arguments[(end + 1)..]]);

        HideArgumentsOfOthers(root, arguments);
        ParseResult parsed = root.Parse(
            end < 0 ? arguments : arguments[..end],
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );
        return parsed.Action is ParseErrorAction
            ? throw new UsageException(DescribeError(parsed))
            : parsed.Invoke(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                }
            );
    }

    // The help of a command would list the arguments of the commands above it as well.
    private static void HideArgumentsOfOthers(Command root, string[] arguments)
    {
        Command command = root;
        foreach (string word in arguments)
        {
            if (command.Subcommands.FirstOrDefault(sub => sub.Name == word) is not { } sub)
            {
                return;
            }

            foreach (Argument argument in command.Arguments)
            {
                argument.Hidden = true;
            }

            command = sub;
        }
    }

    private static string DescribeError(ParseResult parsed) =>
        parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            is { } unknown
            ? NearestOption.DescribeUnknown(unknown.Value, parsed.CommandResult.Command)
            : $"{parsed.Errors[0].Message} See --help.";

    private RootCommand CreateRoot(ImmutableArray<string> programArguments)
    {
        SharedOptions shared = new();
        RootCommand root = new ComparisonDefinition(shared).CreateRoot(handlers.Compare);
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        ReportDefinitions definitions = new(shared);
        root.Add(definitions.CreateHistory(handlers.History));
        root.Add(definitions.CreateNoise(handlers.Noise));
        root.Add(definitions.CreateExport(handlers.Export));
        root.Add(new GateCommandLine(shared, programArguments).Create(handlers.Gate, handlers.SelfTest, handlers.Merge, handlers.Bisect));
        root.Add(new AffectedCommandLine().Create(handlers.Affected));
        root.Add(definitions.CreateReport(handlers.Page));
        root.Add(ReportDefinitions.CreateCompletion(handlers.Completion));
        return root;
    }
}
