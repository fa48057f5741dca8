namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The arguments of <c>article</c>, as the user wrote them.</summary>
/// <param name="Suite">The arguments that it shares with the other verbs.</param>
/// <param name="Launches">The number of launches.</param>
/// <param name="Artifacts">The folder of the reports.</param>
internal sealed record ArticleArguments(SuiteArguments Suite, string? Launches, string? Artifacts);
