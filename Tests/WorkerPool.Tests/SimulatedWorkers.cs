using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using Xunit.Sdk;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>
/// A pool's decisions with simulated processes: offers all events that can come next, does what the pool wants, and throws
/// when that breaks a promise.
/// </summary>
internal sealed class SimulatedWorkers(PoolRules rules, int jobs, int together = 1, Func<long, JobTerms?>? terms = null)
{
    // More steps than any number of workers that behave, or do nothing, can need here.
    private const int MaxSteps = 10_000;

    private readonly PoolMachine _machine = new(rules);
    private readonly SortedDictionary<int, SimulatedWorker> _alive = [];
    private readonly SortedSet<long> _revoked = [];
    private readonly SortedSet<long> _expired = [];
    private readonly SortedSet<long> _ended = [];
    private readonly SortedDictionary<long, JobTerms?> _terms = [];
    private readonly SortedSet<long> _messages = [];
    private readonly SortedDictionary<long, int> _beginnings = [];
    private readonly SortedDictionary<long, int> _losses = [];
    private readonly SortedDictionary<long, int> _payloadLosses = [];
    private int _submitted;
    private int _lastWorker;
    private int _failedStarts;
    private bool _isPaused;
    private bool _isPauseArmed;
    private TimeSpan? _deadline;
    private PoolStatus _status = PoolStatus.Healthy;
    private bool _isBroken;
    private bool _isDraining;
    private bool _isDisposed;

    private bool IsOver => _isDisposed || _isBroken;

    /// <returns>All that can happen now; the end of the pool last.</returns>
    public List<PoolEvent> Enabled()
    {
        List<PoolEvent> enabled = [.. _alive.Values.SelectMany(worker => worker.Enabled())];
        if (_submitted < jobs)
        {
            enabled.Add(Submit(_submitted, Math.Min(together, jobs - _submitted)));
        }

        if (_isPauseArmed)
        {
            enabled.Add(PauseEnds);
        }

        if (_deadline is not null)
        {
            enabled.Add(new PoolEvent.TimedOut(PoolEffect.Arm.NoWorker, PoolLimit.Deadline, -1));
        }

        if (_payloadLosses.Count > 0)
        {
            enabled.Add(new PoolEvent.QuarantineCleared());
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

        PoolStatus before = _status;
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
        Check(
            expected.Reporting == effects.OfType<PoolEffect.Progress>().Select(progress => (long?)progress.JobId).SingleOrDefault(),
            "A report is not passed on, or another is."
        );
        Check(effects.Contains(new PoolEffect.AllGone()) == (_isDisposed && _alive.Count == 0), "AllGone does not say what is.");
        CheckHealth(before, effects.OfType<PoolEffect.HealthChanged>().LastOrDefault());
        CheckLimits();
        CheckStarts();
        CheckFreeWorkers();
        CheckUrgentJobs();
        CheckDeadlines();
        CheckLives();
    }

    private void Begin(SimulatedWorker worker)
    {
        worker.Begin();
        long job = worker.Mark!.Value;
        _beginnings[job] = _beginnings.GetValueOrDefault(job) + 1;
        Check(_beginnings[job] <= RetriesOf(job) + 1, "A job is done too often.");
        Check(_beginnings[job] == _losses.GetValueOrDefault(job) + 1, "A job is begun twice, and its worker was not lost.");
    }

    /// <summary>
    /// Checks that an event that comes too late has no effect, but that at any event one more worker can be asked for jobs back while
    /// another is free: those that were asked may never answer.
    /// </summary>
    public void FeedStale(PoolEvent @event)
    {
        foreach (PoolEffect effect in _machine.Handle(@event))
        {
            Check(IsRecall(effect) || (effect is PoolEffect.AllGone && _isDisposed), "What comes too late has an effect.");
            Do(effect, new PoolExpectation());
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
        while (
            MayGoOn
            && (_alive.Values.Select(next).FirstOrDefault(step => step is not null) ?? (_isPauseArmed ? PauseEnds : null)) is { } step
        )
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
                NoteTerms(submitted.Jobs);
                return ExpectSubmitted(submitted.Jobs.Length);
            case PoolEvent.SubmittedMany many:
                NoteTerms(Enumerable.Range(0, many.Count).Select(many.Get));
                return ExpectSubmitted(many.Count);
            case PoolEvent.Revoked revoked:
                return ExpectRevoked(revoked.JobIds);
            case PoolEvent.Received received:
                return ExpectReceived(received.Worker, received.Frame);
            case PoolEvent.Exited exited:
                return ExpectGone(exited.Worker, isGarbage: exited.Exit.Reason == LossReason.Protocol);
            case PoolEvent.Measured measured:
                return ExpectMeasured(_alive[measured.Worker], measured);
            case PoolEvent.QuarantineCleared:
                _payloadLosses.Clear();
                return new PoolExpectation();
            case PoolEvent.Opened:
                return new PoolExpectation();
            case PoolEvent.NotStarted notStarted:
                return ExpectRefused(notStarted.Worker);
            case PoolEvent.TimedOut { Limit: PoolLimit.Pause }:
                _isPaused = _isPauseArmed = false;
                return new PoolExpectation();
            case PoolEvent.TimedOut { Limit: PoolLimit.Deadline }:
                return ExpectExpired();
            case PoolEvent.TimedOut timedOut:
                return ExpectTimedOut(timedOut);
            case PoolEvent.Draining:
                _isDraining = true;
                NoteIfDrained();
                return new PoolExpectation();
            default:
                _isDisposed = true;
                _status = PoolStatus.Disposed;
                return new PoolExpectation
                {
                    Ending = [.. Open()],
                    EndsWith = exception => exception is ObjectDisposedException || IsGivenUp(exception),
                };
        }
    }

    private PoolExpectation ExpectSubmitted(int count)
    {
        int first = _submitted;
        _submitted += count;
        return IsOver || _isDraining
            ? new PoolExpectation { Ending = [.. Enumerable.Range(first, count).Select(job => (long)job)], EndsWith = IsOverException }
            : new PoolExpectation
            {
                Ending = count == 1 && IsQuarantined(first) ? [first] : [],
                EndsWith = exception => exception is JobQuarantinedException,
            };
    }

    private PoolExpectation ExpectRevoked(ImmutableArray<long> jobIds)
    {
        _revoked.UnionWith(jobIds);
        return new PoolExpectation { Ending = [.. jobIds.Where(job => !IsAsked(job))], EndsWith = IsGivenUp };
    }

    private PoolExpectation ExpectExpired()
    {
        ImmutableArray<long> overdue = [.. Open().Where(job => !_revoked.Contains(job) && _terms[job]?.Due <= _deadline)];
        _deadline = null;
        _expired.UnionWith(overdue);
        return ExpectRevoked(overdue);
    }

    private PoolExpectation ExpectReceived(int id, Frame frame)
    {
        SimulatedWorker worker = _alive[id];
        bool isRight = worker.MaySend(frame, _revoked.Contains);
        bool counts = worker.Counts;
        bool mayUse = frame is Goodbye && !worker.IsWrong;
        bool isNew = !worker.HasAnswered;
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

        if (frame is Recalled recalled)
        {
            return new PoolExpectation
            {
                Ending = [.. recalled.JobIds.Where(job => IsOver || _revoked.Contains(job))],
                EndsWith = IsOverException,
            };
        }

        if (frame is Progress progress)
        {
            return new PoolExpectation { Reporting = _terms[progress.JobId]?.Listener is null ? null : progress.JobId };
        }

        if (frame is not JobFrame answer)
        {
            return frame is NotReady ? new PoolExpectation { KilledWorker = id, MayKill = true } : new PoolExpectation();
        }

        NoteBegun(isNew);
        return new PoolExpectation
        {
            Ending = [answer.JobId],
            EndsWith = exception =>
                exception switch
                {
                    null => frame is Reply,
                    RemoteException => frame is Fault,
                    _ => IsGivenUp(exception) && frame is Cancelled,
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

        if (!worker.HasBegun)
        {
            return ExpectFailedStart(worker.Asked, worker.IsHopeless || (isGarbage && !worker.IsKilled && !worker.HasGreeted));
        }

        NoteBegun(!worker.HasAnswered);
        return worker.IsDoing
            ? ExpectLoss(worker)
            : new PoolExpectation { Ending = [.. worker.Asked.Where(_revoked.Contains)], EndsWith = IsOverException };
    }

    private PoolExpectation ExpectRefused(int id)
    {
        _alive.Remove(id, out SimulatedWorker? worker);
        return worker!.IsClosed ? new PoolExpectation() : ExpectFailedStart([], isNoWorker: false);
    }

    // Three in a row end the jobs that wait, where no other worker lives, and each further one those that wait then.
    private PoolExpectation ExpectFailedStart(List<long> asked, bool isNoWorker)
    {
        _failedStarts += _isPaused ? 0 : 1;
        _isPaused = true;
        _status = PoolStatus.StartsFailing;
        bool areEnded = _alive.Count == 0 && (isNoWorker || _failedStarts >= PoolRules.StartAttempts);
        return new PoolExpectation
        {
            Ending = [.. areEnded ? Waiting() : asked.Where(_revoked.Contains)],
            EndsWith = exception => IsGivenUp(exception) || (areEnded && exception is WorkerStartException),
        };
    }

    private void NoteBegun(bool isNew)
    {
        if (isNew && _failedStarts > 0)
        {
            _failedStarts = 0;
            _isPaused = false;
            _status = PoolStatus.Healthy;
        }
    }

    private PoolExpectation ExpectLoss(SimulatedWorker worker)
    {
        foreach (long doing in worker.Asked.Take(worker.BegunCount))
        {
            _losses[doing] = _losses.GetValueOrDefault(doing) + 1;
        }

        ImmutableArray<long> counted = [.. worker.Asked.Take(worker.BegunCount).Where(job => !_revoked.Contains(job))];
        foreach (long job in rules.QuarantineAfter == 0 ? [] : counted)
        {
            _payloadLosses[PayloadOf(job)] = _payloadLosses.GetValueOrDefault(PayloadOf(job)) + 1;
        }

        if (counted.Any(job => _terms[job]?.BreaksOnLoss ?? rules.BreaksOnLoss))
        {
            _isBroken = true;
            _status = PoolStatus.Broken;
        }

        ImmutableArray<long> lost = [.. counted.Where(job => _beginnings[job] > RetriesOf(job) || IsQuarantined(job))];
        return new PoolExpectation
        {
            Ending = [.. _isBroken ? Open() : worker.Asked.Where(job => IsOver || _revoked.Contains(job) || lost.Contains(job))],
            EndsWith = exception =>
                exception is WorkerLostException or JobQuarantinedException ? !lost.IsEmpty : IsOverException(exception),
        };
    }

    private PoolExpectation ExpectTimedOut(PoolEvent.TimedOut timedOut)
    {
        SimulatedWorker worker = _alive[timedOut.Worker];
        worker.Armed.Remove(timedOut.Limit);
        worker.IsRested |= timedOut.Limit == PoolLimit.Idle && IsFree(worker) && !worker.HasWorked;
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
            MayRecall = timedOut.Limit == PoolLimit.Pace,
            MeasuredWorker = timedOut.Limit == PoolLimit.Memory && CanWork(worker) ? timedOut.Worker : null,
        };
    }

    private PoolExpectation ExpectMeasured(SimulatedWorker worker, PoolEvent.Measured measured)
    {
        worker.IsMeasured = false;
        bool isOver = rules.Lives.KillBytes > 0 && measured.Bytes > rules.Lives.KillBytes && CanWork(worker);
        worker.IsFat |= isOver || (rules.Lives.RecycleBytes > 0 && measured.Bytes > rules.Lives.RecycleBytes);
        return isOver && worker.Asked.Count > 0
            ? new PoolExpectation { KilledWorker = measured.Worker, MayKill = true }
            : new PoolExpectation();
    }

    private void Do(PoolEffect effect, PoolExpectation expected)
    {
        switch (effect)
        {
            case PoolEffect.Start start:
                Start(start.Worker);
                break;
            case PoolEffect.Send send:
                Send(Alive(send.Worker), send.Frames, expected);
                break;
            case PoolEffect.CloseInput close:
                Check(!Alive(close.Worker).IsClosed && (IsOver || MustEnd(Alive(close.Worker))), "An input is closed that must not be.");
                Alive(close.Worker).IsClosed = true;
                break;
            case PoolEffect.Kill kill:
                Check(expected.MayKill, "A worker is killed for nothing.");
                Alive(kill.Worker).IsKilled = true;
                break;
            case PoolEffect.Measure measure:
                Check(measure.Worker == expected.MeasuredWorker, "A worker is measured that need not be.");
                Alive(measure.Worker).IsMeasured = true;
                break;
            case PoolEffect.Arm { Limit: PoolLimit.Pause } pause:
                Check(pause.Length == PoolRules.GetPause(_failedStarts), "A pause is of another length.");
                _isPauseArmed = true;
                break;
            case PoolEffect.Arm { Limit: PoolLimit.Deadline } deadline:
                _deadline = deadline.Due;
                break;
            case PoolEffect.Arm arm:
                Check(!Alive(arm.Worker).Armed.TryGetValue(arm.Limit, out long job) || job != arm.JobId, "A limit that runs begins anew.");
                Alive(arm.Worker).Armed[arm.Limit] = arm.JobId;
                Alive(arm.Worker).HasWorked &= arm.Limit != PoolLimit.Idle;
                break;
            case PoolEffect.End end:
                End(end, expected);
                break;
            case PoolEffect.Progress progress:
                Check(!_ended.Contains(progress.JobId), "A job reports after its end.");
                break;
            case PoolEffect.Used used:
                Check(Alive(used.Worker).IsClosed && expected.MayUse, "A worker's use is noted that must not be.");
                break;
        }
    }

    private void End(PoolEffect.End end, PoolExpectation expected)
    {
        Check(end.JobId < _submitted && _ended.Add(end.JobId), "A job ends twice, or was never there.");
        NoteIfDrained();
        Exception? exception = end.Outcome.ToException();
        Check(
            (expected.Ending.Contains(end.JobId) && expected.EndsWith(exception))
                || (exception is JobQuarantinedException && IsQuarantined(end.JobId) && !IsAsked(end.JobId)),
            "A job ends with what it must not."
        );
        Check(
            exception is null or RemoteException || IsGivenUp(exception) == _revoked.Contains(end.JobId),
            "A job that was given up does not end as such."
        );
        Check(
            exception is null or RemoteException || exception is JobDeadlineException == _expired.Contains(end.JobId),
            "A job whose deadline has passed does not end as such."
        );
    }

    // It is disposed when its last job has ended.
    private void NoteIfDrained()
    {
        if (_isDraining && !_isDisposed && !Open().Any())
        {
            _isDisposed = true;
            _status = PoolStatus.Disposed;
        }
    }

    private void Start(int worker)
    {
        Check(!IsOver, "A worker is started for a pool that is over.");
        Check(!_isPaused, "A start is tried within the pause.");
        Check(_failedStarts == 0 || _alive.Values.All(other => other.HasGreeted), "A start is tried again while another is.");
        Check(worker > _lastWorker, "A worker is started twice.");
        _lastWorker = worker;
        _alive.Add(worker, new SimulatedWorker(worker));
        Check(_alive.Count <= rules.Workers, "There are too many workers.");
    }

    private void Send(SimulatedWorker worker, ImmutableArray<Frame> frames, PoolExpectation expected)
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
                    Check(
                        call.IsMany == _messages.Contains(call.JobId),
                        "A message of a batch is not given out as such, or another job is."
                    );
                    Check(!IsUrgent(PriorityOf(call.JobId)), "A job is given out before one of a higher priority.");
                    Check(!IsQuarantined(call.JobId), "A job is given out whose payload is in quarantine.");
                    Check(!IsTired(worker), "A job is given to a worker that is to end.");
                    worker.Asked.Add(call.JobId);
                    Check(
                        rules.Lives.MaxJobs == 0 || worker.Done + worker.Asked.Count <= rules.Lives.MaxJobs,
                        "A worker has more jobs than it may do."
                    );
                    (worker.HasWorked, worker.IsRested) = (true, false);
                    (worker.HasMoreSinceRecall, worker.HasNoneToGiveBack) = (true, false);
                    break;
                case Cancel cancel:
                    Check(
                        worker.Asked.Contains(cancel.JobId) && !_ended.Contains(cancel.JobId),
                        "A job is given up that the worker does not have."
                    );
                    worker.GivenUp.Add(cancel.JobId);
                    break;
                case Recall recall:
                    Check(
                        worker is { HasGreeted: true, IsKilled: false, IsClosed: false, IsRecalled: false }
                            && recall.Count < worker.Asked.Count,
                        "Jobs are asked back that the worker does not have."
                    );
                    Check(
                        expected.MayRecall || _alive.Values.Any(IsFree) || IsTired(worker) || IsUrgent(PriorityOf(worker.Asked[0])),
                        "Jobs are asked back for no worker."
                    );
                    (worker.IsRecalled, worker.HasMoreSinceRecall) = (true, false);
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
                Check(!IsLimited(first) || worker.Armed.GetValueOrDefault(PoolLimit.Job, -1) == first, "A job has no limit.");
            }
        }
    }

    private void CheckHealth(PoolStatus before, PoolEffect.HealthChanged? change) =>
        Check(
            change is null ? _status == before : change.Status == _status && change.FailedStarts == _failedStarts,
            "The health is another one."
        );

    private void CheckStarts()
    {
        Check(!_isPaused || _isPauseArmed, "A pause has no end.");
        Check(_isPaused || _alive.Count > 0 || !Waiting().Any(), "A job waits, and no worker is started.");
        Check(
            _isPaused || _isDraining || IsOver || _failedStarts > 0 || _alive.Count >= rules.Lives.MinWorkers,
            "Fewer workers live than the pool keeps."
        );
    }

    private void CheckLives()
    {
        foreach (SimulatedWorker worker in _alive.Values.Where(CanWork))
        {
            Check(worker.Asked.Count > 0 || !MustEnd(worker), "A worker that is to end is not closed.");
            Check(
                worker.Asked.Count < 2 || !IsTired(worker) || worker.IsRecalled || worker.HasNoneToGiveBack,
                "A worker that is to end keeps jobs that it has not begun."
            );
            Check(
                worker.Asked.Count == 0 || !rules.Lives.LimitsMemory || worker.IsMeasured || worker.Armed.ContainsKey(PoolLimit.Memory),
                "Memory has no limit."
            );
            Check(
                !IsFree(worker) || !rules.Lives.EndsIdle || worker.IsRested || worker.Armed.ContainsKey(PoolLimit.Idle),
                "Idleness has no limit."
            );
        }
    }

    private static bool CanWork(SimulatedWorker worker) => worker is { HasGreeted: true, IsKilled: false, IsClosed: false, IsWrong: false };

    private bool IsTired(SimulatedWorker worker) => worker.IsFat || (rules.Lives.MaxJobs > 0 && worker.Done >= rules.Lives.MaxJobs);

    private bool MustEnd(SimulatedWorker worker) =>
        worker.Asked.Count == 0
        && (IsTired(worker) || (worker.IsRested && _alive.Values.Count(other => !other.IsClosed) > rules.Lives.MinWorkers));

    // Workers that never start are tried for ever where some are kept.
    private bool MayGoOn => rules.Lives.MinWorkers == 0 || _isDisposed || Open().Any();

    private static long PayloadOf(long job) => job % 2;

    private bool IsQuarantined(long job) =>
        rules.QuarantineAfter > 0 && _payloadLosses.GetValueOrDefault(PayloadOf(job)) >= rules.QuarantineAfter;

    // The jobs behind one that takes long need not wait for it.
    private void CheckFreeWorkers() =>
        Check(
            IsOver
                || !_alive.Values.Any(IsFree)
                || _alive.Values.All(worker => worker.Asked.Count < 2 || worker.HasNoneToGiveBack || worker.IsKilled)
                || _alive.Values.Any(worker => worker.IsRecalled && !worker.IsKilled),
            "A worker is free, another has jobs that it has not begun, and none is asked back."
        );

    // What is not begun makes way for it.
    private void CheckUrgentJobs() =>
        Check(
            IsOver
                || _alive.Values.All(worker =>
                    worker.Asked.Count < 2
                    || worker.HasNoneToGiveBack
                    || worker.IsKilled
                    || worker.IsRecalled
                    || !IsUrgent(PriorityOf(worker.Asked[0]))
                ),
            "A job waits behind others of a lower priority, and they are not asked back."
        );

    private void CheckDeadlines()
    {
        TimeSpan? next = Open().Where(job => !_revoked.Contains(job)).Min(job => _terms[job]?.Due);
        Check(next is null || _deadline <= next, "A deadline has no limit.");
    }

    private void NoteTerms(IEnumerable<PoolJob> submitted)
    {
        foreach (PoolJob job in submitted)
        {
            _terms[job.Id] = job.Terms;
            if (job.Form == JobForm.Many)
            {
                _messages.Add(job.Id);
            }
        }
    }

    private int PriorityOf(long job) => _terms[job]?.Priority ?? 0;

    private int RetriesOf(long job) => _terms[job]?.Retries ?? rules.Retries;

    private bool IsLimited(long job) => _terms[job]?.Limit is { } limit ? limit != Timeout.InfiniteTimeSpan : rules.LimitsJobs;

    /// <returns>True when a job waits that has a higher priority.</returns>
    private bool IsUrgent(int priority) => Waiting().Any(job => PriorityOf(job) > priority);

    private static bool IsGivenUp(Exception? exception) => exception is OperationCanceledException or JobDeadlineException;

    private bool IsFree(SimulatedWorker worker) => CanWork(worker) && worker.Asked.Count == 0 && !IsTired(worker);

    private IEnumerable<long> Open() => Enumerable.Range(0, _submitted).Select(job => (long)job).Where(job => !_ended.Contains(job));

    private IEnumerable<long> Waiting() => Open().Where(job => !IsAsked(job));

    private bool IsAsked(long job) => _alive.Values.Any(worker => !worker.IsClosed && worker.Asked.Contains(job));

    private bool IsOverException(Exception? exception) =>
        exception switch
        {
            OperationCanceledException or JobDeadlineException => true,
            ObjectDisposedException => _isDisposed || _isDraining,
            WorkerLostException => _isBroken,
            _ => false,
        };

    private SimulatedWorker Alive(int worker) =>
        _alive.TryGetValue(worker, out SimulatedWorker? alive)
            ? alive
            : throw new XunitException("An effect is for a worker that is gone.");

    private static PoolEvent.TimedOut PauseEnds { get; } = new(PoolEffect.Arm.NoWorker, PoolLimit.Pause, -1);

    public static PoolEvent.Submitted SubmitAll(int jobs, Func<long, JobTerms?>? terms) =>
        new([.. Enumerable.Range(0, jobs).Select(job => new PoolJob(job, new[] { (byte)PayloadOf(job) }, Terms: terms?.Invoke(job)))]);

    // Some in chunks, some as the messages of a batch, some alone.
    private PoolEvent Submit(long first, int count)
    {
        JobTerms? together = terms?.Invoke(first);
        PoolJob Get(int index) => new(first + index, new[] { (byte)PayloadOf(first + index) }, Form: FormOf(first), Terms: together);
        return count == 1 ? new PoolEvent.Submitted([Get(0)]) : new PoolEvent.SubmittedMany(first, count, Get, together);
    }

    private static JobForm FormOf(long first) =>
        (first % 4) switch
        {
            0 => JobForm.InChunks,
            1 => JobForm.Many,
            _ => JobForm.Alone,
        };

    private static void Check(bool condition, string broken)
    {
        if (!condition)
        {
            throw new XunitException(broken);
        }
    }
}
