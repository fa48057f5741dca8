using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Tests.Launching;

/// <summary>Real launches of a program that knows nothing of this suite.</summary>
public sealed class LauncherTests
{
    public static TheoryData<string> Parameters => [.. Texts];

    private static ImmutableArray<string> Texts { get; } =
    ["plain", "two words", "a*b", "a--b", """[x] (y: \"z\", 'w')""", """[x] (y: \"zz\", 'w')""", "what?", """back\\slash, $HOME; `id` é"""];

    [Fact]
    public void Launch_OneBenchmark_MeasuredAsOftenAsAsked()
    {
        using SubjectCopy subject = new();
        LaunchRequest request = subject.Request($"{SubjectCopy.Class}.Spin");
        LaunchOutcome outcome = subject.Launch(request);
        Assert.Null(outcome.Fault);
        Benchmark benchmark = Assert.Single(outcome.Benchmarks);
        Assert.Equal($"{SubjectCopy.Class}.Spin", benchmark.Key.FullName);
        Launch launch = Assert.Single(benchmark.Launches);
        Assert.Equal(3, launch.NanosecondsPerOp.Length);
        Assert.Equal(3 * 4, launch.Operations);
        Assert.Contains("IterationCount=3", Assert.Single(outcome.Jobs), StringComparison.Ordinal);
        Assert.NotNull(outcome.Machine);
        Assert.NotNull(outcome.Environment);
        Assert.True(outcome.Elapsed > TimeSpan.Zero);
        Assert.Null(ArgumentCheck.FindProblem(request, outcome));
    }

    [Fact]
    public void Launch_BenchmarksOfTwoKinds_EachHasItsJob()
    {
        using SubjectCopy subject = new();
        LaunchOutcome outcome = subject.Launch("*.Spin", "*.Allocate");
        Assert.Equal(["Allocate", "Spin"], outcome.Benchmarks.Select(benchmark => benchmark.Method).Order());
        Assert.Equal(2, outcome.Jobs.Length);
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Launch_TheExactFilterOfOddParameters_SelectsThatCaseOnly(string text)
    {
        string name = $"{SubjectCopy.Class}.Parameterised(text: \"{text}\")";
        using SubjectCopy subject = new();
        LaunchOutcome outcome = subject.Launch(ExactFilter.FromFullName(name));
        Assert.Equal(name, Assert.Single(outcome.Benchmarks).Key.FullName);
    }

    [Fact]
    public void Launch_TheProgramEndsWithAnError_ItsWholeReportCounts()
    {
        using SubjectCopy subject = new("""{ "exitCode": 3 }""");
        LaunchOutcome outcome = subject.Launch("*.Spin");
        Assert.Null(outcome.Fault);
        Assert.False(Assert.Single(outcome.Benchmarks).IsFailed);
    }

    [Fact]
    public void Launch_TheProgramCrashes_FaultWithItsLastLines()
    {
        using SubjectCopy subject = new("""{ "faults": ["Crash"] }""");
        LaunchOutcome outcome = subject.Launch("*.Crash");
        Assert.Equal(LaunchFaultKind.Crashed, outcome.Fault?.Kind);
        Assert.StartsWith("GateSubject.dll ended with exit code ", outcome.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains("FaultyBenchmarks.Crash()", outcome.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Benchmarks);
    }

    [Fact]
    public void Launch_ABenchmarkHangs_EndedAtTheLimit()
    {
        using SubjectCopy subject = new("""{ "faults": ["Hang"] }""");
        LaunchOutcome outcome = subject.Launch(subject.Request("*.Hang") with { Limit = TimeSpan.FromSeconds(12) });
        Assert.Equal(LaunchFaultKind.TimedOut, outcome.Fault?.Kind);
        Assert.StartsWith("GateSubject.dll took longer than 12 s and was ended.\n", outcome.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Launch_ABenchmarkThrows_FaultNamesItAndTheException()
    {
        using SubjectCopy subject = new("""{ "faults": ["Throw"] }""");
        LaunchOutcome outcome = subject.Launch("*.Throw", "*.Spin");
        Assert.Equal(LaunchFaultKind.NotMeasured, outcome.Fault?.Kind);
        string headline = outcome.Fault!.Message.Split('\n')[0];
        Assert.Equal(
            "GateSubject.dll ended with exit code 0 without a measurement of ConcurrencyBench.GateSubject.FaultyBenchmarks.Throw. "
                + "System.InvalidOperationException: The benchmark throws as it was told.",
            headline
        );
        Assert.Equal(["Spin"], outcome.Benchmarks.Where(benchmark => !benchmark.IsFailed).Select(benchmark => benchmark.Method));
    }

    [Fact]
    public void Launch_TheBenchmarkIsMissing_FaultNamesTheFilter()
    {
        using SubjectCopy subject = new("""{ "hidden": ["Spin"] }""");
        LaunchOutcome outcome = subject.Launch($"{SubjectCopy.Class}.Spin");
        Assert.Equal(LaunchFaultKind.NoReport, outcome.Fault?.Kind);
        Assert.Contains($"{SubjectCopy.Class}.Spin", outcome.Fault!.Message.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Launch_TheProgramHasADefaultJob_Steered()
    {
        using SubjectCopy subject = new("""{ "mode": "DefaultJob" }""");
        LaunchRequest request = subject.Request("*.Spin");
        LaunchOutcome outcome = subject.Launch(request);
        Assert.Null(ArgumentCheck.FindProblem(request, outcome));
        Assert.Equal(3, Assert.Single(outcome.Benchmarks).Launches[0].NanosecondsPerOp.Length);
    }

    [Fact]
    public void Launch_TheProgramFixesAJob_RefusedWithWhatToChange()
    {
        using SubjectCopy subject = new("""{ "mode": "FixedJob" }""");
        LaunchRequest request = subject.Request("*.Spin");
        string? problem = ArgumentCheck.FindProblem(request, subject.Launch(request));
        Assert.NotNull(problem);
        Assert.Contains(".AsDefault()", problem, StringComparison.Ordinal);
        Assert.Contains("IterationCount=4", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    /// <summary>One benchmark ends soon; all of them do not end at all.</summary>
    [Theory]
    [InlineData(
        """{ "mode": "IgnoresArguments", "slowdown": { "Spin": 0.01 }, "hidden": ["SpinParallel", "Allocate", "Parameterised"] }""",
        60
    )]
    [InlineData("""{ "mode": "IgnoresArguments", "slowdown": { "Spin": 10 } }""", 15)]
    public void Launch_TheProgramIgnoresItsArguments_RefusedWithWhatToChange(string settings, int seconds)
    {
        using SubjectCopy subject = new(settings);
        LaunchRequest request = subject.Request("*.Spin") with { Limit = TimeSpan.FromSeconds(seconds) };
        LaunchOutcome outcome = subject.Launch(request);
        Assert.Equal(LaunchFaultKind.IgnoresArguments, outcome.Fault?.Kind);
        Assert.Equal(
            "GateSubject.dll ignores its arguments, so the gate cannot measure it: "
                + "pass the arguments on: BenchmarkSwitcher.FromAssembly(...).Run(args).",
            ArgumentCheck.FindProblem(request, outcome)
        );
    }

    [Fact]
    public void List_Everything_NamesWithoutParametersOnce()
    {
        using SubjectCopy subject = new("""{ "hidden": ["SpinParallel"] }""");
        ListOutcome outcome = subject.List();
        Assert.Null(outcome.Fault);
        Assert.Equal(
            [$"{SubjectCopy.Class}.Spin", $"{SubjectCopy.Class}.Allocate", $"{SubjectCopy.Class}.Parameterised"],
            outcome.Names.ToArray()
        );
    }

    [Fact]
    public void List_AFilter_OnlyWhatMatches()
    {
        using SubjectCopy subject = new();
        Assert.Equal([$"{SubjectCopy.Class}.Spin", $"{SubjectCopy.Class}.SpinParallel"], subject.List("*.Spin*").Names.ToArray());
    }

    [Fact]
    public void List_NothingMatches_EmptyAndNoFault()
    {
        using SubjectCopy subject = new();
        ListOutcome outcome = subject.List("*Elsewhere*");
        Assert.Null(outcome.Fault);
        Assert.Empty(outcome.Names);
    }

    [Fact]
    public void List_TheProgramCrashes_FaultWithItsLastLines()
    {
        using SubjectCopy subject = new("no JSON");
        ListOutcome outcome = subject.List();
        Assert.Equal(LaunchFaultKind.Crashed, outcome.Fault?.Kind);
        Assert.Contains("System.Text.Json.JsonReaderException: ", outcome.Fault!.Message.Split('\n')[0], StringComparison.Ordinal);
        Assert.Empty(outcome.Names);
    }

    [Fact]
    public void List_TheProgramIgnoresItsArguments_EndedAtOnceWithWhatToChange()
    {
        using SubjectCopy subject = new("""{ "mode": "IgnoresArguments", "slowdown": { "Spin": 10 } }""");
        ListOutcome outcome = subject.List();
        Assert.Equal(LaunchFaultKind.IgnoresArguments, outcome.Fault?.Kind);
        Assert.Contains(ArgumentCheck.PassArgumentsRemedy, outcome.Fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outcome.Fault.Message);
    }

    [Fact]
    public async Task Launch_Cancelled_NothingIsLeft()
    {
        using SubjectCopy subject = new("""{ "faults": ["Hang"] }""");
        using CancellationTokenSource cancellation = new();
        Task launch = Task.Run(() => subject.Launcher.Launch(subject.Request("*.Hang"), cancellation.Token));
        if (OperatingSystem.IsLinux())
        {
            await subject.RunningSoonAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => launch.WaitAsync(TimeSpan.FromSeconds(20)));
        subject.AssertNothingIsLeft();
    }

    /// <summary>A lost child of a launch has another parent by then; it is found by the folder in which it works.</summary>
    [LinuxFact]
    public void Launch_TheProgramLeavesAProcessBehind_ItIsEndedAndTheReportCounts()
    {
        using SubjectCopy subject = new("""{ "faults": ["Orphan"] }""");
        LaunchOutcome outcome = subject.Launch("*.Orphan");
        Assert.Null(outcome.Fault);
        Assert.DoesNotContain(Directory.GetDirectories("/proc", "*"), process => WorksIn(process, subject.LaunchFolder));
    }

    /// <summary>Neither the launch nor its folder nor the guard outlives an owner that sees nothing coming.</summary>
    [LinuxFact]
    public async Task Launch_TheOwnerIsKilled_NothingIsLeft()
    {
        using SubjectCopy subject = new("""{ "faults": ["Hang"] }""");
        int[] launched = [];
        int guard = 0;
        await ProgramRun.RunAsync(
            "Tests/Compare.Tests",
            [LaunchOwner.Verb, subject.Program.Folder, subject.LaunchFolder],
            TimeSpan.FromSeconds(60),
            environment: null,
            meanwhile: async owner =>
            {
                // The owner's own command has the folder, not the program in it.
                launched = await subject.RunningSoonAsync();
                guard = OtherProcesses.ChildrenOf(owner.Id).Single(child => OtherProcesses.CommandOf(child).Contains(LaunchGuard.Verb));
                OtherProcesses.KillHard(owner.Id);
            }
        );
        await OtherProcesses.AssertGoneAsync([.. launched, guard], TimeSpan.FromSeconds(20));
        subject.AssertNothingIsLeft();
    }

    [Fact]
    public void Dispose_AfterALaunch_TheGuardIsGone()
    {
        int guard;
        using (SubjectCopy subject = new())
        {
            subject.Launch("*.Spin");
            guard = subject.Launcher.Guard.Id;
            Assert.True(OtherProcesses.IsAlive(guard));
        }

        Assert.False(OtherProcesses.IsAlive(guard));
    }

    private static bool WorksIn(string process, string folder)
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out _)
                && Directory
                    .ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)
                    ?.FullName.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
