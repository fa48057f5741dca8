using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>Worker processes that do jobs: each job ends exactly once, and no process outlives the pool or its host.</summary>
/// <remarks>All members may be called at any time from any thread.</remarks>
public sealed class WorkerPool : IAsyncDisposable
{
    /// <summary>The longest payload of a request and of an answer, in bytes: 64 MiB.</summary>
    public const int MaxPayloadBytes = FrameCodec.MaxPayloadBytes;

    // A timer holds no more than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    private readonly WorkerPoolOptions _options;
    private readonly PoolHealth _health;
    private readonly PoolLoop _loop;
    private readonly JobIntake _intake;

    /// <summary>Creates a pool; workers are started when there are jobs for them.</summary>
    /// <exception cref="ArgumentException">An option has a value that no pool can have; the message names it.</exception>
    public WorkerPool(WorkerPoolOptions options)
    {
        OptionsCheck.ThrowIfInvalid(options);
        _options = options;
        _health = new PoolHealth(this);
        _loop = new PoolLoop(options, _health);
        _intake = new JobIntake(_loop);
        if (options.MinWorkers > 0)
        {
            _loop.Post(new PoolEvent.Opened());
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
    public ImmutableArray<WorkerUsage> Usages => _loop.Usages;

    /// <summary>The process ids of the workers that live now.</summary>
    public ImmutableArray<int> ProcessIds => _loop.ProcessIds;

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
        ImmutableArray<WorkerJob> jobs = _intake.Submit([new WorkerRequest(payload)], JobForm.Alone, options?.ToTerms(_loop.Now));
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
        _intake.Submit(requests, JobForm.InChunks, options?.ToTerms(_loop.Now));

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
        JobTerms? terms = options?.ToTerms(_loop.Now);
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
        _loop.Post(new PoolEvent.Revoked(jobIds));
    }

    /// <summary>Forgets the payloads that have lost workers, so that their jobs are done again.</summary>
    public void ClearQuarantine() => _loop.Post(new PoolEvent.QuarantineCleared());

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

        _loop.Post(new PoolEvent.Draining());
        try
        {
            await _loop.AllGone.WaitAsync(timeout < LongestWait ? timeout : Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await DisposeAsync().ConfigureAwait(false);
        }

        await _loop.Observer.EndAsync().ConfigureAwait(false);
        return !_loop.HasCutJobs;
    }

    /// <summary>Ends every job and every worker. Afterwards no process is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _loop.Post(new PoolEvent.Disposed());
        await _loop.AllGone.ConfigureAwait(false);
        await _loop.Observer.EndAsync().ConfigureAwait(false);
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
            jobs.AddRange(_intake.Submit([message], JobForm.Many, terms));
        }
    }

    private static ArgumentException NoJob(string parameter) =>
        new("A job is the default of its type, which no pool has returned.", parameter);
}
