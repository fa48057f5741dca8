using System.Collections.Concurrent;
using ConcurrencyBench.Workers.Observing;
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
    private readonly PoolObserver _observer;
    private readonly Queue<PoolEvent> _events = new();
    private readonly List<PoolEffect.End> _ended = [];
    private readonly Dictionary<int, WorkerProcess> _processes = [];
    private readonly JobTable _jobs;
    private readonly ProgressReports _progress;
    private readonly ConcurrentBag<WorkerUsage> _usages = [];
    private readonly TaskCompletionSource _allGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PoolHealth _health;
    private Exception? _fault;
    private bool _isHandling;
    private volatile bool _areWorkersGone;
    private volatile PoolWatch _watch;
    private volatile bool _hasCutJobs;
    private long _nextJob;

    /// <summary>Creates a pool; workers are started when there are jobs for them.</summary>
    /// <exception cref="ArgumentException">An option has a value that no pool can have; the message names it.</exception>
    public WorkerPool(WorkerPoolOptions options)
    {
        OptionsCheck.ThrowIfInvalid(options);
        _options = options;
        _health = new PoolHealth(this);
        _machine = new PoolMachine(options.CreateRules());
        _jobs = new JobTable(jobId => Post(new PoolEvent.Revoked([jobId])));
        _progress = new ProgressReports(Complete);
        _timers = new PoolTimers(_lock, options.GetLimit, timedOut => Post(timedOut), TimeProvider.System);
        _observer = new PoolObserver(options.Name ?? options.Command.ProgramName, options.LoggerFactory, Count);
        if (options.MinWorkers > 0)
        {
            Post(new PoolEvent.Opened());
        }
        else
        {
            _health.NoteWarm();
        }
    }

    /// <summary>The pool's health now.</summary>
    public WorkerPoolHealth Health => _health.Current;

    /// <summary>True when no job will be done any more.</summary>
    internal bool IsOver => _health.IsOver;

    /// <summary>Raised with each change of <see cref="Health"/>, and with each failed start.</summary>
    /// <remarks>
    /// Handlers are called one after the other on the thread pool, in the order of the changes. They may use the pool; their exceptions
    /// are ignored.
    /// </remarks>
    public event EventHandler<WorkerPoolHealth>? HealthChanged
    {
        add => _health.Changed += value;
        remove => _health.Changed -= value;
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

    /// <summary>Has a worker do a job. It waits in a worker behind another one for a few milliseconds at most.</summary>
    /// <param name="payload">
    /// The bytes that it gets, at most <see cref="MaxPayloadBytes"/>. They must not change until the job has ended.
    /// </param>
    /// <param name="options">Its priority, deadline, limit, fate and reports; null is as the pool's options say.</param>
    /// <param name="cancellationToken">
    /// Cancels the job: at once when it waits; when it runs, as soon as its worker answers or is killed after
    /// <see cref="WorkerPoolOptions.CancellationLimit"/>.
    /// </param>
    /// <returns>The answer.</returns>
    /// <exception cref="RemoteException">The job threw.</exception>
    /// <exception cref="WorkerLostException">The worker was lost while it did the job.</exception>
    /// <exception cref="JobQuarantinedException">Jobs with this payload have lost too many workers.</exception>
    /// <exception cref="WorkerStartException">No worker can be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="JobDeadlineException">Its deadline has passed.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed first, or drains (<see cref="DrainAsync"/>).</exception>
    /// <exception cref="InvalidOperationException">The pool itself has failed.</exception>
    /// <exception cref="ArgumentException">The payload is too long, or an option has a value that no job can have.</exception>
    public async Task<ReadOnlyMemory<byte>> RunAsync(
        ReadOnlyMemory<byte> payload,
        JobOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<WorkerJob> jobs = SubmitAll([new WorkerRequest(payload)], JobForm.Alone, options?.ToTerms(_timers.Now));
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

    /// <summary>Has a worker do a job, as <see cref="RunAsync(ReadOnlyMemory{byte}, JobOptions?, CancellationToken)"/> does.</summary>
    /// <param name="payload">The bytes that it gets.</param>
    /// <param name="cancellationToken">Cancels the job.</param>
    /// <returns>The answer.</returns>
    public Task<ReadOnlyMemory<byte>> RunAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        RunAsync(payload, null, cancellationToken);

    /// <summary>Submits jobs. They are begun in this order, and given out in chunks (<see cref="WorkerPoolOptions.ChunkSize"/>).</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="options">
    /// The priority, deadline, limit, fate and reports of each of them; null is as the pool's options say. Jobs with other ones are
    /// submitted by another call.
    /// </param>
    /// <returns>
    /// Job i belongs to requests[i]. Each ends exactly once, with an answer or an exception of
    /// <see cref="RunAsync(ReadOnlyMemory{byte}, JobOptions?, CancellationToken)"/>.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A payload is too long, an option has a value that no job can have, or <paramref name="requests"/> is the default of its type,
    /// which is no array; then none was submitted.
    /// </exception>
    public ImmutableArray<WorkerJob> Submit(ImmutableArray<WorkerRequest> requests, JobOptions? options = null) =>
        SubmitAll(requests, JobForm.InChunks, options?.ToTerms(_timers.Now));

    /// <summary>Has workers do many small jobs, with many of them in each message: several times as fast as <see cref="Submit"/>.</summary>
    /// <param name="payloads">
    /// The bytes that each job gets, at most <see cref="MaxPayloadBytes"/> less 8. They must not change until this has ended.
    /// </param>
    /// <param name="options">
    /// The priority, deadline, limit, fate and reports of the jobs; null is as the pool's options say. The deadline is that of the whole
    /// call; limit, fate and reports are those of a message.
    /// </param>
    /// <param name="cancellationToken">Cancels all jobs.</param>
    /// <returns>
    /// The answers: result[i] belongs to payloads[i]. Those of one message share its memory, which stays as long as one of them does.
    /// </returns>
    /// <remarks>
    /// The jobs of a message (<see cref="WorkerPoolOptions.ChunkSize"/>) have one fate: when one throws or its worker is lost, the others
    /// of the message have no answer, and all that are not done are cancelled. With <see cref="LossPolicy.Retry"/> the whole message is
    /// done again. <see cref="WorkerPoolOptions.JobLimit"/> is the limit of a message, and so is <see cref="JobOptions.Limit"/>.
    /// </remarks>
    /// <exception cref="RemoteException">A job threw. Of several failures, that of the first message is thrown.</exception>
    /// <exception cref="WorkerLostException">A worker was lost while it did a message.</exception>
    /// <exception cref="WorkerStartException">No worker can be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="JobDeadlineException">The deadline has passed before all were done.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed first.</exception>
    /// <exception cref="ArgumentException">
    /// A payload is too long, or an option has a value that no job can have; then no job is begun.
    /// </exception>
    public async Task<ImmutableArray<ReadOnlyMemory<byte>>> RunBatchAsync(
        ImmutableArray<ReadOnlyMemory<byte>> payloads,
        JobOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        BatchRun.ThrowIfInvalid(payloads);
        JobTerms? terms = options?.ToTerms(_timers.Now);
        List<WorkerJob> jobs = [];
        try
        {
            // Not on the caller's thread: a million payloads take their time, and the first messages are done meanwhile.
            await Task.Run(() => SubmitBatch(payloads, terms, jobs, cancellationToken), CancellationToken.None).ConfigureAwait(false);
            await using (cancellationToken.UnsafeRegister(_ => Cancel(jobs), null).ConfigureAwait(false))
            {
                return await BatchRun.GatherAsync(jobs, payloads.Length).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Cancel(jobs);
            if (exception is OperationCanceledException)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }

            throw;
        }
    }

    /// <summary>
    /// Has workers do many small jobs, as
    /// <see cref="RunBatchAsync(ImmutableArray{ReadOnlyMemory{byte}}, JobOptions?, CancellationToken)"/> does.
    /// </summary>
    /// <param name="payloads">The bytes that each job gets.</param>
    /// <param name="cancellationToken">Cancels all jobs.</param>
    /// <returns>The answers: result[i] belongs to payloads[i].</returns>
    public Task<ImmutableArray<ReadOnlyMemory<byte>>> RunBatchAsync(
        ImmutableArray<ReadOnlyMemory<byte>> payloads,
        CancellationToken cancellationToken
    ) => RunBatchAsync(payloads, null, cancellationToken);

    /// <summary>Has workers do a stream of jobs, of any length: payloads are read while there is room for more jobs.</summary>
    /// <param name="payloads">
    /// The bytes that each job gets, at most <see cref="MaxPayloadBytes"/>. They must not change until its answer is taken.
    /// </param>
    /// <param name="options">
    /// The order of the answers, how far ahead of them payloads are read, and the options of the jobs. Null for those of its type.
    /// </param>
    /// <param name="cancellationToken">Ends the enumeration, and cancels the jobs whose answers are not taken.</param>
    /// <returns>
    /// An answer for each payload. A job that fails is an answer with its exception, and the others go on. However the enumeration ends,
    /// the jobs that are left are cancelled, and have ended when it returns.
    /// </returns>
    /// <exception cref="ArgumentException">An option has a value that it cannot have.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed, or drains.</exception>
    /// <remarks>What <paramref name="payloads"/> throws is thrown behind the answers of the payloads before it.</remarks>
    public IAsyncEnumerable<StreamAnswer> StreamAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> payloads,
        StreamOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(payloads);
        options ??= new StreamOptions();
        options.ThrowIfInvalid();
        return StreamRun.EnumerateAsync(this, payloads, options, cancellationToken);
    }

    /// <summary>Cancels jobs, as the token of <see cref="RunAsync(ReadOnlyMemory{byte}, JobOptions?, CancellationToken)"/> does.</summary>
    /// <exception cref="ArgumentNullException">There is no collection.</exception>
    /// <exception cref="ArgumentException">A job is the default of its type; then none was cancelled.</exception>
    public void Cancel(IEnumerable<WorkerJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ImmutableArray<long> jobIds = [.. jobs.Select(job => job.IsDefault ? throw NoJob(nameof(jobs)) : job.Id)];
        Post(new PoolEvent.Revoked(jobIds));
    }

    /// <summary>Forgets the payloads that have lost workers, so that their jobs are done again.</summary>
    public void ClearQuarantine() => Post(new PoolEvent.QuarantineCleared());

    /// <summary>Waits until <see cref="WorkerPoolOptions.MinWorkers"/> workers have greeted, the first time.</summary>
    /// <remarks>It goes on to wait while starts fail; <see cref="Health"/> tells of that.</remarks>
    /// <exception cref="ObjectDisposedException">The pool was disposed first.</exception>
    /// <exception cref="WorkerLostException">The pool broke first (<see cref="LossPolicy.BreakPool"/>).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task WaitUntilWarmAsync(CancellationToken cancellationToken = default) => _health.Warm.WaitAsync(cancellationToken);

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

        await _observer.EndAsync().ConfigureAwait(false);
        return !_hasCutJobs;
    }

    /// <summary>Ends every job and every worker. Afterwards no process is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Post(new PoolEvent.Disposed());
        await _allGone.Task.ConfigureAwait(false);
        await _observer.EndAsync().ConfigureAwait(false);
    }

    // The deadline is the same for all messages, whenever each of them is submitted.
    private void SubmitBatch(
        ImmutableArray<ReadOnlyMemory<byte>> payloads,
        JobTerms? terms,
        List<WorkerJob> jobs,
        CancellationToken cancellationToken
    )
    {
        foreach (WorkerRequest message in BatchRun.Split(payloads, _options.Workers, _options.ChunkSize, terms?.Listener is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            jobs.AddRange(SubmitAll([message], JobForm.Many, terms));
        }
    }

    private ImmutableArray<WorkerJob> SubmitAll(ImmutableArray<WorkerRequest> requests, JobForm form, JobTerms? terms)
    {
        if (requests.IsDefault)
        {
            throw new ArgumentException("There is no array: this is the default of its type. Pass [] for no requests.", nameof(requests));
        }

        foreach (WorkerRequest request in requests)
        {
            if (request.Payload.Length > MaxPayloadBytes)
            {
                throw TooLong(request.Payload.Length, nameof(requests));
            }
        }

        long first = Interlocked.Add(ref _nextJob, requests.Length) - requests.Length;
        Watch(first, requests);
        ImmutableArray<WorkerJob> jobs = _jobs.Add(first, requests.Length);
        PoolJob Get(int index) => new(first + index, requests[index].Payload, requests[index].Subject, form, terms);
        Post(
            requests.Length >= JobTable.Many
                ? new PoolEvent.SubmittedMany(first, requests.Length, Get, terms)
                : new PoolEvent.Submitted(requests.Length == 1 ? [Get(0)] : [.. Enumerable.Range(0, requests.Length).Select(Get)])
        );

        // Beside the start of the first worker, and not before it.
        PoolListeners.MakeMeter();
        return jobs;
    }

    // Listeners come and go. The events of jobs are reported only while somebody listens to them.
    private void Watch(long firstJob, ImmutableArray<WorkerRequest> requests)
    {
        if (requests.Length >= JobTable.Many)
        {
            PoolListeners.MakeMeter();
        }

        PoolWatch watch = PoolListeners.Watch;
        if (watch != _watch)
        {
            _watch = watch;
            Post(new PoolEvent.Watched(watch));
        }

        for (int index = 0; watch == PoolWatch.Jobs && index < requests.Length; index++)
        {
            _observer.Submit(firstJob + index, requests[index].Subject);
        }
    }

    private PoolCounts Count()
    {
        lock (_lock)
        {
            return _machine.Counts;
        }
    }

    internal static ArgumentException TooLong(int bytes, string parameter) =>
        new($"A payload has {bytes} bytes, more than the {MaxPayloadBytes} that it may have.", parameter);

    private static ArgumentException NoJob(string parameter) =>
        new("A job is the default of its type, which no pool has returned.", parameter);

    // Jobs are completed when the lock is free again: the caller that waits for one often submits the next.
    private void Post(params ReadOnlySpan<PoolEvent> events)
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
        _observer.End(end.JobId, end.Outcome);
        _jobs.End(end.JobId, end.Outcome);
        NoteIfGone();
    }

    private void NoteIfGone()
    {
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
        foreach (WorkerProcess process in _processes.Values)
        {
            process.Kill();
        }

        JobOutcome.PoolFailed outcome = new(fault);
        _hasCutJobs |= !_jobs.IsEmpty;
        _ended.AddRange(_jobs.Open.Select(job => new PoolEffect.End(job, outcome)));
        _areWorkersGone = _processes.Count == 0;
        if (Health.Status != WorkerPoolStatus.Broken)
        {
            _observer.Tell(new PoolReport.Broke(fault.Message));
            _health.Announce(new PoolEffect.HealthChanged(PoolStatus.Broken, Health.FailedStarts, outcome));
        }
    }

    private void Do(PoolEffect effect)
    {
        switch (effect)
        {
            case PoolEffect.Start start:
                StartWorker(start.Worker);
                break;
            case PoolEffect.Send or PoolEffect.CloseInput or PoolEffect.Kill:
                DoToWorker(effect);
                break;
            case PoolEffect.Arm arm:
                ArmLimit(arm);
                break;
            case PoolEffect.End end:
                _hasCutJobs |= end.Outcome is JobOutcome.Disposed;
                _ended.Add(end);
                break;
            case PoolEffect.Progress progress:
                _progress.Post(progress);
                break;
            case PoolEffect.Used used:
                Note(used);
                break;
            case PoolEffect.Measure measure:
                Measure(measure.Worker);
                break;
            case PoolEffect.Warm:
                _health.NoteWarm();
                break;
            case PoolEffect.HealthChanged change:
                _health.Announce(change);
                break;
            case PoolEffect.Tell tell:
                _observer.Tell(tell.Report);
                break;
            case PoolEffect.AllGone:
                EndWithoutWorkers();
                break;
            default:
                throw new UnreachableException();
        }
    }

    // One that is gone already needs nothing.
    private void DoToWorker(PoolEffect effect)
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

    private void EndWithoutWorkers()
    {
        _timers.Drop(PoolEffect.Arm.NoWorker);
        _areWorkersGone = true;
    }

    // Not under the lock: other systems than Linux take their time.
    private void Measure(int worker)
    {
        int processId = _processes.TryGetValue(worker, out WorkerProcess? process) ? process.Id : 0;
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                long bytes = 0;
                Guard.Run(() => bytes = ProcessMemory.Read(processId));
                Post(new PoolEvent.Measured(worker, bytes));
            },
            null
        );
    }

    private void ArmLimit(PoolEffect.Arm arm)
    {
        try
        {
            _timers.Arm(arm);
        }
        catch (OutOfMemoryException exception) when (_processes.TryGetValue(arm.Worker, out WorkerProcess? process))
        {
            // The system gives no thread for the first timer. No worker is left without its limits.
            process.Fail(exception);
        }
    }

    private void Receive(int worker, List<Frame> frames)
    {
        PoolEvent[] events = new PoolEvent[frames.Count];
        for (int index = 0; index < events.Length; index++)
        {
            events[index] = new PoolEvent.Received(worker, frames[index]);
        }

        Post(events);
    }

    private void StartWorker(int worker)
    {
        WorkerProcess process = new(_options.CreateStartInfo(), _options.CreateTransport)
        {
            OnStarted = id => NoteStart(worker, id),
            OnErrorLine = _observer.OnErrorLine(worker),
            OnNotStarted = reason => Forget(worker, new PoolEvent.NotStarted(worker, _options.Command.DescribeRefusal(reason), reason)),
            OnFrames = frames => Receive(worker, frames),
            OnExit = exit => Forget(worker, new PoolEvent.Exited(worker, exit)),
        };
        _processes.Add(worker, process);
        process.Start();
    }

    private void NoteStart(int worker, int processId)
    {
        _options.Ledger?.Started(processId);
        _observer.Start(worker, processId);
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
}
