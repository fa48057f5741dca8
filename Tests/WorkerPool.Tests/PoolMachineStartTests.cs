using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool's decisions about workers that fail to start.</summary>
public sealed class PoolMachineStartTests
{
    private static readonly WorkerExit Garbage = new(137, "") { Reason = LossReason.Protocol, Sent = "garbage" };

    private static readonly ImmutableArray<(WorkerPhase Phase, WorkerExit Exit, string Expected)> Ends =
    [
        (WorkerPhase.Starting, new WorkerExit(3, "what is wrong"), "exit code 3. It wrote: what is wrong"),
        (WorkerPhase.Starting, Garbage, "it broke the protocol (garbage)"),
        (WorkerPhase.Starting, Killed with { Reason = LossReason.Silent }, "did not greet within the time limit"),
        (WorkerPhase.Starting, Killed with { Reason = LossReason.Host, Sent = "no memory" }, "could not serve it (no memory)"),
        (WorkerPhase.Ready, new WorkerExit(3, ""), "greets, and then begins no job"),
    ];

    public static TheoryData<int> EndIndexes => [.. Enumerable.Range(0, Ends.Length)];

    [Fact]
    public void Exited_ThreeInARowBeforeABeginning_EndsWhatWaitsAndLaterJobsAreNewAttempts()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0, 1);
        Assert.Empty(pool.Exit(1).Started());
        Assert.Equal([2], pool.EndPause().Started());
        Assert.Empty(pool.NotStart(2).Started());
        Assert.Equal([3], pool.EndPause().Started());
        pool.Greet(3);
        ImmutableArray<PoolEffect> effects = pool.Exit(3);
        Assert.Equal([0, 1], effects.EndedBy<WorkerStartException>());
        Assert.Empty(effects.Started());
        effects = pool.Submit(2);
        Assert.Empty(effects.Ended());
        Assert.Empty(effects.Started());
        Assert.Equal([4], pool.EndPause().Started());
        Assert.Equal([2], pool.Exit(4).EndedBy<WorkerStartException>());
        pool.EndPause();
        Assert.Equal([5], pool.Submit(3).Started());
        pool.Greet(5);
        Assert.Equal([3], pool.Do(5, 3).Ended());
    }

    /// <summary>Its jobs wait for another worker, and its exception ends those that have waited for three of its kind.</summary>
    [Fact]
    public void NotReady_AfterTheGreeting_IsAFailedStartThatNamesTheException()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        for (int worker = 1; worker <= 3; worker++)
        {
            pool.Greet(worker);
            Assert.Contains(new PoolEffect.Kill(worker), pool.Receive(worker, new NotReady(new ThrownException("T", "no model", ""))));
            ImmutableArray<PoolEffect> effects = pool.Exit(worker);
            Assert.Equal(worker == 3 ? [0] : [], effects.EndedBy<WorkerStartException>());
            JobOutcome reason = Assert.Single(effects.OfType<PoolEffect.HealthChanged>()).Reason!;
            Assert.Equal("The initializer of the worker program threw T: no model", reason.ToException()!.Message);
            Assert.Equal("no model", Assert.IsType<RemoteException>(reason.ToException()!.InnerException).Message);
            pool.EndPause();
        }
    }

    /// <summary>A worker that cannot begin gets no more jobs, and one that has worked cannot say so.</summary>
    [Fact]
    public void NotReady_AfterAnAnswer_BreaksTheProtocol()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0, 1);
        pool.Greet(1);
        pool.Do(1, 0);
        pool.Begin(1, 1);
        pool.Receive(1, new NotReady(new ThrownException("T", "no model", "")));
        PoolEffect.End end = Assert.Single(pool.Exit(1).OfType<PoolEffect.End>());
        Assert.Equal(LossReason.Protocol, Assert.IsType<JobOutcome.Lost>(end.Outcome).Exit.Reason);
    }

    [Fact]
    public void Exited_AgainAndAgain_PausesTwiceAsLongUpToABound()
    {
        ScriptedPool pool = NewPool(1);
        List<TimeSpan> pauses = [];
        for (int attempt = 1; attempt <= 12; attempt++)
        {
            pool.Submit(attempt);
            pauses.Add(Assert.Single(pool.Exit(attempt).Pauses()));
            pool.EndPause();
            pool.Submit(100 + attempt);
        }

        double[] expected = [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000, 5000];
        Assert.Equal(expected, pauses.Select(pause => pause.TotalMilliseconds));
    }

    /// <summary>Eight that are killed at once are one misfortune, and not eight.</summary>
    [Fact]
    public void Exited_SeveralThatWereStartedTogether_AreOneAttempt()
    {
        ScriptedPool pool = NewPool(4);
        pool.Submit(0, 1, 2, 3, 4);
        Assert.Single(pool.Exit(1).Pauses());
        for (int worker = 2; worker <= 4; worker++)
        {
            ImmutableArray<PoolEffect> effects = pool.Exit(worker);
            Assert.Empty(effects.Pauses());
            Assert.Empty(effects.Ended());
            Assert.Equal([(PoolStatus.StartsFailing, 1)], effects.Healths());
        }

        Assert.Equal([5], pool.EndPause().Started());
    }

    [Fact]
    public void Exited_AfterABeginning_CountsFailedStartsAnew()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0, 1);
        pool.Exit(1);
        pool.EndPause();
        pool.Exit(2);
        pool.EndPause();
        pool.Greet(3);
        pool.Begin(3, 0);
        ImmutableArray<PoolEffect> effects = pool.Exit(3);
        Assert.Equal([0], effects.Ended());
        Assert.Equal([4], effects.Started());
        Assert.Equal([(PoolStatus.Healthy, 0)], effects.Healths());
        Assert.Empty(pool.Exit(4).Ended());
        pool.EndPause();
        Assert.Empty(pool.Exit(5).Ended());
        pool.EndPause();
        Assert.Equal([1], pool.Exit(6).EndedBy<WorkerStartException>());
    }

    [Fact]
    public void Exited_WhileAnotherStarts_WaitsForThat()
    {
        ScriptedPool pool = NewPool(2);
        pool.Submit(0, 1);
        Assert.Empty(pool.Exit(1).Started());
        Assert.Empty(pool.Submit(2).Started());
        Assert.Empty(pool.EndPause().Started());
        Assert.Equal([3], pool.Greet(2).Started());
        Assert.Empty(pool.Submit(3, 4).Started());
    }

    [Fact]
    public void Exited_WhileAnotherWorks_TriesOneAfterEachPauseAndEndsNoJob()
    {
        ScriptedPool pool = NewPool(2);
        pool.Submit(0);
        pool.Greet(1);
        pool.Begin(1, 0);
        Assert.Equal([2], pool.Submit(1, 2, 3).Started());
        for (int worker = 2; worker < 10; worker++)
        {
            Assert.Empty(pool.Exit(worker).Ended());
            Assert.Equal([worker + 1], pool.EndPause().Started());
        }

        Assert.Equal([1], pool.Do(1, 0).GivenTo(1));
    }

    /// <summary>An old worker says nothing about new ones.</summary>
    [Fact]
    public void Received_AnAnswerOfAnOldWorker_DoesNotShortenThePause()
    {
        ScriptedPool pool = NewPool(2);
        pool.Submit(0);
        pool.Greet(1);
        pool.Do(1, 0);
        pool.Submit(1);
        Assert.Equal([2], pool.Submit(2, 3).Started());
        Assert.Single(pool.NotStart(2).Pauses());
        ImmutableArray<PoolEffect> effects = pool.Do(1, 1);
        Assert.Empty(effects.Started());
        Assert.Empty(effects.Healths());
    }

    [Fact]
    public void Received_TheFirstAnswerOfAWorker_EndsThePause()
    {
        ScriptedPool pool = NewPool(2);
        pool.Submit(0, 1, 2);
        pool.Greet(2);
        pool.Exit(1);
        ImmutableArray<PoolEffect> effects = pool.Do(2, 0);
        Assert.Equal([(PoolStatus.Healthy, 0)], effects.Healths());
        Assert.Equal([3], effects.Started());
        Assert.Empty(pool.EndPause());
    }

    [Fact]
    public void Exited_OfAnotherProgramWhileAWorkerLives_EndsNoJob()
    {
        ScriptedPool pool = NewPool(2);
        pool.Submit(0);
        pool.Greet(1);
        pool.Begin(1, 0);
        pool.Submit(1);
        Assert.Empty(pool.Exit(2, Garbage).Ended());
        Assert.Equal([1], pool.Do(1, 0).GivenTo(1));
    }

    [Fact]
    public void Exited_TheLastWorkerWhileStartsFail_TriesAgainAfterThePause()
    {
        ScriptedPool pool = NewPool(2);
        pool.Submit(0);
        pool.Greet(1);
        pool.Do(1, 0);
        pool.Submit(1);
        pool.Begin(1, 1);
        pool.Submit(2);
        pool.Exit(2);
        Assert.Empty(pool.Exit(1).Started());
        Assert.Equal([3], pool.EndPause().Started());
    }

    [Fact]
    public void EndPause_WithoutAJobThatWaits_StartsNone()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        pool.Exit(1);
        pool.Revoke(0);
        Assert.Empty(pool.EndPause());
        Assert.Equal([2], pool.Submit(1).Started());
    }

    [Fact]
    public void NotStarted_ThreeInARow_EndsWithItsReason()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        pool.NotStart(1);
        pool.EndPause();
        pool.NotStart(2);
        pool.EndPause();
        Assert.Equal("there is none", pool.NotStart(3).ExceptionOf<WorkerStartException>(0).Message);
    }

    [Fact]
    public void NotStarted_AfterDispose_IsGone()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        pool.Dispose();
        Assert.Equal<PoolEffect>([new PoolEffect.AllGone()], pool.NotStart(1));
    }

    [Theory]
    [MemberData(nameof(EndIndexes))]
    public void Describe_AnyEnd_NamesIt(int index) =>
        Assert.Contains(Ends[index].Expected, StartFailure.Describe(Ends[index].Phase, Ends[index].Exit), StringComparison.Ordinal);

    [UnixFact]
    public void Describe_ASignal_DoesNotBlameTheProgram()
    {
        string message = StartFailure.Describe(WorkerPhase.Starting, Killed);
        Assert.Contains("killed while it started", message, StringComparison.Ordinal);
        Assert.Contains("signal 9", message, StringComparison.Ordinal);
        Assert.DoesNotContain("no worker", message, StringComparison.Ordinal);
    }
}
