using System.Collections.Concurrent;
using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

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

/// <summary>Worker processes that do jobs: each job ends exactly once, and no process outlives the pool or its host.</summary>
/// <remarks>All members may be called at any time from any thread.</remarks>
public sealed class WorkerPool : IAsyncDisposable
{
    /// <summary>The longest payload of a request and of an answer, in bytes: 64 MiB.</summary>
    public const int MaxPayloadBytes = FrameCodec.MaxPayloadBytes;

    // A timer holds no more than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    private readonly WorkerPoolOptions _options;
    private readonly Lock _lock = new();
    private readonly PoolMachine _machine;
    private readonly PoolTimers _timers;
    private readonly Queue<PoolEvent> _events = new();
    private readonly List<PoolEffect.End> _ended = [];
    private readonly Dictionary<int, WorkerProcess> _processes = [];
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ReadOnlyMemory<byte>>> _jobs = new();
    private readonly ConcurrentBag<WorkerUsage> _usages = [];
    private readonly TaskCompletionSource _allGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isHandling;
    private volatile bool _areWorkersGone;
    private volatile bool _hasCutJobs;
    private long _nextJob;

    /// <summary>Creates a pool; workers are started when there are jobs for them.</summary>
    public WorkerPool(WorkerPoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        _options = options;
        _machine = new PoolMachine(
            new PoolRules(
                options.Workers,
                options.Chunks,
                options.OnLoss.Retries,
                options.OnLoss.BreaksPool,
                options.JobLimit != Timeout.InfiniteTimeSpan
            )
        );
        _timers = new PoolTimers(_lock, options.GetLimit, Post);
    }

    /// <summary>The resources that ended workers have reported. Complete after <see cref="DisposeAsync"/>.</summary>
    public ImmutableArray<WorkerUsage> Usages => [.. _usages];

    /// <summary>The process ids of the workers that live now.</summary>
    public ImmutableArray<int> ProcessIds
    {
        get
        {
            lock (_lock)
            {
                return [.. _processes.Values.Select(process => process.Id).Where(id => id != 0)];
            }
        }
    }

    /// <summary>Has a worker do a job.</summary>
    /// <param name="payload">The bytes that it gets, at most <see cref="MaxPayloadBytes"/>. They must not change until the job has ended.</param>
    /// <param name="cancellationToken">
    /// Cancels the job: at once when it waits; when it runs, as soon as its worker answers or is killed after
    /// <see cref="WorkerPoolOptions.CancellationLimit"/>.
    /// </param>
    /// <returns>The answer.</returns>
    /// <exception cref="RemoteException">The job threw.</exception>
    /// <exception cref="WorkerLostException">The worker was lost while it did the job.</exception>
    /// <exception cref="WorkerStartException">No worker can be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed first, or drains (<see cref="DrainAsync"/>).</exception>
    /// <exception cref="ArgumentException">The payload is too long.</exception>
    public async Task<ReadOnlyMemory<byte>> RunAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<WorkerJob> jobs = Submit([new WorkerRequest(payload)]);
        await using (cancellationToken.UnsafeRegister(_ => Cancel(jobs), null).ConfigureAwait(false))
        {
            try
            {
                return await jobs[0].Answer.ConfigureAwait(false);
            }
            catch (OperationCanceledException exception)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }
        }
    }

    /// <summary>Submits jobs. They are begun in this order, and given out in chunks.</summary>
    /// <returns>Job i belongs to requests[i]. Each ends exactly once, with an answer or an exception of <see cref="RunAsync"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A payload is too long, or <paramref name="requests"/> is the default of its type, which is no array; then none was submitted.
    /// </exception>
    public ImmutableArray<WorkerJob> Submit(ImmutableArray<WorkerRequest> requests)
    {
        if (requests.IsDefault)
        {
            throw new ArgumentException("There is no array: this is the default of its type. Pass [] for no requests.", nameof(requests));
        }

        foreach (WorkerRequest request in requests)
        {
            if (request.Payload.Length > MaxPayloadBytes)
            {
                throw new ArgumentException(
                    $"A payload has {request.Payload.Length} bytes, more than the {MaxPayloadBytes} that it may have.",
                    nameof(requests)
                );
            }
        }

        long first = Interlocked.Add(ref _nextJob, requests.Length) - requests.Length;
        ImmutableArray<WorkerJob> jobs = [.. requests.Select((_, index) => Register(first + index))];
        Post(
            new PoolEvent.Submitted([.. requests.Select((request, index) => new PoolJob(first + index, request.Payload, request.Subject))])
        );
        return jobs;
    }

    /// <summary>Cancels jobs, as the token of <see cref="RunAsync"/> does.</summary>
    /// <exception cref="ArgumentNullException">There is no collection.</exception>
    /// <exception cref="ArgumentException">A job is null; then none was cancelled.</exception>
    public void Cancel(IEnumerable<WorkerJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        Post(new PoolEvent.Revoked([.. jobs.Select(job => job?.Id ?? throw new ArgumentException("A job is null.", nameof(jobs)))]));
    }

    /// <summary>Takes no new jobs, waits until those that it has have ended, and disposes the pool.</summary>
    /// <remarks>
    /// Jobs that come from now on end with <see cref="ObjectDisposedException"/>; the others are begun, cancelled and done again as always.
    /// Workers leave SIGTERM to their host, so that a service that is stopped can drain. It may be called several times, and beside
    /// <see cref="DisposeAsync"/>: the earliest end counts for all.
    /// </remarks>
    /// <param name="timeout">
    /// The longest time to wait, 0 or more; at its end the pool is disposed as by <see cref="DisposeAsync"/>.
    /// <see cref="Timeout.InfiniteTimeSpan"/> waits for as long as the jobs take.
    /// </param>
    /// <returns>
    /// True when every job has ended by itself, false when some ended because the pool was disposed. No process is left either way.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        }

        Post(new PoolEvent.Draining());
        try
        {
            await _allGone.Task.WaitAsync(timeout < LongestWait ? timeout : Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await DisposeAsync().ConfigureAwait(false);
        }

        return !_hasCutJobs;
    }

    /// <summary>Ends every job and every worker. Afterwards no process is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Post(new PoolEvent.Disposed());
        await _allGone.Task.ConfigureAwait(false);
    }

    private WorkerJob Register(long jobId)
    {
        TaskCompletionSource<ReadOnlyMemory<byte>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs[jobId] = completion;
        return new WorkerJob(jobId, completion.Task);
    }

    // Jobs are completed when the lock is free again: the caller that waits for one often submits the next.
    private void Post(PoolEvent @event)
    {
        ImmutableArray<PoolEffect.End> ended;
        lock (_lock)
        {
            Handle(@event);
            ended = _isHandling ? [] : [.. _ended];
            if (!ended.IsEmpty)
            {
                _ended.Clear();
            }
        }

        foreach (PoolEffect.End end in ended)
        {
            Complete(_jobs[end.JobId], end.Outcome);
            _jobs.TryRemove(end.JobId, out _);
        }

        if (_areWorkersGone && _jobs.IsEmpty)
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

    private void Do(PoolEffect effect)
    {
        switch (effect)
        {
            case PoolEffect.Start start:
                StartWorker(start.Worker);
                break;
            case PoolEffect.Send send:
                _processes.GetValueOrDefault(send.Worker)?.Send(send.Frames);
                break;
            case PoolEffect.CloseInput close:
                _processes.GetValueOrDefault(close.Worker)?.CloseInput();
                break;
            case PoolEffect.Kill kill:
                _processes.GetValueOrDefault(kill.Worker)?.Kill();
                break;
            case PoolEffect.Arm arm:
                _timers.Arm(arm);
                break;
            case PoolEffect.End end:
                _hasCutJobs |= end.Outcome is JobOutcome.Disposed;
                _ended.Add(end);
                break;
            case PoolEffect.Used used:
                Note(used);
                break;
            case PoolEffect.AllGone:
                _areWorkersGone = true;
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void StartWorker(int worker)
    {
        WorkerProcess process = new(_options.CreateStartInfo(), _options.CreateTransport)
        {
            OnStarted = id => _options.Ledger?.Started(id),
            OnNotStarted = reason => Forget(worker, new PoolEvent.NotStarted(worker, _options.Command.DescribeRefusal(reason), reason)),
            OnFrame = frame => Post(new PoolEvent.Received(worker, frame)),
            OnExit = exit => Forget(worker, new PoolEvent.Exited(worker, exit)),
        };
        _processes.Add(worker, process);
        process.Start();
    }

    private void Forget(int worker, PoolEvent @event)
    {
        lock (_lock)
        {
            _processes.Remove(worker, out WorkerProcess? process);
            _timers.Drop(worker);
            _options.Ledger?.Ended(process!.Id);
            Post(@event);
        }
    }

    private void Note(PoolEffect.Used used)
    {
        WorkerUsage usage = new(
            _processes[used.Worker].Id,
            TimeSpan.FromTicks(used.Goodbye.CpuTicks),
            used.Goodbye.PeakBytes < 0 ? null : used.Goodbye.PeakBytes
        );
        _usages.Add(usage);
        _options.Ledger?.Used(usage);
    }

    private static void Complete(TaskCompletionSource<ReadOnlyMemory<byte>> completion, JobOutcome outcome)
    {
        switch (outcome)
        {
            case JobOutcome.Answered answered:
                completion.SetResult(answered.Payload);
                break;
            case JobOutcome.Cancelled:
                completion.SetCanceled();
                break;
            default:
                completion.SetException(outcome.ToException()!);
                break;
        }
    }
}

/// <summary>A request to a worker.</summary>
/// <param name="Payload">
/// The bytes that its program gets, at most <see cref="WorkerPool.MaxPayloadBytes"/>. They must not change until the job has ended.
/// </param>
/// <param name="Subject">The subject of the job, for messages; or null.</param>
public readonly record struct WorkerRequest(ReadOnlyMemory<byte> Payload, object? Subject = null);

/// <summary>A job of a pool.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Answer">Its answer, or an exception of <see cref="WorkerPool.RunAsync"/>.</param>
public sealed record WorkerJob(long Id, Task<ReadOnlyMemory<byte>> Answer);
