namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Keys of the metrics that this project's own suite adds to its reports; any report may have them.</summary>
internal static class SuiteMetrics
{
    /// <summary>The best speed-up that the schedule can reach.</summary>
    public const string Bound = "SpeedupBound";

    /// <summary>Speed-up ÷ bound.</summary>
    public const string Efficiency = "Efficiency";

    /// <summary>CPU time of an operation in ns, of all processes together.</summary>
    public const string Cpu = "TreeCpuTime";

    /// <summary>The most physical memory in bytes, of all processes together.</summary>
    public const string Peak = "TreePeakMemory";
}
