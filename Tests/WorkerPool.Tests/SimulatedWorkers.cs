using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using Xunit.Sdk;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>
/// A pool's decisions with simulated processes: offers all events that can come next, does what the pool wants, and throws
/// when that breaks a promise.
/// </summary>
internal sealed class SimulatedWorkers(PoolRules rules, int jobs)
{
    // More steps than any number of workers that behave, or do nothing, can need here.
    private const int MaxSteps = 10_000;

    private readonly PoolMachine _machine = new(rules);
    private readonly SortedDictionary<int, SimulatedWorker> _alive = [];
    private readonly SortedSet<long> _revoked = [];
    private readonly SortedSet<long> _ended = [];
    private readonly SortedDictionary<long, int> _beginnings = [];
    private int _submitted;
    private int _lastWorker;
    private int _failedStarts;
    private bool _isStartBroken;
    private bool _isBroken;
    private bool _isDraining;
    private bool _isDisposed;

    private bool IsOver => _isDisposed || _isBroken || _isStartBroken;

    /// <returns>All that can happen now; the end of the pool last.</returns>
    public List<PoolEvent> Enabled()
    {
        List<PoolEvent> enabled = [.. _alive.Values.SelectMany(worker => worker.Enabled())];
        if (_submitted < jobs)
        {
            enabled.Add(Submit(_submitted));
        }

        enabled.AddRange(Open().Where(job => !_revoked.Contains(job)).Select(job => new PoolEvent.Revoked([job])));
        if (!_isDisposed)
        {
            enabled.AddRange(_isDraining ? [] : [new PoolEvent.Draining()]);
            enabled.Add(new PoolEvent.Disposed());
        }

        return enabled;
    }

    /// <returns>Events that must change nothing: they come too late, or again.</returns>
    public List<PoolEvent> Stale() =>
        [
            new PoolEvent.Received(_lastWorker + 1, new Pong()),
            new PoolEvent.TimedOut(_lastWorker + 1, PoolLimit.Exit, 0),
            new PoolEvent.Exited(_lastWorker + 1, new WorkerExit(1, "")),
            new PoolEvent.Revoked([.. _ended.Take(2), .. _ended.Take(1), .. _revoked]),
            new PoolEvent.Submitted([]),
        ];

    /// <summary>Gives the pool an event, carries out its effects, and checks that it may want them.</summary>
    public void Feed(PoolEvent @event)
    {
        if (@event is Begins begins)
        {
            Begin(_alive[begins.Worker]);
            return;
        }

        PoolExpectation expected = Expect(@event);
        ImmutableArray<PoolEffect> effects = _machine.Handle(@event);
        foreach (PoolEffect effect in effects)
        {
            Do(effect, expected);
        }

        Check(
            expected.KilledWorker is null || effects.Contains(new PoolEffect.Kill(expected.KilledWorker.Value)),
            "A worker that must be killed is not."
        );
        Check(expected.Ending.All(_ended.Contains), "A job has not ended that must.");
        Check(effects.Contains(new PoolEffect.AllGone()) == (_isDisposed && _alive.Count == 0), "AllGone does not say what is.");
        CheckLimits();
    }

    private void Begin(SimulatedWorker worker)
    {
        worker.Begin();
        long job = worker.Mark!.Value;
        _beginnings[job] = _beginnings.GetValueOrDefault(job) + 1;
        Check(_beginnings[job] <= rules.Retries + 1, "A job is done too often.");
    }

    /// <summary>Checks that an event that comes too late has no effect.</summary>
    public void FeedStale(PoolEvent @event) =>
        Check(_machine.Handle(@event).All(effect => effect is PoolEffect.AllGone && _isDisposed), "What comes too late has an effect.");

    /// <summary>From now on workers behave: every job ends, and then every worker.</summary>
    public void EndWell() => EndBy(worker => worker.NextOfAGoodOne());

    /// <summary>From now on workers do nothing at all, only limits pass: every job ends, and then every worker.</summary>
    public void EndInSilence() => EndBy(worker => worker.NextOfASilentOne());

    private void EndBy(Func<SimulatedWorker, PoolEvent?> next)
    {
        Run(next);
        Check(_ended.Count == _submitted, "A job never ends.");
        if (!_isDisposed)
        {
            Feed(new PoolEvent.Disposed());
        }

        Run(next);
        Check(_alive.Count == 0, "A worker never ends.");
    }

    private void Run(Func<SimulatedWorker, PoolEvent?> next)
    {
        int steps = 0;
        while (_alive.Values.Select(next).FirstOrDefault(step => step is not null) is { } step)
        {
            Feed(step);
            Check(++steps < MaxSteps, "It goes on for ever.");
        }
    }

    private PoolExpectation Expect(PoolEvent @event)
    {
        switch (@event)
        {
            case PoolEvent.Submitted submitted:
                _submitted += submitted.Jobs.Length;
                return IsOver || _isDraining
                    ? new PoolExpectation { Ending = [.. submitted.Jobs.Select(job => job.Id)], EndsWith = IsOverException }
                    : new PoolExpectation();
            case PoolEvent.Revoked revoked:
                return ExpectRevoked(revoked.JobIds);
            case PoolEvent.Received received:
                return ExpectReceived(received.Worker, received.Frame);
            case PoolEvent.Exited exited:
                return ExpectGone(exited.Worker, isGarbage: exited.Exit.Reason == LossReason.Protocol);
            case PoolEvent.NotStarted notStarted:
                return ExpectRefused(notStarted.Worker);
            case PoolEvent.TimedOut timedOut:
                return ExpectTimedOut(timedOut);
            case PoolEvent.Draining:
                _isDraining = true;
                NoteIfDrained();
                return new PoolExpectation();
            default:
                _isDisposed = true;
                return new PoolExpectation
                {
                    Ending = [.. Open()],
                    EndsWith = exception => exception is ObjectDisposedException or OperationCanceledException,
                };
        }
    }

    private PoolExpectation ExpectRevoked(ImmutableArray<long> jobIds)
    {
        _revoked.UnionWith(jobIds);
        return new PoolExpectation
        {
            Ending = [.. jobIds.Where(job => !IsAsked(job))],
            EndsWith = exception => exception is OperationCanceledException,
        };
    }

    private PoolExpectation ExpectReceived(int id, Frame frame)
    {
        SimulatedWorker worker = _alive[id];
        bool isRight = worker.MaySend(frame, _revoked.Contains);
        bool counts = worker.Counts;
        bool mayUse = frame is Goodbye && !worker.IsWrong;
        worker.Send(frame, isRight);
        if (!counts || !isRight)
        {
            return new PoolExpectation
            {
                KilledWorker = counts ? id : null,
                MayKill = counts,
                MayUse = mayUse,
            };
        }

        if (frame is not JobFrame answer)
        {
            return new PoolExpectation();
        }

        _failedStarts = 0;
        return new PoolExpectation
        {
            Ending = [answer.JobId],
            EndsWith = exception =>
                exception switch
                {
                    null => frame is Reply,
                    RemoteException => frame is Fault,
                    _ => exception is OperationCanceledException && frame is Cancelled,
                },
        };
    }

    private PoolExpectation ExpectGone(int id, bool isGarbage)
    {
        _alive.Remove(id, out SimulatedWorker? worker);
        if (worker!.IsClosed)
        {
            return new PoolExpectation();
        }

        _failedStarts = worker.HasBegun ? 0 : _failedStarts + 1;
        if (worker.IsDoing)
        {
            return ExpectLoss(worker);
        }

        if (!worker.HasBegun)
        {
            _isStartBroken |=
                _failedStarts >= PoolRules.StartAttempts || worker.IsHopeless || (isGarbage && !worker.IsKilled && !worker.HasGreeted);
        }

        return new PoolExpectation { Ending = [.. IsOver ? Waiting() : worker.Asked.Where(_revoked.Contains)], EndsWith = IsOverException };
    }

    // Three in a row end the waiting jobs, and the pool tries again with the next one.
    private PoolExpectation ExpectRefused(int id)
    {
        _alive.Remove(id, out SimulatedWorker? worker);
        if (worker!.IsClosed || ++_failedStarts < PoolRules.StartAttempts || _alive.Count > 0)
        {
            return new PoolExpectation();
        }

        _failedStarts = 0;
        return new PoolExpectation { Ending = [.. Waiting()], EndsWith = exception => exception is WorkerStartException };
    }

    private PoolExpectation ExpectLoss(SimulatedWorker worker)
    {
        ImmutableArray<long> counted = [.. worker.Asked.Take(worker.BegunCount).Where(job => !_revoked.Contains(job))];
        _isBroken |= rules.BreaksOnLoss && counted.Length > 0;
        ImmutableArray<long> lost = [.. counted.Where(job => _beginnings[job] > rules.Retries)];
        return new PoolExpectation
        {
            Ending = [.. _isBroken ? Open() : worker.Asked.Where(job => IsOver || _revoked.Contains(job) || lost.Contains(job))],
            EndsWith = exception => exception is WorkerLostException ? !lost.IsEmpty : IsOverException(exception),
        };
    }

    private PoolExpectation ExpectTimedOut(PoolEvent.TimedOut timedOut)
    {
        SimulatedWorker worker = _alive[timedOut.Worker];
        worker.Armed.Remove(timedOut.Limit);
        bool isFirst = worker.First == timedOut.JobId && !worker.IsClosed;
        bool mustKill = timedOut.Limit switch
        {
            PoolLimit.Start => !worker.HasGreeted && !worker.IsClosed,
            PoolLimit.Cancellation => isFirst && _revoked.Contains(timedOut.JobId),
            PoolLimit.Job => isFirst,
            PoolLimit.Exit => worker.IsClosed,
            _ => false,
        };
        return new PoolExpectation
        {
            KilledWorker = mustKill ? timedOut.Worker : null,
            MayKill = mustKill || timedOut.Limit == PoolLimit.Silence,
        };
    }

    private void Do(PoolEffect effect, PoolExpectation expected)
    {
        switch (effect)
        {
            case PoolEffect.Start start:
                Start(start.Worker);
                break;
            case PoolEffect.Send send:
                Send(Alive(send.Worker), send.Frames);
                break;
            case PoolEffect.CloseInput close:
                Check(IsOver && !Alive(close.Worker).IsClosed, "An input is closed that must not be.");
                Alive(close.Worker).IsClosed = true;
                break;
            case PoolEffect.Kill kill:
                Check(expected.MayKill, "A worker is killed for nothing.");
                Alive(kill.Worker).IsKilled = true;
                break;
            case PoolEffect.Arm arm:
                Check(!Alive(arm.Worker).Armed.TryGetValue(arm.Limit, out long job) || job != arm.JobId, "A limit that runs begins anew.");
                Alive(arm.Worker).Armed[arm.Limit] = arm.JobId;
                break;
            case PoolEffect.End end:
                Check(end.JobId < _submitted && _ended.Add(end.JobId), "A job ends twice, or was never there.");
                NoteIfDrained();
                Exception? exception = end.Outcome.ToException();
                Check(expected.Ending.Contains(end.JobId) && expected.EndsWith(exception), "A job ends with what it must not.");
                Check(
                    exception is null or RemoteException || exception is OperationCanceledException == _revoked.Contains(end.JobId),
                    "A job that was given up does not end as such."
                );
                break;
            case PoolEffect.Used used:
                Check(Alive(used.Worker).IsClosed && expected.MayUse, "A worker's use is noted that must not be.");
                break;
        }
    }

    // It is disposed when its last job has ended.
    private void NoteIfDrained() => _isDisposed |= _isDraining && !Open().Any();

    private void Start(int worker)
    {
        Check(!IsOver, "A worker is started for a pool that is over.");
        Check(_failedStarts == 0 || _alive.Count == 0, "A start is tried again while a worker lives.");
        Check(worker > _lastWorker, "A worker is started twice.");
        _lastWorker = worker;
        _alive.Add(worker, new SimulatedWorker(worker));
        Check(_alive.Count <= rules.Workers, "There are too many workers.");
    }

    private void Send(SimulatedWorker worker, ImmutableArray<Frame> frames)
    {
        foreach (Frame frame in frames)
        {
            switch (frame)
            {
                case Call call:
                    Check(
                        worker is { HasGreeted: true, IsKilled: false, IsClosed: false },
                        "A job is given to a worker that cannot do it."
                    );
                    Check(
                        !IsAsked(call.JobId) && !_revoked.Contains(call.JobId) && !_ended.Contains(call.JobId),
                        "A job is given out that must not be."
                    );
                    worker.Asked.Add(call.JobId);
                    break;
                case Cancel cancel:
                    Check(
                        worker.Asked.Contains(cancel.JobId) && !_ended.Contains(cancel.JobId),
                        "A job is given up that the worker does not have."
                    );
                    break;
                default:
                    Check(frame is Ping && !worker.IsClosed, "That frame is none of a host.");
                    break;
            }
        }
    }

    private void CheckLimits()
    {
        foreach (SimulatedWorker worker in _alive.Values.Where(worker => !worker.IsKilled))
        {
            Check(worker.HasGreeted || worker.IsClosed || worker.Armed.ContainsKey(PoolLimit.Start), "A start has no limit.");
            Check(!worker.IsClosed || worker.Armed.ContainsKey(PoolLimit.Exit), "An exit has no limit.");
            if (worker.First is { } first && !worker.IsClosed)
            {
                Check(worker.Armed.ContainsKey(PoolLimit.Silence), "Silence has no limit.");
                Check(
                    !_revoked.Contains(first) || worker.Armed.GetValueOrDefault(PoolLimit.Cancellation, -1) == first,
                    "A cancellation has no limit."
                );
                Check(!rules.LimitsJobs || worker.Armed.GetValueOrDefault(PoolLimit.Job, -1) == first, "A job has no limit.");
            }
        }
    }

    private IEnumerable<long> Open() => Enumerable.Range(0, _submitted).Select(job => (long)job).Where(job => !_ended.Contains(job));

    private IEnumerable<long> Waiting() => Open().Where(job => !IsAsked(job));

    private bool IsAsked(long job) => _alive.Values.Any(worker => !worker.IsClosed && worker.Asked.Contains(job));

    private bool IsOverException(Exception? exception) =>
        exception switch
        {
            OperationCanceledException => true,
            ObjectDisposedException => _isDisposed || _isDraining,
            WorkerStartException => _isStartBroken,
            WorkerLostException => _isBroken,
            _ => false,
        };

    private SimulatedWorker Alive(int worker) =>
        _alive.TryGetValue(worker, out SimulatedWorker? alive)
            ? alive
            : throw new XunitException("An effect is for a worker that is gone.");

    private static PoolEvent.Submitted Submit(long job) => new([new PoolJob(job, default)]);

    private static void Check(bool condition, string broken)
    {
        if (!condition)
        {
            throw new XunitException(broken);
        }
    }
}
