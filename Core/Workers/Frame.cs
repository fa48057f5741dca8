using System.Collections.Immutable;
using ConcurrencyBench.Core.Divisors;

namespace ConcurrencyBench.Core.Workers;

// What host and worker say to each other. On the wire (all little-endian):
//
//   length  4 bytes   of what follows, kind included; at most FrameCodec.MaxLength
//   kind    1 byte    FrameKind
//   fields            in the order of the record: int 4, long 8; text and lists of long as a 4-byte count and that many
//                     bytes of UTF-8 or longs
//
//   host                                   worker
//     |------- start process --------------->|
//     |<------ Hello ------------------------|
//     |------- Run, Consume (any number) --->|   answered in the order in which they came
//     |<------ Done | Fault | Cancelled -----|   one for each
//     |------- Cancel ---------------------->|   the answer is then Cancelled, or what came first
//     |------- close stdin ----------------->|   no more work; what is still running is given up
//     |<------ Goodbye ----------------------|   exit 0

/// <summary>One message between host and worker.</summary>
internal abstract record Frame;

/// <summary>The worker's first frame: who answers.</summary>
/// <param name="Magic"><see cref="FrameCodec.Magic"/>; a program that is no worker does not know it.</param>
/// <param name="Version"><see cref="FrameCodec.Version"/>.</param>
/// <param name="ProcessId">The worker's process.</param>
internal sealed record Hello(int Magic, int Version, int ProcessId) : Frame;

/// <summary>A request or an answer that belongs to a job.</summary>
/// <param name="JobId">The job.</param>
internal abstract record JobFrame(long JobId) : Frame;

/// <summary>Run one item.</summary>
/// <param name="JobId">The job.</param>
/// <param name="KernelId">The kernel's id.</param>
/// <param name="Number">The number.</param>
/// <param name="Candidates">The candidates.</param>
/// <param name="AnswerSlot">The slot of shared memory for the answer, or -1 for a Done frame.</param>
internal sealed record Run(long JobId, string KernelId, long Number, CandidateRange Candidates, int AnswerSlot = -1) : JobFrame(JobId);

/// <summary>Take items from a shared queue until it is empty. The answer holds, for each: index, count, divisors.</summary>
/// <param name="JobId">The job.</param>
/// <param name="QueuePath">The file that holds the queue.</param>
/// <param name="Consumer">1 or more; tells the consumers of a queue apart.</param>
internal sealed record Consume(long JobId, string QueuePath, int Consumer) : JobFrame(JobId);

/// <summary>Use this file for answers with a slot from now on.</summary>
/// <param name="AnswersPath">The file.</param>
internal sealed record ShareAnswers(string AnswersPath) : Frame;

/// <summary>Give a job up.</summary>
/// <param name="JobId">The job.</param>
internal sealed record Cancel(long JobId) : JobFrame(JobId);

/// <summary>A job's answer.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Values">The answer.</param>
internal sealed record Done(long JobId, ImmutableArray<long> Values) : JobFrame(JobId);

/// <summary>A job's answer lies in its slot of shared memory.</summary>
/// <param name="JobId">The job.</param>
/// <param name="AnswerSlot">The slot.</param>
internal sealed record Stored(long JobId, int AnswerSlot) : JobFrame(JobId);

/// <summary>A job threw. The worker lives on.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Type">The exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack in the worker.</param>
internal sealed record Fault(long JobId, string Type, string Message, string Stack) : JobFrame(JobId);

/// <summary>A job was given up.</summary>
/// <param name="JobId">The job.</param>
internal sealed record Cancelled(long JobId) : JobFrame(JobId);

/// <summary>The worker's last frame: what it used.</summary>
/// <param name="CpuTicks">Processor time, in ticks of 100 ns.</param>
/// <param name="PeakBytes">The most physical memory it held at once, or -1 where the platform does not tell.</param>
internal sealed record Goodbye(long CpuTicks, long PeakBytes) : Frame;
