using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Jobs that throw what is hard to describe, and calls that are no calls.</summary>
public sealed class PoolOddEndTests
{
    public static TheoryData<WorkerTransport, OddEndCase> Cells()
    {
        TheoryData<WorkerTransport, OddEndCase> cells = [];
        foreach (WorkerTransport transport in Wine.LacksUnixSockets is null ? Enum.GetValues<WorkerTransport>() : [WorkerTransport.Stdio])
        {
            Array.ForEach(Enum.GetValues<OddEnd>(), end => cells.Add(transport, new OddEndCase((int)end)));
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task RunAsync_AJobThatEndsOddly_IsARemoteExceptionAndTheWorkerLivesOn(WorkerTransport transport, OddEndCase end)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        int worker = await pool.WhoAsync();
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.EndOddly, end.Number));
        Assert.NotEmpty(exception.Message);
        Assert.InRange(exception.Message.Length, 1, 64 * 1024);
        Assert.Contains(exception.RemoteType, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Fact]
    public async Task RunAsync_AnAggregate_ArrivesWithAllThatIsInside()
    {
        await using WorkerPool pool = EchoPool.New(1);
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.EndOddly, (int)OddEnd.Aggregate));
        Assert.Equal(typeof(AggregateException).FullName, exception.RemoteType);
        Assert.Equal(["first", "second"], exception.InnerExceptions.Select(inner => inner.Message));
        Assert.Same(exception.InnerExceptions[0], exception.InnerException);
        Assert.Equal("within", Assert.IsType<RemoteException>(exception.InnerException!.InnerException).Message);
        Assert.Equal(typeof(TimeoutException).FullName, exception.InnerExceptions[0].InnerExceptions[0].RemoteType);
        Assert.All(["first", "second", "within"], text => Assert.Contains(text, exception.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ACrowdOfExceptions_SaysHowManyAreMissing()
    {
        await using WorkerPool pool = EchoPool.New(1);
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.EndOddly, (int)OddEnd.Crowd));
        Assert.Equal(1000, exception.InnerExceptions.Length + exception.OmittedInnerExceptions);
        Assert.Contains($"{exception.OmittedInnerExceptions} more", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AMessageThatCannotBeRead_SaysSo()
    {
        await using WorkerPool pool = EchoPool.New(1);
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.EndOddly, (int)OddEnd.InnerThrows));
        Assert.Equal("(its message cannot be read: System.TimeoutException)", exception.InnerExceptions[0].Message);
        Assert.Equal("(its stack cannot be read: System.TimeoutException)", exception.InnerExceptions[0].RemoteStack);
    }

    [Fact]
    public async Task Submit_NoArray_IsAnArgumentException()
    {
        await using WorkerPool pool = EchoPool.New(1);
        Assert.Throws<ArgumentException>("requests", () => pool.Submit(default));
        Assert.Empty(pool.Submit([]));
    }

    [Fact]
    public async Task Submit_APayloadAboveTheBound_IsAnArgumentExceptionThatNamesIt()
    {
        await using WorkerPool pool = EchoPool.New(1);
        Assert.Equal(64 << 20, WorkerPool.MaxPayloadBytes);
        WorkerRequest tooLong = new(new byte[WorkerPool.MaxPayloadBytes + 1]);
        ArgumentException exception = Assert.Throws<ArgumentException>("requests", () => pool.Submit([default, tooLong]));
        Assert.Contains($"{WorkerPool.MaxPayloadBytes}", exception.Message, StringComparison.Ordinal);
        Assert.Empty(pool.ProcessIds);
    }

    [Fact]
    public async Task Cancel_NoJobs_IsAnArgumentException()
    {
        await using WorkerPool pool = EchoPool.New(1);
        Assert.Throws<ArgumentNullException>("jobs", () => pool.Cancel(null!));
        Assert.Throws<ArgumentException>("jobs", () => pool.Cancel([default]));
        pool.Cancel([]);
    }

    /// <summary>A case with a name, of a type that the signature of a public test may have.</summary>
    public sealed record OddEndCase(int Number)
    {
        public override string ToString() => ((OddEnd)Number).ToString();
    }
}
