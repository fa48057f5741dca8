using ConcurrencyBench.Workers.Observing;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

// submit, cancel, dispose          frames, exits            time limits
//          \                           |                       /
//           +-----------> one event at a time, under a lock <-+
//                                      |
//                                PoolMachine (decides)
//                                      |  effects, in order, none of which waits
//          +---------------------------+----------------------------+
//     start, send, kill           complete jobs                 arm limits
//     (WorkerProcess: a reading and a writing thread each)      (PoolTimers)

/// <summary>Handles the events of a pool one at a time, and carries out what its machine decides. Used from any thread.</summary>
internal sealed class PoolLoop
{
    private readonly Lock _lock = new();
    private readonly PoolMachine _machine;
    private readonly PoolTimers _timers;
    private readonly PoolProcesses _processes;
    private readonly Queue<PoolEvent> _events = new();
    private readonly List<PoolEffect.End> _ended = [];
    private readonly ProgressReports _progress;
    private readonly PoolHealth _health;
    private readonly TaskCompletionSource _allGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;
    private bool _isHandling;
    private volatile bool _areWorkersGone;
    private volatile bool _hasCutJobs;

    public PoolLoop(WorkerPoolOptions options, PoolHealth health)
    {
        _health = health;
        _machine = new PoolMachine(options.CreateRules());
        Jobs = new JobTable(jobId => Post(new PoolEvent.Revoked([jobId])));
        _progress = new ProgressReports(Complete);
        _timers = new PoolTimers(_lock, options.GetLimit, timedOut => Post(timedOut), TimeProvider.System);
        Observer = new PoolObserver(options.Name ?? options.Command.ProgramName, options.LoggerFactory, Count);
        _processes = new PoolProcesses(options, _lock, _timers, Observer, Post);
    }

    /// <summary>The jobs that have not ended.</summary>
    public JobTable Jobs { get; }

    /// <summary>Hears of jobs and workers.</summary>
    public PoolObserver Observer { get; }

    /// <summary>The time on the pool's clock.</summary>
    public TimeSpan Now => _timers.Now;

    /// <summary>Completes when the pool was disposed and no job and no worker is left.</summary>
    public Task AllGone => _allGone.Task;

    /// <summary>True when a job has ended because the pool has.</summary>
    public bool HasCutJobs => _hasCutJobs;

    /// <summary>The resources that ended workers have reported.</summary>
    public ImmutableArray<WorkerUsage> Usages => _processes.Usages;

    /// <summary>The process ids of the workers that live now.</summary>
    public ImmutableArray<int> ProcessIds
    {
        get
        {
            lock (_lock)
            {
                return _processes.Ids;
            }
        }
    }

    /// <summary>Handles events, and completes the jobs that end.</summary>
    /// <remarks>Jobs are completed when the lock is free again: the caller that waits for one often submits the next.</remarks>
    public void Post(params ReadOnlySpan<PoolEvent> events)
    {
        ImmutableArray<PoolEffect.End> ended;
        lock (_lock)
        {
            foreach (PoolEvent @event in events)
            {
                Handle(@event);
            }

            ended = _isHandling ? [] : [.. _ended];
            if (!ended.IsEmpty)
            {
                _ended.Clear();
            }
        }

        foreach (PoolEffect.End end in ended)
        {
            _progress.End(end);
        }

        NoteIfGone();
    }

    private void Complete(PoolEffect.End end)
    {
        Observer.End(end.JobId, end.Outcome);
        Jobs.End(end.JobId, end.Outcome);
        NoteIfGone();
    }

    private void NoteIfGone()
    {
        if (_areWorkersGone && Jobs.IsEmpty)
        {
            _allGone.TrySetResult();
        }
    }

    private void Handle(PoolEvent @event)
    {
        // An effect may be an event at once; it waits for its turn.
        _events.Enqueue(@event);
        if (_isHandling)
        {
            return;
        }

        _isHandling = true;
        try
        {
            while (_events.TryDequeue(out PoolEvent? next))
            {
                HandleNext(next);
            }
        }
        finally
        {
            _isHandling = false;
        }
    }

    private void HandleNext(PoolEvent next)
    {
        try
        {
            foreach (PoolEffect effect in _fault is null ? _machine.Handle(next) : [])
            {
                Do(effect);
            }
        }
#pragma warning disable CA1031 // A fault of the pool itself ends its jobs and workers, and not the host.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = exception;
        }

        if (_fault is not null)
        {
            EndAfter(_fault);
        }
    }

    // The decisions of the pool are not known any more: every worker is killed, and every job ends, also those that come later.
    private void EndAfter(Exception fault)
    {
        _processes.KillAll();
        JobOutcome.PoolFailed outcome = new(fault);
        _hasCutJobs |= !Jobs.IsEmpty;
        _ended.AddRange(Jobs.Open.Select(job => new PoolEffect.End(job, outcome)));
        _areWorkersGone = _processes.IsEmpty;
        if (_health.Current.Status != WorkerPoolStatus.Broken)
        {
            Observer.Tell(new PoolReport.Broke(fault.Message));
            _health.Announce(new PoolEffect.HealthChanged(PoolStatus.Broken, _health.Current.FailedStarts, outcome));
        }
    }

    private void Do(PoolEffect effect)
    {
        switch (effect)
        {
            case PoolEffect.Start start:
                _processes.Start(start.Worker);
                break;
            case PoolEffect.Send or PoolEffect.CloseInput or PoolEffect.Kill:
                _processes.Do(effect);
                break;
            case PoolEffect.Arm arm:
                _processes.Limit(arm);
                break;
            case PoolEffect.End end:
                _hasCutJobs |= end.Outcome is JobOutcome.Disposed;
                _ended.Add(end);
                break;
            case PoolEffect.Progress progress:
                _progress.Post(progress);
                break;
            case PoolEffect.Used used:
                _processes.Note(used);
                break;
            case PoolEffect.Measure measure:
                _processes.Measure(measure.Worker);
                break;
            case PoolEffect.Warm:
                _health.NoteWarm();
                break;
            case PoolEffect.HealthChanged change:
                _health.Announce(change);
                break;
            case PoolEffect.Tell tell:
                Observer.Tell(tell.Report);
                break;
            case PoolEffect.AllGone:
                EndWithoutWorkers();
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void EndWithoutWorkers()
    {
        _timers.Drop(PoolEffect.Arm.NoWorker);
        _areWorkersGone = true;
    }

    private PoolCounts Count()
    {
        lock (_lock)
        {
            return _machine.Counts;
        }
    }
}
