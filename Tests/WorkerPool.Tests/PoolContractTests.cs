using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The promises of a pool about answers, for every transport: a program that knows only the public API does the jobs.</summary>
public class PoolContractTests
{
    private const int MiB = 1 << 20;

    // Around what a pipe holds, and small ones after the large ones again.
    private static readonly ImmutableArray<int> Lengths = [0, 1, 2, 4096, (64 * 1024) - 1, 64 * 1024, (64 * 1024) + 1, MiB, 0, 1];

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_ManyJobs_AnswersEachWithItsOwn(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(2, transport);
        ImmutableArray<WorkerJob> jobs = pool.Submit([
            .. Enumerable.Range(0, 1000).Select(seed => new WorkerRequest(EchoRequest.Echo(1 + seed % 300, seed))),
        ]);
        for (int seed = 0; seed < jobs.Length; seed++)
        {
            byte[] answer = (await jobs[seed].Answer.WaitAsync(EchoPool.Limit)).ToArray();
            Assert.Equal(EchoRequest.Echo(1 + seed % 300, seed), answer);
        }
    }

    /// <summary>One worker does jobs in the order of their submission.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_OneWorker_BeginsInOrder(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Count)), 200)]);
        for (int index = 0; index < jobs.Length; index++)
        {
            Assert.Equal(index, EchoRequest.ReadNumber(await jobs[index].Answer.WaitAsync(EchoPool.Limit)));
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_PayloadsOfAllSizes_ComeThroughBothWays(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        foreach (int length in Lengths)
        {
            await pool.EchoAsync(length, seed: length);
        }
    }

    [Theory]
    [InlineData(WorkerTransport.Stdio)]
    [InlineData(WorkerTransport.SharedMemory)]
    public async Task RunAsync_SixteenMebibytes_ComeThroughBothWays(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        await pool.EchoAsync(16 * MiB);
        await pool.EchoAsync(1);
    }

    [Trait("Length", "Long")]
    [Theory(Timeout = TestLimit.Long)]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_AsMuchAsFitsIntoAFrame_ComesThroughBothWays(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        await pool.EchoAsync(WorkerPool.MaxPayloadBytes);
        await Assert.ThrowsAsync<ArgumentException>(() => pool.AskAsync(new byte[WorkerPool.MaxPayloadBytes + 1]));
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() =>
            pool.AskAsync(Verb.Give, WorkerPool.MaxPayloadBytes + 1)
        );
        Assert.Contains("more than the", exception.Message, StringComparison.Ordinal);
        await pool.EchoAsync(1);
    }

    /// <summary>Neither side reads only when it has written all: with pipes of 64 KiB both would wait for ever.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_LargeRequestsAgainstLargeAnswers_NeverWaitForEachOther(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(2, transport);
        byte[] request = EchoRequest.Echo(MiB);
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(new WorkerRequest(request), 48)]);
        foreach (WorkerJob job in jobs)
        {
            Assert.True((await job.Answer.WaitAsync(EchoPool.Limit)).Span.SequenceEqual(request));
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_AJobThatThrows_CarriesTheRemoteStackAndTheWorkerLivesOn(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        int worker = await pool.WhoAsync();
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.Throw, text: "ärgerlich"));
        Assert.Equal("ärgerlich", exception.Message);
        Assert.Equal(typeof(InvalidOperationException).FullName, exception.RemoteType);
        Assert.Contains("EchoHandler.Throw", exception.RemoteStack, StringComparison.Ordinal);
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Submit_AHundredFailingJobsAmongOthers_FailAloneAndInPlace(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(2, transport);
        ImmutableArray<WorkerJob> jobs = pool.Submit([
            .. Enumerable
                .Range(0, 2000)
                .Select(index => new WorkerRequest(
                    index % 20 == 7 ? EchoRequest.Create(Verb.Throw, text: $"{index}") : EchoRequest.Echo(8, index)
                )),
        ]);
        for (int index = 0; index < jobs.Length; index++)
        {
            Task<ReadOnlyMemory<byte>> answer = jobs[index].Answer.WaitAsync(EchoPool.Limit);
            if (index % 20 == 7)
            {
                Assert.Equal($"{index}", (await Assert.ThrowsAsync<RemoteException>(() => answer)).Message);
            }
            else
            {
                Assert.Equal(EchoRequest.Echo(8, index), (await answer).ToArray());
            }
        }
    }

    /// <summary>Printed text would be read as frames. It goes to stderr, and its end into the message of a loss.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_NoiseOnStandardOutput_DoesNoHarmAndIsInTheTail(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        int worker = await pool.WhoAsync();
        Assert.Equal(0, (await pool.AskAsync(Verb.Print, text: "noise noise noise")).Length);
        await pool.EchoAsync(100_000);
        Assert.Equal(worker, await pool.WhoAsync());

        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
        Assert.Equal(7, exception.ExitCode);
        Assert.Contains("noise noise noise", exception.ErrorTail, StringComparison.Ordinal);
        Assert.Contains("esion esion esion", exception.ErrorTail, StringComparison.Ordinal);
    }

    [UnixTheory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_NoiseFromAGrandchild_DoesNoHarmAndIsInTheTail(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        int worker = await pool.WhoAsync();
        int grandchild = EchoRequest.ReadNumber(await pool.AskAsync(Verb.Shell, text: "echo grand noise; cat; echo louder noise >&2"));
        await OtherProcesses.AssertGoneAsync([grandchild], TimeSpan.FromSeconds(10));
        await pool.EchoAsync(100_000);
        Assert.Equal(worker, await pool.WhoAsync());

        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
        Assert.Contains("grand noise", exception.ErrorTail, StringComparison.Ordinal);
        Assert.Contains("louder noise", exception.ErrorTail, StringComparison.Ordinal);
    }

    /// <summary>The grandchild keeps the worker's stderr open, and nothing else that would hide the worker's end.</summary>
    [UnixTheory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_AGrandchildOutlivesTheWorker_TheLossIsSeenAllTheSame(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(1, transport);
        int grandchild = EchoRequest.ReadNumber(await pool.AskAsync(Verb.Shell, text: "exec sleep 60"));
        try
        {
            WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
            Assert.Equal(7, exception.ExitCode);
            Assert.True(OtherProcesses.IsAlive(grandchild));
            await pool.EchoAsync(1);
        }
        finally
        {
            Signals.TryKill(grandchild);
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_APoolWithinAPool_AnswersAndLeavesNothing(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(2, transport);
        ReadOnlyMemory<byte>[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pool.AskAsync(Verb.Nest)));
        int[] nested = [.. answers.Select(EchoRequest.ReadNumber)];
        Assert.Equal(4, nested.Distinct().Count());
        Assert.Empty(nested.Intersect(pool.ProcessIds));
        await OtherProcesses.AssertGoneAsync(nested, TimeSpan.Zero);
    }

    [Fact]
    public async Task RunAsync_ContinuationsThatThrowOrBlock_HarmNoOtherJob()
    {
        using ManualResetEventSlim release = new();
        await using (WorkerPool pool = NewPool(2))
        {
            Task[] bad =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(_ =>
                        pool.AskAsync(Verb.Sleep)
                            .ContinueWith(_ => release.Wait(EchoPool.Limit), TaskContinuationOptions.ExecuteSynchronously)
                    ),
                .. Enumerable
                    .Range(0, 50)
                    .Select(_ =>
                        pool.AskAsync(Verb.Sleep)
                            .ContinueWith(_ => throw new InvalidOperationException(), TaskContinuationOptions.ExecuteSynchronously)
                    ),
            ];
            for (int job = 0; job < 200; job++)
            {
                await pool.EchoAsync(10, job);
            }

            release.Set();
            await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(bad).WaitAsync(EchoPool.Limit));
        }
    }

    /// <summary>A pool of the workers that are to keep the contract.</summary>
    protected virtual WorkerPool NewPool(int workers, WorkerTransport transport = WorkerTransport.Stdio) =>
        EchoPool.New(workers, transport);
}
