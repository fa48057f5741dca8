using ConcurrencyBench.Core.Divisors;

namespace ConcurrencyBench.Core.Workloads;

/// <summary>The unit every model runs: one range of one number, with one kernel.</summary>
/// <param name="Kernel">The kernel that searches.</param>
/// <param name="Number">The number, 1..<see cref="long.MaxValue"/>.</param>
/// <param name="Candidates">Part of the number's search space.</param>
public readonly record struct WorkItem(IDivisorKernel Kernel, long Number, CandidateRange Candidates)
{
    // A quarter of a million divisions take about half a millisecond, on slow hardware a few, and cancellation is seen in
    // between. The vector kernel is through in 20 µs, still long beside the cost of a call.
    private const long BlockLength = 1 << 18;

    /// <summary>Runs the kernel block by block, so that cancellation is seen within a few milliseconds.</summary>
    /// <returns>The divisors found, each once, in no promised order.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1, or the candidates lie outside its search space.</exception>
    public long[] Run(CancellationToken cancellationToken)
    {
        List<long> divisors = [];
        CandidateRange rest = Candidates;
        while (rest.Length > BlockLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Kernel.FindDivisors(Number, rest with { Last = rest.First + BlockLength - 1 }, divisors);
            rest = rest with { First = rest.First + BlockLength };
        }

        cancellationToken.ThrowIfCancellationRequested();
        Kernel.FindDivisors(Number, rest, divisors);
        return [.. divisors];
    }

    /// <summary>For messages.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kernel.Id} of {Number}, candidates {Candidates.First}..{Candidates.Last}");

    /// <summary>The same item cut into consecutive ranges of about equal length.</summary>
    /// <param name="parts">The number of ranges, 1 or more; a short range gives fewer.</param>
    public IEnumerable<WorkItem> Split(long parts)
    {
        WorkItem whole = this;
        return Candidates.Split(parts).Select(range => whole with { Candidates = range });
    }
}
