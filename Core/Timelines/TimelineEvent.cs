using ConcurrencyBench.Core.Divisors;

namespace ConcurrencyBench.Core.Timelines;

/// <summary>One thread searched one range.</summary>
/// <param name="ProcessId">The thread's process.</param>
/// <param name="ThreadId">Managed id of the thread.</param>
/// <param name="Number">The number.</param>
/// <param name="Candidates">The range.</param>
/// <param name="Start">System.Diagnostics.Stopwatch's timestamp, which all processes of a machine share.</param>
/// <param name="End">The same; not before <paramref name="Start"/>.</param>
public readonly record struct TimelineEvent(int ProcessId, int ThreadId, long Number, CandidateRange Candidates, long Start, long End);
