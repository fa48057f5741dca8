using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Records;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>The memory that an operation of a benchmark allocates on both sides, as its pairs measured it.</summary>
/// <param name="BaselineBytes">Whole bytes, the median of the pairs.</param>
/// <param name="CandidateBytes">The same of the candidate.</param>
/// <param name="LeastGrowth">The candidate's smallest figure less the baseline's largest.</param>
/// <param name="Range">The difference between the pairs of one side, the larger of both; 0 where it is exact.</param>
internal sealed record PairAllocations(double BaselineBytes, double CandidateBytes, double LeastGrowth, double Range)
{
    /// <param name="pairs">All pairs of the benchmark in both stages.</param>
    /// <returns>Null where a pair does not tell, as in launches, or there are none.</returns>
    public static PairAllocations? FromPairs(IReadOnlyCollection<LaunchPair> pairs)
    {
        double[] baseline = Round(pairs.Select(pair => pair.Baseline));
        double[] candidate = Round(pairs.Select(pair => pair.Candidate));
        return pairs.Count == 0 || baseline.Length < pairs.Count || candidate.Length < pairs.Count
            ? null
            : new PairAllocations(
                baseline.Median(),
                candidate.Median(),
                candidate.Min() - baseline.Max(),
                Math.Max(baseline.Max() - baseline.Min(), candidate.Max() - candidate.Min())
            );
    }

    /// <summary>
    /// True where an operation of the candidate allocates more, by more than the margin, and by more than what either side's own pairs
    /// differ by. Most code allocates the same bytes each time; what several threads allocate may differ.
    /// </summary>
    public bool Exceeds(AllocationMargin margin) =>
        margin.IsExceeded(BaselineBytes, CandidateBytes) && LeastGrowth > 0 && LeastGrowth >= Range;

    // As BenchmarkDotNet reports them: what the runtime allocates beside an operation is a small part of a byte.
    private static double[] Round(IEnumerable<LaunchLine> launches) =>
        [.. launches.Select(launch => launch.AllocatedBytesPerOp).OfType<double>().Select(bytes => Math.Round(bytes))];
}
