using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A simulated worker process: its calls, the frames that it has sent, and the events that may come next.</summary>
internal sealed class SimulatedWorker(int id)
{
    private const long UnknownJob = 99;

    private static readonly ThrownException Thrown = new("T", "m", "s");
    private static readonly WorkerExit Crash = new(139, "boom");
    private static readonly WorkerExit Garbage = new(137, "") { Reason = LossReason.Protocol, Sent = "garbage" };

    /// <summary>Memory of a worker that is well, of one that is to end, and of one that is killed.</summary>
    public static readonly ImmutableArray<long> Memories = [1, 11, 21];

    /// <summary>The calls that it has not answered, in order.</summary>
    public List<long> Asked { get; } = [];

    /// <summary>The jobs among them that it was asked to give up.</summary>
    public SortedSet<long> GivenUp { get; } = [];

    /// <summary>True when it was asked for calls back and has not answered that.</summary>
    public bool IsRecalled { get; set; }

    /// <summary>True when it has got calls since then.</summary>
    public bool HasMoreSinceRecall { get; set; }

    /// <summary>True when it had none to give back, and has answered and got none since.</summary>
    public bool HasNoneToGiveBack { get; set; }

    /// <summary>The limits that run, and for which job.</summary>
    public SortedDictionary<PoolLimit, long> Armed { get; } = [];

    public bool HasSpoken { get; private set; }

    public bool HasGreeted { get; private set; }

    public bool HasAnswered { get; private set; }

    /// <summary>True when it has said that it cannot begin.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>The job that it has begun last, as it marks it.</summary>
    public long? Mark { get; private set; }

    public bool HasBegun => HasAnswered || Mark is not null;

    /// <summary>
    /// The number of <see cref="Asked"/> that it has begun. More than one when it has written answers that its host has not read.
    /// </summary>
    public int BegunCount => Mark is { } mark ? Asked.IndexOf(mark) + 1 : 0;

    public bool IsDoing => BegunCount > 0;

    public bool IsClosed { get; set; }

    public bool IsKilled { get; set; }

    /// <summary>True when it has broken the protocol. Nothing that it sends later counts.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>True when it broke the protocol at its start, so that the program is no worker for this pool.</summary>
    public bool IsHopeless { get; private set; }

    /// <summary>The number of jobs that it has answered in their turn.</summary>
    public int Done { get; private set; }

    /// <summary>True when it has held more memory than it should.</summary>
    public bool IsFat { get; set; }

    /// <summary>True while the pool waits for its memory.</summary>
    public bool IsMeasured { get; set; }

    /// <summary>True when it has got a job since its idleness was watched.</summary>
    public bool HasWorked { get; set; }

    /// <summary>True when it has been idle for longer than it may.</summary>
    public bool IsRested { get; set; }

    public bool Counts => !IsWrong && !IsClosed;

    public long? First => Asked.Count == 0 ? null : Asked[0];

    /// <summary>The rules of Frame.cs, once more and independently.</summary>
    public bool MaySend(Frame frame, Predicate<long> isRevoked) =>
        frame switch
        {
            Hello hello => !HasGreeted && hello.Magic == FrameCodec.Magic && hello.Version == FrameCodec.Version,
            NotReady => HasGreeted && !HasAnswered && !HasRefused,
            Pong => HasGreeted,
            Goodbye => IsClosed,
            Reply or Fault or Progress => HasGreeted && ((JobFrame)frame).JobId == First,
            Cancelled cancelled => Asked.Contains(cancelled.JobId) && isRevoked(cancelled.JobId),
            Recalled recalled => IsRecalled && MayGiveBack(recalled.JobIds),
            _ => false,
        };

    /// <summary>Notes that it has sent a frame.</summary>
    public void Send(Frame frame, bool isRight)
    {
        HasSpoken = true;
        IsHopeless |= Counts && !isRight && !IsKilled && !HasGreeted;
        IsWrong |= Counts && !isRight;
        if (!Counts)
        {
            return;
        }

        HasGreeted |= frame is Hello;
        HasRefused |= frame is NotReady;
        if (frame is JobFrame answer and not Progress)
        {
            HasAnswered = true;
            Done += answer.JobId == First ? 1 : 0;
            HasNoneToGiveBack = false;
            Asked.Remove(answer.JobId);
            GivenUp.Remove(answer.JobId);
        }

        if (frame is Recalled recalled && isRight)
        {
            IsRecalled = false;
            HasNoneToGiveBack = recalled.JobIds.IsEmpty && !HasMoreSinceRecall;
            Asked.RemoveAll(recalled.JobIds.Contains);
            GivenUp.ExceptWith(recalled.JobIds);
        }
    }

    /// <summary>Begins the next job that it was asked.</summary>
    public void Begin() => Mark = Asked[BegunCount];

    /// <summary>All that it may do next, right or wrong.</summary>
    public IEnumerable<PoolEvent> Enabled() =>
        Frames()
            .Select(PoolEvent (frame) => new PoolEvent.Received(id, frame))
            .Concat(Ends())
            .Concat(IsMeasured ? Memories.Select(bytes => new PoolEvent.Measured(id, bytes)) : [])
            .Concat(MayBegin ? [new Begins(id)] : [])
            .Concat(Armed.Select(limit => new PoolEvent.TimedOut(id, limit.Key, limit.Value)));

    /// <summary>Its next event when it behaves, or null.</summary>
    public PoolEvent? NextOfAGoodOne()
    {
        Frame? frame =
            !HasGreeted ? Greeting
            : BegunCount > 1 ? new Reply(First!.Value, default)
            : IsRecalled ? new Recalled([.. Asked.Skip(1)])
            : CancelledBeforeBegun is { } cancelled ? new Cancelled(cancelled)
            : IsDoing ? new Reply(First!.Value, default)
            : null;
        return IsKilled ? Die()
            : IsClosed ? new PoolEvent.Exited(id, new WorkerExit(0, ""))
            : frame is not null ? new PoolEvent.Received(id, frame)
            : MayBegin ? new Begins(id)
            : null;
    }

    /// <summary>Its next event when it does nothing any more, or null.</summary>
    public PoolEvent? NextOfASilentOne() =>
        IsKilled ? Die()
        : Armed.Count == 0 ? null
        : new PoolEvent.TimedOut(id, Armed.Last().Key, Armed.Last().Value);

    public PoolEvent Die() => new PoolEvent.Exited(id, Crash with { BegunJob = Mark });

    private long? CancelledBeforeBegun => Asked.Skip(BegunCount).Where(GivenUp.Contains).Select(job => (long?)job).FirstOrDefault();

    private bool MayBegin => HasGreeted && !IsClosed && BegunCount < Asked.Count;

    private static Hello Greeting => new(FrameCodec.Magic, FrameCodec.Version, 1);

    private IEnumerable<Frame> Frames()
    {
        if (!HasGreeted)
        {
            yield return Greeting;
            yield return new Hello(FrameCodec.Magic, FrameCodec.Version + 1, 1);
            yield break;
        }

        yield return new Pong();
        yield return new Reply(UnknownJob, default);
        if (!HasAnswered)
        {
            yield return new NotReady(Thrown);
        }

        if (IsClosed)
        {
            yield return new Goodbye(1, 1);
        }

        foreach (long asked in Asked.Skip(Math.Max(1, BegunCount)))
        {
            yield return new Cancelled(asked);
        }

        if (First is { } first)
        {
            yield return new Cancelled(first);
            yield return new Progress(first, default);
            yield return new Reply(first, default);
            yield return new Fault(first, Thrown);
        }

        foreach (Frame recalled in Recalls())
        {
            yield return recalled;
        }
    }

    // Right when it was asked, but for all, of which it may have begun the first, and for the unknown one.
    private IEnumerable<Frame> Recalls()
    {
        yield return new Recalled([]);
        if (IsRecalled)
        {
            yield return new Recalled([UnknownJob]);
            yield return new Recalled([.. Asked]);
            for (int kept = Math.Max(1, BegunCount); kept < Asked.Count; kept++)
            {
                yield return new Recalled([.. Asked.Skip(kept)]);
            }
        }
    }

    private bool MayGiveBack(ImmutableArray<long> jobs) =>
        jobs.IsEmpty || (jobs.Length < Asked.Count && Asked.TakeLast(jobs.Length).SequenceEqual(jobs));

    private IEnumerable<PoolEvent> Ends()
    {
        yield return Die();
        yield return new PoolEvent.Exited(id, Garbage with { BegunJob = Mark });
        if (!HasSpoken && !IsKilled)
        {
            yield return new PoolEvent.NotStarted(id, "missing");
        }
    }
}

/// <summary>A worker begins a job. Its pool does not see this; it reads the mark when the worker is gone.</summary>
/// <param name="Worker">The worker.</param>
internal sealed record Begins(int Worker) : PoolEvent;
