using System.CommandLine;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>
/// The options of <c>gate</c>. A new option is a property, an element of <see cref="All"/> (of <see cref="Settings"/> when it changes
/// how the run is measured), and a line where its value is read.
/// </summary>
/// <param name="shared">The options that other commands have as well.</param>
internal sealed class GateOptions(SharedOptions shared)
{
    public Option<string[]> Filter => shared.Filter;

    // For run.sh: the benchmarks that this suite gates when the user chooses none.
    public Option<string[]> DefaultFilter { get; } =
        new("--default-filter")
        {
            Description = "The filter when there is no --filter.",
            HelpName = "GLOB",
            Hidden = true,
        };

    public Option<string> Margin => shared.Margin;

    public Option<string?> Tolerance { get; } =
        OptionFactory.CreateText("--tolerance", "PERCENT%", "Find or exclude a slow-down of this much; above the margin. Default: 5%.");

    public Option<string?> Budget { get; } =
        OptionFactory.CreateText(
            "--budget",
            "5m",
            "The time for the pairs; the plan says before the start what it buys. Default: as long as the tolerance needs."
        );

    public Option<string?> Pairs { get; } =
        OptionFactory.CreateText("--pairs", "N+N", "The pairs of the first and the second stage for every benchmark. Default: planned.");

    public Option<string?> Seed { get; } =
        OptionFactory.CreateText("--seed", "N", "The seed of every random choice. Default: a new one, which is printed.");

    public Option<string> Warmups { get; } =
        OptionFactory.CreateText("--warmups", "N", "Warm-up iterations of a launch, after the first calls that compile.", "1");

    public Option<string> LaunchLimit { get; } = OptionFactory.CreateText("--launch-limit", "2m", "End a launch that takes longer.", "2m");

    public Option<string[]> Variables { get; } =
        OptionFactory.CreateTexts("--env", "NAME=VALUE", "Set an environment variable for both programs.");

    public Option<bool> Launches { get; } =
        OptionFactory.CreateFlag(
            "--launches",
            "Measure each benchmark in processes of its own, through the program's command line, instead of two processes that stay for "
                + "all benchmarks and take turns."
        );

    public Option<bool> Affected { get; } =
        OptionFactory.CreateFlag(
            "--affected",
            "Measure only benchmarks that may run other code than before, and a random tenth of the others as a check."
        );

    public Option<string?> Shard { get; } =
        OptionFactory.CreateText(
            "--shard",
            "I/N",
            "Measure the I-th of N parts of the benchmarks, such as 2/8, and let 'gate merge' judge all parts together. Exit code 0 when "
                + "it was measured, whatever was found."
        );

    public Option<string> FailOn { get; } =
        OptionFactory.CreateChoice(
            "--fail-on",
            ["inconclusive", "suspected", "nothing"],
            "Fail (exit code 3) on benchmarks in which a slow-down of the tolerance is not excluded, only on suspected ones, or on none.",
            "inconclusive"
        );

    public Option<bool> AllowMissing => shared.AllowMissing;

    public Option<string?> AllocMargin { get; } = OptionFactory.CreateAllocationMargin();

    public Option<string?> Project { get; } = OptionFactory.CreateProject();

    public Option<string?> Program { get; } = OptionFactory.CreateProgram();

    public Option<string?> Folder { get; } =
        OptionFactory.CreateText("--folder", "FOLDER", "The folder for the run. Default: a new folder in BenchmarkDotNet.Artifacts/gate.");

    public Option<string?> Resume { get; } =
        OptionFactory.CreateText(
            "--resume",
            "FILE",
            "Finish a run that was interrupted, or show one that is finished. Its file holds the programs and settings; "
                + "give --fail-on, --allow-missing and -o again."
        );

    public Option<string?> Pilot { get; } =
        OptionFactory.CreateText(
            "--pilot",
            "FILE",
            "Plan with what an earlier run on this machine has measured: the spreads of its benchmarks, and its pilot."
        );

    public Option<bool> MeasureSame { get; } =
        OptionFactory.CreateFlag("--measure-same", "Measure also when both sides are the same code. Without it, such a gate ends at once.");

    public Option<string[]> Explain { get; } =
        OptionFactory.CreateTexts(
            "--explain",
            "GLOB",
            "Profile the benchmarks with such a full name on both sides, whatever their verdict, and name the methods whose time changed. "
                + "Without it, what is called slower or faster is profiled, for at most a quarter of the gate's own time."
        );

    public Option<bool> NoExplain { get; } = OptionFactory.CreateFlag("--no-explain", "Profile nothing.");

    public Option<bool> SelfTest { get; } =
        OptionFactory.CreateFlag(
            "--self-test",
            "Measure how far the gate can be trusted here: the baseline against itself, many times, or against a CANDIDATE that is known "
                + "to differ. With the --folder of an earlier self-test it goes on."
        );

    public Option<string?> Runs { get; } =
        OptionFactory.CreateText("--runs", "N", "The number of gates of a self-test. Default: as many as 300 benchmarks need.");

    public Option<string[]> Outputs { get; } = OptionFactory.CreateOutputs(".html, .md or .json");

    public Option<string?> Comment { get; } =
        OptionFactory.CreateText(
            "--comment",
            "FILE",
            "Also write the verdict as Markdown for a comment on a pull request. Its first line is a marker with the file's name, by "
                + "which a workflow finds the comment again and edits it."
        );

    /// <summary>The options that the file of a run holds.</summary>
    public ImmutableArray<Option> Settings =>
        [Filter, Margin, Tolerance, Budget, Pairs, Seed, Warmups, LaunchLimit, Variables, Launches, Affected, Shard];

    /// <summary>All options, in the order of the help.</summary>
    public ImmutableArray<Option> All =>
        [
            .. Settings,
            DefaultFilter,
            FailOn,
            AllowMissing,
            AllocMargin,
            Project,
            Program,
            Folder,
            Resume,
            Pilot,
            MeasureSame,
            Explain,
            NoExplain,
            SelfTest,
            Runs,
            Outputs,
            Comment,
        ];

    /// <exception cref="UsageException">A value makes no sense.</exception>
    public GateSettings ReadSettings(ParseResult parsed, ImmutableArray<string> programArguments)
    {
        JudgingRules rules = ReadRules(parsed);
        string[] filters = parsed.GetValue(Filter) ?? [];
        return new GateSettings(
            rules.Margin,
            rules.Tolerance,
            parsed.GetValue(Budget) is { } budget ? ValueParser.ParseDuration(Budget.Name, budget).TotalSeconds : null,
            parsed.GetValue(Pairs) is { } pairs ? ValueParser.ParsePairs(Pairs.Name, pairs) : null,
            parsed.GetValue(Seed) is { } seed ? ValueParser.ParseCount(Seed.Name, seed, 0, int.MaxValue) : Random.Shared.Next(1, 1_000_000),
            [.. filters.Length > 0 ? filters : parsed.GetValue(DefaultFilter) ?? []],
            programArguments,
            [.. (parsed.GetValue(Variables) ?? []).Select(variable => ValueParser.ParseVariable(Variables.Name, variable))],
            ValueParser.ParseCount(Warmups.Name, parsed.GetRequiredValue(Warmups), 0, 1000),
            ValueParser.ParseDuration(LaunchLimit.Name, parsed.GetRequiredValue(LaunchLimit)).TotalSeconds
        )
        {
            TakesTurns = !parsed.GetValue(Launches),
            SkipsUnaffected = parsed.GetValue(Affected),
            Shard = parsed.GetValue(Shard) is { } shard ? ValueParser.ParseShard(Shard.Name, shard) : null,
        };
    }

    /// <exception cref="UsageException">The extension of a file is none of the formats.</exception>
    public GateReportRequest ReadReport(ParseResult parsed) =>
        new(
            Enum.Parse<Analysis.Comparing.FailOn>(parsed.GetRequiredValue(FailOn), ignoreCase: true),
            parsed.GetValue(AllowMissing),
            parsed.GetValue(AllocMargin) is { } text ? ThresholdParser.ParseAllocationMargin(AllocMargin.Name, text) : null,
            SharedOptions.ReadOutputs(parsed, Outputs, [".html", ".md", ".json"])
        )
        {
            Comment = ReadComment(parsed),
        };

    /// <exception cref="UsageException">The file is no Markdown.</exception>
    public string? ReadComment(ParseResult parsed) =>
        parsed.GetValue(Comment) is { } file && !Path.GetExtension(file).Equals(".md", StringComparison.OrdinalIgnoreCase)
            ? throw new UsageException($"{Comment.Name} takes a file that ends in .md; '{file}' does not.")
            : parsed.GetValue(Comment);

    /// <exception cref="UsageException">The folder's name is an empty text.</exception>
    public static string? ReadFolder(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } folder && string.IsNullOrWhiteSpace(folder)
            ? throw new UsageException($"{option.Name} is an empty text, as a variable without a value is. Name a folder.")
            : parsed.GetValue(option);

    private JudgingRules ReadRules(ParseResult parsed)
    {
        JudgingRules rules = ThresholdParser.ReadRules(parsed, Margin, Tolerance);
        return rules.Tolerance > rules.Margin
            ? rules
            : throw new UsageException(
                "The tolerance must be above the margin: a difference below the margin is never called, so it cannot be found. "
                    + "Raise --tolerance, or lower --margin."
            );
    }
}
