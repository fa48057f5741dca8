namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>The progress of a run.</summary>
/// <param name="Done">Benchmarks done.</param>
/// <param name="Total">Benchmarks in all.</param>
/// <param name="Elapsed">The time since the first one started.</param>
internal sealed record ProgressEstimate(int Done, int Total, TimeSpan Elapsed)
{
    /// <summary>The number of benchmarks done, such as <c>[ 7/28]</c>.</summary>
    public string Count
    {
        get
        {
            string total = Total.ToString(CultureInfo.InvariantCulture);
            return $"[{Done.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length)}/{total}]";
        }
    }

    /// <summary>
    /// The remaining time, such as <c>about 4 min left</c>. It assumes that the remaining benchmarks take as long each as those that
    /// are done.
    /// </summary>
    public string Remaining
    {
        get
        {
            if (Done == 0 || Done >= Total)
            {
                return "";
            }

            double seconds = Elapsed.TotalSeconds / Done * (Total - Done);
            return seconds < 90
                ? string.Create(CultureInfo.InvariantCulture, $"about {Math.Ceiling(seconds):F0} s left")
                : string.Create(CultureInfo.InvariantCulture, $"about {seconds / 60:F0} min left");
        }
    }
}
