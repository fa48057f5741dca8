using System.CommandLine;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The command line of <c>affected</c>: reads arguments into a request.</summary>
internal sealed class AffectedCommandLine
{
    private static readonly ImmutableArray<string> Formats = [".html", ".md", ".json"];

    private readonly Argument<string> _baseline = new("BASELINE")
    {
        Description = "A git revision, a folder of binaries, or a working tree.",
    };

    private readonly Argument<string?> _candidate = new("CANDIDATE")
    {
        Description = "The same. Default: the working tree around the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _project = OptionFactory.CreateProject();
    private readonly Option<string?> _program = OptionFactory.CreateProgram();
    private readonly Option<string[]> _outputs = OptionFactory.CreateOutputs(".html, .md or .json");

    /// <summary>Creates the command.</summary>
    public Command Create(Func<AffectedRequest, int> run)
    {
        Command command = new(
            "affected",
            "Which benchmarks may a change of the code matter to? Reads two built BenchmarkDotNet programs and follows what each benchmark "
                + "calls. Nothing is measured, and nothing of the programs runs."
        )
        {
            _baseline,
            _candidate,
            _project,
            _program,
            _outputs,
        };
        command.SetAction(parsed => run(Read(parsed)));
        return command;
    }

    private AffectedRequest Read(ParseResult parsed)
    {
        string baseline = parsed.GetRequiredValue(_baseline);
        string candidate = parsed.GetValue(_candidate) ?? ".";
        if (new[] { baseline, candidate }.FirstOrDefault(word => word.StartsWith('-')) is { } option)
        {
            throw new UsageException(NearestOption.DescribeUnknown(option, parsed.CommandResult.Command));
        }

        return new AffectedRequest(
            baseline,
            candidate,
            parsed.GetValue(_project),
            parsed.GetValue(_program),
            SharedOptions.ReadOutputs(parsed, _outputs, Formats)
        );
    }
}
