using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Tests.Launching;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Tests of the probe with a real program.</summary>
public sealed class GateProbeTests
{
    /// <summary>BenchmarkDotNet's own rule: what has an iteration's set-up is called once after it.</summary>
    [Fact]
    public void Run_ABenchmarkWithAnIterationsSetUp_IsKnown()
    {
        using SubjectCopy subject = new("""{ "faults": ["Consume"] }""");
        using StagedPrograms staged = StagedPrograms.Create(subject.Program, subject.Program);
        GateSettings settings = SimulatedGate.DefaultSettings with { Filters = ["*.Consume", "*.Spin"] };
        ProbeLine probe = new GateProbe(subject.Launcher, staged, settings, CancellationToken.None).Run();
        Assert.Empty(probe.Findings);
        Assert.Equal(
            [("ConcurrencyBench.GateSubject.FaultyBenchmarks.Consume", true), ($"{SubjectCopy.Class}.Spin", false)],
            probe.Benchmarks.Select(benchmark => (benchmark.Name, benchmark.RunsOncePerIteration))
        );
    }
}
