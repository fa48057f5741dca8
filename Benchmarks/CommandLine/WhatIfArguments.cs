namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The arguments of <c>cluster</c>, as the user wrote them.</summary>
/// <param name="WhatIf">True where a cluster is simulated.</param>
/// <param name="Costs">A file of costs.</param>
/// <param name="Figures">The figures that were given, by the names of their options.</param>
/// <param name="IsSpeculative">True where the last messages are given twice.</param>
/// <param name="Output">A file for the answer as Markdown.</param>
/// <param name="Unknown">The arguments that the verb does not know.</param>
internal sealed record WhatIfArguments(
    bool WhatIf,
    string? Costs,
    ImmutableDictionary<string, string> Figures,
    bool IsSpeculative,
    string? Output,
    ImmutableArray<string> Unknown
);
