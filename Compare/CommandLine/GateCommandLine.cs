using System.CommandLine;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The command line of <c>gate</c>: reads arguments into requests.</summary>
/// <param name="shared">The options that other commands have as well.</param>
/// <param name="programArguments">The arguments behind <c>--</c>, for the programs.</param>
internal sealed class GateCommandLine(SharedOptions shared, ImmutableArray<string> programArguments)
{
    /// <summary>The command's name.</summary>
    public const string Name = "gate";

    private const string Description =
        "Is the candidate slower than the baseline? Measures any two BenchmarkDotNet programs afresh, in pairs of processes. "
        + "Arguments behind -- go to the programs. Exit codes: 0 nothing is slower, and a slow-down of the tolerance is excluded; "
        + "2 slower; 3 it is not excluded; 4 the run is invalid; 5 missing or failed.";

    private readonly GateOptions _options = new(shared);

    private readonly Argument<string?> _baseline = new("BASELINE")
    {
        Description = "A git revision, a folder of binaries, or a working tree.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _candidate = new("CANDIDATE")
    {
        Description = "The same. Default: the working tree around the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Creates the command.</summary>
    public Command Create(
        Func<GateRequest, int> gate,
        Func<SelfTestRequest, int> selfTest,
        Func<MergeRequest, int> merge,
        Func<BisectRequest, int> bisect
    )
    {
        Command command = new(Name, Description)
        {
            _baseline,
            _candidate,
            new MergeCommandLine(_options).Create(merge),
            new BisectCommandLine(_options).Create(bisect),
        };
        foreach (Option option in _options.All)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
            parsed.GetValue(_options.SelfTest)
                ? selfTest(new SelfTestRequest(Read(parsed), parsed.GetValue(_candidate), ReadRuns(parsed)))
                : gate(Read(parsed))
        );
        return command;
    }

    private GateRequest Read(ParseResult parsed)
    {
        string? baseline = parsed.GetValue(_baseline);
        RequireKnown(parsed, baseline, parsed.GetValue(_candidate));
        RequirePrograms(parsed, baseline);
        RequireRunFile(parsed, _options.Resume);
        RequireRunFile(parsed, _options.Pilot);
        RequireUseful(parsed);
        return new GateRequest(
            baseline,
            parsed.GetValue(_candidate) ?? ".",
            parsed.GetValue(_options.Project),
            parsed.GetValue(_options.Program),
            _options.ReadSettings(parsed, programArguments),
            GateOptions.ReadFolder(parsed, _options.Folder),
            parsed.GetValue(_options.Resume),
            parsed.GetValue(_options.Pilot),
            parsed.GetValue(_options.MeasureSame),
            _options.ReadReport(parsed)
        )
        {
            Explained = [.. parsed.GetValue(_options.Explain) ?? []],
            ExplainsNothing = parsed.GetValue(_options.NoExplain),
        };
    }

    private static void RequireKnown(ParseResult parsed, params string?[] words)
    {
        if (words.FirstOrDefault(word => word?.StartsWith('-') == true) is { } option)
        {
            throw new UsageException(
                $"Unknown option '{option}'.{NearestOption.Suggest(option, parsed.CommandResult.Command)} "
                    + "See gate --help. Arguments of the program come after --."
            );
        }
    }

    private void RequirePrograms(ParseResult parsed, string? baseline)
    {
        bool isSelfTest = parsed.GetValue(_options.SelfTest);
        if (parsed.GetValue(_options.Resume) is not null && (isSelfTest || baseline is not null))
        {
            throw new UsageException(
                isSelfTest
                    ? "A self-test goes on by itself: name its folder with --folder, without --resume."
                    : "--resume takes the programs from the run's file. Leave BASELINE out, or start a new run without --resume."
            );
        }

        if (parsed.GetValue(_options.Resume) is null && baseline is null && !isSelfTest)
        {
            throw new UsageException(
                "Name what to compare this tree with: a git revision such as main, or a folder of binaries. See --help."
            );
        }
    }

    // The verdict is written beside a run's file, in files of the same name: they must not be the same.
    private static void RequireRunFile(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is { } path && Path.GetExtension(path) != RunFile.Extension)
        {
            throw new UsageException(
                $"{option.Name} takes the file of a gate's run, which ends in {RunFile.Extension}; '{path}' does not."
            );
        }
    }

    // The user expects an effect of every option that is given.
    private void RequireUseful(ParseResult parsed)
    {
        (ImmutableArray<Option> useless, string reason) =
            parsed.GetValue(_options.SelfTest)
                ? (
                    [
                        _options.Affected,
                        _options.Shard,
                        _options.Pilot,
                        _options.MeasureSame,
                        _options.FailOn,
                        _options.AllowMissing,
                        _options.AllocMargin,
                        _options.Outputs,
                        _options.Comment,
                    ],
                    "does nothing in a self-test"
                )
            : parsed.GetValue(_options.Resume) is not null
                ? (
                    [.. _options.Settings, _options.Folder, _options.Pilot, _options.MeasureSame, _options.Runs],
                    "does nothing beside --resume, the run goes on as it began"
                )
            : parsed.GetValue(_options.Shard) is not null
                ? (
                    [_options.FailOn, _options.AllocMargin, _options.Runs, _options.Comment],
                    $"does nothing beside {_options.Shard.Name}: the verdict is that of gate {MergeCommandLine.Name}"
                )
            : (ImmutableArray.Create<Option>(_options.Runs), "does nothing without --self-test");
        if (useless.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } one)
        {
            throw new UsageException($"{one.Name} {reason}. Leave it out.");
        }
    }

    private int? ReadRuns(ParseResult parsed) =>
        parsed.GetValue(_options.Runs) is { } runs ? ValueParser.ParseCount(_options.Runs.Name, runs, 1, 100_000) : null;
}
