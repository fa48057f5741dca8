using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The shards of a gate in words: one that is shown alone, and all of a merged result.</summary>
internal static class ShardText
{
    private const string Merge = "gate merge gives the verdict of all shards.";

    /// <summary>The shard and its share of the benchmarks; empty where the run is no shard.</summary>
    public static string DescribePart(GateRun run) =>
        run.Header.Settings.Shard is { } shard
            ? $"Shard {shard} takes {Figures.FormatCount(CountAll(run) - run.BenchmarksElsewhere)} of "
                + $"{Figures.FormatCount(CountAll(run), "benchmark")}; {Merge}"
            : "";

    /// <summary>The conclusion of a shard that is shown alone; that of any other run as it is.</summary>
    public static Paragraph Limit(GateRun run, Paragraph conclusion) =>
        run.Header.Settings.Shard is { } shard
            ? conclusion with
            {
                Text =
                    CountAll(run) < shard.Number
                        ? $"Shard {shard} has no benchmark, because there are only {Figures.FormatCount(CountAll(run))}. {Merge}"
                        : $"Shard {shard} alone: {conclusion.Text} {Merge}",
            }
            : conclusion;

    /// <summary>One row for each shard of a merged result; nothing for any other.</summary>
    public static ImmutableArray<Block> CreateTable(GateResult result) =>
        result.Shards.IsEmpty
            ? []
            :
            [
                Grid.Create(
                    result.Shards,
                    new("Shard", shard => shard.Shard.ToString()),
                    new("Machine", shard => shard.Run.Probe!.Machine),
                    new("Benchmarks", shard => Figures.FormatCount(shard.Run.Probe!.Benchmarks.Length), true),
                    new("Time", shard => Figures.FormatDuration(shard.Seconds), true),
                    new("Seed", shard => GateDocument.FormatSeed(shard.Run), true),
                    new("Controls", shard => shard.Validity.IsValid ? "valid" : "invalid")
                ),
            ];

    /// <summary>Lines about the controls of a run; in a merged result those of each shard, with its number.</summary>
    /// <param name="result">Of a run, or merged.</param>
    /// <param name="describe">The lines for the controls of one machine.</param>
    public static ImmutableArray<string> DescribeControls(GateResult result, Func<RunValidity, ImmutableArray<string>> describe) =>
        result.Shards.IsEmpty
            ? describe(result.Validity)
            : [.. result.Shards.SelectMany(shard => describe(shard.Validity).Select(line => $"Shard {shard.Shard}: {line}"))];

    /// <summary>The sentence that says what to do about an invalid run.</summary>
    public static string DescribeInvalid(GateResult result)
    {
        string[] invalid =
        [
            .. result.Shards.Where(shard => !shard.Validity.IsValid).Select(shard => Figures.FormatCount(shard.Shard.Number)),
        ];
        return invalid switch
        {
            [] when result.Run.Header.Settings.Shard is not null => "Invalid: a control moved, so nothing here may be believed. "
                + "Which one stands above; measure this shard again when it rests.",
            [] => "Invalid: a control moved, so nothing here may be believed. Which one stands above; run the gate again when it rests.",
            [var one] =>
                $"Invalid: a control of shard {one} moved, so nothing here may be believed. Measure that shard again, and merge anew.",
            _ => $"Invalid: controls of shards {string.Join(" and ", invalid)} moved, so nothing here may be believed. "
                + "Measure those shards again, and merge anew.",
        };
    }

    /// <summary>The benchmarks of stage 2 that share the error rate.</summary>
    public static string DescribeFamily(GateResult result) =>
        result.Run.Header.Settings.Shard is not null ? "over those and every benchmark of the other shards"
        : result.Shards.IsEmpty ? "over those"
        : "over those of all shards";

    private static int CountAll(GateRun run) => run.Probe?.AllShards?.Length ?? 0;
}
