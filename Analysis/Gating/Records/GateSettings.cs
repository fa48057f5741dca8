using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>What the user asked of a gate; a run that is resumed takes it from its file.</summary>
/// <param name="Margin">ρ − 1: smaller differences are never called.</param>
/// <param name="Tolerance">ρ − 1: what the run promises to find or to exclude.</param>
/// <param name="BudgetSeconds">What both stages may take together; null means as long as the tolerance needs.</param>
/// <param name="Pairs">Pairs of each stage for every benchmark; null leaves it to the planner.</param>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Filters">Globs on full names; none means all.</param>
/// <param name="ProgramArguments">Handed on to the program.</param>
/// <param name="Environment">Handed on to the program: NAME=VALUE.</param>
/// <param name="Warmups">Warm-up iterations of a launch.</param>
/// <param name="LaunchLimitSeconds">A launch that takes longer hangs.</param>
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
    /// <summary>Whether all is the same, the seed apart.</summary>
    public bool IsAlike(GateSettings other) =>
        JsonSerializer.Serialize(this with { Seed = 0 }) == JsonSerializer.Serialize(other with { Seed = 0 });

    /// <summary>What counts.</summary>
    [JsonIgnore]
    public JudgingRules Rules => new(Margin, Tolerance);
}

/// <summary>How many pairs each stage takes of a benchmark.</summary>
/// <param name="One">Of every benchmark.</param>
/// <param name="Two">Of the benchmarks that go on; fresh ones.</param>
internal sealed record StagePairs(int One, int Two);
