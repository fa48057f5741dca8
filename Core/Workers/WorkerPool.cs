using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;

namespace ConcurrencyBench.Core.Workers;

// submit, cancel, dispose          frames, exits            time limits
//          \                           |                       /
//           +-----------> one event at a time, under a lock <-+
//                                      |
//                                PoolMachine (decides)
//                                      |  effects, in order, none of which waits
//          +---------------------------+----------------------------+
//     start, send, kill           complete jobs                 arm limits
//     (WorkerProcess: a reading and a writing thread each)

/// <summary>Worker processes that run jobs. Does what <see cref="PoolMachine"/> decides, and owns every process until it is gone.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly WorkerPoolOptions _options;
    private readonly Lock _lock = new();
    private readonly PoolMachine _machine;
    private readonly Queue<PoolEvent> _events = new();
    private readonly Dictionary<int, WorkerProcess> _processes = [];
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ImmutableArray<long>>> _jobs = new();
    private readonly ConcurrentBag<WorkerUsage> _usages = [];
    private readonly CancellationTokenSource _limits = new();
    private readonly TaskCompletionSource _allGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isHandling;
    private long _nextJob;

    public WorkerPool(WorkerPoolOptions options)
    {
        _options = options;
        _machine = new PoolMachine(options.Workers, options.Chunks);
    }

    /// <summary>What the workers that have ended said they used. Complete after <see cref="DisposeAsync"/>.</summary>
    public ImmutableArray<WorkerUsage> Usages => [.. _usages];

    /// <summary>The processes of the workers that live now.</summary>
    public ImmutableArray<int> ProcessIds
    {
        get
        {
            lock (_lock)
            {
                return [.. _processes.Values.Select(process => process.Id)];
            }
        }
    }

    /// <summary>Submits jobs; workers are started as needed.</summary>
    /// <param name="count">How many.</param>
    /// <param name="requestOf">The request of each, made of its index and its job id.</param>
    /// <returns>The jobs, in order. Each ends exactly once: with its answer, or with <see cref="RemoteException"/> (it threw),
    /// <see cref="WorkerLostException"/>, <see cref="WorkerStartException"/>, <see cref="OperationCanceledException"/> or
    /// <see cref="ObjectDisposedException"/>.</returns>
    public ImmutableArray<WorkerJob> Submit(int count, Func<int, long, JobFrame> requestOf)
    {
        long first = Interlocked.Add(ref _nextJob, count) - count;
        ImmutableArray<WorkerJob> jobs = [.. Enumerable.Range(0, count).Select(index =>
        {
            TaskCompletionSource<ImmutableArray<long>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _jobs[first + index] = completion;
            return new WorkerJob(first + index, completion.Task);
        })];
        Post(new PoolEvent.Submitted([.. jobs.Select((job, index) => requestOf(index, job.Id))]));
        return jobs;
    }

    /// <summary>Cancels jobs. Those that wait end now, those that run when their worker says so, or when it is killed after the limit.</summary>
    public void Cancel(IEnumerable<WorkerJob> jobs) => Post(new PoolEvent.Revoked([.. jobs.Select(job => job.Id)]));

    /// <summary>Ends every job and every worker. Afterwards no process is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Post(new PoolEvent.Disposed());
        await _allGone.Task.ConfigureAwait(false);
        await _limits.CancelAsync().ConfigureAwait(false);
    }

    private void Post(PoolEvent happened)
    {
        lock (_lock)
        {
            // An effect may be an event at once, such as a start that fails; it waits for its turn.
            _events.Enqueue(happened);
            if (_isHandling)
            {
                return;
            }

            _isHandling = true;
            try
            {
                while (_events.TryDequeue(out PoolEvent? next))
                {
                    foreach (PoolEffect effect in _machine.Handle(next))
                    {
                        Do(effect);
                    }
                }
            }
            finally
            {
                _isHandling = false;
            }
        }
    }

    private void Do(PoolEffect effect)
    {
        switch (effect)
        {
            case PoolEffect.Start start:
                StartWorker(start.Worker);
                break;
            case PoolEffect.Send send:
                _processes.GetValueOrDefault(send.Worker)?.Send(send.Frame);
                break;
            case PoolEffect.CloseInput close:
                _processes.GetValueOrDefault(close.Worker)?.CloseInput();
                break;
            case PoolEffect.Kill kill:
                _processes.GetValueOrDefault(kill.Worker)?.Kill();
                break;
            case PoolEffect.Arm arm:
                _ = PostLaterAsync(arm);
                break;
            case PoolEffect.End end when _jobs.TryRemove(end.JobId, out TaskCompletionSource<ImmutableArray<long>>? completion):
                Complete(completion, end);
                break;
            case PoolEffect.Used used:
                WorkerUsage usage = new(_processes[used.Worker].Id, TimeSpan.FromTicks(used.Goodbye.CpuTicks), used.Goodbye.PeakBytes < 0 ? null : used.Goodbye.PeakBytes);
                _usages.Add(usage);
                _options.Ledger?.Used(usage);
                break;
            case PoolEffect.AllGone:
                _allGone.TrySetResult();
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void StartWorker(int worker)
    {
        try
        {
            _processes[worker] = WorkerProcess.Start(
                _options.Command,
                (_, frame) => Post(new PoolEvent.Received(worker, FetchStored(frame))),
                (_, exit) =>
                {
                    lock (_lock)
                    {
                        _options.Ledger?.Ended(_processes[worker].Id);
                        Post(new PoolEvent.Exited(worker, exit));
                        _processes.Remove(worker);
                    }
                });
            _options.Ledger?.Started(_processes[worker].Id);
            if (_options.Answers is { } answers)
            {
                _processes[worker].Send(new ShareAnswers(answers.Path));
            }
        }
        catch (WorkerStartException exception)
        {
            Post(new PoolEvent.NotStarted(worker, exception));
        }
    }

    // An answer in shared memory is taken out where it arrives; to everyone else it is an answer like any other.
    private Frame FetchStored(Frame frame)
        => frame is Stored stored && _options.Answers is { } answers ? new Done(stored.JobId, answers.Load(stored.AnswerSlot)) : frame;

    private async Task PostLaterAsync(PoolEffect.Arm arm)
    {
        TimeSpan limit = arm.Limit switch
        {
            PoolLimit.Start => _options.StartLimit,
            PoolLimit.Cancellation => _options.CancellationLimit,
            _ => _options.ExitLimit,
        };
        try
        {
            await Task.Delay(limit, _limits.Token).ConfigureAwait(false);
            Post(new PoolEvent.TimedOut(arm.Worker, arm.Limit, arm.JobId));
        }
        catch (OperationCanceledException)
        {
            // The pool has ended.
        }
    }

    private static void Complete(TaskCompletionSource<ImmutableArray<long>> completion, PoolEffect.End end)
    {
        switch (end.Exception)
        {
            case null:
                completion.SetResult(end.Values);
                break;
            case OperationCanceledException:
                completion.SetCanceled();
                break;
            default:
                completion.SetException(end.Exception);
                break;
        }
    }
}

/// <summary>A job of a pool.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Answer">Its answer; see <see cref="WorkerPool.Submit"/> for how it can end.</param>
internal sealed record WorkerJob(long Id, Task<ImmutableArray<long>> Answer);
