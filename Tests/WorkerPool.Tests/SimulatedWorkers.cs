using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>
/// A pool's decisions with simulated processes: offers all events that can come next, does what the pool wants, and throws
/// when that breaks a promise.
/// </summary>
internal sealed class SimulatedWorkers
{
    // More steps than any number of workers that behave, or do nothing, can need here.
    private const int MaxSteps = 10_000;

    private readonly PoolMachine _machine;
    private readonly SimulatedPool _pool;
    private readonly PoolExpectations _expectations;
    private readonly SimulatedEffects _effects;
    private readonly PoolLaws _laws;
    private readonly int _jobs;
    private readonly int _together;
    private readonly Func<long, JobTerms?>? _terms;

    public SimulatedWorkers(PoolRules rules, int jobs, int together = 1, Func<long, JobTerms?>? terms = null)
    {
        _machine = new PoolMachine(rules);
        _pool = new SimulatedPool(rules);
        _expectations = new PoolExpectations(_pool);
        _effects = new SimulatedEffects(_pool);
        _laws = new PoolLaws(_pool);
        (_jobs, _together, _terms) = (jobs, together, terms);
    }

    /// <returns>All that can happen now; the end of the pool last.</returns>
    public List<PoolEvent> Enabled()
    {
        List<PoolEvent> enabled = [.. _pool.Workers.Values.SelectMany(worker => worker.Enabled())];
        if (_pool.Submitted < _jobs)
        {
            enabled.Add(Submit(_pool.Submitted, Math.Min(_together, _jobs - _pool.Submitted)));
        }

        if (_pool.IsPauseArmed)
        {
            enabled.Add(PauseEnds);
        }

        if (_pool.Deadline is not null)
        {
            enabled.Add(new PoolEvent.TimedOut(PoolEffect.Arm.NoWorker, PoolLimit.Deadline, -1));
        }

        if (_pool.PayloadLosses.Count > 0)
        {
            enabled.Add(new PoolEvent.QuarantineCleared());
        }

        enabled.AddRange(_pool.Open().Where(job => !_pool.Revoked.Contains(job)).Select(job => new PoolEvent.Revoked([job])));
        if (!_pool.IsDisposed)
        {
            enabled.AddRange(_pool.IsDraining ? [] : [new PoolEvent.Draining()]);
            enabled.Add(new PoolEvent.Disposed());
        }

        return enabled;
    }

    /// <returns>Events that must change nothing: they come too late, or again.</returns>
    public List<PoolEvent> Stale() =>
        [
            new PoolEvent.Received(_pool.LastWorker + 1, new Pong()),
            new PoolEvent.TimedOut(_pool.LastWorker + 1, PoolLimit.Exit, 0),
            new PoolEvent.Exited(_pool.LastWorker + 1, new WorkerExit(1, "")),
            new PoolEvent.Revoked([.. _pool.Ended.Take(2), .. _pool.Ended.Take(1), .. _pool.Revoked]),
            new PoolEvent.Submitted([]),
        ];

    /// <summary>Gives the pool an event, carries out its effects, and checks that it may want them.</summary>
    public void Feed(PoolEvent @event)
    {
        if (@event is Begins begins)
        {
            Begin(_pool.Workers[begins.Worker]);
            return;
        }

        PoolStatus before = _pool.Status;
        PoolExpectation expected = _expectations.Note(@event);
        ImmutableArray<PoolEffect> effects = _machine.Handle(@event);
        foreach (PoolEffect effect in effects)
        {
            _effects.Do(effect, expected);
        }

        Law.Check(
            expected.KilledWorker is null || effects.Contains(new PoolEffect.Kill(expected.KilledWorker.Value)),
            "A worker that must be killed is not."
        );
        Law.Check(expected.Ending.All(_pool.Ended.Contains), "A job has not ended that must.");
        Law.Check(
            expected.Reporting == effects.OfType<PoolEffect.Progress>().Select(progress => (long?)progress.JobId).SingleOrDefault(),
            "A report is not passed on, or another is."
        );
        Law.Check(
            effects.Contains(new PoolEffect.AllGone()) == (_pool.IsDisposed && _pool.Workers.Count == 0),
            "AllGone does not say what is."
        );
        _laws.CheckHealth(before, effects.OfType<PoolEffect.HealthChanged>().LastOrDefault());
        _laws.Check();
    }

    private void Begin(SimulatedWorker worker)
    {
        worker.Begin();
        long job = worker.Mark!.Value;
        _pool.Beginnings[job] = _pool.Beginnings.GetValueOrDefault(job) + 1;
        Law.Check(_pool.Beginnings[job] <= _pool.RetriesOf(job) + 1, "A job is done too often.");
        Law.Check(_pool.Beginnings[job] == _pool.Losses.GetValueOrDefault(job) + 1, "A job is begun twice, and its worker was not lost.");
    }

    /// <summary>
    /// Checks that an event that comes too late has no effect, but that at any event one more worker can be asked for jobs back while
    /// another is free: those that were asked may never answer.
    /// </summary>
    public void FeedStale(PoolEvent @event)
    {
        foreach (PoolEffect effect in _machine.Handle(@event))
        {
            Law.Check(IsRecall(effect) || (effect is PoolEffect.AllGone && _pool.IsDisposed), "What comes too late has an effect.");
            _effects.Do(effect, new PoolExpectation());
        }
    }

    private static bool IsRecall(PoolEffect effect) => effect is PoolEffect.Send send && send.Frames.All(frame => frame is Recall);

    /// <summary>From now on workers behave: every job ends, and then every worker.</summary>
    public void EndWell() => EndBy(worker => worker.NextOfAGoodOne());

    /// <summary>From now on workers do nothing at all, only limits pass: every job ends, and then every worker.</summary>
    public void EndInSilence() => EndBy(worker => worker.NextOfASilentOne());

    private void EndBy(Func<SimulatedWorker, PoolEvent?> next)
    {
        Run(next);
        Law.Check(_pool.Ended.Count == _pool.Submitted, "A job never ends.");
        if (!_pool.IsDisposed)
        {
            Feed(new PoolEvent.Disposed());
        }

        Run(next);
        Law.Check(_pool.Workers.Count == 0, "A worker never ends.");
    }

    private void Run(Func<SimulatedWorker, PoolEvent?> next)
    {
        int steps = 0;
        while (
            MayGoOn
            && (_pool.Workers.Values.Select(next).FirstOrDefault(step => step is not null) ?? (_pool.IsPauseArmed ? PauseEnds : null))
                is { } step
        )
        {
            Feed(step);
            Law.Check(++steps < MaxSteps, "It goes on for ever.");
        }
    }

    // Workers that never start are tried for ever where some are kept.
    private bool MayGoOn => _pool.Rules.Lives.MinWorkers == 0 || _pool.IsDisposed || _pool.Open().Any();

    private static PoolEvent.TimedOut PauseEnds { get; } = new(PoolEffect.Arm.NoWorker, PoolLimit.Pause, -1);

    public static PoolEvent.Submitted SubmitAll(int jobs, Func<long, JobTerms?>? terms) =>
        new([
            .. Enumerable
                .Range(0, jobs)
                .Select(job => new PoolJob(job, new[] { (byte)SimulatedPool.PayloadOf(job) }, Terms: terms?.Invoke(job))),
        ]);

    // Some in chunks, some as the messages of a batch, some alone.
    private PoolEvent Submit(long first, int count)
    {
        JobTerms? shared = _terms?.Invoke(first);
        PoolJob Get(int index) =>
            new(first + index, new[] { (byte)SimulatedPool.PayloadOf(first + index) }, Form: FormOf(first), Terms: shared);
        return count == 1 ? new PoolEvent.Submitted([Get(0)]) : new PoolEvent.SubmittedMany(first, count, Get, shared);
    }

    private static JobForm FormOf(long first) =>
        (first % 4) switch
        {
            0 => JobForm.InChunks,
            1 => JobForm.Many,
            _ => JobForm.Alone,
        };
}
