namespace ConcurrencyBench.Analysis.Timelines;

/// <summary>One run of one model: its work in lanes of time.</summary>
/// <param name="Name">The model or program that ran.</param>
/// <param name="Lanes">The names of its lanes.</param>
/// <param name="Slices">By lane, then by time.</param>
internal sealed record TraceRun(string Name, ImmutableArray<string> Lanes, ImmutableArray<TraceSlice> Slices)
{
    /// <summary>From the first start to the last end, nanoseconds.</summary>
    public double LengthNanoseconds => Slices.Select(slice => slice.StartNanoseconds + slice.LengthNanoseconds).DefaultIfEmpty(0).Max();
}

/// <summary>A slice of a trace.</summary>
/// <param name="Name">The work, such as the number that was searched.</param>
/// <param name="Lane">0 and up.</param>
/// <param name="StartNanoseconds">From the run's first start.</param>
/// <param name="LengthNanoseconds">Its duration.</param>
/// <param name="Units">The numbers of the item's units of work that were done in it; null where the trace does not say.</param>
internal sealed record TraceSlice(string Name, int Lane, double StartNanoseconds, double LengthNanoseconds, TraceRange? Units);

/// <summary>Whole numbers, both ends among them.</summary>
internal readonly record struct TraceRange(long First, long Last)
{
    /// <summary>The number of them.</summary>
    public double Count => (double)Last - First + 1;
}
