using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Short names for the events and effects of a pool, so that a test reads as a story.</summary>
internal static class PoolScript
{
    public static readonly PoolEffect IsDisposed = new PoolEffect.HealthChanged(PoolStatus.Disposed, 0, new JobOutcome.Disposed());

    public static readonly WorkerExit Crash = new(139, "boom");

    public static readonly WorkerExit Killed = new(137, "");

    public static ScriptedPool NewPool(int workers, ChunkPolicy? chunks = null, LossPolicy? onLoss = null, bool limitsJobs = false) =>
        new(new PoolMachine(new PoolRules(workers, chunks ?? Chunks.One, onLoss?.Retries ?? 0, onLoss?.BreaksPool ?? false, limitsJobs)));

    /// <summary>A pool of one worker that has greeted and was given all the jobs.</summary>
    public static ScriptedPool NewPoolWithAChunk(int jobs, LossPolicy? onLoss = null, bool limitsJobs = false)
    {
        ScriptedPool pool = NewPool(1, Chunks.All, onLoss, limitsJobs);
        pool.Submit([.. Enumerable.Range(0, jobs)]);
        pool.Greet(1);
        return pool;
    }

    public static IEnumerable<int> Started(this ImmutableArray<PoolEffect> effects) =>
        effects.OfType<PoolEffect.Start>().Select(effect => effect.Worker);

    public static IEnumerable<int> KilledOnes(this ImmutableArray<PoolEffect> effects) =>
        effects.OfType<PoolEffect.Kill>().Select(effect => effect.Worker);

    public static IEnumerable<int> ClosedOnes(this ImmutableArray<PoolEffect> effects) =>
        effects.OfType<PoolEffect.CloseInput>().Select(effect => effect.Worker);

    public static IEnumerable<PoolReport> Reports(this ImmutableArray<PoolEffect> effects) =>
        effects.OfType<PoolEffect.Tell>().Select(effect => effect.Report);

    public static IEnumerable<long> Ended(this ImmutableArray<PoolEffect> effects) =>
        effects.OfType<PoolEffect.End>().Select(effect => effect.JobId);

    public static IEnumerable<long> EndedBy<TException>(this ImmutableArray<PoolEffect> effects)
        where TException : Exception =>
        effects.OfType<PoolEffect.End>().Where(effect => effect.Outcome.ToException() is TException).Select(effect => effect.JobId);

    public static TException ExceptionOf<TException>(this ImmutableArray<PoolEffect> effects, long job)
        where TException : Exception =>
        Assert.IsType<TException>(Assert.Single(effects.OfType<PoolEffect.End>(), effect => effect.JobId == job).Outcome.ToException());

    public static IEnumerable<Frame> SentTo(this ImmutableArray<PoolEffect> effects, int worker) =>
        effects.OfType<PoolEffect.Send>().Where(effect => effect.Worker == worker).SelectMany(effect => effect.Frames);

    public static IEnumerable<long> GivenTo(this ImmutableArray<PoolEffect> effects, int worker) =>
        effects.SentTo(worker).OfType<Call>().Select(call => call.JobId);

    public static IEnumerable<(int Worker, int Count)> AskedBack(this ImmutableArray<PoolEffect> effects) =>
        from effect in effects.OfType<PoolEffect.Send>()
        from recall in effect.Frames.OfType<Recall>()
        select (effect.Worker, recall.Count);

    public static IEnumerable<(int Worker, long Job)> Armed(this ImmutableArray<PoolEffect> effects, PoolLimit limit) =>
        effects.OfType<PoolEffect.Arm>().Where(effect => effect.Limit == limit).Select(effect => (effect.Worker, effect.JobId));

    /// <summary>The deadlines, in seconds, for which a limit begins.</summary>
    public static IEnumerable<double> Deadlines(this ImmutableArray<PoolEffect> effects) =>
        effects
            .OfType<PoolEffect.Arm>()
            .Where(effect => effect.Limit == PoolLimit.Deadline)
            .Select(effect => effect.Due!.Value.TotalSeconds);

    /// <summary>The pauses after failed starts that begin.</summary>
    public static IEnumerable<TimeSpan> Pauses(this ImmutableArray<PoolEffect> effects) =>
        effects.OfType<PoolEffect.Arm>().Where(effect => effect.Limit == PoolLimit.Pause).Select(effect => effect.Length!.Value);

    public static IEnumerable<(PoolStatus Status, int FailedStarts)> Healths(this ImmutableArray<PoolEffect> effects) =>
        effects.OfType<PoolEffect.HealthChanged>().Select(effect => (effect.Status, effect.FailedStarts));
}
