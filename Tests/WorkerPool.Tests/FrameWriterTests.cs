using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Frames to a worker: in order, once, and by a sender only where it need not wait.</summary>
public sealed class FrameWriterTests : IDisposable
{
    // About the bytes of a frame beside its payload.
    private const int Head = 32;
    private const int LargePayload = 40_000;

    private static readonly int MostDirect = OperatingSystem.IsLinux() ? 2048 : 512;

    private readonly FrameWriter _writer = new();
    private readonly WrittenStream _stream = new();
    private readonly WrittenStream _lifeLine = new();

    public static TheoryData<int> Answers => [.. Enumerable.Range(0, AnswersOfOneCall.Length)];

    private static Frame[] AnswersOfOneCall =>
        [new Reply(1, default), new Fault(1, new ThrownException("", "", "")), new Cancelled(1), new Recalled([1])];

    public void Dispose()
    {
        _stream.Dispose();
        _lifeLine.Dispose();
    }

    [Fact]
    public async Task Send_BeforeItIsConnected_IsWrittenThenInItsOrder()
    {
        Frame[] frames = [Small(1), new Cancel(1), Large(2), new Ping()];
        _writer.Send([.. frames[..2]]);
        _writer.Send([.. frames[2..]]);
        _writer.Connect(_stream, _lifeLine);
        Assert.Empty(_stream.Content);
        await CloseAsync(Start());
        Assert.Equal(FrameCodec.Encode(frames), _stream.Content);
    }

    [Fact]
    public void Send_SmallFramesToAWorkerWithoutCalls_AreWrittenByTheSender()
    {
        _writer.Connect(_stream, _lifeLine);
        _writer.Send([new Ping()]);
        _writer.Send([new Ping(), Small(1)]);
        Assert.Equal(FrameCodec.Encode(new Ping(), new Ping(), Small(1)), _stream.Content);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Send_AfterTheAnswersOfAllCalls_IsWrittenByTheSender(int answer)
    {
        _writer.Connect(_stream, _lifeLine);
        _writer.Send([Small(1), Small(2)]);
        byte[] first = _stream.Content;
        _writer.NoteReceived([new Pong(), new Progress(1, default), new Reply(2, default)]);
        _writer.NoteReceived([AnswersOfOneCall[answer]]);
        _writer.Send([Small(3)]);
        Assert.Equal([.. first, .. FrameCodec.Encode(Small(3))], _stream.Content);
    }

    /// <summary>It may still be busy with the call, and the pipe be full.</summary>
    [Fact]
    public async Task Send_WhileACallHasNoAnswer_WaitsForTheWriter()
    {
        _writer.Connect(_stream, _lifeLine);
        _writer.Send([Small(1), Small(2)]);
        byte[] first = _stream.Content;
        _writer.NoteReceived([new Reply(1, default), new Progress(2, default)]);
        _writer.Send([new Cancel(2)]);
        Assert.Equal(first, _stream.Content);
        await CloseAsync(Start());
        Assert.Equal([.. first, .. FrameCodec.Encode(new Cancel(2))], _stream.Content);
    }

    [Fact]
    public void Send_BehindFramesThatWait_WaitsToo()
    {
        _writer.Connect(_stream, _lifeLine);
        _writer.Send([Large(1)]);
        _writer.NoteReceived([new Reply(1, default)]);
        _writer.Send([new Ping()]);
        Assert.Empty(_stream.Content);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Send_AsMuchAsFitsIntoAnEmptyPipe_IsWrittenByTheSenderAndNoMore(int more, bool isDirect)
    {
        _writer.Connect(_stream, _lifeLine);
        int half = MostDirect / 2 - Head;
        _writer.Send([Call(1, half), Call(2, half + more)]);
        Assert.Equal(isDirect, _stream.Content.Length > 0);
    }

    [Fact]
    public async Task Send_WhileTheWriterWaitsForTheWorker_WaitsForNothing()
    {
        _writer.Connect(_stream, _lifeLine);
        _stream.HoldUp();
        Task writing = Start();
        _writer.Send([Large(1)]);
        await Eventually.TrueAsync(() => _stream.IsHeldUp);
        _writer.NoteReceived([new Reply(1, default)]);
        await Task.Run(() => _writer.Send([Small(2)])).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(_stream.Content);
        _stream.LetGo();
        await CloseAsync(writing);
        Assert.Equal(FrameCodec.Encode(Large(1), Small(2)), _stream.Content);
    }

    [Fact]
    public async Task Send_AfterTheWriterHasWrittenAll_IsWrittenByTheSenderAgain()
    {
        _writer.Connect(_stream, _lifeLine);
        Task writing = Start();
        for (int job = 0; job < 3; job++)
        {
            _writer.Send([Large(job)]);
            await Eventually.TrueAsync(() => _stream.Content.Length >= (job + 1) * LargePayload);
            _writer.NoteReceived([new Reply(job, default)]);
        }

        await Eventually.TrueAsync(() => IsWrittenHere(new Ping()));
        await CloseAsync(writing);
    }

    /// <summary>Not all that waits at once: the worker may begin with the first of them.</summary>
    [Fact]
    public async Task WriteUntilClosed_ManyThatWait_AreWrittenInParts()
    {
        ImmutableArray<Frame> frames = [.. Enumerable.Range(0, 10).Select(job => Call(job, LargePayload))];
        _writer.Connect(_stream, _lifeLine);
        _writer.Send(frames);
        await CloseAsync(Start());
        Assert.Equal(FrameCodec.Encode(frames.AsSpan()), _stream.Content);
        Assert.Equal(5, _stream.Flushes);
    }

    [Fact]
    public async Task Close_WhatWasSent_IsWrittenFirstAndNothingAfterIt()
    {
        _writer.Connect(_stream, _lifeLine);
        _writer.Send([Large(1)]);
        _writer.Close();
        _writer.Send([new Ping()]);
        Assert.False(_lifeLine.IsDisposed);
        await Start().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(FrameCodec.Encode(Large(1)), _stream.Content);
        Assert.True(_lifeLine.IsDisposed);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(ObjectDisposedException))]
    public async Task WriteUntilClosed_TheWorkerHasEnded_EndsAndClosesTheLifeLine(Type exception)
    {
        Exception broken = (Exception)Activator.CreateInstance(exception, "broken")!;
        using WrittenStream lifeLine = new();
        _writer.Connect(new WrittenStream { Broken = broken }, lifeLine);
        _writer.Send([Small(1)]);
        _writer.Send([Large(2)]);
        await Start().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(lifeLine.IsDisposed);
    }

    [Fact]
    public async Task WriteUntilClosed_TheLifeLineIsBroken_Ends()
    {
        _writer.Connect(_stream, new WrittenStream { Broken = new IOException("broken") });
        await CloseAsync(Start());
    }

    private static Call Small(int job) => Call(job, 16);

    private static Call Large(int job) => Call(job, LargePayload);

    private static Call Call(int job, int length) => new(job, new byte[length]);

    private bool IsWrittenHere(Frame frame)
    {
        int before = _stream.Writers.Length;
        _writer.Send([frame]);
        return _stream.Writers[before..].Contains(Environment.CurrentManagedThreadId);
    }

    // Once it sleeps, only what wakes it makes it write.
    private Task Start()
    {
        TaskCompletionSource ended = new();
        Thread thread = new(() =>
        {
            _writer.WriteUntilClosed();
            ended.SetResult();
        })
        {
            IsBackground = true,
        };
        thread.Start();
        SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin) || !thread.IsAlive);
        return ended.Task;
    }

    private async Task CloseAsync(Task writing)
    {
        _writer.Close();
        await writing.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
