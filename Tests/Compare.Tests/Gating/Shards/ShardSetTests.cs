using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.Shards;

namespace ConcurrencyBench.Compare.Tests.Gating.Shards;

/// <summary>What is no set of shards is refused with what differs, and where.</summary>
public sealed class ShardSetTests
{
    private static readonly ImmutableArray<SavedShard> Shards =
    [
        .. SimulatedShards
            .Run(3, SimulatedShards.CreateSuite(5), pairs: new StagePairs(6, 9))
            .Select((run, index) => new SavedShard($"{index + 1}.jsonl", run)),
    ];

    [Fact]
    public void Check_AllShardsInAnyOrder_AreInOrder() =>
        Assert.Equal([1, 2, 3], ShardSet.Check([Shards[2], Shards[0], Shards[1]]).Select(shard => shard.Settings.Shard!.Number));

    [Fact]
    public void Check_ARunWithoutShards_SaysHowToShowIt() =>
        AssertRefused(
            "2.jsonl is the run of a whole gate, measured without --shard. Show its verdict with: gate --resume 2.jsonl",
            Change(1, header => header with { Settings = header.Settings with { Shard = null } })
        );

    [Fact]
    public void Check_AnotherBaseline_NamesBoth() =>
        AssertRefused(
            "The baseline in 2.jsonl (v2) has other files than the one in 1.jsonl (a). Build both sides once",
            Change(1, header => header with { Baseline = new("v2", "v2", "9") })
        );

    [Fact]
    public void Check_AnotherCandidate_NamesBoth() =>
        AssertRefused(
            "The candidate in 3.jsonl (v2) has other files than the one in 1.jsonl (b)",
            Change(2, header => header with { Candidate = new("v2", "v2", "9") })
        );

    [Fact]
    public void Check_AnotherNumberOfShards_SaysSo() =>
        AssertRefused(
            "2.jsonl is shard 2 of 4, and 1.jsonl is shard 1 of 3",
            Change(1, header => header with { Settings = header.Settings with { Shard = new Shard(2, 4) } })
        );

    [Fact]
    public void Check_AnotherSetting_NamesItAndBothValues()
    {
        AssertRefused(
            "The setting tolerance is 0.1 in 2.jsonl, and 0.05 in 1.jsonl. Give every shard the same options.",
            Change(1, header => header with { Settings = header.Settings with { Tolerance = 0.1 } })
        );
        AssertRefused(
            "The setting filters is [\"*X*\"] in 2.jsonl, and [] in 1.jsonl",
            Change(1, header => header with { Settings = header.Settings with { Filters = ["*X*"] } })
        );
        AssertRefused(
            "The setting budgetSeconds is 60 in 2.jsonl, and not set in 1.jsonl",
            Change(1, header => header with { Settings = header.Settings with { BudgetSeconds = 60 } })
        );
    }

    [Fact]
    public void Check_AMissingShard_IsNamed()
    {
        AssertRefused("Of 3 shards 2 is missing. Measure it with --shard 2/3", [Shards[0], Shards[2]]);
        AssertRefused("Of 3 shards 1, 3 are missing. Measure them with --shard 1/3", [Shards[1]]);
    }

    [Fact]
    public void Check_AShardTwice_NamesBothFiles() =>
        AssertRefused(
            "Shard 2 of 3 is there twice: 2.jsonl and again.jsonl. Leave one of them out.",
            [.. Shards, Shards[1] with { Path = "again.jsonl" }]
        );

    [Fact]
    public void Check_AnUnfinishedShard_IsNamed()
    {
        AssertRefused(
            "Shard 3 of 3 is not finished. Finish it where it was measured, with: gate --resume 3.jsonl",
            Shards.SetItem(2, Shards[2] with { Run = Shards[2].Run with { Launches = [.. Shards[2].Run.Launches.SkipLast(2)] } })
        );
        AssertRefused("Shard 3 of 3 is not finished", Shards.SetItem(2, Shards[2] with { Run = GateRun.Begin(Shards[2].Run.Header) }));
    }

    [Fact]
    public void Check_OnlyOneOfTheSameCode_SaysSo() =>
        AssertRefused(
            "Of 1.jsonl and 2.jsonl only one was measured, because both sides are the same code",
            Change(1, header => header with { IsSameCode = true })
        );

    [Fact]
    public void Check_OtherBenchmarksOnAnotherMachine_NamesOneAndWhereItIsNot() =>
        AssertRefused(
            "N.T.B04(threads: 8) was found by 2.jsonl and not by 1.jsonl",
            Shards.SetItem(
                1,
                Shards[1] with
                {
                    Run = Shards[1].Run with
                    {
                        Probe = Shards[1].Run.Probe! with { AllShards = [.. Shards[1].Run.Probe!.AllShards!.Value, "N.T.B04(threads: 8)"] },
                    },
                }
            )
        );

    private static ImmutableArray<SavedShard> Change(int index, Func<HeaderLine, HeaderLine> change) =>
        Shards.SetItem(index, Shards[index] with { Run = Shards[index].Run with { Header = change(Shards[index].Run.Header) } });

    private static void AssertRefused(string message, ImmutableArray<SavedShard> shards) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => ShardSet.Check(shards)).Message, StringComparison.Ordinal);
}
