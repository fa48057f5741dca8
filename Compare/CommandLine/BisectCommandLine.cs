using System.CommandLine;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The command line of <c>gate bisect</c>: reads arguments into a request.</summary>
/// <param name="options">The options of the gate, of which the bisection has some.</param>
internal sealed class BisectCommandLine(GateOptions options)
{
    /// <summary>The command's name.</summary>
    public const string Name = "bisect";

    private const string Description =
        "Since which commit is a benchmark slower? Measures commits between two revisions beside the good one, and spends pairs where "
        + "they tell most. Exit codes: 0 the commit is found, or the smallest range where commits do not build; 1 arguments or programs "
        + "are wrong; 3 not found: BAD was not shown to be slower than GOOD, or the budget is spent.";

    private readonly Argument<string?> _good = new("GOOD")
    {
        Description = "A git revision that is fast.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _bad = new("BAD")
    {
        Description = "A later revision that is slow. Default: HEAD.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _probability = OptionFactory.CreateText(
        "--probability",
        "PERCENT%",
        "End when a commit is the first slow one with this probability; above 50 %, below 100 %.",
        "95%"
    );

    private readonly Option<string> _budget = OptionFactory.CreateText(
        "--budget",
        "20m",
        "End after this time with the smallest range of commits; --resume goes on.",
        "20m"
    );

    private readonly Option<string?> _resume = OptionFactory.CreateText(
        "--resume",
        "FILE",
        "Go on with a bisection, or show one that is finished. Its file holds the commits and settings; give --budget and -o again."
    );

    /// <summary>Creates the command.</summary>
    public Command Create(Func<BisectRequest, int> run)
    {
        Command command = new(Name, Description)
        {
            _good,
            _bad,
            options.Filter,
            _probability,
            _budget,
            options.Margin,
            options.Seed,
            options.LaunchLimit,
            options.Variables,
            options.Project,
            options.Program,
            options.NoExplain,
            options.Folder,
            _resume,
            options.Outputs,
            options.Comment,
        };
        command.SetAction(parsed => run(Read(parsed)));
        return command;
    }

    private BisectRequest Read(ParseResult parsed)
    {
        string? good = parsed.GetValue(_good);
        string bad = parsed.GetValue(_bad) ?? "HEAD";
        if (new[] { good, bad }.FirstOrDefault(word => word?.StartsWith('-') == true) is { } option)
        {
            throw new UsageException(NearestOption.DescribeUnknown(option, parsed.CommandResult.Command));
        }

        RequirePrograms(parsed, good);
        return new BisectRequest(
            good,
            bad,
            parsed.GetValue(options.Project),
            parsed.GetValue(options.Program),
            ReadSettings(parsed),
            ReadProbability(parsed.GetRequiredValue(_probability)),
            ValueParser.ParseDuration(_budget.Name, parsed.GetRequiredValue(_budget)),
            GateOptions.ReadFolder(parsed, options.Folder),
            parsed.GetValue(_resume),
            SharedOptions.ReadOutputs(parsed, options.Outputs, [".html", ".md", ".json"]),
            options.ReadComment(parsed)
        )
        {
            ExplainsNothing = parsed.GetValue(options.NoExplain),
        };
    }

    private void RequirePrograms(ParseResult parsed, string? good)
    {
        if (parsed.GetValue(_resume) is not { } path)
        {
            if (good is null)
            {
                throw new UsageException("Name a revision that is fast, such as a tag. See gate bisect --help.");
            }

            return;
        }

        if (good is not null)
        {
            throw new UsageException("--resume takes the commits from the run's file. Leave GOOD and BAD out.");
        }

        if (Path.GetExtension(path) != RunFile.Extension)
        {
            throw new UsageException($"--resume takes the file of a bisection, which ends in {RunFile.Extension}; '{path}' does not.");
        }

        Option[] useless =
        [
            options.Filter,
            _probability,
            options.Margin,
            options.Seed,
            options.LaunchLimit,
            options.Variables,
            options.Folder,
        ];
        if (useless.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } one)
        {
            throw new UsageException($"{one.Name} does nothing beside --resume, the bisection goes on as it began. Leave it out.");
        }
    }

    private double ReadProbability(string text) =>
        ThresholdParser.ParseFraction(_probability.Name, text) is > 0.5 and < 1 and var probability
            ? probability
            : throw new UsageException($"{_probability.Name} takes a percentage above 50% and below 100%, not '{text}'.");

    private GateSettings ReadSettings(ParseResult parsed)
    {
        JudgingRules rules = ThresholdParser.ReadRules(parsed, options.Margin);
        return new GateSettings(
            rules.Margin,
            rules.Tolerance,
            BudgetSeconds: null,
            Pairs: null,
            parsed.GetValue(options.Seed) is { } seed
                ? ValueParser.ParseCount(options.Seed.Name, seed, 0, int.MaxValue)
                : Random.Shared.Next(1, 1_000_000),
            [.. parsed.GetValue(options.Filter) ?? []],
            ProgramArguments: [],
            [.. (parsed.GetValue(options.Variables) ?? []).Select(text => ValueParser.ParseVariable(options.Variables.Name, text))],
            Warmups: 1,
            ValueParser.ParseDuration(options.LaunchLimit.Name, parsed.GetRequiredValue(options.LaunchLimit)).TotalSeconds
        )
        {
            TakesTurns = true,
        };
    }
}
