using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Many jobs in few messages: the answers and the failures of a batch.</summary>
public sealed class PoolBatchTests
{
    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunBatchAsync_ManyPayloads_AnswersEachInItsPlace(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(2, transport);
        foreach (int count in new[] { 0, 1, 2, 7, 20_000 })
        {
            ImmutableArray<ReadOnlyMemory<byte>> payloads = [.. Enumerable.Range(0, count).Select(Payload)];
            ImmutableArray<ReadOnlyMemory<byte>> answers = await pool.RunBatchAsync(payloads).WaitAsync(EchoPool.Limit);
            Assert.Equal(count, answers.Length);
            Assert.All(answers.Zip(payloads), pair => Assert.True(pair.First.Span.SequenceEqual(pair.Second.Span)));
        }
    }

    /// <summary>What does not fit into one message goes into several.</summary>
    [Fact]
    public async Task RunBatchAsync_LargePayloads_ComeThroughBothWays()
    {
        await using WorkerPool pool = EchoPool.New(2);
        ImmutableArray<ReadOnlyMemory<byte>> payloads =
        [
            .. Enumerable.Range(0, 40).Select(seed => (ReadOnlyMemory<byte>)EchoRequest.Echo(seed % 3 == 0 ? 1 << 20 : 100_000, seed)),
        ];
        ImmutableArray<ReadOnlyMemory<byte>> answers = await pool.RunBatchAsync(payloads).WaitAsync(EchoPool.Limit);
        Assert.All(answers.Zip(payloads), pair => Assert.True(pair.First.Span.SequenceEqual(pair.Second.Span)));
    }

    /// <summary>A message of one worker is done in order, and each of its jobs is one call of the handler.</summary>
    [Fact]
    public async Task RunBatchAsync_OneWorker_DoesEachOnceAndInOrder()
    {
        await using WorkerPool pool = new(EchoPool.Options(1) with { ChunkSize = 64 });
        ImmutableArray<ReadOnlyMemory<byte>> answers = await pool.RunBatchAsync([
            .. Enumerable.Repeat((ReadOnlyMemory<byte>)EchoRequest.Create(Verb.Count), 1_000),
        ]);
        Assert.Equal(Enumerable.Range(0, 1_000), answers.Select(EchoRequest.ReadNumber));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunBatchAsync_AJobThatThrows_EndsTheBatchAndTheWorkersLiveOn(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { ChunkSize = 10 });
        int worker = await pool.WhoAsync();
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() =>
            pool.RunBatchAsync([
                    .. Enumerable.Range(0, 100).Select(Payload),
                    EchoRequest.Create(Verb.Throw, text: "one of many"),
                    EchoRequest.Create(Verb.Exit, 3),
                ])
                .WaitAsync(EchoPool.Limit)
        );
        Assert.Equal("one of many", exception.Message);
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Fact]
    public async Task RunBatchAsync_AWorkerIsLost_EndsTheBatchAndNothingElse()
    {
        await using WorkerPool pool = EchoPool.New(2);
        Task<ReadOnlyMemory<byte>> other = pool.AskAsync(Verb.Sleep, 300);
        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() =>
            pool.RunBatchAsync([Payload(1), EchoRequest.Create(Verb.Exit, 7), Payload(2)]).WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(7, exception.ExitCode);
        await other;
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunBatchAsync_Cancelled_EndsBetweenTwoJobsAndKeepsTheWorker(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        int worker = await pool.WhoAsync();
        using CancellationTokenSource source = new(100);
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            pool.RunBatchAsync([.. Enumerable.Repeat((ReadOnlyMemory<byte>)EchoRequest.Create(Verb.Spin, 50), 1_000)], source.Token)
                .WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Fact]
    public async Task RunBatchAsync_CancelledBefore_StartsNothing()
    {
        await using WorkerPool pool = EchoPool.New(1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            pool.RunBatchAsync([Payload(1)], new CancellationToken(canceled: true))
        );
        Assert.Empty(pool.ProcessIds);
    }

    [Fact]
    public async Task RunBatchAsync_WhatIsNoBatch_IsAnArgumentException()
    {
        await using WorkerPool pool = EchoPool.New(1);
        await Assert.ThrowsAsync<ArgumentException>("payloads", () => pool.RunBatchAsync(default));
        await Assert.ThrowsAsync<ArgumentException>(
            "payloads",
            () => pool.RunBatchAsync([Payload(1), new byte[WorkerPool.MaxPayloadBytes - 7]])
        );
        Assert.Empty(pool.ProcessIds);
    }

    private static ReadOnlyMemory<byte> Payload(int seed) => EchoRequest.Echo(seed % 40, seed);
}
