using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A pool under load whose workers are disturbed at random moments.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    // From SIGHUP to SIGSYS: those that end a process, stop it, and that it ignores.
    private const int LastSignal = 31;
    private const int MostWaiting = 400;

    private readonly WorkerPool _pool;
    private readonly MarkedProcesses? _marked;
    private readonly int _workers;
    private readonly Random _random;
    private readonly HashSet<int> _seen = [];
    private readonly List<Task<Outcome>> _jobs = [];
    private int _answers;

    private ChaosRun(WorkerPoolOptions options, int seed, MarkedProcesses? marked)
    {
        _pool = new WorkerPool(options);
        _marked = marked;
        _workers = options.Workers;
        _random = new Random(seed);
    }

    /// <summary>The end of a job.</summary>
    internal enum Outcome
    {
        Answered,
        Lost,

        /// <summary>Three starts in a row have failed while it waited.</summary>
        NotStarted,
    }

    /// <summary>Runs the pool until every job has ended with its answer or an error, and its workers are gone.</summary>
    /// <param name="options">The options of the pool.</param>
    /// <param name="faults">The number of disturbances.</param>
    /// <param name="seed">The seed of the random choices; the timing of the workers differs all the same.</param>
    /// <param name="marked">
    /// The processes of the pool, those that have not greeted yet among them: they get any signal. Without it, a worker is killed, or
    /// stopped until the pool has noticed, when there was an answer since the one before: else no start of few workers would succeed.
    /// </param>
    /// <returns>The ends of the jobs.</returns>
    public static async Task<ImmutableArray<Outcome>> RunAsync(
        WorkerPoolOptions options,
        int faults,
        int seed,
        MarkedProcesses? marked = null
    )
    {
        await using ChaosRun run = new(options, seed, marked);
        Task chaos = run.DisturbAsync(faults);
        while (!chaos.IsCompleted)
        {
            await run.LoadAsync();
        }

        await chaos;
        Outcome[] outcomes = await Task.WhenAll(run._jobs).WaitAsync(EchoPool.Limit);
        await run.AssertRecoveredAsync();
        await run.DisposeAsync();
        await OtherProcesses.AssertGoneAsync(run._seen, TimeSpan.Zero);
        return [.. outcomes];
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    // Enough that every worker has some ahead, and not so many while there is none that they take long when it is back.
    private async Task LoadAsync()
    {
        if (_jobs.Count >= MostWaiting * _workers && !_jobs[^(MostWaiting * _workers)].IsCompleted)
        {
            await Task.Delay(20);
            return;
        }

        byte[][] requests = [.. Enumerable.Range(0, 8 * _workers).Select(_ => NextRequest())];
        WorkerJob[] jobs = [.. _pool.Submit([.. requests.Select(request => new WorkerRequest(request))])];
        Task<Outcome>[] outcomes = [.. jobs.Select((job, index) => JudgeAsync(job, requests[index]))];
        _jobs.AddRange(outcomes);
        if (await Task.WhenAny(Task.WhenAll(outcomes), Task.Delay(20)) is Task<Outcome[]> ended)
        {
            await ended;
        }
    }

    private byte[] NextRequest()
    {
        byte[] request = EchoRequest.Echo(_random.Next(100) == 0 ? 200_000 : 100, _random.Next());
        request[0] = (byte)(_random.Next(2) == 0 ? Verb.Echo : Verb.EchoLater);
        return request;
    }

    private async Task<Outcome> JudgeAsync(WorkerJob job, byte[] request)
    {
        try
        {
            ReadOnlyMemory<byte> answer = await job.Answer;
            Assert.True(answer.Span.SequenceEqual(request), $"Job {job.Id} has the answer of another.");
            Interlocked.Increment(ref _answers);
            return Outcome.Answered;
        }
        catch (WorkerLostException)
        {
            return Outcome.Lost;
        }
        catch (WorkerStartException)
        {
            return Outcome.NotStarted;
        }
    }

    private async Task DisturbAsync(int faults)
    {
        Random random = new(_random.Next());
        for (int fault = 1; fault <= faults; )
        {
            int answers = Volatile.Read(ref _answers);
            await Task.Delay(random.Next(60));
            if (_marked is null)
            {
                await Eventually.TrueAsync(() => Volatile.Read(ref _answers) > answers);
            }

            ImmutableArray<int> workers = _marked is null ? _pool.ProcessIds : [.. _marked.Find()];
            _seen.UnionWith(workers);
            if (workers.Length == 0)
            {
                continue;
            }

            await DisturbAsync(random, workers[random.Next(workers.Length)]);
            fault++;
        }
    }

    private async Task DisturbAsync(Random random, int worker)
    {
        if (_marked is not null)
        {
            Signals.TrySend(worker, random.Next(1, LastSignal + 1));
            return;
        }

        if (random.Next(5) != 0)
        {
            Signals.TryKill(worker);
            return;
        }

        // Detected and ended by the pool.
        Signals.TryStop(worker);
        for (Task limit = Task.Delay(EchoPool.Limit); _pool.ProcessIds.Contains(worker); )
        {
            Assert.False(limit.IsCompleted, "A stopped worker is still there.");
            await Task.Delay(20);
        }
    }

    private async Task HaveAnswerAsync(int seed)
    {
        byte[] request = EchoRequest.Echo(50, seed);
        while (await JudgeAsync(_pool.Submit([new WorkerRequest(request)])[0], request).WaitAsync(EchoPool.Limit) != Outcome.Answered)
        {
            // One that was stopped or killed last is not detected yet.
        }
    }

    private async Task AssertRecoveredAsync()
    {
        for (int seed = 0; seed < 2 * _workers; seed++)
        {
            await HaveAnswerAsync(seed);
        }

        _seen.UnionWith(_pool.ProcessIds);
    }
}
