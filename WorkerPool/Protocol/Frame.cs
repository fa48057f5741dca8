namespace ConcurrencyBench.Workers.Protocol;

// The messages between host and worker. On the wire (all little-endian):
//
//   length  4 bytes   of the rest, kind included; at most FrameCodec.MaxLength
//   kind    1 byte    FrameKind
//   fields            in the order of the record: int 4, long 8; text and bytes as a 4-byte count and that many bytes;
//                     an exception as its count of exceptions, and each with the number of the one that holds it
//
//   host                                   worker
//     |------- start process --------------->|
//     |<------ Hello ------------------------|
//     |<------ NotReady ---------------------|   in place of all that follows: it cannot begin, and exits
//     |------- Call (any number) ----------->|   answered in the order in which they came, but for Cancelled
//     |<------ Progress ---------------------|   any number, of the call that is being answered
//     |<------ Reply | Fault | Cancelled ----|   one for each
//     |------- Cancel ---------------------->|   the answer is Cancelled, at once for a call that is not begun, or the one that came first
//     |------- Recall ---------------------->|   asks for calls back, from the end of those that are not begun
//     |<------ Recalled ---------------------|   one for each Recall; these calls are not answered any more
//     |------- Ping ------------------------>|   at any time, also while a call runs
//     |<------ Pong -------------------------|
//     |------- close the stream ------------>|   no more work; the running job is cancelled
//     |<------ Goodbye ----------------------|   exit 0

/// <summary>One message between host and worker.</summary>
internal abstract record Frame;

/// <summary>The worker's first frame, which identifies it.</summary>
/// <param name="Magic"><see cref="FrameCodec.Magic"/>; a program that is no worker does not know it.</param>
/// <param name="Version"><see cref="FrameCodec.Version"/>.</param>
/// <param name="ProcessId">The worker's process.</param>
internal sealed record Hello(int Magic, int Version, int ProcessId) : Frame;

/// <summary>The initializer of the worker threw. It begins no job, and ends.</summary>
/// <param name="Thrown">The exception.</param>
internal sealed record NotReady(ThrownException Thrown) : Frame;

/// <summary>A frame that belongs to a job.</summary>
/// <param name="JobId">The job.</param>
internal abstract record JobFrame(long JobId) : Frame;

/// <summary>Do a job.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Payload">The bytes that the worker's program gets.</param>
/// <param name="IsMany">True when the payload is a <see cref="PayloadList"/>, and the answer is one too. It has a kind of its own.</param>
internal sealed record Call(long JobId, ReadOnlyMemory<byte> Payload, bool IsMany = false) : JobFrame(JobId);

/// <summary>Cancel a job.</summary>
/// <param name="JobId">The job.</param>
internal sealed record Cancel(long JobId) : JobFrame(JobId);

/// <summary>A report of the job that is being done.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Content">The bytes that the worker's program reports.</param>
internal sealed record Progress(long JobId, ReadOnlyMemory<byte> Content) : JobFrame(JobId);

/// <summary>A job's answer.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Payload">The bytes that the worker's program answered.</param>
internal sealed record Reply(long JobId, ReadOnlyMemory<byte> Payload) : JobFrame(JobId);

/// <summary>A job threw. The worker lives on.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Thrown">The exception.</param>
internal sealed record Fault(long JobId, ThrownException Thrown) : JobFrame(JobId);

/// <summary>A job was cancelled.</summary>
/// <param name="JobId">The job.</param>
internal sealed record Cancelled(long JobId) : JobFrame(JobId);

/// <summary>Asks for calls back that are not begun.</summary>
/// <param name="Count">The most that are wanted, 1 or more.</param>
internal sealed record Recall(int Count) : Frame;

/// <summary>The answer to a <see cref="Recall"/>.</summary>
/// <param name="JobIds">The last of the calls that the worker had, in the order in which they came. It never begins them.</param>
internal sealed record Recalled(ImmutableArray<long> JobIds) : Frame;

/// <summary>Asks for a <see cref="Pong"/>.</summary>
internal sealed record Ping : Frame;

/// <summary>The answer to a <see cref="Ping"/>.</summary>
internal sealed record Pong : Frame;

/// <summary>The worker's last frame: its resource use.</summary>
/// <param name="CpuTicks">Processor time, in ticks of 100 ns.</param>
/// <param name="PeakBytes">The most physical memory it held at once, or -1 where it is unknown.</param>
internal sealed record Goodbye(long CpuTicks, long PeakBytes) : Frame;
