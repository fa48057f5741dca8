using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The load of a soak: a pool for each transport that lives as long as it, and others that come and go.</summary>
internal sealed class SoakLoad : IAsyncDisposable
{
    private const int Workers = 2;
    private const int SmallJobs = 400;
    private const int LargeBytes = 1 << 20;

    // Slow in comparison: a worker that must be killed.
    private const int RareRounds = 10;

    private readonly WorkerPool[] _pools = [.. Enum.GetValues<WorkerTransport>().Select(transport => new WorkerPool(Options(transport)))];
    private int _small;
    private int _large;
    private int _faults;
    private int _cancellations;
    private int _kills;
    private int _shortLived;

    /// <summary>The numbers of jobs and pools so far.</summary>
    public int Operations => _small + _large + _faults + _cancellations + _kills + _shortLived;

    public override string ToString() =>
        $"{_small} small jobs, {_large} of 1 MiB, {_faults} faults, {_cancellations} cancellations, "
        + $"{_kills} kills, {_shortLived} pools made and disposed";

    public async Task RoundAsync(int round)
    {
        WorkerPool pool = _pools[round % _pools.Length];
        await SmallAsync(pool, round);
        await LargeAsync(pool, round);
        await FaultsAsync(pool);
        await CancelAsync(pool, round);
        await KillAsync(pool);
        await ShortLivedAsync(round);
    }

    /// <summary>Waits until each pool has its workers and they have done something.</summary>
    public async Task HaveAllWorkersAsync()
    {
        foreach (WorkerPool pool in _pools)
        {
            HashSet<int> workers = [];
            while (workers.Count < Workers)
            {
                workers.UnionWith(
                    (await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => pool.AskAsync(Verb.Sleep, 50)))).Select(
                        EchoRequest.ReadNumber
                    )
                );
            }
        }
    }

    /// <returns>Microseconds from a small request to its answer, one at a time.</returns>
    public async Task<double[]> LatenciesAsync(int count)
    {
        byte[] request = EchoRequest.Echo(16);
        double[] latencies = new double[count];
        for (int index = 0; index < count; index++)
        {
            long start = Stopwatch.GetTimestamp();
            await _pools[0].RunAsync(request);
            latencies[index] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return latencies;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WorkerPool pool in _pools)
        {
            await pool.DisposeAsync();
        }
    }

    private static WorkerPoolOptions Options(WorkerTransport transport) =>
        EchoPool.Options(Workers, transport) with
        {
            CancellationLimit = TimeSpan.FromMilliseconds(100),
        };

    private async Task SmallAsync(WorkerPool pool, int round)
    {
        await Task.WhenAll(Enumerable.Range(0, SmallJobs).Select(number => pool.EchoAsync(20, round + number)));
        _small += SmallJobs;
    }

    private async Task LargeAsync(WorkerPool pool, int round)
    {
        await Task.WhenAll(pool.EchoAsync(LargeBytes, round), pool.EchoAsync(LargeBytes + 1, round), pool.EchoAsync(LargeBytes - 1, round));
        _large += 3;
    }

    private async Task FaultsAsync(WorkerPool pool)
    {
        for (int fault = 0; fault < 5; fault++)
        {
            await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.Throw, text: "soak"));
            _faults++;
        }
    }

    private async Task CancelAsync(WorkerPool pool, int round)
    {
        using CancellationTokenSource source = new();
        Verb verb = round % RareRounds == 0 ? Verb.Spin : Verb.Sleep;
        Task[] jobs = [.. Enumerable.Range(0, 2 * Workers).Select(_ => pool.RunAsync(EchoRequest.Create(verb, 60_000), source.Token))];
        await Task.Delay(5);
        await source.CancelAsync();
        foreach (Task job in jobs)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.WaitAsync(EchoPool.Limit));
            _cancellations++;
        }
    }

    // The worker that does the job when the signal comes is lost; the job is long enough for that.
    private async Task KillAsync(WorkerPool pool)
    {
        int worker = await pool.WhoAsync();
        Task<ReadOnlyMemory<byte>>[] jobs = [.. Enumerable.Range(0, Workers).Select(_ => pool.AskAsync(Verb.Sleep, 30))];
        await Task.Delay(5);
        Signals.TryKill(worker);
        foreach (Task<ReadOnlyMemory<byte>> job in jobs)
        {
            Exception? exception = await Record.ExceptionAsync(() => job);
            Assert.True(exception is null or WorkerLostException, $"{exception}");
        }

        await pool.EchoAsync(10);
        _kills++;
    }

    private async Task ShortLivedAsync(int round)
    {
        await using WorkerPool pool = EchoPool.New(1, (WorkerTransport)(round % _pools.Length));
        await pool.EchoAsync(100, round);
        _shortLived++;
    }
}
