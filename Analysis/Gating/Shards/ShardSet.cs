using System.Text.Json;
using System.Text.Json.Nodes;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Shards;

/// <summary>Checks that saved runs are all shards of one gate, each one once. A message names what differs, and where.</summary>
internal static class ShardSet
{
    /// <returns>The shards in the order of their numbers.</returns>
    /// <param name="shards">1 at least.</param>
    /// <exception cref="UsageException">They are not the shards of one gate.</exception>
    public static ImmutableArray<SavedShard> Check(ImmutableArray<SavedShard> shards)
    {
        foreach (SavedShard shard in shards)
        {
            RequireShard(shard);
            RequireSameSide("baseline", shards[0], shard, header => header.Baseline);
            RequireSameSide("candidate", shards[0], shard, header => header.Candidate);
            RequireSameSettings(shards[0], shard);
        }

        ImmutableArray<SavedShard> ordered = [.. shards.OrderBy(shard => shard.Settings.Shard!.Number)];
        RequireEachOnce(ordered);
        foreach (SavedShard shard in ordered)
        {
            RequireFinished(ordered[0], shard);
            RequireSameBenchmarks(ordered[0], shard);
        }

        return ordered;
    }

    private static void RequireShard(SavedShard shard)
    {
        if (shard.Settings.Shard is null)
        {
            throw new UsageException(
                $"{shard.Path} is the run of a whole gate, measured without --shard. Show its verdict with: gate --resume {shard.Path}"
            );
        }
    }

    private static void RequireSameSide(string side, SavedShard first, SavedShard other, Func<HeaderLine, SideIdentity> select)
    {
        if (select(first.Run.Header).ContentHash != select(other.Run.Header).ContentHash)
        {
            throw new UsageException(
                $"The {side} in {other.Path} ({select(other.Run.Header).Description}) has other files than the one in {first.Path} "
                    + $"({select(first.Run.Header).Description}). Build both sides once, and give every shard the same folders."
            );
        }
    }

    private static void RequireSameSettings(SavedShard first, SavedShard other)
    {
        if (first.Settings.Shard!.Count != other.Settings.Shard!.Count)
        {
            throw new UsageException(
                $"{other.Path} is shard {other.Settings.Shard}, and {first.Path} is shard {first.Settings.Shard}. "
                    + "Merge the shards of one gate only."
            );
        }

        if (FindDifference(first.Settings, other.Settings) is { } name)
        {
            throw new UsageException(
                $"The setting {name} is {Write(other.Settings, name)} in {other.Path}, and {Write(first.Settings, name)} in {first.Path}. "
                    + "Give every shard the same options."
            );
        }
    }

    // The seed may differ: each shard draws for itself.
    private static string? FindDifference(GateSettings first, GateSettings other)
    {
        JsonObject own = ToJson(first with { Seed = 0, Shard = null });
        JsonObject others = ToJson(other with { Seed = 0, Shard = null });
        return own.Concat(others).Select(setting => setting.Key).FirstOrDefault(name => !JsonNode.DeepEquals(own[name], others[name]));
    }

    private static string Write(GateSettings settings, string name) => ToJson(settings)[name]?.ToJsonString() ?? "not set";

    private static JsonObject ToJson(GateSettings settings) =>
        JsonSerializer.SerializeToNode(settings, JsonSerializerOptions.Web)!.AsObject();

    private static void RequireEachOnce(ImmutableArray<SavedShard> shards)
    {
        foreach (IGrouping<Shard, SavedShard> same in shards.GroupBy(shard => shard.Settings.Shard!))
        {
            if (same.Count() > 1)
            {
                throw new UsageException(
                    $"Shard {same.Key} is there {Count(same)}: {string.Join(" and ", same.Select(shard => shard.Path))}. "
                        + "Leave one of them out."
                );
            }
        }

        int count = shards[0].Settings.Shard!.Count;
        int[] missing = [.. Enumerable.Range(1, count).Except(shards.Select(shard => shard.Settings.Shard!.Number))];
        if (missing is not [])
        {
            throw new UsageException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Of {count} shards {string.Join(", ", missing)} {(missing is [_] ? "is" : "are")} missing. "
                        + $"Measure {(missing is [_] ? "it" : "them")} with --shard {missing[0]}/{count}, "
                        + $"or name the folder with its gate.jsonl."
                )
            );
        }

        static string Count(IEnumerable<SavedShard> same) => same.Count() == 2 ? "twice" : "several times";
    }

    private static void RequireFinished(SavedShard first, SavedShard shard)
    {
        if (first.Run.Header.IsSameCode != shard.Run.Header.IsSameCode)
        {
            throw new UsageException(
                $"Of {first.Path} and {shard.Path} only one was measured, because both sides are the same code. "
                    + "Give --measure-same to every shard, or to none."
            );
        }

        if (!shard.Run.Header.IsSameCode && !GateStages.IsFinished(shard.Run))
        {
            throw new UsageException(
                $"Shard {shard.Settings.Shard} is not finished. Finish it where it was measured, with: gate --resume {shard.Path}"
            );
        }
    }

    // Parameters may depend on the machine.
    private static void RequireSameBenchmarks(SavedShard first, SavedShard shard)
    {
        ImmutableArray<string> names = first.Run.Probe?.AllShards ?? [];
        ImmutableArray<string> others = shard.Run.Probe?.AllShards ?? [];
        string? alone = names.Except(others).Concat(others.Except(names)).FirstOrDefault();
        if (alone is not null)
        {
            throw new UsageException(
                $"{alone} was found by {(names.Contains(alone) ? first.Path : shard.Path)} and not by "
                    + $"{(names.Contains(alone) ? shard.Path : first.Path)}, so each has divided other benchmarks. "
                    + "Leave it out with --filter, or use like machines."
            );
        }
    }
}
