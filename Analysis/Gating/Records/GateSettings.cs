using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>The settings of a gate run. A run that is resumed takes them from its file.</summary>
/// <param name="Margin">ρ − 1: smaller differences are never called.</param>
/// <param name="Tolerance">ρ − 1: the run shows or excludes slow-downs of this size.</param>
/// <param name="BudgetSeconds">The time that both stages may take together; null means as long as the tolerance needs.</param>
/// <param name="Pairs">Pairs of each stage for every benchmark; null leaves it to the planner.</param>
/// <param name="Seed">The seed of every random choice.</param>
/// <param name="Filters">Globs on full names; none means all.</param>
/// <param name="ProgramArguments">Arguments for the program.</param>
/// <param name="Environment">Environment variables for the program: NAME=VALUE.</param>
/// <param name="Warmups">Warm-up iterations of a launch.</param>
/// <param name="LaunchLimitSeconds">The longest time of a launch; one that takes longer is ended.</param>
internal sealed record GateSettings(
    double Margin,
    double Tolerance,
    double? BudgetSeconds,
    StagePairs? Pairs,
    int Seed,
    ImmutableArray<string> Filters,
    ImmutableArray<string> ProgramArguments,
    ImmutableArray<string> Environment,
    int Warmups,
    double LaunchLimitSeconds
)
{
    /// <summary>True where sides take turns in processes that stay; false starts a process for each measurement.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TakesTurns { get; init; }

    /// <summary>True where benchmarks whose code is the same on both sides are left out, except for a random tenth.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SkipsUnaffected { get; init; }

    /// <summary>The part of the benchmarks that this run measures; null for all of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Shard? Shard { get; init; }

    /// <summary>True where the settings are the same, apart from the seed.</summary>
    public bool IsAlike(GateSettings other) =>
        JsonSerializer.Serialize(this with { Seed = 0 }) == JsonSerializer.Serialize(other with { Seed = 0 });

    /// <summary>The margin and the tolerance.</summary>
    [JsonIgnore]
    public JudgingRules Rules => new(Margin, Tolerance);
}

/// <summary>The number of pairs that each stage takes of a benchmark.</summary>
/// <param name="One">The first stage's, of every benchmark.</param>
/// <param name="Two">The second stage's, of the benchmarks that go on. They are measured afresh.</param>
internal sealed record StagePairs(int One, int Two);
