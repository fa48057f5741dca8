using System.Collections.Immutable;

namespace ConcurrencyBench.Core.Workers;

// Worker            Starting --Hello--> Ready --CloseInput--> Closing --exit--> (gone)
//                      |                  |
//                      +--exit, limit-----+--exit--> (gone); its first job is lost, the others wait again
//
// Job               Waiting --assigned--> Assigned --Done, Fault, Cancelled, loss--> (ended, once)
//                      |
//                      +--cancelled, pool broken, pool disposed--> (ended, once)

/// <summary>Decides all that a pool does. Pure: no clock, no process, no thread; the same events have the same effects.</summary>
/// <param name="workers">The most workers at once, 1 or more.</param>
/// <param name="chunks">How jobs are given out.</param>
/// <remarks>
/// Workers are started when jobs wait, never for their own sake, so that a worker that dies at once is not replaced for ever:
/// each death ends a job or the pool. A worker that ends before its Hello breaks the pool, because the next one would too.
/// </remarks>
internal sealed class PoolMachine(int workers, ChunkPolicy chunks)
{
    private readonly SortedDictionary<int, WorkerState> _workers = [];
    private readonly LinkedList<JobFrame> _waiting = new();
    private readonly Dictionary<long, WorkerState?> _jobs = [];
    private readonly List<PoolEffect> _effects = [];
    private int _nextWorker = 1;
    private bool _isDisposed;
    private WorkerStartException? _broken;

    private enum Phase
    {
        Starting,
        Ready,
        Closing,
    }

    /// <summary>Takes an event in.</summary>
    /// <returns>What is to be done now, in this order.</returns>
    public ImmutableArray<PoolEffect> Handle(PoolEvent happened)
    {
        switch (happened)
        {
            case PoolEvent.Submitted submitted:
                Submit(submitted.Requests);
                break;
            case PoolEvent.Revoked revoked:
                Revoke(revoked.JobIds);
                break;
            case PoolEvent.Received received when _workers.TryGetValue(received.Worker, out WorkerState? worker):
                Receive(worker, received.Frame);
                break;
            case PoolEvent.Exited exited when _workers.TryGetValue(exited.Worker, out WorkerState? worker):
                Lose(worker, exited.Exit);
                break;
            case PoolEvent.NotStarted notStarted when _workers.TryGetValue(notStarted.Worker, out WorkerState? worker):
                _workers.Remove(worker.Id);
                Break(notStarted.Reason);
                break;
            case PoolEvent.TimedOut timedOut when _workers.TryGetValue(timedOut.Worker, out WorkerState? worker):
                TimeOut(worker, timedOut);
                break;
            case PoolEvent.Disposed:
                Dispose();
                break;
        }

        GiveOut();
        if (_isDisposed && _workers.Count == 0)
        {
            _effects.Add(new PoolEffect.AllGone());
        }

        ImmutableArray<PoolEffect> effects = [.. _effects];
        _effects.Clear();
        return effects;
    }

    private void Submit(ImmutableArray<JobFrame> requests)
    {
        foreach (JobFrame request in requests)
        {
            _jobs.Add(request.JobId, null);
            _waiting.AddLast(request);
        }

        EndAllIfOver();
    }

    private void Revoke(ImmutableArray<long> jobIds)
    {
        HashSet<long> revoked = [.. jobIds];
        for (LinkedListNode<JobFrame>? node = _waiting.First; node is not null;)
        {
            LinkedListNode<JobFrame> here = node;
            node = node.Next;
            if (revoked.Contains(here.Value.JobId))
            {
                _waiting.Remove(here);
                End(here.Value.JobId, new OperationCanceledException());
            }
        }

        foreach (long jobId in jobIds)
        {
            if (_jobs.GetValueOrDefault(jobId) is { } worker && worker.Revoked.Add(jobId))
            {
                _effects.Add(new PoolEffect.Send(worker.Id, new Cancel(jobId)));
                _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Cancellation, jobId));
            }
        }
    }

    private void Receive(WorkerState worker, Frame frame)
    {
        switch (frame)
        {
            case Goodbye goodbye when worker.Phase == Phase.Closing:
                _effects.Add(new PoolEffect.Used(worker.Id, goodbye));
                break;
            case not null when worker.Phase == Phase.Closing:
                // Under way when its input was closed.
                break;
            case Hello hello when worker.Phase == Phase.Starting:
                Greet(worker, hello);
                break;
            case Done done when Answers(worker, done):
                End(done.JobId, done.Values);
                break;
            case Fault fault when Answers(worker, fault):
                End(fault.JobId, new RemoteException(fault));
                break;
            case Cancelled cancelled when Answers(worker, cancelled):
                End(cancelled.JobId, new OperationCanceledException());
                break;
            default:
                Distrust(worker, $"an unexpected {frame!.GetType().Name} frame");
                break;
        }
    }

    private void Greet(WorkerState worker, Hello hello)
    {
        if (hello is { Magic: FrameCodec.Magic, Version: FrameCodec.Version })
        {
            worker.Phase = Phase.Ready;
            return;
        }

        Distrust(worker, hello.Magic == FrameCodec.Magic
            ? $"version {hello.Version} of the protocol, where this program speaks version {FrameCodec.Version}; build the solution again"
            : "the greeting of something else");
    }

    // Answers come in the order of the requests, so only the first one assigned can be answered.
    private static bool Answers(WorkerState worker, JobFrame answer)
    {
        if (worker.Assigned.Count == 0 || worker.Assigned.Peek().JobId != answer.JobId)
        {
            return false;
        }

        worker.Assigned.Dequeue();
        worker.Revoked.Remove(answer.JobId);
        return true;
    }

    private void Distrust(WorkerState worker, string sent)
    {
        worker.Distrust ??= sent;
        _effects.Add(new PoolEffect.Kill(worker.Id));
    }

    private void Lose(WorkerState worker, WorkerExit exit)
    {
        _workers.Remove(worker.Id);
        WorkerExit known = exit with { ProtocolError = exit.ProtocolError ?? worker.Distrust };
        if (worker.Phase == Phase.Starting)
        {
            string reason = worker.IsLate ? $"it did not greet within the time limit; {known.Describe()}" : known.Describe();
            Break(new WorkerStartException($"The worker program is no worker, or not one of this version: {reason} Build the solution again."));
            return;
        }

        if (worker.Assigned.TryDequeue(out JobFrame? doing))
        {
            bool wasRevoked = worker.Revoked.Contains(doing.JobId);
            End(doing.JobId, wasRevoked ? new OperationCanceledException() : new WorkerLostException(known, Describe(doing)));
        }

        // What came behind it was not begun.
        foreach (JobFrame request in worker.Assigned.Reverse())
        {
            if (worker.Revoked.Contains(request.JobId))
            {
                End(request.JobId, new OperationCanceledException());
                continue;
            }

            _jobs[request.JobId] = null;
            _waiting.AddFirst(request);
        }

        EndAllIfOver();
    }

    private void TimeOut(WorkerState worker, PoolEvent.TimedOut timedOut)
    {
        bool isDue = timedOut.Limit switch
        {
            PoolLimit.Start => worker.Phase == Phase.Starting,
            PoolLimit.Cancellation => worker.Revoked.Contains(timedOut.JobId),
            _ => worker.Phase == Phase.Closing,
        };
        if (isDue)
        {
            worker.IsLate = true;
            _effects.Add(new PoolEffect.Kill(worker.Id));
        }
    }

    private void Break(WorkerStartException reason)
    {
        _broken ??= reason;
        EndAllIfOver();
    }

    private void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        foreach (long jobId in _jobs.Keys.Order().ToArray())
        {
            End(jobId, new ObjectDisposedException(nameof(WorkerPool)));
        }

        _waiting.Clear();
        foreach (WorkerState worker in _workers.Values)
        {
            // One that has not greeted yet gets no work, and ends as soon as it looks at its input.
            worker.Phase = Phase.Closing;
            worker.Assigned.Clear();
            _effects.Add(new PoolEffect.CloseInput(worker.Id));
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Exit));
        }
    }

    // A broken or disposed pool runs nothing more.
    private void EndAllIfOver()
    {
        if (_broken is null && !_isDisposed)
        {
            return;
        }

        foreach (JobFrame request in _waiting)
        {
            End(request.JobId, _isDisposed ? new ObjectDisposedException(nameof(WorkerPool)) : new WorkerStartException(_broken!.Message, _broken));
        }

        _waiting.Clear();
    }

    private void GiveOut()
    {
        foreach (WorkerState worker in _workers.Values.Where(worker => worker is { Phase: Phase.Ready, Assigned.Count: 0, Distrust: null }))
        {
            for (int count = _waiting.Count == 0 ? 0 : chunks(_waiting.Count, workers); count > 0 && _waiting.First is { } first; count--)
            {
                _waiting.RemoveFirst();
                _jobs[first.Value.JobId] = worker;
                worker.Assigned.Enqueue(first.Value);
                _effects.Add(new PoolEffect.Send(worker.Id, first.Value));
            }
        }

        int starting = _workers.Values.Count(worker => worker.Phase == Phase.Starting);
        for (; starting < _waiting.Count && _workers.Count < workers; starting++)
        {
            WorkerState worker = new(_nextWorker++);
            _workers.Add(worker.Id, worker);
            _effects.Add(new PoolEffect.Start(worker.Id));
            _effects.Add(new PoolEffect.Arm(worker.Id, PoolLimit.Start));
        }
    }

    private void End(long jobId, ImmutableArray<long> values)
    {
        if (_jobs.Remove(jobId))
        {
            _effects.Add(new PoolEffect.End(jobId, values, null));
        }
    }

    private void End(long jobId, Exception exception)
    {
        if (_jobs.Remove(jobId))
        {
            _effects.Add(new PoolEffect.End(jobId, [], exception));
        }
    }

    private static string Describe(JobFrame job) => job switch
    {
        Run run => $"it ran {run.KernelId} of {run.Number}, candidates {run.Candidates.First}..{run.Candidates.Last}",
        Consume => "it took items from a shared queue",
        _ => "it worked",
    };

    private sealed class WorkerState(int id)
    {
        public int Id => id;

        public Phase Phase { get; set; } = Phase.Starting;

        /// <summary>What it was asked and has not answered, in order; it computes the first.</summary>
        public Queue<JobFrame> Assigned { get; } = new();

        /// <summary>Those of <see cref="Assigned"/> that were cancelled.</summary>
        public HashSet<long> Revoked { get; } = [];

        /// <summary>Why it was killed, where it sent what no worker sends.</summary>
        public string? Distrust { get; set; }

        public bool IsLate { get; set; }
    }
}
