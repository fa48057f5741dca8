using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers;

/// <summary>The loop of a worker process: it does calls in the order of their arrival until the host closes the stream.</summary>
/// <remarks>
/// Two threads take turns. One reads; when it reads a call and no job is under way, it does that job itself, so that no job waits
/// until a thread has woken another. When the job is not done within a millisecond, the other one reads: Cancel, Ping and the
/// end of the stream are seen while a job computes. The end of the stream means that the host is done or dead: the job that runs
/// is cancelled, and the process ends.
/// </remarks>
internal sealed class WorkerLoop : IDisposable
{
    // A job looks at its token every few milliseconds. One that does not is ended with its process.
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);

    // The time that a job may run before the other thread reads beside it.
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(1);

    // The number of naps without a job after which the resting thread sleeps until it is woken.
    private const int MaxNaps = 50;

    private readonly FrameReader _reader;
    private readonly LoopOutput _output;
    private readonly JobMark _mark;
    private readonly JobAnswers _answers;
    private readonly Func<bool> _isMore;
    private readonly object _lock = new();
    private readonly CallQueue _calls = new();
    private bool _isReading;
    private bool _isOtherAsleep;
    private bool _isInputBroken;
    private bool _hasMoreArrived;

    private WorkerLoop(StreamPair connection, JobMark mark, JobRunner runner)
    {
        _reader = new FrameReader(connection.Input);
        _output = new LoopOutput(connection.Output, mark.Outbox);
        _mark = mark;
        _answers = new JobAnswers(runner, _output.Reports);
        _isMore = IsMore;
    }

    /// <summary>Serves a host.</summary>
    /// <param name="connection">Frames from the host, whose end is the end of the work, and frames to it.</param>
    /// <param name="mark">Gets the id of each job that is begun.</param>
    /// <param name="runner">Does the jobs.</param>
    /// <returns>The exit code: 0 after the end of the stream, 2 when the host broke the protocol or is gone.</returns>
    public static int Serve(StreamPair connection, JobMark mark, JobRunner runner)
    {
        using WorkerLoop loop = new(connection, mark, runner);
        try
        {
            loop._output.Send(Greeting());
            StartThread(() => loop.TakeTurnsOrExit());
            loop.TakeTurns();
            loop._output.Send(WorkerUsage.CreateGoodbye());
            return loop._isInputBroken ? 2 : 0;
        }
        catch (IOException)
        {
            // The host does not read any more.
            return 2;
        }
    }

    /// <summary>Tells a host that this worker cannot begin, and why.</summary>
    public static void Refuse(StreamPair connection, ThrownException thrown)
    {
        try
        {
            new FrameOutput(connection.Output).Write([Greeting(), new NotReady(thrown)]);
        }
        catch (IOException)
        {
            // The host does not read any more.
        }
    }

    /// <summary>Disposes the token of the last job.</summary>
    public void Dispose()
    {
        _calls.Dispose();
        _output.Dispose();
    }

    private static Hello Greeting() => new(FrameCodec.Magic, FrameCodec.Version, Environment.ProcessId);

    private void TakeTurnsOrExit()
    {
        try
        {
            TakeTurns();
        }
        catch (IOException)
        {
            Environment.Exit(2);
        }
    }

    private void TakeTurns()
    {
        while (WaitForTurn(out CallQueue.Job? job))
        {
            job ??= ReadUntilJob();
            if (job is not null)
            {
                Do(job);
            }
        }
    }

    /// <param name="job">The job to do; null when the thread has to read.</param>
    /// <returns>True while there is something to do.</returns>
    private bool WaitForTurn(out CallQueue.Job? job)
    {
        lock (_lock)
        {
            int naps = 0;
            while (true)
            {
                job = _calls.TryBegin();
                if (job is not null)
                {
                    _hasMoreArrived = false;
                    return true;
                }

                if (_calls.IsClosed && !_calls.IsBusy)
                {
                    return false;
                }

                if (!_isReading && !_calls.IsClosed)
                {
                    _isReading = true;
                    return true;
                }

                Rest(ref naps);
            }
        }
    }

    // Waking the other one for each job would take longer than a small job: it looks by itself, for as long as there are jobs.
    private void Rest(ref int naps)
    {
        if (naps < MaxNaps || _calls.IsBusy)
        {
            naps = _calls.IsBusy ? 0 : naps + 1;
            Monitor.Wait(_lock, Nap);
            return;
        }

        _isOtherAsleep = true;
        Monitor.Wait(_lock);
        _isOtherAsleep = false;
        naps = 0;
    }

    private CallQueue.Job? ReadUntilJob()
    {
        try
        {
            while (ReadNext() is { } frame)
            {
                if (Take(frame) is { } job)
                {
                    return job;
                }
            }
        }
        catch (Exception exception) when (exception is FrameFormatException or IOException)
        {
            _isInputBroken = true;
            Console.Error.WriteLine($"The host broke the protocol: {exception.Message}");
        }

        GiveUp();
        return null;
    }

    // No answer waits while this waits.
    private Frame? ReadNext()
    {
        if (!_reader.HasFrame())
        {
            _output.FlushOrExit();
        }

        return _reader.Read();
    }

    /// <returns>The job to do now; the thread that does it stops reading.</returns>
    private CallQueue.Job? Take(Frame frame)
    {
        switch (frame)
        {
            case Cancel cancel:
                if (Cancel(cancel.JobId))
                {
                    _output.Send(new Cancelled(cancel.JobId));
                }

                return null;
            case Recall recall:
                _output.Send(new Recalled(GiveBack(recall.Count)));
                return null;
            case Call call:
                lock (_lock)
                {
                    _calls.Add(call);
                    return _calls.TryBegin() is { } job ? StopReading(job) : null;
                }

            case Ping:
                _output.Send(new Pong());
                return null;
            default:
                throw new FrameFormatException($"{frame.GetType().Name} comes from workers, not from hosts.");
        }
    }

    /// <returns>True when the job was not begun, and is not any more.</returns>
    private bool Cancel(long jobId)
    {
        lock (_lock)
        {
            return _calls.Cancel(jobId);
        }
    }

    private ImmutableArray<long> GiveBack(int count)
    {
        lock (_lock)
        {
            return _calls.GiveBack(count);
        }
    }

    private CallQueue.Job StopReading(CallQueue.Job job)
    {
        _isReading = false;
        _hasMoreArrived = _reader.HasFrame();
        if (_isOtherAsleep)
        {
            Monitor.Pulse(_lock);
        }

        return job;
    }

    // The next job begins when this answer is written, or where the host finds it. Whoever is killed has begun one job, and none before
    // it is without an answer.
    private void Do(CallQueue.Job job)
    {
        _mark.Write(job.Call.JobId);
        _output.SendAnswer(_answers.Do(job), _isMore);
        lock (_lock)
        {
            _calls.End();
            if (_calls.IsClosed)
            {
                Monitor.PulseAll(_lock);
            }
        }
    }

    private bool IsMore()
    {
        lock (_lock)
        {
            return _calls.IsMore || _hasMoreArrived;
        }
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            _calls.Close();
            Monitor.PulseAll(_lock);
        }

        StartThread(() =>
        {
            Thread.Sleep(EndGrace);
            Environment.Exit(2);
        });
    }

    private static void StartThread(ThreadStart body) => new Thread(body) { IsBackground = true }.Start();
}
