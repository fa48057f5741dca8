using System.CommandLine;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Options that several commands have.</summary>
internal sealed class SharedOptions
{
    /// <summary>The extensions of the files that commands on reports write.</summary>
    public static ImmutableArray<string> ReportFormats { get; } = [".html", ".md", ".csv", ".json"];

    public Option<string[]> Filter { get; } =
        OptionFactory.CreateTexts("--filter", "GLOB", "Take only benchmarks whose full name matches, such as '*ParallelFor*'.");

    public Option<string> Margin { get; } =
        OptionFactory.CreateText("--margin", "PERCENT%", "Never call a smaller difference slower or faster.", "2%");

    public Option<string?> BaselineMethod { get; } =
        OptionFactory.CreateText(
            "--baseline-method",
            "METHOD",
            "The method, or Class.Method, that is the baseline of the ratios inside a run. Default: what host.json beside the reports says."
        );

    public Option<bool> AllRuns { get; } =
        OptionFactory.CreateFlag("--all-runs", "Take every run of a machine's folder, and every file, as separate launches.");

    public Option<bool> AllowMissing { get; } =
        OptionFactory.CreateFlag("--allow-missing", "Do not fail (exit code 5) on missing and failed benchmarks. They are still shown.");

    public Option<bool> SameMachine { get; } =
        OptionFactory.CreateFlag("--same-machine", "Compare times although the reports seem to be of different machines.");

    public Option<string[]> Outputs { get; } = OptionFactory.CreateOutputs(".html, .md, .csv or .json");

    /// <exception cref="UsageException">A path is an option that the command does not have.</exception>
    public ReportSelection ReadSelection(ParseResult parsed, params IEnumerable<string> paths) =>
        paths.FirstOrDefault(path => path.StartsWith('-')) is { } option
            ? throw new UsageException(NearestOption.DescribeUnknown(option, parsed.CommandResult.Command))
            : new ReportSelection(
                [.. paths],
                [.. parsed.GetValue(Filter) ?? []],
                parsed.GetValue(BaselineMethod),
                parsed.GetValue(AllRuns)
            );

    /// <exception cref="UsageException">The extension of a file is none of the formats.</exception>
    public static ImmutableArray<string> ReadOutputs(ParseResult parsed, Option<string[]> option, ImmutableArray<string> formats)
    {
        string[] files = parsed.GetValue(option) ?? [];
        return files.FirstOrDefault(file => !HasFormat(file, formats)) is { } other
            ? throw new UsageException(
                $"'{other}' ends in none of {string.Join(", ", formats[..^1])} and {formats[^1]}: -o takes the format from the file's name."
            )
            : [.. files];
    }

    private static bool HasFormat(string file, ImmutableArray<string> formats) =>
        Path.GetExtension(file).ToLowerInvariant() is var extension && (extension == ".htm" || formats.Contains(extension));
}
