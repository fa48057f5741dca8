using System.Collections.Concurrent;
using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The health that a pool reports, and pools that fail themselves.</summary>
public sealed class PoolHealthTests
{
    private readonly ConcurrentQueue<WorkerPoolHealth> _changes = new();

    [UnixFact]
    public async Task Health_TheProgramComesLater_IsFailingAndThenHealthy()
    {
        using TemporaryFolder folder = new();
        string program = Path.Combine(folder.Path, "worker");
        await using WorkerPool pool = Watch(EchoPool.Options(1) with { Command = new WorkerCommand(program, []) });
        Assert.Equal(new WorkerPoolHealth(WorkerPoolStatus.Healthy, 0, null), pool.Health);
        WorkerStartException error = await Assert.ThrowsAsync<WorkerStartException>(() => pool.EchoAsync(10));
        Assert.Contains("Check that the file exists", error.Message, StringComparison.Ordinal);
        Assert.Equal(WorkerPoolStatus.StartsFailing, pool.Health.Status);
        Assert.Equal(error.Message, Assert.IsType<WorkerStartException>(pool.Health.LastError).Message);

        File.CreateSymbolicLink(program, EchoPool.Command.FileName);
        await pool.EchoAsync(10);
        Assert.Equal(new WorkerPoolHealth(WorkerPoolStatus.Healthy, 0, null), pool.Health);
        await pool.DisposeAsync();
        Assert.Equal(WorkerPoolStatus.Disposed, pool.Health.Status);
        await AssertChangesAsync("StartsFailing 1", "StartsFailing 2", "StartsFailing 3", "Healthy 0", "Disposed 0");
    }

    [Fact]
    public async Task Health_ALossThatBreaksThePool_IsBroken()
    {
        await using WorkerPool pool = Watch(EchoPool.Options(1) with { OnLoss = LossPolicy.BreakPool });
        await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 3));
        Assert.Equal(WorkerPoolStatus.Broken, pool.Health.Status);
        Assert.Equal(3, Assert.IsType<WorkerLostException>(pool.Health.LastError).ExitCode);
        await AssertChangesAsync("Broken 0");
    }

    [Fact]
    public async Task HealthChanged_AHandlerThatThrows_HarmsNothing()
    {
        WorkerPool pool = EchoPool.New(1);
        pool.HealthChanged += (_, _) => throw new InvalidOperationException("A handler throws.");
        pool.HealthChanged += (_, health) => _changes.Enqueue(health);
        await pool.EchoAsync(10);
        await pool.DisposeAsync();
        await AssertChangesAsync("Disposed 0");
    }

    /// <summary>Whatever happens inside a pool, its jobs and workers end, and its host goes on.</summary>
    [Fact]
    public async Task Submit_ThePoolItselfFails_EndsEveryJobAndWorker()
    {
        bool isFailing = false;
        WorkerPool pool = Watch(
            EchoPool.Options(1) with
            {
                Chunks = (waiting, workers) => isFailing ? throw new InvalidOperationException("No chunk.") : 1,
            }
        );
        int worker = await pool.WhoAsync();
        ImmutableArray<WorkerJob> running = pool.Submit([new WorkerRequest(EchoRequest.Create(Verb.Sleep, 300))]);
        ImmutableArray<WorkerJob> waiting = pool.Submit([new WorkerRequest(EchoRequest.Echo(10))]);
        isFailing = true;
        await running[0].Answer.WaitAsync(EchoPool.Limit).ContinueWith(_ => { }, TaskScheduler.Default);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            waiting[0].Answer.WaitAsync(EchoPool.Limit)
        );
        Assert.Contains("No chunk.", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.EchoAsync(10));
        Assert.Equal(WorkerPoolStatus.Broken, pool.Health.Status);
        await pool.DisposeAsync().AsTask().WaitAsync(EchoPool.Limit);
        await OtherProcesses.AssertGoneAsync([worker], TimeSpan.Zero);
        await AssertChangesAsync("Broken 0");
    }

    /// <summary>The text of a subject is made on a thread of the pool.</summary>
    [Fact]
    public async Task Submit_ASubjectWhoseTextThrows_LosesOnlyItsOwnJob()
    {
        await using WorkerPool pool = EchoPool.New(1);
        WorkerJob job = pool.Submit([new WorkerRequest(EchoRequest.Create(Verb.Exit, 3), new Unspeakable())])[0];
        WorkerLostException loss = await Assert.ThrowsAsync<WorkerLostException>(() => job.Answer.WaitAsync(EchoPool.Limit));
        Assert.Contains(nameof(Unspeakable), loss.Message, StringComparison.Ordinal);
        await pool.EchoAsync(10);
    }

    private WorkerPool Watch(WorkerPoolOptions options)
    {
        WorkerPool pool = new(options);
        pool.HealthChanged += (_, health) => _changes.Enqueue(health);
        return pool;
    }

    private async Task AssertChangesAsync(params string[] expected)
    {
        await Eventually.TrueAsync(() => _changes.Count >= expected.Length);
        Assert.Equal(expected, _changes.Select(health => $"{health.Status} {health.FailedStarts}"));
    }

    private sealed class Unspeakable
    {
        public override string ToString() => throw new InvalidOperationException("It has no text.");
    }
}
