using System.Collections.Concurrent;
using ConcurrencyBench.Workers.Observing;
using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>Has a pool decide on events, in their order.</summary>
internal delegate void PostEvents(params ReadOnlySpan<PoolEvent> events);

/// <summary>The worker processes of a pool: what it wants from them, and what comes from them.</summary>
/// <param name="options">The options of the pool.</param>
/// <param name="gate">The lock that callers hold, unless a member says otherwise.</param>
/// <param name="timers">The limits of the workers.</param>
/// <param name="observer">Hears of processes and of the lines that they write.</param>
/// <param name="post">Gets what comes from the workers.</param>
internal sealed class PoolProcesses(WorkerPoolOptions options, Lock gate, PoolTimers timers, PoolObserver observer, PostEvents post)
{
    private readonly Dictionary<int, WorkerProcess> _processes = [];
    private readonly ConcurrentBag<WorkerUsage> _usages = [];

    /// <summary>The resources that ended workers have reported. Needs no lock.</summary>
    public ImmutableArray<WorkerUsage> Usages => [.. _usages];

    /// <summary>The process ids of those that live now.</summary>
    public ImmutableArray<int> Ids => [.. _processes.Values.Select(process => process.Id).Where(id => id != 0)];

    /// <summary>True when none is left.</summary>
    public bool IsEmpty => _processes.Count == 0;

    /// <summary>Starts the process of a worker.</summary>
    public void Start(int worker)
    {
        WorkerProcess process = new(options.CreateStartInfo(), options.CreateTransport)
        {
            OnStarted = id => NoteStart(worker, id),
            OnErrorLine = observer.OnErrorLine(worker),
            OnNotStarted = reason => Forget(worker, new PoolEvent.NotStarted(worker, options.Command.DescribeRefusal(reason), reason)),
            OnFrames = frames => Receive(worker, frames),
            OnExit = exit => Forget(worker, new PoolEvent.Exited(worker, exit)),
        };
        _processes.Add(worker, process);
        process.Start();
    }

    /// <summary>Does to a worker what the pool has decided on. One that is gone already needs nothing.</summary>
    public void Do(PoolEffect effect)
    {
        switch (effect)
        {
            case PoolEffect.Send send:
                _processes.GetValueOrDefault(send.Worker)?.Send(send.Frames);
                break;
            case PoolEffect.CloseInput close:
                _processes.GetValueOrDefault(close.Worker)?.CloseInput();
                break;
            case PoolEffect.Kill kill:
                _processes.GetValueOrDefault(kill.Worker)?.Kill();
                break;
        }
    }

    /// <summary>Kills all of them.</summary>
    public void KillAll()
    {
        foreach (WorkerProcess process in _processes.Values)
        {
            process.Kill();
        }
    }

    /// <summary>Arms a limit of a worker or of the pool.</summary>
    public void Limit(PoolEffect.Arm arm)
    {
        try
        {
            timers.Arm(arm);
        }
        catch (OutOfMemoryException exception) when (_processes.TryGetValue(arm.Worker, out WorkerProcess? process))
        {
            // The system gives no thread for the first timer. No worker is left without its limits.
            process.Fail(exception);
        }
    }

    /// <summary>Measures the memory of a worker, some time soon.</summary>
    /// <remarks>Not under the lock: other systems than Linux take their time.</remarks>
    public void Measure(int worker)
    {
        int processId = _processes.TryGetValue(worker, out WorkerProcess? process) ? process.Id : 0;
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                long bytes = 0;
                Guard.Run(() => bytes = ProcessMemory.Read(processId));
                post(new PoolEvent.Measured(worker, bytes));
            },
            null
        );
    }

    /// <summary>Notes what a worker has used.</summary>
    public void Note(PoolEffect.Used used)
    {
        WorkerUsage usage = new(
            _processes[used.Worker].Id,
            TimeSpan.FromTicks(used.Goodbye.CpuTicks),
            used.Goodbye.PeakBytes < 0 ? null : used.Goodbye.PeakBytes
        );
        _usages.Add(usage);
        options.Ledger?.Used(usage);
    }

    private void Receive(int worker, List<Frame> frames)
    {
        PoolEvent[] events = new PoolEvent[frames.Count];
        for (int index = 0; index < events.Length; index++)
        {
            events[index] = new PoolEvent.Received(worker, frames[index]);
        }

        post(events);
    }

    private void NoteStart(int worker, int processId)
    {
        options.Ledger?.Started(processId);
        observer.Start(worker, processId);
    }

    // Its thread does not hold the lock.
    private void Forget(int worker, PoolEvent @event)
    {
        lock (gate)
        {
            _processes.Remove(worker, out WorkerProcess? process);
            timers.Drop(worker);
            options.Ledger?.Ended(process!.Id);
            post(@event);
        }
    }
}
