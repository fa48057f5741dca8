namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The arguments of <c>advise</c>, as the user wrote them.</summary>
/// <param name="Suite">The arguments that it shares with the other verbs.</param>
/// <param name="Costs">A file of costs.</param>
/// <param name="Measure">A program whose items are timed.</param>
/// <param name="Cores">The number of cores.</param>
/// <param name="CanCut">True where items can be cut.</param>
/// <param name="Processes">True where items must be kept apart.</param>
/// <param name="Arrivals">The way in which items arrive.</param>
/// <param name="Calibrate">True where the overheads are measured again.</param>
/// <param name="Check">The number of random workloads to check the adviser with.</param>
/// <param name="Output">A file for the answer as Markdown.</param>
internal sealed record AdviseArguments(
    SuiteArguments Suite,
    string? Costs,
    string? Measure,
    string? Cores,
    bool CanCut,
    bool Processes,
    string? Arrivals,
    bool Calibrate,
    string? Check,
    string? Output
);
