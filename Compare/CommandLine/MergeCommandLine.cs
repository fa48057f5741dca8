using System.CommandLine;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The command line of <c>gate merge</c>: reads arguments into a request.</summary>
/// <param name="options">The options of the gate, of which the merge has some.</param>
internal sealed class MergeCommandLine(GateOptions options)
{
    /// <summary>The command's name.</summary>
    public const string Name = "merge";

    private const string Description =
        "Judges the shards of one gate together, which were measured with --shard 1/N to N/N, on one machine or on several. "
        + "Nothing is measured. Exit codes as of the gate.";

    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "The file of a shard's run (gate.jsonl), or a folder that holds some, at any depth.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _folder = OptionFactory.CreateText(
        "--folder",
        "FOLDER",
        "The folder for the verdict. Default: a new folder in BenchmarkDotNet.Artifacts/gate."
    );

    /// <summary>Creates the command.</summary>
    public Command Create(Func<MergeRequest, int> run)
    {
        Command command = new(Name, Description)
        {
            _runs,
            options.FailOn,
            options.AllowMissing,
            options.AllocMargin,
            _folder,
            options.Outputs,
            options.Comment,
        };
        command.SetAction(parsed => run(Read(parsed)));
        return command;
    }

    private MergeRequest Read(ParseResult parsed)
    {
        string[] runs = parsed.GetRequiredValue(_runs);
        return runs.FirstOrDefault(path => path.StartsWith('-')) is { } option
            ? throw new UsageException(NearestOption.DescribeUnknown(option, parsed.CommandResult.Command))
            : new MergeRequest([.. runs], GateOptions.ReadFolder(parsed, _folder), options.ReadReport(parsed));
    }
}
