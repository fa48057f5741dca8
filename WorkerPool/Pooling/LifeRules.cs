namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The rules by which a pool ends workers that live, and keeps some that have nothing to do.</summary>
/// <param name="MaxJobs">The number of answers after which a worker is replaced; 0 for no limit.</param>
/// <param name="RecycleBytes">The memory above which a worker is replaced after its job; 0 for no limit.</param>
/// <param name="KillBytes">The memory above which a worker is killed; 0 for no limit.</param>
/// <param name="EndsIdle">True when workers that have no job for some time end.</param>
/// <param name="MinWorkers">The number of workers that are started before there are jobs, and that do not end when they are idle.</param>
internal sealed record LifeRules(int MaxJobs = 0, long RecycleBytes = 0, long KillBytes = 0, bool EndsIdle = false, int MinWorkers = 0)
{
    public static LifeRules Endless { get; } = new();

    /// <summary>True when the memory of workers is measured.</summary>
    public bool LimitsMemory => RecycleBytes > 0 || KillBytes > 0;
}
