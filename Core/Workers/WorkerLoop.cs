using ConcurrencyBench.Core.Workers.Protocol;
using ConcurrencyBench.Core.Workers.Transports;

namespace ConcurrencyBench.Core.Workers;

/// <summary>What a worker process does: answers calls in the order in which they came, until there are no more.</summary>
/// <remarks>
/// Calls are read on a thread of their own, so that Cancel, Ping and the end of the stream are seen while a job computes. The
/// end of the stream means that the host is done or dead: what still runs is given up, and the process ends.
/// </remarks>
internal sealed class WorkerLoop : IDisposable
{
    // A job looks at its token every few milliseconds. One that does not is ended with its process.
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);

    // A message or stack beyond this says no more.
    private const int MaxTextLength = 64 * 1024;

    private readonly Stream _output;
    private readonly WorkerHandler _handler;
    private readonly Lock _outputLock = new();
    private readonly object _callsLock = new();
    private readonly Queue<Call> _calls = new();
    private readonly HashSet<long> _cancelledJobs = [];
    private bool _isInputClosed;
    private volatile bool _isInputBroken;
    private long _currentJob = -1;
    private CancellationTokenSource _current = new();

    private WorkerLoop(Stream output, WorkerHandler handler)
    {
        _output = output;
        _handler = handler;
    }

    /// <summary>Serves a host.</summary>
    /// <param name="connection">Frames from the host, whose end is the end of the work, and frames to it.</param>
    /// <param name="handler">Does the jobs.</param>
    /// <returns>The exit code: 0 after the end of the stream, 2 when the host sent what no host sends or is gone.</returns>
    public static int Serve(StreamPair connection, WorkerHandler handler)
    {
        using WorkerLoop loop = new(connection.Output, handler);
        try
        {
            loop.Send(new Hello(FrameCodec.Magic, FrameCodec.Version, Environment.ProcessId));
            Thread reader = new(() => loop.ReadCalls(connection.Input)) { IsBackground = true };
            reader.Start();
            loop.AnswerCalls();
            loop.Send(WorkerUsage.OfThisProcess());
            return loop._isInputBroken ? 2 : 0;
        }
        catch (IOException)
        {
            // Nobody reads what this worker writes.
            return 2;
        }
    }

    /// <summary>Gives the token back.</summary>
    public void Dispose() => _current.Dispose();

    // What ends one job and begins the next goes out in one write.
    private void AnswerCalls()
    {
        Frame? answer = null;
        while (true)
        {
            Call? call = NextCall(mayWait: answer is null);
            if (call is null && answer is null)
            {
                return;
            }

            if (call is null)
            {
                Send(answer!);
                answer = null;
                continue;
            }

            Began began = new(call.JobId);
            if (answer is null)
            {
                Send(began);
            }
            else
            {
                Send(answer, began);
            }

            answer = Answer(call);
        }
    }

    private Call? NextCall(bool mayWait)
    {
        lock (_callsLock)
        {
            while (mayWait && _calls.Count == 0 && !_isInputClosed)
            {
                Monitor.Wait(_callsLock);
            }

            if (!_calls.TryDequeue(out Call? call))
            {
                return null;
            }

            _currentJob = call.JobId;
            if (_current.IsCancellationRequested)
            {
                _current.Dispose();
                _current = new CancellationTokenSource();
            }

            if (_cancelledJobs.Remove(_currentJob))
            {
                StopCurrent();
            }

            return call;
        }
    }

    private Frame Answer(Call call)
    {
        CancellationToken cancellationToken = _current.Token;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlyMemory<byte> answer = _handler(call.Payload, cancellationToken);
            return answer.Length <= FrameCodec.MaxPayloadBytes
                ? new Reply(call.JobId, answer)
                : throw new InvalidOperationException($"The answer has {answer.Length} bytes, more than the {FrameCodec.MaxPayloadBytes} that a frame holds.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Cancelled(call.JobId);
        }
#pragma warning disable CA1031 // Whatever a job throws is its answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Fault(call.JobId, exception.GetType().FullName!, Shorten(exception.Message), Shorten(exception.StackTrace ?? ""));
        }
    }

    private static string Shorten(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength];

    private void ReadCalls(Stream input)
    {
        try
        {
            FrameReader reader = new(input);
            while (reader.Read() is { } frame)
            {
                Take(frame);
            }
        }
        catch (Exception exception) when (exception is FrameFormatException or IOException)
        {
            _isInputBroken = true;
            Console.Error.WriteLine($"The host sent what no host sends: {exception.Message}");
        }

        GiveUp();
        Thread.Sleep(EndGrace);
        Environment.Exit(2);
    }

    private void GiveUp()
    {
        lock (_callsLock)
        {
            _isInputClosed = true;
            _calls.Clear();
            StopCurrent();
            Monitor.Pulse(_callsLock);
        }
    }

    // What a job has registered for its cancellation may throw or take long, and neither is to stop the reader of calls.
    private void StopCurrent() => _ = _current.CancelAsync();

    private void Take(Frame frame)
    {
        lock (_callsLock)
        {
            switch (frame)
            {
                case Cancel cancel when cancel.JobId == _currentJob:
                    StopCurrent();
                    break;
                case Cancel cancel when _calls.Any(call => call.JobId == cancel.JobId):
                    _cancelledJobs.Add(cancel.JobId);
                    break;
                case Cancel:
                    // Answered before the host changed its mind.
                    break;
                case Call call:
                    _calls.Enqueue(call);
                    Monitor.Pulse(_callsLock);
                    break;
                case Ping:
                    break;
                default:
                    throw new FrameFormatException($"{frame.GetType().Name} comes from workers, not from hosts.");
            }
        }

        if (frame is Ping)
        {
            Send(new Pong());
        }
    }

    private void Send(params ReadOnlySpan<Frame> frames)
    {
        byte[] bytes = FrameCodec.Encode(frames);
        lock (_outputLock)
        {
            _output.Write(bytes);
            _output.Flush();
        }
    }
}
