using ConcurrencyBench.EchoWorker;
using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Answers that wait to be written: each arrives once and in order, whenever the worker is killed.</summary>
public sealed class OutboxTests
{
    private const int Steps = 300;

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    /// <summary>The worker is killed after each step; of what it was writing then, any part may have arrived.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TakeRest_AfterAnyStep_IsWhatHasNotArrived(int seed)
    {
        Random random = new(seed);
        using JobMark mark = JobMark.Create();
        MemoryStream stream = new();
        AnswerOutput output = new(stream, mark.Outbox);
        List<byte> all = [];
        for (int step = 0; step < Steps; step++)
        {
            Reply answer = new(step, EchoRequest.Pattern(random.Next(random.Next(8_000)), step));
            switch (random.Next(5))
            {
                case 0:
                    output.Flush();
                    break;
                case 1:
                    output.Write(answer);
                    all.AddRange(FrameCodec.Encode(answer));
                    break;
                default:
                    output.WriteSoon(answer);
                    all.AddRange(FrameCodec.Encode(answer));
                    break;
            }

            byte[] rest = mark.Outbox.TakeRest(stream.Length);
            Assert.True(all.SequenceEqual([.. stream.ToArray(), .. rest]), $"Step {step} of seed {seed} loses or repeats bytes.");
        }
    }

    [Fact]
    public void TakeRest_KilledWithinAWrite_IsWhatWasNotRead()
    {
        using JobMark mark = JobMark.Create();
        mark.Outbox.TryAdd([1, 2, 3, 4]);
        Assert.Equal([1, 2, 3, 4], mark.Outbox.TakeRest(0));
        Assert.Equal([3, 4], mark.Outbox.TakeRest(2));
        Assert.Empty(mark.Outbox.TakeRest(4));
        mark.Outbox.Clear();
        Assert.Empty(mark.Outbox.TakeRest(4));
        mark.Outbox.TryAdd([5]);
        Assert.Equal([5], mark.Outbox.TakeRest(4));
    }

    /// <summary>A worker that has written over its memory, or whose host has not read all, has no rest.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void TakeRest_CountsThatDoNotFit_IsEmpty(long received)
    {
        using JobMark mark = JobMark.Create();
        mark.Outbox.Pass(4);
        mark.Outbox.TryAdd([1]);
        Assert.Empty(mark.Outbox.TakeRest(received));
    }

    [Fact]
    public void TryAdd_MoreThanThereIsRoomFor_AddsNone()
    {
        using JobMark mark = JobMark.Create();
        Assert.True(mark.Outbox.TryAdd(new byte[Outbox.Capacity - 1]));
        Assert.False(mark.Outbox.TryAdd(new byte[2]));
        Assert.True(mark.Outbox.TryAdd(new byte[1]));
        Assert.Equal(Outbox.Capacity, mark.Outbox.Content.Length);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_AWorkerEndsRightAfterItsAnswers_LosesTheLastJobOnly(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { ChunkSize = 50 });
        for (int round = 0; round < 10; round++)
        {
            int count = 1 + 5 * round;
            ImmutableArray<WorkerJob> jobs = pool.Submit([
                .. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Count)), count),
                new WorkerRequest(EchoRequest.Create(Verb.Exit, 7)),
            ]);
            for (int index = 0; index < count; index++)
            {
                Assert.Equal(index, EchoRequest.ReadNumber(await jobs[index].Answer.WaitAsync(EchoPool.Limit)));
            }

            WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() => jobs[^1].Answer.WaitAsync(EchoPool.Limit));
            Assert.Equal(7, exception.ExitCode);
        }
    }

    /// <summary>An answer waits for others, but not for a long job behind it.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_ALongJobBehindShortOnes_DoesNotHoldTheirAnswers(WorkerTransport transport)
    {
        await using WorkerPool pool = new(EchoPool.Options(1, transport) with { ChunkSize = 50 });
        await pool.WhoAsync();
        ImmutableArray<WorkerJob> jobs = pool.Submit([
            .. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Count)), 20),
            new WorkerRequest(EchoRequest.Create(Verb.Sleep, Timeout.Infinite)),
        ]);
        await Task.WhenAll(jobs[..^1].Select(job => job.Answer)).WaitAsync(EchoPool.Limit);
        Assert.False(jobs[^1].Answer.IsCompleted);
        jobs[^1].Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => jobs[^1].Answer.WaitAsync(EchoPool.Limit));
    }
}
