using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Timelines;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Workers;

/// <summary>What a worker process does: answers requests in the order in which they came, until there are no more.</summary>
/// <remarks>
/// Requests are read on a thread of their own, so that Cancel and the end of the stream are seen while an item computes. The
/// end of the stream means that the host is done or dead: what still runs is given up, and the process ends.
/// </remarks>
public sealed class WorkerLoop : IDisposable
{
    // A kernel looks at the token every few milliseconds. One that does not is ended with its process.
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);

    private readonly Stream _output;
    private readonly WorkerTimeline? _timeline;
    private readonly Lock _outputLock = new();
    private readonly object _requestsLock = new();
    private readonly Queue<JobFrame> _requests = new();
    private readonly HashSet<long> _cancelledJobs = [];
    private readonly HashSet<string> _sharedFiles = [];
    private bool _isInputClosed;
    private volatile bool _isInputBroken;
    private long _currentJob = -1;
    private CancellationTokenSource _current = new();
    private SharedAnswers? _answers;

    private WorkerLoop(Stream output, WorkerTimeline? timeline)
    {
        _output = output;
        _timeline = timeline;
    }

    /// <summary>Serves a host.</summary>
    /// <param name="input">Frames from the host; its end is the end of the work.</param>
    /// <param name="output">Frames to the host, and nothing else.</param>
    /// <param name="timeline">Takes the events and leaves them for the host; null where nobody wants them.</param>
    /// <returns>The exit code: 0 after the end of the stream, 2 when the host sent what no host sends or is gone.</returns>
    public static int Serve(Stream input, Stream output, WorkerTimeline? timeline = null)
    {
        using WorkerLoop loop = new(output, timeline);
        try
        {
            loop.Send(new Hello(FrameCodec.Magic, FrameCodec.Version, Environment.ProcessId));
            Thread reader = new(() => loop.ReadRequests(input)) { IsBackground = true };
            reader.Start();
            loop.AnswerRequests();
            loop._timeline?.Leave();
            loop.Send(WorkerUsage.OfThisProcess());
            return loop._isInputBroken ? 2 : 0;
        }
        catch (IOException)
        {
            // Nobody reads what this worker writes.
            return 2;
        }
    }

    /// <summary>Gives the shared memory back.</summary>
    public void Dispose()
    {
        _answers?.Dispose();
        _current.Dispose();
    }

    private void AnswerRequests()
    {
        while (NextRequest() is { } request)
        {
            Send(Answer(request));
        }
    }

    private JobFrame? NextRequest()
    {
        lock (_requestsLock)
        {
            while (_requests.Count == 0 && !_isInputClosed)
            {
                Monitor.Wait(_requestsLock);
            }

            if (_requests.Count == 0)
            {
                return null;
            }

            JobFrame request = _requests.Dequeue();
            _currentJob = request.JobId;
            if (_current.IsCancellationRequested)
            {
                _current.Dispose();
                _current = new CancellationTokenSource();
            }

            if (_cancelledJobs.Remove(_currentJob))
            {
                _current.Cancel();
            }

            return request;
        }
    }

    private Frame Answer(JobFrame request)
    {
        CancellationToken cancellationToken = _current.Token;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return request switch
            {
                Run run => RunItem(run, cancellationToken),
                Consume consume => ConsumeQueue(consume, cancellationToken),
                _ => throw new FrameFormatException($"{request.GetType().Name} is no request."),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Cancelled(request.JobId);
        }
#pragma warning disable CA1031 // Whatever a job throws is its answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Fault(request.JobId, exception.GetType().FullName!, exception.Message, exception.StackTrace ?? "");
        }
    }

    private Frame RunItem(Run run, CancellationToken cancellationToken)
    {
        IDivisorKernel kernel = KernelCatalog.Find(run.KernelId)
            ?? throw new InvalidOperationException($"This worker has no kernel '{run.KernelId}'.");
        long[] divisors = Watched(new WorkItem(kernel, run.Number, run.Candidates)).Run(cancellationToken);
        return run.AnswerSlot >= 0 && _answers?.TryStore(run.AnswerSlot, divisors) == true
            ? new Stored(run.JobId, run.AnswerSlot)
            : new Done(run.JobId, [.. divisors]);
    }

    private WorkItem Watched(WorkItem item) => _timeline?.Watch(item) ?? item;

    private Done ConsumeQueue(Consume consume, CancellationToken cancellationToken)
    {
        using SharedQueue queue = SharedQueue.Open(consume.QueuePath);
        List<long> answers = [];
        while (queue.TryTake(consume.Consumer, out int index, out WorkItem item))
        {
            try
            {
                long[] divisors = Watched(item).Run(cancellationToken);
                answers.Add(index);
                answers.Add(divisors.Length);
                answers.AddRange(divisors);
                queue.MarkDone(index);
            }
            catch
            {
                queue.MarkFailed(index);
                throw;
            }
        }

        return new Done(consume.JobId, [.. answers]);
    }

    private void ReadRequests(Stream input)
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
        lock (_requestsLock)
        {
            _isInputClosed = true;
            _requests.Clear();
            _current.Cancel();
            Monitor.Pulse(_requestsLock);
        }

        // A host that was killed could not do it.
        foreach (string path in _sharedFiles)
        {
            SharedFile.TryDelete(path);
        }
    }

    private void Take(Frame frame)
    {
        lock (_requestsLock)
        {
            switch (frame)
            {
                case Cancel cancel when cancel.JobId == _currentJob:
                    _current.Cancel();
                    break;
                case Cancel cancel when _requests.Any(request => request.JobId == cancel.JobId):
                    _cancelledJobs.Add(cancel.JobId);
                    break;
                case Cancel:
                    // Answered before the host changed its mind.
                    break;
                case ShareAnswers share:
                    _answers?.Dispose();
                    _answers = SharedAnswers.Open(share.AnswersPath);
                    _sharedFiles.Add(share.AnswersPath);
                    break;
                case Consume consume:
                    _sharedFiles.Add(consume.QueuePath);
                    _requests.Enqueue(consume);
                    Monitor.Pulse(_requestsLock);
                    break;
                case JobFrame request:
                    _requests.Enqueue(request);
                    Monitor.Pulse(_requestsLock);
                    break;
                default:
                    throw new FrameFormatException($"{frame.GetType().Name} comes from workers, not from hosts.");
            }
        }
    }

    private void Send(Frame frame)
    {
        byte[] bytes = FrameCodec.Encode(frame);
        lock (_outputLock)
        {
            _output.Write(bytes);
            _output.Flush();
        }
    }
}
