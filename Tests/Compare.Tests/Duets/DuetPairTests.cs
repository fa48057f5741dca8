using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>Real pairs of processes: what they measure, what a failure costs, and that nothing of them is left.</summary>
public sealed class DuetPairTests
{
    [Fact]
    public void Measure_ABenchmark_BothSidesHaveTheirTurns()
    {
        using DuetSubject subject = new();
        DuetResult result = MeasureOne(subject, "Results.TenOperations");
        Assert.Null(result.Fault);
        Assert.Equal(DuetSubject.Settings.Turns, result.Baseline.NanosecondsPerOp.Length);
        Assert.Equal(DuetSubject.Settings.Turns, result.Candidate.NanosecondsPerOp.Length);
        Assert.All([.. result.Baseline.NanosecondsPerOp, .. result.Candidate.NanosecondsPerOp], time => Assert.True(time > 0));
        // An array has a header and its length.
        Assert.Equal(1024, result.Baseline.AllocatedBytesPerOp);
        Assert.Equal(1024, result.Candidate.AllocatedBytesPerOp);
        subject.AssertNothingIsLeft();
    }

    [Fact]
    public void Measure_AnIterationSetup_EveryTurnHasOneInvocation()
    {
        using DuetSubject subject = new();
        DuetResult result = MeasureOne(subject, "Setups.Iterated");
        Assert.Null(result.Fault);
        Assert.Equal(1, result.Invocations);
        Assert.Equal(subject.Journal.Count(line => line == "call"), subject.Journal.Count(line => line == "iteration setup"));
    }

    [Fact]
    public void Measure_WorkOfAnotherThread_IsNotPinned()
    {
        using DuetSubject subject = new();
        DuetResult result = MeasureOne(subject, "Results.OnAnotherThread");
        Assert.Null(result.Fault);
        Assert.Equal("Several threads work in it.", result.Unpinned);
    }

    /// <summary>A process that it waits for would be bound to the core of the thread that starts it.</summary>
    [Fact]
    public void Measure_ABenchmarkThatWaits_IsNotPinned()
    {
        using DuetSubject subject = new();
        DuetResult result = MeasureOne(subject, "Results.Wait");
        Assert.Null(result.Fault);
        Assert.False(result.IsPinned);
    }

    /// <summary>Beside other work the runtime's own threads may look like the benchmark's: that is measured too, unpinned.</summary>
    [Fact]
    public void Measure_WorkOfOneThread_IsPinnedWhereTheSystemCan()
    {
        using DuetSubject subject = new();
        bool isPinned = Enumerable.Range(0, 3).Any(_ => MeasureOne(subject, "Results.TenOperations").IsPinned);
        Assert.Equal(OperatingSystem.IsLinux() || OperatingSystem.IsWindows(), isPinned);
    }

    [Theory]
    [InlineData("Faults.ThrowInSetup", nameof(DuetFaultKind.Threw), "System.InvalidOperationException: The setup throws as it was told.")]
    [InlineData("Faults.ThrowLater", nameof(DuetFaultKind.Threw), "System.InvalidOperationException: The benchmark throws as it was told.")]
    [InlineData("Faults.Crash", nameof(DuetFaultKind.Crashed), "The benchmark crashes as it was told.")]
    [InlineData("Faults.Exit", nameof(DuetFaultKind.Crashed), "DuetSubject.dll ended with exit code 7 while running a benchmark.")]
    [InlineData("Faults.Hang", nameof(DuetFaultKind.TimedOut), "DuetSubject.dll did not answer within 2 s while running a benchmark.")]
    [InlineData(
        "Faults.Missing",
        nameof(DuetFaultKind.NotRunnable),
        "DuetSubject.dll has no benchmark ConcurrencyBench.DuetSubject.Faults.Missing."
    )]
    public void Measure_AFault_CostsThatBenchmarkOnly(string benchmark, string kind, string message)
    {
        using DuetSubject subject = new();
        using (DuetPair pair = subject.CreatePair(DuetSubject.Settings with { TurnLimit = TimeSpan.FromSeconds(2) }))
        {
            DuetResult result = pair.Measure(DuetSubject.GetName(benchmark), CancellationToken.None);
            Assert.Equal(kind, result.Fault?.Kind.ToString());
            Assert.Contains(message, result.Fault!.Message, StringComparison.Ordinal);
            Assert.Empty(result.Baseline.NanosecondsPerOp);
            Assert.False(result.IsSteady);
            Assert.Null(pair.Measure(DuetSubject.GetName("Results.ReturnDouble"), CancellationToken.None).Fault);
        }

        subject.AssertNothingIsLeft();
    }

    [Fact]
    public void Measure_TheProgramWritesMuch_ItGoesOn()
    {
        using DuetSubject subject = new();
        Assert.Null(MeasureOne(subject, "Faults.WriteMuch").Fault);
    }

    [Fact]
    public async Task Measure_Cancelled_NothingIsLeft()
    {
        using DuetSubject subject = new();
        using CancellationTokenSource cancellation = new();
        using DuetPair pair = subject.CreatePair();
        string[] started = [.. pair.ListBaseline(cancellation.Token).Select(benchmark => benchmark.Name)];
        Assert.NotEmpty(started);
        Task<DuetResult> measuring = Task.Run(() => pair.Measure(DuetSubject.GetName("Faults.Hang"), cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => measuring.WaitAsync(TimeSpan.FromSeconds(30)));
        subject.AssertNothingIsLeft();
    }

    [LinuxFact]
    public void Dispose_ABenchmarkLeftAProcess_ItIsGone()
    {
        using DuetSubject subject = new();
        using MarkedProcesses marked = new();
        ProcessStartInfo mark = new();
        marked.Mark(mark);
        using DuetSubject markedSubject = new() { Program = subject.Program with { Environment = GetMark(mark) } };
        Assert.Null(MeasureOne(markedSubject, "Faults.Orphan").Fault);
        Assert.Empty(marked.Find());
        markedSubject.AssertNothingIsLeft();
    }

    [LinuxFact]
    public async Task Measure_TheHostIsKilled_NothingIsLeft()
    {
        using DuetSubject subject = new();
        int[] started = [];
        int guard = 0;
        await ProgramRun.RunAsync(
            "Tests/Compare.Tests",
            [DuetOwner.Verb, subject.Program.Files.Folder, subject.ProcessFolder],
            TimeSpan.FromSeconds(60),
            environment: null,
            meanwhile: async owner =>
            {
                await Eventually.TrueAsync(() => (started = subject.FindProcesses()) is [_, _]);
                guard = OtherProcesses.ChildrenOf(owner.Id).Single(child => OtherProcesses.CommandOf(child).Contains(LaunchGuard.Verb));
                OtherProcesses.KillHard(owner.Id);
            }
        );
        await OtherProcesses.AssertGoneAsync([.. started, guard], TimeSpan.FromSeconds(20));
        subject.AssertNothingIsLeft();
    }

    [Fact]
    public void Open_ABenchmarkStartsChildren_TheyDoNotInheritTheHook()
    {
        using DuetSubject subject = new();
        using (DuetClient client = subject.Connect())
        {
            client.Open(DuetSubject.GetName("Faults.ListEnvironment"));
        }

        Assert.NotEmpty(subject.Journal);
        Assert.DoesNotContain(subject.Journal, line => line.Contains("DUET_PIPE", StringComparison.Ordinal));
        Assert.DoesNotContain(subject.Journal, line => line.StartsWith("DOTNET_STARTUP_HOOKS", StringComparison.Ordinal));
    }

    private static DuetResult MeasureOne(DuetSubject subject, string benchmark)
    {
        using DuetPair pair = subject.CreatePair();
        return pair.Measure(DuetSubject.GetName(benchmark), CancellationToken.None);
    }

    private static ImmutableArray<(string Name, string Value)> GetMark(ProcessStartInfo start) =>
        [
            .. start
                .Environment.Where(variable => variable.Key.StartsWith("CONCURRENCYBENCH_", StringComparison.Ordinal))
                .Select(variable => (variable.Key, variable.Value!)),
        ];
}
