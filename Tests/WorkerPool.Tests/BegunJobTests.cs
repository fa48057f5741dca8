using ConcurrencyBench.EchoWorker;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The job that a worker marks as begun, seen by a host that does not read.</summary>
public sealed class BegunJobTests
{
    // More than any pipe holds.
    private const int Large = 4 << 20;

    // A worker that begins the next job does so within a few milliseconds.
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(300);

    /// <summary>A worker that was killed then would have two jobs that must not be done again, and a policy for one.</summary>
    [Fact]
    public async Task Serve_WhileAnAnswerIsOnItsWay_BeginsNoOtherJob()
    {
        using JobMark mark = JobMark.Create();
        ProcessStartInfo start = EchoPool.Command.ToStartInfo();
        new WorkerSettings(mark.Path).WriteTo(start.Environment);
        using OwnedProcess worker = OwnedProcess.Start(start);
        FrameReader answers = new(worker.Output);
        Assert.IsType<Hello>(answers.Read());

        Send(worker, new Call(0, EchoRequest.Create(Verb.Give, Large)));
        byte[] length = new byte[sizeof(int)];
        worker.Output.ReadExactly(length);
        Send(worker, new Call(1, EchoRequest.Create(Verb.Count)));
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < Wait; )
        {
            Assert.Equal(0, mark.Read());
            await Task.Delay(1);
        }

        worker.Output.ReadExactly(new byte[BitConverter.ToInt32(length)]);
        Assert.Equal(1, Assert.IsType<Reply>(answers.Read()).JobId);
        Assert.Equal(1, mark.Read());
    }

    private static void Send(OwnedProcess worker, Call call)
    {
        worker.Input.Write(FrameCodec.Encode(call));
        worker.Input.Flush();
    }
}
