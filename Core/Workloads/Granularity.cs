namespace ConcurrencyBench.Core.Workloads;

/// <summary>The ways in which a workload is cut into items.</summary>
public enum Granularity
{
    /// <summary>One item per number, as in the article.</summary>
    PerNumber,

    /// <summary>Every number cut into ranges of about equal cost, several per worker.</summary>
    Ranges,
}
