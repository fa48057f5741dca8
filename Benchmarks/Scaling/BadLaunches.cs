using System.Collections.Immutable;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>Sets aside launches that went wrong as a whole: one core's worth, or beside a neighbour.</summary>
internal static class BadLaunches
{
    // The rule of the comparison, docs/methodology.md: of normal noise less than one launch in 10^14 lies that far out.
    private const double Limit = 12;

    /// <returns>
    /// The launches without those whose logarithm lies more than 12 typical deviations above their count's median; all of them
    /// where any lies that far below: then the many may be the bad ones.
    /// </returns>
    public static ImmutableArray<LaunchTime> SetAside(ImmutableArray<LaunchTime> launches)
    {
        Dictionary<int, double> medians = launches
            .GroupBy(launch => launch.Workers, launch => Math.Log(launch.Nanoseconds))
            .ToDictionary(group => group.Key, group => group.Median());
        double Deviation(LaunchTime launch) => Math.Log(launch.Nanoseconds) - medians[launch.Workers];
        double limit = Limit * launches.Select(launch => Math.Abs(Deviation(launch))).Median();
        return limit > 0 && launches.All(launch => Deviation(launch) >= -limit)
            ? [.. launches.Where(launch => Deviation(launch) <= limit)]
            : launches;
    }
}
