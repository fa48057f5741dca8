using System.Collections.Concurrent;
using ConcurrencyBench.Core.Divisors;

namespace ConcurrencyBench.Core.Timelines;

/// <summary>A kernel that records its calls. Its id is that of the kernel behind it, so that workers find theirs.</summary>
internal sealed class RecordingKernel(IDivisorKernel kernel, ConcurrentQueue<TimelineEvent> events) : IDivisorKernel
{
    public string Id => kernel.Id;

    public long CandidateCount(long number) => kernel.CandidateCount(number);

    public void FindDivisors(long number, CandidateRange candidates, List<long> divisors)
    {
        long start = Stopwatch.GetTimestamp();
        kernel.FindDivisors(number, candidates, divisors);
        events.Enqueue(
            new TimelineEvent(
                Environment.ProcessId,
                Environment.CurrentManagedThreadId,
                number,
                candidates,
                start,
                Stopwatch.GetTimestamp()
            )
        );
    }
}
