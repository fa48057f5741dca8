using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Compare.Tests.Gating.Shards;

/// <summary>Laws of gates whose benchmarks are measured in shards, over simulated programs.</summary>
public sealed class ShardGateTests
{
    private static readonly StagePairs FewPairs = new(6, 12);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(7, true)]
    [InlineData(7, false)]
    public void Finish_AllShards_MeasureEachBenchmarkOnceInBothStages(int count, bool takesTurns)
    {
        ImmutableArray<SimulatedBenchmark> suite = [.. SimulatedShards.CreateSuite(5).Select(own => own with { CandidateRatio = 1.2 })];
        ImmutableArray<GateRun> shards = SimulatedShards.Run(count, suite, takesTurns, FewPairs);

        foreach (LaunchPhase stage in (LaunchPhase[])[LaunchPhase.StageOne, LaunchPhase.StageTwo])
        {
            Assert.Equal(
                suite.Select(benchmark => benchmark.Name),
                shards
                    .SelectMany(shard => shard.SelectLaunches(stage).Select(launch => launch.Benchmark).Distinct())
                    .Order(StringComparer.Ordinal)
            );
        }

        Assert.All(shards, shard => Assert.True(GateStages.IsFinished(shard)));
        Assert.Equal(5, GateResult.FromShards(shards).Count(Verdict.Slower));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finish_AShard_PlansForTheBenchmarksOfAllShards(bool takesTurns)
    {
        using SimulatedGate alone = SimulatedShards.Create(null, SimulatedShards.CreateSuite(2), takesTurns, FewPairs);
        using SimulatedGate whole = SimulatedShards.Create(null, SimulatedShards.CreateSuite(16), takesTurns, FewPairs);
        using SimulatedGate shard = SimulatedShards.Create(new Shard(1, 8), SimulatedShards.CreateSuite(16), takesTurns, FewPairs);
        double[] effects =
        [
            .. new[] { alone, whole, shard }.Select(gate =>
                gate.Run().Plan!.Benchmarks[0] is var plan ? plan.MinimumDetectableEffect / plan.Spread : 0
            ),
        ];

        Assert.Equal(14, RunFile.Read(shard.RunFilePath).BenchmarksElsewhere);
        if (takesTurns)
        {
            Assert.Equal(effects[1], effects[2]);
        }

        Assert.True(effects[2] > effects[0]);
    }

    [Fact]
    public void Finish_AShardInTurns_TakesAsManyFreshPairsAsAllShardsNeed()
    {
        ImmutableArray<SimulatedBenchmark> suite = [.. SimulatedShards.CreateSuite(16).Select(own => own with { CandidateRatio = 1.5 })];
        using SimulatedGate shard = SimulatedShards.Create(new Shard(1, 16), suite);

        Assert.InRange(shard.Run().Plan!.Benchmarks[0].PairsTwo, GateRules.FindFewestPairs(16), int.MaxValue);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(30)]
    public void FromShards_TheSamePairs_JudgesAsOneRunDoes(int count)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            using SimulatedGate gate = new(
                seed,
                [
                    .. SimulatedShards
                        .CreateSuite(12)
                        .Select(
                            (benchmark, i) =>
                                benchmark with
                                {
                                    CandidateRatio = 1 + (0.02 * (i % 4)),
                                    LaunchNoise = 0.01 + (0.01 * (i % 3)),
                                }
                        ),
                ]
            )
            {
                Settings = SimulatedGate.DefaultSettings with { Seed = seed, Pairs = FewPairs },
                CreateTurns = (staged, all, random) => new SimulatedTurns(staged, all, random),
            };
            GateRun run = gate.Run();
            GateResult whole = GateResult.FromRun(run);
            GateResult merged = GateResult.FromShards(SimulatedShards.Split(run, count));

            Assert.Contains(whole.Benchmarks, benchmark => benchmark.Judgement.Stage == 2);
            Assert.Equal(whole.Benchmarks, merged.Benchmarks);
            Assert.Equal(
                GateExitCode.Choose(whole, FailOn.Inconclusive, allowsMissing: false),
                GateExitCode.Choose(merged, FailOn.Inconclusive, allowsMissing: false)
            );
        }
    }

    // From 20 benchmarks on the suite of a shard tells which variances are usual.
    [Fact]
    public void FromShards_ManyBenchmarks_FirstStageIsThatOfEachShardsOwnSuite()
    {
        ImmutableArray<GateRun> shards = SimulatedShards.Run(2, SimulatedShards.CreateSuite(50));
        Dictionary<string, PairedAssessment> own = shards
            .SelectMany(shard => GateResult.FromRun(shard).Benchmarks)
            .Where(benchmark => benchmark.Judgement.Stage == 1)
            .ToDictionary(benchmark => benchmark.Plan.Name, benchmark => benchmark.Judgement.Assessment);

        BenchmarkResult[] merged = [.. GateResult.FromShards(shards).Benchmarks.Where(benchmark => benchmark.Judgement.Stage == 1)];
        Assert.True(merged.Length > 40);
        Assert.All(merged, benchmark => Assert.Equal(own[benchmark.Plan.Name], benchmark.Judgement.Assessment));
        Assert.All(merged, benchmark => Assert.True(benchmark.Judgement.Assessment.IsModerated));
    }

    [Fact]
    public void FromRun_WhatAShardAloneCalls_TheMergeCallsToo()
    {
        int calls = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            ImmutableArray<GateRun> shards = SimulatedShards.Split(SimulatedShards.Draw(8, FewPairs, noise: 0.2, seed), 3);
            Dictionary<string, PairedJudgement> merged = GateResult
                .FromShards(shards)
                .Benchmarks.ToDictionary(benchmark => benchmark.Plan.Name, benchmark => benchmark.Judgement);
            foreach (BenchmarkResult own in shards.SelectMany(shard => GateResult.FromRun(shard).Benchmarks))
            {
                Assert.True(
                    merged[own.Plan.Name].AdjustedPSlower <= own.Judgement.AdjustedPSlower || own.Judgement.AdjustedPSlower is null
                );
                calls += own.Judgement.AdjustedPSlower is null ? 0 : 1;
            }
        }

        Assert.True(calls > 300);
    }

    // With Holm within each shard this would be near 4 %.
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public void FromShards_ManyMergedSuitesWithoutAChange_KeepTheErrorRateOfOneGate()
    {
        const int Runs = 1500;
        GateResult[] results =
        [
            .. Enumerable
                .Range(0, Runs)
                .AsParallel()
                .Select(seed => GateResult.FromShards(SimulatedShards.Split(SimulatedShards.Draw(12, FewPairs, noise: 0.05, seed), 4))),
        ];

        double most = GateRules.FalseSlowerRate + (3 * Math.Sqrt(GateRules.FalseSlowerRate * (1 - GateRules.FalseSlowerRate) / Runs));
        Assert.InRange(results.Count(result => result.Count(Verdict.Slower) > 0) / (double)Runs, 0, most);
        Assert.InRange(results.Count(result => result.Count(Verdict.Faster) > 0) / (double)Runs, 0, most);
        Assert.True(results.Average(result => result.Benchmarks.Count(benchmark => benchmark.Judgement.Stage == 2)) > 8);
    }

    [Fact]
    public void FromShards_MissingAddedAndFailed_AreThereOnce()
    {
        ImmutableArray<GateRun> shards = SimulatedShards.Run(
            3,
            [
                .. SimulatedShards.CreateSuite(4),
                new SimulatedBenchmark("N.T.Gone") { IsInCandidate = false },
                new SimulatedBenchmark("N.T.New") { IsInBaseline = false },
                new SimulatedBenchmark("N.T.Throws") { CandidateFailsFrom = 1 },
            ],
            pairs: FewPairs
        );

        Assert.Equal(
            [(FindingKind.Missing, "N.T.Gone"), (FindingKind.Added, "N.T.New"), (FindingKind.FailedInCandidate, "N.T.Throws")],
            GateResult.FromShards(shards).Findings.Select(finding => (finding.Kind, finding.Name))
        );
    }

    [Fact]
    public void FromShards_BenchmarksLeftOut_AreThoseOfAllShards()
    {
        ImmutableArray<SimulatedBenchmark> suite = SimulatedShards.CreateSuite(24);
        HashSet<string> unaffected = [.. suite.Take(20).Select(benchmark => benchmark.Name)];
        ImmutableArray<GateRun> shards =
        [
            .. Enumerable
                .Range(1, 2)
                .Select(number =>
                {
                    using SimulatedGate gate = new(number, suite)
                    {
                        Settings = SimulatedGate.DefaultSettings with { Shard = new Shard(number, 2), Seed = number, Pairs = FewPairs },
                        CreateTurns = (staged, all, seed) => new SimulatedTurns(staged, all, seed),
                        FindUnaffected = () => unaffected,
                    };
                    return gate.Run();
                }),
        ];
        GateResult merged = GateResult.FromShards(shards);

        Assert.Equal((18, 2), (merged.Run.Probe!.Unchanged!.NotMeasured.Length, merged.Run.Probe.Unchanged.Checks.Length));
        Assert.Equal(
            suite.Select(benchmark => benchmark.Name),
            merged
                .Benchmarks.Select(benchmark => benchmark.Plan.Name)
                .Concat(merged.Run.Probe.Unchanged.NotMeasured)
                .Order(StringComparer.Ordinal)
        );
        Assert.All(shards, shard => Assert.Equal(12, shard.BenchmarksElsewhere));
    }

    [Fact]
    public void ExitCode_OfAShard_SaysOnlyWhetherItWasMeasured()
    {
        ImmutableArray<GateRun> slow = SimulatedShards.Run(
            2,
            [new("N.T.A", CandidateRatio: 1.3), new("N.T.Gone") { IsInCandidate = false }],
            pairs: FewPairs
        );
        ImmutableArray<GateRun> failed = SimulatedShards.Run(2, [new("N.T.A"), new("N.T.B") { CandidateFailsFrom = 1 }], pairs: FewPairs);

        Assert.Equal([ExitCode.NothingSlower, ExitCode.NothingSlower], slow.Select(run => Choose(GateResult.FromRun(run))));
        Assert.Equal(ExitCode.Slower, Choose(GateResult.FromShards(slow)));
        Assert.Equal([ExitCode.NothingSlower, ExitCode.MissingOrFailed], failed.Select(run => Choose(GateResult.FromRun(run))));
        Assert.Equal(ExitCode.NothingSlower, GateExitCode.Choose(GateResult.FromRun(failed[1]), FailOn.Inconclusive, allowsMissing: true));
        Assert.Equal(ExitCode.NotComparable, Choose(GateResult.FromRun(Disturb(slow[0]))));
    }

    [Fact]
    public void FromShards_OneShardIsInvalid_IsInvalidAndSlownessDoesNotCount()
    {
        ImmutableArray<GateRun> shards = SimulatedShards.Run(
            3,
            [new("N.T.A", CandidateRatio: 1.3), new("N.T.B"), new("N.T.C")],
            pairs: FewPairs
        );
        GateResult merged = GateResult.FromShards([shards[0], Disturb(shards[1]), shards[2]]);

        Assert.Equal([true, false, true], merged.Shards.Select(shard => shard.Validity.IsValid));
        Assert.Equal(ExitCode.NotComparable, Choose(merged));
        Assert.Equal(ExitCode.Slower, Choose(GateResult.FromShards(shards)));
        string text = MarkdownRenderer.Render("t", GateDocument.Create(merged));
        Assert.Contains("- Shard 2 of 3: Other processes used", text, StringComparison.Ordinal);
        Assert.Contains("Invalid: a control of shard 2 moved", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_MoreShardsThanBenchmarks_TheRestSaysThatItHasNone()
    {
        GateRun run = SimulatedShards.Run(3, SimulatedShards.CreateSuite(2), pairs: FewPairs)[2];
        GateResult result = GateResult.FromRun(run);

        Assert.Equal(ExitCode.NothingSlower, Choose(result));
        Assert.StartsWith(
            "Shard 3 of 3 has no benchmark, because there are only 2.",
            GateDocument.Conclude(result).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Shard 3 of 3 takes 0 of 2 benchmarks",
            MarkdownRenderer.Render("t", PlanDocument.Create(run)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Finish_WhatCannotTakeTurns_IsLaunchedByItsOwnShardOnly()
    {
        foreach (int number in (int[])[1, 2])
        {
            using SimulatedGate gate = new(number, SimulatedShards.CreateSuite(4))
            {
                Settings = SimulatedGate.DefaultSettings with { Shard = new Shard(number, 2), Pairs = FewPairs },
                CreateTurns = (staged, all, seed) => new SimulatedTurns(staged, all, seed) { Obstacles = ["N.T.B01"] },
            };
            gate.Run();

            Assert.Equal(number == 2, gate.Launcher!.Launches.Count > 0);
        }
    }

    [Fact]
    public void FromShards_OfATimeInSessions_CountsEachSession()
    {
        ImmutableArray<GateRun> shards = SimulatedShards.Run(1, [new("N.T.A")], pairs: FewPairs);
        LaunchLine one = shards[0].Launches[0] with { ElapsedSeconds = 2 };
        GateRun run = shards[0] with { Launches = [.. new[] { 1.0, 5, 0.5, 3 }.Select(start => one with { StartedAtSeconds = start })] };

        Assert.Equal(7 + 5, Analysis.Gating.Shards.ShardResult.FromRun(run).Seconds);
    }

    private static GateRun Disturb(GateRun run) =>
        run with
        {
            Launches =
            [
                .. run.Launches.Select(launch =>
                    launch with
                    {
                        ElapsedSeconds = 1,
                        Machine = MachineReading.None with { OthersCpuSeconds = 5 },
                    }
                ),
            ],
        };

    private static int Choose(GateResult result) => GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false);
}
