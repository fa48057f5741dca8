namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The ids of metrics with a meaning of their own; any program may write them (docs/page.md).</summary>
internal static class MetricIds
{
    /// <summary>The best speed-up that the schedule can reach.</summary>
    public const string Bound = "SpeedupBound";

    /// <summary>Speed-up ÷ bound.</summary>
    public const string Efficiency = "Efficiency";

    /// <summary>CPU time of an operation in nanoseconds, of all processes together.</summary>
    public const string Cpu = "TreeCpuTime";

    /// <summary>The most physical memory in bytes, of all processes together.</summary>
    public const string PeakMemory = "TreePeakMemory";
}
