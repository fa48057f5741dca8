using System.Collections.Immutable;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workers.Pooling;
using ConcurrencyBench.Core.Workers.Processes;
using ConcurrencyBench.Core.Workers.Protocol;

namespace ConcurrencyBench.Tests.Workers;

/// <summary>Short names for what happens to a pool and what it wants, so that a test reads as a story.</summary>
internal static class PoolScript
{
    public static readonly WorkerExit Crash = new(139, "boom");

    public static readonly WorkerExit Killed = new(137, "");

    public static PoolMachine NewPool(int workers, ChunkPolicy? chunks = null, LossPolicy? onLoss = null, bool limitsJobs = false)
        => new(new PoolRules(workers, chunks ?? Chunks.One, onLoss ?? LossPolicy.FailJob, limitsJobs));

    /// <summary>A pool of one worker that has greeted and was given all the jobs.</summary>
    public static PoolMachine NewPoolWithAChunk(int jobs, LossPolicy? onLoss = null, bool limitsJobs = false)
    {
        PoolMachine pool = NewPool(1, Chunks.All, onLoss, limitsJobs);
        pool.Submit([.. Enumerable.Range(0, jobs)]);
        pool.Greet(1);
        return pool;
    }

    public static ImmutableArray<PoolEffect> Submit(this PoolMachine pool, params int[] jobs)
        => pool.Handle(new PoolEvent.Submitted([.. jobs.Select(job => new PoolJob(job, default))]));

    public static ImmutableArray<PoolEffect> Receive(this PoolMachine pool, int worker, Frame frame) => pool.Handle(new PoolEvent.Received(worker, frame));

    public static ImmutableArray<PoolEffect> Greet(this PoolMachine pool, int worker) => pool.Receive(worker, new Hello(FrameCodec.Magic, FrameCodec.Version, 1));

    public static ImmutableArray<PoolEffect> Begin(this PoolMachine pool, int worker, long job) => pool.Receive(worker, new Began(job));

    public static ImmutableArray<PoolEffect> Answer(this PoolMachine pool, int worker, long job) => pool.Receive(worker, new Reply(job, default));

    /// <summary>Begins and answers.</summary>
    public static ImmutableArray<PoolEffect> Do(this PoolMachine pool, int worker, long job)
    {
        pool.Begin(worker, job);
        return pool.Answer(worker, job);
    }

    public static ImmutableArray<PoolEffect> Exit(this PoolMachine pool, int worker, WorkerExit? exit = null) => pool.Handle(new PoolEvent.Exited(worker, exit ?? Crash));

    public static ImmutableArray<PoolEffect> NotStart(this PoolMachine pool, int worker) => pool.Handle(new PoolEvent.NotStarted(worker, new WorkerStartException("there is none")));

    public static ImmutableArray<PoolEffect> Pass(this PoolMachine pool, int worker, PoolLimit limit, long job = -1) => pool.Handle(new PoolEvent.TimedOut(worker, limit, job));

    public static ImmutableArray<PoolEffect> Revoke(this PoolMachine pool, params long[] jobs) => pool.Handle(new PoolEvent.Revoked([.. jobs]));

    public static ImmutableArray<PoolEffect> Dispose(this PoolMachine pool) => pool.Handle(new PoolEvent.Disposed());

    public static IEnumerable<int> Started(this ImmutableArray<PoolEffect> effects) => effects.OfType<PoolEffect.Start>().Select(effect => effect.Worker);

    public static IEnumerable<int> KilledOnes(this ImmutableArray<PoolEffect> effects) => effects.OfType<PoolEffect.Kill>().Select(effect => effect.Worker);

    public static IEnumerable<int> ClosedOnes(this ImmutableArray<PoolEffect> effects) => effects.OfType<PoolEffect.CloseInput>().Select(effect => effect.Worker);

    public static IEnumerable<long> Ended(this ImmutableArray<PoolEffect> effects) => effects.OfType<PoolEffect.End>().Select(effect => effect.JobId);

    public static IEnumerable<long> EndedBy<TException>(this ImmutableArray<PoolEffect> effects)
        where TException : Exception
        => effects.OfType<PoolEffect.End>().Where(effect => effect.Exception is TException).Select(effect => effect.JobId);

    public static TException ExceptionOf<TException>(this ImmutableArray<PoolEffect> effects, long job)
        where TException : Exception
        => Assert.IsType<TException>(Assert.Single(effects.OfType<PoolEffect.End>(), effect => effect.JobId == job).Exception);

    public static IEnumerable<Frame> SentTo(this ImmutableArray<PoolEffect> effects, int worker)
        => effects.OfType<PoolEffect.Send>().Where(effect => effect.Worker == worker).SelectMany(effect => effect.Frames);

    public static IEnumerable<long> GivenTo(this ImmutableArray<PoolEffect> effects, int worker) => effects.SentTo(worker).OfType<Call>().Select(call => call.JobId);

    public static IEnumerable<(int Worker, long Job)> Armed(this ImmutableArray<PoolEffect> effects, PoolLimit limit)
        => effects.OfType<PoolEffect.Arm>().Where(effect => effect.Limit == limit).Select(effect => (effect.Worker, effect.JobId));
}
