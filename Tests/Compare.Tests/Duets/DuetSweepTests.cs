using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>Benchmarks whose jobs need another process than the first one, by real processes.</summary>
public sealed class DuetSweepTests
{
    [Theory]
    [InlineData("JobWithVariable.Run", "DUET_SUBJECT_VARIABLE", "1")]
    [InlineData("JobWithServerCollector.Run", "DOTNET_gcServer", "1")]
    public void Benchmarks_AJobThatNeedsAVariable_TellsIt(string benchmark, string name, string value)
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        ListedBenchmark listed = client.Benchmarks.Single(listed => listed.Name == DuetSubject.GetName(benchmark));
        Assert.Equal([(name, value)], listed.Needs);
        Assert.Equal($"Its job needs {name}={value}, which a process must have when it starts.", listed.Obstacle);
    }

    [Fact]
    public void Measure_JobsThatNeedAVariable_HaveProcessesOfTheirOwn()
    {
        using DuetSubject subject = new();
        using (DuetSweep sweep = new(subject.CreatePair))
        {
            foreach (string benchmark in (string[])["JobWithVariable.Run", "Results.TenOperations", "JobWithServerCollector.Run"])
            {
                TurnOutcome outcome = sweep.Measure(DuetSubject.GetName(benchmark), CancellationToken.None);
                Assert.Null(outcome.Fault);
                Assert.NotEmpty(outcome.Baseline);
            }
        }

        subject.AssertNothingIsLeft();
    }

    [Fact]
    public void Measure_WhatFailsOnTheResidueOfOthers_RunsInFreshProcesses()
    {
        using DuetSubject subject = new();
        using DuetSweep sweep = new(subject.CreatePair);
        using DuetProbe probe = new(subject.Connect, DuetSubject.Settings);
        foreach (string benchmark in (string[])["Residue.First", "Residue.Second"])
        {
            Assert.Null(sweep.Measure(DuetSubject.GetName(benchmark), CancellationToken.None).Fault);
            Assert.Null(probe.Run(DuetSubject.GetName(benchmark)).Fault);
        }
    }

    [Fact]
    public void Benchmarks_ACleanup_IsKnownToEndStaticState()
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        Assert.All(["EndedState.First", "LaterEndedState.Run"], name => Assert.True(client.EndsStaticState(DuetSubject.GetName(name))));
        Assert.All(
            ["RestoredState.Run", "InstanceState.Run", "Setups.Untargeted", "Results.ReturnDouble"],
            name => Assert.False(client.EndsStaticState(DuetSubject.GetName(name)))
        );
    }

    /// <summary>As in BenchmarkDotNet, where each benchmark has a process of its own.</summary>
    [Fact]
    public void Measure_AfterACleanupThatEndsStaticState_FindsItWhole()
    {
        using DuetSubject subject = new();
        using (DuetSweep sweep = new(subject.CreatePair))
        using (DuetProbe probe = new(subject.Connect, DuetSubject.Settings))
        {
            foreach (string benchmark in (string[])["EndedState.First", "EndedState.Second"])
            {
                Assert.Null(sweep.Measure(DuetSubject.GetName(benchmark), CancellationToken.None).Fault);
                Assert.Null(probe.Run(DuetSubject.GetName(benchmark)).Fault);
            }
        }

        Assert.All(subject.Journal, line => Assert.Equal("whole", line));
        Assert.NotEmpty(subject.Journal);
        subject.AssertNothingIsLeft();
    }

    [Fact]
    public void Run_BenchmarksOnce_OneThatFailsCostsItselfOnly()
    {
        using DuetSubject subject = new();
        using (DuetProbe probe = new(subject.Connect, DuetSubject.Settings))
        {
            Assert.Contains("crashes as it was told", probe.Run(DuetSubject.GetName("Faults.Crash")).Fault, StringComparison.Ordinal);
            ProbedTurn probed = probe.Run(DuetSubject.GetName("JobWithVariable.Run"));
            Assert.Null(probed.Fault);
            Assert.True(probed.NanosecondsPerInvocation > 0);
            Assert.InRange(probed.SideSeconds, 0.005, 60);
        }

        subject.AssertNothingIsLeft();
    }
}
