using System.Net.Sockets;
using ConcurrencyBench.EchoWorker;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Exceptions on the threads of a pool, at each place: they end the worker, and reach its owner once.</summary>
public sealed class WorkerProcessTests
{
    private static readonly ImmutableArray<Exception> Any =
    [
        new InsufficientMemoryException("Injected."),
        new InvalidOperationException("Injected."),
        new NotSupportedException("Injected."),
        new TypeInitializationException("Injected.", null),
        new SocketException((int)SocketError.TooManyOpenSockets),
    ];

    public enum Place
    {
        Create,
        Settings,
        Connect,
        Read,
        Write,
        StopConnecting,
        Dispose,
    }

    public static TheoryData<Place, int> Places()
    {
        TheoryData<Place, int> places = [];
        foreach (Place place in Enum.GetValues<Place>())
        {
            for (int index = 0; index < Any.Length; index++)
            {
                places.Add(place, index);
            }
        }

        return places;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Start_AnExceptionOnAThreadOfThePool_EndsTheWorkerAndIsReportedOnce(Place place, int index)
    {
        Watched worker = new(() => FailingTransport.Create(place, Any[index]));
        worker.Process.Start();
        worker.Process.Send([new Call(1, EchoRequest.Create(Verb.Sleep, 10))]);
        worker.Process.Send([new Call(2, EchoRequest.Create(Verb.Sleep, place < Place.StopConnecting ? 60_000 : 10))]);
        worker.Process.CloseInput();
        object end = await worker.Ended.Task.WaitAsync(EchoPool.Limit);
        switch (place)
        {
            case Place.Create or Place.Settings:
                Assert.Same(Any[index], end);
                break;
            case Place.Connect or Place.Read or Place.Write:
                WorkerExit exit = Assert.IsType<WorkerExit>(end);
                Assert.Equal(LossReason.Host, exit.Reason);
                Assert.Equal(Any[index].Message, exit.Sent);
                break;
            default:
                Assert.IsType<WorkerExit>(end);
                break;
        }

        if (worker.Process.Id != 0)
        {
            await OtherProcesses.AssertGoneAsync([worker.Process.Id], TimeSpan.Zero);
        }

        await Task.Delay(100);
        Assert.Equal(1, worker.Ends);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_BytesThatAreNoFrame_BreakTheProtocol(bool isRing)
    {
        Exception exception = isRing ? new InvalidDataException("Injected.") : new FrameFormatException("Injected.");
        Watched worker = new(() => FailingTransport.Create(Place.Read, exception));
        worker.Process.Start();
        WorkerExit exit = Assert.IsType<WorkerExit>(await worker.Ended.Task.WaitAsync(EchoPool.Limit));
        Assert.Equal(LossReason.Protocol, exit.Reason);
    }

    private sealed class Watched
    {
        private int _ends;

        public Watched(Func<HostTransport> createTransport)
        {
            Process = new WorkerProcess(EchoPool.Command.ToStartInfo(), createTransport)
            {
                OnNotStarted = Note,
                OnFrames = _ => { },
                OnExit = Note,
            };
        }

        public WorkerProcess Process { get; }

        public TaskCompletionSource<object> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Ends => Volatile.Read(ref _ends);

        private void Note(object end)
        {
            Interlocked.Increment(ref _ends);
            Ended.TrySetResult(end);
        }
    }

    /// <summary>Standard input and output, and an exception at one place.</summary>
    private sealed class FailingTransport(Place place, Exception exception) : HostTransport
    {
        public static FailingTransport Create(Place place, Exception exception) =>
            place == Place.Create ? throw exception : new FailingTransport(place, exception);

        public override WorkerSettings SettingsWith(JobMark mark) => place == Place.Settings ? throw exception : base.SettingsWith(mark);

        public override StreamPair Connect(Process worker)
        {
            FailAt(Place.Connect);
            return new StreamPair(
                new FailingStream(worker.StandardOutput.BaseStream, () => FailAt(Place.Read)),
                new FailingStream(worker.StandardInput.BaseStream, () => FailAt(Place.Write))
            );
        }

        public override void StopConnecting() => FailAt(Place.StopConnecting);

        public override void Dispose()
        {
            base.Dispose();
            FailAt(Place.Dispose);
        }

        private void FailAt(Place here)
        {
            if (here == place)
            {
                throw exception;
            }
        }
    }

    private sealed class FailingStream(Stream stream, Action fail) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => stream.Flush();

        public override int Read(byte[] buffer, int offset, int count)
        {
            fail();
            return stream.Read(buffer, offset, count);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            fail();
            stream.Write(buffer, offset, count);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
