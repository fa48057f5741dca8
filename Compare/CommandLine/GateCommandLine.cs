using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>The command line of <c>gate</c>: arguments in, requests out.</summary>
/// <param name="actions">What the commands do.</param>
/// <param name="programArguments">What stood behind <c>--</c>: the program's own.</param>
internal sealed class GateCommandLine(CommandHandlers actions, ImmutableArray<string> programArguments)
{
    /// <summary>The command's name.</summary>
    public const string Name = "gate";

    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(7);

    private readonly Argument<string?> _baseline = new("BASELINE")
    {
        Description = "A git revision, a folder of binaries, or a working tree.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _candidate = new("CANDIDATE")
    {
        Description = "The same. Without it, the working tree around the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _project = new("--project")
    {
        Description = "The benchmark project, from the top of each source tree, where it has several.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _program = new("--program")
    {
        Description = "The program, where a folder of binaries has several.",
        HelpName = "NAME.dll",
    };

    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Only benchmarks whose full name matches, such as '*ParallelFor*'. May be given again.",
        HelpName = "GLOB",
    };

    // For run.sh: what this suite gates when nobody chooses.
    private readonly Option<string[]> _defaultFilter = new("--default-filter")
    {
        Description = "The same, when there is no --filter.",
        HelpName = "GLOB",
        Hidden = true,
    };

    private readonly Option<string> _margin = new("--margin")
    {
        Description = "Smaller differences are never called slower or faster.",
        HelpName = "PERCENT%",
        DefaultValueFactory = _ => "2%",
    };

    private readonly Option<string?> _tolerance = new("--tolerance")
    {
        Description = "A slow-down of this much is found, or excluded; above the margin. Default: 5%.",
        HelpName = "PERCENT%",
    };

    private readonly Option<string?> _budget = new("--budget")
    {
        Description = "How long the pairs may take. Without it, as long as the tolerance needs. What it buys is said before it starts.",
        HelpName = "5m",
    };

    private readonly Option<string?> _pairs = new("--pairs")
    {
        Description = "Pairs of the first and the second stage for every benchmark, instead of the planner's.",
        HelpName = "N+N",
    };

    private readonly Option<string?> _seed = new("--seed")
    {
        Description = "Of every random choice. Without it, one is drawn and printed.",
        HelpName = "N",
    };

    private readonly Option<string> _warmups = new("--warmups")
    {
        Description = "Warm-up iterations of a launch, after the first calls that compile.",
        HelpName = "N",
        DefaultValueFactory = _ => "1",
    };

    private readonly Option<string> _launchLimit = new("--launch-limit")
    {
        Description = "A launch that takes longer hangs.",
        HelpName = "2m",
        DefaultValueFactory = _ => "2m",
    };

    private readonly Option<string[]> _environment = new("--env")
    {
        Description = "A variable for both programs. May be given again.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description =
            "Which benchmarks fail (exit code 3) though nothing is shown: those in which the tolerance is not excluded, suspected ones, or none.",
        DefaultValueFactory = _ => "inconclusive",
    };

    private readonly Option<bool> _allowMissing = new("--allow-missing")
    {
        Description = "Benchmarks that are missing or failed do not fail (exit code 5). They are still shown.",
    };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Where the run goes. Without it, a new folder in BenchmarkDotNet.Artifacts/gate.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description =
            "Finish a run that was interrupted, or show one that is finished. Programs and settings come from its file; --fail-on, --allow-missing and -o do not.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _pilot = new("--pilot")
    {
        Description = "Plan by the pilot of an earlier run on this machine, and take none.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _selfTest = new("--self-test")
    {
        Description =
            "Measure what the gate is worth here: the baseline against itself, many times; or against a CANDIDATE that is known to differ. With --folder it goes on where it was.",
    };

    private readonly Option<string?> _runs = new("--runs")
    {
        Description = "How many gates the self-test runs. Without it, as many as 300 benchmarks need.",
        HelpName = "N",
    };

    private readonly Option<string[]> _outputs = new("--output", "-o")
    {
        Description = "Also write a file: .html, .md or .json. May be given again.",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public Command Build()
    {
        Command command = new(
            Name,
            "Is the candidate slower than the baseline? Measures any two BenchmarkDotNet programs afresh, in pairs of processes. What stands behind -- goes to the programs. Exit codes: 0 nothing is slower, and a slow-down of the tolerance is excluded; 2 slower; 3 it is not excluded; 4 the run is invalid; 5 missing or failed."
        );
        _failOn.AcceptOnlyFromAmong("inconclusive", "suspected", "nothing");
        command.Arguments.Add(_baseline);
        command.Arguments.Add(_candidate);
        foreach (
            Option option in new Option[]
            {
                _filter,
                _defaultFilter,
                _margin,
                _tolerance,
                _budget,
                _pairs,
                _seed,
                _warmups,
                _launchLimit,
                _environment,
                _failOn,
                _allowMissing,
                _project,
                _program,
                _folder,
                _resume,
                _pilot,
                _selfTest,
                _runs,
                _outputs,
            }
        )
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
            parsed.GetValue(_selfTest)
                ? actions.SelfTest(new SelfTestRequest(Read(parsed), parsed.GetValue(_candidate), ReadRuns(parsed)))
                : actions.Gate(Read(parsed))
        );
        return command;
    }

    private GateRequest Read(ParseResult parsed)
    {
        string? baseline = parsed.GetValue(_baseline);
        string? resume = parsed.GetValue(_resume);
        RequireKnown(parsed, baseline, parsed.GetValue(_candidate));
        if (resume is not null && (baseline is not null || parsed.GetValue(_selfTest)))
        {
            throw new UsageException(
                parsed.GetValue(_selfTest)
                    ? "A self-test goes on by itself: name its folder with --folder, without --resume."
                    : "--resume takes the programs from the run's file. Leave BASELINE out, or start a new run without --resume."
            );
        }

        if (resume is null && baseline is null && !parsed.GetValue(_selfTest))
        {
            throw new UsageException(
                "Name what to compare this tree with: a git revision such as main, or a folder of binaries. See --help."
            );
        }

        RequireRunFile(_resume.Name, resume);
        RequireRunFile(_pilot.Name, parsed.GetValue(_pilot));
        RequireUseful(parsed);
        return new GateRequest(
            baseline,
            parsed.GetValue(_candidate) ?? ".",
            parsed.GetValue(_project),
            parsed.GetValue(_program),
            ReadSettings(parsed),
            parsed.GetValue(_folder),
            resume,
            parsed.GetValue(_pilot),
            new GateReportRequest(
                Enum.Parse<FailOn>(parsed.GetRequiredValue(_failOn), ignoreCase: true),
                parsed.GetValue(_allowMissing),
                ReadOutputs(parsed)
            )
        );
    }

    // The verdict is written beside a run's file, in files of the same name: they must not be the same.
    private static void RequireRunFile(string option, string? path)
    {
        if (path is not null && Path.GetExtension(path) != RunFile.Extension)
        {
            throw new UsageException($"{option} takes the file of a gate's run, which ends in {RunFile.Extension}; '{path}' does not.");
        }
    }

    // An option that does nothing was meant to do something.
    private void RequireUseful(ParseResult parsed)
    {
        bool isSelfTest = parsed.GetValue(_selfTest);
        bool isResumed = parsed.GetValue(_resume) is not null;
        Option[] useless =
            isSelfTest ? [_pilot, _failOn, _allowMissing, _outputs]
            : isResumed
                ? [_filter, _margin, _tolerance, _budget, _pairs, _seed, _warmups, _launchLimit, _environment, _folder, _pilot, _runs]
            : [_runs];
        if (useless.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } one)
        {
            throw new UsageException(
                $"{one.Name} {(isSelfTest ? "does nothing in a self-test" : isResumed ? "does nothing beside --resume, the run goes on as it began" : "does nothing without --self-test")}. Leave it out."
            );
        }

        if (parsed.GetValue(_folder) is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            throw new UsageException("--folder is an empty text, as a variable without a value is. Name a folder.");
        }
    }

    private static void RequireKnown(ParseResult parsed, params string?[] words)
    {
        if (words.FirstOrDefault(word => word?.StartsWith('-') == true) is { } option)
        {
            throw new UsageException(
                $"Unknown option '{option}'.{NearestOption.Suggest(option, parsed.CommandResult.Command)} See gate --help. Arguments of the program come after --."
            );
        }
    }

    private GateSettings ReadSettings(ParseResult parsed)
    {
        JudgingRules rules = ThresholdParser.ReadRules(parsed, _margin, _tolerance);
        if (rules.Tolerance <= rules.Margin)
        {
            throw new UsageException(
                "The tolerance must be above the margin: what is not called can be excluded, never found. Raise --tolerance, or lower --margin."
            );
        }

        string[] chosen = parsed.GetValue(_filter) ?? [];
        return new GateSettings(
            rules.Margin,
            rules.Tolerance,
            parsed.GetValue(_budget) is { } budget ? ReadDuration(_budget.Name, budget).TotalSeconds : null,
            parsed.GetValue(_pairs) is { } pairs ? ReadPairs(pairs) : null,
            parsed.GetValue(_seed) is { } seed ? ReadCount(_seed.Name, seed, 0, int.MaxValue) : Random.Shared.Next(1, 1_000_000),
            [.. chosen.Length > 0 ? chosen : parsed.GetValue(_defaultFilter) ?? []],
            programArguments,
            [.. (parsed.GetValue(_environment) ?? []).Select(ReadVariable)],
            ReadCount(_warmups.Name, parsed.GetRequiredValue(_warmups), 0, 1000),
            ReadDuration(_launchLimit.Name, parsed.GetRequiredValue(_launchLimit)).TotalSeconds
        );
    }

    private int? ReadRuns(ParseResult parsed) => parsed.GetValue(_runs) is { } runs ? ReadCount(_runs.Name, runs, 1, 100_000) : null;

    private ImmutableArray<string> ReadOutputs(ParseResult parsed)
    {
        string[] outputs = parsed.GetValue(_outputs) ?? [];
        return outputs.FirstOrDefault(file => Path.GetExtension(file).ToLowerInvariant() is not (".md" or ".json" or ".html")) is { } other
            ? throw new UsageException($"'{other}' ends in none of .html, .md and .json: -o takes the format from the file's name.")
            : [.. outputs];
    }

    private static StagePairs ReadPairs(string text)
    {
        string[] parts = text.Split('+');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int one)
            && one is >= 6 and <= 400
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int two)
            && two is >= 9 and <= 400
            ? new StagePairs(one, two)
            : throw new UsageException(
                $"--pairs takes the pairs of both stages, 6 to 400 and 9 to 400, such as --pairs 9+18; '{text}' is none."
            );
    }

    private static int ReadCount(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= least && count <= most
            ? count
            : throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"{option} takes a whole number from {least} to {most}, not '{text}'.")
            );

    private static TimeSpan ReadDuration(string option, string text)
    {
        double seconds =
            text is [.., var unit]
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                ? unit switch
                {
                    's' => number,
                    'm' => number * 60,
                    'h' => number * 3600,
                    _ => 0,
                }
                : 0;
        return seconds > 0 && seconds <= LongestBudget.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{option} takes a time with its unit (s, m or h), such as {option} 5m; '{text}' is none.");
    }

    private static string ReadVariable(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) > 0 ? text : throw new UsageException($"--env takes NAME=VALUE, not '{text}'.");
}
