using ConcurrencyBench.Analysis.Gating.Records;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Records;

/// <summary>Laws of the division of a gate's benchmarks, and of what the file of a shard holds.</summary>
public sealed class ShardTests : IDisposable
{
    private const string Saved = """
        {"line":"gate","schemaVersion":1,"settings":{"margin":0.02,"tolerance":0.05,"seed":1,"filters":[],"programArguments":[],"environment":[],"warmups":1,"launchLimitSeconds":60,"shard":{"number":2,"count":3}},"baseline":{"source":"a","description":"A","contentHash":"1"},"candidate":{"source":"b","description":"B","contentHash":"2"},"isSameCode":true}
        {"line":"probe","machine":"M","runtime":".NET 10","benchmarkDotNet":"0.15.8","cores":2,"cells":[{"name":"N.C.B","nanosecondsPerInvocation":5,"runsOncePerIteration":false}],"findings":[],"allShards":["N.C.A","N.C.B"]}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("shard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Property(MaxTest = 200)]
    public bool Select_AllShards_TakeEachNameOnceInAnyOrder(string[] some, byte shards)
    {
        string[] names = [.. some.Where(name => name is not null).Distinct()];
        int count = shards + 1;
        string[] reversed = [.. names.Reverse()];
        Shard[] all = [.. Enumerable.Range(1, count).Select(number => new Shard(number, count))];

        return all.SelectMany(shard => shard.Select(names)).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal))
            && all.All(shard => shard.Select(names).SequenceEqual(shard.Select(reversed)));
    }

    [Fact]
    public void Select_OrdinalOrder_TakesEveryNthFromItsOwnNumberOn() =>
        Assert.Equal(["B", "a"], new Shard(2, 2).Select(["b", "a", "B", "A", "C"]));

    [Fact]
    public void TakeShard_AFailure_KeepsItsPlaceAndIsAFindingOfItsShardOnly()
    {
        ProbeLine probe = new(
            "M",
            "R",
            "B",
            2,
            [new("A", 1), new("C", 1), new("D", 1)],
            [new(FindingKind.FailedInCandidate, "B", "it threw"), new(FindingKind.Missing, "X", ""), new(FindingKind.Added, "Y", "")]
        );
        ProbeLine first = probe.TakeShard(new Shard(1, 2));
        ProbeLine second = probe.TakeShard(new Shard(2, 2));

        Assert.Equal(["A", "C"], first.Benchmarks.Select(benchmark => benchmark.Name));
        Assert.Equal(["D"], second.Benchmarks.Select(benchmark => benchmark.Name));
        Assert.Equal(["X", "Y"], first.Findings.Select(finding => finding.Name));
        Assert.Equal(["B", "X", "Y"], second.Findings.Select(finding => finding.Name));
        Assert.Equal((2, 2), (first.CountElsewhere(new Shard(1, 2)), second.CountElsewhere(new Shard(2, 2))));
        Assert.Equal(0, probe.CountElsewhere(null));
    }

    [Fact]
    public void Append_AShard_WritesTheKeysOfASavedFile()
    {
        string saved = Path.Combine(_folder, "saved.jsonl");
        string written = Path.Combine(_folder, "written.jsonl");
        File.WriteAllText(saved, Saved.ReplaceLineEndings("\n"));

        GateRun run = RunFile.Read(saved);
        using (RunFile file = RunFile.Create(written))
        {
            file.Append(run.Header);
            file.Append(run.Probe!);
        }

        Assert.Equal((new Shard(2, 3), true), (run.Header.Settings.Shard, run.Header.IsSameCode));
        Assert.Equal(1, run.BenchmarksElsewhere);
        Assert.Equal(File.ReadAllText(saved), File.ReadAllText(written));
    }

    [Fact]
    public void IsAlike_AnotherShard_IsAnotherRun()
    {
        GateSettings settings = RunFile.Read(WriteSaved()).Header.Settings;

        Assert.True(settings.IsAlike(settings with { Seed = 9 }));
        Assert.False(settings.IsAlike(settings with { Shard = new Shard(1, 3) }));
        Assert.False(settings.IsAlike(settings with { Shard = null }));
    }

    private string WriteSaved()
    {
        string path = Path.Combine(_folder, "other.jsonl");
        File.WriteAllText(path, Saved.ReplaceLineEndings("\n"));
        return path;
    }
}
