using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;
using static ConcurrencyBench.Workers.Tests.PoolScript;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Jobs that have a limit, a fate and a listener of their own.</summary>
public sealed class PoolMachineTermsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<bool, int?, int?> Limits =>
        new()
        {
            { false, null, null },
            { false, 1, 1 },
            { false, -1, null },
            { true, null, 0 },
            { true, 1, 1 },
            { true, -1, null },
        };

    /// <summary>A job's own limit counts, the infinite one too (-1); 0 is that of the pool.</summary>
    [Theory]
    [MemberData(nameof(Limits))]
    public void Greeted_AJobWithALimit_ArmsIt(bool limitsJobs, int? seconds, int? armed)
    {
        ScriptedPool pool = NewPool(1, limitsJobs: limitsJobs);
        pool.SubmitWith(new JobTerms { Limit = seconds is -1 ? Timeout.InfiniteTimeSpan : seconds * Second }, 0);
        PoolEffect.Arm[] limits = [.. pool.Greet(1).OfType<PoolEffect.Arm>().Where(arm => arm.Limit == PoolLimit.Job)];
        Assert.Equal(armed is { } length ? [length * Second] : [], limits.Select(arm => arm.Length ?? TimeSpan.Zero));
    }

    [Fact]
    public void Answered_TheNextHasALimit_ArmsIt()
    {
        ScriptedPool pool = NewPool(1, Chunks.All);
        pool.SubmitWith(new JobTerms { Limit = Second }, 0, 1);
        pool.Greet(1);
        Assert.Equal([(1, 1L)], pool.Do(1, 0).Armed(PoolLimit.Job));
        Assert.Equal([1], pool.Pass(1, PoolLimit.Job, 1).KilledOnes());
    }

    [Fact]
    public void Exited_AJobWithRetriesOfItsOwn_IsDoneAgainThatOften()
    {
        ScriptedPool pool = NewPool(1);
        pool.SubmitWith(new JobTerms { Retries = 2, BreaksOnLoss = false }, 0);
        Lose(pool, 1);
        Lose(pool, 2);
        pool.Greet(3);
        pool.Begin(3, 0);
        Assert.Equal([0], pool.Exit(3).EndedBy<WorkerLostException>());
    }

    [Fact]
    public void Exited_AJobThatIsToFail_DoesSoInAPoolThatRetries()
    {
        ScriptedPool pool = NewPool(1, onLoss: LossPolicy.Retry(5));
        pool.SubmitWith(new JobTerms { Retries = 0, BreaksOnLoss = false }, 0);
        pool.Greet(1);
        pool.Begin(1, 0);
        Assert.Equal([0], pool.Exit(1).EndedBy<WorkerLostException>());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Exited_AJobThatBreaksThePoolOrDoesNot_DoesAsItSays(bool poolBreaks, bool jobBreaks)
    {
        ScriptedPool pool = NewPool(1, onLoss: poolBreaks ? LossPolicy.BreakPool : LossPolicy.FailJob);
        pool.SubmitWith(new JobTerms { Retries = 0, BreaksOnLoss = jobBreaks }, 0);
        pool.Submit(1);
        pool.Greet(1);
        pool.Begin(1, 0);
        long[] expected = jobBreaks ? [0, 1] : [0];
        Assert.Equal(expected, pool.Exit(1).EndedBy<WorkerLostException>());
    }

    [Fact]
    public void Received_AReport_IsPassedOnWithItsSubject()
    {
        PoolMachine machine = new(new PoolRules(1, Chunks.One));
        ScriptedPool pool = new(machine);
        machine.Handle(new PoolEvent.Submitted([new PoolJob(0, default, "subject", Terms: new JobTerms { Listener = "listener" })]));
        pool.Greet(1);
        byte[] content = [7];
        Assert.Equal([new PoolEffect.Progress(0, "subject", "listener", content)], pool.Receive(1, new Progress(0, content)));
    }

    [Fact]
    public void Received_AReportNobodyListensTo_IsDropped()
    {
        ScriptedPool pool = NewPool(1);
        pool.Submit(0);
        pool.Greet(1);
        Assert.Empty(pool.Receive(1, new Progress(0, default)));
        Assert.Equal([0], pool.Do(1, 0).Ended());
    }

    [Fact]
    public void Received_AReportOfAJobThatIsNotDone_KillsTheWorker()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        Assert.Equal([1], pool.Receive(1, new Progress(1, default)).KilledOnes());
    }

    [Fact]
    public void Received_AReportOfAJobThatHasEnded_KillsTheWorker()
    {
        ScriptedPool pool = NewPoolWithAChunk(2);
        pool.Do(1, 0);
        Assert.Equal([1], pool.Receive(1, new Progress(0, default)).KilledOnes());
    }

    private static void Lose(ScriptedPool pool, int worker)
    {
        Assert.Equal([0], pool.Greet(worker).GivenTo(worker));
        pool.Begin(worker, 0);
        Assert.Empty(pool.Exit(worker).Ended());
    }
}
