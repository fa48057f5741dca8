using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A pool whose events come in the order of a test. It keeps the marks that the pool reads at the end of a worker.</summary>
internal sealed class ScriptedPool(PoolMachine pool)
{
    private readonly Dictionary<int, long> _marks = [];

    public ImmutableArray<PoolEffect> Submit(params int[] jobs) =>
        pool.Handle(new PoolEvent.Submitted([.. jobs.Select(job => new PoolJob(job, default))]));

    /// <summary>Submits jobs with terms of their own.</summary>
    public ImmutableArray<PoolEffect> SubmitWith(JobTerms terms, params int[] jobs) =>
        pool.Handle(new PoolEvent.Submitted([.. jobs.Select(job => new PoolJob(job, default, Terms: terms))]));

    /// <summary>Submits jobs that go to a worker alone.</summary>
    public ImmutableArray<PoolEffect> SubmitAlone(params int[] jobs) =>
        pool.Handle(new PoolEvent.Submitted([.. jobs.Select(job => new PoolJob(job, default, Form: JobForm.Alone))]));

    /// <summary>Submits jobs as a range.</summary>
    public ImmutableArray<PoolEffect> SubmitMany(int first, int count, JobTerms? terms = null) =>
        pool.Handle(new PoolEvent.SubmittedMany(first, count, index => new PoolJob(first + index, default, Terms: terms), terms));

    public ImmutableArray<PoolEffect> GiveBack(int worker, params long[] jobs) => Receive(worker, new Recalled([.. jobs]));

    public ImmutableArray<PoolEffect> Receive(int worker, Frame frame) => pool.Handle(new PoolEvent.Received(worker, frame));

    public ImmutableArray<PoolEffect> Greet(int worker) => Receive(worker, new Hello(FrameCodec.Magic, FrameCodec.Version, 1));

    public void Begin(int worker, long job) => _marks[worker] = job;

    public ImmutableArray<PoolEffect> Answer(int worker, long job) => Receive(worker, new Reply(job, default));

    /// <summary>Begins and answers.</summary>
    public ImmutableArray<PoolEffect> Do(int worker, long job)
    {
        Begin(worker, job);
        return Answer(worker, job);
    }

    public ImmutableArray<PoolEffect> Exit(int worker, WorkerExit? exit = null) =>
        pool.Handle(
            new PoolEvent.Exited(
                worker,
                (exit ?? PoolScript.Crash) with
                {
                    BegunJob = _marks.TryGetValue(worker, out long job) ? job : null,
                }
            )
        );

    public ImmutableArray<PoolEffect> NotStart(int worker) => pool.Handle(new PoolEvent.NotStarted(worker, "there is none"));

    public ImmutableArray<PoolEffect> Pass(int worker, PoolLimit limit, long job = -1) =>
        pool.Handle(new PoolEvent.TimedOut(worker, limit, job));

    /// <summary>Ends the pause after a failed start.</summary>
    public ImmutableArray<PoolEffect> EndPause() => Pass(PoolEffect.Arm.NoWorker, PoolLimit.Pause);

    /// <summary>Lets the earliest deadline pass.</summary>
    public ImmutableArray<PoolEffect> PassDeadline() => Pass(PoolEffect.Arm.NoWorker, PoolLimit.Deadline);

    public ImmutableArray<PoolEffect> Revoke(params long[] jobs) => pool.Handle(new PoolEvent.Revoked([.. jobs]));

    /// <summary>Submits a job with that payload.</summary>
    public ImmutableArray<PoolEffect> Submit(int job, byte[] payload) => pool.Handle(new PoolEvent.Submitted([new PoolJob(job, payload)]));

    public ImmutableArray<PoolEffect> Open() => pool.Handle(new PoolEvent.Opened());

    public ImmutableArray<PoolEffect> Measure(int worker, long bytes) => pool.Handle(new PoolEvent.Measured(worker, bytes));

    public ImmutableArray<PoolEffect> ClearQuarantine() => pool.Handle(new PoolEvent.QuarantineCleared());

    public void Watch(PoolWatch watch) => pool.Handle(new PoolEvent.Watched(watch));

    public ImmutableArray<PoolEffect> Drain() => pool.Handle(new PoolEvent.Draining());

    public ImmutableArray<PoolEffect> Dispose() => pool.Handle(new PoolEvent.Disposed());
}
