using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>A run whose controls moved is invalid, whatever else it says.</summary>
public sealed class ControlReportTests
{
    [Fact]
    public void Of_AQuietRun_IsValid()
    {
        GateResult result = With((launch, _) => launch with { Machine = new MachineReading(1e6, 0.001, 0, 0) });
        Assert.True(result.Validity.IsValid);
        Assert.Empty(ControlText.Problems(result.Validity));
    }

    [Fact]
    public void Of_OtherProcessesAtWork_IsInvalidBeforeAnythingElse()
    {
        GateResult result = With(
            (launch, _) => launch with { Machine = new MachineReading(1e6, 0.11 * launch.ElapsedSeconds * 2, 0, 0) },
            ratio: 1.1
        );
        Assert.True(result.Validity.IsDisturbed);
        Assert.Equal(1, result.Count(Verdict.Slower));
        Assert.Equal(ExitCode.NotComparable, GateExitCode.Choose(result, FailOn.Nothing, allowsMissing: true));
        Assert.Contains("Other processes used 11 %", Assert.Single(ControlText.Problems(result.Validity)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AClockThatChanges_IsInvalid()
    {
        GateResult result = With((launch, part) => launch with { Machine = new MachineReading(part > 0.5 ? 1.15e6 : 1e6, 0, 0, 0) });
        Assert.True(result.Validity.HasClockMoved);
        Assert.Contains("15 % longer", Assert.Single(ControlText.Problems(result.Validity)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ABaselineUnlikeItsOwnCopy_IsInvalid()
    {
        GateResult result = With(
            (launch, _) =>
                launch.Side == LaunchSide.Control
                    ? launch with
                    {
                        NanosecondsPerOp = [.. launch.NanosecondsPerOp.Select(value => 1.2 * value)],
                    }
                    : launch
        );
        Assert.True(result.Validity.IsBiased);
        Assert.Contains("The baseline's own copy is ", Assert.Single(ControlText.Problems(result.Validity)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_StolenAndThrottledTime_WarnsOnly()
    {
        GateResult result = With((launch, _) => launch with { Machine = new MachineReading(1e6, 0, 0.1 * launch.ElapsedSeconds * 2, 1) });
        Assert.True(result.Validity.IsValid);
        Assert.Equal(2, ControlText.Warnings(result.Validity).Length);
    }

    [Fact]
    public void Of_ASystemThatTellsNothing_SaysSoAndIsValid()
    {
        GateResult result = With((launch, _) => launch with { Machine = MachineReading.None });
        Assert.True(result.Validity.IsValid);
        Assert.Contains("not known", ControlText.Describe(result.Validity), StringComparison.Ordinal);
    }

    private static GateResult With(Func<LaunchLine, double, LaunchLine> change, double ratio = 1)
    {
        using SimulatedGate gate = new(1, new SimulatedBenchmark("N.T.One", CandidateRatio: ratio));
        GateRun run = gate.Run();
        LaunchLine[] launches = [.. run.Launches];
        int first = Array.FindIndex(launches, launch => launch.Phase == LaunchPhase.StageOne);
        return GateResult.FromRun(
            run with
            {
                Probe = run.Probe! with { Cores = 2 },
                Launches =
                [
                    .. launches.Select((launch, i) => i < first ? launch : change(launch, (i - first) / (double)(launches.Length - first))),
                ],
            }
        );
    }
}
