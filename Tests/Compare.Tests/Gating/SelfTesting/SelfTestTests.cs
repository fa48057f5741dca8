using System.Text.Json;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.SelfTesting;
using ConcurrencyBench.Compare.Tests.Launching;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Tests.Gating.SelfTesting;

public sealed class SelfTestTests
{
    private static readonly ImmutableArray<SimulatedBenchmark> Alike =
    [
        new("N.T.Quiet", LaunchNoise: 0.008),
        new("N.T.Noisy", LaunchNoise: 0.025),
    ];

    private static readonly Lazy<SelfTest> OfAlikeSides = new(() =>
        SelfTest.FromRuns(Enumerable.Range(1, 30).Select(seed => RunOf(seed, Alike)))
    );

    [Fact]
    public void Of_SidesAlike_HasNoRedAndSaysHowFewItProves()
    {
        SelfTest test = OfAlikeSides.Value;
        Assert.Equal((60, 0, 0), (test.TotalJudgements, test.CalledSlower, test.RunsCalledSlower));
        Assert.Equal(1 - Math.Pow(0.05, 1 / 60.0), test.LargestShareCalledSlower, 10); // exact: (1 − p)⁶⁰ = 0.05
        Assert.Equal(0, test.InvalidRuns);
        Assert.InRange(test.CleanRuns, 28, 30);
        Assert.All(test.Bands, band => Assert.True(band.IsInside, $"{band}"));
    }

    // What the bands are for: a bias too small to be called is seen in the p-values of many runs.
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public void Of_ASmallBias_LeavesTheBand()
    {
        SelfTest test = SelfTest.FromRuns(
            Enumerable.Range(1, 30).Select(seed => RunOf(seed, [new("N.T.Biased", LaunchNoise: 0.01, CandidateRatio: 1.008)]))
        );
        Assert.Equal(0, test.CalledSlower);
        Assert.Contains(test.Bands, band => band.IsSlower && band.Count > band.Most);
    }

    [Fact]
    public void Of_Reds_AreCounted()
    {
        SelfTest test = SelfTest.FromRuns(
            Enumerable.Range(1, 4).Select(seed => RunOf(seed, [new("N.T.Steady"), new("N.T.Slow", CandidateRatio: 1.1)]))
        );
        Assert.Equal((8, 4, 4, 0), (test.TotalJudgements, test.CalledSlower, test.RunsCalledSlower, test.CleanRuns));
        Assert.Equal(4, test.Benchmarks.Single(kind => kind.Name == "N.T.Slow").Slower);
    }

    [Fact]
    public void Of_Power_GrowsWithTheEffectAndIsLessForTheNoisier()
    {
        PowerCurve power = OfAlikeSides.Value.Power;
        Assert.Equal<double[]>([0.01, 0.02, 0.03, 0.05, 0.10], [.. power.Effects]);
        foreach (IGrouping<string, PowerPoint> benchmark in power.Points.GroupBy(point => point.Benchmark))
        {
            Assert.Equal(benchmark.Select(point => point.Slower).Order(), benchmark.Select(point => point.Slower));
            Assert.True(benchmark.Last().Slower > 0.99 * power.Gates, $"{benchmark.Last()}");
        }

        Assert.True(Found(power, "N.T.Quiet", 0.03) > Found(power, "N.T.Noisy", 0.03));
        UnchangedGates unchanged = power.Unchanged!;
        Assert.True(unchanged.FalsePositives <= 0.012 * unchanged.Gates, $"{unchanged}");
        Assert.InRange(unchanged.Clean, 0.9 * unchanged.Gates, unchanged.Gates - unchanged.FalsePositives);
    }

    // Few first pairs are judged by the variances of the whole suite, in a self-test as in a gate.
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public void Of_ManyBenchmarksInTurns_FindsTenPercentAndStaysInTheBands()
    {
        using SimulatedGate gate = new(3, [.. Enumerable.Range(0, 60).Select(i => new SimulatedBenchmark($"N.T.B{i:00}"))])
        {
            CreateTurns = (staged, all, seed) => new SimulatedTurns(staged, all, seed),
            CandidateHash = "1",
        };
        SelfTest test = SelfTest.FromRuns([gate.Run()]);

        Assert.Equal(60 * 5, test.Power.Points.Length);
        Assert.All(
            test.Power.Points.Where(point => point.Effect == 0.10),
            point => Assert.True(point.Slower > 0.8 * test.Power.Gates, $"{point} of {test.Power.Gates}")
        );
        Assert.All(test.Bands, band => Assert.Equal(band.Level, band.Share, 10));
        Assert.All(test.Bands, band => Assert.True(band.IsInside, $"{band}"));
    }

    // Pairs of a candidate that is another program are drawn as they are, and those of the baseline with its copy are not among them.
    [Fact]
    public void Of_AnotherCandidate_SaysHowOftenItsDifferencesAreFound()
    {
        SelfTest test = SelfTest.FromRuns(
            Enumerable
                .Range(1, 3)
                .Select(seed =>
                    RunOf(
                        seed,
                        [new("N.T.Steady"), new("N.T.Slow", CandidateRatio: 1.06), new("N.T.Fast", CandidateRatio: 0.94)],
                        candidateHash: "2"
                    )
                )
        );
        Assert.False(test.IsSelfComparison);
        Assert.Equal(0, Assert.Single(test.Power.Effects));
        Assert.True(Found(test.Power, "N.T.Slow", 0) > 0.95 * test.Power.Gates);
        Assert.True(Found(test.Power, "N.T.Steady", 0) < 0.02 * test.Power.Gates);
        Assert.True(test.Power.Points.Single(point => point.Benchmark == "N.T.Fast").Faster > 0.95 * test.Power.Gates);
        Assert.Contains(
            "Of 9 benchmarks of a candidate that is another program 3 were called slower and 3 faster.",
            MarkdownRenderer.Render("t", SelfTestDocument.Create(test)),
            StringComparison.Ordinal
        );
    }

    // Drawing takes minutes where there are hundreds of benchmarks; without the token this one would draw for half a minute.
    [Fact]
    public void Of_ManyBenchmarks_EndsWhenItIsCancelled()
    {
        using SimulatedGate gate = new(3, [.. Enumerable.Range(0, 300).Select(i => new SimulatedBenchmark($"N.T.B{i:000}"))])
        {
            CreateTurns = (staged, all, seed) => new SimulatedTurns(staged, all, seed),
        };
        GateRun run = gate.Run();
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => SelfTest.FromRuns([run], cancellation.Token));
    }

    [Fact]
    public void Document_AndJson_SayTheSame()
    {
        SelfTest test = OfAlikeSides.Value;
        string text = MarkdownRenderer.Render("What the gate is worth", SelfTestDocument.Create(test));
        using JsonDocument json = JsonDocument.Parse(SelfTestJson.Render(test));
        Assert.Contains(
            "0 of 60 benchmarks that did not change were called slower: at most 4.9 % of them are",
            text,
            StringComparison.Ordinal
        );
        Assert.Equal(60, json.RootElement.GetProperty("cells").GetInt32());
        Assert.Equal(60, json.RootElement.GetProperty("verdicts").EnumerateArray().Sum(run => run.GetProperty("cells").GetArrayLength()));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    /// <summary>With real programs: two runs, the second of which was there in part.</summary>
    [Fact(Timeout = TestLimit.Long), Trait("Length", "Long")]
    public void SelfTest_CalledAgain_GoesOnWhereItWas()
    {
        using SubjectCopy program = new();
        using TemporaryFolder folder = new();
        string[] arguments =
        [
            "gate",
            "--self-test",
            program.Program.Folder,
            "--launches",
            "--filter",
            "*.Spin",
            "--pairs",
            "6+9",
            "--seed",
            "5",
            "--folder",
            folder.Path,
            "--runs",
        ];
        CompareRun one = CompareRun.Run([.. arguments, "1"]);
        Assert.Equal(0, one.ExitCode);
        string first = File.ReadAllText(Path.Combine(folder.Path, "run-001.jsonl"));

        CompareRun two = CompareRun.Run([.. arguments, "2"]);
        Assert.Equal(0, two.ExitCode);
        Assert.Equal(first, File.ReadAllText(Path.Combine(folder.Path, "run-001.jsonl")));
        Assert.Equal(
            RunFile.Read(Path.Combine(folder.Path, "run-001.jsonl")).Plan!.Benchmarks.AsEnumerable(),
            RunFile.Read(Path.Combine(folder.Path, "run-002.jsonl")).Plan!.Benchmarks.AsEnumerable()
        );
        Assert.Contains("of 2 benchmarks", two.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "self-test.json")));
        program.AssertNothingIsLeft();
    }

    private static int Found(PowerCurve power, string benchmark, double effect) =>
        power.Points.Single(point => point.Benchmark == benchmark && point.Effect == effect).Slower;

    private static GateRun RunOf(int seed, ImmutableArray<SimulatedBenchmark> benchmarks, string candidateHash = "1")
    {
        using SimulatedGate gate = new(seed, benchmarks)
        {
            CandidateHash = candidateHash,
            Settings = SimulatedGate.DefaultSettings with { Seed = seed, Pairs = new StagePairs(9, 18) },
        };
        return gate.Run();
    }
}
