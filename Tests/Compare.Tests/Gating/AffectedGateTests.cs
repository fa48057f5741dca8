using System.Text.Json;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Whole gates that leave out benchmarks whose code is unchanged, over simulated programs.</summary>
public sealed class AffectedGateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finish_SomeUnaffected_MeasuresTheOthersAndATenthOfThem(bool takesTurns)
    {
        using SimulatedGate gate = Create(1, Suite(25), unaffected: 22, takesTurns);
        GateRun run = gate.Run();

        UnchangedBenchmarks unchanged = run.Probe!.Unchanged!;
        Assert.Equal((19, 3), (unchanged.NotMeasured.Length, unchanged.Checks.Length));
        Assert.Equal(
            Suite(25).Select(benchmark => benchmark.Name).Except(unchanged.NotMeasured),
            run.Launches.Select(launch => launch.Benchmark).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(6, run.Plan!.Benchmarks.Length);
    }

    [Fact]
    public void Finish_NoneIsAffected_IsCompleteAndSaysSo()
    {
        using SimulatedGate gate = Create(2, Suite(30), unaffected: 30);
        GateResult result = GateResult.FromRun(gate.Run());

        Assert.Equal(ExitCode.NothingSlower, GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false));
        Assert.EndsWith(
            "No benchmark reaches changed code: 3 of 30 benchmarks measured as a check; not measured, because their code is unchanged: 27.",
            GateDocument.Conclude(result).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Finish_AllAreAffected_MeasuresAllAndSaysSo()
    {
        using SimulatedGate gate = Create(3, Suite(4), unaffected: 0);
        GateResult result = GateResult.FromRun(gate.Run());

        Assert.Equal(4, result.Benchmarks.Length);
        Assert.EndsWith(
            "Measured: 4 benchmarks, all of which may run other code.",
            GateDocument.Conclude(result).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Finish_ACheckIsSlower_IsCalledAndAFindingSaysWhatItMeans()
    {
        string check = UnchangedBenchmarks.Draw(Suite(20).Select(benchmark => benchmark.Name), SelectMethods(20), seed: 4).Checks[0];
        ImmutableArray<SimulatedBenchmark> suite =
        [
            .. Suite(21).Select(benchmark => benchmark.Name == check ? benchmark with { CandidateRatio = 1.2 } : benchmark),
        ];
        using SimulatedGate gate = Create(4, suite, unaffected: 20);
        GateResult result = GateResult.FromRun(gate.Run());

        Assert.Equal(ExitCode.Slower, GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false));
        Assert.Contains(
            $"Slower with unchanged code: {check[2..]}. Either it reaches changed code in a way that --affected does not see, or ",
            MarkdownRenderer.Render("t", GateDocument.Create(result)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Finish_AnAffectedOneIsSlower_HasNoSuchFinding()
    {
        using SimulatedGate gate = Create(4, Suite(21).SetItem(20, new SimulatedBenchmark("N.T.B20", CandidateRatio: 1.2)), unaffected: 20);
        GateResult result = GateResult.FromRun(gate.Run());

        Assert.Equal(1, result.Count(Verdict.Slower));
        Assert.DoesNotContain("with unchanged code", MarkdownRenderer.Render("t", GateDocument.Create(result)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    public void Result_OfAnyNumberLeftOut_FilesListAllAndTheConsoleFew(int unaffected)
    {
        using SimulatedGate gate = Create(5, Suite(unaffected + 2), unaffected);
        GateResult result = GateResult.FromRun(gate.Run());
        ImmutableArray<string> left = result.Run.Probe!.Unchanged!.NotMeasured;
        string markdown = MarkdownRenderer.Render("t", GateDocument.Create(result));
        string shown = MarkdownRenderer.Render("t", GateDocument.CreateShort(result));
        string page = GatePage.Render(result);
        using JsonDocument json = JsonDocument.Parse(GateJson.Render(result, 0, "gate.jsonl"));

        Assert.All(left, name => Assert.Contains($"- {name[2..]}\n", markdown, StringComparison.Ordinal));
        Assert.All(left, name => Assert.Contains(name[2..], page, StringComparison.Ordinal));
        Assert.Equal(
            left,
            json.RootElement.GetProperty("unchanged").GetProperty("notMeasured").EnumerateArray().Select(name => name.GetString()!)
        );
        Assert.Contains("Not measured: code unchanged", shown, StringComparison.Ordinal);
        Assert.Equal(left.Length <= 10 ? left.Length : 3, left.Count(name => shown.Contains(name[2..], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Resume_AfterAnInterruption_KeepsWhatWasDecided(int interruptedAt)
    {
        int launches = 0;
        int searches = 0;
        using CancellationTokenSource cancellation = new();
        using SimulatedGate gate = new(6, Suite(25))
        {
            FindUnaffected = () => ++searches == 1 ? SelectMethods(22) : SelectMethods(0),
            Before = _ =>
            {
                // The probe launches before.
                if (++launches == 4 + interruptedAt)
                {
                    cancellation.Cancel();
                }
            },
        };

        Assert.Throws<OperationCanceledException>(() => gate.Run(cancellation.Token));
        GateRun run = gate.Resume();

        Assert.Equal(1, searches);
        Assert.Equal(6, run.Plan!.Benchmarks.Length);
        Assert.Equal(run.Probe!.Unchanged!.NotMeasured, RunFile.Read(gate.RunFilePath).Probe!.Unchanged!.NotMeasured);
    }

    private static SimulatedGate Create(int seed, ImmutableArray<SimulatedBenchmark> benchmarks, int unaffected, bool takesTurns = true) =>
        new(seed, benchmarks)
        {
            FindUnaffected = () => SelectMethods(unaffected),
            CreateTurns = takesTurns ? (staged, all, random) => new SimulatedTurns(staged, all, random) : null,
        };

    private static HashSet<string> SelectMethods(int benchmarks) => [.. Suite(benchmarks).Select(benchmark => benchmark.Name)];

    private static ImmutableArray<SimulatedBenchmark> Suite(int benchmarks) =>
        [.. Enumerable.Range(0, benchmarks).Select(i => new SimulatedBenchmark(FormattableString.Invariant($"N.T.B{i:00}")))];
}
