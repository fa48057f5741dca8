using System.Collections.Immutable;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.EchoWorker;
using ConcurrencyBench.Tests.Infrastructure;

namespace ConcurrencyBench.Tests.Workers;

/// <summary>A pool under load whose workers somebody kills and stops at random, wherever they are.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    // Three starts in a row that fail break a pool, as they should: so many faults at most with no answer in between.
    private const int FaultsBetweenAnswers = 2;

    private readonly WorkerPool _pool;
    private readonly int _workers;
    private readonly Random _random;
    private readonly HashSet<int> _seen = [];
    private readonly List<Task<Outcome>> _jobs = [];
    private int _answers;

    private ChaosRun(WorkerPoolOptions options, int seed)
    {
        _pool = new WorkerPool(options);
        _workers = options.Workers;
        _random = new Random(seed);
    }

    /// <summary>How a job ended.</summary>
    internal enum Outcome
    {
        Answered,
        Lost,
    }

    /// <summary>Every job has ended with its answer or a loss when this returns, the pool has answered again, and its workers are gone.</summary>
    /// <param name="options">The pool's.</param>
    /// <param name="faults">How many workers are killed or stopped.</param>
    /// <param name="seed">Of all that is random here; what the workers make of it differs.</param>
    /// <returns>How the jobs ended.</returns>
    public static async Task<ImmutableArray<Outcome>> RunAsync(WorkerPoolOptions options, int faults, int seed)
    {
        await using ChaosRun run = new(options, seed);
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

    // Enough that every worker has some ahead.
    private async Task LoadAsync()
    {
        byte[][] requests = [.. Enumerable.Range(0, 8 * _workers).Select(_ => NextRequest())];
        WorkerJob[] jobs = [.. _pool.Submit([.. requests.Select(request => new WorkerRequest(request))])];
        _jobs.AddRange(jobs.Select((job, index) => JudgeAsync(job, requests[index])));
        await Task.WhenAny(Task.WhenAll(_jobs[^jobs.Length..]), Task.Delay(20));
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
    }

    private async Task DisturbAsync(int faults)
    {
        Random random = new(_random.Next());
        int sinceAnswer = 0;
        for (int answersBefore = 0; faults > 0;)
        {
            await Task.Delay(random.Next(60));
            int answers = Volatile.Read(ref _answers);
            sinceAnswer = answers > answersBefore ? 0 : sinceAnswer;
            ImmutableArray<int> workers = _pool.ProcessIds;
            _seen.UnionWith(workers);
            if (sinceAnswer < FaultsBetweenAnswers && workers.Length > 0)
            {
                Disturb(random, workers[random.Next(workers.Length)]);
                answersBefore = answers;
                sinceAnswer++;
                faults--;
            }
        }
    }

    private static void Disturb(Random random, int worker)
    {
        if (random.Next(5) == 0)
        {
            Signals.TryStop(worker);
        }
        else
        {
            Signals.TryKill(worker);
        }
    }

    private async Task AssertRecoveredAsync()
    {
        for (int seed = 0; seed < 2 * _workers; seed++)
        {
            // One that was stopped at the very end is still to be found out.
            byte[] request = EchoRequest.Echo(50, seed);
            Outcome outcome = await JudgeAsync(_pool.Submit([new WorkerRequest(request)])[0], request).WaitAsync(EchoPool.Limit);
            seed -= outcome == Outcome.Lost ? 1 : 0;
        }

        _seen.UnionWith(_pool.ProcessIds);
    }
}
