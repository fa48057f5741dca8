using System.Runtime.CompilerServices;
using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Streams of jobs: the answers, their order, how far the source is read, and how a stream ends.</summary>
public sealed class PoolStreamTests
{
    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task StreamAsync_ManyPayloads_AnswersEachInOrder(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(2, transport);
        foreach (int count in new[] { 0, 1, 3, 20_000 })
        {
            long next = 0;
            await foreach (StreamAnswer answer in pool.StreamAsync(Payloads(count)))
            {
                Assert.Equal((next, (int)next), (answer.Index, EchoRequest.NumberOf(answer.Payload.Span)));
                next++;
            }

            Assert.Equal(count, next);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1024)]
    public async Task StreamAsync_AsReady_AnswersEachOnce(int window)
    {
        await using WorkerPool pool = EchoPool.New(2);
        StreamOptions options = new() { Order = StreamOrder.AsReady, Window = window };
        List<long> indices = [];
        await foreach (StreamAnswer answer in pool.StreamAsync(Payloads(2_000), options))
        {
            Assert.Equal(answer.Index, EchoRequest.NumberOf(answer.Payload.Span));
            indices.Add(answer.Index);
        }

        Assert.Equal(Enumerable.Range(0, 2_000).Select(index => (long)index), indices.Order());
    }

    [Theory]
    [InlineData(StreamOrder.AsReady)]
    [InlineData(StreamOrder.OfPayloads)]
    public async Task StreamAsync_ALongJobFirst_HoldsTheOthersUpInOrderOnly(StreamOrder order)
    {
        await using WorkerPool pool = EchoPool.New(2);
        IAsyncEnumerable<ReadOnlyMemory<byte>> payloads = Of(
            EchoRequest.Create(Verb.Sleep, 1_000),
            EchoRequest.Create(Verb.Echo),
            EchoRequest.Create(Verb.Echo)
        );
        StreamOptions options = new() { Order = order, Window = 3 };
        Assert.Equal(order == StreamOrder.OfPayloads, (await pool.StreamAsync(payloads, options).FirstAsync()).Index == 0);
    }

    /// <summary>The source waits for whoever takes the answers.</summary>
    [Theory]
    [InlineData(StreamOrder.AsReady)]
    [InlineData(StreamOrder.OfPayloads)]
    public async Task StreamAsync_ASlowConsumer_ReadsNoFurtherThanTheWindow(StreamOrder order)
    {
        await using WorkerPool pool = EchoPool.New(2);
        int read = 0,
            taken = 0;
        StreamOptions options = new() { Order = order, Window = 10 };
        await foreach (StreamAnswer _ in pool.StreamAsync(Payloads(200, _ => read++), options))
        {
            taken++;
            await Task.Delay(1);
            Assert.InRange(read, taken, taken + options.Window);
        }

        Assert.Equal((200, 200), (read, taken));
    }

    [Fact]
    public async Task StreamAsync_LargePayloads_ReadsNoFurtherThanTheBytes()
    {
        await using WorkerPool pool = EchoPool.New(2);
        int read = 0,
            taken = 0;
        StreamOptions options = new() { WindowBytes = 300_000 };
        await foreach (StreamAnswer answer in pool.StreamAsync(Large(), options))
        {
            Assert.Equal(100_000, answer.Payload.Length);
            taken++;
            await Task.Delay(1);
            Assert.InRange(read, taken, taken + 3);
        }

        Assert.Equal(30, taken);

        IAsyncEnumerable<ReadOnlyMemory<byte>> Large() =>
            Enumerable
                .Range(0, 30)
                .Select(seed =>
                {
                    read++;
                    return (ReadOnlyMemory<byte>)EchoRequest.Echo(100_000, seed);
                })
                .ToAsyncEnumerable();
    }

    /// <summary>What failed is an answer too.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task StreamAsync_JobsThatFail_EndNoOthers(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(2, transport);
        IAsyncEnumerable<ReadOnlyMemory<byte>> payloads = Of(
            EchoRequest.Create(Verb.Echo, 0),
            EchoRequest.Create(Verb.Throw, text: "one of many"),
            EchoRequest.Create(Verb.Exit, 7),
            new byte[WorkerPool.MaxPayloadBytes + 1],
            EchoRequest.Create(Verb.Echo, 4)
        );
        StreamAnswer[] answers = await pool.StreamAsync(payloads, new StreamOptions { WindowBytes = 1 }).ToArrayAsync();

        Assert.Equal([0, 1, 2, 3, 4], answers.Select(answer => answer.Index));
        Assert.Equal("one of many", Assert.IsType<RemoteException>(answers[1].Exception).Message);
        Assert.Equal(7, Assert.IsType<WorkerLostException>(answers[2].Exception).ExitCode);
        Assert.Contains("67108864", Assert.IsType<ArgumentException>(answers[3].Exception).Message, StringComparison.Ordinal);
        Assert.Throws<RemoteException>(() => answers[1].Payload);
        Assert.Equal([0, 4], answers.Where(answer => answer.Exception is null).Select(answer => EchoRequest.NumberOf(answer.Payload.Span)));
    }

    [Theory]
    [InlineData(StreamOrder.AsReady)]
    [InlineData(StreamOrder.OfPayloads)]
    public async Task StreamAsync_ASourceThatThrows_ThrowsBehindItsAnswers(StreamOrder order)
    {
        await using WorkerPool pool = EchoPool.New(2);
        int taken = 0;
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            IAsyncEnumerable<ReadOnlyMemory<byte>> payloads = Payloads(
                50,
                index => _ = index < 49 ? 0 : throw new InvalidOperationException("odd")
            );
            await foreach (StreamAnswer answer in pool.StreamAsync(payloads, new StreamOptions { Order = order }))
            {
                taken++;
            }
        });
        Assert.Equal(("odd", 49), (exception.Message, taken));
    }

    /// <summary>The consumer leaves: the source is disposed, and what runs is cancelled before the enumeration returns.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task StreamAsync_TheConsumerLeaves_CancelsWhatIsLeft(WorkerTransport transport)
    {
        await using WorkerPool pool = EchoPool.New(2, transport);
        bool isDisposed = false;
        await foreach (StreamAnswer _ in pool.StreamAsync(Endless()))
        {
            break;
        }

        Assert.True(isDisposed);
        await pool.EchoAsync(10);
        Assert.True(await pool.DrainAsync(TimeSpan.Zero), "Jobs of the stream were left.");

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return EchoRequest.Create(Verb.Echo);
                while (true)
                {
                    await Task.Yield();
                    yield return EchoRequest.Create(Verb.Sleep, 60_000);
                }
            }
            finally
            {
                isDisposed = true;
            }
        }
    }

    [Theory]
    [InlineData(StreamOrder.AsReady)]
    [InlineData(StreamOrder.OfPayloads)]
    public async Task StreamAsync_Cancelled_ThrowsAndKeepsThePool(StreamOrder order)
    {
        await using WorkerPool pool = EchoPool.New(1);
        int worker = await pool.WhoAsync();
        using CancellationTokenSource cancellation = new();
        IAsyncEnumerable<ReadOnlyMemory<byte>> payloads = Of(EchoRequest.Create(Verb.Sleep, 60_000));
        await using IAsyncEnumerator<StreamAnswer> answers = pool.StreamAsync(
                payloads,
                new StreamOptions { Order = order },
                cancellation.Token
            )
            .GetAsyncEnumerator();
        Task<bool> next = answers.MoveNextAsync().AsTask();
        cancellation.CancelAfter(50);
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            next.WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(worker, await pool.WhoAsync());
    }

    /// <summary>A source that does not end would otherwise give failures for ever.</summary>
    [Fact]
    public async Task StreamAsync_ThePoolEnds_Throws()
    {
        await using WorkerPool pool = EchoPool.New(1);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (StreamAnswer answer in pool.StreamAsync(Payloads(int.MaxValue)))
            {
                if (answer.Index == 100)
                {
                    await pool.DisposeAsync();
                }
            }
        });
    }

    [Fact]
    public async Task StreamAsync_OptionsThatNoStreamCanHave_AreRefusedAtOnce()
    {
        await using WorkerPool pool = EchoPool.New(1);
        Assert.Throws<ArgumentNullException>(() => pool.StreamAsync(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.StreamAsync(Payloads(1), new StreamOptions { Window = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.StreamAsync(Payloads(1), new StreamOptions { WindowBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.StreamAsync(Payloads(1), new StreamOptions { Order = (StreamOrder)7 }));
    }

    [Trait("Length", "Long")]
    [LinuxFact(Timeout = TestLimit.Long)]
    public async Task StreamAsync_TenMillionJobs_KeepTheMemoryFlat()
    {
        const int Jobs = 10_000_000;
        await using WorkerPool pool = EchoPool.New(2);
        await pool.StreamAsync(Payloads(100_000)).CountAsync();
        long before = Environment.WorkingSet,
            most = 0;
        await foreach (StreamAnswer answer in pool.StreamAsync(Payloads(Jobs)))
        {
            if (answer.Index % 10_000 == 0)
            {
                most = Math.Max(most, Environment.WorkingSet - before);
            }
        }

        Assert.InRange(most, long.MinValue, 64 << 20);
    }

    private static IAsyncEnumerable<ReadOnlyMemory<byte>> Of(params byte[][] payloads) =>
        payloads.Select(payload => (ReadOnlyMemory<byte>)payload).ToAsyncEnumerable();

    private static IAsyncEnumerable<ReadOnlyMemory<byte>> Payloads(int count, Action<int>? onRead = null) =>
        Enumerable
            .Range(0, count)
            .Select(index =>
            {
                onRead?.Invoke(index);
                return (ReadOnlyMemory<byte>)EchoRequest.Create(Verb.Echo, index);
            })
            .ToAsyncEnumerable();
}
